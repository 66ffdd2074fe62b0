use std::collections::HashSet;
use std::net::SocketAddr;

use unicql_core::policy::{
    LatencyAwareness, LoadBalancing, Percentile, Retry, RetryRule, SpeculativeExecution,
};
use unicql_core::{
    Consistency, ErrorKind, ExecutionProfile, HostDistance, Options, Request, RequestOptions, RetryBy,
    Routing, Session,
};

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
fn the_data_center_of_a_contact_point_is_local_when_none_is_given() {
    let points = variable("UNICQL_DCS_CONTACT_POINTS");
    let first = |datacenter: &str| {
        let session = connect(two_datacenters());
        let found = addresses(&session, datacenter);
        points.split(',').find(|point| found.contains(&point.parse().unwrap())).unwrap().to_owned()
    };
    for local in ["dc1", "dc2"] {
        let options = || Options { infer_local_datacenter: Some(true), ..contact(&first(local)) };
        let session = connect(options());
        assert_eq!(coordinators(&session, Consistency::One), addresses(&session, local));
        let other = if local == "dc1" { "dc2" } else { "dc1" };
        let session = connect(Options { local_datacenter: Some(other.into()), ..options() });
        assert_eq!(coordinators(&session, Consistency::One), addresses(&session, other), "it was given");
    }
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

/// Names the hosts of a plan by their data centers, in order.
fn datacenters(session: &Session, routing: &Routing) -> Vec<String> {
    let hosts = session.hosts();
    let datacenter = |id: &uuid::Uuid| hosts.iter().find(|host| host.id == *id).unwrap().datacenter.clone();
    session.plan(routing).unwrap().iter().map(|id| datacenter(id).unwrap()).collect()
}

#[test]
fn a_plan_names_near_hosts_then_far_ones_and_heeds_the_consistency() {
    let balancing = LoadBalancing { remote_hosts_per_datacenter: 2, ..LoadBalancing::default() };
    let options = Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(Options { load_balancing: Some(balancing), ..options });
    let one = Routing { consistency: Some(Consistency::One), ..Routing::default() };
    assert_eq!(datacenters(&session, &one), ["dc1", "dc1", "dc2"]);
    let local = Routing { consistency: Some(Consistency::LocalQuorum), ..Routing::default() };
    assert_eq!(datacenters(&session, &local), ["dc1", "dc1"]);
    let firsts: HashSet<_> = (0..4).map(|_| session.plan(&one).unwrap()[0]).collect();
    assert_eq!(firsts.len(), 2, "near hosts take turns");
    for host in session.hosts() {
        let near = host.datacenter.as_deref() == Some("dc1");
        let expected = if near { HostDistance::Local } else { HostDistance::Remote };
        assert_eq!((session.distance(host.id, None).unwrap(), host.distance), (expected, expected));
    }
}

fn under(profile: &str) -> Request {
    let options = RequestOptions { profile: Some(profile.into()), ..RequestOptions::default() };
    Request { options, ..Request::text("SELECT key FROM system.local") }
}

#[test]
fn profiles_choose_hosts_and_levels_of_their_own() {
    let profiles = vec![
        (
            "far".to_owned(),
            ExecutionProfile { local_datacenter: Some("dc2".into()), ..ExecutionProfile::default() },
        ),
        (
            "everywhere".to_owned(),
            ExecutionProfile {
                load_balancing: Some(LoadBalancing::default()),
                ..ExecutionProfile::default()
            },
        ),
        (
            "serial".to_owned(),
            ExecutionProfile { consistency: Some(Consistency::Any), ..ExecutionProfile::default() },
        ),
    ];
    let options = Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(Options { execution_profiles: Some(profiles), ..options });
    let asked = |profile: &str| -> HashSet<SocketAddr> {
        (0..12).map(|_| run(&session, under(profile)).unwrap().coordinator).collect()
    };
    assert_eq!(asked("far"), addresses(&session, "dc2"));
    assert_eq!(asked(""), addresses(&session, "dc1"), "an empty name is none");
    assert_eq!(asked("everywhere").len(), 3);
    let error = run(&session, under("serial")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "ANY is for writes: {error}");
    let overruled = RequestOptions { consistency: Some(Consistency::One), ..under("serial").options.clone() };
    assert!(run(&session, Request { options: overruled, ..under("serial") }).is_ok());
    let far = session.hosts().into_iter().find(|host| host.datacenter.as_deref() == Some("dc2")).unwrap();
    assert_eq!(session.distance(far.id, None).unwrap(), HostDistance::Ignored);
    assert_eq!(session.distance(far.id, Some("far")).unwrap(), HostDistance::Local);
    assert_eq!(far.distance, HostDistance::Local, "the nearest of all profiles counts");
}

#[test]
fn a_profile_may_come_later_and_brings_its_hosts() {
    let session = connect(Options { local_datacenter: Some("dc1".into()), ..two_datacenters() });
    let unknown = run(&session, under("late")).unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::InvalidOption);
    assert_eq!(unknown.fields().name.as_deref(), Some("execution_profile"));
    assert!(unknown.message().contains("late does not exist"), "{unknown}");
    let far = ExecutionProfile { local_datacenter: Some("dc2".into()), ..ExecutionProfile::default() };
    let wait = std::time::Duration::from_secs(10);
    session.add_execution_profile("late", far.clone(), wait).wait().as_ref().as_ref().unwrap();
    let coordinator = run(&session, under("late")).unwrap().coordinator;
    assert!(addresses(&session, "dc2").contains(&coordinator));
    assert!(addresses(&session, "dc1").contains(&run(&session, under("")).unwrap().coordinator));
    let again = session.add_execution_profile("late", far, wait).wait();
    assert!(again.as_ref().as_ref().unwrap_err().message().contains("late already exists"));
}

#[test]
fn a_profile_retries_by_a_rule_of_its_own() {
    let ignoring = Retry { rule: RetryRule::DowngradingConsistency, ..Retry::default() };
    let profile = ExecutionProfile { retry: Some(ignoring), ..ExecutionProfile::default() };
    let options = Options { local_datacenter: Some("dc1".into()), ..two_datacenters() };
    let session = connect(Options { execution_profiles: Some(vec![("lower".into(), profile)]), ..options });
    cql(&session, "DROP KEYSPACE IF EXISTS core_profile");
    cql(
        &session,
        "CREATE KEYSPACE core_profile WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 5}",
    );
    cql(&session, "CREATE TABLE core_profile.t (a int PRIMARY KEY)");
    let request = |profile: &str| {
        let options = RequestOptions { consistency: Some(Consistency::All), ..under(profile).options };
        Request { options, ..Request::text("SELECT a FROM core_profile.t") }
    };
    assert_eq!(run(&session, request("")).unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(run(&session, request("lower")).unwrap().row_count, 0);
    let mut own = request("lower");
    own.options.retry = Some(RetryBy::Rule(Retry { rule: RetryRule::Fallthrough, ..Retry::default() }));
    assert_eq!(run(&session, own).unwrap_err().kind(), ErrorKind::Unavailable, "the request counts first");
}

#[test]
fn lists_take_names_and_profiles_have_lists_of_their_own() {
    let all: Vec<SocketAddr> = connect(two_datacenters()).hosts().iter().map(|host| host.address).collect();
    let only = |host: &SocketAddr| LoadBalancing {
        allowed_hosts: vec![host.to_string()],
        ..LoadBalancing::default()
    };
    let profile = ExecutionProfile { load_balancing: Some(only(&all[1])), ..ExecutionProfile::default() };
    let options = Options { load_balancing: Some(only(&all[0])), ..two_datacenters() };
    let session = connect(Options { execution_profiles: Some(vec![("other".into(), profile)]), ..options });
    for _ in 0..6 {
        assert_eq!(run(&session, under("")).unwrap().coordinator, all[0]);
        assert_eq!(run(&session, under("other")).unwrap().coordinator, all[1]);
    }
    let named = LoadBalancing { denied_hosts: vec!["localhost".into()], ..LoadBalancing::default() };
    let session = connect(Options { load_balancing: Some(named), ..two_datacenters() });
    assert_eq!(session.plan(&Routing::default()).unwrap().len(), 3, "no host is called localhost");
}

#[test]
fn speculation_asks_further_hosts_by_table_and_by_percentile() {
    let percentile = Percentile { percentile: 1.0, min_measured: 20, ..Percentile::default() };
    let session = connect(Options {
        speculative_execution: Some(SpeculativeExecution::Percentile(percentile)),
        metrics: Some(true),
        ..two_datacenters()
    });
    let further = || session.metrics().unwrap().speculative_executions;
    let request = |delays: Option<&[u64]>| {
        let options = RequestOptions {
            idempotent: Some(true),
            speculation_ms: delays.map(Into::into),
            ..RequestOptions::default()
        };
        Request { options, ..Request::text("SELECT key FROM system.local") }
    };
    run(&session, request(None)).unwrap();
    assert_eq!(further(), 0, "nothing is known yet");
    run(&session, request(Some(&[0, 0]))).unwrap();
    assert!(further() > 0, "a table does not wait for measures");
    for _ in 0..20 {
        run(&session, request(Some(&[]))).unwrap();
    }
    let before = further();
    for _ in 0..200 {
        run(&session, request(None)).unwrap();
    }
    assert!(further() > before, "nearly every answer is slower than the fastest hundredth");
}

#[test]
fn latency_awareness_leaves_every_host_in_the_plan() {
    let settings = LatencyAwareness {
        min_measured: 1,
        exclusion_threshold: 1.0,
        update_rate_ms: 0,
        ..LatencyAwareness::default()
    };
    let balancing = LoadBalancing { latency_awareness: Some(settings), ..LoadBalancing::default() };
    let session = connect(Options { load_balancing: Some(balancing), ..two_datacenters() });
    for _ in 0..60 {
        run(&session, Request::text("SELECT key FROM system.local")).unwrap();
    }
    let plans: Vec<_> = (0..6).map(|_| session.plan(&Routing::default()).unwrap()).collect();
    assert!(plans.iter().all(|plan| plan.iter().collect::<HashSet<_>>().len() == 3));
    let firsts: HashSet<_> = plans.iter().map(|plan| plan[0]).collect();
    assert_eq!(firsts.len(), 1, "the fastest comes first");
}
