//! A retry policy written in JavaScript. It is asked over the queue of the outcomes, so that it runs on its own thread.

use std::fmt;
use std::sync::Arc;

use unicql_core::Consistency;
use unicql_core::policy::{CustomRetry, FailedTry, RetryDecision, RetryReply};

use crate::completion::{Completions, Outcome};

/// The policy of one request, which JavaScript knows by its ticket: a slot may serve another request by the time that a
/// question arrives.
pub(crate) struct ScriptedRetry {
    pub(crate) ticket: u32,
    pub(crate) completions: Arc<Completions>,
}

impl fmt::Debug for ScriptedRetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedRetry").field("ticket", &self.ticket).finish_non_exhaustive()
    }
}

impl CustomRetry for ScriptedRetry {
    fn decide(&self, failed: FailedTry, reply: RetryReply) {
        self.completions.push(self.ticket, Outcome::Undecided(Box::new((failed, reply))));
    }
}

/// The decision of a code; what is none lets the error through.
pub(crate) fn decision(code: u32, consistency: Option<Consistency>) -> RetryDecision {
    match code {
        1 => RetryDecision::Ignore,
        2 => RetryDecision::SameHost(consistency),
        3 => RetryDecision::NextHost(consistency),
        _ => RetryDecision::Rethrow,
    }
}
