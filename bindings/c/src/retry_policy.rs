//! Retry policies.

use unicql_core::policy::{Retry, RetryRule};

/// A retry policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RetryPolicy(pub(crate) Retry);

fn ruled_by(rule: RetryRule) -> Option<Box<RetryPolicy>> {
    Some(Box::new(RetryPolicy(Retry { rule, ..Retry::default() })))
}

pub(crate) fn default_new() -> Option<Box<RetryPolicy>> {
    ruled_by(RetryRule::Default)
}

pub(crate) fn downgrading_consistency_new() -> Option<Box<RetryPolicy>> {
    ruled_by(RetryRule::DowngradingConsistency)
}

pub(crate) fn fallthrough_new() -> Option<Box<RetryPolicy>> {
    ruled_by(RetryRule::Fallthrough)
}

/// One that logs already would say everything twice.
pub(crate) fn logging_new(child: &mut RetryPolicy) -> Option<Box<RetryPolicy>> {
    let RetryPolicy(child) = *child;
    (!child.logged).then(|| Box::new(RetryPolicy(Retry { logged: true, ..child })))
}
