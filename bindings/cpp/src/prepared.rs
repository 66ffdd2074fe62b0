//! A prepared statement.

use std::sync::Arc;

use unicql_core as driver;

use crate::bridge::ffi::ColumnDescription;
use crate::types::describe;

/// A prepared statement of core.
pub(crate) struct Prepared(pub(crate) Arc<driver::Prepared>);

impl Prepared {
    pub(crate) fn id(&self) -> &[u8] {
        self.0.id()
    }

    pub(crate) fn variables_id(&self) -> u64 {
        self.0.variables().id()
    }

    pub(crate) fn variables(&self) -> Vec<ColumnDescription> {
        describe(self.0.variables())
    }

    pub(crate) fn columns_id(&self) -> u64 {
        self.0.columns().id()
    }

    pub(crate) fn columns(&self) -> Vec<ColumnDescription> {
        describe(self.0.columns())
    }

    pub(crate) fn routing_indexes(&self) -> &[u16] {
        self.0.routing_indexes()
    }
}
