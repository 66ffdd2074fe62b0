//! Lists, sets and maps to bind.

use std::sync::Arc;

use crate::binder::Cell;
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::Shared;
use crate::types::value_type;

/// A collection, as its elements in the form of the protocol.
#[derive(Debug)]
pub(crate) struct Collection {
    data_type: Arc<DataType>,
    elements: Vec<u8>,
    count: usize,
}

impl Collection {
    /// Its type.
    pub(crate) fn data_type(&self) -> &DataType {
        &self.data_type
    }

    fn is_map(&self) -> bool {
        self.data_type.value_type() == value_type::MAP
    }

    fn wanted(&self) -> Option<&DataType> {
        let parts = self.data_type.sub_types();
        match (self.is_map(), parts.len()) {
            (true, 2) => Some(&parts[self.count % 2]),
            (false, 1) => Some(&parts[0]),
            _ => None,
        }
    }

    /// Appends an element, or a key or value in turn.
    ///
    /// # Errors
    /// `LIB_INVALID_VALUE_TYPE` when the type is known to be another.
    pub(crate) fn append(&mut self, cell: &impl Cell) -> Result<(), CassError> {
        if self.wanted().is_some_and(|wanted| !cell.fits(wanted)) {
            return Err(CassError::LIB_INVALID_VALUE_TYPE);
        }
        let before = self.elements.len();
        if let Err(error) = cell.write(&mut self.elements) {
            self.elements.truncate(before);
            return Err(error);
        }
        self.count += 1;
        Ok(())
    }

    /// Tells whether it can be bound.
    ///
    /// # Errors
    /// `LIB_INVALID_ITEM_COUNT` for a map whose last key has no value.
    pub(crate) fn check_complete(&self) -> Result<(), CassError> {
        match self.is_map() && self.count % 2 == 1 {
            true => Err(CassError::LIB_INVALID_ITEM_COUNT),
            false => Ok(()),
        }
    }

    /// Appends the number of elements or pairs, and the elements.
    pub(crate) fn write_body(&self, out: &mut Vec<u8>) {
        let count = if self.is_map() { self.count / 2 } else { self.count };
        out.extend_from_slice(&i32::try_from(count).unwrap_or(i32::MAX).to_be_bytes());
        out.extend_from_slice(&self.elements);
    }
}

fn empty(data_type: Arc<DataType>) -> Option<Box<Collection>> {
    let collection = Collection { data_type, elements: Vec::new(), count: 0 };
    collection.data_type.is_collection().then(|| Box::new(collection))
}

pub(crate) fn new(kind: u32, _item_count: usize) -> Option<Box<Collection>> {
    empty(Arc::new(DataType::simple(kind)))
}

pub(crate) fn new_from_data_type(
    data_type: Shared<'_, DataType>,
    _item_count: usize,
) -> Option<Box<Collection>> {
    empty(data_type.to_arc())
}

pub(crate) fn data_type(collection: &Collection) -> Option<&Arc<DataType>> {
    Some(&collection.data_type)
}
