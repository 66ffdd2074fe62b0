use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::*;
use crate::AddressTranslation;
use crate::log::SessionLog;

const HOST: Uuid = Uuid::from_u128(1);

fn registry() -> Hosts {
    let log = SessionLog::default();
    Hosts::new(Arc::new(Translations::new(AddressTranslation::Identity, None, log.clone())), log)
}

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn found(distance: HostDistance) -> Found {
    let address = at("10.0.0.1:9042");
    Found { id: HOST, address, datacenter: None, rack: None, distance, pool_size: 2 }
}

fn listen(hosts: &Hosts) -> (Receiver<HostEvent>, Subscription) {
    let (sender, events) = channel();
    let listener = move |event: &HostEvent| sender.send(event.clone()).unwrap_or_default();
    (events, hosts.subscribe(Arc::new(listener)))
}

/// The next changes, which are told on another thread, and no more.
fn changes(events: &Receiver<HostEvent>, count: usize) -> Vec<HostChange> {
    let next = |_| events.recv_timeout(Duration::from_secs(20)).unwrap().change;
    let told = (0..count).map(next).collect();
    assert!(events.try_recv().is_err());
    told
}

#[test]
fn a_host_that_is_used_comes_up_and_goes_down_before_it_leaves() {
    let hosts = registry();
    let (events, _subscription) = listen(&hosts);
    hosts.add(found(HostDistance::Local));
    hosts.add(found(HostDistance::Local));
    hosts.set_up(HOST);
    assert_eq!(hosts.get(HOST).unwrap().connections, 2);
    assert_eq!(changes(&events, 2), [HostChange::Added, HostChange::Up]);
    hosts.remove(HOST);
    hosts.remove(HOST);
    assert_eq!(changes(&events, 2), [HostChange::Down, HostChange::Removed]);
    assert!(hosts.all().is_empty());
}

#[test]
fn a_host_goes_down_before_it_has_another_address() {
    let hosts = registry();
    hosts.add(found(HostDistance::Local));
    let (events, _subscription) = listen(&hosts);
    changes(&events, 2);
    hosts.set_address(HOST, at("10.0.0.1:9042"));
    hosts.set_address(Uuid::nil(), at("10.0.0.2:9042"));
    hosts.set_address(HOST, at("10.0.0.2:9042"));
    let moved = HostChange::AddressChanged { from: at("10.0.0.1:9042") };
    assert_eq!(changes(&events, 2), [HostChange::Down, moved]);
    assert_eq!(hosts.address(HOST), Some(at("10.0.0.2:9042")));
    hosts.set_up(HOST);
    assert_eq!(changes(&events, 1), [HostChange::Up]);
}

#[test]
fn of_a_host_that_is_ignored_others_tell() {
    let hosts = registry();
    let (events, _subscription) = listen(&hosts);
    hosts.add(found(HostDistance::Ignored));
    assert_eq!(hosts.get(HOST).unwrap().status, HostStatus::Unknown);
    for status in [HostStatus::Up, HostStatus::Up, HostStatus::Down, HostStatus::Down] {
        hosts.hear(at("10.0.0.1:9042"), status);
        hosts.hear(at("10.0.0.9:9042"), status);
    }
    assert_eq!(changes(&events, 3), [HostChange::Added, HostChange::Up, HostChange::Down]);
    let host = hosts.get(HOST).unwrap();
    assert!(host.went_down.is_some() && host.connections == 0 && !host.is_reconnecting());
    // Once it is used, its own connections tell, and others nothing more.
    hosts.set_use(HOST, HostDistance::Local, 2);
    hosts.hear(at("10.0.0.1:9042"), HostStatus::Up);
    assert!(!hosts.get(HOST).unwrap().is_up());
}

#[test]
fn who_listens_later_hears_what_became_of_a_host() {
    let hosts = registry();
    hosts.add(found(HostDistance::Local));
    hosts.set_down(HOST);
    let (events, _subscription) = listen(&hosts);
    assert_eq!(changes(&events, 3), [HostChange::Added, HostChange::Up, HostChange::Down]);
    hosts.close();
    hosts.add(found(HostDistance::Local));
    assert!(hosts.all().is_empty() && events.recv().is_err(), "nobody is told of the end");
}

#[test]
fn requests_are_counted_while_a_host_has_not_answered() {
    let hosts = registry();
    assert!(hosts.enter(HOST).is_none());
    hosts.add(found(HostDistance::Local));
    let under_way: Vec<_> = (0..4).map(|_| hosts.enter(HOST).unwrap()).collect();
    let host = hosts.get(HOST).unwrap();
    assert_eq!((host.in_flight, host.answered), (4, 0));
    assert_eq!((hosts.is_full(HOST, 2), hosts.is_full(HOST, 3)), (Some((4, 2)), None));
    drop(under_way);
    let host = hosts.get(HOST).unwrap();
    assert_eq!((host.in_flight, host.late, host.answered), (0, 0, 4));
    drop(hosts.enter(HOST));
    hosts.time_out(HOST);
    let host = hosts.get(HOST).unwrap();
    assert_eq!((host.in_flight, host.late), (1, 1));
}
