//! How values are bound: which C value fits which data type, and what bytes it becomes. Statements, tuples and
//! user-defined types take values by index, the latter also by name; collections append them.

use crate::cells::{Cells, NULL, framed};
use crate::collection::Collection;
use crate::data_type::DataType;
use crate::error::{CassError, code};
use crate::tuple::Tuple;
use crate::types::{Bool, Inet, Uuid, value_type};
use crate::user_type::UserType;

/// A value to bind.
pub(crate) trait Cell {
    /// Whether the value may be bound to the type.
    fn fits(&self, data_type: &DataType) -> bool;

    /// Appends `[int length][bytes]`.
    ///
    /// # Errors
    /// When the value cannot be sent.
    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError>;
}

/// What takes values by index.
pub(crate) trait Container {
    /// The type that is wanted at an index below the count, when it is known.
    fn type_at(&self, index: usize) -> Option<&DataType>;

    /// The cells.
    fn cells(&mut self) -> &mut Cells;

    /// The index of every place with a name.
    ///
    /// # Errors
    /// `LIB_NAME_DOES_NOT_EXIST` when there is none.
    fn indexes_of(&mut self, name: &[u8]) -> Result<Vec<usize>, CassError>;
}

/// Sets a value by index.
pub(crate) fn set(container: &mut impl Container, index: usize, cell: &impl Cell) -> CassError {
    code(try_set(container, index, cell))
}

/// Sets a value at every place with a name; NULL is the empty one, which the text of a statement may leave to the server.
pub(crate) fn set_by_name(
    container: &mut impl Container,
    name: Option<&[u8]>,
    cell: &impl Cell,
) -> CassError {
    let indexes = container.indexes_of(name.unwrap_or_default());
    code(
        indexes.and_then(|indexes| indexes.into_iter().try_for_each(|index| try_set(container, index, cell))),
    )
}

/// Appends a value to a collection.
pub(crate) fn append(collection: &mut Collection, cell: &impl Cell) -> CassError {
    code(collection.append(cell))
}

fn try_set(container: &mut impl Container, index: usize, cell: &impl Cell) -> Result<(), CassError> {
    if index >= container.cells().count() {
        return Err(CassError::LIB_INDEX_OUT_OF_BOUNDS);
    }
    if container.type_at(index).is_some_and(|wanted| !cell.fits(wanted)) {
        return Err(CassError::LIB_INVALID_VALUE_TYPE);
    }
    container.cells().set(index, |out| cell.write(out))
}

/// A null.
pub(crate) struct Null;

impl Cell for Null {
    fn fits(&self, _: &DataType) -> bool {
        true
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        out.extend_from_slice(&NULL.to_be_bytes());
        Ok(())
    }
}

macro_rules! numbers {
    ($($number:ty: $($kind:ident)|+;)*) => {
        $(impl Cell for $number {
            fn fits(&self, data_type: &DataType) -> bool {
                matches!(data_type.value_type(), $(value_type::$kind)|+)
            }

            fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
                framed(out, |out| out.extend_from_slice(&self.to_be_bytes()))
            }
        })*
    };
}

numbers! {
    i8: TINY_INT;
    i16: SMALL_INT;
    i32: INT;
    u32: DATE;
    i64: BIGINT | COUNTER | TIMESTAMP | TIME;
    f32: FLOAT;
    f64: DOUBLE;
}

impl Cell for Bool {
    fn fits(&self, data_type: &DataType) -> bool {
        data_type.value_type() == value_type::BOOLEAN
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| out.push(u8::from(self.0 != 0)))
    }
}

fn takes_bytes(data_type: &DataType) -> bool {
    matches!(data_type.value_type(), value_type::BLOB | value_type::VARINT | value_type::CUSTOM)
}

/// A text; NULL is an empty one. The server decides whether it is UTF-8.
pub(crate) struct Text<'a>(pub(crate) Option<&'a [u8]>);

impl Cell for Text<'_> {
    fn fits(&self, data_type: &DataType) -> bool {
        let text =
            matches!(data_type.value_type(), value_type::ASCII | value_type::TEXT | value_type::VARCHAR);
        text || takes_bytes(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| out.extend_from_slice(self.0.unwrap_or_default()))
    }
}

/// Bytes; NULL is none.
pub(crate) struct Bytes<'a>(pub(crate) Option<&'a [u8]>);

impl Cell for Bytes<'_> {
    fn fits(&self, data_type: &DataType) -> bool {
        takes_bytes(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        Text(self.0).write(out)
    }
}

/// A value of a custom type, with the name of its class.
pub(crate) struct Custom<'a>(pub(crate) Option<&'a [u8]>, pub(crate) Option<&'a [u8]>);

impl Cell for Custom<'_> {
    fn fits(&self, data_type: &DataType) -> bool {
        data_type.value_type() == value_type::CUSTOM && self.0.unwrap_or_default() == data_type.class_name()
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        Text(self.1).write(out)
    }
}

impl Cell for Uuid {
    fn fits(&self, data_type: &DataType) -> bool {
        matches!(data_type.value_type(), value_type::UUID | value_type::TIMEUUID)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| out.extend_from_slice(&self.to_bytes()))
    }
}

impl Cell for Inet {
    fn fits(&self, data_type: &DataType) -> bool {
        data_type.value_type() == value_type::INET
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| out.extend_from_slice(self.bytes()))
    }
}

/// A decimal: a big-endian integer and how many of its digits are behind the point.
pub(crate) struct Decimal<'a>(pub(crate) Option<&'a [u8]>, pub(crate) i32);

impl Cell for Decimal<'_> {
    fn fits(&self, data_type: &DataType) -> bool {
        data_type.value_type() == value_type::DECIMAL
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| {
            out.extend_from_slice(&self.1.to_be_bytes());
            out.extend_from_slice(self.0.unwrap_or_default());
        })
    }
}

/// A duration: months, days and nanoseconds.
pub(crate) struct Duration(pub(crate) i32, pub(crate) i32, pub(crate) i64);

impl Cell for Duration {
    fn fits(&self, data_type: &DataType) -> bool {
        data_type.value_type() == value_type::DURATION
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| {
            for part in [i64::from(self.0), i64::from(self.1), self.2] {
                write_vint(out, ((part << 1) ^ (part >> 63)) as u64);
            }
        })
    }
}

/// Writes an unsigned vint: as many leading ones as bytes follow the first.
fn write_vint(out: &mut Vec<u8>, value: u64) {
    let bits = 64 - value.leading_zeros();
    let more = (bits.max(1) - 1) / 7;
    if more >= 8 {
        out.push(0xFF);
        out.extend_from_slice(&value.to_be_bytes());
        return;
    }
    let bytes = value.to_be_bytes();
    let start = out.len();
    out.extend_from_slice(&bytes[7 - more as usize..]);
    out[start] |= !(0xFF_u16 >> more) as u8;
}

impl Cell for &Collection {
    fn fits(&self, data_type: &DataType) -> bool {
        self.data_type().matches(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        self.check_complete()?;
        framed(out, |out| self.write_body(out))
    }
}

impl Cell for &Tuple {
    fn fits(&self, data_type: &DataType) -> bool {
        self.data_type().matches(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| self.write_body(out))
    }
}

impl Cell for &UserType {
    fn fits(&self, data_type: &DataType) -> bool {
        self.data_type().matches(data_type)
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), CassError> {
        framed(out, |out| self.write_body(out))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Duration, write_vint};

    #[test]
    fn vints_are_as_short_as_they_can_be() {
        let vint = |value| {
            let mut out = Vec::new();
            write_vint(&mut out, value);
            out
        };
        assert_eq!(vint(0), [0]);
        assert_eq!(vint(127), [127]);
        assert_eq!(vint(128), [0x80, 0x80]);
        assert_eq!(vint(0x3FFF), [0xBF, 0xFF]);
        assert_eq!(vint(0x4000), [0xC0, 0x40, 0x00]);
        assert_eq!(vint((1 << 56) - 1), [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        assert_eq!(vint(u64::MAX), [0xFF; 9]);
    }

    #[test]
    fn durations_are_three_signed_vints() {
        let mut out = Vec::new();
        Duration(1, -1, i64::MIN).write(&mut out).unwrap();
        assert_eq!(out[..6], [0, 0, 0, 11, 2, 1]);
        assert_eq!(out[6..], [0xFF; 9]);
    }
}
