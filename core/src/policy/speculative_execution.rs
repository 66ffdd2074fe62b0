//! Whether a request that takes long is sent to another host as well.

use std::sync::Arc;
use std::time::Duration;

use scylla::policies::speculative_execution::{SimpleSpeculativeExecutionPolicy, SpeculativeExecutionPolicy};

/// Sends a request that is idempotent to one more host each time the delay has passed without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeculativeExecution {
    /// The delay in milliseconds.
    pub delay_ms: u64,
    /// How many more hosts at most.
    pub max_executions: usize,
}

impl SpeculativeExecution {
    pub(crate) fn to_driver(self) -> Arc<dyn SpeculativeExecutionPolicy> {
        Arc::new(SimpleSpeculativeExecutionPolicy {
            max_retry_count: self.max_executions,
            retry_interval: Duration::from_millis(self.delay_ms),
        })
    }
}
