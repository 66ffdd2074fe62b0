//! What is heard of the schema, kept until `cassandra.metadata` asks for it, so that no thread has to wait for it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicql_core::{SchemaChange, ServerEvent, Session};

/// A change as Python takes it: what happened, to what, the keyspace, the name, the types of the arguments.
pub(crate) type Change = (&'static str, &'static str, String, Option<String>, Vec<String>);

/// More changes than this are one: that of everything.
const CAPACITY: usize = 1000;

/// The changes of the schema that the server told of, each once.
#[derive(Default)]
pub(crate) struct SchemaNews(Arc<Mutex<News>>);

#[derive(Default)]
struct News {
    told: HashSet<SchemaChange>,
    missed: bool,
}

impl SchemaNews {
    /// Listens to a session until it is closed.
    pub(crate) fn of(session: &Session) -> Self {
        let news = SchemaNews::default();
        let heard = Arc::clone(&news.0);
        session.on_server_event(move |event| {
            let mut news = lock(&heard);
            match event {
                ServerEvent::Schema(change) if news.told.len() < CAPACITY => {
                    news.told.insert(change.clone());
                }
                ServerEvent::Schema(_) | ServerEvent::Reconnected => news.missed = true,
                ServerEvent::Topology { .. } | ServerEvent::Status { .. } | ServerEvent::Lost => {}
            }
        });
        news
    }

    /// Takes what was heard since the last time: whether there is more than was heard, and the changes.
    pub(crate) fn take(&self) -> (bool, Vec<Change>) {
        let news = std::mem::take(&mut *lock(&self.0));
        (news.missed, news.told.iter().map(describe).collect())
    }
}

fn lock(news: &Mutex<News>) -> MutexGuard<'_, News> {
    news.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns a change as Python takes it.
pub(crate) fn describe(change: &SchemaChange) -> Change {
    (
        change.change.name(),
        change.target.name(),
        change.keyspace.clone(),
        change.name.clone(),
        change.arg_types.clone(),
    )
}
