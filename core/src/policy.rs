//! The policies of the legacy drivers: which host, whether again, how soon anew.

mod balancer;
mod custom_retry;
mod host_filter;
mod latency;
mod load_balancing;
mod measures;
mod percentile;
mod query_plan;
mod reconnection;
mod retry;
mod speculative_execution;
mod told_distances;

pub(crate) use balancer::Balancer;
pub(crate) use custom_retry::ask;
pub use custom_retry::{CustomRetry, RetryReply};
pub(crate) use host_filter::{HostFilter, resolve_names};
pub use latency::LatencyAwareness;
pub use load_balancing::LoadBalancing;
pub(crate) use measures::{Measures, UnderWay};
pub use percentile::Percentile;
pub use reconnection::Reconnection;
pub use retry::{FailedTry, Retry, RetryDecision, RetryDialect, RetryRule};
pub(crate) use speculative_execution::Speculation;
pub use speculative_execution::SpeculativeExecution;
pub(crate) use told_distances::ToldDistances;
