use std::sync::Arc;

use unicql_core::{CqlType, ErrorKind, Request, Values, ValuesWriter};

use super::target::{cql, keyspace, one_cell, run};

fn pair(key: i32, text: Option<&str>) -> Values {
    let mut writer = ValuesWriter::default();
    writer.value(&key.to_be_bytes());
    match text {
        Some(text) => writer.value(text.as_bytes()),
        None => writer.unset(),
    }
    writer.finish().unwrap()
}

#[test]
fn knows_its_markers_its_columns_and_its_routing_key() {
    let session = keyspace("core_prepared");
    cql(&session, "CREATE TABLE t (a int, b text, c list<int>, PRIMARY KEY ((b, a)))");
    let prepared = session.prepare("SELECT c, a FROM t WHERE a = ? AND b = :name").wait();
    let prepared = prepared.as_ref().as_ref().unwrap();
    let markers: Vec<_> =
        prepared.variables().iter().map(|m| (m.name.as_str(), m.cql_type.clone())).collect();
    assert_eq!(markers, [("a", CqlType::Int), ("name", CqlType::Text)]);
    assert_eq!(prepared.routing_indexes(), [1, 0]);
    assert_eq!(prepared.columns()[0].cql_type, CqlType::List(Arc::new(CqlType::Int)));
    assert!(!prepared.id().is_empty());
}

#[test]
fn unset_leaves_a_column_as_it_is() {
    let session = keyspace("core_unset");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    let prepared = session.prepare("INSERT INTO t (a, b) VALUES (?, ?)").wait();
    let prepared = prepared.as_ref().as_ref().unwrap();
    for text in [Some("kept"), None] {
        run(&session, Request::prepared(Arc::clone(prepared), pair(1, text))).unwrap();
    }
    assert_eq!(one_cell(&cql(&session, "SELECT b FROM t")).as_deref(), Some(&b"kept"[..]));
    let count = run(&session, Request::prepared(Arc::clone(prepared), Values::default())).unwrap_err();
    assert_eq!(count.kind(), ErrorKind::InvalidParameter);
}

#[test]
fn survives_a_table_that_is_made_anew() {
    let session = keyspace("core_again");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    let prepared = session.prepare("INSERT INTO t (a, b) VALUES (?, ?)").wait();
    let prepared = prepared.as_ref().as_ref().unwrap();
    run(&session, Request::prepared(Arc::clone(prepared), pair(1, Some("x")))).unwrap();
    cql(&session, "DROP TABLE t");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    run(&session, Request::prepared(Arc::clone(prepared), pair(1, Some("y")))).unwrap();
    assert_eq!(one_cell(&cql(&session, "SELECT b FROM t")).as_deref(), Some(&b"y"[..]));
}

#[test]
fn a_bad_statement_is_not_prepared() {
    let session = keyspace("core_unprepared");
    let error = session.prepare("SELECT a FROM missing").wait();
    assert_eq!(error.as_ref().as_ref().err().unwrap().kind(), ErrorKind::Invalid);
}

#[test]
fn values_are_bound_at_once_from_many_threads() {
    let session = keyspace("core_threads");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    let prepared = session.prepare("INSERT INTO t (a, b) VALUES (?, ?)").wait();
    let prepared = prepared.as_ref().as_ref().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let session = &session;
            scope.spawn(move || {
                let futures: Vec<_> = (0..250)
                    .map(|i| pair(thread * 1000 + i, Some("x")))
                    .map(|values| session.execute(Request::prepared(Arc::clone(prepared), values)))
                    .collect();
                assert!(futures.iter().all(|future| future.wait().is_ok()));
            });
        }
    });
    let count = one_cell(&cql(&session, "SELECT count(*) FROM t"));
    assert_eq!(count.as_deref(), Some(&1000i64.to_be_bytes()[..]));
}
