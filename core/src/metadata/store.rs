//! The metadata of a session: the snapshot of now, and how a part of it is replaced.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Instant;

use arc_swap::ArcSwap;

use super::reader::{Reader, Scope, TableOrView};
use super::{Keyspace, Metadata, Partitioner, Ring, RowSource, SchemaEvent};
use crate::events::Listeners;
use crate::lock::lock;
use crate::log::{self, LogEvent};
use crate::{Error, SchemaChange, SchemaTarget};

/// A part of the metadata that can be read anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The hosts and the ring.
    Topology,
    /// Every keyspace; what is in one is read anew when it had been read.
    Keyspaces,
    /// One keyspace with all that is in it.
    Contents(String),
    /// A keyspace itself; what is in it did not change.
    Keyspace(String),
    /// The user-defined types of a keyspace.
    Types(String),
    /// A table or view of a keyspace.
    Table(String, String),
    /// The functions and aggregates of a keyspace.
    Functions(String),
}

impl Part {
    /// Returns the part that a statement changed; where it does not tell, that is all.
    pub(crate) fn told(change: Option<&SchemaChange>) -> Self {
        change.map_or(Part::Keyspaces, Part::of)
    }

    /// Returns the part that the server says it has changed.
    pub(crate) fn of(change: &SchemaChange) -> Self {
        let keyspace = change.keyspace.clone();
        match (change.target, &change.name) {
            (SchemaTarget::Keyspace, _) => Part::Keyspace(keyspace),
            (SchemaTarget::Type, _) => Part::Types(keyspace),
            (SchemaTarget::Function | SchemaTarget::Aggregate, _) => Part::Functions(keyspace),
            (SchemaTarget::Table, Some(table)) => Part::Table(keyspace, table.clone()),
            (SchemaTarget::Table, None) => Part::Contents(keyspace),
        }
    }
}

/// What a session keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    pub(crate) schema: bool,
    pub(crate) contents: bool,
    pub(crate) tokens: bool,
}

/// The snapshot of now.
pub(crate) struct MetadataStore {
    current: ArcSwap<Metadata>,
    kept: Kept,
    /// Held while a part is read, so that an older reading never replaces a newer one.
    reading: tokio::sync::Mutex<()>,
    listeners: Mutex<Listeners<SchemaEvent>>,
}

impl std::fmt::Debug for MetadataStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MetadataStore").field("kept", &self.kept).finish_non_exhaustive()
    }
}

impl MetadataStore {
    pub(crate) fn new(kept: Kept) -> Self {
        MetadataStore {
            current: ArcSwap::default(),
            kept,
            reading: tokio::sync::Mutex::default(),
            listeners: Mutex::default(),
        }
    }

    pub(crate) fn kept(&self) -> Kept {
        self.kept
    }

    pub(crate) fn current(&self) -> Arc<Metadata> {
        self.current.load_full()
    }

    pub(crate) fn listeners(&self) -> MutexGuard<'_, Listeners<SchemaEvent>> {
        lock(&self.listeners)
    }

    /// Reads parts anew, in the order given, and tells the listeners what changed.
    ///
    /// # Errors
    /// What the source says; the snapshot then stays as it was.
    pub(crate) async fn refresh(&self, source: &impl RowSource, parts: &[Part]) -> Result<(), Error> {
        let _reading = self.reading.lock().await;
        let old = self.current();
        let mut new = Metadata::clone(&old);
        for part in parts {
            self.read(&Reader(source), part, &mut new).await?;
        }
        new.version += 1;
        let events = match old.version {
            // What is there from the start is no news.
            0 => Vec::new(),
            _ => SchemaEvent::between(&old, &new),
        };
        self.current.store(Arc::new(new));
        let mut listeners = self.listeners();
        events.into_iter().for_each(|event| listeners.announce(event));
        Ok(())
    }

    async fn read<S: RowSource>(
        &self,
        reader: &Reader<'_, S>,
        part: &Part,
        metadata: &mut Metadata,
    ) -> Result<(), Error> {
        let known = |name: &String| metadata.keyspaces.get(name).filter(|known| known.is_complete).cloned();
        match part {
            Part::Topology => self.read_topology(reader, metadata).await?,
            Part::Keyspaces => metadata.keyspaces = self.keyspaces(reader, &metadata.keyspaces).await?,
            Part::Contents(name) => {
                let read = reader.complete_keyspaces(Scope::Keyspace(name)).await?.remove(name);
                put(&mut metadata.keyspaces, name, read);
            }
            Part::Keyspace(name) => match known(name) {
                Some(known) => {
                    let read = reader.keyspaces(Scope::Keyspace(name)).await?.remove(name);
                    put(
                        &mut metadata.keyspaces,
                        name,
                        read.map(|read| Arc::new(with_contents(read, &known))),
                    );
                }
                None => {
                    let read = self.keyspaces_in(reader, Scope::Keyspace(name)).await?.remove(name);
                    put(&mut metadata.keyspaces, name, read);
                }
            },
            // What was never read is read when it is asked for.
            Part::Types(name) => {
                if let Some(known) = known(name) {
                    let read = reader.with_types(&known).await?;
                    metadata.keyspaces.insert(name.clone(), Arc::new(read));
                }
            }
            Part::Functions(name) => {
                if let Some(known) = known(name) {
                    let read = reader.with_functions(&known).await?;
                    metadata.keyspaces.insert(name.clone(), Arc::new(read));
                }
            }
            Part::Table(name, table) => {
                if let Some(known) = known(name) {
                    // A view has the columns that its table gets.
                    let views: Vec<String> = known.views_of(table).map(|view| view.name.clone()).collect();
                    let mut read = Keyspace::clone(&known);
                    for name in std::iter::once(table).chain(&views) {
                        let found = reader.table(&known, name).await?;
                        put_table(&mut read, name, found);
                    }
                    metadata.keyspaces.insert(name.clone(), Arc::new(read));
                }
            }
        }
        Ok(())
    }

    async fn read_topology<S: RowSource>(
        &self,
        reader: &Reader<'_, S>,
        metadata: &mut Metadata,
    ) -> Result<(), Error> {
        metadata.peers = reader.peers().await?;
        let partitioner = metadata.partitioner().and_then(|class| Partitioner::from_class(&class));
        let wanted = partitioner.filter(|_| self.kept.tokens);
        let start = Instant::now();
        metadata.ring = wanted.map(|partitioner| Arc::new(Ring::new(partitioner, &metadata.peers)));
        let milliseconds = start.elapsed().as_millis() as u64;
        log::event(|| LogEvent::TokenMapBuilt { milliseconds });
        Ok(())
    }

    async fn keyspaces<S: RowSource>(
        &self,
        reader: &Reader<'_, S>,
        known: &BTreeMap<String, Arc<Keyspace>>,
    ) -> Result<BTreeMap<String, Arc<Keyspace>>, Error> {
        let was_read = known.values().any(|keyspace| keyspace.is_complete);
        if self.kept.contents || !was_read {
            return self.keyspaces_in(reader, Scope::All).await;
        }
        let mut read = into_arcs(reader.keyspaces(Scope::All).await?);
        for name in known.values().filter(|keyspace| keyspace.is_complete).map(|keyspace| &keyspace.name) {
            let complete = reader.complete_keyspaces(Scope::Keyspace(name)).await?.remove(name);
            put(&mut read, name, complete);
        }
        Ok(read)
    }

    async fn keyspaces_in<S: RowSource>(
        &self,
        reader: &Reader<'_, S>,
        scope: Scope<'_>,
    ) -> Result<BTreeMap<String, Arc<Keyspace>>, Error> {
        match self.kept.contents {
            true => reader.complete_keyspaces(scope).await,
            false => Ok(into_arcs(reader.keyspaces(scope).await?)),
        }
    }
}

fn into_arcs(keyspaces: BTreeMap<String, Keyspace>) -> BTreeMap<String, Arc<Keyspace>> {
    keyspaces.into_iter().map(|(name, keyspace)| (name, Arc::new(keyspace))).collect()
}

/// Puts what was read in the place of what was known; a keyspace that is not there any more is taken out.
fn put(keyspaces: &mut BTreeMap<String, Arc<Keyspace>>, name: &str, read: Option<Arc<Keyspace>>) {
    match read {
        Some(keyspace) => drop(keyspaces.insert(name.to_owned(), keyspace)),
        None => drop(keyspaces.remove(name)),
    }
}

fn with_contents(read: Keyspace, known: &Keyspace) -> Keyspace {
    Keyspace {
        row: read.row,
        durable_writes: read.durable_writes,
        replication: read.replication,
        replication_options: read.replication_options,
        ..known.clone()
    }
}

fn put_table(keyspace: &mut Keyspace, name: &str, read: Option<TableOrView>) {
    keyspace.tables.remove(name);
    keyspace.views.remove(name);
    match read {
        Some(TableOrView::Table(table)) => drop(keyspace.tables.insert(name.to_owned(), table)),
        Some(TableOrView::View(view)) => drop(keyspace.views.insert(name.to_owned(), view)),
        None => {}
    }
}
