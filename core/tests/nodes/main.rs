//! What a session and its listeners see of nodes that stop, die, freeze and come back. The nodes are those of a cluster of
//! at least three that nobody else uses; `UNICQL_NODES` names it, and `unicql-dev` runs it. It is not part of the usual
//! tests, which share their clusters: `cargo test -p unicql-core --test nodes`.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use unicql_core::policy::Reconnection;
use unicql_core::{
    HostChange, HostEvent, Options, Request, ServerEvent, Session, StatusChange, Subscription,
};

/// A node of Cassandra takes long to start, and longer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(300);

fn cluster() -> String {
    std::env::var("UNICQL_NODES").expect("set UNICQL_NODES to the name of a cluster of three nodes")
}

fn unicql_dev(arguments: &[&str]) -> String {
    let mut command = Command::new("npx");
    // With it, the tool would speak of the cluster that other tests share.
    command.arg("unicql-dev").args(arguments).env_remove("UNICQL_CONTACT_POINTS");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn node(action: &str, id: usize) {
    unicql_dev(&["cluster", "node", action, &format!("node{id}"), "--name", &cluster()]);
}

fn contact_points() -> Vec<String> {
    let status = unicql_dev(&["cluster", "status", "--name", &cluster()]);
    let nodes = status.lines().filter(|line| line.trim_start().starts_with("node"));
    nodes.filter_map(|line| line.split_whitespace().nth(1).map(str::to_owned)).collect()
}

/// The tests share the nodes that they stop.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

struct Watched {
    _alone: MutexGuard<'static, ()>,
    session: Session,
    hosts: Vec<SocketAddr>,
    events: Receiver<HostEvent>,
    _subscription: Subscription,
}

impl Watched {
    fn connect() -> Watched {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let options = Options {
            contact_points: Some(contact_points()),
            reconnection: Some(Reconnection::constant(500)),
            heartbeat_interval_ms: Some(1_000),
            heartbeat_timeout_ms: Some(2_000),
            request_timeout_ms: Some(20_000),
            idempotent: Some(true),
            ..Options::default()
        };
        let outcome = Session::connect(options).wait();
        let session = outcome.as_ref().as_ref().unwrap().clone();
        let hosts: Vec<SocketAddr> = session.hosts().iter().map(|host| host.address).collect();
        assert_eq!(hosts.len(), 3);
        let (sender, events) = channel();
        let subscription = session.subscribe(move |event| sender.send(event.clone()).unwrap_or_default());
        let watched = Watched { _alone: alone, session, hosts, events, _subscription: subscription };
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

    fn recovers(&self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.query() {
            assert!(Instant::now() < deadline, "the session does not recover");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

/// What the server tells of one of its nodes, on the control connection.
#[test]
fn the_server_tells_of_nodes_that_go_and_come() {
    let watched = Watched::connect();
    let (sender, told) = channel();
    watched.session.on_server_event(move |event| sender.send(event.clone()).unwrap_or_default());
    // The control connection stays where it is only when its own node does.
    let control = watched.session.control_host().expect("there is a control connection");
    let id = watched.hosts.iter().position(|host| *host != control).unwrap() + 1;
    let address = watched.hosts[id - 1];
    for (action, change) in [("stop", StatusChange::Down), ("start", StatusChange::Up)] {
        node(action, id);
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
    let watched = Watched::connect();
    for (go, come, id) in
        [("stop", "start", 2), ("kill", "start", 3), ("pause", "resume", 1), ("kill", "start", 1)]
    {
        let address = watched.hosts[id - 1];
        node(go, id);
        watched.expect(address, HostChange::Down);
        let host =
            |address| watched.session.hosts().into_iter().find(|host| host.address == address).unwrap();
        assert!(host(address).is_reconnecting() && host(address).went_down.is_some());
        assert_eq!(host(address).connections, 0);
        assert!((0..6).all(|_| watched.query()), "the other nodes serve");
        node(come, id);
        watched.expect(address, HostChange::Up);
        assert!(host(address).up_since.is_some() && host(address).connections > 0);
        assert!(host(address).details.release_version.is_some());
    }
    for id in 1..=3 {
        node("kill", id);
    }
    watched.expect_all(HostChange::Down);
    assert!(!watched.query());
    for id in 1..=3 {
        node("start", id);
    }
    watched.expect_all(HostChange::Up);
    watched.recovers();
    assert!(watched.events.try_recv().is_err(), "nothing is told twice");
}
