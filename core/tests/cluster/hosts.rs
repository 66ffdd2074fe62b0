use std::collections::HashSet;

use unicql_core::policy::LoadBalancing;
use unicql_core::{HostDistance, HostStatus, Options};

use super::target::{connect, contact, cql, plain, variable};

#[test]
fn a_host_tells_all_about_itself() {
    let session = connect(plain());
    let hosts = session.hosts();
    let [host] = &hosts[..] else {
        panic!("{hosts:?}");
    };
    assert_eq!((host.status, host.distance), (HostStatus::Up, HostDistance::Local));
    assert!(host.is_up() && !host.is_reconnecting() && host.went_down.is_none());
    assert_eq!((host.connections, host.in_flight), (1, 0));
    let details = &host.details;
    assert_eq!(details.rpc_address, Some(host.address.ip()));
    assert_eq!(details.listen_address, Some(host.address.ip()));
    assert_eq!(details.broadcast_address, Some(host.address.ip()));
    assert!(details.listen_port.is_some() && details.broadcast_port.is_some());
    assert!(details.release_version.as_deref().is_some_and(|version| version.starts_with(['3', '4', '5'])));
    assert!(details.schema_version.is_some());
    let tokens: HashSet<i64> = details.tokens.iter().map(|token| token.parse().unwrap()).collect();
    assert!(!tokens.is_empty() && tokens.len() == details.tokens.len());
    let key = cql(&session, "SELECT host_id FROM system.local").iter().next().unwrap().0[0].clone().unwrap();
    assert_eq!(host.id.as_bytes(), &key[..]);
}

#[test]
fn pools_have_the_size_that_was_asked_for() {
    let session = connect(Options { connections_per_host: Some(3), ..plain() });
    assert_eq!(session.hosts()[0].connections, 3);
}

#[test]
fn hosts_of_other_data_centers_are_ignored_or_remote() {
    let in_dc1 = |remote| Options {
        local_datacenter: Some("dc1".into()),
        load_balancing: Some(LoadBalancing {
            remote_hosts_per_datacenter: remote,
            ..LoadBalancing::default()
        }),
        ..contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
    };
    for (remote, status, distance, connections) in
        [(0, HostStatus::Unknown, HostDistance::Ignored, 0), (1, HostStatus::Up, HostDistance::Remote, 1)]
    {
        let session = connect(in_dc1(remote));
        let hosts = session.hosts();
        let (local, other): (Vec<_>, Vec<_>) =
            hosts.iter().partition(|host| host.datacenter.as_deref() == Some("dc1"));
        assert_eq!((local.len(), other.len()), (2, 1));
        assert!(local.iter().all(|host| host.is_up() && host.distance == HostDistance::Local));
        assert_eq!((other[0].status, other[0].distance), (status, distance));
        assert_eq!(other[0].connections, connections);
        assert!(!other[0].is_reconnecting());
        assert!(hosts.is_sorted_by_key(|host| host.address));
        assert!(hosts.iter().all(|host| host.details.release_version.is_some()));
        let asked = hosts.iter().filter(|host| host.details.listen_address.is_some()).count();
        assert_eq!(asked, 1, "a host tells its own listen address alone");
    }
}
