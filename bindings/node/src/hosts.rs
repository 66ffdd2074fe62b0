//! The hosts of a session for JavaScript: as they are, and what happens to them.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::Arc;

use napi_derive::napi;
use serde_json::{Value as Json, json};
use unicql_core::{
    Error, Host, HostChange, HostDistance, HostEvent, HostStatus, ServerEvent, Session, Subscription,
};
use uuid::Uuid;

use crate::completion::{Completions, Outcome};
use crate::metadata;
use crate::session::NativeSession;

/// Tells JavaScript what happens to hosts and to the control connection for as long as the subscription lives.
pub(crate) fn watch(session: &Session, completions: &Arc<Completions>) -> Subscription {
    let server_news = Arc::clone(completions);
    session.on_server_event(move |event| {
        server_news.tell(match event {
            ServerEvent::Lost => json!({ "what": "controlLost" }),
            ServerEvent::Reconnected => json!({ "what": "controlUp" }),
            ServerEvent::Topology { .. } => json!({ "what": "ring" }),
            ServerEvent::Schema(change) => json!({ "what": "schema", "change": metadata::describe(change) }),
            ServerEvent::Status { .. } => return,
        });
    });
    let news = Arc::clone(completions);
    session.subscribe(move |event| news.tell(host_news(event)))
}

fn host_news(event: &HostEvent) -> Json {
    let (what, from) = match event.change {
        HostChange::Added => ("added", None),
        HostChange::Removed => ("removed", None),
        HostChange::Up => ("up", None),
        HostChange::Down => ("down", None),
        HostChange::AddressChanged { from } => ("moved", Some(endpoint(from))),
    };
    json!({ "what": what, "from": from, "host": describe(&event.host) })
}

/// Describes a host; `isUp` is null while nobody knows.
fn describe(host: &Host) -> Json {
    let is_up = match host.status {
        HostStatus::Up => Some(true),
        HostStatus::Down => Some(false),
        HostStatus::Unknown => None,
    };
    let details = &host.details;
    json!({
        "id": host.id.to_string(),
        "address": endpoint(host.address),
        "datacenter": host.datacenter,
        "rack": host.rack,
        "isUp": is_up,
        "cassandraVersion": details.release_version,
        "dseVersion": details.dse_version,
        "workloads": details.workloads,
        "tokens": details.tokens,
    })
}

/// Writes an address as the legacy driver does: one of IPv6 has no brackets.
pub(crate) fn endpoint(address: SocketAddr) -> String {
    format!("{}:{}", address.ip(), address.port())
}

#[napi]
impl NativeSession {
    /// The hosts of the cluster as JSON, by address.
    #[napi(catch_unwind)]
    pub fn hosts(&self) -> String {
        let hosts = self.with_session(Session::hosts).unwrap_or_default();
        hosts.iter().map(describe).collect::<Json>().to_string()
    }

    /// How many connections a host has, by its id.
    #[napi(catch_unwind)]
    pub fn connections(&self, id: String) -> u32 {
        self.count(&id, |host| host.connections)
    }

    /// How many requests a host has not answered yet.
    #[napi(catch_unwind)]
    pub fn in_flight(&self, id: String) -> u32 {
        self.count(&id, |host| host.in_flight)
    }

    /// How many requests a host has answered, modulo 2^32.
    #[napi(catch_unwind)]
    pub fn answered(&self, id: String) -> u32 {
        self.count(&id, |host| host.answered)
    }

    /// The address of the host of the control connection; null while that is lost.
    #[napi(catch_unwind)]
    pub fn control_host(&self) -> Option<String> {
        self.with_session(Session::control_host).flatten().map(endpoint)
    }

    /// The address of this machine from which the host of the control connection is reached.
    #[napi(catch_unwind)]
    pub fn local_address(&self) -> Option<String> {
        let host = self.with_session(Session::control_host).flatten()?;
        let any: IpAddr =
            if host.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        // Nothing is sent: that the way is known is enough.
        let socket = UdpSocket::bind((any, 0)).ok()?;
        socket.connect(host).ok()?;
        Some(socket.local_addr().ok()?.ip().to_string())
    }

    /// Says how near hosts are, by their ids, and delivers to a slot: 0 is local, 1 remote; the others are ignored.
    #[napi(catch_unwind)]
    pub fn set_distances(&self, slot: u32, distances: HashMap<String, u32>) {
        let told = (distances.into_iter())
            .filter_map(|(id, distance)| Some((Uuid::parse_str(&id).ok()?, named(distance))))
            .collect();
        let done = self.completions().deliver(slot, |()| Outcome::Settled);
        match self.with_session(Session::clone) {
            Some(session) => session.set_distances_with(told, done),
            None => done.complete(Err(Error::new(
                unicql_core::ErrorKind::SessionClosed,
                "the session is not connected",
            ))),
        }
    }
}

impl NativeSession {
    fn count(&self, id: &str, number: impl FnOnce(&Host) -> usize) -> u32 {
        let host =
            Uuid::parse_str(id).ok().and_then(|id| self.with_session(|session| session.host(id)).flatten());
        host.map_or(0, |host| number(&host) as u32)
    }
}

fn named(distance: u32) -> HostDistance {
    match distance {
        0 => HostDistance::Local,
        1 => HostDistance::Remote,
        _ => HostDistance::Ignored,
    }
}
