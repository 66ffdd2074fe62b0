//! Column metadata with a stable id, so that a binding builds its decoder once per shape of a result.

use std::any::Any;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
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

impl Column {
    fn is(&self, spec: &ColumnSpec<'_>) -> bool {
        self.name == spec.name()
            && self.table == spec.table_spec().table_name()
            && self.keyspace == spec.table_spec().ks_name()
            && self.cql_type == CqlType::from_driver(spec.typ())
    }
}

/// The columns of a result. Equal columns share one `Columns` and one id within a session.
#[derive(Debug)]
pub struct Columns {
    id: u64,
    columns: Vec<Column>,
    derived: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Columns {
    fn new(columns: Vec<Column>) -> Self {
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);
        Columns { id: NEXT_ID.fetch_add(1, Ordering::Relaxed), columns, derived: OnceLock::new() }
    }

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
    known: Arc<Mutex<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    /// By what their names hash to: to look at all else of a column costs more than to compare it.
    shapes: HashMap<u64, Vec<Arc<Columns>>>,
    count: usize,
}

impl ColumnsTable {
    /// Returns the shared form of what the server says of columns, which is only copied when it is new.
    pub(crate) fn intern(&self, specs: &[ColumnSpec<'_>]) -> Arc<Columns> {
        let names = hash(specs.iter().map(ColumnSpec::name));
        let is = |columns: &Columns| {
            columns.len() == specs.len() && columns.iter().zip(specs).all(|(known, spec)| known.is(spec))
        };
        lock(&self.known).find(names, is, || specs.iter().map(Columns::describe).collect())
    }

    /// Returns the shared form of columns.
    pub(crate) fn share(&self, described: Vec<Column>) -> Arc<Columns> {
        let names = hash(described.iter().map(|column| column.name.as_str()));
        lock(&self.known).find(names, |columns| columns.columns == described, || described.clone())
    }
}

impl Known {
    fn find(
        &mut self,
        names: u64,
        is: impl Fn(&Columns) -> bool,
        describe: impl FnOnce() -> Vec<Column>,
    ) -> Arc<Columns> {
        let mut alike = self.shapes.get(&names).into_iter().flatten();
        if let Some(columns) = alike.find(|columns| is(columns)) {
            return Arc::clone(columns);
        }
        if self.count >= CAPACITY {
            *self = Known::default();
        }
        let columns = Arc::new(Columns::new(describe()));
        self.shapes.entry(names).or_default().push(Arc::clone(&columns));
        self.count += 1;
        columns
    }
}

fn hash<'a>(names: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    names.for_each(|name| name.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use scylla::frame::response::result::{CollectionType, ColumnSpec, ColumnType, NativeType, TableSpec};

    use super::{CAPACITY, Column, ColumnsTable};
    use crate::CqlType;

    fn spec(table: &'static str, name: &'static str, typ: ColumnType<'static>) -> ColumnSpec<'static> {
        ColumnSpec::borrowed(name, typ, TableSpec::borrowed("ks", table))
    }

    fn int() -> ColumnType<'static> {
        ColumnType::Native(NativeType::Int)
    }

    fn ints() -> ColumnType<'static> {
        ColumnType::Collection { frozen: false, typ: CollectionType::List(Box::new(int())) }
    }

    #[test]
    fn equal_columns_are_one_however_they_come() {
        let table = ColumnsTable::default();
        let columns = table.intern(&[spec("t", "a", int()), spec("t", "b", ints())]);
        assert!(Arc::ptr_eq(&columns, &table.intern(&[spec("t", "a", int()), spec("t", "b", ints())])));
        assert!(Arc::ptr_eq(&columns, &table.share(columns.to_vec())));
        let b = Column {
            keyspace: "ks".into(),
            table: "t".into(),
            name: "b".into(),
            cql_type: CqlType::List(Arc::new(CqlType::Int)),
        };
        assert_eq!(columns[1], b);
    }

    #[test]
    fn columns_that_differ_in_anything_are_others() {
        let table = ColumnsTable::default();
        let shapes = [
            vec![],
            vec![spec("t", "a", int())],
            vec![spec("u", "a", int())],
            vec![spec("t", "b", int())],
            vec![spec("t", "a", ints())],
            vec![spec("t", "a", int()), spec("t", "a", int())],
            vec![ColumnSpec::borrowed("a", int(), TableSpec::borrowed("other", "t"))],
        ];
        let mut ids: Vec<u64> = shapes.iter().map(|specs| table.intern(specs).id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), shapes.len());
    }

    #[test]
    fn the_table_starts_anew_when_it_is_full() {
        let table = ColumnsTable::default();
        let first = table.intern(&[spec("t", "a", int())]);
        let named = |name: usize| Column { name: name.to_string(), ..first[0].clone() };
        let others: Vec<_> = (0..CAPACITY).map(|name| table.share(vec![named(name)])).collect();
        assert!(!Arc::ptr_eq(&first, &table.intern(&[spec("t", "a", int())])));
        assert!(Arc::ptr_eq(&others[CAPACITY - 1], &table.share(vec![named(CAPACITY - 1)])));
    }
}
