//! Iterators over what is in a snapshot of the schema. They may be used for as long as the snapshot is not freed.

use std::sync::Arc;

use super::Iterator;
use crate::aggregate_meta::AggregateMeta;
use crate::column_meta::ColumnMeta;
use crate::data_type::DataType;
use crate::error::CassError;
use crate::function_meta::FunctionMeta;
use crate::index_meta::IndexMeta;
use crate::keyspace_meta::KeyspaceMeta;
use crate::materialized_view_meta::ViewMeta;
use crate::meta_field::{MetaField, MetaFields};
use crate::ptr::{Kept, OutBytes, Shared};
use crate::schema_meta::SchemaMeta;
use crate::table_meta::TableMeta;
use crate::value::Value;

/// Goes over a list of a snapshot.
#[derive(Debug)]
pub(crate) struct Each<T> {
    all: Kept<Vec<T>>,
    at: Option<usize>,
}

impl<T> Each<T> {
    fn of(all: &Vec<T>) -> Self {
        // SAFETY: the list belongs to a snapshot, which a program does not free before the iterator.
        Each { all: unsafe { Kept::new(all) }, at: None }
    }

    fn step(&mut self) -> bool {
        let next = self.at.map_or(0, |at| at + 1);
        let is_there = next < self.all.len();
        if is_there {
            self.at = Some(next);
        }
        is_there
    }

    fn current(&self) -> Option<&T> {
        self.all.get(self.at?)
    }
}

macro_rules! lists {
    ($($kind:ident: $object:ty = $number:literal;)*) => {
        /// An iterator over one kind of objects.
        #[derive(Debug)]
        pub(crate) enum MetaIterator {
            $($kind(Each<$object>),)*
        }

        impl MetaIterator {
            /// Its `CassIteratorType`.
            pub(super) fn number(&self) -> u32 {
                match self {
                    $(MetaIterator::$kind(_) => $number,)*
                }
            }

            pub(super) fn step(&mut self) -> bool {
                match self {
                    $(MetaIterator::$kind(list) => list.step(),)*
                }
            }
        }
    };
}

lists! {
    Fields: MetaField = 6;
    Keyspaces: Arc<KeyspaceMeta> = 7;
    Tables: Arc<TableMeta> = 8;
    UserTypes: Arc<DataType> = 9;
    Functions: Arc<FunctionMeta> = 10;
    Aggregates: AggregateMeta = 11;
    Columns: ColumnMeta = 12;
    Indexes: IndexMeta = 13;
    Views: Arc<ViewMeta> = 14;
}

fn over<T>(kind: impl Fn(Each<T>) -> MetaIterator, all: &Vec<T>) -> Option<Box<Iterator>> {
    Some(Box::new(Iterator::Meta(kind(Each::of(all)))))
}

fn over_fields(fields: &MetaFields) -> Option<Box<Iterator>> {
    over(MetaIterator::Fields, fields.all())
}

pub(crate) fn keyspaces_from_schema_meta(schema: Shared<'_, SchemaMeta>) -> Option<Box<Iterator>> {
    over(MetaIterator::Keyspaces, schema.keyspaces())
}

pub(crate) fn tables_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Tables, &keyspace.contents().tables)
}

pub(crate) fn materialized_views_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Views, &keyspace.contents().views)
}

pub(crate) fn user_types_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::UserTypes, &keyspace.contents().user_types)
}

pub(crate) fn functions_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Functions, &keyspace.contents().functions)
}

pub(crate) fn aggregates_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Aggregates, &keyspace.contents().aggregates)
}

pub(crate) fn fields_from_keyspace_meta(keyspace: &KeyspaceMeta) -> Option<Box<Iterator>> {
    over_fields(keyspace.fields())
}

pub(crate) fn columns_from_table_meta(table: &TableMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Columns, table.columns().all())
}

pub(crate) fn indexes_from_table_meta(table: &TableMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Indexes, table.indexes())
}

pub(crate) fn materialized_views_from_table_meta(table: &TableMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Views, table.views())
}

pub(crate) fn fields_from_table_meta(table: &TableMeta) -> Option<Box<Iterator>> {
    over_fields(table.fields())
}

pub(crate) fn columns_from_materialized_view_meta(view: &ViewMeta) -> Option<Box<Iterator>> {
    over(MetaIterator::Columns, view.columns().all())
}

pub(crate) fn fields_from_materialized_view_meta(view: &ViewMeta) -> Option<Box<Iterator>> {
    over_fields(view.fields())
}

pub(crate) fn fields_from_column_meta(column: &ColumnMeta) -> Option<Box<Iterator>> {
    over_fields(column.fields())
}

pub(crate) fn fields_from_index_meta(index: &IndexMeta) -> Option<Box<Iterator>> {
    over_fields(index.fields())
}

pub(crate) fn fields_from_function_meta(function: &FunctionMeta) -> Option<Box<Iterator>> {
    over_fields(function.fields())
}

pub(crate) fn fields_from_aggregate_meta(aggregate: &AggregateMeta) -> Option<Box<Iterator>> {
    over_fields(aggregate.fields())
}

pub(crate) fn get_keyspace_meta(iterator: &Iterator) -> Option<&KeyspaceMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Keyspaces(list)) => list.current().map(Arc::as_ref),
        _ => None,
    }
}

pub(crate) fn get_table_meta(iterator: &Iterator) -> Option<&TableMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Tables(list)) => list.current().map(Arc::as_ref),
        _ => None,
    }
}

pub(crate) fn get_materialized_view_meta(iterator: &Iterator) -> Option<&ViewMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Views(list)) => list.current().map(Arc::as_ref),
        _ => None,
    }
}

pub(crate) fn get_user_type(iterator: &Iterator) -> Option<&Arc<DataType>> {
    match iterator {
        Iterator::Meta(MetaIterator::UserTypes(list)) => list.current(),
        _ => None,
    }
}

pub(crate) fn get_function_meta(iterator: &Iterator) -> Option<&FunctionMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Functions(list)) => list.current().map(Arc::as_ref),
        _ => None,
    }
}

pub(crate) fn get_aggregate_meta(iterator: &Iterator) -> Option<&AggregateMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Aggregates(list)) => list.current(),
        _ => None,
    }
}

pub(crate) fn get_column_meta(iterator: &Iterator) -> Option<&ColumnMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Columns(list)) => list.current(),
        _ => None,
    }
}

pub(crate) fn get_index_meta(iterator: &Iterator) -> Option<&IndexMeta> {
    match iterator {
        Iterator::Meta(MetaIterator::Indexes(list)) => list.current(),
        _ => None,
    }
}

fn field(iterator: &Iterator) -> Option<&MetaField> {
    match iterator {
        Iterator::Meta(MetaIterator::Fields(list)) => list.current(),
        _ => None,
    }
}

pub(crate) fn get_meta_field_name(iterator: &Iterator, out: OutBytes<'_>) -> CassError {
    let Some(field) = field(iterator) else {
        return CassError::LIB_BAD_PARAMS;
    };
    out.set(field.name.as_bytes());
    CassError::OK
}

pub(crate) fn get_meta_field_value(iterator: &Iterator) -> Option<&Value> {
    field(iterator).map(|field| &field.value)
}
