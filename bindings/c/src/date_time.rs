//! Dates and times of the day, from and to seconds since the epoch.

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;
const NANOSECONDS_PER_SECOND: i64 = 1_000_000_000;
/// The date 1970-01-01.
const EPOCH: i64 = 1 << 31;

pub(crate) fn date_from_epoch(epoch_secs: i64) -> u32 {
    (epoch_secs / SECONDS_PER_DAY).wrapping_add(EPOCH) as u32
}

pub(crate) fn time_from_epoch(epoch_secs: i64) -> i64 {
    NANOSECONDS_PER_SECOND * (epoch_secs % SECONDS_PER_DAY)
}

pub(crate) fn to_epoch(date: u32, time: i64) -> i64 {
    (i64::from(date) - EPOCH) * SECONDS_PER_DAY + time / NANOSECONDS_PER_SECOND
}
