//! Options turned into a connected session of the crate.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use scylla::client::PoolSize;
use scylla::client::execution_profile::ExecutionProfile;
use scylla::client::session::Session as Driver;
use scylla::client::session_builder::SessionBuilder;
use scylla::client::{Compression as DriverCompression, SelfIdentity};
use scylla::cluster::metadata::Peer;
use scylla::policies::host_filter::HostFilter;
use scylla::policies::host_listener::HostListener;
use scylla::policies::load_balancing::LoadBalancingPolicy;
use scylla::policies::retry::FallthroughRetryPolicy;
use uuid::Uuid;

use crate::address_translator::{ForDriver, Translations};
use crate::authenticator::Provider;
use crate::columns::ColumnsTable;
use crate::execution_profile::Profiles;
use crate::options::{Compression, Config};
use crate::tls::Tls;
use crate::{Error, Host, contact_points, server_error};

/// How often the schema versions are compared while nodes disagree.
const SCHEMA_AGREEMENT_INTERVAL: Duration = Duration::from_millis(100);

/// How long the crate waits for what it reads of the cluster, unless connecting may take longer: the host may have fallen
/// silent, and another one is asked then.
const METADATA_REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What every session of the crate that belongs to one session has in common.
pub(super) struct Opening {
    pub(super) listener: Arc<dyn HostListener>,
    pub(super) translations: Arc<Translations>,
}

impl Opening {
    /// Connects. Where the crate cannot read the replication of a keyspace it makes up a cluster, whose hosts have no
    /// data center; it is then told to leave the keyspaces alone, and replicas are worked out by core.
    pub(super) async fn connect(
        &self,
        config: &Arc<Config>,
        profiles: &Profiles,
        contact_points: Vec<String>,
    ) -> Result<Driver, Error> {
        let asked = contact_points.first().and_then(|point| point.parse().ok());
        let mut driver = self.open(config, profiles, contact_points.clone(), true).await?;
        if !knows_datacenters(&driver) {
            tracing::warn!("the keyspaces cannot be read by the crate; replicas are worked out without it");
            driver = self.open(config, profiles, contact_points, false).await?;
        }
        check_datacenter(config, &driver, asked)?;
        Ok(driver)
    }

    /// Connects anew, to a cluster some keyspace of which the crate cannot read.
    pub(super) async fn connect_without_keyspaces(
        &self,
        config: &Arc<Config>,
        profiles: &Profiles,
    ) -> Result<Driver, Error> {
        let usable = contact_points::usable(config, &ColumnsTable::default()).await?;
        self.open(config, profiles, usable.points, false).await
    }

    /// Connects to one host alone, beside the session that there is.
    pub(super) async fn connect_to(
        &self,
        config: &Arc<Config>,
        profiles: &Profiles,
        host: &Host,
    ) -> Result<Driver, Error> {
        let mut builder = builder(config, profiles)?.fetch_schema_metadata(false);
        builder.config.host_filter = Some(Arc::new(Only(host.id)));
        builder = builder.address_translator(self.for_driver(config));
        let driver = builder.known_node(host.address.to_string()).build().await;
        driver.map_err(|error| server_error::from_new_session(&error))
    }

    fn for_driver(&self, config: &Arc<Config>) -> Arc<ForDriver> {
        Arc::new(ForDriver { translations: Arc::clone(&self.translations), config: Arc::clone(config) })
    }

    async fn open(
        &self,
        config: &Arc<Config>,
        profiles: &Profiles,
        contact_points: Vec<String>,
        with_keyspaces: bool,
    ) -> Result<Driver, Error> {
        let mut builder = builder(config, profiles)?.fetch_schema_metadata(with_keyspaces);
        builder.config.host_listener = Some(Arc::clone(&self.listener));
        // Behind a proxy, each host is reached through a tunnel of its own.
        if config.tunnels.is_none() {
            builder = builder.address_translator(self.for_driver(config));
        }
        let driver = builder.known_nodes(contact_points).build().await;
        driver.map_err(|error| server_error::from_new_session(&error))
    }
}

/// Accepts one host.
struct Only(Uuid);

impl HostFilter for Only {
    fn accept(&self, peer: &Peer) -> bool {
        peer.host_id == self.0
    }
}

fn knows_datacenters(driver: &Driver) -> bool {
    driver.get_cluster_state().get_nodes_info().iter().any(|node| node.datacenter.is_some())
}

fn builder(config: &Arc<Config>, profiles: &Profiles) -> Result<SessionBuilder, Error> {
    let mut builder = SessionBuilder::new()
        .connection_timeout(config.connect_timeout)
        .tcp_nodelay(config.tcp_nodelay)
        .tls_context(config.tls.as_ref().map(Tls::context))
        .compression(config.compression.map(|compression| match compression {
            Compression::Lz4 => DriverCompression::Lz4,
            Compression::Snappy => DriverCompression::Snappy,
        }))
        .default_execution_profile_handle(profile(profiles).into_handle())
        .custom_identity(identity(config))
        .driver_config_reporting(false)
        // One quoted user type or custom class makes the full fetch fail, and with it the whole topology.
        .fetch_full_schema_metadata(false)
        .auto_await_schema_agreement(false)
        .refresh_metadata_on_auto_schema_agreement(false)
        .schema_agreement_interval(SCHEMA_AGREEMENT_INTERVAL);
    // Cassandra counts as one shard; a node of ScyllaDB is fastest with a connection to each of its own.
    if let Some(per_shard) = std::num::NonZeroUsize::new(config.connections_per_host) {
        builder = builder.pool_size(PoolSize::PerShard(per_shard));
    }
    if let Some(timeout) = config.schema_agreement_timeout {
        builder = builder.schema_agreement_timeout(timeout);
    }
    if let Some(interval) = config.tcp_keepalive_interval {
        builder = builder.tcp_keepalive_interval(interval);
    }
    if let Some(tunnels) = &config.tunnels {
        builder = builder.address_translator(Arc::clone(tunnels) as _);
    }
    if let Some(keyspace) = &config.keyspace {
        builder = builder.use_keyspace(keyspace, true);
    }
    builder = builder.authenticator_provider(Arc::new(Provider::new(config)));
    builder = builder.local_ip_address(config.local_address);
    builder.config.keepalive_interval = config.heartbeat_interval;
    builder.config.keepalive_timeout = config.heartbeat_timeout;
    let limit = config.connect_timeout.max(METADATA_REQUEST_TIMEOUT);
    builder.config.metadata_request_clientside_timeout = Some(limit);
    // A server that has a limit of its own, ScyllaDB, is to say so before it is given up.
    builder.config.metadata_request_serverside_timeout = Some(limit * 9 / 10);
    builder.config.hostname_resolution_timeout = config.resolve_timeout;
    builder.config.host_filter = Some(Arc::new(profiles.host_filter()));
    builder.config.reconnect_policy = config.reconnection.to_driver();
    Ok(builder)
}

/// The crate's own defaults would ask for LOCAL_QUORUM and send LOCAL_SERIAL with every request. It is to try once:
/// whether there is another try is decided in [`crate::execution`].
fn profile(profiles: &Profiles) -> ExecutionProfile {
    let profile = profiles.session_wide();
    ExecutionProfile::builder()
        .consistency(profile.consistency.to_driver())
        .serial_consistency(profile.serial_consistency.and_then(|level| level.to_driver_serial()))
        .request_timeout(None)
        .load_balancing_policy(Arc::clone(&profile.balancer) as Arc<dyn LoadBalancingPolicy>)
        .retry_policy(Arc::new(FallthroughRetryPolicy::new()))
        .speculative_execution_policy(None)
        .build()
}

fn identity(config: &Config) -> SelfIdentity<'static> {
    let mut identity = SelfIdentity::new()
        .with_custom_driver_name(config.driver_name.clone())
        .with_custom_driver_version(config.driver_version.clone());
    if let Some(name) = &config.application_name {
        identity.set_application_name(name.clone());
    }
    if let Some(version) = &config.application_version {
        identity.set_application_version(version.clone());
    }
    if let Some(id) = &config.client_id {
        identity.set_client_id(id.clone());
    }
    identity
}

/// A wrong name would leave every request without a host; saying so at once is what users of the legacy
/// drivers know.
fn check_datacenter(config: &Config, driver: &Driver, asked: Option<SocketAddr>) -> Result<(), Error> {
    let Some(wanted) = &config.local_datacenter else {
        return Ok(());
    };
    let state = driver.get_cluster_state();
    let mut found: Vec<&str> =
        (state.get_nodes_info().iter()).filter_map(|node| node.datacenter.as_deref()).collect();
    if found.contains(&wanted.as_str()) {
        return Ok(());
    }
    found.sort_unstable();
    found.dedup();
    let why = format!("no host is in `{wanted}`; the data centers are: {}", found.join(", "));
    let error = Error::invalid_option("local_datacenter", why);
    Err(match asked {
        Some(host) => error.with_coordinator(host),
        None => error,
    })
}
