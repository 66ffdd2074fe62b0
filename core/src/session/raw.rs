//! Requests that the crate cannot carry, and the connection on which the server tells what happens.

use std::net::SocketAddr;
use std::sync::Arc;

use super::{InFlight, OwnConnections, Session};
use crate::control_connection::{Candidates, ControlConnection};
use crate::metadata::{Part, told_change};
use crate::raw_connection::RawConnection;
use crate::raw_connections::RawConnections;
use crate::unknown_types::UnknownTypes;
use crate::{
    Completion, Consistency, Dispatcher, Error, Host, HostDistance, Page, PageKind, Request, ResponseFuture,
    ServerEvent, Statement, server_error,
};

/// Whether a request has what the crate's connections do not carry, or comes after what they cannot tell the server. A
/// serial consistency that is none is such a thing: what it means is for the server to say, which looks at it when a
/// statement has conditions.
pub(crate) fn needs_raw(
    request: &Request,
    session: &Session,
    serial_consistency: Option<Consistency>,
) -> bool {
    let has_payload = request.options.custom_payload.as_ref().is_some_and(|payload| !payload.is_empty());
    has_payload
        || request.keyspace().is_some_and(|keyspace| session.is_elsewhere(keyspace))
        || serial_consistency.is_some_and(|level| !level.is_serial())
        || !session.config().startup_options.is_empty()
        || request.options.query_with_values
            && match &request.statement {
                Statement::Text { .. } | Statement::Batch(_) => true,
                Statement::Prepared { prepared, values } => values.len() != prepared.variables().len(),
            }
}

impl Session {
    /// The host of the control connection, which is lost for as long as there is none.
    pub fn control_host(&self) -> Option<SocketAddr> {
        self.control().host()
    }

    /// Asks the host of the control connection, always the same one while it is there, for all rows at once.
    ///
    /// # Errors
    /// `NoHostAvailable` while the control connection is lost, and those of any request.
    pub fn control_query(&self, cql: impl Into<Arc<str>>) -> ResponseFuture<Page> {
        let (future, completion) = ResponseFuture::pair();
        self.control_query_with(cql, None, completion);
        future
    }

    /// As [`Session::control_query`], at a consistency level, by default `ONE`.
    pub fn control_query_with(
        &self,
        cql: impl Into<Arc<str>>,
        consistency: Option<Consistency>,
        completion: Completion<Page>,
    ) {
        let (session, cql) = (self.clone(), cql.into());
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            session.control().query_at(&cql, consistency.unwrap_or(Consistency::One)).await
        });
    }

    /// Tells a listener what the server tells from now on, on the dispatcher's thread, until the session is closed.
    pub fn on_server_event(&self, listener: impl Fn(&ServerEvent) + Send + Sync + 'static) {
        let mut events = self.control().events();
        let listener = Arc::new(listener);
        self.0.runtime.spawn(async move {
            while let Some(event) = events.next().await {
                let listener = Arc::clone(&listener);
                Dispatcher::shared().dispatch(move || listener(&event));
            }
            // It may own what must not be freed on this thread.
            Dispatcher::shared().dispatch(move || drop(listener));
        });
    }

    /// Waits for what an answer sets in motion, as after an answer of the crate.
    pub(crate) async fn settle_raw(&self, mut page: Page, request: &Request) -> Result<Page, Error> {
        match &mut page.kind {
            PageKind::Void | PageKind::Rows => {}
            PageKind::SetKeyspace(keyspace) => {
                let driver = self.0.driver()?;
                let used = Box::pin(driver.use_keyspace(&**keyspace, true)).await;
                used.map_err(|error| server_error::from_use_keyspace(&error))?;
                self.0.set_keyspace(keyspace.clone());
            }
            PageKind::SchemaChange { in_agreement, change } => {
                let text = match &request.statement {
                    Statement::Text { cql, .. } => cql,
                    Statement::Prepared { prepared, .. } => prepared.cql(),
                    Statement::Batch(_) => "",
                };
                if change.is_none() {
                    let keyspace = request.keyspace().map(str::to_owned).or_else(|| self.keyspace());
                    *change = told_change(text, keyspace.as_deref()).map(Box::new);
                }
                let settling = Box::pin(self.settle_schema(Part::told(change.as_deref()), page.coordinator));
                *in_agreement = settling.await;
            }
        }
        Ok(page)
    }

    pub(crate) fn control(&self) -> &ControlConnection {
        &self.own().control
    }

    pub(crate) fn raw(&self) -> &RawConnections {
        &self.own().raw
    }

    pub(crate) fn unknown_types(&self) -> &UnknownTypes {
        &self.0.unknown_types
    }

    fn own(&self) -> &OwnConnections {
        self.0.own.as_ref().expect("only dropping takes them")
    }

    /// Opens the control connection, which then looks after itself.
    pub(super) async fn start_control(&self, open: RawConnection) {
        let session = self.downgrade();
        let known_hosts = move || {
            let mut hosts = session.upgrade().map(|session| session.hosts()).unwrap_or_default();
            hosts.sort_by_key(|host| (!host.is_up(), host.distance != HostDistance::Local));
            let (ignored, used): (Vec<Host>, _) =
                hosts.into_iter().partition(|host| host.distance == HostDistance::Ignored);
            let addresses = |hosts: Vec<Host>| hosts.iter().map(|host| host.address).collect();
            Candidates { used: addresses(used), ignored: addresses(ignored) }
        };
        self.control().start(open, known_hosts).await;
    }
}
