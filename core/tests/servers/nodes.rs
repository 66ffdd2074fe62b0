//! What a session and its listeners see of nodes that stop, die, freeze and come back.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use unicql_core::policy::{LoadBalancing, Reconnection};
use unicql_core::{
    Host, HostChange, HostDistance, HostEvent, Options, PageKind, Request, ServerEvent, Session,
    StatusChange, Subscription,
};

use crate::server::{PATIENCE, Server, connect, eventually};

struct Watched {
    session: Session,
    hosts: Vec<SocketAddr>,
    events: Receiver<HostEvent>,
    _subscription: Subscription,
    server: Server,
}

impl Watched {
    fn connect(name: &'static str) -> Watched {
        let server = Server::up(name, &["--nodes", "3"]);
        let session = connect(Options {
            reconnection: Some(Reconnection::constant(500)),
            heartbeat_interval_ms: Some(1_000),
            heartbeat_timeout_ms: Some(2_000),
            request_timeout_ms: Some(20_000),
            idempotent: Some(true),
            ..server.options()
        });
        let hosts: Vec<SocketAddr> = session.hosts().iter().map(|host| host.address).collect();
        assert_eq!(hosts.len(), 3);
        let (sender, events) = channel();
        let subscription = session.subscribe(move |event| sender.send(event.clone()).unwrap_or_default());
        let watched = Watched { session, hosts, events, _subscription: subscription, server };
        for address in watched.hosts.clone() {
            watched.expect(address, HostChange::Added);
            watched.expect(address, HostChange::Up);
        }
        watched
    }

    /// Waits for the next event, which must be this one.
    fn expect(&self, address: SocketAddr, change: HostChange) {
        let event =
            self.events.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {change:?} of {address}"));
        assert_eq!((event.host.address, event.change), (address, change), "{event:?}");
        assert_eq!(event.host.is_up(), change == HostChange::Up || change == HostChange::Added);
    }

    /// Waits for an event of each host, in whichever order.
    fn expect_all(&self, change: HostChange) {
        let mut left = self.hosts.clone();
        while !left.is_empty() {
            let event =
                self.events.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{change:?} of {left:?}"));
            assert_eq!(event.change, change, "{event:?}");
            let position = left.iter().position(|address| *address == event.host.address);
            left.remove(position.unwrap_or_else(|| panic!("twice: {event:?}")));
        }
    }

    fn query(&self) -> bool {
        self.session.execute(Request::text("SELECT key FROM system.local")).wait().is_ok()
    }
}

/// What the server tells of one of its nodes, on the control connection.
#[test]
fn the_server_tells_of_nodes_that_go_and_come() {
    let watched = Watched::connect("servers-told");
    let (sender, told) = channel();
    watched.session.on_server_event(move |event| sender.send(event.clone()).unwrap_or_default());
    // The control connection stays where it is only when its own node does.
    let control = watched.session.control_host().expect("there is a control connection");
    let id = watched.hosts.iter().position(|host| *host != control).unwrap() + 1;
    let address = watched.hosts[id - 1];
    for (action, change) in [("stop", StatusChange::Down), ("start", StatusChange::Up)] {
        watched.server.node(action, id);
        let wanted = ServerEvent::Status { change, address };
        let deadline = Instant::now() + PATIENCE;
        while told.recv_timeout(deadline.saturating_duration_since(Instant::now())).expect("it is told")
            != wanted
        {}
    }
    assert_eq!(watched.session.control_host(), Some(control));
}

#[test]
fn listeners_hear_once_of_each_node_that_goes_and_comes() {
    let watched = Watched::connect("servers-nodes");
    for (go, come, id) in
        [("stop", "start", 2), ("kill", "start", 3), ("pause", "resume", 1), ("kill", "start", 1)]
    {
        let address = watched.hosts[id - 1];
        watched.server.node(go, id);
        watched.expect(address, HostChange::Down);
        let host =
            |address| watched.session.hosts().into_iter().find(|host| host.address == address).unwrap();
        assert!(host(address).is_reconnecting() && host(address).went_down.is_some());
        assert_eq!(host(address).connections, 0);
        assert!((0..6).all(|_| watched.query()), "the other nodes serve");
        watched.server.node(come, id);
        watched.expect(address, HostChange::Up);
        assert!(host(address).up_since.is_some() && host(address).connections > 0);
        assert!(host(address).details.release_version.is_some());
    }
    for id in 1..=3 {
        watched.server.node("kill", id);
    }
    watched.expect_all(HostChange::Down);
    assert!(!watched.query());
    for id in 1..=3 {
        watched.server.node("start", id);
    }
    watched.expect_all(HostChange::Up);
    eventually("the session does not recover", || watched.query());
    assert!(watched.events.try_recv().is_err(), "nothing is told twice");
}

/// A node that is down keeps the schema that it had.
#[test]
fn nodes_that_are_down_have_to_agree_on_the_schema_where_all_count() {
    let server = Server::up("servers-agree", &["--nodes", "2"]);
    let session = |of_all| {
        connect(Options {
            schema_agreement_of_all: Some(of_all),
            schema_agreement_timeout_ms: Some(1_000),
            ..server.options()
        })
    };
    let sessions = [(session(false), true), (session(true), false)];
    server.node("stop", 2);
    for (position, (session, agreed)) in sessions.iter().enumerate() {
        eventually("the node counts as up", || session.hosts().iter().any(|host| !host.is_up()));
        let create = format!(
            "CREATE KEYSPACE agree_{position} WITH replication = \
             {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
        );
        let outcome = session.execute(Request::text(create)).wait();
        let page = outcome.as_ref().as_ref().unwrap();
        let PageKind::SchemaChange { in_agreement, .. } = page.kind else {
            panic!("{:?} is no change of the schema", page.kind);
        };
        assert_eq!(in_agreement, *agreed);
    }
}

/// The crate tells of the hosts that it used from the first, and not of those that it was told to use later.
#[test]
fn hosts_that_are_used_later_are_heard_of_too() {
    let server = Server::up("servers-later", &["--nodes", "2"]);
    let told = LoadBalancing { told_distances: true, ..LoadBalancing::default() };
    let session = connect(Options {
        load_balancing: Some(told),
        reconnection: Some(Reconnection::constant(500)),
        heartbeat_interval_ms: Some(1_000),
        heartbeat_timeout_ms: Some(2_000),
        ..server.options()
    });
    let all = session.hosts().into_iter().map(|host| (host.id, HostDistance::Local)).collect();
    session.set_distances(all).wait().as_ref().as_ref().unwrap();
    assert!(session.hosts().iter().all(Host::is_up));
    server.node("kill", 2);
    eventually("the node is up for ever", || session.hosts().iter().any(|host| !host.is_up()));
    server.node("start", 2);
    eventually("the node is down for ever", || session.hosts().iter().all(Host::is_up));
}
