//! The load of `unicql-dev chaos`: writes that are repeated until they are acknowledged, while somebody else does harm to
//! the cluster. A line on standard input ends the load; then every acknowledged write is read back, the session is closed,
//! and a line of JSON on standard output tells what was seen.
//!
//!     chaos CONTACT_POINTS REPLICATION_FACTOR

mod load;
mod proc;
mod verify;

use std::io::BufRead;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use unicql_core::policy::Reconnection;
use unicql_core::{Consistency, Options, Request, Session};

/// How long one write may take, with all the driver's own retries.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(5);
/// How long reads and changes of the schema may take, which are not what is tested.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(points), Some(factor)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: chaos CONTACT_POINTS REPLICATION_FACTOR");
        return ExitCode::FAILURE;
    };
    let before = proc::descriptors();
    let session = match Session::connect(options(&points)).wait().as_ref() {
        Ok(session) => session.clone(),
        Err(error) => return failed(&format!("no session: {error}")),
    };
    if let Err(error) = create_table(&session, &factor) {
        return failed(&error);
    }
    let stop = stop_on_line();
    let load = load::run(&session, &stop);
    eprintln!("{} acknowledged writes, reading them back", load.acknowledged.iter().sum::<u64>());
    let verified = verify::read_back(&session, &load.acknowledged);
    let in_flight = session.in_flight();
    drop(session.close(Duration::from_secs(10)).wait());
    drop(session);
    let after = proc::wait_for_descriptors(before);
    let verified = match verified {
        Ok(verified) => verified,
        Err(error) => return failed(&error),
    };
    println!(
        "{}",
        json!({
            "acknowledged": load.acknowledged.iter().sum::<u64>(),
            "lost": verified.lost, "wrong": verified.wrong, "firstLost": verified.first_lost,
            "requests": load.requests, "errors": load.errors, "firstErrors": load.first_errors,
            "slowestMs": load.slowest.as_millis() as u64, "timeoutMs": TIMEOUT.as_millis() as u64,
            "longestPauseMs": load.longest_pause.as_millis() as u64,
            "inFlightAfter": in_flight,
            "memory": load.memory, "descriptors": { "before": before, "after": after },
        })
    );
    ExitCode::SUCCESS
}

fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

fn options(points: &str) -> Options {
    Options {
        contact_points: Some(points.split(',').map(str::to_owned).collect()),
        consistency: Some(Consistency::Quorum),
        idempotent: Some(true),
        request_timeout_ms: Some(TIMEOUT.as_millis() as u64),
        reconnection: Some(Reconnection::exponential(100, 2_000)),
        heartbeat_interval_ms: Some(2_000),
        heartbeat_timeout_ms: Some(2_000),
        ..Options::default()
    }
}

/// Executes text with patience, again and again if need be: the cluster may just have started.
pub(crate) fn execute(session: &Session, request: &Request) -> Result<unicql_core::Page, String> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut request = request.clone();
        request.options.timeout_ms = Some(PATIENCE.as_millis() as u64);
        match session.execute(request).wait().as_ref() {
            Ok(page) => return Ok(page.clone()),
            Err(error) if Instant::now() > deadline => return Err(error.to_string()),
            Err(_) => std::thread::sleep(Duration::from_millis(200)),
        }
    }
}

fn create_table(session: &Session, factor: &str) -> Result<(), String> {
    for cql in [
        "DROP KEYSPACE IF EXISTS chaos".to_owned(),
        format!(
            "CREATE KEYSPACE IF NOT EXISTS chaos WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': {factor}}}"
        ),
        "CREATE TABLE IF NOT EXISTS chaos.w (writer int, number bigint, value bigint, PRIMARY KEY (writer, number))"
            .to_owned(),
    ] {
        execute(session, &Request::text(cql))?;
    }
    Ok(())
}

/// Becomes true when standard input has a line or ends.
fn stop_on_line() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    std::thread::spawn(move || {
        let _ = std::io::stdin().lock().read_line(&mut String::new());
        flag.store(true, Ordering::SeqCst);
    });
    stop
}
