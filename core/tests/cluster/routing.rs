//! Which host a request goes to first, told by the partition it is about.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use unicql_core::metadata::routing_key;
use unicql_core::policy::SpeculativeExecution;
use unicql_core::{
    Batch, BatchEntry, BatchKind, Options, Prepared, Request, RequestOptions, Routing, RoutingKey, Session,
    Statement, Values, ValuesWriter,
};

use super::target::{connect, contact, cql, run, variable};

/// Two hosts in dc1 and one in dc2.
fn three_hosts() -> Options {
    contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
}

/// A keyspace of one replica with a table whose partition key has two columns.
fn table(name: &str) -> Session {
    let session = connect(three_hosts());
    cql(&session, &format!("DROP KEYSPACE IF EXISTS {name}"));
    cql(
        &session,
        &format!(
            "CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
        ),
    );
    cql(&session, &format!("CREATE TABLE {name}.t (a int, b text, c int, PRIMARY KEY ((a, b)))"));
    connect(Options { keyspace: Some(name.into()), ..three_hosts() })
}

fn prepare(session: &Session, cql: &str) -> Arc<Prepared> {
    let prepared = session.prepare(cql).wait();
    Arc::clone(prepared.as_ref().as_ref().unwrap())
}

fn values(cells: &[&[u8]]) -> Values {
    let mut writer = ValuesWriter::default();
    cells.iter().for_each(|cell| writer.value(cell));
    writer.finish().unwrap()
}

fn key(a: i32) -> Bytes {
    routing_key(&[&a.to_be_bytes(), b"text"]).unwrap().into()
}

/// The one replica of a partition.
fn replica(session: &Session, a: i32) -> SocketAddr {
    let routing = Routing { routing_key: Some(key(a)), ..Routing::default() };
    let firsts: HashSet<_> = (0..6).map(|_| session.plan(&routing).unwrap()[0]).collect();
    assert_eq!(firsts.len(), 1, "the one replica of {a} comes first every time");
    let hosts = session.hosts();
    hosts.iter().find(|host| firsts.contains(&host.id)).unwrap().address
}

/// Sends a statement for several partitions, some times each, and checks that the replica answers.
fn goes_to_replicas(session: &Session, options: &RequestOptions, statement: impl Fn(i32) -> Statement) {
    for a in 0..6 {
        let expected = replica(session, a);
        for _ in 0..4 {
            let request = Request { statement: statement(a), options: options.clone() };
            assert_eq!(run(session, request).unwrap().coordinator, expected, "partition {a}");
        }
    }
}

/// Has the core decide about the hosts itself, in different ways.
fn ways() -> Vec<RequestOptions> {
    let payload = HashMap::from([("key".to_owned(), Some(Bytes::from_static(b"value")))]);
    vec![
        RequestOptions::default(),
        RequestOptions { custom_payload: Some(Arc::new(payload)), ..RequestOptions::default() },
        RequestOptions {
            idempotent: Some(true),
            speculation_ms: Some(Arc::new([60_000])),
            ..RequestOptions::default()
        },
    ]
}

#[test]
fn prepared_statements_go_to_the_replica() {
    let session = table("core_route_prepared");
    let prepared = prepare(&session, "SELECT c FROM t WHERE a = ? AND b = ?");
    for options in ways() {
        goes_to_replicas(&session, &options, |a| Statement::Prepared {
            prepared: Arc::clone(&prepared),
            values: values(&[&a.to_be_bytes(), b"text"]),
        });
    }
}

#[test]
fn values_with_names_go_to_the_replica_in_any_order() {
    let session = table("core_route_named");
    let prepared = prepare(&session, "SELECT c FROM t WHERE a = ? AND b = ?");
    for options in ways() {
        goes_to_replicas(&session, &options, |a| Statement::Prepared {
            prepared: Arc::clone(&prepared),
            values: values(&[b"text", &a.to_be_bytes()]).with_names(vec!["b".into(), "a".into()]).unwrap(),
        });
    }
}

#[test]
fn batches_go_to_the_replica_of_their_first_statement() {
    let session = table("core_route_batch");
    let prepared = prepare(&session, "INSERT INTO t (c, b, a) VALUES (0, ?, ?)");
    for options in ways() {
        goes_to_replicas(&session, &options, |a| {
            let first = values(&[b"text", &a.to_be_bytes()]);
            let second = values(&[b"text", &(a + 1).to_be_bytes()]);
            let entry = |values| BatchEntry::Prepared { prepared: Arc::clone(&prepared), values };
            Statement::Batch(Batch { kind: BatchKind::Unlogged, entries: vec![entry(first), entry(second)] })
        });
    }
}

#[test]
fn batches_go_to_the_replica_of_the_first_statement_that_names_its_partition() {
    let session = table("core_route_later");
    let partial = prepare(&session, "INSERT INTO t (a, b, c) VALUES (1, ?, 0)");
    let prepared = prepare(&session, "INSERT INTO t (a, b) VALUES (?, ?)");
    for options in ways() {
        goes_to_replicas(&session, &options, |a| {
            let text = "INSERT INTO t (a, b, c) VALUES (2, 'text', 0)";
            let values_of = |a: i32| values(&[&a.to_be_bytes(), b"text"]);
            let entries = vec![
                BatchEntry::Text { cql: text.into(), values: Values::default() },
                BatchEntry::Prepared { prepared: Arc::clone(&partial), values: values(&[b"text"]) },
                BatchEntry::Prepared { prepared: Arc::clone(&prepared), values: values_of(a) },
                BatchEntry::Prepared { prepared: Arc::clone(&prepared), values: values_of(a + 1) },
            ];
            Statement::Batch(Batch { kind: BatchKind::Unlogged, entries })
        });
    }
}

#[test]
fn text_goes_to_the_replica_of_the_key_that_it_is_given() {
    let session = table("core_route_text");
    let elsewhere = connect(three_hosts());
    for options in ways() {
        for keyspace in [None, Some("core_route_text".to_owned())] {
            let from = if keyspace.is_none() { &session } else { &elsewhere };
            for a in 0..6 {
                let routing_key = Some(Arc::new(RoutingKey { keyspace: keyspace.clone(), key: key(a) }));
                let options = RequestOptions { routing_key, ..options.clone() };
                let text =
                    || Request { options: options.clone(), ..Request::text("SELECT key FROM system.local") };
                let answered: HashSet<_> = (0..4).map(|_| run(from, text()).unwrap().coordinator).collect();
                assert_eq!(answered, HashSet::from([replica(&session, a)]));
            }
        }
    }
}

#[test]
fn a_policy_of_speculation_keeps_the_replica_first() {
    drop(table("core_route_policy"));
    let speculation = SpeculativeExecution::Constant { delay_ms: 60_000, max_executions: 1 };
    let options = Options {
        keyspace: Some("core_route_policy".into()),
        idempotent: Some(true),
        speculative_execution: Some(speculation),
        ..three_hosts()
    };
    let session = connect(options);
    let insert = |a: i32| {
        let values = values(&[&a.to_be_bytes(), b"text"]);
        let entry = BatchEntry::Text { cql: "INSERT INTO t (a, b) VALUES (?, ?)".into(), values };
        Statement::Batch(Batch { kind: BatchKind::Unlogged, entries: vec![entry] })
    };
    goes_to_replicas(&session, &RequestOptions::default(), insert);
}
