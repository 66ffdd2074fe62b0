//! Times of Python as the protocol counts them, and the calendar.

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyFloat, PyInt};

use super::encode::{Value, integer};
use crate::classes;

/// Returns milliseconds since the epoch; a fraction is cut off as the legacy driver does, towards zero.
pub(super) fn timestamp(value: Value) -> PyResult<i64> {
    let py = value.py();
    if value.cast::<PyDateTime>().is_ok() {
        let part = |name| value.getattr(name)?.extract::<i64>();
        let seconds = civil_seconds(value)?
            + part(intern!(py, "hour"))? * 3600
            + part(intern!(py, "minute"))? * 60
            + part(intern!(py, "second"))?
            - utc_offset_seconds(value)?;
        let micros = part(intern!(py, "microsecond"))?;
        return Ok((seconds as f64 * 1e3 + micros as f64 / 1e3) as i64);
    }
    if value.is_instance(classes::date(py)?)? {
        return Ok(civil_seconds(value)? * 1000);
    }
    for method in [intern!(py, "utctimetuple"), intern!(py, "timetuple")] {
        if let Ok(broken_down) = value.call_method0(method) {
            let seconds: i64 = classes::timegm(py)?.call1((broken_down,))?.extract()?;
            return Ok(seconds * 1000);
        }
    }
    if value.cast_exact::<PyInt>().is_ok() {
        return integer::<i64>(value, i64::MIN, i64::MAX);
    }
    if value.cast_exact::<PyFloat>().is_ok() {
        let number = py.get_type::<PyInt>().call1((value,))?;
        return number.extract().map_err(|_| PyTypeError::new_err("the timestamp is out of range"));
    }
    Err(PyTypeError::new_err("DateType arguments must be a datetime, date, or timestamp"))
}

fn civil_seconds(value: Value) -> PyResult<i64> {
    let py = value.py();
    let part = |name| value.getattr(name)?.extract::<i64>();
    let days =
        days_from_civil(part(intern!(py, "year"))?, part(intern!(py, "month"))?, part(intern!(py, "day"))?);
    Ok(days * 86_400)
}

fn utc_offset_seconds(value: Value) -> PyResult<i64> {
    let py = value.py();
    if value.getattr(intern!(py, "tzinfo"))?.is_none() {
        return Ok(0);
    }
    let offset = value.call_method0(intern!(py, "utcoffset"))?;
    if offset.is_none() {
        return Ok(0);
    }
    let days: i64 = offset.getattr(intern!(py, "days"))?.extract()?;
    let seconds: i64 = offset.getattr(intern!(py, "seconds"))?.extract()?;
    Ok(days * 86_400 + seconds)
}

/// Returns the day in the form of the protocol: the epoch is 2³¹. A plain integer is taken to have that form.
pub(super) fn date(value: Value) -> PyResult<u32> {
    let py = value.py();
    if value.is_instance_of::<PyInt>() {
        return integer::<u32>(value, u32::MIN, u32::MAX);
    }
    let days = match value.getattr(intern!(py, "days_from_epoch")) {
        Ok(days) => days,
        Err(_) => classes::cql_date(py)?.call1((value,))?.getattr(intern!(py, "days_from_epoch"))?,
    };
    let days: i64 = integer(&days, i64::MIN, i64::MAX)?;
    u32::try_from(days.saturating_add(1 << 31))
        .map_err(|_| PyTypeError::new_err(format!("{days} days from the epoch do not fit a date")))
}

pub(super) fn time(value: Value) -> PyResult<i64> {
    let py = value.py();
    let nanoseconds = match value.getattr(intern!(py, "nanosecond_time")) {
        Ok(nanoseconds) => nanoseconds,
        Err(_) => classes::cql_time(py)?.call1((value,))?.getattr(intern!(py, "nanosecond_time"))?,
    };
    integer::<i64>(&nanoseconds, i64::MIN, i64::MAX)
}

/// Returns the days since 1970-01-01 of a day of the proleptic Gregorian calendar.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Returns year, month and day of a number of days since 1970-01-01.
pub(crate) fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::{civil_from_days, days_from_civil};

    #[test]
    fn the_calendar_round_trips() {
        for (days, civil) in
            [(0, (1970, 1, 1)), (-719_162, (1, 1, 1)), (2_932_896, (9999, 12, 31)), (11_016, (2000, 2, 29))]
        {
            assert_eq!(civil_from_days(days), civil);
            assert_eq!(days_from_civil(civil.0, i64::from(civil.1), i64::from(civil.2)), days);
        }
    }
}
