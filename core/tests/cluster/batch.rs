use std::sync::Arc;

use unicql_core::{
    Batch, BatchEntry, BatchKind, Error, ErrorKind, Page, Request, RequestOptions, Session, Statement,
    Values, ValuesWriter,
};

use super::target::{cql, keyspace, one_cell, run};

fn batch(session: &Session, kind: BatchKind, entries: Vec<BatchEntry>) -> Result<Page, Error> {
    let statement = Statement::Batch(Batch { kind, entries });
    run(session, Request { statement, options: RequestOptions::default() })
}

fn text(cql: &str) -> BatchEntry {
    BatchEntry::Text { cql: cql.into(), values: Values::default() }
}

fn int(value: i32) -> Values {
    let mut writer = ValuesWriter::default();
    writer.value(&value.to_be_bytes());
    writer.finish().unwrap()
}

#[test]
fn takes_text_values_and_prepared_statements_together() {
    let session = keyspace("core_batch");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY)");
    let insert = "INSERT INTO t (a) VALUES (?)";
    let prepared = session.prepare(insert).wait();
    let prepared = Arc::clone(prepared.as_ref().as_ref().unwrap());
    for kind in [BatchKind::Logged, BatchKind::Unlogged] {
        let entries = vec![
            text("INSERT INTO t (a) VALUES (1)"),
            BatchEntry::Text { cql: insert.into(), values: int(2) },
            BatchEntry::Prepared { prepared: Arc::clone(&prepared), values: int(3) },
        ];
        batch(&session, kind, entries).unwrap();
        assert_eq!(one_cell(&cql(&session, "SELECT count(*) FROM t")).unwrap()[7], 3);
        cql(&session, "TRUNCATE t");
    }
    let bad = vec![BatchEntry::Prepared { prepared, values: Values::default() }];
    assert_eq!(batch(&session, BatchKind::Logged, bad).unwrap_err().kind(), ErrorKind::InvalidParameter);
}

#[test]
fn counters_have_a_kind_of_their_own() {
    let session = keyspace("core_counter");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, n counter)");
    let add = || vec![text("UPDATE t SET n = n + 2 WHERE a = 1"), text("UPDATE t SET n = n + 3 WHERE a = 1")];
    batch(&session, BatchKind::Counter, add()).unwrap();
    assert_eq!(one_cell(&cql(&session, "SELECT n FROM t")).unwrap()[7], 5);
    assert_eq!(batch(&session, BatchKind::Logged, add()).unwrap_err().kind(), ErrorKind::Invalid);
}

#[test]
fn a_condition_returns_whether_it_held() {
    let session = keyspace("core_conditional");
    cql(&session, "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))");
    let entries = || {
        vec![
            text("INSERT INTO t (a, b) VALUES (1, 1) IF NOT EXISTS"),
            text("INSERT INTO t (a, b) VALUES (1, 2)"),
        ]
    };
    for applied in [1, 0] {
        let page = batch(&session, BatchKind::Logged, entries()).unwrap();
        assert_eq!(page.columns.as_ref().unwrap()[0].name, "[applied]");
        assert_eq!(page.iter().next().unwrap().0[0].as_deref(), Some(&[applied][..]));
    }
}
