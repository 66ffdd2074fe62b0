//! Hosts that take connections and answer nothing on them: after so many requests in a row that timed out, the connections
//! are given up, as the legacy driver for Node does, and the host is down until new ones are there.

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::Duration;

use uuid::Uuid;

use super::Session;
use crate::hosts;
use crate::lock::lock;
use crate::session::WeakSession;

/// The hosts whose connections were given up and are not opened again yet.
#[derive(Debug, Default)]
pub(crate) struct GivenUp(Mutex<HashSet<Uuid>>);

impl GivenUp {
    pub(crate) fn contains(&self, host: Uuid) -> bool {
        lock(&self.0).contains(&host)
    }

    fn insert(&self, host: Uuid) -> bool {
        lock(&self.0).insert(host)
    }

    fn remove(&self, host: Uuid) {
        lock(&self.0).remove(&host);
    }
}

impl Session {
    /// Notes that a request to a host timed out.
    pub(crate) fn on_no_answer(&self, host: Uuid) {
        let Some((in_a_row, connections)) = self.registry().time_out(host) else {
            return;
        };
        let Some(each) = self.config().timeouts_per_connection else {
            return;
        };
        if in_a_row > each.saturating_mul(connections) && self.profiles().given_up().insert(host) {
            self.registry().set_down(host);
            tokio::spawn(renew(self.downgrade(), host));
        }
    }
}

/// Closes the connections to a host and opens new ones after the first delay of the reconnection policy. The crate asks the
/// filter of hosts when it reads the cluster; it says nothing of connections that it closed for that, nor of those that
/// take their place.
async fn renew(session: WeakSession, host: Uuid) {
    let Some(delay) = read_cluster(&session).await else {
        return;
    };
    tokio::time::sleep(delay).await;
    if let Some(session) = session.upgrade() {
        session.profiles().given_up().remove(host);
    }
    read_cluster(&session).await;
    while let Some(session) = session.upgrade() {
        match hosts::is_connected(&session, host) {
            Some(true) => {
                session.prepare_all_on(host).await;
                return session.registry().set_up(host);
            }
            Some(false) => drop(session),
            None => return,
        }
        tokio::time::sleep(delay).await;
    }
}

/// Has the crate read the cluster, and returns how long a host is left alone; `None` when the session is over.
async fn read_cluster(session: &WeakSession) -> Option<Duration> {
    let (driver, delay) = {
        let session = session.upgrade()?;
        let delay = session.config().reconnection.to_driver().new_session().get_delay();
        (session.driver().ok()?, delay)
    };
    if let Err(error) = driver.refresh_metadata().await {
        tracing::warn!("the connections to a silent host are replaced later: {error}");
    }
    Some(delay)
}
