//! Prepared statements, and the cache of those that core prepares for text with values.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::FutureExt;
use futures::future::{BoxFuture, Shared};
use lru::LruCache;
use scylla::statement::prepared::PreparedStatement;
use scylla_cql::frame::response::result::{DeserializedMetadataAndRawRows, ResultMetadataHolder};

use crate::columns::ColumnsTable;
use crate::lock::lock;
use crate::log::{LogEvent, SessionLog};
use crate::metadata::Part;
use crate::raw_connection::RawPrepared;
use crate::statement::Effect;
use crate::{Column, Columns, Error};

/// A prepared statement. It is bound to no thread and may be used by many requests at once.
#[derive(Debug)]
pub struct Prepared {
    /// `None` for one that the crate cannot carry: it has columns or markers of types that the crate does not know, or was
    /// prepared in a keyspace that is not the session's.
    statement: Option<PreparedStatement>,
    id: Bytes,
    cql: Arc<str>,
    /// The one that it was prepared in by name, whatever keyspace the session has.
    keyspace: Option<Arc<str>>,
    variables: Arc<Columns>,
    columns: Arc<Columns>,
    names: Vec<String>,
    routing_indexes: Vec<u16>,
    effect: Effect,
    described: Mutex<Option<(ResultMetadataHolder, Arc<Columns>)>>,
}

impl Prepared {
    pub(crate) fn new(mut statement: PreparedStatement, cql: Arc<str>, table: &ColumnsTable) -> Self {
        // A star stands for other columns after the table was altered. The server prepares the statement anew then, and
        // nothing in its answer would tell that the columns that were known before are not those of the rows.
        statement.set_use_cached_result_metadata(!cql.contains('*'));
        let variables = table.intern(statement.get_variable_col_specs().as_slice());
        let columns = table.intern(statement.get_current_result_set_col_specs().get().as_slice());
        let mut pk = statement.get_variable_pk_indexes().to_vec();
        pk.sort_by_key(|index| index.sequence);
        Prepared {
            names: variables.iter().map(|column| column.name.clone()).collect(),
            routing_indexes: pk.iter().map(|index| index.index).collect(),
            effect: Effect::of(&cql),
            id: statement.get_id().clone(),
            statement: Some(statement),
            cql,
            keyspace: None,
            variables,
            columns,
            described: Mutex::default(),
        }
    }

    /// Makes the statement of what a connection of core's own has prepared: in a keyspace of its own, or where the crate could
    /// not read the answer.
    pub(crate) fn own(
        prepared: RawPrepared,
        cql: Arc<str>,
        keyspace: Option<Arc<str>>,
        table: &ColumnsTable,
    ) -> Self {
        let RawPrepared { id, markers, variables, routing_indexes, columns } = prepared;
        Prepared {
            statement: None,
            id,
            names: markers,
            routing_indexes,
            effect: Effect::of(&cql),
            cql,
            keyspace,
            variables: table.share(variables),
            columns: table.share(columns),
            described: Mutex::default(),
        }
    }

    /// The statement as the crate has it; `None` for one of core's own.
    pub(crate) fn statement(&self) -> Option<&PreparedStatement> {
        self.statement.as_ref()
    }

    /// The id that the server gave.
    pub fn id(&self) -> &[u8] {
        &self.id
    }

    /// The text that was prepared.
    pub fn cql(&self) -> &str {
        &self.cql
    }

    /// The markers: where each belongs, its name and its type.
    pub fn variables(&self) -> &Arc<Columns> {
        &self.variables
    }

    /// The columns of the result as they were when the statement was prepared; empty when it returns no rows.
    /// A page carries the columns that really came.
    pub fn columns(&self) -> &Arc<Columns> {
        &self.columns
    }

    /// Which markers make up the partition key, in the order of the key; empty when not all of it is bound.
    pub fn routing_indexes(&self) -> &[u16] {
        &self.routing_indexes
    }

    /// Returns the columns of a page. Pages share the metadata that the crate keeps with the statement, until the
    /// server sends other metadata; holding on to it makes the address a proof that it is the same.
    pub(crate) fn columns_of(
        &self,
        page: &DeserializedMetadataAndRawRows,
        table: &ColumnsTable,
    ) -> Arc<Columns> {
        let specs = page.metadata().col_specs();
        let mut described = lock(&self.described);
        if let Some((holder, columns)) = &*described
            && std::ptr::eq(holder.inner().col_specs(), specs)
        {
            return Arc::clone(columns);
        }
        let columns = table.intern(specs);
        let holder = page.clone().into_metadata();
        if matches!(holder, ResultMetadataHolder::SharedCached(_)) {
            *described = Some((holder, Arc::clone(&columns)));
        }
        columns
    }

    /// Whether a change of a part of the schema may change what the statement means. One without markers and columns does
    /// not say what it is about.
    fn concerns(&self, part: &Part) -> bool {
        let (keyspace, table) = match part {
            Part::Topology => return false,
            Part::Keyspaces => return true,
            Part::Table(keyspace, table) => (keyspace, Some(table)),
            Part::Contents(keyspace)
            | Part::Keyspace(keyspace)
            | Part::Types(keyspace)
            | Part::Functions(keyspace) => (keyspace, None),
        };
        let mut columns = self.variables.iter().chain(self.columns.iter()).peekable();
        let is_about = |column: &Column| {
            column.keyspace == *keyspace && table.is_none_or(|table| column.table == *table)
        };
        columns.peek().is_none() || columns.any(is_about)
    }

    /// The keyspace that it was prepared in by name.
    pub(crate) fn keyspace(&self) -> Option<&str> {
        self.keyspace.as_deref()
    }

    pub(crate) fn effect(&self) -> Effect {
        self.effect
    }

    pub(crate) fn marker_names(&self) -> &[String] {
        &self.names
    }
}

type Key = (Option<String>, Arc<str>);
type Pending = Shared<BoxFuture<'static, Result<Arc<Prepared>, Error>>>;

/// Prepares each text once per keyspace, also when many requests ask at the same time.
pub(crate) struct PreparedCache {
    ready: Mutex<LruCache<Key, Arc<Prepared>>>,
    pending: Mutex<HashMap<Key, Pending>>,
    log: SessionLog,
}

impl PreparedCache {
    pub(crate) fn new(capacity: usize, log: SessionLog) -> Self {
        let capacity = NonZeroUsize::new(capacity).unwrap_or(NonZeroUsize::MIN);
        PreparedCache { ready: Mutex::new(LruCache::new(capacity)), pending: Mutex::default(), log }
    }

    pub(crate) async fn get(
        &self,
        key: Key,
        prepare: impl FnOnce() -> BoxFuture<'static, Result<Arc<Prepared>, Error>>,
    ) -> Result<Arc<Prepared>, Error> {
        if let Some(prepared) = lock(&self.ready).get(&key) {
            return Ok(Arc::clone(prepared));
        }
        let flight = lock(&self.pending).entry(key.clone()).or_insert_with(|| prepare().shared()).clone();
        let outcome = flight.await;
        lock(&self.pending).remove(&key);
        let prepared = outcome?;
        let mut ready = lock(&self.ready);
        if ready.push(key.clone(), Arc::clone(&prepared)).is_some_and(|(dropped, _)| dropped != key) {
            let limit = ready.cap().get();
            self.log.event(|| LogEvent::PreparedCacheFull { limit });
        }
        Ok(prepared)
    }

    pub(crate) fn evict(&self, key: &Key) {
        lock(&self.ready).pop(key);
    }

    /// Forgets what a change of a part of the schema may have made wrong: types may differ.
    pub(crate) fn evict_part(&self, part: &Part) {
        let mut ready = lock(&self.ready);
        let concerned = ready.iter().filter(|(_, prepared)| prepared.concerns(part));
        let keys: Vec<Key> = concerned.map(|(key, _)| key.clone()).collect();
        keys.iter().for_each(|key| drop(ready.pop(key)));
    }
}
