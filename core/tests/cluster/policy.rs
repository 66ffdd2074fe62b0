use std::collections::HashSet;
use std::net::SocketAddr;

use unicql_core::policy::{LoadBalancing, Retry, RetryRule};
use unicql_core::{Consistency, ErrorKind, Options, Request, RequestOptions, Session};

use super::target::{connect, contact, cql, run, variable};

/// Two hosts in dc1 and one in dc2.
fn two_datacenters() -> Options {
    contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
}

/// Sends some requests and returns who answered.
fn coordinators(session: &Session, consistency: Consistency) -> HashSet<SocketAddr> {
    let options = RequestOptions { consistency: Some(consistency), ..RequestOptions::default() };
    (0..12)
        .map(|_| Request { options: options.clone(), ..Request::text("SELECT key FROM system.local") })
        .map(|request| run(session, request).unwrap().coordinator)
        .collect()
}

fn addresses(session: &Session, datacenter: &str) -> HashSet<SocketAddr> {
    let hosts = session.hosts().into_iter();
    hosts.filter(|host| host.datacenter.as_deref() == Some(datacenter)).map(|host| host.address).collect()
}

#[test]
fn all_hosts_take_turns_without_a_local_data_center() {
    let session = connect(two_datacenters());
    let all: HashSet<_> = session.hosts().into_iter().map(|host| host.address).collect();
    assert_eq!((all.len(), coordinators(&session, Consistency::One)), (3, all));
}

#[test]
fn only_local_hosts_are_used_and_connected() {
    let options = Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(options);
    assert_eq!(coordinators(&session, Consistency::One), addresses(&session, "dc1"));
    let remote = session.hosts().into_iter().find(|host| host.datacenter.as_deref() == Some("dc2")).unwrap();
    assert!(!remote.is_up());
}

#[test]
fn remote_hosts_step_in_when_they_may() {
    let local: Vec<String> = {
        let session = connect(two_datacenters());
        addresses(&session, "dc1").iter().map(|address| address.ip().to_string()).collect()
    };
    let balancing =
        LoadBalancing { remote_hosts_per_datacenter: 1, denied_hosts: local, ..LoadBalancing::default() };
    let options = || Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(Options { load_balancing: Some(balancing.clone()), ..options() });
    assert_eq!(coordinators(&session, Consistency::One), addresses(&session, "dc2"));
    let local_one = RequestOptions { consistency: Some(Consistency::LocalOne), ..RequestOptions::default() };
    let request = Request { options: local_one, ..Request::text("SELECT key FROM system.local") };
    let error = run(&session, request).unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::NoHostAvailable, 3));
    let balancing = LoadBalancing { remote_for_local_consistency: true, ..balancing };
    let session = connect(Options { load_balancing: Some(balancing), ..options() });
    assert_eq!(coordinators(&session, Consistency::LocalOne), addresses(&session, "dc2"));
}

#[test]
fn a_replica_is_asked_first() {
    let session = connect(two_datacenters());
    cql(&session, "DROP KEYSPACE IF EXISTS core_token");
    cql(
        &session,
        "CREATE KEYSPACE core_token WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1}",
    );
    cql(&session, "CREATE TABLE core_token.t (a int PRIMARY KEY)");
    // A new session knows the keyspace from its start.
    let session = connect(two_datacenters());
    let prepared = session.prepare("SELECT a FROM core_token.t WHERE a = ?").wait();
    let prepared = prepared.as_ref().as_ref().unwrap();
    for key in 0..6i32 {
        let mut answered = HashSet::new();
        for _ in 0..6 {
            let mut values = unicql_core::ValuesWriter::default();
            values.value(&key.to_be_bytes());
            let request = Request::prepared(prepared.clone(), values.finish().unwrap());
            answered.insert(run(&session, request).unwrap().coordinator);
        }
        assert_eq!(answered.len(), 1, "the one replica of {key} answers every time");
        assert!(answered.is_subset(&addresses(&session, "dc1")));
    }
}

#[test]
fn downgrading_reads_with_what_is_there() {
    let options = || Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(options());
    cql(&session, "DROP KEYSPACE IF EXISTS core_downgrade");
    cql(
        &session,
        "CREATE KEYSPACE core_downgrade WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 5}",
    );
    cql(&session, "CREATE TABLE core_downgrade.t (a int PRIMARY KEY)");
    let all = RequestOptions { consistency: Some(Consistency::All), ..RequestOptions::default() };
    let request = || Request { options: all.clone(), ..Request::text("SELECT a FROM core_downgrade.t") };
    assert_eq!(run(&session, request()).unwrap_err().kind(), ErrorKind::Unavailable);
    let retry = Retry { rule: RetryRule::DowngradingConsistency, ..Retry::default() };
    let session = connect(Options { retry: Some(retry), ..options() });
    assert_eq!(run(&session, request()).unwrap().row_count, 0);
}
