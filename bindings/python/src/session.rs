//! A session: connect, execute, prepare, close.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use unicql_core as driver;
use uuid::Uuid;

use crate::future::{Completions, Pending, SLICE, guard_exit};
use crate::request::{Prepared, Request, raise};
use crate::rows::{Page, Plans};
use crate::schema::{Change, SchemaNews};
use crate::{dispatcher, hosts, metrics, options};

/// A session of core with the plans that decode its pages.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Session {
    session: driver::Session,
    plans: Plans,
    schema: SchemaNews,
    watch: Mutex<Option<driver::Subscription>>,
}

#[pymethods]
impl Session {
    /// Connects to a cluster; blocks until it is done.
    #[staticmethod]
    fn connect(py: Python<'_>, given: &Bound<'_, PyDict>) -> PyResult<Self> {
        let future = driver::Session::connect(options::from_dict(given)?);
        let session = block_on(py, &future)?;
        let schema = SchemaNews::of(&session);
        Ok(Session { session, plans: Plans::default(), schema, watch: Mutex::default() })
    }

    /// Sends a request.
    fn execute(&self, request: &Request) -> Pending {
        let (pending, completion) = Pending::pair();
        self.session.execute_with(request.0.clone(), completion);
        pending
    }

    /// Sends many requests with one wake-up of the I/O thread. Each is a pair of an index and a request; the answer
    /// arrives under the index.
    fn execute_many(&self, requests: Vec<(usize, Bound<'_, Request>)>, completions: &Completions) {
        let requests = requests
            .into_iter()
            .map(|(index, request)| (request.get().0.clone(), completions.completion(index)))
            .collect();
        self.session.execute_many(requests);
    }

    /// Asks the host of the control connection for all rows of a query at once.
    fn control_query(&self, cql: &str) -> Pending {
        let (pending, completion) = Pending::pair();
        self.session.control_query_with(cql, None, completion);
        pending
    }

    /// The host of the control connection as `ip:port`; `None` while there is none.
    fn control_host(&self) -> Option<String> {
        self.session.control_host().map(|address| address.to_string())
    }

    /// Takes what was heard of the schema since the last time: whether something may have been missed, and the changes as
    /// `(what happened, to what, keyspace, name, types of the arguments)`.
    fn take_schema_changes(&self) -> (bool, Vec<Change>) {
        self.schema.take()
    }

    /// Tells whether all hosts that are up have the same schema; blocks until it is known.
    fn check_schema_agreement(&self, py: Python<'_>) -> PyResult<bool> {
        block_on(py, &self.session.check_schema_agreement())
    }

    /// The partitioner of the cluster, if it is known.
    fn partitioner(&self) -> Option<String> {
        self.session.metadata().partitioner()
    }

    /// How many connections there are to each host that has any, how many requests it has not answered, and how many of
    /// those timed out, by its id.
    fn pools(&self) -> HashMap<u128, (usize, usize, usize)> {
        let hosts = self.session.hosts().into_iter().filter(|host| host.connections > 0);
        hosts.map(|host| (host.id.as_u128(), (host.connections, host.in_flight, host.late))).collect()
    }

    /// Says how near the hosts are, by their ids; those that are not named are ignored. Blocks until those that are used
    /// are connected.
    fn set_distances(&self, py: Python<'_>, told: HashMap<u128, i64>) -> PyResult<()> {
        let told = told.into_iter().map(|(id, code)| (Uuid::from_u128(id), hosts::distance(code)));
        block_on(py, &self.session.set_distances(told.collect()))
    }

    /// Queues calls of a callable with what happened to a host and the host as in `hosts`: first what there is, then each
    /// change, until the session is closed.
    fn watch_hosts(&self, callback: Py<PyAny>) {
        let callback = Arc::new(callback);
        let watch = self.session.subscribe(move |event| {
            let (callback, event) = (Arc::clone(&callback), event.clone());
            dispatcher::enqueue_with(move |py| {
                let partial = py.import("functools")?.getattr("partial")?;
                let host = hosts::describe(py, &event.host)?;
                let change = hosts::change_name(event.change);
                Ok(partial.call1((callback.bind(py), change, host))?.unbind())
            });
        });
        *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some(watch);
    }

    /// Prepares a statement, in a keyspace or in that of the session; blocks until it is done.
    fn prepare(&self, py: Python<'_>, cql: &str, keyspace: Option<&str>) -> PyResult<Prepared> {
        block_on(py, &self.session.prepare_in(cql, keyspace.map(Arc::from))).map(Prepared)
    }

    /// Decodes the rows of a page: the column names and the rows, built as the row factory of that number does
    /// (0 tuple, 1 namedtuple, 2 dict, 3 ordered dict); `None` when the answer has no rows.
    fn rows<'py>(
        &self,
        page: &Bound<'py, Page>,
        shape: u8,
    ) -> PyResult<Option<(Bound<'py, PyList>, Bound<'py, PyList>)>> {
        page.get().decode(page.py(), &self.plans, shape)
    }

    /// Builds values of a user-defined type with a class from now on; the class takes the fields by keyword.
    fn register_user_type(&self, keyspace: String, name: String, class: Py<PyAny>) {
        self.plans.register(keyspace, name, class);
    }

    /// Asks a callable of keyspace, table, name and `cqltypes` class of a column for what decodes its cells: `None`,
    /// or a callable that takes the bytes of a cell or `None`.
    fn decode_columns_by(&self, choose: Py<PyAny>) {
        self.plans.decode_columns_by(choose);
    }

    /// Forgets the classes that decoded values are built with, after one has changed.
    fn forget_plans(&self) {
        self.plans.forget();
    }

    /// The keyspace of the session.
    #[getter]
    fn keyspace(&self) -> Option<String> {
        self.session.keyspace()
    }

    /// The data center whose hosts are used: the one that was given, or that of the first contact point.
    #[getter]
    fn local_datacenter(&self) -> Option<&str> {
        self.session.local_datacenter()
    }

    /// The name of the cluster; `None` after the session was closed.
    #[getter]
    fn cluster_name(&self) -> Option<String> {
        self.session.cluster_name()
    }

    /// The hosts as `(host_id, address, port, datacenter, rack, is_up)`; the id as an integer.
    fn hosts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for host in self.session.hosts() {
            list.append(hosts::describe(py, &host)?)?;
        }
        Ok(list)
    }

    /// Whether a host is up, `None` where nobody knows, and whether the driver tries to connect to it again; `None` for a
    /// host that is not known.
    fn host_state(&self, id: u128) -> Option<(Option<bool>, bool)> {
        self.session.host(Uuid::from_u128(id)).as_ref().map(hosts::state)
    }

    /// What the session has counted and timed, by name; `None` unless it was asked to.
    fn metrics<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.session.metrics().map(|snapshot| metrics::describe(py, &snapshot)).transpose()
    }

    /// Refuses new requests, waits for those under way for at most some milliseconds, and closes the connections.
    fn close(&self, py: Python<'_>, grace_ms: u64) -> PyResult<()> {
        block_on(py, &self.session.close(Duration::from_millis(grace_ms)))
    }
}

/// Waits with the interpreter released; a signal such as Ctrl-C ends the wait.
fn block_on<T: Clone + Send + Sync + 'static>(
    py: Python<'_>,
    future: &driver::ResponseFuture<T>,
) -> PyResult<T> {
    loop {
        match py.detach(|| guard_exit(future.wait_for(SLICE))) {
            None => py.check_signals()?,
            Some(outcome) => {
                return match outcome.as_ref() {
                    Ok(value) => Ok(value.clone()),
                    Err(failure) => Err(raise(py, failure)),
                };
            }
        }
    }
}
