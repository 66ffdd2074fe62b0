use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use unicql_core::policy::LoadBalancing;
use unicql_core::{HostChange, HostEvent, HostStatus, Options, Session};

use super::target::{connect, contact, cql, plain, variable};

const PATIENCE: Duration = Duration::from_secs(30);

fn listen(session: &Session) -> (unicql_core::Subscription, Receiver<HostEvent>) {
    let (sender, receiver) = channel();
    (session.subscribe(move |event| drop(sender.send(event.clone()))), receiver)
}

fn next(events: &Receiver<HostEvent>) -> (HostChange, SocketAddr) {
    let event = events.recv_timeout(PATIENCE).unwrap();
    (event.change, event.host.address)
}

#[test]
fn a_listener_hears_of_the_hosts_that_are_there() {
    let session = connect(contact(&variable("UNICQL_DCS_CONTACT_POINTS")));
    let (_subscription, events) = listen(&session);
    for host in session.hosts() {
        assert_eq!(next(&events), (HostChange::Added, host.address));
        assert_eq!(next(&events), (HostChange::Up, host.address));
    }
    assert!(events.try_recv().is_err());
}

#[test]
fn an_ignored_host_arrives_and_does_not_come_up() {
    let session = connect(Options {
        local_datacenter: Some("dc1".into()),
        load_balancing: Some(LoadBalancing::default()),
        ..contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
    });
    let (_subscription, events) = listen(&session);
    let all: Vec<HostEvent> = (0..5).map(|_| events.recv_timeout(PATIENCE).unwrap()).collect();
    let of_dc2: Vec<_> = all.iter().filter(|event| event.host.datacenter.as_deref() == Some("dc2")).collect();
    assert_eq!(of_dc2.len(), 1, "{all:?}");
    assert_eq!((of_dc2[0].change, of_dc2[0].host.status), (HostChange::Added, HostStatus::Unknown));
}

#[test]
fn a_listener_that_panics_stops_neither_itself_nor_others() {
    let session = connect(plain());
    let (panicked, told) = channel();
    let _bad = session.subscribe(move |event| {
        panicked.send(event.change).unwrap();
        panic!("a listener of a test");
    });
    let (_good, events) = listen(&session);
    assert_eq!(next(&events).0, HostChange::Added);
    assert_eq!(told.iter().take(2).collect::<Vec<_>>(), [HostChange::Added, HostChange::Up]);
}

#[test]
fn a_dropped_subscription_frees_its_listener() {
    let session = connect(plain());
    let (subscription, events) = listen(&session);
    assert_eq!(next(&events).0, HostChange::Added);
    assert_eq!(next(&events).0, HostChange::Up);
    drop(subscription);
    assert!(events.recv_timeout(PATIENCE).is_err(), "the sender is gone");
}

#[test]
fn closing_frees_listeners_and_tells_them_nothing() {
    let session = connect(plain());
    let (_subscription, events) = listen(&session);
    assert!(session.close(PATIENCE).wait().is_ok());
    let changes: Vec<_> = events.iter().map(|event| event.change).collect();
    assert_eq!(changes, [HostChange::Added, HostChange::Up]);
}

#[test]
fn listeners_may_use_and_own_the_session() {
    let session = connect(plain());
    let (sender, receiver) = channel();
    let own = session.clone();
    let subscription = session.subscribe(move |_| {
        cql(&own, "SELECT key FROM system.local");
        sender.send(own.hosts().len()).unwrap();
    });
    drop(session);
    assert_eq!(receiver.recv_timeout(PATIENCE), Ok(1));
    assert_eq!(receiver.recv_timeout(PATIENCE), Ok(1));
    drop(subscription);
    assert!(receiver.recv_timeout(PATIENCE).is_err(), "the session went with its listener");
}
