//! The columns of a result or the parameters of a statement, with their data types built once per shape.

use std::sync::Arc;

use crate::data_type::DataType;
use crate::names;

/// The columns of a result.
#[derive(Clone, Debug)]
pub(crate) struct Columns(Arc<unicql_core::Columns>);

impl Columns {
    /// Takes columns of core.
    pub(crate) fn of(columns: &Arc<unicql_core::Columns>) -> Self {
        Columns(Arc::clone(columns))
    }

    /// The number of columns.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The types, in order.
    pub(crate) fn types(&self) -> &[Arc<DataType>] {
        self.0.derived(|columns| -> Vec<Arc<DataType>> {
            columns.iter().map(|column| DataType::from_cql(&column.cql_type)).collect()
        })
    }

    /// The name of a column.
    pub(crate) fn name(&self, index: usize) -> Option<&[u8]> {
        self.0.get(index).map(|column| column.name.as_bytes())
    }

    /// The index of every column whose name matches.
    pub(crate) fn matching(&self, name: &[u8]) -> impl Iterator<Item = usize> {
        names::matching(self.0.iter().map(|column| column.name.as_bytes()), name)
    }
}
