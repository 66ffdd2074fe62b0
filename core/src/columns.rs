//! Column metadata with a stable id, so that a binding builds its decoder once per shape of a result.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use scylla::frame::response::result::ColumnSpec;
use serde_json::{Value as Json, json};

use crate::CqlType;
use crate::lock::lock;

/// One column of a result, or one parameter of a prepared statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Column {
    /// The keyspace it belongs to.
    pub keyspace: String,
    /// The table it belongs to.
    pub table: String,
    /// Its name, without quotes.
    pub name: String,
    /// Its type.
    pub cql_type: CqlType,
}

/// The columns of a result. Equal columns share one `Columns` and one id within a session.
#[derive(Debug)]
pub struct Columns {
    id: u64,
    columns: Vec<Column>,
    derived: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Columns {
    /// The id, unique within a process for as long as any session lives.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Returns what a binding derives from the columns; it is made once and lives as long as they do. It must not hold
    /// these columns.
    ///
    /// # Panics
    /// When it is asked for as another type than before.
    pub fn derived<T: Any + Send + Sync>(&self, derive: impl FnOnce(&[Column]) -> T) -> &T {
        let derived = self.derived.get_or_init(|| Box::new(derive(&self.columns)));
        derived.downcast_ref().expect("a binding derives one type")
    }

    /// Returns the columns as a JSON array of `{"keyspace", "table", "name", "type"}`; see [`CqlType::to_json`].
    pub fn to_json(&self) -> Json {
        (self.columns.iter())
            .map(|column| {
                json!({
                    "keyspace": column.keyspace, "table": column.table,
                    "name": column.name, "type": column.cql_type.to_json(),
                })
            })
            .collect()
    }

    pub(crate) fn describe(spec: &ColumnSpec<'_>) -> Column {
        Column {
            keyspace: spec.table_spec().ks_name().to_owned(),
            table: spec.table_spec().table_name().to_owned(),
            name: spec.name().to_owned(),
            cql_type: CqlType::from_driver(spec.typ()),
        }
    }
}

impl std::ops::Deref for Columns {
    type Target = [Column];

    fn deref(&self) -> &[Column] {
        &self.columns
    }
}

/// How many shapes of results are remembered; past it the whole table starts anew, which costs a
/// binding one more decoder per shape and nothing else.
const CAPACITY: usize = 4096;

/// Gives equal columns one shared `Columns`. Clones are the same table.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnsTable {
    known: Arc<Mutex<HashMap<Vec<Column>, Arc<Columns>>>>,
}

impl ColumnsTable {
    pub(crate) fn intern<'a>(&self, specs: impl Iterator<Item = &'a ColumnSpec<'a>>) -> Arc<Columns> {
        self.share(specs.map(Columns::describe).collect())
    }

    /// Returns the shared form of columns.
    pub(crate) fn share(&self, described: Vec<Column>) -> Arc<Columns> {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);

        let mut known = lock(&self.known);
        if let Some(columns) = known.get(&described) {
            return Arc::clone(columns);
        }
        if known.len() >= CAPACITY {
            known.clear();
        }
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        let columns = Arc::new(Columns { id, columns: described.clone(), derived: OnceLock::new() });
        known.insert(described, Arc::clone(&columns));
        columns
    }
}
