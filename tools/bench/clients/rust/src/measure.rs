//! What a run of operations costs this process.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The times that operations took, and what they read.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) latencies: Vec<Duration>,
    pub(crate) digest: u32,
}

/// Measures what a function does; the processor time from the start of the process, if that is asked for.
pub(crate) fn measure(
    from_start: bool,
    run: impl FnOnce() -> Result<Outcome, String>,
) -> Result<Value, String> {
    let before = if from_start { Duration::ZERO } else { cpu() };
    let begun = Instant::now();
    let mut outcome = run()?;
    let (elapsed, cpu) = (begun.elapsed(), cpu() - before);
    let latencies = &mut outcome.latencies;
    latencies.sort_unstable();
    let at = |part: usize| latencies.get(latencies.len() * part / 100).copied().unwrap_or_default();
    Ok(json!({
        "operations": latencies.len(), "elapsed_us": us(elapsed), "cpu_us": us(cpu), "rss_kib": resident_kib(),
        "p50_us": us(at(50)), "p99_us": us(at(99)), "digest": outcome.digest,
    }))
}

fn us(duration: Duration) -> f64 {
    duration.as_nanos() as f64 / 1000.0
}

/// User and system time of the process.
fn cpu() -> Duration {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the pointer is to memory of the right size, which is valid when all its bits are zero.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let of = |time: libc::timeval| {
        Duration::from_secs(time.tv_sec.unsigned_abs()) + Duration::from_micros(time.tv_usec.unsigned_abs())
    };
    of(usage.ru_utime) + of(usage.ru_stime)
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or_default()
}
