//! The hosts of the cluster as plain tuples; `cassandra.metadata` turns them into `Host` objects.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use unicql_core::Host;

/// Returns `(host_id, address, port, datacenter, rack, is_up)`; the id as an integer.
pub(crate) fn describe<'py>(py: Python<'py>, host: &Host) -> PyResult<Bound<'py, PyTuple>> {
    let id = host.id.as_u128();
    let (ip, port) = (host.address.ip().to_string(), host.address.port());
    (id, ip, port, host.datacenter.as_deref(), host.rack.as_deref(), host.is_up()).into_pyobject(py)
}
