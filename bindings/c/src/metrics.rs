//! `CassMetrics` and `CassSpeculativeExecutionMetrics`, made of what core counts.

use unicql_core::{Latencies, MetricsSnapshot};

/// How latencies are spread, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
struct Spread {
    min: u64,
    max: u64,
    mean: u64,
    stddev: u64,
    median: u64,
    percentile_75th: u64,
    percentile_95th: u64,
    percentile_98th: u64,
    percentile_99th: u64,
    percentile_999th: u64,
}

impl From<&Latencies> for Spread {
    fn from(latencies: &Latencies) -> Self {
        Spread {
            min: latencies.min,
            max: latencies.max,
            mean: latencies.mean as u64,
            stddev: latencies.stddev as u64,
            median: latencies.median,
            percentile_75th: latencies.p75,
            percentile_95th: latencies.p95,
            percentile_98th: latencies.p98,
            percentile_99th: latencies.p99,
            percentile_999th: latencies.p999,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
struct Requests {
    latencies: Spread,
    mean_rate: f64,
    one_minute_rate: f64,
    five_minute_rate: f64,
    fifteen_minute_rate: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
struct Stats {
    total_connections: u64,
    available_connections: u64,
    exceeded_pending_requests_water_mark: u64,
    exceeded_write_bytes_water_mark: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
struct Errors {
    connection_timeouts: u64,
    pending_request_timeouts: u64,
    request_timeouts: u64,
}

/// `CassMetrics`. Nothing is counted for water marks, which nothing here has, and for requests that wait for one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub(crate) struct Metrics {
    requests: Requests,
    stats: Stats,
    errors: Errors,
}

impl From<&MetricsSnapshot> for Metrics {
    fn from(snapshot: &MetricsSnapshot) -> Self {
        let connections = snapshot.open_connections as u64;
        Metrics {
            requests: Requests {
                latencies: (&snapshot.requests).into(),
                mean_rate: snapshot.rates.mean,
                one_minute_rate: snapshot.rates.one_minute,
                five_minute_rate: snapshot.rates.five_minutes,
                fifteen_minute_rate: snapshot.rates.fifteen_minutes,
            },
            stats: Stats {
                total_connections: connections,
                available_connections: connections,
                ..Stats::default()
            },
            errors: Errors {
                connection_timeouts: snapshot.connection_timeouts,
                request_timeouts: snapshot.request_timeouts,
                ..Errors::default()
            },
        }
    }
}

/// `CassSpeculativeExecutionMetrics`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub(crate) struct SpeculativeExecutionMetrics {
    latencies: Spread,
    count: u64,
    percentage: f64,
}

impl From<&MetricsSnapshot> for SpeculativeExecutionMetrics {
    fn from(snapshot: &MetricsSnapshot) -> Self {
        SpeculativeExecutionMetrics {
            latencies: (&snapshot.speculative).into(),
            count: snapshot.speculative.count,
            percentage: snapshot.speculative_percentage(),
        }
    }
}
