//! Values of user-defined types to bind.

use std::sync::Arc;

use crate::binder::Container;
use crate::cells::{Cells, NULL};
use crate::data_type::DataType;
use crate::error::CassError;
use crate::names;
use crate::ptr::Shared;

/// A value of a user-defined type, as its fields in the form of the protocol.
#[derive(Debug)]
pub(crate) struct UserType {
    data_type: Arc<DataType>,
    cells: Cells,
}

impl UserType {
    /// Its type.
    pub(crate) fn data_type(&self) -> &DataType {
        &self.data_type
    }

    /// Appends the fields.
    pub(crate) fn write_body(&self, out: &mut Vec<u8>) {
        self.cells.write(out, self.cells.count());
    }
}

impl Container for UserType {
    fn type_at(&self, index: usize) -> Option<&DataType> {
        self.data_type.sub_types().get(index).map(Arc::as_ref)
    }

    fn cells(&mut self) -> &mut Cells {
        &mut self.cells
    }

    fn indexes_of(&mut self, name: &[u8]) -> Result<Vec<usize>, CassError> {
        let indexes: Vec<usize> = names::matching(self.data_type.field_names(), name).collect();
        match indexes.is_empty() {
            true => Err(CassError::LIB_NAME_DOES_NOT_EXIST),
            false => Ok(indexes),
        }
    }
}

pub(crate) fn new_from_data_type(data_type: Shared<'_, DataType>) -> Option<Box<UserType>> {
    let data_type = data_type.to_arc();
    let cells = Cells::new(data_type.sub_types().len(), NULL);
    data_type.is_user_type().then(|| Box::new(UserType { data_type, cells }))
}

pub(crate) fn data_type(user_type: &UserType) -> Option<&Arc<DataType>> {
    Some(&user_type.data_type)
}
