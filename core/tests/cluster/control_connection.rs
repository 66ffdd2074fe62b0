//! What the server tells, and a control connection that breaks.

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use unicql_core::policy::Reconnection;
use unicql_core::{ChangeType, Options, SchemaTarget, ServerEvent, Session};

use super::target::{connect, contact, cql, keyspace, plain, variable};

/// Long enough that only an event that never comes meets it.
const LONG: Duration = Duration::from_secs(60);

fn events(session: &Session) -> Receiver<ServerEvent> {
    let (sender, receiver) = channel();
    session.on_server_event(move |event| {
        let _ = sender.send(event.clone());
    });
    receiver
}

fn wait_for(events: &Receiver<ServerEvent>, wanted: impl Fn(&ServerEvent) -> bool) -> ServerEvent {
    loop {
        let event = events.recv_timeout(LONG).expect("an event");
        if wanted(&event) {
            return event;
        }
    }
}

#[test]
fn a_change_of_the_schema_is_told_whoever_made_it() {
    let other = keyspace("core_control");
    let session = connect(plain());
    let events = events(&session);
    cql(&other, "CREATE TABLE told (k int PRIMARY KEY)");
    let event = wait_for(
        &events,
        |event| matches!(event, ServerEvent::Schema(change) if change.name.as_deref() == Some("told")),
    );
    let ServerEvent::Schema(change) = event else { unreachable!("it was waited for") };
    assert_eq!((change.change, change.target), (ChangeType::Created, SchemaTarget::Table));
    assert_eq!(change.keyspace, "core_control");
}

#[test]
fn it_asks_its_host() {
    let session = connect(plain());
    let page = session.control_query("SELECT key FROM system.local").wait();
    let page = page.as_ref().as_ref().unwrap();
    assert_eq!((page.row_count, Some(page.coordinator)), (1, session.control_host()));
    assert!(session.close(LONG).wait().is_ok());
    assert_eq!(session.control_host(), None);
}

#[test]
fn listeners_hear_nothing_after_the_end() {
    let session = connect(plain());
    let events = events(&session);
    assert!(session.close(LONG).wait().is_ok());
    let closed = std::iter::from_fn(|| events.recv_timeout(LONG).ok()).count();
    assert_eq!(closed, 0, "the listener is dropped, and closing is no loss");
}

/// Passes connections on to a node until it is cut off.
struct Gate {
    address: SocketAddr,
    open: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Gate {
    /// The crate takes the port of its first connection for that of every node, so the gate has the same.
    fn to(node: SocketAddr, at: &str) -> Self {
        let listener = TcpListener::bind((at, node.port())).unwrap();
        let address = listener.local_addr().unwrap();
        let open = Arc::new(Mutex::new(Some(Vec::new())));
        let passing = Arc::clone(&open);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(node).unwrap());
                let mut open = passing.lock().unwrap();
                let Some(streams) = open.as_mut() else { return };
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    thread::spawn(move || pass(&mut from, &mut to));
                }
                streams.extend([client, server]);
            }
        });
        Gate { address, open }
    }

    fn cut(&self) {
        for stream in self.open.lock().unwrap().take().into_iter().flatten() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Lets the listener see that it is over.
        let _ = TcpStream::connect(self.address);
    }
}

fn pass(from: &mut TcpStream, to: &mut TcpStream) {
    let mut buffer = [0; 4096];
    while let Ok(count) = from.read(&mut buffer)
        && count > 0
        && to.write_all(&buffer[..count]).is_ok()
    {}
    let _ = to.shutdown(Shutdown::Both);
}

#[test]
fn a_lost_connection_goes_to_another_host_and_says_that_events_are_missing() {
    let node = variable("UNICQL_CONTACT_POINTS").split(',').next().unwrap().parse().unwrap();
    let gate = Gate::to(node, "127.66.1.1");
    let session = connect(Options {
        reconnection: Some(Reconnection::constant(50)),
        ..contact(&gate.address.to_string())
    });
    assert_eq!(session.control_host(), Some(gate.address), "contact points come first");
    let events = events(&session);
    gate.cut();
    assert_eq!(events.recv_timeout(LONG).unwrap(), ServerEvent::Lost);
    assert_eq!(events.recv_timeout(LONG).unwrap(), ServerEvent::Reconnected);
    assert_eq!(session.control_host(), Some(node));
    assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    let page = session.control_query("SELECT key FROM system.local").wait();
    assert_eq!(page.as_ref().as_ref().unwrap().coordinator, node);
}

#[test]
fn sessions_share_the_contact_points_unless_told_to_keep_their_order() {
    let node = variable("UNICQL_CONTACT_POINTS").split(',').next().unwrap().parse().unwrap();
    let gates = ["127.66.1.2", "127.66.1.3"].map(|at| Gate::to(node, at));
    let points = gates.each_ref().map(|gate| gate.address.to_string()).join(",");
    let host = |shuffle_contact_points| {
        let session = connect(Options { shuffle_contact_points, ..contact(&points) });
        session.control_host().expect("there is a control connection")
    };
    // Half of all sessions go to each, so that not one of so many goes to the other once in a thousand million runs.
    let shuffled: HashSet<_> = (0..30).map(|_| host(None)).collect();
    assert_eq!(shuffled, gates.iter().map(|gate| gate.address).collect());
    for _ in 0..5 {
        assert_eq!(host(Some(false)), gates[0].address);
    }
}
