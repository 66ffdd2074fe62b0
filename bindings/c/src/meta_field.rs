//! The fields of an object of the schema: the columns of its row in the system tables that the legacy library knows.

use std::sync::{Arc, LazyLock, OnceLock};

use unicql_core::metadata::SystemRow;

use crate::columns::Columns;
use crate::data_type::DataType;
use crate::ptr::{Kept, View};
use crate::types::value_type;
use crate::value::Value;

static NULL_TYPE: LazyLock<Arc<DataType>> = LazyLock::new(|| Arc::new(DataType::simple(value_type::UNKNOWN)));

/// A null has no type, and not that of its column, as in the legacy driver: programs look at the type first.
// SAFETY: a static is never dropped.
static NULL: LazyLock<Value> = LazyLock::new(|| Value::null(unsafe { Kept::shared(&NULL_TYPE) }));

/// The columns that are fields. Servers have more, and newer servers even more: programs make objects of all fields that
/// there are, with attributes for those that the legacy library has.
pub(crate) type Known = &'static [&'static [&'static str]];

/// Those that tables and materialized views have in common.
pub(crate) const OF_TABLES_AND_VIEWS: &[&str] = &[
    "keyspace_name",
    "bloom_filter_fp_chance",
    "caching",
    "comment",
    "default_time_to_live",
    "gc_grace_seconds",
    "id",
    "speculative_retry",
    "max_index_interval",
    "min_index_interval",
    "memtable_flush_period_in_ms",
    "read_repair_chance",
    "dclocal_read_repair_chance",
    "crc_check_chance",
    "compaction",
    "compression",
    "extensions",
];

/// A column of the row.
#[derive(Debug)]
pub(crate) struct MetaField {
    /// Its name.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: Value,
}

/// The columns of a row, ordered by name. They are made when they are first asked for: few programs ask.
#[derive(Debug)]
pub(crate) struct MetaFields {
    row: SystemRow,
    known: Known,
    fields: OnceLock<Vec<MetaField>>,
}

impl MetaFields {
    /// Takes a row.
    pub(crate) fn of(row: &SystemRow, known: Known) -> Self {
        MetaFields { row: row.clone(), known, fields: OnceLock::new() }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &Vec<MetaField> {
        self.fields.get_or_init(|| {
            let columns = Columns::of(self.row.columns());
            let cells = self.row.columns().iter().zip(columns.types()).zip(self.row.cells());
            let mut fields: Vec<MetaField> = cells
                .filter(|((column, _), _)| self.known.iter().any(|names| names.contains(&&*column.name)))
                .map(|((column, data_type), cell)| MetaField {
                    name: column.name.clone(),
                    value: value(data_type, cell.as_deref()),
                })
                .collect();
            fields.sort_by(|a, b| a.name.cmp(&b.name));
            fields
        })
    }

    /// The value of one, found by its exact name.
    pub(crate) fn by_name(&self, name: Option<&[u8]>) -> Option<&Value> {
        self.all().iter().find(|field| Some(field.name.as_bytes()) == name).map(|field| &field.value)
    }
}

fn value(data_type: &Arc<DataType>, cell: Option<&[u8]>) -> Value {
    let Some(cell) = cell else {
        return *null();
    };
    // SAFETY: the row holds its columns, which hold the types.
    let mut value = Value::null(unsafe { Kept::shared(data_type) });
    // SAFETY: the row holds the cell.
    value.set(unsafe { View::new(cell) });
    value
}

/// The value of a column that is null, and of one that a server does not have.
pub(crate) fn null() -> &'static Value {
    &NULL
}
