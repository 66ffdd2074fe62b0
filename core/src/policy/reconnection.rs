//! How soon a host that went away is tried again.

use std::sync::Arc;
use std::time::Duration;

use scylla::policies::reconnect::{ConstantReconnectPolicy, ExponentialReconnectPolicy, ReconnectPolicy};

use crate::Error;

/// How long to wait before each new attempt. The legacy policies of all languages are one of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reconnection {
    /// The same delay each time.
    Constant {
        /// The delay in milliseconds.
        delay_ms: u64,
    },
    /// A delay that doubles, give or take 15 %.
    Exponential {
        /// The first delay in milliseconds.
        base_delay_ms: u64,
        /// The longest delay in milliseconds.
        max_delay_ms: u64,
    },
}

/// The delays of the legacy Node and C drivers.
impl Default for Reconnection {
    fn default() -> Self {
        Reconnection::Exponential { base_delay_ms: 1_000, max_delay_ms: 600_000 }
    }
}

impl Reconnection {
    pub(crate) fn check(self) -> Result<Self, Error> {
        match self {
            Reconnection::Exponential { base_delay_ms, max_delay_ms } if base_delay_ms > max_delay_ms => {
                let why = format!(
                    "the base delay {base_delay_ms} ms is longer than the longest, {max_delay_ms} ms"
                );
                Err(Error::invalid_option("reconnection", why))
            }
            usable => Ok(usable),
        }
    }

    pub(crate) fn to_driver(self) -> Arc<dyn ReconnectPolicy> {
        match self {
            // A delay of zero would keep a core busy; the legacy drivers accept it all the same.
            Reconnection::Constant { delay_ms } => Arc::new(
                ConstantReconnectPolicy::new(Duration::from_millis(delay_ms.max(1)))
                    .with_jitter_range(1.0..=1.0),
            ),
            Reconnection::Exponential { base_delay_ms, max_delay_ms } => {
                let (base, longest) = (base_delay_ms.max(1), max_delay_ms.max(1));
                Arc::new(
                    ExponentialReconnectPolicy::new()
                        .with_backoff_limits(Duration::from_millis(base), Duration::from_millis(longest)),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reconnection;

    #[test]
    fn the_base_may_not_pass_the_longest_delay() {
        assert!(Reconnection::Exponential { base_delay_ms: 2, max_delay_ms: 1 }.check().is_err());
        for usable in [Reconnection::default(), Reconnection::Constant { delay_ms: 0 }] {
            assert!(usable.check().is_ok());
            assert!(!usable.to_driver().new_session().get_delay().is_zero());
        }
    }
}
