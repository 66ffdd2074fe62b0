//! Tables with columns of classes that only the server knows.

use std::sync::Arc;

use unicql_core::{
    Batch, BatchEntry, BatchKind, CqlType, Request, RequestOptions, Session, Statement, Values, ValuesWriter,
};

use super::target::{cql, keyspace, one_cell, run};

const CLASS: &str = "org.apache.cassandra.db.marshal.LexicalUUIDType";

fn table(name: &str) -> Session {
    let session = keyspace(name);
    cql(&session, &format!("CREATE TABLE t (a int, b text, v '{CLASS}', PRIMARY KEY ((a, b)))"));
    session
}

fn row(a: i32, id: u8) -> Values {
    let mut writer = ValuesWriter::default();
    writer.value(&a.to_be_bytes());
    writer.value(b"x");
    writer.value(&[id; 16]);
    writer.finish().unwrap()
}

#[test]
fn their_values_are_bytes_however_they_are_asked_for() {
    let session = table("core_unknown_types");
    let insert = session.prepare("INSERT INTO t (a, b, v) VALUES (?, ?, ?)").wait();
    let insert = insert.as_ref().as_ref().unwrap();
    assert_eq!(insert.variables()[2].cql_type, CqlType::Custom(CLASS.into()));
    assert_eq!(insert.routing_indexes(), [0, 1]);
    run(&session, Request::prepared(Arc::clone(insert), row(1, 7))).unwrap();

    let select = session.prepare("SELECT v FROM t WHERE a = 1 AND b = 'x'").wait();
    let select = select.as_ref().as_ref().unwrap();
    assert_eq!(select.columns()[0].cql_type, CqlType::Custom(CLASS.into()));
    let prepared = Request::prepared(Arc::clone(select), Values::default());
    for request in [prepared, Request::text("SELECT v FROM t"), Request::text("SELECT v FROM t")] {
        let page = run(&session, request).unwrap();
        assert_eq!(page.columns.as_ref().unwrap()[0].cql_type, CqlType::Custom(CLASS.into()));
        assert_eq!(one_cell(&page).as_deref(), Some(&[7; 16][..]));
    }
}

#[test]
fn text_with_values_and_batches_reach_them() {
    let session = table("core_unknown_batch");
    let insert = session.prepare("INSERT INTO t (a, b, v) VALUES (?, ?, ?)").wait();
    let insert = insert.as_ref().as_ref().unwrap();
    let text =
        |a| BatchEntry::Text { cql: "INSERT INTO t (a, b, v) VALUES (?, ?, ?)".into(), values: row(a, 3) };
    let prepared = |a| BatchEntry::Prepared { prepared: Arc::clone(insert), values: row(a, 3) };
    for entries in [vec![prepared(1), text(2)], vec![text(3)]] {
        let statement = Statement::Batch(Batch { kind: BatchKind::Unlogged, entries });
        run(&session, Request { statement, options: RequestOptions::default() }).unwrap();
    }
    let mut key = ValuesWriter::default();
    key.value(&2_i32.to_be_bytes());
    let statement = Statement::Text {
        cql: "SELECT v FROM t WHERE a = ? AND b = 'x'".into(),
        values: key.finish().unwrap(),
    };
    let page = run(&session, Request { statement, options: RequestOptions::default() }).unwrap();
    assert_eq!(one_cell(&page).as_deref(), Some(&[3; 16][..]));
    assert_eq!(cql(&session, "SELECT a FROM t").row_count, 3);
}
