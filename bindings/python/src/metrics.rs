//! What a session has counted, as a dict of numbers.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use unicql_core as driver;

/// Returns counters and gauges by the names of `cassandra.metrics`, and under `request_timer` another dict: the latencies
/// of requests in microseconds.
pub(crate) fn describe<'py>(
    py: Python<'py>,
    snapshot: &driver::MetricsSnapshot,
) -> PyResult<Bound<'py, PyDict>> {
    let (errors, requests) = (&snapshot.errors, &snapshot.requests);
    let counts = PyDict::new(py);
    for (name, count) in [
        ("connection_errors", errors.connection),
        ("write_timeouts", errors.write_timeout),
        ("read_timeouts", errors.read_timeout),
        ("unavailables", errors.unavailable),
        ("other_errors", errors.authentication + errors.client_timeout + errors.other),
        ("retries", snapshot.retries.total()),
        ("ignores", snapshot.ignores),
    ] {
        counts.set_item(name, count)?;
    }
    for (name, gauge) in [
        ("known_hosts", snapshot.known_hosts),
        ("connected_to", snapshot.connected_hosts),
        ("open_connections", snapshot.open_connections),
    ] {
        counts.set_item(name, gauge)?;
    }
    let timer = PyDict::new(py);
    for (name, value) in [
        ("count", requests.count),
        ("min", requests.min),
        ("max", requests.max),
        ("median", requests.median),
        ("75percentile", requests.p75),
        ("95percentile", requests.p95),
        ("98percentile", requests.p98),
        ("99percentile", requests.p99),
        ("999percentile", requests.p999),
    ] {
        timer.set_item(name, value)?;
    }
    timer.set_item("mean", requests.mean)?;
    timer.set_item("stddev", requests.stddev)?;
    counts.set_item("request_timer", timer)?;
    Ok(counts)
}
