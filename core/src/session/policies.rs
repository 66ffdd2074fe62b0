//! The policies of a session as a binding sees them: its plans, the distances of hosts, and profiles that come later.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use scylla::client::session::Session as Driver;
use scylla::frame::response::result::TableSpec;
use scylla::policies::load_balancing::RoutingInfo;
use scylla::routing::Token;
use scylla::routing::partitioner::{Murmur3Partitioner, Partitioner, PartitionerHasher};
use uuid::Uuid;

use super::{InFlight, Session};
use crate::{Completion, Consistency, Error, ExecutionProfile, HostDistance, ResponseFuture};

/// How often the connections to the hosts of a new profile are looked at.
const POOL_INTERVAL: Duration = Duration::from_millis(10);

/// What a plan depends on.
#[derive(Clone, Debug, Default)]
pub struct Routing {
    /// The keyspace of the table by its exact name. Default: that of the session.
    pub keyspace: Option<String>,
    /// The table; a server that keeps tables in tablets needs it to tell the replicas.
    pub table: Option<String>,
    /// The partition key as the server hashes it; without it, no host comes first for being a replica.
    pub routing_key: Option<Bytes>,
    /// The consistency. Default: that of the profile.
    pub consistency: Option<Consistency>,
    /// The execution profile, by its name. Default: that of the session.
    pub profile: Option<Arc<str>>,
}

impl Session {
    /// Names the hosts that a request would be tried on, in order. A user's own policy puts them into the order that it
    /// wants and hands them back as [`RequestOptions::plan`](crate::RequestOptions::plan).
    ///
    /// # Errors
    /// `InvalidOption` for an unknown profile, `SessionClosed`.
    pub fn plan(&self, routing: &Routing) -> Result<Vec<Uuid>, Error> {
        let profile = self.profiles().find(routing.profile.as_deref())?;
        let driver = self.driver()?;
        let keyspace = routing.keyspace.clone().or_else(|| self.keyspace()).unwrap_or_default();
        let table = TableSpec::owned(keyspace, routing.table.clone().unwrap_or_default());
        let mut info = RoutingInfo::default();
        info.consistency = routing.consistency.unwrap_or(profile.consistency).to_driver();
        info.token = routing.routing_key.as_deref().map(token);
        info.table = Some(&table);
        Ok(profile.balancer.order(&info, &driver.get_cluster_state()))
    }

    /// How far a host is for a profile; for the session when none is named.
    ///
    /// # Errors
    /// `InvalidOption` for an unknown profile, `SessionClosed`.
    pub fn distance(&self, host: Uuid, profile: Option<&str>) -> Result<HostDistance, Error> {
        let profile = self.profiles().find(profile)?;
        Ok(profile.balancer.distance(host, &self.driver()?.get_cluster_state()))
    }

    /// Adds an execution profile and waits until there are connections to the hosts that it may use, at most `wait`.
    ///
    /// # Errors
    /// `InvalidOption`: with the name `execution_profile` for a name that is empty or taken, with that of the option for a
    /// bad value.
    pub fn add_execution_profile(
        &self,
        name: impl Into<String>,
        profile: ExecutionProfile,
        wait: Duration,
    ) -> ResponseFuture<()> {
        let (future, completion) = ResponseFuture::pair();
        self.add_execution_profile_with(name, profile, wait, completion);
        future
    }

    /// Adds as [`Session::add_execution_profile`] does and delivers to a completion.
    pub fn add_execution_profile_with(
        &self,
        name: impl Into<String>,
        profile: ExecutionProfile,
        wait: Duration,
        completion: Completion<()>,
    ) {
        let (session, name) = (self.clone(), name.into());
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            let driver = session.driver()?;
            if session.profiles().add(&name, profile).await? {
                session.connect_new_hosts(&driver, &name, wait).await;
            }
            Ok(())
        });
    }

    /// Hosts that no profile used before get connections now.
    async fn connect_new_hosts(&self, driver: &Driver, name: &str, wait: Duration) {
        let until = Instant::now() + wait;
        if let Err(error) = driver.refresh_metadata().await {
            tracing::warn!("the hosts of execution profile {name} get connections later: {error}");
        }
        while Instant::now() < until && !self.is_connected_to(driver, name) {
            tokio::time::sleep(POOL_INTERVAL).await;
        }
    }

    fn is_connected_to(&self, driver: &Driver, name: &str) -> bool {
        let Ok(profile) = self.profiles().find(Some(name)) else {
            return true;
        };
        let state = driver.get_cluster_state();
        let wanted = state.get_nodes_info().iter().filter(|node| profile.balancer.is_listed(node));
        wanted.into_iter().all(|node| node.is_connected())
    }
}

/// The token of a partition by what the server hashes, as Murmur3Partitioner has it.
pub(crate) fn token(routing_key: &[u8]) -> Token {
    let mut hasher = Murmur3Partitioner.build_hasher();
    hasher.write(routing_key);
    hasher.finish()
}
