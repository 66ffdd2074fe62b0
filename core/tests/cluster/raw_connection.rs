//! Requests that go over a connection of core's own.

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use bytes::Bytes;
use unicql_core::options::{Compression, TlsOptions};
use unicql_core::{
    Batch, BatchEntry, BatchKind, ChangeType, CustomPayload, ErrorKind, Options, Page, PageKind, Request,
    RequestOptions, SchemaTarget, Session, Statement, Values, ValuesWriter,
};

use super::forwarder::Forwarder;
use super::target::{connect, contact, cql, keyspace, one_cell, plain, run, variable};

/// The servers of the tests send it back.
fn payload() -> CustomPayload {
    Arc::new(HashMap::from([
        ("key".to_owned(), Some(Bytes::from_static(b"value"))),
        ("null".to_owned(), None),
    ]))
}

fn with_payload() -> RequestOptions {
    RequestOptions { custom_payload: Some(payload()), ..RequestOptions::default() }
}

fn as_query() -> RequestOptions {
    RequestOptions { query_with_values: true, ..RequestOptions::default() }
}

fn text(text: &str, values: Values, options: RequestOptions) -> Request {
    Request { statement: Statement::Text { cql: text.into(), values }, options }
}

fn execute(session: &Session, request: Request) -> Page {
    run(session, request).unwrap_or_else(|error| panic!("{error}"))
}

fn values(values: &[&[u8]]) -> Values {
    let mut writer = ValuesWriter::default();
    values.iter().for_each(|value| writer.value(value));
    writer.finish().unwrap()
}

fn ints(key: i32, value: i32) -> Values {
    values(&[&key.to_be_bytes(), &value.to_be_bytes()])
}

fn table(name: &str) -> Session {
    let session = keyspace(name);
    cql(&session, "CREATE TABLE t (k int PRIMARY KEY, v int)");
    session
}

fn value_of(session: &Session, key: i32) -> Option<i32> {
    let page = cql(session, &format!("SELECT v FROM t WHERE k = {key}"));
    (page.row_count == 1).then(|| i32::from_be_bytes(one_cell(&page).unwrap().try_into().unwrap()))
}

#[test]
fn every_statement_may_carry_a_payload() {
    let session = table("core_raw_payload");
    let returned = |request| execute(&session, request).custom_payload;
    let request = text("INSERT INTO t (k, v) VALUES (?, ?)", ints(1, 10), with_payload());
    assert_eq!(returned(request), Some(payload()));
    let prepared = session.prepare("INSERT INTO t (k, v) VALUES (?, ?)").wait();
    let prepared = Arc::clone(prepared.as_ref().as_ref().unwrap());
    let statement = Statement::Prepared { prepared: Arc::clone(&prepared), values: ints(2, 20) };
    assert_eq!(returned(Request { statement, options: with_payload() }), Some(payload()));
    let entries = vec![
        BatchEntry::Text { cql: "INSERT INTO t (k, v) VALUES (3, 30)".into(), values: Values::default() },
        BatchEntry::Text { cql: "INSERT INTO t (k, v) VALUES (?, ?)".into(), values: ints(4, 40) },
        BatchEntry::Prepared { prepared, values: ints(5, 50) },
    ];
    let statement = Statement::Batch(Batch { kind: BatchKind::Logged, entries });
    assert_eq!(returned(Request { statement, options: with_payload() }), Some(payload()));
    assert_eq!(returned(Request::text("SELECT * FROM t")), None);
    let found: Vec<_> = (1..=5).map(|key| value_of(&session, key)).collect();
    assert_eq!(found, [Some(10), Some(20), Some(30), Some(40), Some(50)]);
}

#[test]
fn values_travel_in_a_query_by_position_and_by_name() {
    let session = table("core_raw_values");
    execute(&session, text("INSERT INTO t (k, v) VALUES (?, ?)", ints(1, 10), as_query()));
    let named = ints(20, 2).with_names(vec!["v".into(), "k".into()]).unwrap();
    execute(&session, text("INSERT INTO t (k, v) VALUES (:k, :v)", named, as_query()));
    assert_eq!((value_of(&session, 1), value_of(&session, 2)), (Some(10), Some(20)));
    let wrong = text("INSERT INTO t (k, v) VALUES (?, ?)", values(&[b"x", b"y"]), as_query());
    let error = run(&session, wrong).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "the server itself checks the values: {error}");
    assert_eq!(error.coordinator(), Some(session.hosts()[0].address));
}

#[test]
fn pages_follow_each_other() {
    let session = table("core_raw_pages");
    for key in 0..25 {
        cql(&session, &format!("INSERT INTO t (k, v) VALUES ({key}, {key})"));
    }
    let (mut rows, mut sizes, mut paging_state) = (0, Vec::new(), None);
    loop {
        let options = RequestOptions { page_size: Some(10), paging_state, ..with_payload() };
        let page = execute(&session, text("SELECT k, v FROM t", Values::default(), options));
        rows += page.iter().count();
        sizes.push(page.row_count);
        assert_eq!(page.columns.as_ref().map(|columns| columns.len()), Some(2));
        paging_state = page.paging_state;
        if paging_state.is_none() {
            break;
        }
    }
    assert_eq!((rows, &sizes[..2]), (25, &[10, 10][..]));
}

#[test]
fn the_server_says_what_was_changed() {
    let session = keyspace("core_raw_kinds");
    let say = |statement: &str| execute(&session, text(statement, Values::default(), with_payload())).kind;
    let changed = |statement: &str| match say(statement) {
        PageKind::SchemaChange { in_agreement: true, change: Some(change) } => change,
        other => panic!("{statement}: {other:?}"),
    };
    let created = changed("CREATE TABLE t (k int PRIMARY KEY, v int)");
    assert_eq!((created.change, created.target), (ChangeType::Created, SchemaTarget::Table));
    assert_eq!((&*created.keyspace, created.name.as_deref()), ("core_raw_kinds", Some("t")));
    let user_type = changed("CREATE TYPE \"Pair\" (a int)");
    assert_eq!((user_type.target, user_type.name.as_deref()), (SchemaTarget::Type, Some("Pair")));
    let dropped = changed("DROP TABLE t");
    assert_eq!((dropped.change, dropped.target), (ChangeType::Dropped, SchemaTarget::Table));
    let altered = changed("ALTER KEYSPACE core_raw_kinds WITH durable_writes = false");
    assert_eq!((altered.change, altered.target), (ChangeType::Updated, SchemaTarget::Keyspace));
    assert_eq!(say("USE system"), PageKind::SetKeyspace("system".into()));
    assert_eq!(session.keyspace().as_deref(), Some("system"));
    // Unqualified names are in the new keyspace, on every connection.
    assert_eq!(say("SELECT key FROM local"), PageKind::Rows);
    assert_eq!(cql(&session, "SELECT key FROM local").row_count, 1);
}

#[test]
fn a_statement_that_the_server_forgot_is_prepared_again() {
    let session = table("core_raw_forgotten");
    let cql_text = "SELECT v FROM t WHERE k = ?";
    let key = || values(&[&1_i32.to_be_bytes()]);
    execute(&session, text(cql_text, key(), with_payload()));
    // Dropping the table makes the server forget what was prepared for it.
    cql(&session, "DROP TABLE t");
    cql(&session, "CREATE TABLE t (k int PRIMARY KEY, v int)");
    let page = execute(&session, text(cql_text, key(), with_payload()));
    assert_eq!(page.kind, PageKind::Rows);
}

#[test]
fn tracing_and_warnings_arrive() {
    let session = connect(plain());
    let options = RequestOptions { tracing: true, ..with_payload() };
    let page = execute(&session, text("SELECT key FROM system.local", Values::default(), options));
    assert!(page.tracing_id.is_some());
}

#[test]
fn a_limit_of_time_names_the_host() {
    let forwarder = Forwarder::open(variable("UNICQL_CONTACT_POINTS").parse().unwrap());
    let session = connect(contact(&forwarder.address.to_string()));
    forwarder.silence();
    let options = RequestOptions { timeout_ms: Some(100), ..with_payload() };
    let error = run(&session, text("SELECT key FROM system.local", Values::default(), options)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TimedOut);
    assert_eq!(error.coordinator(), Some(forwarder.address));
}

#[test]
fn a_thousand_requests_share_one_connection() {
    let session = table("core_raw_many");
    let insert = |key| text("INSERT INTO t (k, v) VALUES (?, ?)", ints(key, key), as_query());
    let futures: Vec<_> = (0..1000).map(|key| session.execute(insert(key))).collect();
    for future in futures {
        future.wait().as_ref().as_ref().unwrap();
    }
    let counted = cql(&session, "SELECT count(*) FROM t");
    assert_eq!(one_cell(&counted), Some(1000_i64.to_be_bytes().to_vec()));
    let clients = cql(&session, "SELECT driver_name FROM system_views.clients");
    assert!(clients.row_count > 0);
}

#[test]
fn it_goes_over_compression_credentials_and_tls_as_the_session_does() {
    let tls = TlsOptions {
        ca_pem: vec![fs::read(variable("UNICQL_TLS_CA")).unwrap()],
        cert_pem: Some(fs::read(variable("UNICQL_TLS_CERT")).unwrap()),
        key_pem: Some(fs::read(variable("UNICQL_TLS_KEY")).unwrap()),
        ..TlsOptions::default()
    };
    for options in [
        Options { compression: Some(Compression::Lz4), ..plain() },
        Options { compression: Some(Compression::Snappy), ..plain() },
        Options { tls: Some(tls), ..contact(&variable("UNICQL_TLS_CONTACT_POINTS")) },
        Options {
            username: Some("cassandra".into()),
            password: Some("cassandra".into()),
            ..contact(&variable("UNICQL_AUTH_CONTACT_POINTS"))
        },
    ] {
        let session = connect(options);
        let page =
            execute(&session, text("SELECT * FROM system_schema.columns", Values::default(), with_payload()));
        assert!(page.iter().count() > 100);
    }
}

#[test]
fn it_goes_to_the_host_that_the_request_names_or_to_any_other_that_can_answer() {
    let session = connect(contact(&variable("UNICQL_DCS_CONTACT_POINTS")));
    let hosts = session.hosts();
    assert!(hosts.len() > 1);
    let select = |options| text("SELECT key FROM system.local", Values::default(), options);
    for host in &hosts {
        let page = execute(&session, select(RequestOptions { host: Some(host.id), ..with_payload() }));
        assert_eq!(page.coordinator, host.address);
    }
    let stranger = uuid::Uuid::from_u128(7);
    let plan = Some([stranger, hosts[1].id].into());
    let page = execute(&session, select(RequestOptions { plan, ..with_payload() }));
    assert_eq!(page.coordinator, hosts[1].address);
    let only = RequestOptions { host: Some(stranger), ..with_payload() };
    let error = run(&session, select(only)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoHostAvailable);
}
