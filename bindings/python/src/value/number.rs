//! Numbers of variable length, and the calendar.

/// Writes a signed integer as a zigzag vint (native protocol v5, section 3, `[vint]`; durations use it).
pub(crate) fn write_vint(value: i64, out: &mut Vec<u8>) {
    write_unsigned_vint(((value >> 63) ^ (value << 1)) as u64, out);
}

/// Writes an unsigned vint: the number of leading ones of the first byte is the number of bytes after it.
pub(crate) fn write_unsigned_vint(value: u64, out: &mut Vec<u8>) {
    let bits = 64 - (value | 1).leading_zeros();
    let extra = ((bits - 1) / 7).min(8);
    if extra == 8 {
        out.push(0xFF);
        out.extend_from_slice(&value.to_be_bytes());
        return;
    }
    let bytes = value.to_be_bytes();
    let start = 7 - extra as usize;
    let at = out.len();
    out.extend_from_slice(&bytes[start..]);
    out[at] |= !(0xFFu32 >> extra) as u8;
}

/// Reads an unsigned vint and takes it off the bytes; `None` when they end too early.
pub(crate) fn read_unsigned_vint(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = bytes.split_first()?;
    let extra = first.leading_ones() as usize;
    let (tail, rest) = rest.split_at_checked(extra)?;
    let head = if extra >= 7 { 0 } else { u64::from(first) & (0x7F >> extra) };
    *bytes = rest;
    Some(tail.iter().fold(head, |value, &byte| value << 8 | u64::from(byte)))
}

/// Reads a zigzag vint and takes it off the bytes.
pub(crate) fn read_vint(bytes: &mut &[u8]) -> Option<i64> {
    let raw = read_unsigned_vint(bytes)?;
    Some((raw >> 1) as i64 ^ -((raw & 1) as i64))
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
    use super::{
        civil_from_days, days_from_civil, read_unsigned_vint, read_vint, write_unsigned_vint, write_vint,
    };

    #[test]
    fn vints_round_trip() {
        for value in [0, 1, -1, 63, 64, -64, -65, 8191, 8192, i64::MAX, i64::MIN, 1 << 48, -(1 << 55)] {
            let mut out = Vec::new();
            write_vint(value, &mut out);
            let mut rest = &out[..];
            assert_eq!(read_vint(&mut rest), Some(value));
            assert!(rest.is_empty());
        }
        let mut out = Vec::new();
        write_unsigned_vint(300, &mut out);
        assert_eq!(out, [0x81, 0x2C]);
        assert_eq!(read_unsigned_vint(&mut &out[..1]), None);
    }

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
