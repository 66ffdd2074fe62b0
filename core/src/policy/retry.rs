//! Whether a request that failed is tried again. The rules are those of the legacy drivers, which agree on
//! nearly all of them (their documented `RetryPolicy` classes and `cass_retry_policy_*`).

use scylla::errors::{DbError, RequestAttemptError, WriteType};
use scylla::policies::retry::{RequestInfo, RetryDecision, RetryPolicy, RetrySession};
use scylla::statement::Consistency;

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
}

/// How requests are retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retry {
    /// The rule. Default: `Default`.
    pub rule: RetryRule,
    /// Whether requests that are not known to be idempotent are retried as well after a write timeout or a host's failure,
    /// as Python's driver does. Default: false, as the Node and C drivers do.
    pub not_idempotent: bool,
}

#[derive(Debug)]
struct Session {
    retry: Retry,
    retries: usize,
}

impl RetryPolicy for Retry {
    fn new_session(&self) -> Box<dyn RetrySession> {
        Box::new(Session { retry: *self, retries: 0 })
    }
}

impl RetrySession for Session {
    fn decide_should_retry(&mut self, request: RequestInfo<'_>) -> RetryDecision {
        let may_repeat = request.is_idempotent || self.retry.not_idempotent;
        let decision = self.retry.decide(request.error, request.consistency, may_repeat, self.retries);
        self.retries += 1;
        decision
    }

    fn reset(&mut self) {
        self.retries = 0;
    }
}

impl Retry {
    fn decide(
        self,
        error: &RequestAttemptError,
        consistency: Consistency,
        may_repeat: bool,
        retries: usize,
    ) -> RetryDecision {
        if self.rule == RetryRule::Fallthrough {
            return RetryDecision::DontRetry;
        }
        let downgrade = self.rule == RetryRule::DowngradingConsistency && !consistency.is_serial();
        match error {
            // A host that is joining has done nothing with the request.
            RequestAttemptError::DbError(DbError::IsBootstrapping, _) => RetryDecision::RetryNextTarget(None),
            RequestAttemptError::BrokenConnectionError(_)
            | RequestAttemptError::DbError(
                DbError::Overloaded | DbError::ServerError | DbError::TruncateError,
                _,
            ) if may_repeat => RetryDecision::RetryNextTarget(None),
            // The rest is tried a second time at most.
            _ if retries > 0 => RetryDecision::DontRetry,
            RequestAttemptError::DbError(DbError::Unavailable { alive, .. }, _) => match downgrade {
                true => at_most(*alive),
                false => RetryDecision::RetryNextTarget(None),
            },
            RequestAttemptError::DbError(
                DbError::ReadTimeout { received, required, data_present, .. },
                _,
            ) => after_read_timeout(*received, *required, *data_present, downgrade),
            RequestAttemptError::DbError(DbError::WriteTimeout { received, write_type, .. }, _)
                if may_repeat =>
            {
                after_write_timeout(*received, write_type, downgrade)
            }
            _ => RetryDecision::DontRetry,
        }
    }
}

fn after_read_timeout(received: i32, required: i32, data_present: bool, downgrade: bool) -> RetryDecision {
    match received >= required {
        true if data_present => RetryDecision::DontRetry,
        true => RetryDecision::RetrySameTarget(None),
        false if downgrade => at_most(received),
        false => RetryDecision::DontRetry,
    }
}

fn after_write_timeout(received: i32, write_type: &WriteType, downgrade: bool) -> RetryDecision {
    match write_type {
        WriteType::BatchLog => RetryDecision::RetrySameTarget(None),
        WriteType::UnloggedBatch if downgrade => at_most(received),
        WriteType::Simple | WriteType::Batch if downgrade && received > 0 => RetryDecision::IgnoreWriteError,
        _ => RetryDecision::DontRetry,
    }
}

/// The highest consistency that so many replicas can give.
fn at_most(replicas: i32) -> RetryDecision {
    match replicas {
        ..=0 => RetryDecision::DontRetry,
        1 => RetryDecision::RetrySameTarget(Some(Consistency::One)),
        2 => RetryDecision::RetrySameTarget(Some(Consistency::Two)),
        3.. => RetryDecision::RetrySameTarget(Some(Consistency::Three)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Retry, RetryRule};
    use scylla::errors::{DbError, RequestAttemptError, WriteType};
    use scylla::policies::retry::RetryDecision::{self, *};
    use scylla::statement::Consistency::{self, *};

    const DEFAULT: Retry = Retry { rule: RetryRule::Default, not_idempotent: false };
    const PYTHON: Retry = Retry { not_idempotent: true, ..DEFAULT };
    const DOWNGRADING: Retry = Retry { rule: RetryRule::DowngradingConsistency, ..DEFAULT };
    const FALLTHROUGH: Retry = Retry { rule: RetryRule::Fallthrough, ..DEFAULT };

    fn read(received: i32, data_present: bool) -> DbError {
        DbError::ReadTimeout { consistency: Quorum, received, required: 2, data_present }
    }

    fn write(received: i32, write_type: WriteType) -> DbError {
        DbError::WriteTimeout { consistency: Quorum, received, required: 2, write_type }
    }

    fn decide(retry: Retry, error: DbError, idempotent: bool, retries: usize) -> RetryDecision {
        let error = RequestAttemptError::DbError(error, String::new());
        retry.decide(&error, Quorum, idempotent || retry.not_idempotent, retries)
    }

    fn lower(consistency: Consistency) -> RetryDecision {
        RetrySameTarget(Some(consistency))
    }

    #[test]
    fn the_default_rule_is_the_legacy_one() {
        let unavailable = || DbError::Unavailable { consistency: Quorum, required: 2, alive: 1 };
        for (error, idempotent, expected) in [
            (read(2, false), false, RetrySameTarget(None)),
            (read(2, true), false, DontRetry),
            (read(1, false), false, DontRetry),
            (write(1, WriteType::BatchLog), true, RetrySameTarget(None)),
            (write(1, WriteType::BatchLog), false, DontRetry),
            (write(1, WriteType::Simple), true, DontRetry),
            (unavailable(), false, RetryNextTarget(None)),
            (DbError::Overloaded, true, RetryNextTarget(None)),
            (DbError::Overloaded, false, DontRetry),
            (DbError::IsBootstrapping, false, RetryNextTarget(None)),
            (DbError::Invalid, true, DontRetry),
        ] {
            assert_eq!(decide(DEFAULT, error.clone(), idempotent, 0), expected, "{error:?} {idempotent}");
            assert_eq!(decide(FALLTHROUGH, error, idempotent, 0), DontRetry);
        }
        assert_eq!(decide(DEFAULT, unavailable(), false, 1), DontRetry);
        assert_eq!(decide(DEFAULT, read(2, false), true, 1), DontRetry);
        assert_eq!(decide(DEFAULT, DbError::Overloaded, true, 7), RetryNextTarget(None));
    }

    #[test]
    fn python_does_not_ask_whether_a_request_is_idempotent() {
        assert_eq!(decide(PYTHON, write(1, WriteType::BatchLog), false, 0), RetrySameTarget(None));
        assert_eq!(decide(PYTHON, DbError::ServerError, false, 0), RetryNextTarget(None));
    }

    #[test]
    fn downgrading_asks_for_what_there_is() {
        let unavailable = |alive| DbError::Unavailable { consistency: Quorum, required: 5, alive };
        for (error, expected) in [
            (unavailable(0), DontRetry),
            (unavailable(1), lower(One)),
            (unavailable(4), lower(Three)),
            (read(1, false), lower(One)),
            (read(2, false), RetrySameTarget(None)),
            (write(2, WriteType::UnloggedBatch), lower(Two)),
            (write(1, WriteType::Simple), IgnoreWriteError),
            (write(0, WriteType::Simple), DontRetry),
            (write(1, WriteType::Cas), DontRetry),
        ] {
            assert_eq!(decide(DOWNGRADING, error.clone(), true, 0), expected, "{error:?}");
            assert_eq!(decide(DOWNGRADING, error, true, 1), DontRetry);
        }
        let error = RequestAttemptError::DbError(read(1, false), String::new());
        assert_eq!(DOWNGRADING.decide(&error, Serial, true, 0), DontRetry);
    }
}
