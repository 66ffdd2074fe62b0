//! Rows: one view per cell, reused from row to row.

use crate::columns::Columns;
use crate::ptr::{CellReader, Kept};
use crate::result::CqlResult;
use crate::value::Value;

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    values: Vec<Value>,
    columns: Columns,
}

impl Row {
    /// Makes a row of nulls with the columns of a result; `None` when the result is not rows.
    pub(crate) fn new(result: &CqlResult) -> Option<Self> {
        let columns = result.columns()?.clone();
        // SAFETY: the row holds the columns, which hold the types.
        let kept = columns.types().iter().map(|data_type| unsafe { Kept::shared(data_type) });
        let values = kept.map(Value::null).collect();
        Some(Row { values, columns })
    }

    /// Reads the first row of a result, if it has any.
    pub(crate) fn first(result: &CqlResult) -> Option<Self> {
        if result.row_count() == 0 {
            return None;
        }
        let mut row = Row::new(result)?;
        // SAFETY: the row belongs to the result, which holds the cells.
        let mut cells = unsafe { CellReader::new(result.cells()) };
        row.read(&mut cells).then_some(row)
    }

    /// Reads the next row into the same place; tells whether it is whole.
    pub(crate) fn read(&mut self, cells: &mut CellReader) -> bool {
        self.values.iter_mut().all(|value| match cells.next() {
            None => false,
            Some(view) => {
                value.set(view);
                true
            }
        })
    }

    /// The values.
    pub(crate) fn values(&self) -> &[Value] {
        &self.values
    }
}

pub(crate) fn get_column(row: &Row, index: usize) -> Option<&Value> {
    row.values.get(index)
}

pub(crate) fn get_column_by_name<'a>(row: &'a Row, name: Option<&[u8]>) -> Option<&'a Value> {
    let index = row.columns.matching(name?).next()?;
    row.values.get(index)
}
