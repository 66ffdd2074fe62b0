//! One try of a request on one host. The crate's errors do not say which host they come from; its load balancing policy
//! is told, on the task of the request, so a task-local record costs nothing that a request without an error would notice.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::Duration;

use scylla::client::session::Session as Driver;
use scylla::cluster::Node;
use scylla::errors::ExecutionError;
use uuid::Uuid;

use super::ready::{Paged, Ready};
use crate::hosts::socket_address;
use crate::{Consistency, Error, server_error};

tokio::task_local! {
    static USED: Cell<Option<Target>>;
}

/// A host that a try went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) id: Uuid,
    pub(crate) address: SocketAddr,
}

/// Notes the host that the policy chose, or that failed, for the try that is under way.
pub(crate) fn used(node: &Node) {
    let target = Target { id: node.host_id, address: socket_address(&node.address) };
    let _ = USED.try_with(|used| used.set(Some(target)));
}

/// What one try is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Try {
    /// The host; `None` leaves it to the balancer.
    pub(super) host: Option<Uuid>,
    /// A consistency other than that of the request.
    pub(super) consistency: Option<Consistency>,
    /// How many tries of this request were retries.
    pub(super) retries: u32,
}

impl Try {
    /// The same once more, on whichever host is next.
    pub(super) fn retried(self, consistency: Option<Consistency>) -> Self {
        Try { host: None, consistency: consistency.or(self.consistency), retries: self.retries + 1 }
    }
}

/// A try that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// Where it failed, when that is known.
    pub(super) target: Option<Target>,
    /// Whether no host got the request, for want of a connection.
    pub(super) not_sent: bool,
}

/// Sends a request once.
pub(super) async fn attempt(
    driver: &Driver,
    ready: &Ready,
    asked: Try,
    limit: Option<Duration>,
) -> Result<Paged, Failure> {
    let watched = async {
        let outcome = ready.send(driver, asked, limit).await;
        outcome.map_err(|error| (error, USED.with(Cell::get)))
    };
    let outcome = USED.scope(Cell::new(None), watched).await;
    outcome.map_err(|(error, chosen)| failure(&error, chosen.or_else(|| find(driver, asked.host?))))
}

fn find(driver: &Driver, host: Uuid) -> Option<Target> {
    let state = driver.get_cluster_state();
    let node = state.get_nodes_info().iter().find(|node| node.host_id == host)?;
    Some(Target { id: host, address: socket_address(&node.address) })
}

fn failure(error: &ExecutionError, target: Option<Target>) -> Failure {
    let not_sent = matches!(error, ExecutionError::ConnectionPoolError(_) | ExecutionError::EmptyPlan);
    let made = server_error::from_execution(error);
    let error = match target.filter(|_| !not_sent) {
        Some(target) => made.with_coordinator(target.address),
        None => made,
    };
    Failure { error, target, not_sent }
}
