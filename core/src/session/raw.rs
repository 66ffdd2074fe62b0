//! Requests that the crate cannot carry, and the connection on which the server tells what happens.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use scylla::policies::load_balancing::RoutingInfo;
use uuid::Uuid;

use super::{InFlight, OwnConnections, Session};
use crate::control_connection::ControlConnection;
use crate::execution_profile::Profile;
use crate::raw_connections::RawConnections;
use crate::{
    Attempt, Dispatcher, Error, ErrorKind, HostDistance, Page, PageKind, Request, ResponseFuture,
    ServerEvent, Statement, server_error,
};

/// Whether a request has what the crate's connections do not carry.
pub(crate) fn needs_raw(request: &Request) -> bool {
    let has_payload = request.options.custom_payload.as_ref().is_some_and(|payload| !payload.is_empty());
    has_payload
        || request.options.query_with_values
            && matches!(request.statement, Statement::Text { .. } | Statement::Batch(_))
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
        let (session, cql) = (self.clone(), cql.into());
        let in_flight = InFlight::enter(&self.0);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            session.control().query(&cql).await
        });
        future
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

    /// Executes on a raw connection, to the host that the request names or to the first that can be reached.
    pub(crate) async fn execute_raw(&self, request: &Request) -> Result<Page, Error> {
        let profile = self.profiles().find(request.options.profile.as_deref())?;
        let request = &self.completed(request, &profile);
        let mut attempts = Vec::new();
        for host in self.raw_hosts(request, &profile)? {
            let outcome = self.raw().execute(host, request, request_timeout(request, &profile)).await;
            match outcome {
                // Nothing was sent.
                Err(error) if error.kind() == ErrorKind::ConnectionFailed => {
                    attempts.push(Attempt { host: host.to_string(), error });
                }
                outcome => return self.settle_raw(outcome?, request).await,
            }
        }
        let message = "no host is available for a connection of its own";
        Err(Error::new(ErrorKind::NoHostAvailable, message).with_attempts(attempts))
    }

    /// The request with what its profile says where it says nothing itself.
    fn completed(&self, request: &Request, profile: &Profile) -> Request {
        let mut request = request.clone();
        let options = &mut request.options;
        options.consistency = options.consistency.or(Some(profile.consistency));
        options.serial_consistency = options.serial_consistency.or(profile.serial_consistency);
        options.timestamp_us = options.timestamp_us.or_else(|| self.0.config.timestamps.next());
        request
    }

    fn raw_hosts(&self, request: &Request, profile: &Profile) -> Result<Vec<SocketAddr>, Error> {
        let hosts = self.hosts();
        let order = match (request.options.host, &request.options.plan) {
            (Some(only), _) => vec![only],
            (None, Some(plan)) => plan.to_vec(),
            (None, None) => {
                let mut routing = RoutingInfo::default();
                routing.consistency = request.options.consistency.unwrap_or(profile.consistency).to_driver();
                profile.balancer.order(&routing, &self.driver()?.get_cluster_state())
            }
        };
        let address = |id: &Uuid| hosts.iter().find(|host| host.id == *id).map(|host| host.address);
        Ok(order.iter().filter_map(address).collect())
    }

    /// Waits for what an answer sets in motion, as after an answer of the crate.
    async fn settle_raw(&self, mut page: Page, request: &Request) -> Result<Page, Error> {
        match &mut page.kind {
            PageKind::Void | PageKind::Rows => {}
            PageKind::SetKeyspace(keyspace) => {
                let used = self.0.driver()?.use_keyspace(&**keyspace, true).await;
                used.map_err(|error| server_error::from_use_keyspace(&error))?;
                self.0.set_keyspace(keyspace.clone());
            }
            PageKind::SchemaChange { in_agreement, .. } => {
                self.0.prepared.clear();
                *in_agreement = self.await_agreement(page.coordinator).await;
                let text = match &request.statement {
                    Statement::Text { cql, .. } => cql,
                    Statement::Prepared { prepared, .. } => prepared.cql(),
                    Statement::Batch(_) => "",
                };
                self.refresh_changed(text, page.coordinator).await;
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

    fn own(&self) -> &OwnConnections {
        self.0.own.as_ref().expect("only dropping takes them")
    }

    /// Opens the control connection, which then looks after itself.
    pub(super) async fn start_control(&self) {
        let session = self.downgrade();
        let known_hosts = move || {
            let mut hosts = session.upgrade().map(|session| session.hosts()).unwrap_or_default();
            hosts.retain(|host| host.distance != HostDistance::Ignored);
            hosts.sort_by_key(|host| (!host.is_up(), host.distance != HostDistance::Local));
            hosts.iter().map(|host| host.address).collect()
        };
        self.control().start(known_hosts).await;
    }
}

fn request_timeout(request: &Request, profile: &Profile) -> Option<Duration> {
    match request.options.timeout_ms {
        None => profile.request_timeout,
        Some(0) => None,
        Some(limit) => Some(Duration::from_millis(limit)),
    }
}
