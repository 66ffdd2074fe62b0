//! The address translator of the user, asked on the thread of policies.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use unicql_core::{AddressTranslation, AddressTranslator, Completion, Error, ErrorKind, UntranslatedHost};

use crate::dispatcher;

/// Returns the option of core for a callable that takes the address and the port that a host told, its id, its data center,
/// its rack, and a [`Reply`].
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
            let reply = Bound::new(py, Reply(Mutex::new(Some(reply))))?;
            let about = (host.id.as_u128(), host.datacenter, host.rack);
            let asked = (callable.bind(py), ip, port, about.0, about.1, about.2, reply);
            Ok(partial.call1(asked)?.unbind())
        });
    }
}

/// Takes the address where a host is reached. Without one, it is the one that the host told.
#[pyclass(frozen, module = "cassandra._native")]
struct Reply(Mutex<Option<Completion<SocketAddr>>>);

impl Reply {
    fn complete(&self, outcome: Result<SocketAddr, Error>) {
        let completion = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(completion) = completion {
            completion.complete(outcome);
        }
    }
}

#[pymethods]
impl Reply {
    /// Answers with an IP address and a port.
    fn send(&self, address: IpAddr, port: u16) {
        self.complete(Ok(SocketAddr::new(address, port)));
    }

    /// Says that there is no answer.
    fn fail(&self, why: &str) {
        self.complete(Err(Error::new(ErrorKind::UnresolvedHost, why)));
    }
}
