//! Statements in a keyspace that is not the session's.

use std::sync::Arc;

use unicql_core::{
    Batch, BatchEntry, BatchKind, ErrorKind, Page, Prepared, Request, RequestOptions, Session, Statement,
    Values, ValuesWriter,
};

use super::target::{connect, cql, keyspace, one_cell, plain, run};

/// A session in a keyspace of its own, and the name of another one. Both have a table `t`; the row of a keyspace has its name.
fn two_keyspaces(name: &str) -> (Session, Arc<str>) {
    let other: Arc<str> = format!("{name}_other").into();
    drop(keyspace(&other));
    let session = keyspace(name);
    for keyspace in [name, &other] {
        cql(&session, &format!("CREATE TABLE {keyspace}.t (k int PRIMARY KEY, v text)"));
        cql(&session, &format!("INSERT INTO {keyspace}.t (k, v) VALUES (1, '{keyspace}')"));
    }
    (session, other)
}

fn values(cells: &[&[u8]]) -> Values {
    let mut writer = ValuesWriter::default();
    cells.iter().for_each(|cell| writer.value(cell));
    writer.finish().unwrap()
}

fn one() -> Values {
    values(&[&1i32.to_be_bytes()])
}

fn within(keyspace: &Arc<str>, statement: Statement) -> Request {
    let options = RequestOptions { keyspace: Some(Arc::clone(keyspace)), ..RequestOptions::default() };
    Request { statement, options }
}

fn text(cql: &str, values: Values) -> Statement {
    Statement::Text { cql: cql.into(), values }
}

fn prepare(session: &Session, cql: &str, keyspace: &Arc<str>) -> Arc<Prepared> {
    let prepared = session.prepare_in(cql, Some(Arc::clone(keyspace))).wait();
    Arc::clone(prepared.as_ref().as_ref().unwrap())
}

fn cell(page: &Page) -> String {
    String::from_utf8(one_cell(page).unwrap()).unwrap()
}

const SELECT: &str = "SELECT v FROM t WHERE k = ?";

#[test]
fn text_finds_its_tables_there() {
    let (session, other) = two_keyspaces("core_ks_text");
    for statement in [text("SELECT v FROM t", Values::default()), text(SELECT, one())] {
        let page = run(&session, within(&other, statement.clone())).unwrap();
        assert_eq!(cell(&page), *other);
        let page = run(&session, Request { statement, options: RequestOptions::default() }).unwrap();
        assert_eq!(cell(&page), "core_ks_text", "the session stays where it is");
    }
    let missing = within(&"core_ks_missing".into(), text("SELECT v FROM t", Values::default()));
    let error = run(&session, missing).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
    assert!(error.message().contains("core_ks_missing"), "{error}");
}

#[test]
fn a_session_without_a_keyspace_may_name_one_for_each_statement() {
    let (session, other) = two_keyspaces("core_ks_none");
    let nowhere = connect(plain());
    for keyspace in [&"core_ks_none".into(), &other] {
        let statement = text("SELECT v FROM t", Values::default());
        assert_eq!(cell(&run(&nowhere, within(keyspace, statement)).unwrap()), **keyspace);
        let prepared = prepare(&nowhere, SELECT, keyspace);
        assert_eq!(cell(&run(&nowhere, Request::prepared(prepared, one())).unwrap()), **keyspace);
    }
    assert_eq!(nowhere.keyspace(), None);
    drop(session);
}

#[test]
fn a_prepared_statement_stays_in_its_keyspace() {
    let (session, other) = two_keyspaces("core_ks_prepared");
    let there = prepare(&session, SELECT, &other);
    let here = prepare(&session, SELECT, &"core_ks_prepared".into());
    assert_ne!(there.id(), here.id());
    assert_eq!(there.variables()[0].keyspace, *other);
    let read = |prepared: &Arc<Prepared>| {
        run(&session, Request::prepared(Arc::clone(prepared), one())).map(|page| cell(&page))
    };
    assert_eq!((read(&there).unwrap(), read(&here).unwrap()), (other.to_string(), "core_ks_prepared".into()));
    // The server forgets what it prepared for a table that is dropped.
    cql(&session, &format!("DROP TABLE {other}.t"));
    cql(&session, &format!("CREATE TABLE {other}.t (k int PRIMARY KEY, v text)"));
    cql(&session, &format!("INSERT INTO {other}.t (k, v) VALUES (1, 'anew')"));
    assert_eq!(read(&there).unwrap(), "anew");
}

#[test]
fn a_batch_may_have_statements_of_several_keyspaces() {
    let (session, other) = two_keyspaces("core_ks_batch");
    let insert = "INSERT INTO t (k, v) VALUES (?, ?)";
    let (here, there) =
        (prepare(&session, insert, &"core_ks_batch".into()), prepare(&session, insert, &other));
    let prepared = |prepared: &Arc<Prepared>, k: i32| BatchEntry::Prepared {
        prepared: Arc::clone(prepared),
        values: values(&[&k.to_be_bytes(), b"batch"]),
    };
    let with_text = |k: i32| BatchEntry::Text {
        cql: format!("INSERT INTO t (k, v) VALUES ({k}, 'batch')").into(),
        values: Values::default(),
    };
    let count = |keyspace: &str| cql(&session, &format!("SELECT v FROM {keyspace}.t")).row_count;
    let batch = |entries| Statement::Batch(Batch { kind: BatchKind::Logged, entries });
    let mixed = batch(vec![prepared(&here, 2), prepared(&there, 2), with_text(3)]);
    run(&session, within(&other, mixed)).unwrap();
    assert_eq!((count("core_ks_batch"), count(&other)), (2, 3));
    // The server forgets both, and each is prepared where it belongs.
    for keyspace in ["core_ks_batch", &other] {
        cql(&session, &format!("DROP TABLE {keyspace}.t"));
        cql(&session, &format!("CREATE TABLE {keyspace}.t (k int PRIMARY KEY, v text)"));
    }
    let only_prepared = batch(vec![prepared(&here, 4), prepared(&there, 4), prepared(&there, 5)]);
    run(&session, within(&other, only_prepared)).unwrap();
    assert_eq!((count("core_ks_batch"), count(&other)), (1, 2));
}
