//! Iterators over rows, columns, elements, pairs, items and fields, and over the objects of the schema.

mod meta;

pub(crate) use meta::*;

use std::sync::Arc;

use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::{CellReader, Kept, OutBytes, Shared};
use crate::result::CqlResult;
use crate::row::Row;
use crate::types::{Bool, value_type};
use crate::value::Value;

/// An iterator.
#[derive(Debug)]
pub(crate) enum Iterator {
    /// Over the rows of a result.
    Result(Rows),
    /// Over the columns of a row.
    Row(Kept<Row>, Option<usize>),
    /// Over the elements of a collection, or the keys and values of a map in turn.
    Collection(Parts),
    /// Over the pairs of a map.
    Map(Parts, Value),
    /// Over the items of a tuple.
    Tuple(Parts),
    /// Over the fields of a user-defined type.
    Fields(Parts),
    /// Over objects of the schema.
    Meta(MetaIterator),
}

/// The rows of a result.
#[derive(Debug)]
pub(crate) struct Rows {
    cells: CellReader,
    left: usize,
    row: Option<Row>,
    // Holds the cells and the types.
    _result: Arc<CqlResult>,
}

/// The parts of a value.
#[derive(Debug)]
pub(crate) struct Parts {
    cells: CellReader,
    left: usize,
    /// How many parts were read.
    read: usize,
    types: Kept<DataType>,
    value: Value,
}

impl Parts {
    fn new(value: &Value, count: usize) -> Option<Self> {
        let bytes = value.bytes()?;
        // SAFETY: the value belongs to a result, which holds the type.
        let types = unsafe { Kept::new(value.data_type()) };
        // SAFETY: the value belongs to a result, which holds the cell.
        let cells = unsafe { CellReader::new(bytes) };
        Some(Parts { cells, left: count, read: 0, types, value: Value::null(types) })
    }

    /// The type of the next part: in turn for a map, each its own in a tuple, the only one in a list.
    fn next_type(&self) -> Option<Kept<DataType>> {
        let types = self.types.sub_types();
        let index = match self.types.value_type() {
            value_type::LIST | value_type::SET => 0,
            value_type::MAP => self.read % 2,
            _ => self.read,
        };
        // SAFETY: the type belongs to a result.
        types.get(index).map(|data_type| unsafe { Kept::shared(data_type) })
    }

    fn next(&mut self) -> bool {
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        let (Some(data_type), Some(view)) = (self.next_type(), self.cells.next()) else {
            self.left = 0;
            return false;
        };
        self.left = left;
        self.read += 1;
        self.value.become_(view, data_type);
        true
    }
}

impl Iterator {
    fn step(&mut self) -> bool {
        match self {
            Iterator::Result(rows) => {
                let Some(left) = rows.left.checked_sub(1) else {
                    return false;
                };
                rows.left = left;
                rows.row.as_mut().is_some_and(|row| row.read(&mut rows.cells))
            }
            Iterator::Row(row, at) => {
                let next = at.map_or(0, |at| at + 1);
                if next >= row.values().len() {
                    return false;
                }
                *at = Some(next);
                true
            }
            Iterator::Collection(parts) | Iterator::Tuple(parts) | Iterator::Fields(parts) => parts.next(),
            Iterator::Map(parts, key) => {
                if !parts.next() {
                    return false;
                }
                *key = parts.value;
                parts.next()
            }
            Iterator::Meta(list) => list.step(),
        }
    }
}

pub(crate) fn type_(iterator: &mut Iterator) -> u32 {
    match iterator {
        Iterator::Result(_) => 0,
        Iterator::Row(..) => 1,
        Iterator::Collection(_) => 2,
        Iterator::Map(..) => 3,
        Iterator::Tuple(_) => 4,
        Iterator::Fields(_) => 5,
        Iterator::Meta(list) => list.number(),
    }
}

pub(crate) fn from_result(result: Shared<'_, CqlResult>) -> Option<Box<Iterator>> {
    let result = result.to_arc();
    // SAFETY: the iterator holds the result, which holds the cells.
    let cells = unsafe { CellReader::new(result.cells()) };
    let rows = Rows { cells, left: result.row_count(), row: Row::new(&result), _result: result };
    Some(Box::new(Iterator::Result(rows)))
}

pub(crate) fn from_row(row: &Row) -> Option<Box<Iterator>> {
    // SAFETY: a program uses the iterator of a row only while the row is valid.
    let row = unsafe { Kept::new(row) };
    Some(Box::new(Iterator::Row(row, None)))
}

pub(crate) fn from_collection(value: &Value) -> Option<Box<Iterator>> {
    let per_item = match value.data_type().value_type() {
        value_type::MAP => 2,
        value_type::LIST | value_type::SET => 1,
        _ => return None,
    };
    let parts = Parts::new(value, value.item_count().saturating_mul(per_item))?;
    Some(Box::new(Iterator::Collection(parts)))
}

pub(crate) fn from_map(value: &Value) -> Option<Box<Iterator>> {
    let is_map = value.data_type().value_type() == value_type::MAP;
    let parts = Parts::new(value, value.item_count().saturating_mul(2)).filter(|_| is_map)?;
    let key = parts.value;
    Some(Box::new(Iterator::Map(parts, key)))
}

pub(crate) fn from_tuple(value: &Value) -> Option<Box<Iterator>> {
    let is_tuple = value.data_type().value_type() == value_type::TUPLE;
    let parts = Parts::new(value, value.item_count()).filter(|_| is_tuple)?;
    Some(Box::new(Iterator::Tuple(parts)))
}

pub(crate) fn fields_from_user_type(value: &Value) -> Option<Box<Iterator>> {
    let parts = Parts::new(value, value.item_count()).filter(|_| value.data_type().is_user_type())?;
    Some(Box::new(Iterator::Fields(parts)))
}

pub(crate) fn next(iterator: &mut Iterator) -> Bool {
    iterator.step().into()
}

pub(crate) fn get_row(iterator: &Iterator) -> Option<&Row> {
    match iterator {
        Iterator::Result(rows) => rows.row.as_ref(),
        _ => None,
    }
}

pub(crate) fn get_column(iterator: &Iterator) -> Option<&Value> {
    match iterator {
        Iterator::Row(row, Some(at)) => row.values().get(*at),
        _ => None,
    }
}

pub(crate) fn get_value(iterator: &Iterator) -> Option<&Value> {
    match iterator {
        Iterator::Collection(parts) | Iterator::Tuple(parts) => Some(&parts.value),
        _ => None,
    }
}

pub(crate) fn get_map_key(iterator: &Iterator) -> Option<&Value> {
    match iterator {
        Iterator::Map(_, key) => Some(key),
        _ => None,
    }
}

pub(crate) fn get_map_value(iterator: &Iterator) -> Option<&Value> {
    match iterator {
        Iterator::Map(parts, _) => Some(&parts.value),
        _ => None,
    }
}

pub(crate) fn get_user_type_field_name(iterator: &Iterator, out: OutBytes<'_>) -> CassError {
    let Iterator::Fields(parts) = iterator else {
        return CassError::LIB_BAD_PARAMS;
    };
    let name = parts.read.checked_sub(1).and_then(|at| parts.types.field_names().nth(at));
    let Some(name) = name else {
        return CassError::LIB_BAD_PARAMS;
    };
    out.set(name);
    CassError::OK
}

pub(crate) fn get_user_type_field_value(iterator: &Iterator) -> Option<&Value> {
    match iterator {
        Iterator::Fields(parts) => Some(&parts.value),
        _ => None,
    }
}
