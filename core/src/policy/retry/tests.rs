use super::RetryDecision::{self, *};
use super::{FailedTry, Retry, RetryDialect, RetryRule};
use crate::Consistency::{self, *};
use crate::{Error, ErrorFields, ErrorKind};

const C: Retry =
    Retry { rule: RetryRule::Default, not_idempotent: false, dialect: RetryDialect::C, logged: false };
const NODE: Retry = Retry { dialect: RetryDialect::Node, ..C };
const PYTHON: Retry = Retry { dialect: RetryDialect::Python, not_idempotent: true, ..C };

fn with(rule: RetryRule, retry: Retry) -> Retry {
    Retry { rule, ..retry }
}

fn plain(kind: ErrorKind) -> Error {
    Error::new(kind, "why")
}

fn read(received: i32, data_present: bool) -> Error {
    plain(ErrorKind::ReadTimeout).with_fields(ErrorFields {
        consistency: Some(Quorum),
        received: Some(received),
        required: Some(2),
        data_present: Some(data_present),
        ..ErrorFields::default()
    })
}

fn write(received: i32, write_type: &str) -> Error {
    plain(ErrorKind::WriteTimeout).with_fields(ErrorFields {
        consistency: Some(Quorum),
        received: Some(received),
        required: Some(2),
        write_type: Some(write_type.to_owned()),
        ..ErrorFields::default()
    })
}

fn unavailable(alive: i32, consistency: Consistency) -> Error {
    plain(ErrorKind::Unavailable).with_fields(ErrorFields {
        consistency: Some(consistency),
        required: Some(5),
        alive: Some(alive),
        ..ErrorFields::default()
    })
}

fn decide(retry: Retry, error: Error, idempotent: bool, retries: u32) -> RetryDecision {
    retry.decide(&FailedTry { error, consistency: Quorum, idempotent, retries })
}

fn lower(consistency: Consistency) -> RetryDecision {
    SameHost(Some(consistency))
}

#[test]
fn all_drivers_agree_on_timeouts_and_lack_of_replicas() {
    for retry in [C, NODE, PYTHON] {
        for (error, expected) in [
            (read(2, false), SameHost(None)),
            (read(2, true), Rethrow),
            (read(1, false), Rethrow),
            (write(1, "BATCH_LOG"), SameHost(None)),
            (write(1, "SIMPLE"), Rethrow),
            (unavailable(1, Quorum), NextHost(None)),
            (plain(ErrorKind::Invalid), Rethrow),
        ] {
            assert_eq!(decide(retry, error.clone(), true, 0), expected, "{retry:?} {error}");
            assert_eq!(decide(retry, error, true, 1), Rethrow, "a second time at most");
        }
    }
}

#[test]
fn each_driver_asks_about_other_failures_of_a_host() {
    use ErrorKind::*;
    // Node, Python, C.
    for (kind, expected) in [
        (Overloaded, [NextHost(None), NextHost(None), NextHost(None)]),
        (Server, [Rethrow, NextHost(None), NextHost(None)]),
        (Truncate, [NextHost(None), NextHost(None), Rethrow]),
        (IsBootstrapping, [NextHost(None), NextHost(None), NextHost(None)]),
        (ConnectionClosed, [NextHost(None), NextHost(None), NextHost(None)]),
        (TimedOut, [NextHost(None), Rethrow, Rethrow]),
        (Busy, [NextHost(None), NextHost(None), NextHost(None)]),
    ] {
        for (retry, expected) in [NODE, PYTHON, C].into_iter().zip(expected) {
            assert_eq!(decide(retry, plain(kind), true, 0), expected, "{retry:?} {kind:?}");
            assert_eq!(decide(retry, plain(kind), true, 7), expected, "as often as there are hosts");
        }
    }
}

#[test]
fn only_python_repeats_what_is_not_idempotent() {
    for error in [write(1, "BATCH_LOG"), plain(ErrorKind::Overloaded), plain(ErrorKind::ConnectionClosed)] {
        assert_eq!(decide(NODE, error.clone(), false, 0), Rethrow);
        assert_eq!(decide(C, error.clone(), false, 0), Rethrow);
        assert_ne!(decide(PYTHON, error, false, 0), Rethrow);
    }
    for error in [read(2, false), unavailable(1, Quorum)] {
        for retry in [C, NODE, PYTHON] {
            assert_ne!(decide(retry, error.clone(), false, 0), Rethrow, "nothing was written");
        }
    }
    let bootstrapping = || plain(ErrorKind::IsBootstrapping);
    assert_eq!(decide(C, bootstrapping(), false, 0), NextHost(None));
    assert_eq!(decide(NODE, bootstrapping(), false, 0), Rethrow);
}

#[test]
fn fallthrough_passes_on_everything_but_what_c_does_not_ask_about() {
    for &kind in ErrorKind::ALL {
        for retry in [C, NODE, PYTHON] {
            let unasked = match kind {
                ErrorKind::Busy => true,
                ErrorKind::IsBootstrapping | ErrorKind::ConnectionClosed => retry == C,
                _ => false,
            };
            let expected = if unasked { NextHost(None) } else { Rethrow };
            let fallthrough = with(RetryRule::Fallthrough, retry);
            assert_eq!(decide(fallthrough, plain(kind), true, 0), expected, "{retry:?} {kind:?}");
        }
    }
}

#[test]
fn never_still_leaves_a_host_that_failed() {
    let never = with(RetryRule::Never, PYTHON);
    for error in [read(2, false), write(1, "BATCH_LOG"), unavailable(1, Quorum)] {
        assert_eq!(decide(never, error, true, 0), Rethrow);
    }
    assert_eq!(decide(never, plain(ErrorKind::Overloaded), false, 0), NextHost(None));
}

#[test]
fn downgrading_asks_for_what_there_is() {
    for retry in [C, PYTHON].map(|retry| with(RetryRule::DowngradingConsistency, retry)) {
        for (error, expected) in [
            (unavailable(0, Quorum), Rethrow),
            (unavailable(1, Quorum), lower(One)),
            (unavailable(4, Quorum), lower(Three)),
            (read(1, false), lower(One)),
            (read(0, false), Rethrow),
            (read(2, false), SameHost(None)),
            (write(2, "UNLOGGED_BATCH"), lower(Two)),
            (write(1, "SIMPLE"), Ignore),
            (write(1, "BATCH"), Ignore),
            (write(0, "SIMPLE"), Rethrow),
            (write(1, "CAS"), Rethrow),
            (write(0, "BATCH_LOG"), SameHost(None)),
        ] {
            assert_eq!(decide(retry, error.clone(), true, 0), expected, "{error}");
            assert_eq!(decide(retry, error, true, 1), Rethrow);
        }
    }
}

#[test]
fn downgrading_differs_for_counters_and_paxos() {
    let python = with(RetryRule::DowngradingConsistency, PYTHON);
    let c = with(RetryRule::DowngradingConsistency, C);
    assert_eq!(decide(python, write(1, "COUNTER"), true, 0), Ignore);
    assert_eq!(decide(c, write(1, "COUNTER"), true, 0), Rethrow);
    assert_eq!(decide(python, unavailable(1, Serial), true, 0), NextHost(None));
    assert_eq!(decide(c, unavailable(1, Serial), true, 0), lower(One));
    let fields = ErrorFields { consistency: Some(LocalSerial), ..read(1, false).fields().clone() };
    for retry in [python, c] {
        let error = plain(ErrorKind::ReadTimeout).with_fields(fields.clone());
        assert_eq!(decide(retry, error, true, 0), Rethrow);
    }
}
