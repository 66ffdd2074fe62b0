//! What a session sees of a node that joins its cluster, and of one that leaves.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use unicql_core::{
    Error, Host, HostChange, HostEvent, Options, Page, Prepared, Request, ServerEvent, Session,
    TopologyChange, Values, ValuesWriter,
};

use crate::server::{PATIENCE, Server, connect, cql, eventually, prepare};

/// Enough keys that each of three nodes has some.
const KEYS: i32 = 200;

fn key(key: i32) -> Values {
    let mut values = ValuesWriter::default();
    values.value(&key.to_be_bytes());
    values.finish().unwrap()
}

/// A table without copies: whoever has a row is the only replica.
struct Rows {
    session: Session,
    select: Arc<Prepared>,
}

impl Rows {
    fn write(session: &Session) -> Rows {
        let replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
        cql(session, &format!("CREATE KEYSPACE membership WITH replication = {replication}"));
        cql(session, "CREATE TABLE membership.t (k int PRIMARY KEY, v int)");
        let insert = prepare(session, "INSERT INTO membership.t (k, v) VALUES (?, 7)");
        for k in 0..KEYS {
            let written = session.execute(Request::prepared(insert.clone(), key(k))).wait();
            assert!(written.is_ok(), "{:?}", written.as_ref().as_ref().err());
        }
        let select = prepare(session, "SELECT v FROM membership.t WHERE k = ?");
        Rows { session: session.clone(), select }
    }

    fn read(&self, k: i32) -> Result<Page, Error> {
        self.session.execute(Request::prepared(self.select.clone(), key(k))).wait().as_ref().clone()
    }

    /// The nodes that answer for the keys; each row must be there.
    fn coordinators(&self) -> BTreeSet<SocketAddr> {
        let read = |k| {
            let page = self.read(k).unwrap_or_else(|error| panic!("{k}: {error}"));
            assert_eq!(page.row_count, 1, "{k}");
            page.coordinator
        };
        (0..KEYS).map(read).collect()
    }

    /// The nodes that should have the keys, as the session's metadata say.
    fn replicas(&self) -> BTreeSet<SocketAddr> {
        let metadata = self.session.metadata();
        let replicas = |k: i32| metadata.replicas_of_key(Some("membership"), &k.to_be_bytes()).unwrap();
        (0..KEYS).flat_map(replicas).map(|replica| replica.host.address).collect()
    }
}

/// Reads all rows again and again while the cluster changes.
struct Reader {
    ends: Arc<AtomicBool>,
    thread: JoinHandle<(usize, Vec<String>)>,
}

impl Reader {
    fn start(rows: Arc<Rows>) -> Reader {
        let ends = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&ends);
        let thread = std::thread::spawn(move || {
            let (mut reads, mut failures) = (0, Vec::new());
            while !ended.load(Ordering::Relaxed) {
                for k in 0..KEYS {
                    reads += 1;
                    match rows.read(k) {
                        Ok(page) if page.row_count == 1 => {}
                        Ok(_) => failures.push(format!("{k} is not there")),
                        Err(error) => failures.push(format!("{k}: {error}")),
                    }
                }
            }
            (reads, failures)
        });
        Reader { ends, thread }
    }

    /// Every read must have gone well.
    fn end(self) {
        self.ends.store(true, Ordering::Relaxed);
        let (reads, failures) = self.thread.join().unwrap();
        assert!(reads >= KEYS as usize && failures.is_empty(), "{reads} reads, {failures:?}");
    }
}

/// Waits for the change of one host; no other may have been told of before.
fn expect(events: &Receiver<HostEvent>, address: SocketAddr, change: HostChange) -> Host {
    let event = events.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {change:?} of {address}"));
    assert_eq!((event.host.address, event.change), (address, change), "{event:?}");
    event.host
}

fn expect_told(told: &Receiver<ServerEvent>, change: TopologyChange, address: SocketAddr) {
    let wanted = ServerEvent::Topology { change, address };
    while told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{wanted:?}")) != wanted {}
}

fn addresses(session: &Session) -> BTreeSet<SocketAddr> {
    session.hosts().iter().map(|host| host.address).collect()
}

#[test]
fn a_node_that_joins_is_used_and_one_that_leaves_is_not() {
    // A token of chance could have next to nothing of the ring.
    let token = "allocate_tokens_for_local_replication_factor=1";
    let server = Server::up("servers-membership", &["--nodes", "2", "--set", token]);
    let session = connect(Options { idempotent: Some(true), ..server.options() });
    let rows = Arc::new(Rows::write(&session));
    let before = addresses(&session);
    assert_eq!((before.len(), rows.replicas(), rows.coordinators()), (2, before.clone(), before.clone()));
    let (sender, events) = channel();
    let subscription = session.subscribe(move |event| sender.send(event.clone()).unwrap_or_default());
    for host in session.hosts() {
        expect(&events, host.address, HostChange::Added);
        expect(&events, host.address, HostChange::Up);
    }
    let (sender, told) = channel();
    session.on_server_event(move |event| sender.send(event.clone()).unwrap_or_default());

    let reader = Reader::start(Arc::clone(&rows));
    server.add();
    let mut third = *before.last().unwrap();
    third.set_ip(format!("{}3", third.ip().to_string().trim_end_matches(char::is_numeric)).parse().unwrap());
    expect_told(&told, TopologyChange::Added, third);
    expect(&events, third, HostChange::Added);
    let host = expect(&events, third, HostChange::Up);
    assert_eq!(host.datacenter.as_deref(), Some("dc1"));
    let during = BTreeSet::from_iter(before.iter().copied().chain([third]));
    eventually("the ring has the new node", || rows.replicas() == during);
    eventually("the new node answers for its rows", || rows.coordinators() == during);
    assert_eq!(addresses(&session), during);
    let known = session.hosts().into_iter().find(|host| host.address == third).unwrap();
    assert!(known.is_up() && known.connections > 0 && known.details.release_version.is_some());

    // One of those that the session has known from the start, and that does not tell it of changes.
    let control = session.control_host().expect("there is a control connection");
    let (number, gone) = (1..).zip(before.iter().copied()).find(|(_, address)| *address != control).unwrap();
    server.remove(number);
    expect_told(&told, TopologyChange::Removed, gone);
    expect(&events, gone, HostChange::Down);
    expect(&events, gone, HostChange::Removed);
    let after = BTreeSet::from_iter(during.into_iter().filter(|address| *address != gone));
    eventually("the ring is without the node", || rows.replicas() == after);
    eventually("the others answer for its rows", || rows.coordinators() == after);
    assert_eq!(addresses(&session), after);
    assert!(session.metadata().peers.iter().all(|peer| peer.address != gone));
    reader.end();
    assert!(events.try_recv().is_err(), "nothing is told twice");
    drop(subscription);
}
