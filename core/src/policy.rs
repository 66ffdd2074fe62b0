//! The policies of the legacy drivers: which host, whether again, how soon anew.

mod custom_retry;
mod host_filter;
mod load_balancing;
mod reconnection;
mod retry;
mod speculative_execution;

pub(crate) use custom_retry::ask;
pub use custom_retry::{CustomRetry, RetryReply};
pub(crate) use host_filter::host_filter;
pub(crate) use load_balancing::Balancer;
pub use load_balancing::LoadBalancing;
pub use reconnection::Reconnection;
pub use retry::{FailedTry, Retry, RetryDecision, RetryDialect, RetryRule};
pub use speculative_execution::SpeculativeExecution;
