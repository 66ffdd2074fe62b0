//! Auth providers of the user, asked on the thread of policies. `cassandra._authentication` keeps the authenticator of each
//! connection under the number that stands for it here.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use unicql_core::{
    AuthenticationTarget, Authenticator, AuthenticatorProvider, Completion, CustomAuthentication, Error,
    ErrorKind,
};

use crate::dispatcher;

/// Returns the option of core for a callable that takes the step, the number of the connection, the address, the class of
/// the server's authenticator, what the server said, and a [`Reply`].
pub(crate) fn custom(callable: Py<PyAny>) -> CustomAuthentication {
    CustomAuthentication(Arc::new(Provider(Arc::new(callable))))
}

struct Provider(Arc<Py<PyAny>>);

impl AuthenticatorProvider for Provider {
    fn authenticator(&self, target: &AuthenticationTarget) -> Result<Box<dyn Authenticator>, Error> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Ok(Box::new(Exchange {
            callable: Arc::clone(&self.0),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            target: target.clone(),
        }))
    }
}

/// The exchange of one connection.
struct Exchange {
    callable: Arc<Py<PyAny>>,
    number: u64,
    target: AuthenticationTarget,
}

impl Exchange {
    fn ask(&self, step: &'static str, said: Option<Vec<u8>>, reply: impl FnOnce(Outcome) + Send + 'static) {
        let (callable, number, target) = (Arc::clone(&self.callable), self.number, self.target.clone());
        dispatcher::enqueue_with(move |py| {
            let partial = py.import("functools")?.getattr("partial")?;
            let host = target.host.map(|host| host.ip().to_string());
            let said = said.map(|said| PyBytes::new(py, &said));
            let reply = Bound::new(py, Reply(Mutex::new(Some(Box::new(reply)))))?;
            let asked = (callable.bind(py), step, number, host, target.class_name, said, reply);
            Ok(partial.call1(asked)?.unbind())
        });
    }
}

impl Authenticator for Exchange {
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
        self.ask("initial_response", None, |outcome| reply.complete(outcome));
    }

    fn evaluate_challenge(&mut self, challenge: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
        self.ask("evaluate_challenge", challenge, |outcome| reply.complete(outcome));
    }

    fn success(&mut self, token: Option<Vec<u8>>, reply: Completion<()>) {
        self.ask("success", token, |outcome| reply.complete(outcome.map(drop)));
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.ask("end", None, drop);
    }
}

type Outcome = Result<Option<Vec<u8>>, Error>;

type Answer = Box<dyn FnOnce(Outcome) + Send>;

/// Takes the answer to the server. Without one, the connection is given up.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Reply(Mutex<Option<Answer>>);

impl Reply {
    fn complete(&self, outcome: Outcome) {
        let reply = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(reply) = reply {
            reply(outcome);
        }
    }
}

#[pymethods]
impl Reply {
    /// Answers with bytes, or with null.
    fn send(&self, answer: Option<Vec<u8>>) {
        self.complete(Ok(answer));
    }

    /// Gives the connection up.
    fn fail(&self, why: &str) {
        self.complete(Err(Error::new(ErrorKind::BadCredentials, why)));
    }
}
