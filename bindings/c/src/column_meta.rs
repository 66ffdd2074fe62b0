//! Columns of tables and materialized views.

use std::sync::Arc;

use unicql_core::metadata::{ClusteringOrder, Column, ColumnKind, Keyspace};

use crate::data_type::DataType;
use crate::meta_field::{Known, MetaFields};
use crate::ptr::OutBytes;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[&[
    "keyspace_name",
    "table_name",
    "column_name",
    "clustering_order",
    "column_name_bytes",
    "kind",
    "position",
    "type",
]];

/// The numbers of `CassColumnType`.
const REGULAR: u32 = 0;
const PARTITION_KEY: u32 = 1;
const CLUSTERING_KEY: u32 = 2;
const STATIC: u32 = 3;

/// The numbers of `CassClusteringOrder`.
const ORDER_NONE: u32 = 0;
const ASCENDING: u32 = 1;
const DESCENDING: u32 = 2;

/// A column.
#[derive(Debug)]
pub(crate) struct ColumnMeta {
    name: String,
    kind: u32,
    clustering_order: u32,
    data_type: Arc<DataType>,
    fields: MetaFields,
}

impl ColumnMeta {
    fn new(keyspace: &Keyspace, column: &Column) -> Self {
        ColumnMeta {
            name: column.name.clone(),
            kind: match column.kind {
                ColumnKind::PartitionKey => PARTITION_KEY,
                ColumnKind::Clustering => CLUSTERING_KEY,
                ColumnKind::Static => STATIC,
                ColumnKind::Regular => REGULAR,
            },
            clustering_order: match column.clustering_order {
                ClusteringOrder::None => ORDER_NONE,
                ClusteringOrder::Ascending => ASCENDING,
                ClusteringOrder::Descending => DESCENDING,
            },
            data_type: DataType::of_schema(keyspace, &column.data_type),
            fields: MetaFields::of(&column.row, FIELDS),
        }
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }
}

/// The columns of a table or a view: the partition key, the clustering key, the others.
#[derive(Debug)]
pub(crate) struct ColumnList {
    all: Vec<ColumnMeta>,
    partition_key: usize,
    clustering_key: usize,
}

impl ColumnList {
    /// Takes columns in the order of core.
    pub(crate) fn new(keyspace: &Keyspace, columns: &[Column]) -> Self {
        let all = columns.iter().map(|column| ColumnMeta::new(keyspace, column));
        // The server adds a column without values to a compact table; no statement can name it.
        let all: Vec<ColumnMeta> = all.filter(|column| !column.data_type.is_empty()).collect();
        let count = |kind| all.iter().filter(|column| column.kind == kind).count();
        ColumnList { partition_key: count(PARTITION_KEY), clustering_key: count(CLUSTERING_KEY), all }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &Vec<ColumnMeta> {
        &self.all
    }

    /// Those of the partition key.
    pub(crate) fn partition_key(&self) -> &[ColumnMeta] {
        &self.all[..self.partition_key]
    }

    /// Those of the clustering key.
    pub(crate) fn clustering_key(&self) -> &[ColumnMeta] {
        &self.all[self.partition_key..self.partition_key + self.clustering_key]
    }

    /// The order that a column of the clustering key gives to rows.
    pub(crate) fn clustering_key_order(&self, index: usize) -> u32 {
        self.clustering_key().get(index).map_or(ORDER_NONE, |column| column.clustering_order)
    }

    /// The column of an exact name.
    pub(crate) fn by_name(&self, name: Option<&[u8]>) -> Option<&ColumnMeta> {
        self.all.iter().find(|column| Some(column.name.as_bytes()) == name)
    }
}

pub(crate) fn name(column: &ColumnMeta, out: OutBytes<'_>) {
    out.set(column.name.as_bytes());
}

pub(crate) fn type_(column: &ColumnMeta) -> u32 {
    column.kind
}

pub(crate) fn data_type(column: &ColumnMeta) -> Option<&Arc<DataType>> {
    Some(&column.data_type)
}

pub(crate) fn field_by_name<'a>(column: &'a ColumnMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    column.fields.by_name(name)
}
