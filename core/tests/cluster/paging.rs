use unicql_core::{Request, RequestOptions};

use super::target::{cql, keyspace, run};

#[test]
fn pages_go_on_where_the_one_before_ended() {
    let session = keyspace("core_paging");
    cql(&session, "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b))");
    for b in 0..25 {
        cql(&session, &format!("INSERT INTO t (a, b) VALUES (1, {b})"));
    }
    let mut seen = Vec::new();
    let mut sizes = Vec::new();
    let mut paging_state = None;
    loop {
        let options = RequestOptions { page_size: Some(10), paging_state, ..RequestOptions::default() };
        let page = run(&session, Request { options, ..Request::text("SELECT b FROM t") }).unwrap();
        sizes.push(page.row_count);
        seen.extend(page.iter().map(|row| row.0[0].as_ref().unwrap()[3]));
        paging_state = page.paging_state;
        if paging_state.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [10, 10, 5]);
    assert_eq!(seen, (0..25).collect::<Vec<u8>>());
    let all = RequestOptions { page_size: Some(0), ..RequestOptions::default() };
    let page = run(&session, Request { options: all, ..Request::text("SELECT b FROM t") }).unwrap();
    assert_eq!((page.row_count, page.paging_state), (25, None));
}

#[test]
fn rows_of_nulls_and_no_rows_are_told_apart() {
    let session = keyspace("core_nulls");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text, c text)");
    let none = cql(&session, "SELECT b, c FROM t");
    assert_eq!((none.row_count, none.iter().count()), (0, 0));
    cql(&session, "INSERT INTO t (a) VALUES (1)");
    let nulls = cql(&session, "SELECT b, c FROM t");
    assert_eq!(nulls.iter().next().unwrap().0, [None, None]);
    assert_eq!(none.columns.unwrap().id(), nulls.columns.unwrap().id());
}
