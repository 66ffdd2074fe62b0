//! Retry policies of the user: asked on the thread of the callbacks, for as long as which the request waits.

use std::sync::Mutex;

use pyo3::prelude::*;
use unicql_core as driver;
use unicql_core::policy::{CustomRetry, FailedTry, RetryDecision, RetryReply};

use crate::dispatcher;
use crate::request::level;

/// A callable that decides. It takes the exception, the code of the consistency level, how many retries there were, and
/// a [`Reply`].
#[derive(Debug)]
pub(crate) struct Rule(pub(crate) Py<PyAny>);

impl CustomRetry for Rule {
    fn decide(&self, failed: FailedTry, reply: RetryReply) {
        // The policy is cloned where the interpreter is there: any thread asks.
        let asked = Python::try_attach(|py| self.0.clone_ref(py));
        let Some(rule) = asked else {
            return;
        };
        dispatcher::enqueue_with(move |py| {
            let error = crate::error::to_exception(py, &failed.error)?;
            let reply = Bound::new(py, Reply(Mutex::new(Some(reply))))?;
            let partial = py.import("functools")?.getattr("partial")?;
            let job = partial.call1((rule, error, failed.consistency.code(), failed.retries, reply))?;
            Ok(job.unbind())
        });
    }
}

/// Takes the decision about one failed try. Without one, the request fails with the error.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Reply(Mutex<Option<RetryReply>>);

#[pymethods]
impl Reply {
    /// Decides by the number that `RetryPolicy` has for it: 0 the same host again, 1 the error, 2 success without rows, 3
    /// the next host; with another consistency level if one is given.
    #[pyo3(signature = (decision, consistency=None))]
    fn send(&self, decision: u8, consistency: Option<u16>) -> PyResult<()> {
        let consistency = consistency.map(level).transpose()?;
        let decision = match decision {
            0 => RetryDecision::SameHost(consistency),
            2 => RetryDecision::Ignore,
            3 => RetryDecision::NextHost(consistency),
            _ => RetryDecision::Rethrow,
        };
        let reply = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(reply) = reply {
            reply.send(decision);
        }
        Ok(())
    }
}

/// Returns the rule of core for the name that `cassandra` has for it, or one that asks a callable.
pub(crate) fn retry_by(given: &Bound<'_, PyAny>) -> PyResult<driver::RetryBy> {
    if given.is_callable() {
        return Ok(driver::RetryBy::Custom(std::sync::Arc::new(Rule(given.clone().unbind()))));
    }
    Ok(driver::RetryBy::Rule(crate::options::retry(given)?))
}
