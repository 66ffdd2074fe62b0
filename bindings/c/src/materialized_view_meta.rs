//! Materialized views.

use std::sync::{Arc, Weak};

use unicql_core::metadata::{Keyspace, View};

use crate::column_meta::{ColumnList, ColumnMeta};
use crate::meta_field::{Known, MetaFields, OF_TABLES_AND_VIEWS};
use crate::ptr::{Kept, OutBytes};
use crate::table_meta::TableMeta;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[
    OF_TABLES_AND_VIEWS,
    &["view_name", "base_table_name", "base_table_id", "include_all_columns", "where_clause"],
];

/// A materialized view.
#[derive(Debug)]
pub(crate) struct ViewMeta {
    core: Arc<View>,
    columns: ColumnList,
    fields: MetaFields,
    base_table: Kept<TableMeta>,
}

impl ViewMeta {
    /// Takes a view of core and the table that it is made for. It is used only while a keyspace holds both.
    pub(crate) fn new(keyspace: &Keyspace, view: &Arc<View>, base_table: &Weak<TableMeta>) -> Arc<Self> {
        Arc::new(ViewMeta {
            columns: ColumnList::new(keyspace, &view.columns),
            fields: MetaFields::of(&view.row, FIELDS),
            core: Arc::clone(view),
            // SAFETY: the keyspace holds the table for as long as the view, and is made before either is lent.
            base_table: unsafe { Kept::being_made(base_table) },
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
}

pub(crate) fn name(view: &ViewMeta, out: OutBytes<'_>) {
    out.set(view.core.name.as_bytes());
}

pub(crate) fn base_table(view: &ViewMeta) -> Option<&TableMeta> {
    Some(&view.base_table)
}

pub(crate) fn column_by_name<'a>(view: &'a ViewMeta, column: Option<&[u8]>) -> Option<&'a ColumnMeta> {
    view.columns.by_name(column)
}

pub(crate) fn column_count(view: &ViewMeta) -> usize {
    view.columns.all().len()
}

pub(crate) fn column(view: &ViewMeta, index: usize) -> Option<&ColumnMeta> {
    view.columns.all().get(index)
}

pub(crate) fn partition_key_count(view: &ViewMeta) -> usize {
    view.columns.partition_key().len()
}

pub(crate) fn partition_key(view: &ViewMeta, index: usize) -> Option<&ColumnMeta> {
    view.columns.partition_key().get(index)
}

pub(crate) fn clustering_key_count(view: &ViewMeta) -> usize {
    view.columns.clustering_key().len()
}

pub(crate) fn clustering_key(view: &ViewMeta, index: usize) -> Option<&ColumnMeta> {
    view.columns.clustering_key().get(index)
}

pub(crate) fn clustering_key_order(view: &ViewMeta, index: usize) -> u32 {
    view.columns.clustering_key_order(index)
}

pub(crate) fn field_by_name<'a>(view: &'a ViewMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    view.fields.by_name(name)
}
