//! How soon a host that went away is tried again.
//!
//! | legacy class | here |
//! |---|---|
//! | Node `ConstantReconnectionPolicy(delay)`, `cass_cluster_set_constant_reconnect` | `Constant` without a limit |
//! | Python `ConstantReconnectionPolicy(delay, max_attempts=64)` | `Constant` with that limit |
//! | Node `ExponentialReconnectionPolicy(base, max, startWithNoDelay)` | `Exponential`, `start_at_once` |
//! | Python `ExponentialReconnectionPolicy(base, max, max_attempts=64)` | `Exponential` with that limit |
//! | `cass_cluster_set_exponential_reconnect` | `Exponential` without a limit |
//! | a class of the user's own | `Table`, from the first delays of its schedule |

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use scylla::policies::reconnect::{ReconnectPolicy, ReconnectPolicySession};

use crate::Error;

/// What a host waits that is not to be tried again: it is back when the server says that it is up.
const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// How long to wait before each new attempt, counted anew when a host is back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reconnection {
    /// The same delay each time.
    Constant {
        /// The delay in milliseconds.
        delay_ms: u64,
        /// After how many attempts to give up; `None` for never.
        max_attempts: Option<u64>,
    },
    /// A delay that doubles, give or take 15 %, but never leaves its bounds.
    Exponential {
        /// The first and shortest delay in milliseconds.
        base_delay_ms: u64,
        /// The longest delay in milliseconds.
        max_delay_ms: u64,
        /// After how many attempts to give up; `None` for never.
        max_attempts: Option<u64>,
        /// Whether the first attempt comes at once, before the base delay.
        start_at_once: bool,
    },
    /// Delays that somebody else worked out.
    Table {
        /// The delays in milliseconds, in order.
        delays_ms: Arc<[u64]>,
        /// Whether the last one is repeated without end; if not, the host is given up after it.
        endless: bool,
    },
}

/// The delays of the legacy Node and C drivers.
impl Default for Reconnection {
    fn default() -> Self {
        Reconnection::exponential(1_000, 600_000)
    }
}

impl Reconnection {
    /// The same delay in milliseconds each time, without end.
    pub fn constant(delay_ms: u64) -> Self {
        Reconnection::Constant { delay_ms, max_attempts: None }
    }

    /// Delays in milliseconds that double from the first to the longest, without end.
    pub fn exponential(base_delay_ms: u64, max_delay_ms: u64) -> Self {
        Reconnection::Exponential { base_delay_ms, max_delay_ms, max_attempts: None, start_at_once: false }
    }

    pub(crate) fn check(self) -> Result<Self, Error> {
        match self {
            Reconnection::Exponential { base_delay_ms, max_delay_ms, .. } if base_delay_ms > max_delay_ms => {
                let why = format!(
                    "the base delay {base_delay_ms} ms is longer than the longest, {max_delay_ms} ms"
                );
                Err(Error::invalid_option("reconnection", why))
            }
            Reconnection::Table { delays_ms, endless: true } if delays_ms.is_empty() => {
                Err(Error::invalid_option("reconnection", "an endless table has no delay"))
            }
            usable => Ok(usable),
        }
    }

    /// Returns the delay before an attempt in milliseconds; `attempt` counts from 0, `percent` is what jitter makes of the
    /// delay, 85 to 115. `None` gives up.
    fn delay_ms(&self, attempt: u64, percent: u64) -> Option<u64> {
        match self {
            Reconnection::Constant { delay_ms, max_attempts } => {
                max_attempts.is_none_or(|most| attempt < most).then_some(*delay_ms)
            }
            Reconnection::Exponential { base_delay_ms, max_delay_ms, max_attempts, start_at_once } => {
                if max_attempts.is_some_and(|most| attempt >= most) {
                    return None;
                }
                if *start_at_once && attempt == 0 {
                    return Some(0);
                }
                let doublings = u32::try_from(attempt - u64::from(*start_at_once)).unwrap_or(u32::MAX);
                let factor = 2u64.checked_pow(doublings).unwrap_or(u64::MAX);
                let delay = base_delay_ms.saturating_mul(factor).min(*max_delay_ms);
                let with_jitter = delay.saturating_mul(percent) / 100;
                Some(with_jitter.clamp(*base_delay_ms, *max_delay_ms))
            }
            Reconnection::Table { delays_ms, endless } => {
                let known = usize::try_from(attempt).ok().and_then(|attempt| delays_ms.get(attempt));
                known.or(delays_ms.last().filter(|_| *endless)).copied()
            }
        }
    }

    pub(crate) fn to_driver(&self) -> Arc<dyn ReconnectPolicy> {
        Arc::new(Policy(Arc::new(self.clone())))
    }
}

#[derive(Debug)]
struct Policy(Arc<Reconnection>);

impl ReconnectPolicy for Policy {
    fn new_session(&self) -> Box<dyn ReconnectPolicySession> {
        Box::new(Schedule { reconnection: Arc::clone(&self.0), attempt: 0, random: RandomState::new() })
    }
}

/// The delays of one host.
#[derive(Debug)]
struct Schedule {
    reconnection: Arc<Reconnection>,
    attempt: u64,
    random: RandomState,
}

impl ReconnectPolicySession for Schedule {
    fn get_delay(&self) -> Duration {
        let percent = 85 + self.random.hash_one(self.attempt) % 31;
        match self.reconnection.delay_ms(self.attempt, percent) {
            // A delay of zero would keep a core busy; the legacy drivers accept it all the same.
            Some(delay_ms) => Duration::from_millis(delay_ms.max(1)).min(NEVER),
            None => NEVER,
        }
    }

    fn on_successful_fill(&mut self) {
        self.attempt = 0;
    }

    fn on_fill_error(&mut self) {
        self.attempt += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{NEVER, Reconnection};
    use std::time::Duration;

    fn delays(reconnection: &Reconnection, percent: u64) -> Vec<Option<u64>> {
        (0..6).map(|attempt| reconnection.delay_ms(attempt, percent)).collect()
    }

    #[test]
    fn unusable_settings_are_refused() {
        assert!(Reconnection::exponential(2, 1).check().is_err());
        assert!(Reconnection::Table { delays_ms: [].into(), endless: true }.check().is_err());
        let never = Reconnection::Table { delays_ms: [].into(), endless: false };
        assert_eq!(delays(&never.check().unwrap(), 100), [None; 6]);
        for usable in [Reconnection::default(), Reconnection::constant(0)] {
            assert!(!usable.check().unwrap().to_driver().new_session().get_delay().is_zero());
        }
    }

    #[test]
    fn exponential_delays_double_within_their_bounds() {
        let reconnection = Reconnection::exponential(100, 1_000);
        assert_eq!(delays(&reconnection, 100), [100, 200, 400, 800, 1_000, 1_000].map(Some));
        assert_eq!(delays(&reconnection, 85), [100, 170, 340, 680, 850, 850].map(Some));
        assert_eq!(delays(&reconnection, 115), [115, 230, 460, 920, 1_000, 1_000].map(Some));
        assert_eq!(reconnection.delay_ms(u64::MAX, 100), Some(1_000), "no overflow");
        let at_once = Reconnection::Exponential {
            base_delay_ms: 100,
            max_delay_ms: 1_000,
            max_attempts: Some(3),
            start_at_once: true,
        };
        assert_eq!(delays(&at_once, 100), [Some(0), Some(100), Some(200), None, None, None]);
    }

    #[test]
    fn limits_and_tables_come_to_an_end() {
        let limited = Reconnection::Constant { delay_ms: 7, max_attempts: Some(2) };
        assert_eq!(delays(&limited, 115)[..3], [Some(7), Some(7), None]);
        let table = |endless| Reconnection::Table { delays_ms: [1, 5].into(), endless };
        assert_eq!(delays(&table(true), 100)[..4], [Some(1), Some(5), Some(5), Some(5)]);
        assert_eq!(delays(&table(false), 100)[..3], [Some(1), Some(5), None]);
    }

    #[test]
    fn a_host_that_is_back_starts_anew() {
        let limited = Reconnection::Constant { delay_ms: 7, max_attempts: Some(1) };
        let mut schedule = limited.to_driver().new_session();
        assert_eq!(schedule.get_delay(), Duration::from_millis(7));
        schedule.on_fill_error();
        assert_eq!(schedule.get_delay(), NEVER);
        schedule.on_successful_fill();
        assert_eq!(schedule.get_delay(), Duration::from_millis(7));
    }

    #[test]
    fn jitter_stays_within_15_percent() {
        let policy = Reconnection::exponential(1_000, 1_000_000).to_driver();
        for _ in 0..100 {
            let mut schedule = policy.new_session();
            schedule.on_fill_error();
            let delay = schedule.get_delay().as_millis();
            assert!((1_700..=2_300).contains(&delay), "{delay}");
        }
    }
}
