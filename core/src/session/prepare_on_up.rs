//! A host that was away may have forgotten what was prepared on it. The statements that the session knows are prepared on
//! it again before it counts as up, so that the first requests need not wait for that one after another.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use futures::StreamExt;
use uuid::Uuid;

use super::Session;
use crate::lock::lock;
use crate::log::LogEvent;
use crate::raw_connection::RawConnection;
use crate::{Error, Prepared};

/// How many statements are prepared at the same time.
const AT_ONCE: usize = 32;

/// A text and the keyspace in which its unqualified names are.
type Key = (Option<String>, Arc<str>);

/// The statements that were prepared and are still held by somebody.
#[derive(Default)]
pub(super) struct KnownStatements(Mutex<Known>);

#[derive(Default)]
struct Known {
    statements: HashMap<Key, Weak<Prepared>>,
    /// How many there may be before those that nobody holds are looked for.
    sweep_at: usize,
}

impl KnownStatements {
    pub(super) fn add(&self, key: Key, prepared: &Arc<Prepared>) {
        let mut known = self.lock();
        if known.statements.len() >= known.sweep_at {
            known.statements.retain(|_, statement| statement.strong_count() > 0);
            known.sweep_at = (2 * known.statements.len()).max(64);
        }
        known.statements.insert(key, Arc::downgrade(prepared));
    }

    fn by_keyspace(&self) -> BTreeMap<Option<String>, Vec<Arc<str>>> {
        let mut texts = BTreeMap::<_, Vec<_>>::new();
        for ((keyspace, cql), statement) in &self.lock().statements {
            if statement.strong_count() > 0 {
                texts.entry(keyspace.clone()).or_default().push(Arc::clone(cql));
            }
        }
        texts
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        lock(&self.0)
    }
}

impl Session {
    /// Prepares on a host what the session knows, within the connect timeout. A statement that cannot be prepared is left
    /// to the request that needs it.
    pub(crate) async fn prepare_all_on(&self, host: Uuid) {
        let config = self.config();
        let Some(address) = self.registry().address(host).filter(|_| config.prepare_on_up) else {
            return;
        };
        let texts = self.0.known.by_keyspace();
        if texts.is_empty() {
            return;
        }
        config.log.event(|| LogEvent::PreparingAll { host: address });
        let preparing = async {
            for (keyspace, texts) in texts {
                self.prepare_texts(address, keyspace, texts).await?;
            }
            Ok::<_, Error>(())
        };
        match tokio::time::timeout(config.connect_timeout, preparing).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%address, %error, "not everything was prepared on a host"),
            Err(_) => tracing::debug!(%address, "there was no time to prepare everything on a host"),
        }
    }

    async fn prepare_texts(
        &self,
        address: SocketAddr,
        keyspace: Option<String>,
        texts: Vec<Arc<str>>,
    ) -> Result<(), Error> {
        let connection = RawConnection::connect(self.config(), address, &self.0.columns).await?;
        if let Some(keyspace) = keyspace {
            connection.use_keyspace(&keyspace).await?;
        }
        let prepare = |cql: Arc<str>| {
            let connection = connection.clone();
            async move { connection.prepare(&cql).await }
        };
        let mut preparing = futures::stream::iter(texts).map(prepare).buffer_unordered(AT_ONCE);
        while let Some(outcome) = preparing.next().await {
            if let Err(error) = outcome {
                tracing::debug!(%address, %error, "a statement was not prepared");
            }
        }
        Ok(())
    }
}
