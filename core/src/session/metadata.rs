//! The metadata of a session: read from one host after another until one answers, kept up to date as the schema changes.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::future::BoxFuture;
use scylla::client::session::Session as Driver;
use scylla::policies::load_balancing::{NodeIdentifier, SingleTargetLoadBalancingPolicy};
use scylla::policies::retry::FallthroughRetryPolicy;
use scylla::statement::Consistency;
use scylla::statement::unprepared::Statement as DriverStatement;
use uuid::Uuid;

use super::{InFlight, Session};
use crate::log::LogEvent;
use crate::metadata::{Keyspace, Metadata, Part, RowSource, SchemaEvent, Trace, TraceWait, schema_version};
use crate::{Error, ErrorKind, Page, PageKind, ResponseFuture, Subscription, server_error};

/// How long a host is waited for at least: metadata is not what the timeout of requests is about.
const READ_TIMEOUT: Duration = Duration::from_secs(12);

/// How often the versions of the schema are compared while hosts disagree: as in the legacy drivers.
const AGREEMENT_INTERVAL: Duration = Duration::from_millis(200);

/// A host that system tables are read from.
pub(super) struct SystemHost<'a> {
    session: &'a Session,
    driver: Arc<Driver>,
    id: Uuid,
    address: SocketAddr,
    consistency: Consistency,
}

impl RowSource for SystemHost<'_> {
    async fn query(&self, cql: String) -> Result<Page, Error> {
        let mut statement = DriverStatement::new(cql);
        statement.set_consistency(self.consistency);
        statement.set_is_idempotent(true);
        // A limit that is short for requests of the program would leave it without the schema.
        let limit =
            self.session.0.config.request_timeout.map_or(READ_TIMEOUT, |limit| limit.max(READ_TIMEOUT));
        statement.set_request_timeout(Some(limit));
        statement.set_retry_policy(Some(Arc::new(FallthroughRetryPolicy)));
        let target = NodeIdentifier::HostId(self.id);
        statement.set_load_balancing_policy(Some(SingleTargetLoadBalancingPolicy::new(target, None)));
        let answer = self.driver.query_unpaged(statement, ()).await;
        let answer = answer.map_err(|error| server_error::from_execution(&error))?;
        let mut page = Page::void(answer.request_coordinator().connection_address());
        let Ok(rows) = answer.into_rows_result() else {
            return Ok(page);
        };
        let raw = rows.raw_rows_with_metadata();
        page.kind = PageKind::Rows;
        page.rows = raw.raw_rows().clone();
        page.row_count = raw.rows_count();
        page.columns = Some(self.session.0.columns.intern(raw.metadata().col_specs()));
        Ok(page)
    }

    fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Session {
    /// What is known of the cluster now. It costs no request.
    pub fn metadata(&self) -> Arc<Metadata> {
        self.0.metadata.current()
    }

    /// Reads a keyspace with all that is in it and returns it; `None` when there is none of that name. What had been read
    /// before, and is kept up to date, is returned at once.
    pub fn keyspace_metadata(&self, name: impl Into<String>) -> ResponseFuture<Option<Arc<Keyspace>>> {
        let name = name.into();
        self.read_metadata(move |session| {
            Box::pin(async move {
                let known = |session: &Session| session.metadata().keyspaces.get(&name).cloned();
                if let Some(known) = known(session).filter(|known| known.is_complete) {
                    return Ok(Some(known));
                }
                session.refresh(&[Part::Contents(name.clone())]).await?;
                Ok(known(session))
            })
        })
    }

    /// Reads the schema anew: of one keyspace with all that is in it, or of all keyspaces, and of what is in those that had
    /// been read.
    pub fn refresh_schema(&self, keyspace: Option<String>) -> ResponseFuture<Arc<Metadata>> {
        self.read_part(keyspace.map_or(Part::Keyspaces, Part::Contents))
    }

    /// Reads one table or view anew.
    pub fn refresh_table(&self, keyspace: String, table: String) -> ResponseFuture<Arc<Metadata>> {
        self.read_part(Part::Table(keyspace, table))
    }

    /// Reads the hosts and the ring anew.
    pub fn refresh_topology(&self) -> ResponseFuture<Arc<Metadata>> {
        self.read_part(Part::Topology)
    }

    /// Tells whether all hosts that are up, or all if the options say so, have the same schema.
    pub fn check_schema_agreement(&self) -> ResponseFuture<bool> {
        self.read_metadata(|session| Box::pin(async move { session.agrees(None).await }))
    }

    /// Tells a listener of every change of the schema that the session sees, with what was before and what is now, one
    /// after another on the thread of the [`Dispatcher`](crate::Dispatcher). What is in a keyspace is compared once it has
    /// been read. The subscription ends when it is dropped or the session is closed.
    pub fn subscribe_schema(&self, listener: impl Fn(&SchemaEvent) + Send + Sync + 'static) -> Subscription {
        self.0.metadata.listeners().add(Arc::new(listener), Vec::new())
    }

    /// Reads the trace of a request, by the id of its page, as soon as it is there; `None` when the wait is over before.
    pub fn trace(&self, id: Uuid, wait: TraceWait) -> ResponseFuture<Option<Trace>> {
        self.read_metadata(move |session| {
            Box::pin(async move {
                let mut outcome = Err(no_host());
                for mut host in session.system_hosts(None)? {
                    host.consistency = wait.consistency.to_driver();
                    outcome = Trace::read(&host, id, &wait).await;
                    if !outcome.as_ref().is_err_and(is_about_the_host) {
                        break;
                    }
                }
                outcome
            })
        })
    }

    fn read_part(&self, part: Part) -> ResponseFuture<Arc<Metadata>> {
        self.read_metadata(move |session| {
            Box::pin(async move {
                session.refresh(&[part]).await?;
                Ok(session.metadata())
            })
        })
    }

    fn read_metadata<T: Send + Sync + 'static>(
        &self,
        read: impl FnOnce(&Session) -> BoxFuture<'_, Result<T, Error>> + Send + 'static,
    ) -> ResponseFuture<T> {
        let (future, completion) = ResponseFuture::pair();
        let session = self.clone();
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            session.0.in_flight.unless_ended(pin!(read(&session))).await
        });
        future
    }

    /// Reads the metadata for the first time. A session without metadata works, so a failure is told and no more.
    pub(super) async fn load_metadata(&self) {
        let kept = self.0.metadata.kept();
        let mut parts = Vec::new();
        if kept.schema || kept.tokens {
            parts.push(Part::Topology);
        }
        if kept.schema {
            parts.push(Part::Keyspaces);
        }
        if let Err(error) = self.refresh(&parts).await {
            tracing::warn!(%error, "the metadata could not be read");
        }
    }

    /// Waits until the hosts agree on what an own statement changed, and reads it before the result returns: as in the
    /// legacy drivers, whoever made a table finds it in the metadata. Returns whether they agree.
    pub(super) async fn settle_schema(&self, part: Part, coordinator: SocketAddr) -> bool {
        self.0.prepared.evict_part(&part);
        let in_agreement = self.await_agreement(coordinator).await;
        if self.0.metadata.kept().schema
            && let Err(error) = self.refresh_from(Some(coordinator), &[part]).await
        {
            tracing::warn!(%error, "the change of the schema could not be read");
        }
        in_agreement
    }

    async fn refresh(&self, parts: &[Part]) -> Result<(), Error> {
        self.refresh_from(None, parts).await
    }

    /// Reads parts of the metadata from the first host that answers.
    pub(super) async fn refresh_from(&self, first: Option<SocketAddr>, parts: &[Part]) -> Result<(), Error> {
        if parts.is_empty() {
            return Ok(());
        }
        let mut outcome = Err(no_host());
        for host in self.system_hosts(first)? {
            outcome = self.0.metadata.refresh(&host, parts).await;
            if !outcome.as_ref().is_err_and(is_about_the_host) {
                break;
            }
        }
        outcome?;
        if !self.metadata().is_read_by_driver() {
            self.reopen_without_keyspaces().await;
        }
        Ok(())
    }

    /// Replaces the crate's session, which can no longer follow the cluster since there is a keyspace that it cannot read,
    /// by one that leaves the keyspaces alone. Requests under way end on the old one.
    async fn reopen_without_keyspaces(&self) {
        let inner = &self.0;
        let Ok(old) = inner.driver() else {
            return;
        };
        // The new session knows of no keyspace, the old one of all that there were when it last could read them.
        if old.get_cluster_state().keyspaces_iter().next().is_none() {
            return;
        }
        tracing::warn!("the crate cannot read every keyspace any more; replicas are worked out without it");
        let new = match inner.opening.connect_without_keyspaces(&inner.config, &inner.profiles).await {
            Ok(new) => new,
            Err(error) => {
                tracing::warn!(%error, "the session stays as it is");
                return;
            }
        };
        if let Some(keyspace) = self.keyspace()
            && let Err(error) = new.use_keyspace(&keyspace, true).await
        {
            tracing::warn!(%error, keyspace, "the keyspace of the session cannot be used");
        }
        inner.replace_driver(new);
    }

    /// Tells whether all hosts that count have the same schema, as a host sees it.
    async fn agrees(&self, first: Option<SocketAddr>) -> Result<bool, Error> {
        let hosts = self.system_hosts(first)?;
        let up: HashSet<Uuid> = hosts.iter().map(|host| host.id).collect();
        let up = (!self.0.config.schema_agreement_of_all).then_some(&up);
        let mut outcome = Err(no_host());
        for host in &hosts {
            outcome = schema_version(host, up).await.map(|version| version.is_some());
            if !outcome.as_ref().is_err_and(is_about_the_host) {
                break;
            }
        }
        outcome
    }

    /// Waits until all hosts that count have the same schema, or for as long as the session allows. The host that made
    /// the change is asked: it knows of it first.
    async fn await_agreement(&self, changed: SocketAddr) -> bool {
        let check = || async { self.agrees(Some(changed)).await.unwrap_or(false) };
        let Some(limit) = self.0.config.schema_agreement_timeout else {
            return check().await;
        };
        let agreed = async {
            while !check().await {
                tokio::time::sleep(AGREEMENT_INTERVAL).await;
            }
        };
        let start = Instant::now();
        let agreed = tokio::time::timeout(limit, agreed).await.is_ok();
        let after_ms = start.elapsed().as_millis() as u64;
        self.0.config.log.event(|| match agreed {
            true => LogEvent::SchemaAgreed { after_ms },
            false => LogEvent::SchemaDisagreed { after_ms },
        });
        agreed
    }

    /// The hosts that are up, the preferred one first.
    fn system_hosts(&self, first: Option<SocketAddr>) -> Result<Vec<SystemHost<'_>>, Error> {
        let driver = self.0.driver()?;
        let mut hosts: Vec<SystemHost<'_>> = (self.hosts().into_iter())
            .filter(|host| host.is_up())
            .map(|host| SystemHost {
                session: self,
                driver: Arc::clone(&driver),
                id: host.id,
                address: host.address,
                consistency: Consistency::One,
            })
            .collect();
        hosts.sort_by_key(|host| Some(host.address) != first);
        Ok(hosts)
    }
}

fn no_host() -> Error {
    Error::new(ErrorKind::NoHostAvailable, "no host is up to read the system tables of")
}

/// Whether another host may answer what this one did not.
fn is_about_the_host(error: &Error) -> bool {
    !matches!(error.kind(), ErrorKind::SessionClosed | ErrorKind::Syntax | ErrorKind::Unauthorized)
}
