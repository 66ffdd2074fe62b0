//! Which hosts a request is sent to, and in which order.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use scylla::cluster::{ClusterState, Node, NodeRef};
use scylla::errors::RequestAttemptError;
use scylla::policies::load_balancing::{FallbackPlan, LoadBalancingPolicy, RoutingInfo};
use scylla::routing::Shard;
use scylla::routing::locator::ReplicaSet;
use scylla::statement::Consistency;
use uuid::Uuid;

use crate::execution;

/// How hosts are chosen. With the option `local_datacenter` hosts of that data center come first, without it all
/// hosts are equal.
#[derive(Clone, Debug)]
pub struct LoadBalancing {
    /// Whether the replicas of a request's partition come first. Default: true.
    pub token_aware: bool,
    /// Whether replicas take turns; if not, they come in the order of the ring. Default: true.
    pub shuffle_replicas: bool,
    /// How many hosts of each other data center may be used when no local one can be. Default: 0.
    pub remote_hosts_per_datacenter: usize,
    /// Whether those may also serve requests with a LOCAL consistency. Default: false.
    pub remote_for_local_consistency: bool,
    /// The rack whose hosts come first within the local data center. Default: none.
    pub local_rack: Option<String>,
    /// The only addresses that may be used; empty for all.
    pub allowed_hosts: Vec<String>,
    /// Addresses that may not be used.
    pub denied_hosts: Vec<String>,
    /// The only data centers that may be used; empty for all.
    pub allowed_datacenters: Vec<String>,
    /// Data centers that may not be used.
    pub denied_datacenters: Vec<String>,
}

impl Default for LoadBalancing {
    fn default() -> Self {
        LoadBalancing {
            token_aware: true,
            shuffle_replicas: true,
            remote_hosts_per_datacenter: 0,
            remote_for_local_consistency: false,
            local_rack: None,
            allowed_hosts: Vec::new(),
            denied_hosts: Vec::new(),
            allowed_datacenters: Vec::new(),
            denied_datacenters: Vec::new(),
        }
    }
}

/// The policy in action. Hosts that a list excludes are disabled by the host filter and never seen here.
#[derive(Debug)]
pub(crate) struct Balancer {
    local_datacenter: Option<String>,
    options: LoadBalancing,
    turn: AtomicUsize,
}

type Target<'a> = (NodeRef<'a>, Option<Shard>);

impl Balancer {
    pub(crate) fn new(local_datacenter: Option<String>, options: LoadBalancing) -> Self {
        Balancer { local_datacenter, options, turn: AtomicUsize::new(0) }
    }

    /// Names every host in the order in which a request would try them.
    pub(crate) fn order(&self, request: &RoutingInfo<'_>, cluster: &ClusterState) -> Vec<Uuid> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        self.targets(request, cluster, turn).iter().map(|(node, _)| node.host_id).collect()
    }

    fn local_hosts<'a>(&self, cluster: &'a ClusterState) -> &'a [Arc<Node>] {
        let locator = cluster.replica_locator();
        match &self.local_datacenter {
            None => locator.unique_nodes_in_global_ring(),
            Some(name) => locator.unique_nodes_in_datacenter_ring(name).unwrap_or_default(),
        }
    }

    fn replicas<'a>(
        &'a self,
        request: &RoutingInfo<'_>,
        cluster: &'a ClusterState,
    ) -> Option<ReplicaSet<'a>> {
        if !self.options.token_aware {
            return None;
        }
        let (token, table) = (request.token?, request.table?);
        let strategy = &cluster.get_keyspace(table.ks_name())?.strategy;
        let datacenter = self.local_datacenter.as_deref();
        Some(cluster.replica_locator().replicas_for_token(token, strategy, datacenter, table))
    }

    /// Returns the replica whose turn it is, if any is connected.
    fn replica<'a>(
        &'a self,
        request: &RoutingInfo<'_>,
        cluster: &'a ClusterState,
        turn: usize,
    ) -> Option<Target<'a>> {
        let replicas = self.replicas(request, cluster)?;
        // A conditional statement is cheapest when all clients ask the same replica first.
        let ordered = !self.options.shuffle_replicas || request.should_route_as_lwt();
        let skipped = if ordered { 0 } else { turn % replicas.len().max(1) };
        let mut found = if ordered {
            replicas.into_replicas_ordered().into_iter().find(connected)
        } else {
            replicas.into_iter().skip(skipped).find(connected)
        };
        if found.is_none() && skipped > 0 {
            found = self.replicas(request, cluster)?.into_iter().take(skipped).find(connected);
        }
        found.map(|(node, shard)| (node, Some(shard)))
    }

    /// Hosts that take turns, those of the local rack before the others.
    fn rotated<'a>(&'a self, hosts: &'a [Arc<Node>], turn: usize) -> impl Iterator<Item = &'a Arc<Node>> {
        let start = turn % hosts.len().max(1);
        let (before, after) = hosts.split_at(start);
        let in_turn = after.iter().chain(before);
        let rack = self.options.local_rack.as_deref();
        let is_near = move |node: &Node| rack.is_some() && node.rack.as_deref() == rack;
        let near = in_turn.clone().filter(move |node| is_near(node));
        near.chain(in_turn.filter(move |node| !is_near(node)))
    }

    fn remote_hosts<'a>(&self, request: &RoutingInfo<'_>, cluster: &'a ClusterState) -> Vec<&'a Arc<Node>> {
        let Some(local) = &self.local_datacenter else {
            return Vec::new();
        };
        if is_local(request.consistency) && !self.options.remote_for_local_consistency {
            return Vec::new();
        }
        let mut used: HashMap<Option<&str>, usize> = HashMap::new();
        let nodes = cluster.get_nodes_info().iter();
        nodes
            .filter(|node| node.is_enabled() && node.datacenter.as_ref() != Some(local))
            .filter(|node| {
                let count = used.entry(node.datacenter.as_deref()).or_default();
                *count += 1;
                *count <= self.options.remote_hosts_per_datacenter
            })
            .collect()
    }
    /// All targets: replicas, then the hosts of the local data center, then those that are allowed of the others.
    fn targets<'a>(
        &'a self,
        request: &RoutingInfo<'_>,
        cluster: &'a ClusterState,
        turn: usize,
    ) -> Vec<Target<'a>> {
        let local = self.local_hosts(cluster);
        let mut plan: Vec<Target<'a>> = Vec::with_capacity(local.len());
        if let Some(replicas) = self.replicas(request, cluster) {
            plan.extend(replicas.into_iter().filter(connected).map(|(node, shard)| (node, Some(shard))));
        }
        let hosts = self
            .rotated(local, turn)
            .chain(self.remote_hosts(request, cluster))
            .filter(|node| node.is_enabled());
        // A host without a connection comes last: trying it costs nothing and tells why it cannot be used.
        let (up, down): (Vec<_>, Vec<_>) = hosts.partition(|node| node.is_connected());
        for node in up.into_iter().chain(down) {
            if !plan.iter().any(|(known, _)| Arc::ptr_eq(known, node)) {
                plan.push((node, None));
            }
        }
        plan
    }
}

fn connected((node, _): &(NodeRef<'_>, Shard)) -> bool {
    usable(node)
}

fn usable(node: &Node) -> bool {
    node.is_enabled() && node.is_connected()
}

fn is_local(consistency: Consistency) -> bool {
    matches!(consistency, Consistency::LocalOne | Consistency::LocalQuorum | Consistency::LocalSerial)
}

impl LoadBalancingPolicy for Balancer {
    fn pick<'a>(&'a self, request: &'a RoutingInfo<'_>, cluster: &'a ClusterState) -> Option<Target<'a>> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let target = self.replica(request, cluster, turn).or_else(|| {
            let mut hosts = self.rotated(self.local_hosts(cluster), turn);
            hosts.find(|node| usable(node)).map(|node| (node, None))
        })?;
        execution::used(target.0);
        Some(target)
    }

    fn fallback<'a>(&'a self, request: &'a RoutingInfo<'_>, cluster: &'a ClusterState) -> FallbackPlan<'a> {
        let turn = self.turn.load(Ordering::Relaxed);
        Box::new(self.targets(request, cluster, turn).into_iter())
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
