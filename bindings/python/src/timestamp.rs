//! Write timestamps for the stock generator, without a lock of Python.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use pyo3::prelude::*;

/// Returns microseconds since the epoch, always more than what it returned before in this process.
#[pyfunction]
pub(crate) fn monotonic_timestamp() -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_micros());
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let next = |last: i64| Some(now.max(last.saturating_add(1)));
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).unwrap_or(now);
    now.max(last.saturating_add(1))
}
