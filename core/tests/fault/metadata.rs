//! Keyspaces that the crate cannot read: the session must find its hosts and its replicas all the same. Three bytes of
//! the server's answers are changed, since no server of ours lets a keyspace have transient replicas.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use scylla_proxy::{
    Condition, Reaction, ResponseFrame, ResponseOpcode, ResponseReaction, ResponseRule, RunningProxy,
};
use unicql_core::metadata::{Replication, ReplicationFactor};
use unicql_core::{Options, Request, Session, Statement, ValuesWriter};

use crate::stage::{beside, impatient, real_node, run_proxy};

const KEYSPACE: &str = "core_fault_transient";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("a keyspace has transient replicas", || {
            let (mut proxy, options) = before_the_node();
            LazyLock::force(&TABLE);
            with_transient_replicas(&mut proxy);
            let session = connect(options);
            assert_transient(&session);
            use_it(&session);
            drop(proxy);
            Ok(())
        }),
        Trial::test("a keyspace gets transient replicas while a session is open", || {
            let (mut proxy, options) = before_the_node();
            LazyLock::force(&TABLE);
            let session = connect(Options { driver_version: Some("swapped".into()), ..options });
            use_it(&session);
            let before = ports(&session);
            assert!(session.refresh_schema(None).wait().is_ok());
            assert_eq!(ports(&session), before, "as long as the crate can read all keyspaces");
            with_transient_replicas(&mut proxy);
            assert!(session.refresh_schema(None).wait().is_ok());
            assert_transient(&session);
            use_it(&session);
            let after = ports(&session);
            let opened = after.difference(&before).count();
            assert!(
                opened >= 2,
                "the crate has a session of its own for this, with a pool: {before:?}, {after:?}"
            );
            drop(proxy);
            Ok(())
        }),
    ]
}

/// The ports that the session's connections come from, as the server sees them: those of the proxy, which does not pass
/// on that a connection was closed.
fn ports(session: &Session) -> BTreeSet<Vec<u8>> {
    let page = session.execute(Request::text("SELECT driver_version, port FROM system_views.clients")).wait();
    let page = page.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}"));
    let own = page.iter().filter(|row| row.0[0].as_deref() == Some(b"swapped"));
    own.filter_map(|row| row.0[1].as_ref().map(|port| port.to_vec())).collect()
}

static TABLE: LazyLock<()> = LazyLock::new(|| {
    let session = connect(Options { contact_points: Some(vec![real_node().to_string()]), ..patient() });
    for cql in [
        "CREATE KEYSPACE IF NOT EXISTS core_fault_transient WITH replication = \
         {'class': 'NetworkTopologyStrategy', 'dc1': 100}",
        "CREATE TABLE IF NOT EXISTS core_fault_transient.t (k int PRIMARY KEY, v text)",
    ] {
        let outcome = session.execute(Request::text(cql)).wait();
        assert!(outcome.is_ok(), "{cql}: {:?}", outcome.as_ref().as_ref().err());
    }
});

fn patient() -> Options {
    Options { request_timeout_ms: Some(60_000), ..impatient() }
}

fn before_the_node() -> (RunningProxy, Options) {
    let address = beside(real_node());
    let proxy = run_proxy(&[(real_node(), address)]);
    (proxy, Options { contact_points: Some(vec![address.to_string()]), ..patient() })
}

fn connect(options: Options) -> Session {
    let session = Session::connect(options).wait();
    session.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}")).clone()
}

/// Makes `100` into `3/1` in every answer that has the replication of a keyspace.
fn with_transient_replicas(proxy: &mut RunningProxy) {
    let change = ResponseReaction::transform_frame(Arc::new(|mut frame: ResponseFrame| {
        let mut body = frame.body.to_vec();
        let factor = b"\0\0\0\x03100";
        while let Some(at) = body.windows(factor.len()).position(|window| window == factor) {
            body[at + 4..at + 7].copy_from_slice(b"3/1");
        }
        frame.body = body.into();
        frame
    }));
    let keyspaces = Condition::ResponseOpcode(ResponseOpcode::Result)
        .and(Condition::BodyContainsCaseSensitive(b"NetworkTopologyStrategy"[..].into()));
    for node in &mut proxy.running_nodes {
        node.change_response_rules(Some(vec![ResponseRule(keyspaces.clone(), change.clone())]));
    }
}

fn assert_transient(session: &Session) {
    let metadata = session.metadata();
    let factors = [("dc1".to_owned(), ReplicationFactor { all: 3, transient: 1 })].into();
    assert_eq!(metadata.keyspaces[KEYSPACE].replication, Replication::NetworkTopology(factors));
    let hosts = session.hosts();
    assert!(hosts.iter().all(|host| host.datacenter.as_deref() == Some("dc1")), "{hosts:?}");
    let replicas = metadata.replicas_of_key(Some(KEYSPACE), b"key").unwrap();
    assert_eq!(replicas.iter().map(|replica| replica.host.id).collect::<Vec<_>>(), [hosts[0].id]);
}

/// Requests of a prepared statement, whose replicas are looked for, go through, and so do those that come later.
fn use_it(session: &Session) {
    let insert = session.prepare("INSERT INTO core_fault_transient.t (k, v) VALUES (?, 'a')").wait();
    let insert = insert.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}"));
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(1) {
        let mut values = ValuesWriter::default();
        values.value(&7_i32.to_be_bytes());
        let values = values.finish().unwrap();
        let statement = Statement::Prepared { prepared: Arc::clone(insert), values };
        let outcome = session.execute(Request { statement, options: Default::default() }).wait();
        assert!(outcome.is_ok(), "{:?}", outcome.as_ref().as_ref().err());
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(session.hosts().iter().all(|host| host.is_up()));
}
