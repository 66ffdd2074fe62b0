//! Whether a request that failed is tried again, and where.
//!
//! The rules are those of the legacy drivers. They agree on what follows a timeout or a lack of replicas, and differ in
//! what they ask a rule about at all; [`RetryDialect`] tells them apart:
//!
//! | what failed | Node | Python | C, C++ |
//! |---|---|---|---|
//! | a write timed out | asked if idempotent | asked | asked if idempotent |
//! | a host is overloaded | asked if idempotent | asked | asked if idempotent |
//! | a server error | never again | asked | asked if idempotent |
//! | a truncation failed | asked if idempotent | asked | never again |
//! | a host is bootstrapping | asked if idempotent | asked | next host, unasked |
//! | the connection broke | asked if idempotent | asked | next host if idempotent, unasked |
//! | no answer of a host in time | asked if idempotent | never again | never again |
//!
//! | legacy class | here |
//! |---|---|
//! | Node `RetryPolicy`, `IdempotenceAwareRetryPolicy` | `Default`, `RetryDialect::Node` |
//! | Node `FallthroughRetryPolicy`, Python `FallthroughRetryPolicy`, `cass_retry_policy_fallthrough_new` | `Fallthrough` |
//! | Python `RetryPolicy` | `Default`, `RetryDialect::Python`, `not_idempotent` |
//! | Python `NeverRetryPolicy` | `Never`, `RetryDialect::Python`, `not_idempotent` |
//! | Python `DowngradingConsistencyRetryPolicy` | `DowngradingConsistency`, `RetryDialect::Python`, `not_idempotent` |
//! | `cass_retry_policy_default_new` | `Default`, `RetryDialect::C` |
//! | `cass_retry_policy_downgrading_consistency_new` | `DowngradingConsistency`, `RetryDialect::C` |
//! | `cass_retry_policy_logging_new` | its child with `logged` |

use crate::log::{self, LogEvent};
use crate::{Consistency, Error, ErrorKind};

/// Which legacy rule decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryRule {
    /// Once on the same host after a read timeout with enough answers but no data, or a write timeout of the batch log; once
    /// on the next host when replicas are unavailable; on the next host when a host fails.
    #[default]
    Default,
    /// Never.
    Fallthrough,
    /// As `Default`, but at a lower consistency where that is likely to succeed, and a write that some replica
    /// has is taken as done.
    DowngradingConsistency,
    /// Only on the next host when a host fails; timeouts and unavailable replicas are errors at once.
    Never,
}

/// Whose habits count where the legacy drivers differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RetryDialect {
    /// Those of the npm package `cassandra-driver`.
    Node,
    /// Those of the Python package `cassandra-driver`.
    Python,
    /// Those of `libcassandra`.
    #[default]
    C,
}

/// How requests are retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retry {
    /// The rule. Default: `Default`.
    pub rule: RetryRule,
    /// Whether requests that are not known to be idempotent are retried as well after a write timeout or a host's failure,
    /// as Python's driver does. Default: false, as the Node and C drivers do.
    pub not_idempotent: bool,
    /// Which driver's habits count where they differ. Default: `C`.
    pub dialect: RetryDialect,
    /// Whether decisions to retry or to ignore are logged. Default: false.
    pub logged: bool,
}

/// What a rule is told about a try that failed.
#[derive(Clone, Debug)]
pub struct FailedTry {
    /// Why; [`Error::coordinator`] says where.
    pub error: Error,
    /// The consistency that the try asked for.
    pub consistency: Consistency,
    /// Whether executing twice does no harm.
    pub idempotent: bool,
    /// How many tries before this one were retries.
    pub retries: u32,
}

/// What follows a try that failed. A consistency replaces that of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// The request fails with the error.
    Rethrow,
    /// The request succeeds, without rows.
    Ignore,
    /// The same host is asked again.
    SameHost(Option<Consistency>),
    /// The next host of the plan is asked.
    NextHost(Option<Consistency>),
}

use RetryDecision::{Ignore, NextHost, Rethrow, SameHost};

impl Retry {
    /// Decides what follows.
    pub fn decide(self, failed: &FailedTry) -> RetryDecision {
        let decision = self.decide_quietly(failed);
        if self.logged {
            tell(failed, decision);
        }
        decision
    }

    fn decide_quietly(self, failed: &FailedTry) -> RetryDecision {
        let may_repeat = failed.idempotent || self.not_idempotent;
        match failed.error.kind() {
            // Nothing was sent, so there is nothing that a rule could have against another host.
            ErrorKind::Busy => NextHost(None),
            ErrorKind::IsBootstrapping if self.dialect == RetryDialect::C => NextHost(None),
            ErrorKind::ConnectionClosed if self.dialect == RetryDialect::C && may_repeat => NextHost(None),
            _ if self.rule == RetryRule::Fallthrough => Rethrow,
            kind if self.asks_about(kind) && may_repeat => NextHost(None),
            // The rest is tried a second time at most.
            _ if failed.retries > 0 || self.rule == RetryRule::Never => Rethrow,
            ErrorKind::Unavailable => self.after_unavailable(failed),
            ErrorKind::ReadTimeout => self.after_read_timeout(failed),
            ErrorKind::WriteTimeout if may_repeat => self.after_write_timeout(failed),
            _ => Rethrow,
        }
    }

    /// Tells whether a rule is asked after such a failure of a host. Every rule but `Fallthrough` says: the next host.
    fn asks_about(self, kind: ErrorKind) -> bool {
        match kind {
            ErrorKind::Overloaded | ErrorKind::IsBootstrapping | ErrorKind::ConnectionClosed => true,
            ErrorKind::Truncate => self.dialect != RetryDialect::C,
            ErrorKind::Server => self.dialect != RetryDialect::Node,
            ErrorKind::TimedOut => self.dialect == RetryDialect::Node,
            _ => false,
        }
    }

    fn downgrades(self) -> bool {
        self.rule == RetryRule::DowngradingConsistency
    }

    fn after_unavailable(self, failed: &FailedTry) -> RetryDecision {
        match self.downgrades() {
            // The paxos round failed: a lower consistency is no help, another host may be.
            true if self.dialect == RetryDialect::Python && asked_for(failed).is_serial() => NextHost(None),
            true => at_most(failed.error.fields().alive.unwrap_or_default()),
            false => NextHost(None),
        }
    }

    fn after_read_timeout(self, failed: &FailedTry) -> RetryDecision {
        let fields = failed.error.fields();
        let received = fields.received.unwrap_or_default();
        let serial = asked_for(failed).is_serial();
        match received >= fields.required.unwrap_or_default() {
            _ if self.downgrades() && serial => Rethrow,
            true if fields.data_present == Some(true) => Rethrow,
            true => SameHost(None),
            false if self.downgrades() => at_most(received),
            false => Rethrow,
        }
    }

    fn after_write_timeout(self, failed: &FailedTry) -> RetryDecision {
        let fields = failed.error.fields();
        let received = fields.received.unwrap_or_default();
        match fields.write_type.as_deref() {
            Some("BATCH_LOG") => SameHost(None),
            Some("UNLOGGED_BATCH") if self.downgrades() => at_most(received),
            Some("SIMPLE" | "BATCH") if self.downgrades() && received > 0 => Ignore,
            Some("COUNTER") if self.downgrades() && received > 0 && self.dialect == RetryDialect::Python => {
                Ignore
            }
            _ => Rethrow,
        }
    }
}

/// The server says which consistency failed: the serial one of a conditional statement is not that of the request.
fn asked_for(failed: &FailedTry) -> Consistency {
    failed.error.fields().consistency.unwrap_or(failed.consistency)
}

/// The highest consistency that so many replicas can give.
fn at_most(replicas: i32) -> RetryDecision {
    match replicas {
        ..=0 => Rethrow,
        1 => SameHost(Some(Consistency::One)),
        2 => SameHost(Some(Consistency::Two)),
        3.. => SameHost(Some(Consistency::Three)),
    }
}

/// Writes what `cass_retry_policy_logging_new` promises: retries and ignored errors, not those that are passed on.
fn tell(failed: &FailedTry, decision: RetryDecision) {
    let level = match decision {
        Rethrow => return,
        Ignore => None,
        SameHost(level) | NextHost(level) => Some(level.unwrap_or(failed.consistency)),
    };
    let (error, fields) = (&failed.error, failed.error.fields());
    let number = |count: Option<i32>| count.unwrap_or_default();
    let (what, details) = match error.kind() {
        ErrorKind::ReadTimeout => (
            "read timeout",
            format!(
                "required responses: {}, received responses: {}, data retrieved: {}",
                number(fields.required),
                number(fields.received),
                fields.data_present.unwrap_or_default()
            ),
        ),
        ErrorKind::WriteTimeout => (
            "write timeout",
            format!(
                "required acknowledgments: {}, received acknowledgments: {}, write type: {}",
                number(fields.required),
                number(fields.received),
                fields.write_type.as_deref().unwrap_or_default()
            ),
        ),
        ErrorKind::Unavailable => (
            "unavailable error",
            format!("required replica: {}, alive replica: {}", number(fields.required), number(fields.alive)),
        ),
        _ => ("request error", format!("error: {}", error.message())),
    };
    let (asked, retries) = (asked_for(failed), failed.retries);
    let known = format!("(initial consistency: {asked}, {details}, retries: {retries})");
    log::event(|| match level {
        None => LogEvent::RetryDecided { decision: "Ignoring", what, detail: known },
        Some(level) => LogEvent::RetryDecided {
            decision: "Retrying on",
            what,
            detail: format!("at consistency {level} {known}"),
        },
    });
}

#[cfg(test)]
mod tests;
