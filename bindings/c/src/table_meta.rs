//! Tables.

use std::sync::Arc;

use unicql_core::metadata::{Keyspace, Table};

use crate::column_meta::{ColumnList, ColumnMeta};
use crate::index_meta::IndexMeta;
use crate::materialized_view_meta::ViewMeta;
use crate::meta_field::{Known, MetaFields, OF_TABLES_AND_VIEWS};
use crate::ptr::OutBytes;
use crate::types::Bool;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[OF_TABLES_AND_VIEWS, &["table_name", "flags"]];

/// A table with its indexes and materialized views.
#[derive(Debug)]
pub(crate) struct TableMeta {
    core: Arc<Table>,
    columns: ColumnList,
    indexes: Vec<IndexMeta>,
    views: Vec<Arc<ViewMeta>>,
    fields: MetaFields,
}

impl TableMeta {
    /// Takes a table of core.
    pub(crate) fn new(keyspace: &Keyspace, table: &Arc<Table>) -> Arc<Self> {
        Arc::new_cyclic(|made| TableMeta {
            columns: ColumnList::new(keyspace, &table.columns),
            indexes: table.indexes.values().map(IndexMeta::new).collect(),
            views: keyspace.views_of(&table.name).map(|view| ViewMeta::new(keyspace, view, made)).collect(),
            fields: MetaFields::of(&table.row, FIELDS),
            core: Arc::clone(table),
        })
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.core.name
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }

    /// Its columns.
    pub(crate) fn columns(&self) -> &ColumnList {
        &self.columns
    }

    /// Its indexes, ordered by name.
    pub(crate) fn indexes(&self) -> &Vec<IndexMeta> {
        &self.indexes
    }

    /// Its views, ordered by name.
    pub(crate) fn views(&self) -> &Vec<Arc<ViewMeta>> {
        &self.views
    }
}

pub(crate) fn name(table: &TableMeta, out: OutBytes<'_>) {
    out.set(table.core.name.as_bytes());
}

pub(crate) fn is_virtual(table: &TableMeta) -> Bool {
    table.core.is_virtual.into()
}

pub(crate) fn column_by_name<'a>(table: &'a TableMeta, column: Option<&[u8]>) -> Option<&'a ColumnMeta> {
    table.columns.by_name(column)
}

pub(crate) fn column_count(table: &TableMeta) -> usize {
    table.columns.all().len()
}

pub(crate) fn column(table: &TableMeta, index: usize) -> Option<&ColumnMeta> {
    table.columns.all().get(index)
}

pub(crate) fn index_by_name<'a>(table: &'a TableMeta, index: Option<&[u8]>) -> Option<&'a IndexMeta> {
    table.indexes.iter().find(|found| Some(found.name().as_bytes()) == index)
}

pub(crate) fn index_count(table: &TableMeta) -> usize {
    table.indexes.len()
}

pub(crate) fn index(table: &TableMeta, index: usize) -> Option<&IndexMeta> {
    table.indexes.get(index)
}

pub(crate) fn materialized_view_by_name<'a>(
    table: &'a TableMeta,
    view: Option<&[u8]>,
) -> Option<&'a ViewMeta> {
    table.views.iter().find(|found| Some(found.name().as_bytes()) == view).map(Arc::as_ref)
}

pub(crate) fn materialized_view_count(table: &TableMeta) -> usize {
    table.views.len()
}

pub(crate) fn materialized_view(table: &TableMeta, index: usize) -> Option<&ViewMeta> {
    table.views.get(index).map(Arc::as_ref)
}

pub(crate) fn partition_key_count(table: &TableMeta) -> usize {
    table.columns.partition_key().len()
}

pub(crate) fn partition_key(table: &TableMeta, index: usize) -> Option<&ColumnMeta> {
    table.columns.partition_key().get(index)
}

pub(crate) fn clustering_key_count(table: &TableMeta) -> usize {
    table.columns.clustering_key().len()
}

pub(crate) fn clustering_key(table: &TableMeta, index: usize) -> Option<&ColumnMeta> {
    table.columns.clustering_key().get(index)
}

pub(crate) fn clustering_key_order(table: &TableMeta, index: usize) -> u32 {
    table.columns.clustering_key_order(index)
}

pub(crate) fn field_by_name<'a>(table: &'a TableMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    table.fields.by_name(name)
}
