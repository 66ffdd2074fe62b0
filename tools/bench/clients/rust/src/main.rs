//! The Rust client of the bench: `unicql-bench core|scylla PLAN`. PLAN is the JSON of `plan.ts`. It prints a line when it
//! is warm, waits for a line, does what is measured and prints that; what is measured from the start needs no line.

mod column;
mod core_engine;
mod core_sessions;
mod measure;
mod plan;
mod scylla_engine;

use std::process::ExitCode;

use crate::column::Column;
use crate::measure::{Outcome, measure};
use crate::plan::{Action, Plan};

/// Something that does operations, as many at a time as the plan says.
trait Engine {
    fn run(&mut self, plan: &Plan, operations: usize) -> Result<Outcome, String>;
}

fn main() -> ExitCode {
    match bench() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(plan)) = (arguments.next(), arguments.next()) else {
        return Err("usage: unicql-bench core|scylla PLAN".to_owned());
    };
    let plan: Plan = serde_json::from_str(&plan).map_err(|error| error.to_string())?;
    let columns = plan.types.iter().map(|name| Column::parse(name)).collect::<Result<Vec<_>, _>>()?;
    let mut engine: Box<dyn Engine> = match name.as_str() {
        "core" if plan.action == Action::Connect => Box::new(core_sessions::CoreSessions::new(columns)),
        "core" => Box::new(core_engine::Core::connect(&plan, columns)?),
        "scylla" => Box::new(scylla_engine::Scylla::connect(&plan, columns)?),
        other => return Err(format!("no engine {other}")),
    };
    if !plan.from_start {
        engine.run(&plan, plan.warmup)?;
        println!("{{\"warm\":true}}");
        std::io::stdin().read_line(&mut String::new()).map_err(|error| error.to_string())?;
    }
    println!("{}", measure(plan.from_start, || engine.run(&plan, plan.operations))?);
    Ok(())
}
