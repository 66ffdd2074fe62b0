//! Values: a view of a cell and its type, decoded when asked for.

use std::sync::Arc;

use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::{Kept, Out, OutBytes, Shared, View};
use crate::types::{Bool, Inet, Uuid, value_type};

/// A value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    view: View,
    data_type: Kept<DataType>,
}

impl Value {
    /// Makes a null.
    pub(crate) fn null(data_type: Kept<DataType>) -> Self {
        Value { view: View::NULL, data_type }
    }

    /// Sets what it shows.
    pub(crate) fn set(&mut self, view: View) {
        self.view = view;
    }

    /// Sets what it shows, and the type of it.
    pub(crate) fn become_(&mut self, view: View, data_type: Kept<DataType>) {
        *self = Value { view, data_type };
    }

    /// The type.
    pub(crate) fn data_type(&self) -> &DataType {
        &self.data_type
    }

    /// The whole cell; `None` for null.
    pub(crate) fn cell(&self) -> Option<&[u8]> {
        self.view.get()
    }

    /// The bytes that programs see: of a collection, those after the number of elements.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        let cell = self.cell()?;
        match self.data_type.is_collection() {
            true => Some(cell.get(4..).unwrap_or_default()),
            false => Some(cell),
        }
    }

    /// The number of elements, pairs, items or fields.
    pub(crate) fn item_count(&self) -> usize {
        let Some(cell) = self.cell() else {
            return 0;
        };
        if !self.data_type.is_collection() {
            return self.data_type.sub_types().len();
        }
        let count = cell.get(..4).and_then(|head| head.try_into().ok()).map(i32::from_be_bytes);
        count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
    }

    /// The bytes of a value of one of these kinds.
    fn of_kind(&self, kinds: &[u32]) -> Result<&[u8], CassError> {
        let cell = self.cell().ok_or(CassError::LIB_NULL_VALUE)?;
        match kinds.contains(&self.data_type.value_type()) {
            true => Ok(cell),
            false => Err(CassError::LIB_INVALID_VALUE_TYPE),
        }
    }

    /// The bytes of a value of a custom type.
    ///
    /// # Errors
    /// When it is of another type, or null.
    pub(crate) fn of_class(&self, class: &[u8]) -> Result<&[u8], CassError> {
        if self.data_type.value_type() != value_type::CUSTOM {
            return Err(CassError::LIB_INVALID_VALUE_TYPE);
        }
        if self.data_type.class_name() != class {
            return Err(CassError::LIB_INVALID_CUSTOM_TYPE);
        }
        self.cell().ok_or(CassError::LIB_NULL_VALUE)
    }

    /// The first bytes of a value of one of these kinds.
    fn fixed<const N: usize>(&self, kinds: &[u32]) -> Result<[u8; N], CassError> {
        let cell = self.of_kind(kinds)?;
        cell.first_chunk().copied().ok_or(CassError::LIB_NOT_ENOUGH_DATA)
    }
}

/// Writes what was read.
fn give<T>(read: Result<T, CassError>, out: Out<'_, T>) -> CassError {
    match read {
        Err(error) => error,
        Ok(value) => {
            out.set(value);
            CassError::OK
        }
    }
}

pub(crate) fn data_type(value: &Value) -> Option<Shared<'_, DataType>> {
    Some(value.data_type.lend())
}

pub(crate) fn get_int8(value: &Value, out: Out<'_, i8>) -> CassError {
    give(value.fixed(&[value_type::TINY_INT]).map(i8::from_be_bytes), out)
}

pub(crate) fn get_int16(value: &Value, out: Out<'_, i16>) -> CassError {
    give(value.fixed(&[value_type::SMALL_INT]).map(i16::from_be_bytes), out)
}

pub(crate) fn get_int32(value: &Value, out: Out<'_, i32>) -> CassError {
    give(value.fixed(&[value_type::INT]).map(i32::from_be_bytes), out)
}

pub(crate) fn get_uint32(value: &Value, out: Out<'_, u32>) -> CassError {
    give(value.fixed(&[value_type::DATE]).map(u32::from_be_bytes), out)
}

pub(crate) fn get_int64(value: &Value, out: Out<'_, i64>) -> CassError {
    const KINDS: &[u32] = &[value_type::BIGINT, value_type::COUNTER, value_type::TIMESTAMP, value_type::TIME];
    give(value.fixed(KINDS).map(i64::from_be_bytes), out)
}

pub(crate) fn get_float(value: &Value, out: Out<'_, f32>) -> CassError {
    give(value.fixed(&[value_type::FLOAT]).map(f32::from_be_bytes), out)
}

pub(crate) fn get_double(value: &Value, out: Out<'_, f64>) -> CassError {
    give(value.fixed(&[value_type::DOUBLE]).map(f64::from_be_bytes), out)
}

pub(crate) fn get_bool(value: &Value, out: Out<'_, Bool>) -> CassError {
    give(value.fixed(&[value_type::BOOLEAN]).map(|[byte]: [u8; 1]| Bool::from(byte != 0)), out)
}

pub(crate) fn get_uuid(value: &Value, out: Out<'_, Uuid>) -> CassError {
    give(value.fixed(&[value_type::UUID, value_type::TIMEUUID]).map(Uuid::from_bytes), out)
}

pub(crate) fn get_inet(value: &Value, out: Out<'_, Inet>) -> CassError {
    let bytes = value.of_kind(&[value_type::INET]);
    give(bytes.and_then(|bytes| Inet::from_bytes(bytes).ok_or(CassError::LIB_INVALID_DATA)), out)
}

pub(crate) fn get_bytes(value: &Value, out: OutBytes<'_>) -> CassError {
    let Some(bytes) = value.bytes() else {
        return CassError::LIB_NULL_VALUE;
    };
    out.set(bytes);
    CassError::OK
}

pub(crate) fn get_string(value: &Value, out: OutBytes<'_>) -> CassError {
    get_bytes(value, out)
}

pub(crate) fn get_decimal(value: &Value, varint: OutBytes<'_>, scale: Out<'_, i32>) -> CassError {
    let bytes = match value.of_kind(&[value_type::DECIMAL]) {
        Ok(bytes) => bytes,
        Err(error) => return error,
    };
    match bytes.split_first_chunk() {
        Some((head, rest)) if !rest.is_empty() => {
            scale.set(i32::from_be_bytes(*head));
            varint.set(rest);
            CassError::OK
        }
        _ => CassError::LIB_NOT_ENOUGH_DATA,
    }
}

pub(crate) fn get_duration(
    value: &Value,
    months: Out<'_, i32>,
    days: Out<'_, i32>,
    nanos: Out<'_, i64>,
) -> CassError {
    let mut rest = match value.of_kind(&[value_type::DURATION]) {
        Ok(bytes) => bytes,
        Err(error) => return error,
    };
    let mut part = || read_signed_vint(&mut rest);
    let (Some(m), Some(d), Some(n)) = (part(), part(), part()) else {
        return CassError::LIB_NOT_ENOUGH_DATA;
    };
    months.set(m as i32);
    days.set(d as i32);
    nanos.set(n);
    CassError::OK
}

/// Reads a vint, whose first byte has as many leading ones as bytes follow, and undoes the zigzag of its sign.
fn read_signed_vint(rest: &mut &[u8]) -> Option<i64> {
    let (&first, tail) = rest.split_first()?;
    let more = first.leading_ones() as usize;
    let (bytes, tail) = tail.split_at_checked(more)?;
    let start = if more >= 8 { 0 } else { u64::from(first & (0xFF >> more)) };
    let value = bytes.iter().fold(start, |value, &byte| value << 8 | u64::from(byte));
    *rest = tail;
    Some((value >> 1) as i64 ^ -((value & 1) as i64))
}

pub(crate) fn type_(value: &Value) -> u32 {
    value.data_type.value_type()
}

pub(crate) fn is_null(value: &Value) -> Bool {
    value.cell().is_none().into()
}

pub(crate) fn is_collection(value: &Value) -> Bool {
    value.data_type.is_collection().into()
}

pub(crate) fn is_duration(value: &Value) -> Bool {
    (value.data_type.value_type() == value_type::DURATION).into()
}

pub(crate) fn item_count(value: &Value) -> usize {
    value.item_count()
}

/// The kind of a part of a collection.
fn part(value: &Value, index: usize) -> u32 {
    let part = value.data_type.sub_types().get(index).filter(|_| value.data_type.is_collection());
    part.map_or(value_type::UNKNOWN, |part: &Arc<DataType>| part.value_type())
}

pub(crate) fn primary_sub_type(collection: &Value) -> u32 {
    part(collection, 0)
}

pub(crate) fn secondary_sub_type(collection: &Value) -> u32 {
    part(collection, 1)
}

#[cfg(test)]
mod tests {
    use super::read_signed_vint;
    use crate::binder::{Cell, Duration};

    #[test]
    fn durations_are_read_as_they_are_written() {
        for duration in [(0, 0, 0), (1, -2, 3), (i32::MAX, i32::MIN, i64::MIN), (-64, 64, i64::MAX)] {
            let mut bytes = Vec::new();
            Duration(duration.0, duration.1, duration.2).write(&mut bytes).unwrap();
            let mut rest = &bytes[4..];
            let mut part = || read_signed_vint(&mut rest).unwrap();
            assert_eq!((part() as i32, part() as i32, part()), duration);
            assert!(rest.is_empty());
        }
    }
}
