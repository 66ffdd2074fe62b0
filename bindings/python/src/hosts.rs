//! The hosts of the cluster as plain tuples; `cassandra.metadata` turns them into `Host` objects.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use unicql_core::{Host, HostChange, HostDistance, HostStatus};

/// Returns `(host_id, address, port, datacenter, rack, is_up, is_reconnecting)`; the id as an integer, and `None` for
/// `is_up` where nobody knows.
pub(crate) fn describe<'py>(py: Python<'py>, host: &Host) -> PyResult<Bound<'py, PyTuple>> {
    let id = host.id.as_u128();
    let (is_up, is_reconnecting) = state(host);
    let (ip, port) = (host.address.ip().to_string(), host.address.port());
    let (datacenter, rack) = (host.datacenter.as_deref(), host.rack.as_deref());
    (id, ip, port, datacenter, rack, is_up, is_reconnecting).into_pyobject(py)
}

/// Whether a host is up, `None` where nobody knows, and whether the driver tries to connect to it again.
pub(crate) fn state(host: &Host) -> (Option<bool>, bool) {
    let is_up = match host.status {
        HostStatus::Up => Some(true),
        HostStatus::Down => Some(false),
        HostStatus::Unknown => None,
    };
    (is_up, host.is_reconnecting())
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
