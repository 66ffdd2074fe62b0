//! Whether a request that takes long is sent to another host as well.

/// Sends a request that is idempotent to one more host each time the delay has passed without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeculativeExecution {
    /// The delay in milliseconds.
    pub delay_ms: u64,
    /// How many more hosts at most.
    pub max_executions: usize,
}
