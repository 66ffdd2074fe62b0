//! The load balancing of a session or a profile in action: facts of the cluster go into [`super::query_plan`], hosts come
//! out for the crate and for [`crate::execution`].

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use scylla::cluster::{ClusterState, Node, NodeRef};
use scylla::errors::RequestAttemptError;
use scylla::policies::load_balancing::{FallbackPlan, LoadBalancingPolicy, RoutingInfo};
use scylla::routing::Shard;
use scylla::statement::Consistency;
use uuid::Uuid;

use super::LoadBalancing;
use super::host_filter::HostLists;
use super::latency::Averages;
use super::measures::Measures;
use super::query_plan::{
    Measured, Member, Preferences, ReplicaOrder, Replicas, Scene, Target, at_most_per_datacenter,
};
use crate::execution;
use crate::hosts::{HostDistance, socket_address};
use crate::metadata::{MetadataStore, Token};

/// The policy in action.
#[derive(Debug)]
pub(crate) struct Balancer {
    local_datacenter: Option<String>,
    options: LoadBalancing,
    lists: HostLists,
    measures: Arc<Measures>,
    metadata: Arc<MetadataStore>,
    averages: Option<Arc<Averages>>,
    turn: AtomicUsize,
}

/// A node as one balancer sees it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    node: NodeRef<'a>,
    balancer: &'a Balancer,
}

impl Member for Seen<'_> {
    fn id(&self) -> Uuid {
        self.node.host_id
    }

    fn datacenter(&self) -> Option<&str> {
        self.node.datacenter.as_deref()
    }

    fn rack(&self) -> Option<&str> {
        self.node.rack.as_deref()
    }

    fn is_up(&self) -> bool {
        self.balancer.is_listed(self.node) && self.node.is_connected()
    }

    fn is_down(&self) -> bool {
        self.balancer.is_listed(self.node) && !self.node.is_connected()
    }
}

impl Measured for Balancer {
    fn load(&self, host: Uuid) -> usize {
        self.measures.in_flight(host)
    }

    fn is_slow(&self, host: Uuid) -> bool {
        self.averages.as_ref().is_some_and(|averages| averages.is_slow(host, Instant::now()))
    }
}

impl Balancer {
    /// Puts options to work. The names in their lists must have been resolved.
    pub(crate) fn new(
        local_datacenter: Option<String>,
        options: LoadBalancing,
        measures: &Arc<Measures>,
        metadata: &Arc<MetadataStore>,
    ) -> Self {
        let averages = options.latency_awareness.map(|settings| Arc::new(Averages::new(settings)));
        if let Some(averages) = &averages {
            measures.want_averages(Arc::clone(averages));
        }
        if options.prefer_idle_replicas {
            measures.want_in_flight();
        }
        Balancer {
            local_datacenter,
            lists: HostLists::new(&options),
            options,
            measures: Arc::clone(measures),
            metadata: Arc::clone(metadata),
            averages,
            // Sessions that start together do not all begin with the same host.
            turn: AtomicUsize::new(usize::from(Uuid::new_v4().as_bytes()[0])),
        }
    }

    /// Names every host in the order in which a request would try them.
    pub(crate) fn order(&self, request: &RoutingInfo<'_>, cluster: &ClusterState) -> Vec<Uuid> {
        self.plan(request, cluster, self.next_turn()).map(|(seen, _)| seen.id()).collect()
    }

    /// Tells whether any request may go to a host, wherever it is in the plan.
    pub(crate) fn may_use(&self, address: SocketAddr, datacenter: Option<&str>) -> bool {
        let in_reach = match (&self.local_datacenter, datacenter) {
            (Some(local), Some(datacenter)) if datacenter != local => {
                self.options.remote_hosts_per_datacenter > 0
            }
            _ => true,
        };
        in_reach && self.lists.allow(address, datacenter)
    }

    /// How far a host is for this policy.
    pub(crate) fn distance(&self, host: Uuid, cluster: &ClusterState) -> HostDistance {
        let all = || cluster.get_nodes_info().iter().map(|node| Seen { node, balancer: self });
        let Some(seen) = all().find(|seen| seen.id() == host) else {
            return HostDistance::Ignored;
        };
        let is_listed = self.is_listed(seen.node);
        if !is_listed || !self.may_use(socket_address(&seen.node.address), seen.datacenter()) {
            return HostDistance::Ignored;
        }
        if self.preferences(true).is_near(&seen) {
            return HostDistance::Local;
        }
        let peers = all().filter(|peer| peer.datacenter() == seen.datacenter() && peer.is_up());
        let used = at_most_per_datacenter(peers, self.options.remote_hosts_per_datacenter);
        match used.iter().any(|used| used.id() == host) {
            true => HostDistance::Remote,
            false => HostDistance::Ignored,
        }
    }

    /// Tells whether a node has connections and no list speaks against it.
    pub(crate) fn is_listed(&self, node: &Node) -> bool {
        node.is_enabled() && self.lists.allow(socket_address(&node.address), node.datacenter.as_deref())
    }

    fn next_turn(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed)
    }

    fn preferences(&self, remote: bool) -> Preferences<'_> {
        Preferences {
            local_datacenter: self.local_datacenter.as_deref(),
            local_rack: self.options.local_rack.as_deref(),
            remote_hosts_per_datacenter: if remote { self.options.remote_hosts_per_datacenter } else { 0 },
        }
    }

    fn plan<'a>(
        &'a self,
        request: &RoutingInfo<'_>,
        cluster: &'a ClusterState,
        turn: usize,
    ) -> impl Iterator<Item = Target<Seen<'a>>> + use<'a> {
        let seen = move |node: &'a Arc<Node>| Seen { node, balancer: self };
        let locator = cluster.replica_locator();
        let local = match &self.local_datacenter {
            None => locator.unique_nodes_in_global_ring(),
            Some(name) => locator.unique_nodes_in_datacenter_ring(name).unwrap_or_default(),
        };
        let scene = Scene {
            replicas: self.replicas(request, cluster),
            order: self.order_for(request),
            local: local.iter().map(seen),
            all: cluster.get_nodes_info().iter().map(seen),
            turn,
        };
        let remote = self.options.remote_for_local_consistency || !is_local(request.consistency);
        self.preferences(remote).plan(scene, self)
    }

    fn order_for(&self, request: &RoutingInfo<'_>) -> ReplicaOrder {
        // A conditional statement is cheapest when all clients ask the same replica first.
        if request.should_route_as_lwt() {
            return ReplicaOrder::Ring;
        }
        match (self.options.shuffle_replicas, self.options.prefer_idle_replicas) {
            (_, true) => ReplicaOrder::LeastBusy,
            (true, false) => ReplicaOrder::Shuffled,
            (false, false) => ReplicaOrder::Ring,
        }
    }

    fn replicas<'a>(&'a self, request: &RoutingInfo<'_>, cluster: &'a ClusterState) -> Replicas<Seen<'a>> {
        let found = || {
            let (token, table) = (request.token?, request.table?);
            let strategy = &cluster.get_keyspace(table.ks_name())?.strategy;
            let datacenter = self.local_datacenter.as_deref();
            Some(cluster.replica_locator().replicas_for_token(token, strategy, datacenter, table))
        };
        if !self.options.token_aware {
            return Replicas::new();
        }
        let Some(replicas) = found() else {
            return self.own_replicas(request, cluster).unwrap_or_default();
        };
        let seen = |(node, shard)| (Seen { node, balancer: self }, Some(shard));
        match self.order_for(request) == ReplicaOrder::Ring {
            true => replicas.into_replicas_ordered().into_iter().map(seen).collect(),
            false => replicas.into_iter().map(seen).collect(),
        }
    }
}

impl Balancer {
    /// Returns the replicas in a keyspace that the crate does not know: one that is new, or whose replication it cannot
    /// read. Transient replicas have nothing that could be read from them alone, so they have turns as other hosts.
    fn own_replicas<'a>(
        &'a self,
        request: &RoutingInfo<'_>,
        cluster: &'a ClusterState,
    ) -> Option<Replicas<Seen<'a>>> {
        let (token, table) = (request.token?, request.table?);
        let metadata = self.metadata.current();
        let mut replicas = metadata.replicas(Some(table.ks_name()), &Token::Murmur3(token.value()))?;
        replicas.retain(|replica| replica.is_full);
        let nodes = replicas.iter().filter_map(|replica| {
            cluster.get_nodes_info().iter().find(|node| node.host_id == replica.host.id)
        });
        let is_local =
            |node: &&Arc<Node>| self.local_datacenter.is_none() || node.datacenter == self.local_datacenter;
        Some(nodes.filter(is_local).map(|node| (Seen { node, balancer: self }, None)).collect())
    }
}

fn is_local(consistency: Consistency) -> bool {
    matches!(consistency, Consistency::LocalOne | Consistency::LocalQuorum | Consistency::LocalSerial)
}

impl LoadBalancingPolicy for Balancer {
    fn pick<'a>(
        &'a self,
        request: &'a RoutingInfo<'_>,
        cluster: &'a ClusterState,
    ) -> Option<(NodeRef<'a>, Option<Shard>)> {
        let turn = self.next_turn();
        let (mut replicas, order) = (self.replicas(request, cluster), self.order_for(request));
        let replica = self.preferences(true).first_replica(&mut replicas, order, turn, self);
        let first = || self.plan(request, cluster, turn).find(|(seen, _)| seen.is_up());
        let (seen, shard) = replica.or_else(first)?;
        execution::used(seen.node);
        Some((seen.node, shard))
    }

    fn fallback<'a>(&'a self, request: &'a RoutingInfo<'_>, cluster: &'a ClusterState) -> FallbackPlan<'a> {
        let turn = self.turn.load(Ordering::Relaxed);
        let targets: Vec<_> = self.plan(request, cluster, turn).collect();
        Box::new(targets.into_iter().map(|(seen, shard)| (seen.node, shard)))
    }

    fn on_request_failure(
        &self,
        _: &RoutingInfo<'_>,
        _: Duration,
        node: NodeRef<'_>,
        _: &RequestAttemptError,
    ) {
        execution::used(node);
    }

    fn name(&self) -> String {
        "unicql".to_owned()
    }
}
