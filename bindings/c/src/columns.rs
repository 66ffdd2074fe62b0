//! The columns of a result or the parameters of a statement, with their data types built once per shape.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::data_type::DataType;
use crate::names;

/// How many shapes are remembered; past it the table starts anew.
const CAPACITY: usize = 4096;

static KNOWN: Mutex<Option<HashMap<u64, Arc<Columns>>>> = Mutex::new(None);

/// The columns of a result.
#[derive(Debug)]
pub(crate) struct Columns {
    columns: Arc<unicql_core::Columns>,
    types: Vec<Arc<DataType>>,
}

impl Columns {
    /// Takes columns of core.
    pub(crate) fn of(columns: &Arc<unicql_core::Columns>) -> Arc<Self> {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        if let Some(found) = known.get(&columns.id()) {
            return Arc::clone(found);
        }
        if known.len() >= CAPACITY {
            known.clear();
        }
        let types = columns.iter().map(|column| DataType::from_cql(&column.cql_type)).collect();
        let made = Arc::new(Columns { columns: Arc::clone(columns), types });
        known.insert(columns.id(), Arc::clone(&made));
        made
    }

    /// The number of columns.
    pub(crate) fn len(&self) -> usize {
        self.types.len()
    }

    /// The types, in order.
    pub(crate) fn types(&self) -> &[Arc<DataType>] {
        &self.types
    }

    /// The name of a column.
    pub(crate) fn name(&self, index: usize) -> Option<&[u8]> {
        self.columns.get(index).map(|column| column.name.as_bytes())
    }

    /// The index of every column whose name matches.
    pub(crate) fn matching(&self, name: &[u8]) -> impl Iterator<Item = usize> {
        names::matching(self.columns.iter().map(|column| column.name.as_bytes()), name)
    }
}
