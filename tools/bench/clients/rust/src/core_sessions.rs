//! Operations that each open a session on the core, read and close it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use crate::Engine;
use crate::column::Column;
use crate::core_engine::Core;
use crate::measure::Outcome;
use crate::plan::Plan;

pub(crate) struct CoreSessions {
    columns: Vec<Column>,
}

impl CoreSessions {
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        CoreSessions { columns }
    }

    fn operate(&self, plan: &Plan) -> Result<u32, String> {
        let core = Core::connect(plan, self.columns.clone())?;
        let digest = core.read_pages()?;
        core.close()?;
        Ok(digest)
    }

    /// Does operations until all are done.
    fn work(&self, plan: &Plan, operations: usize, next: &AtomicUsize) -> Result<Outcome, String> {
        let mut outcome = Outcome::default();
        while next.fetch_add(1, Ordering::Relaxed) < operations {
            let begun = Instant::now();
            outcome.digest = outcome.digest.wrapping_add(self.operate(plan)?);
            outcome.latencies.push(begun.elapsed());
        }
        Ok(outcome)
    }
}

impl Engine for CoreSessions {
    fn run(&mut self, plan: &Plan, operations: usize) -> Result<Outcome, String> {
        let next = AtomicUsize::new(0);
        let mut all = Outcome::default();
        thread::scope(|scope| {
            let work = || self.work(plan, operations, &next);
            let workers: Vec<_> = (0..plan.concurrency).map(|_| scope.spawn(work)).collect();
            for worker in workers {
                let outcome = worker.join().map_err(|_| "a worker panicked")??;
                all.digest = all.digest.wrapping_add(outcome.digest);
                all.latencies.extend(outcome.latencies);
            }
            Ok(all)
        })
    }
}
