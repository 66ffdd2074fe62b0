//! Tuples to bind.

use std::sync::Arc;

use crate::binder::Container;
use crate::cells::{Cells, NULL};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::Shared;
use crate::types::value_type;

/// A tuple, as its items in the form of the protocol.
#[derive(Debug)]
pub(crate) struct Tuple {
    data_type: Arc<DataType>,
    cells: Cells,
}

impl Tuple {
    /// Its type.
    pub(crate) fn data_type(&self) -> &DataType {
        &self.data_type
    }

    /// Appends the items.
    pub(crate) fn write_body(&self, out: &mut Vec<u8>) {
        self.cells.write(out, self.cells.count());
    }
}

impl Container for Tuple {
    fn type_at(&self, index: usize) -> Option<&DataType> {
        self.data_type.sub_types().get(index).map(Arc::as_ref)
    }

    fn cells(&mut self) -> &mut Cells {
        &mut self.cells
    }

    fn indexes_of(&mut self, _: &[u8]) -> Result<Vec<usize>, CassError> {
        Err(CassError::LIB_NAME_DOES_NOT_EXIST)
    }
}

pub(crate) fn new(item_count: usize) -> Option<Box<Tuple>> {
    let data_type = Arc::new(DataType::simple(value_type::TUPLE));
    Some(Box::new(Tuple { data_type, cells: Cells::new(item_count, NULL) }))
}

pub(crate) fn new_from_data_type(data_type: Shared<'_, DataType>) -> Option<Box<Tuple>> {
    let data_type = data_type.to_arc();
    let is_tuple = data_type.value_type() == value_type::TUPLE;
    let cells = Cells::new(data_type.sub_types().len(), NULL);
    is_tuple.then(|| Box::new(Tuple { data_type, cells }))
}

pub(crate) fn data_type(tuple: &Tuple) -> Option<&Arc<DataType>> {
    Some(&tuple.data_type)
}
