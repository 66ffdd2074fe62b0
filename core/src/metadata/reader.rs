//! Reads the system tables of one host: whole, by keyspace or by table.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use futures::future::try_join_all;

use super::table::TableRows;
use super::user_type::UserTypes;
use super::{Aggregate, Function, Keyspace, Peer, SystemRow, Table, View};
use crate::{Error, ErrorKind, Page};

/// Where rows of system tables come from: always the same host, whose view must not be mixed with that of another.
pub(crate) trait RowSource: Sync {
    /// Sends a statement without values and returns all rows in one page.
    fn query(&self, cql: String) -> impl Future<Output = Result<Page, Error>> + Send;

    /// The address of the host.
    fn address(&self) -> SocketAddr;
}

/// What of the schema to read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    All,
    Keyspace(&'a str),
    /// A table or a view, and nothing of its keyspace.
    Table(&'a str, &'a str),
}

impl Scope<'_> {
    /// Returns the condition for a system table whose rows are about what the column `name` names.
    fn condition(self, name: &str) -> String {
        match self {
            Scope::All => String::new(),
            Scope::Keyspace(keyspace) => format!(" WHERE keyspace_name = {}", literal(keyspace)),
            Scope::Table(keyspace, table) => {
                format!(" WHERE keyspace_name = {} AND {name} = {}", literal(keyspace), literal(table))
            }
        }
    }
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Rows of one system table by keyspace.
type ByKeyspace = BTreeMap<String, Vec<SystemRow>>;

/// The system tables that are read, in the order of the fields of [`Rows`], each with the column that names what a row
/// is about.
const KEYSPACE_TABLES: [(&str, &str); 4] = [
    ("system_schema.keyspaces", "keyspace_name"),
    ("system_schema.types", "type_name"),
    ("system_schema.functions", "function_name"),
    ("system_schema.aggregates", "aggregate_name"),
];
const TABLE_TABLES: [(&str, &str); 8] = [
    ("system_schema.tables", "table_name"),
    ("system_schema.columns", "table_name"),
    ("system_schema.indexes", "table_name"),
    ("system_schema.triggers", "table_name"),
    ("system_schema.dropped_columns", "table_name"),
    ("system_schema.views", "view_name"),
    ("system_virtual_schema.tables", "table_name"),
    ("system_virtual_schema.columns", "table_name"),
];

/// The rows about one keyspace, or about one table of it.
#[derive(Default)]
struct Rows {
    types: Vec<SystemRow>,
    functions: Vec<SystemRow>,
    aggregates: Vec<SystemRow>,
    tables: Vec<SystemRow>,
    views: Vec<SystemRow>,
    virtual_tables: Vec<SystemRow>,
    of_tables: BTreeMap<String, TableRows>,
}

/// A table or view that was read alone.
pub(crate) enum TableOrView {
    Table(Arc<Table>),
    View(Arc<View>),
}

/// Reads through a source.
pub(crate) struct Reader<'a, S>(pub(crate) &'a S);

impl<S: RowSource> Reader<'_, S> {
    /// Reads the hosts, first the one that is asked.
    pub(crate) async fn peers(&self) -> Result<Vec<Arc<Peer>>, Error> {
        let asked = self.0.address();
        let local = self.rows("system.local", " WHERE key = 'local'");
        let (local, others) = futures::try_join!(local, self.other_peers())?;
        let local = local.unwrap_or_default().into_iter().filter_map(|row| Peer::local(row, asked));
        let others = others.into_iter().filter_map(|row| Peer::other(row, asked));
        let mut peers: Vec<Arc<Peer>> = Vec::new();
        for peer in local.chain(others) {
            // A host that was replaced may be listed twice for a while.
            if peers.iter().all(|known| known.id != peer.id) {
                peers.push(Arc::new(peer));
            }
        }
        Ok(peers)
    }

    /// Ports of the other hosts are told by a table that came with Cassandra 4.0.
    async fn other_peers(&self) -> Result<Vec<SystemRow>, Error> {
        if let Some(rows) = self.rows("system.peers_v2", "").await? {
            return Ok(rows);
        }
        Ok(self.rows("system.peers", "").await?.unwrap_or_default())
    }

    /// Reads the keyspaces without what is in them.
    pub(crate) async fn keyspaces(&self, scope: Scope<'_>) -> Result<BTreeMap<String, Keyspace>, Error> {
        let condition = scope.condition("keyspace_name");
        let (real, made_up) = futures::try_join!(
            self.rows("system_schema.keyspaces", &condition),
            self.rows("system_virtual_schema.keyspaces", &condition),
        )?;
        let real = real.unwrap_or_default().into_iter().filter_map(|row| Keyspace::read(row, false));
        let made_up = made_up.unwrap_or_default().into_iter().filter_map(|row| Keyspace::read(row, true));
        Ok(made_up.chain(real).map(|keyspace| (keyspace.name.clone(), keyspace)).collect())
    }

    /// Reads keyspaces with all that is in them.
    pub(crate) async fn complete_keyspaces(
        &self,
        scope: Scope<'_>,
    ) -> Result<BTreeMap<String, Arc<Keyspace>>, Error> {
        let (keyspaces, mut rows) = futures::try_join!(self.keyspaces(scope), self.contents(scope))?;
        let filled = keyspaces.into_iter().map(|(name, keyspace)| {
            let keyspace = filled(keyspace, rows.remove(&name).unwrap_or_default());
            (name, Arc::new(keyspace))
        });
        Ok(filled.collect())
    }

    /// Reads one table or view; `None` when there is none of that name.
    pub(crate) async fn table(&self, keyspace: &Keyspace, name: &str) -> Result<Option<TableOrView>, Error> {
        let mut rows = self.contents(Scope::Table(&keyspace.name, name)).await?;
        let mut rows = rows.remove(&keyspace.name).unwrap_or_default();
        let types = types_of(keyspace);
        let mut tables = tables(&mut rows, &types);
        let mut views = views(&mut rows, &types);
        let view = || views.remove(name).map(TableOrView::View);
        Ok(tables.remove(name).map(TableOrView::Table).or_else(view))
    }

    /// Reads the user-defined types of a keyspace and returns it with all that uses them.
    pub(crate) async fn with_types(&self, keyspace: &Keyspace) -> Result<Keyspace, Error> {
        let condition = Scope::Keyspace(&keyspace.name).condition("type_name");
        let rows = self.rows("system_schema.types", &condition).await?.unwrap_or_default();
        Ok(retyped(keyspace, &UserTypes::new(&keyspace.name, rows)))
    }

    /// Reads the functions and aggregates of a keyspace and returns it with them.
    pub(crate) async fn with_functions(&self, keyspace: &Keyspace) -> Result<Keyspace, Error> {
        let condition = Scope::Keyspace(&keyspace.name).condition("function_name");
        let (functions, aggregates) = futures::try_join!(
            self.rows("system_schema.functions", &condition),
            self.rows("system_schema.aggregates", &condition),
        )?;
        let types = types_of(keyspace);
        Ok(Keyspace {
            functions: functions_by_signature(functions.unwrap_or_default(), &types),
            aggregates: aggregates_by_signature(aggregates.unwrap_or_default(), &types),
            ..keyspace.clone()
        })
    }

    async fn contents(&self, scope: Scope<'_>) -> Result<BTreeMap<String, Rows>, Error> {
        let of_keyspaces = &KEYSPACE_TABLES[1..];
        let about_keyspaces = if matches!(scope, Scope::Table(..)) { &[][..] } else { of_keyspaces };
        let read = |(table, name): &(&'static str, &'static str)| {
            let (table, condition) = (*table, scope.condition(name));
            async move { Ok::<_, Error>(by_keyspace(self.rows(table, &condition).await?.unwrap_or_default())) }
        };
        let tables = try_join_all(TABLE_TABLES.iter().map(read));
        let others = try_join_all(about_keyspaces.iter().map(read));
        let (tables, others) = futures::try_join!(tables, others)?;
        Ok(sorted(tables, others))
    }

    async fn rows(&self, table: &str, condition: &str) -> Result<Option<Vec<SystemRow>>, Error> {
        rows(self.0, table, condition).await
    }
}

/// Reads the rows of a system table; `None` when the server has no such table.
pub(super) async fn rows(
    source: &impl RowSource,
    table: &str,
    condition: &str,
) -> Result<Option<Vec<SystemRow>>, Error> {
    match source.query(format!("SELECT * FROM {table}{condition}")).await {
        Ok(page) => Ok(Some(SystemRow::all(&page))),
        Err(error) if error.kind() == ErrorKind::Invalid => Ok(None),
        Err(error) => Err(error),
    }
}

fn by_keyspace(rows: Vec<SystemRow>) -> ByKeyspace {
    grouped(rows, "keyspace_name")
}

fn grouped(rows: Vec<SystemRow>, column: &str) -> BTreeMap<String, Vec<SystemRow>> {
    let mut groups: BTreeMap<String, Vec<SystemRow>> = BTreeMap::new();
    for row in rows {
        if let Some(name) = row.text(column) {
            groups.entry(name).or_default().push(row);
        }
    }
    groups
}

/// Gives each keyspace its rows. The order is that of the two constants.
fn sorted(tables: Vec<ByKeyspace>, others: Vec<ByKeyspace>) -> BTreeMap<String, Rows> {
    type Put = fn(&mut Rows, Vec<SystemRow>);
    let put_tables: [Put; 8] = [
        |all, rows| all.tables = rows,
        |all, rows| all.put(rows, |table| &mut table.columns),
        |all, rows| all.put(rows, |table| &mut table.indexes),
        |all, rows| all.put(rows, |table| &mut table.triggers),
        |all, rows| all.put(rows, |table| &mut table.dropped_columns),
        |all, rows| all.views = rows,
        |all, rows| all.virtual_tables = rows,
        |all, rows| all.put(rows, |table| &mut table.columns),
    ];
    let put_others: [Put; 3] =
        [|all, rows| all.types = rows, |all, rows| all.functions = rows, |all, rows| all.aggregates = rows];
    let mut keyspaces: BTreeMap<String, Rows> = BTreeMap::new();
    for (put, read) in put_tables.iter().zip(tables).chain(put_others.iter().zip(others)) {
        for (keyspace, rows) in read {
            put(keyspaces.entry(keyspace).or_default(), rows);
        }
    }
    keyspaces
}

impl Rows {
    fn put(&mut self, rows: Vec<SystemRow>, part: fn(&mut TableRows) -> &mut Vec<SystemRow>) {
        for (table, rows) in grouped(rows, "table_name") {
            part(self.of_tables.entry(table).or_default()).extend(rows);
        }
    }
}

fn filled(keyspace: Keyspace, mut rows: Rows) -> Keyspace {
    let types = UserTypes::new(&keyspace.name, std::mem::take(&mut rows.types));
    Keyspace {
        is_complete: true,
        tables: tables(&mut rows, &types),
        views: views(&mut rows, &types),
        user_types: types.all(),
        functions: functions_by_signature(rows.functions, &types),
        aggregates: aggregates_by_signature(rows.aggregates, &types),
        ..keyspace
    }
}

fn tables(rows: &mut Rows, types: &UserTypes) -> BTreeMap<String, Arc<Table>> {
    let real = std::mem::take(&mut rows.tables).into_iter().map(|row| (row, false));
    let made_up = std::mem::take(&mut rows.virtual_tables).into_iter().map(|row| (row, true));
    let mut tables = BTreeMap::new();
    for (row, is_virtual) in real.chain(made_up) {
        let name = row.text("table_name").unwrap_or_default();
        let about = rows.of_tables.remove(&name).unwrap_or_default();
        if let Some(table) = Table::read(row, about, types, is_virtual) {
            tables.insert(name, table);
        }
    }
    tables
}

fn views(rows: &mut Rows, types: &UserTypes) -> BTreeMap<String, Arc<View>> {
    let mut views = BTreeMap::new();
    for row in std::mem::take(&mut rows.views) {
        let name = row.text("view_name").unwrap_or_default();
        let about = rows.of_tables.remove(&name).unwrap_or_default();
        if let Some(view) = View::read(row, about.columns, types) {
            views.insert(name, view);
        }
    }
    views
}

fn functions_by_signature(rows: Vec<SystemRow>, types: &UserTypes) -> BTreeMap<String, Arc<Function>> {
    let read = rows.into_iter().filter_map(|row| Function::read(row, types));
    read.map(|function| (function.signature(), function)).collect()
}

fn aggregates_by_signature(rows: Vec<SystemRow>, types: &UserTypes) -> BTreeMap<String, Arc<Aggregate>> {
    let read = rows.into_iter().filter_map(|row| Aggregate::read(row, types));
    read.map(|aggregate| (aggregate.signature(), aggregate)).collect()
}

fn types_of(keyspace: &Keyspace) -> UserTypes {
    let rows = keyspace.user_types.values().map(|user_type| user_type.row.clone()).collect();
    UserTypes::new(&keyspace.name, rows)
}

/// Reads everything in a keyspace anew under other types; what they do not change stays the same object.
fn retyped(keyspace: &Keyspace, types: &UserTypes) -> Keyspace {
    let rows = |rows: Vec<&SystemRow>| rows.into_iter().cloned().collect();
    let functions = rows(keyspace.functions.values().map(|function| &function.row).collect());
    let aggregates = rows(keyspace.aggregates.values().map(|aggregate| &aggregate.row).collect());
    Keyspace {
        tables: replaced(&keyspace.tables, |table| table.retyped(types)),
        views: replaced(&keyspace.views, |view| view.retyped(types)),
        user_types: types.all(),
        functions: functions_by_signature(functions, types),
        aggregates: aggregates_by_signature(aggregates, types),
        ..keyspace.clone()
    }
}

fn replaced<T: PartialEq>(
    old: &BTreeMap<String, Arc<T>>,
    replace: impl Fn(&T) -> T,
) -> BTreeMap<String, Arc<T>> {
    let replace = |(name, object): (&String, &Arc<T>)| {
        let new = replace(object);
        let kept = if new == **object { Arc::clone(object) } else { Arc::new(new) };
        (name.clone(), kept)
    };
    old.iter().map(replace).collect()
}
