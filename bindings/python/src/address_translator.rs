//! The address translator of the user, asked on the thread of policies.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use unicql_core::{AddressTranslation, AddressTranslator, Completion, Error, ErrorKind, UntranslatedHost};

use crate::dispatcher;

/// Returns the option of core for a callable that takes an address and a [`Reply`].
pub(crate) fn custom(callable: Py<PyAny>) -> AddressTranslation {
    AddressTranslation::Custom(Arc::new(Translator(Arc::new(callable))))
}

struct Translator(Arc<Py<PyAny>>);

impl AddressTranslator for Translator {
    fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>) {
        let callable = Arc::clone(&self.0);
        dispatcher::enqueue_with(move |py| {
            let partial = py.import("functools")?.getattr("partial")?;
            let (ip, port) = (host.address.ip().to_string(), host.address.port());
            let reply = Bound::new(py, Reply { port, completion: Mutex::new(Some(reply)) })?;
            Ok(partial.call1((callable.bind(py), ip, reply))?.unbind())
        });
    }
}

/// Takes the address where a host is reached. Without one, it is the one that the host told.
#[pyclass(frozen, module = "cassandra._native")]
struct Reply {
    port: u16,
    completion: Mutex<Option<Completion<SocketAddr>>>,
}

impl Reply {
    fn complete(&self, outcome: Result<SocketAddr, Error>) {
        let completion = self.completion.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(completion) = completion {
            completion.complete(outcome);
        }
    }
}

#[pymethods]
impl Reply {
    /// Answers with an IP address.
    fn send(&self, address: IpAddr) {
        self.complete(Ok(SocketAddr::new(address, self.port)));
    }

    /// Says that there is no answer.
    fn fail(&self, why: &str) {
        self.complete(Err(Error::new(ErrorKind::UnresolvedHost, why)));
    }
}
