//! Whether a request that takes long is sent to another host as well.
//!
//! | legacy class | here |
//! |---|---|
//! | `NoSpeculativeExecutionPolicy`, `cass_cluster_set_no_speculative_execution_policy` | no option |
//! | `ConstantSpeculativeExecutionPolicy(delay, max)`, `cass_cluster_set_constant_speculative_execution_policy` | `Constant` |
//! | Java `PercentileSpeculativeExecutionPolicy` | `Percentile` |
//! | a class of the user's own | `Table`, from the first answers of its plan |

use std::sync::Arc;
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::percentile::{Percentile, Percentiles};
use crate::Error;

/// When a request that is idempotent is sent to one more host, for want of an answer of those before.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeculativeExecution {
    /// After the same delay each time.
    Constant {
        /// The delay in milliseconds; 0 asks all at once.
        delay_ms: u64,
        /// How many more hosts at most.
        max_executions: usize,
    },
    /// When the host takes longer than is usual.
    Percentile(Percentile),
    /// After delays that somebody else worked out, in milliseconds.
    Table(Arc<[u64]>),
}

impl SpeculativeExecution {
    /// One more host each time so many milliseconds have passed, `max_executions` at most.
    pub fn constant(delay_ms: u64, max_executions: usize) -> Self {
        SpeculativeExecution::Constant { delay_ms, max_executions }
    }

    pub(crate) fn check(self) -> Result<Self, Error> {
        match self {
            SpeculativeExecution::Percentile(percentile) => {
                percentile.check().map(SpeculativeExecution::Percentile)
            }
            other => Ok(other),
        }
    }
}

/// The policy in action: what it measures is shared by all requests.
#[derive(Clone, Debug)]
pub(crate) enum Speculation {
    Constant(Duration, usize),
    Percentile(Arc<Percentiles>),
    Table(Arc<[u64]>),
}

impl Speculation {
    pub(crate) fn new(policy: SpeculativeExecution) -> Self {
        match policy {
            SpeculativeExecution::Constant { delay_ms, max_executions } => {
                Speculation::Constant(Duration::from_millis(delay_ms), max_executions)
            }
            SpeculativeExecution::Percentile(settings) => {
                Speculation::Percentile(Arc::new(Percentiles::new(settings)))
            }
            SpeculativeExecution::Table(delays_ms) => Speculation::Table(delays_ms),
        }
    }

    /// Whether it can ask any other host.
    pub(crate) fn is_any(&self) -> bool {
        match self {
            Speculation::Constant(_, most) => *most > 0,
            Speculation::Percentile(percentiles) => percentiles.settings().max_executions > 0,
            Speculation::Table(delays_ms) => !delays_ms.is_empty(),
        }
    }

    /// Returns how long to wait for an answer before one more host is asked; `None` asks no other. `further` counts the
    /// hosts that have been asked besides the first, `host` is the one that was asked last.
    pub(crate) fn next_delay(&self, further: usize, host: Option<Uuid>) -> Option<Duration> {
        match self {
            Speculation::Constant(delay, most) => (further < *most).then_some(*delay),
            Speculation::Percentile(percentiles) => host
                .filter(|_| further < percentiles.settings().max_executions)
                .and_then(|host| percentiles.threshold(host, Instant::now())),
            Speculation::Table(delays_ms) => delays_ms.get(further).copied().map(Duration::from_millis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Percentile, Speculation, SpeculativeExecution};
    use std::time::{Duration, Instant};
    use uuid::Uuid;

    fn delays(speculation: &Speculation) -> Vec<u128> {
        let delay = |further| speculation.next_delay(further, Some(Uuid::nil()));
        (0..9).map_while(delay).map(|delay| delay.as_millis()).collect()
    }

    #[test]
    fn a_constant_delay_comes_as_often_as_allowed() {
        assert_eq!(delays(&Speculation::new(SpeculativeExecution::constant(7, 3))), [7, 7, 7]);
        assert!(delays(&Speculation::new(SpeculativeExecution::constant(7, 0))).is_empty());
    }

    #[test]
    fn a_table_ends_with_its_last_delay() {
        assert_eq!(delays(&Speculation::new(SpeculativeExecution::Table([3, 0, 5].into()))), [3, 0, 5]);
    }

    #[test]
    fn a_percentile_waits_until_enough_is_known() {
        let settings = Percentile { min_measured: 10, max_executions: 2, ..Percentile::default() };
        let speculation = Speculation::new(SpeculativeExecution::Percentile(settings));
        assert!(delays(&speculation).is_empty());
        let Speculation::Percentile(percentiles) = &speculation else { unreachable!() };
        let latency = Duration::from_millis(20);
        (0..10).for_each(|_| percentiles.record(Uuid::nil(), latency, Instant::now()));
        assert_eq!(delays(&speculation), [20, 20]);
    }
}
