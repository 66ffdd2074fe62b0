//! Hosts that are used because the user said so.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;

use unicql_core::policy::LoadBalancing;
use unicql_core::{ErrorKind, Host, HostDistance, Options, Request, Session};

use super::target::{connect, contact, eventually, plain, run, variable};

fn session() -> Session {
    let told = LoadBalancing { told_distances: true, ..LoadBalancing::default() };
    connect(Options { load_balancing: Some(told), ..contact(&variable("UNICQL_DCS_CONTACT_POINTS")) })
}

fn is_in(host: &Host, datacenter: &str) -> bool {
    host.datacenter.as_deref() == Some(datacenter)
}

/// Names the hosts of a data center alone.
fn use_only(session: &Session, datacenter: &str) -> HashSet<SocketAddr> {
    let hosts: Vec<Host> = session.hosts().into_iter().filter(|host| is_in(host, datacenter)).collect();
    let told = hosts.iter().map(|host| (host.id, HostDistance::Local)).collect();
    let outcome = session.set_distances(told).wait();
    assert!(outcome.is_ok(), "{:?}", outcome.as_ref().as_ref().err());
    hosts.into_iter().map(|host| host.address).collect()
}

fn coordinators(session: &Session) -> HashSet<SocketAddr> {
    let ask = |_| run(session, Request::text("SELECT key FROM system.local")).unwrap().coordinator;
    (0..12).map(ask).collect()
}

#[test]
fn no_host_is_used_before_one_is_named() {
    let session = session();
    assert!(session.hosts().iter().all(|host| host.distance == HostDistance::Ignored && !host.is_up()));
    let error = run(&session, Request::text("SELECT key FROM system.local")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoHostAvailable, "{error}");
}

#[test]
fn the_hosts_that_are_named_are_used_and_no_others() {
    let session = session();
    for datacenter in ["dc1", "dc2", "dc1"] {
        let named = use_only(&session, datacenter);
        assert_eq!(coordinators(&session), named);
        for host in session.hosts() {
            let is_named = named.contains(&host.address);
            assert_eq!(host.distance == HostDistance::Local, is_named, "{host:?}");
            assert_eq!(host.connections > 0, is_named, "{host:?}");
        }
    }
}

#[test]
fn the_control_connection_leaves_a_host_that_is_not_used_any_more() {
    let session = session();
    use_only(&session, "dc1");
    let before = session.control_host().expect("there is a control connection");
    let stays = session.hosts().into_iter().find(|host| host.address == before).unwrap();
    let other = if is_in(&stays, "dc1") { "dc2" } else { "dc1" };
    // Where it is counts as used first, so that it has a reason to go.
    use_only(&session, stays.datacenter.as_deref().unwrap());
    let named = use_only(&session, other);
    eventually("it goes elsewhere", || session.control_host().is_some_and(|host| named.contains(&host)));
}

#[test]
fn distances_are_told_to_sessions_that_ask_for_them() {
    let session = connect(plain());
    let outcome = session.set_distances(HashMap::new()).wait();
    let error = outcome.as_ref().as_ref().expect_err("the option is not set");
    assert_eq!(
        (error.kind(), error.fields().name.as_deref()),
        (ErrorKind::InvalidOption, Some("load_balancing"))
    );
}
