//! Date ranges: from one time to another, each to a precision, and open to either side.

use crate::binder::{Cell, Custom};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::{Place, fallbacks};
use crate::types::Bool;
use crate::value::Value;

const CLASS: &[u8] = b"org.apache.cassandra.db.marshal.DateRangeType";

/// `DSE_DATE_RANGE_PRECISION_UNBOUNDED`.
const UNBOUNDED: u32 = 0xFF;

/// The kinds of ranges on the wire.
mod kind {
    pub(super) const SINGLE: u8 = 0;
    pub(super) const CLOSED: u8 = 1;
    pub(super) const OPEN_HIGH: u8 = 2;
    pub(super) const OPEN_LOW: u8 = 3;
    pub(super) const OPEN: u8 = 4;
    pub(super) const SINGLE_OPEN: u8 = 5;
}

/// `DseDateRangeBound`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Bound {
    precision: u32,
    time_ms: i64,
}

impl Bound {
    const OPEN: Bound = Bound { precision: UNBOUNDED, time_ms: -1 };

    fn is_open(self) -> bool {
        self.precision == UNBOUNDED
    }

    fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.time_ms.to_be_bytes());
        // The numbers of precisions are those of the wire.
        out.push(self.precision as u8);
    }

    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), CassError> {
        let (time_ms, rest) = bytes.split_first_chunk().ok_or(CassError::LIB_NOT_ENOUGH_DATA)?;
        let (&precision, rest) = rest.split_first().ok_or(CassError::LIB_NOT_ENOUGH_DATA)?;
        Ok((Bound { precision: precision.into(), time_ms: i64::from_be_bytes(*time_ms) }, rest))
    }
}

/// `DseDateRange`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct DateRange {
    is_single_date: Bool,
    lower: Bound,
    upper: Bound,
}

fallbacks! {
    Bound = Bound::OPEN;
}

impl DateRange {
    fn kind(&self) -> u8 {
        match (self.is_single_date.is_true(), self.lower.is_open(), self.upper.is_open()) {
            (true, true, _) => kind::SINGLE_OPEN,
            (true, false, _) => kind::SINGLE,
            (false, true, true) => kind::OPEN,
            (false, false, true) => kind::OPEN_HIGH,
            (false, true, false) => kind::OPEN_LOW,
            (false, false, false) => kind::CLOSED,
        }
    }

    fn to_bytes(self) -> Vec<u8> {
        let kind = self.kind();
        let mut bytes = vec![kind];
        if matches!(kind, kind::SINGLE | kind::OPEN_HIGH | kind::CLOSED) {
            self.lower.write(&mut bytes);
        }
        if matches!(kind, kind::OPEN_LOW | kind::CLOSED) {
            self.upper.write(&mut bytes);
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, CassError> {
        let (&kind, rest) = bytes.split_first().ok_or(CassError::LIB_NOT_ENOUGH_DATA)?;
        let is_single = matches!(kind, kind::SINGLE | kind::SINGLE_OPEN);
        let mut range =
            DateRange { is_single_date: is_single.into(), lower: Bound::OPEN, upper: Bound::OPEN };
        match kind {
            kind::OPEN | kind::SINGLE_OPEN => {}
            kind::SINGLE | kind::OPEN_HIGH => range.lower = Bound::read(rest)?.0,
            kind::OPEN_LOW => range.upper = Bound::read(rest)?.0,
            kind::CLOSED => {
                let (lower, rest) = Bound::read(rest)?;
                (range.lower, range.upper) = (lower, Bound::read(rest)?.0);
            }
            _ => return Err(CassError::LIB_INVALID_DATA),
        }
        Ok(range)
    }
}

impl Cell for &DateRange {
    fn fits(&self, data_type: &DataType) -> bool {
        Custom(Some(CLASS), None).fits(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        Custom(None, Some(&self.to_bytes())).write(out)
    }
}

pub(crate) fn bound_init(precision: u32, time_ms: i64) -> Bound {
    Bound { precision, time_ms }
}

pub(crate) fn bound_unbounded() -> Bound {
    Bound::OPEN
}

pub(crate) fn bound_is_unbounded(bound: Bound) -> Bool {
    bound.is_open().into()
}

pub(crate) fn init(range: Place<DateRange>, lower: Bound, upper: Bound) -> Place<DateRange> {
    range.set(DateRange { is_single_date: false.into(), lower, upper })
}

pub(crate) fn init_single_date(range: Place<DateRange>, date: Bound) -> Place<DateRange> {
    range.set(DateRange { is_single_date: true.into(), lower: date, upper: Bound::OPEN })
}

pub(crate) fn get(value: &Value, range: Place<DateRange>) -> CassError {
    match value.of_class(CLASS).and_then(DateRange::from_bytes) {
        Err(error) => error,
        Ok(read) => {
            range.set(read);
            CassError::OK
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, DateRange};
    use crate::error::CassError;

    #[test]
    fn every_kind_survives_the_wire() {
        let (day, year) = (Bound { precision: 2, time_ms: 86_400_000 }, Bound { precision: 0, time_ms: -1 });
        for (single, lower, upper, size) in [
            (true, day, Bound::OPEN, 10),
            (true, Bound::OPEN, Bound::OPEN, 1),
            (false, day, year, 19),
            (false, day, Bound::OPEN, 10),
            (false, Bound::OPEN, year, 10),
            (false, Bound::OPEN, Bound::OPEN, 1),
        ] {
            let range = DateRange { is_single_date: single.into(), lower, upper };
            let bytes = range.to_bytes();
            assert_eq!(bytes.len(), size);
            assert_eq!(DateRange::from_bytes(&bytes), Ok(range));
            for end in 0..size {
                assert_eq!(DateRange::from_bytes(&bytes[..end]), Err(CassError::LIB_NOT_ENOUGH_DATA));
            }
        }
        assert_eq!(DateRange::from_bytes(&[6]), Err(CassError::LIB_INVALID_DATA));
    }
}
