//! What the kernel knows of this process.

use std::time::{Duration, Instant};

/// How long sockets may take to close behind the session.
const CLOSING: Duration = Duration::from_secs(10);

/// The number of open file descriptors.
pub(crate) fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

/// The number of open file descriptors once it is what it was, or stays above it.
pub(crate) fn wait_for_descriptors(before: usize) -> usize {
    let deadline = Instant::now() + CLOSING;
    while descriptors() > before && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(50));
    }
    descriptors()
}

/// Resident memory in KiB.
pub(crate) fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
