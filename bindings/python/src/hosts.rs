//! The hosts of the cluster as plain tuples; `cassandra.metadata` turns them into `Host` objects.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use unicql_core::{Host, HostChange, HostDetails, HostDistance, HostStatus};

/// Returns `(host_id, address, port, datacenter, rack, is_up)`; the id as an integer, and `None` for `is_up` where nobody
/// knows.
pub(crate) fn describe<'py>(py: Python<'py>, host: &Host) -> PyResult<Bound<'py, PyTuple>> {
    let id = host.id.as_u128();
    let is_up = match host.status {
        HostStatus::Up => Some(true),
        HostStatus::Down => Some(false),
        HostStatus::Unknown => None,
    };
    let (ip, port) = (host.address.ip().to_string(), host.address.port());
    (id, ip, port, host.datacenter.as_deref(), host.rack.as_deref(), is_up).into_pyobject(py)
}

/// Returns what a host says about itself, by the names of the columns; addresses as text.
pub(crate) fn details<'py>(py: Python<'py>, details: &HostDetails) -> PyResult<Bound<'py, PyDict>> {
    let known = PyDict::new(py);
    let text = |address: Option<std::net::IpAddr>| address.map(|address| address.to_string());
    known.set_item("listen_address", text(details.listen_address))?;
    known.set_item("listen_port", details.listen_port)?;
    known.set_item("broadcast_address", text(details.broadcast_address))?;
    known.set_item("broadcast_port", details.broadcast_port)?;
    known.set_item("rpc_address", text(details.rpc_address))?;
    known.set_item("rpc_port", details.rpc_port)?;
    known.set_item("release_version", &details.release_version)?;
    known.set_item("dse_version", &details.dse_version)?;
    known.set_item("workloads", &details.workloads)?;
    known.set_item("tokens", &details.tokens)?;
    Ok(known)
}

/// The name of a change for `cassandra.metadata`.
pub(crate) fn change_name(change: HostChange) -> &'static str {
    match change {
        HostChange::Added => "added",
        HostChange::Removed => "removed",
        HostChange::Up => "up",
        HostChange::Down => "down",
        HostChange::AddressChanged { .. } => "moved",
    }
}

/// Returns the distance for the number that `HostDistance` has for it.
pub(crate) fn distance(code: i64) -> HostDistance {
    match code {
        0 => HostDistance::Local,
        1 => HostDistance::Remote,
        _ => HostDistance::Ignored,
    }
}
