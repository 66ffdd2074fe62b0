//! Tables and materialized views with their columns, indexes and triggers.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::user_type::UserTypes;
use super::{DataType, SystemRow};

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The keyspace that holds it.
    pub keyspace: String,
    /// Its name, without quotes.
    pub name: String,
    /// Its id; virtual tables have none.
    pub id: Option<Uuid>,
    /// Its columns: the partition key, the clustering key, the others in the order of the server.
    pub columns: Vec<Column>,
    /// Its indexes by name.
    pub indexes: BTreeMap<String, Index>,
    /// Its triggers by name.
    pub triggers: BTreeMap<String, Trigger>,
    /// What kind of table it is: `compound`, `dense`, `super`, `counter`.
    pub flags: Vec<String>,
    /// Whether the server makes its rows up.
    pub is_virtual: bool,
    /// Rows of `system_schema.dropped_columns`.
    pub dropped_columns: Vec<SystemRow>,
    /// The row of `system_schema.tables`, with every option of the table.
    pub row: SystemRow,
}

/// A materialized view.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The keyspace that holds it.
    pub keyspace: String,
    /// Its name, without quotes.
    pub name: String,
    /// Its id.
    pub id: Option<Uuid>,
    /// The table that it is a view of.
    pub base_table: String,
    /// The condition on the rows of that table.
    pub where_clause: String,
    /// Whether it has all columns of that table.
    pub includes_all_columns: bool,
    /// Its columns, as those of a table.
    pub columns: Vec<Column>,
    /// The row of `system_schema.views`, with every option of the view.
    pub row: SystemRow,
}

/// What a column is to its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A part of the partition key.
    PartitionKey,
    /// A part of the clustering key.
    Clustering,
    /// One value per partition.
    Static,
    /// One value per row.
    Regular,
}

/// The order of rows by a clustering column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusteringOrder {
    /// It is no clustering column.
    None,
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name, without quotes.
    pub name: String,
    /// What it is to its table.
    pub kind: ColumnKind,
    /// Its place in the partition or clustering key from 0 on; -1 outside both.
    pub position: i32,
    /// The order that it gives to rows.
    pub clustering_order: ClusteringOrder,
    /// Its type.
    pub data_type: DataType,
    /// The row of `system_schema.columns`.
    pub row: SystemRow,
}

/// An index.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// Its name, without quotes.
    pub name: String,
    /// `KEYS`, `COMPOSITES`, `CUSTOM`, or what a newer server says.
    pub kind: String,
    /// What is indexed, such as `column` or `keys(column)`.
    pub target: String,
    /// Its options, `target` and, for a custom index, `class_name` among them.
    pub options: BTreeMap<String, String>,
    /// The row of `system_schema.indexes`.
    pub row: SystemRow,
}

/// A trigger.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// Its name, without quotes.
    pub name: String,
    /// Its options, `class` among them.
    pub options: BTreeMap<String, String>,
    /// The row of `system_schema.triggers`.
    pub row: SystemRow,
}

/// The rows about one table or view, besides its own.
#[derive(Default)]
pub(crate) struct TableRows {
    pub(crate) columns: Vec<SystemRow>,
    pub(crate) indexes: Vec<SystemRow>,
    pub(crate) triggers: Vec<SystemRow>,
    pub(crate) dropped_columns: Vec<SystemRow>,
}

impl Table {
    pub(crate) fn read(
        row: SystemRow,
        rows: TableRows,
        types: &UserTypes,
        is_virtual: bool,
    ) -> Option<Arc<Table>> {
        Some(Arc::new(Table {
            keyspace: row.text("keyspace_name")?,
            name: row.text("table_name")?,
            id: row.uuid("id"),
            columns: columns(rows.columns, types),
            indexes: named(rows.indexes, Index::read, |index| &index.name),
            triggers: named(rows.triggers, Trigger::read, |trigger| &trigger.name),
            flags: row.texts("flags"),
            is_virtual,
            dropped_columns: rows.dropped_columns,
            row,
        }))
    }

    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns of the partition key, in order.
    pub fn partition_key(&self) -> impl Iterator<Item = &Column> {
        of_kind(&self.columns, ColumnKind::PartitionKey)
    }

    /// The columns of the clustering key, in order.
    pub fn clustering_key(&self) -> impl Iterator<Item = &Column> {
        of_kind(&self.columns, ColumnKind::Clustering)
    }

    /// Reads the table anew under other user-defined types.
    pub(crate) fn retyped(&self, types: &UserTypes) -> Table {
        Table { columns: retyped(&self.columns, types), ..self.clone() }
    }
}

impl View {
    pub(crate) fn read(row: SystemRow, column_rows: Vec<SystemRow>, types: &UserTypes) -> Option<Arc<View>> {
        Some(Arc::new(View {
            keyspace: row.text("keyspace_name")?,
            name: row.text("view_name")?,
            id: row.uuid("id"),
            base_table: row.text("base_table_name")?,
            where_clause: row.text("where_clause").unwrap_or_default(),
            includes_all_columns: row.boolean("include_all_columns").unwrap_or_default(),
            columns: columns(column_rows, types),
            row,
        }))
    }

    /// Returns a column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns of the partition key, in order.
    pub fn partition_key(&self) -> impl Iterator<Item = &Column> {
        of_kind(&self.columns, ColumnKind::PartitionKey)
    }

    /// The columns of the clustering key, in order.
    pub fn clustering_key(&self) -> impl Iterator<Item = &Column> {
        of_kind(&self.columns, ColumnKind::Clustering)
    }

    /// Reads the view anew under other user-defined types.
    pub(crate) fn retyped(&self, types: &UserTypes) -> View {
        View { columns: retyped(&self.columns, types), ..self.clone() }
    }
}

impl Column {
    fn read(row: SystemRow, types: &UserTypes) -> Option<Column> {
        Some(Column {
            name: row.text("column_name")?,
            kind: match row.text("kind")?.as_str() {
                "partition_key" => ColumnKind::PartitionKey,
                "clustering" => ColumnKind::Clustering,
                "static" => ColumnKind::Static,
                _ => ColumnKind::Regular,
            },
            position: row.int("position").unwrap_or(-1),
            clustering_order: match row.text("clustering_order").unwrap_or_default().to_lowercase().as_str() {
                "asc" => ClusteringOrder::Ascending,
                "desc" => ClusteringOrder::Descending,
                _ => ClusteringOrder::None,
            },
            data_type: types.data_type(&row.text("type")?),
            row,
        })
    }
}

impl Index {
    fn read(row: SystemRow) -> Option<Index> {
        let options = row.text_map("options");
        Some(Index {
            name: row.text("index_name")?,
            kind: row.text("kind").unwrap_or_default(),
            target: options.get("target").cloned().unwrap_or_default(),
            options,
            row,
        })
    }
}

impl Trigger {
    fn read(row: SystemRow) -> Option<Trigger> {
        Some(Trigger { name: row.text("trigger_name")?, options: row.text_map("options"), row })
    }
}

fn of_kind(columns: &[Column], kind: ColumnKind) -> impl Iterator<Item = &Column> {
    columns.iter().filter(move |column| column.kind == kind)
}

fn columns(rows: Vec<SystemRow>, types: &UserTypes) -> Vec<Column> {
    let mut columns: Vec<Column> = rows.into_iter().filter_map(|row| Column::read(row, types)).collect();
    columns.sort_by_key(|column| match column.kind {
        ColumnKind::PartitionKey => (0, column.position),
        ColumnKind::Clustering => (1, column.position),
        ColumnKind::Static | ColumnKind::Regular => (2, 0),
    });
    columns
}

fn retyped(columns: &[Column], types: &UserTypes) -> Vec<Column> {
    let retype =
        |column: &Column| Column { data_type: types.data_type(&column.data_type.text), ..column.clone() };
    columns.iter().map(retype).collect()
}

fn named<T>(
    rows: Vec<SystemRow>,
    read: fn(SystemRow) -> Option<T>,
    name: fn(&T) -> &String,
) -> BTreeMap<String, T> {
    rows.into_iter().filter_map(read).map(|object| (name(&object).clone(), object)).collect()
}
