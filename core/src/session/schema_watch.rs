//! Keeps the metadata up to date with what the control connection tells: changes of the schema by others, of the ring,
//! and that something may have been missed.

use std::time::{Duration, Instant};

use super::Session;
use crate::ServerEvent;
use crate::control_connection::ServerEvents;
use crate::metadata::{Due, Part};
use crate::session::WeakSession;

/// How long the ring must be left alone before it is read: as long as the schema by default.
const RING_DELAY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(10));

impl Session {
    /// Watches until the session ends.
    pub(super) fn watch_schema(&self) {
        let events = self.control().events();
        tokio::spawn(watch(self.downgrade(), events));
    }

    fn told(&self, event: ServerEvent) {
        let kept = self.0.metadata.kept();
        match event {
            ServerEvent::Schema(change) => {
                let part = Part::of(&change);
                self.0.prepared.evict_part(&part);
                if let Some(delay) = self.0.config.schema_refresh_delay.filter(|_| kept.schema) {
                    self.read_later(part, delay);
                }
            }
            ServerEvent::Topology { .. } => self.read_ring_later(),
            ServerEvent::Reconnected => {
                self.0.prepared.evict_part(&Part::Keyspaces);
                self.read_ring_later();
                if let Some(delay) = self.0.config.schema_refresh_delay.filter(|_| kept.schema) {
                    self.read_later(Part::Keyspaces, delay);
                }
            }
            ServerEvent::Status { .. } | ServerEvent::Lost => {}
        }
    }

    /// Has the hosts and the ring read anew, after something was heard of them. A server tells of no change when a host
    /// has another address.
    pub(crate) fn read_ring_later(&self) {
        let kept = self.0.metadata.kept();
        if kept.tokens || kept.schema {
            self.read_later(Part::Topology, RING_DELAY);
        }
    }

    fn read_later(&self, part: Part, (quiet, at_most): (Duration, Duration)) {
        if self.0.pending.add(part, quiet, at_most, Instant::now()) {
            tokio::spawn(read_when_due(self.downgrade()));
        }
    }
}

async fn watch(session: WeakSession, mut events: ServerEvents) {
    while let Some(event) = events.next().await {
        let Some(session) = session.upgrade() else {
            return;
        };
        session.told(event);
    }
}

async fn read_when_due(session: WeakSession) {
    loop {
        let Some(alive) = session.upgrade() else {
            return;
        };
        let parts = match alive.0.pending.due(Instant::now()) {
            Due::Now(parts) => parts,
            Due::At(then) => {
                drop(alive);
                tokio::time::sleep_until(then.into()).await;
                continue;
            }
        };
        if let Err(error) = alive.refresh_from(alive.control_host(), &parts).await {
            tracing::warn!(%error, "changes of the cluster could not be read");
        }
        return;
    }
}
