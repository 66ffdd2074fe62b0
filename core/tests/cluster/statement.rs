use unicql_core::{
    Consistency, Error, ErrorKind, PageKind, Request, RequestOptions, Session, Statement, Values,
    ValuesWriter,
};

use super::capability::{Capability, offers};
use super::target::{cql, keyspace, one_cell, run};

fn values(cells: &[&[u8]]) -> Values {
    let mut writer = ValuesWriter::default();
    cells.iter().for_each(|cell| writer.value(cell));
    writer.finish().unwrap()
}

fn with_values(session: &Session, text: &str, values: Values) -> Result<unicql_core::Page, Error> {
    let statement = Statement::Text { cql: text.into(), values };
    run(session, Request { statement, options: RequestOptions::default() })
}

#[test]
fn text_takes_values_by_position_and_by_name() {
    let session = keyspace("core_statement");
    let created = cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    assert!(matches!(created.kind, PageKind::SchemaChange { in_agreement: true, .. }), "{:?}", created.kind);
    let one = 1i32.to_be_bytes();
    let inserted = with_values(&session, "INSERT INTO t (a, b) VALUES (?, ?)", values(&[&one, b"x"]));
    assert_eq!(inserted.unwrap().kind, PageKind::Void);
    let named = values(&[b"y", &one]).with_names(vec!["second".into(), "FIRST".into()]).unwrap();
    with_values(&session, "INSERT INTO t (a, b) VALUES (:first, :second)", named).unwrap();
    let page = with_values(&session, "SELECT b FROM t WHERE a = ?", values(&[&one])).unwrap();
    assert_eq!(one_cell(&page).as_deref(), Some(&b"y"[..]));
    let wrong = with_values(&session, "SELECT b FROM t WHERE a = ?", values(&[&one, &one])).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::InvalidParameter);
    let short = with_values(&session, "SELECT b FROM t WHERE a = ?", values(&[b"no int"])).unwrap_err();
    assert_eq!(short.kind(), ErrorKind::Invalid);
}

#[test]
fn text_survives_a_schema_change() {
    let session = keyspace("core_altered");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    cql(&session, "INSERT INTO t (a, b) VALUES (1, 'x')");
    let one = 1i32.to_be_bytes();
    let select = "SELECT * FROM t WHERE a = ?";
    let before = with_values(&session, select, values(&[&one])).unwrap();
    cql(&session, "ALTER TABLE t ADD c int");
    let after = with_values(&session, select, values(&[&one])).unwrap();
    let names = |page: &unicql_core::Page| {
        page.columns.as_ref().unwrap().iter().map(|column| column.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&before), ["a", "b"]);
    assert_eq!(names(&after), ["a", "b", "c"]);
    assert_ne!(before.columns.unwrap().id(), after.columns.unwrap().id());
}

#[test]
fn the_server_judges_a_serial_consistency() {
    let session = keyspace("core_serial");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY)");
    let with_one = |text: &str| {
        let mut request = Request::text(text);
        request.options.serial_consistency = Some(Consistency::One);
        run(&session, request)
    };
    let error = with_one("INSERT INTO t (a) VALUES (1) IF NOT EXISTS").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid, "{error}");
    assert!(with_one("INSERT INTO t (a) VALUES (1)").is_ok(), "it has no condition");
}

#[test]
fn server_errors_keep_kind_text_and_fields() {
    let session = keyspace("core_errors");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    let fails = |text: &str| run(&session, Request::text(text)).unwrap_err();
    let syntax = fails("SELEC 1");
    assert_eq!((syntax.kind(), syntax.server_code()), (ErrorKind::Syntax, Some(0x2000)));
    assert_eq!(syntax.coordinator(), Some(session.hosts()[0].address));
    assert!(syntax.message().starts_with("line 1:0 no viable alternative"), "{syntax}");
    assert_eq!(fails("SELECT nothing FROM t").kind(), ErrorKind::Invalid);
    let exists = fails("CREATE TABLE t (a int PRIMARY KEY)");
    assert_eq!(exists.kind(), ErrorKind::AlreadyExists);
    assert_eq!(exists.fields().keyspace.as_deref(), Some("core_errors"));
    assert_eq!(exists.fields().table.as_deref(), Some("t"));
    let config = fails("CREATE KEYSPACE core_unmade WITH replication = {'class': 'NoSuchStrategy'}");
    assert_eq!(config.kind(), ErrorKind::Config, "{config}");
}

#[test]
fn unavailable_carries_the_numbers() {
    let session = keyspace("core_unavailable");
    cql(&session, "DROP KEYSPACE IF EXISTS core_three");
    cql(
        &session,
        "CREATE KEYSPACE core_three WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 9}",
    );
    cql(&session, "CREATE TABLE core_three.t (a int PRIMARY KEY)");
    let options = RequestOptions { consistency: Some(Consistency::Quorum), ..RequestOptions::default() };
    let request = Request { options, ..Request::text("INSERT INTO core_three.t (a) VALUES (1)") };
    let error = run(&session, request).unwrap_err();
    // The legacy rule goes on with the next host, and there is only one.
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::Unavailable));
    let error = &error.attempts()[0].error;
    assert!(error.coordinator().is_some());
    let fields = error.fields();
    assert_eq!((fields.consistency, fields.required), (Some(Consistency::Quorum), Some(5)));
    assert!(fields.alive.is_some_and(|alive| alive < 5));
}

#[test]
fn tracing_and_timestamps_reach_the_server() {
    let session = keyspace("core_options");
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    let options = RequestOptions { timestamp_us: Some(1234), tracing: true, ..RequestOptions::default() };
    let request = Request { options, ..Request::text("INSERT INTO t (a, b) VALUES (1, 'x')") };
    assert!(run(&session, request).unwrap().tracing_id.is_some());
    let page = cql(&session, "SELECT writetime(b) FROM t");
    assert_eq!(one_cell(&page).as_deref(), Some(&1234i64.to_be_bytes()[..]));
}

#[test]
fn a_timeout_says_how_long_it_waited() {
    let session = keyspace("core_timeout");
    if !offers(&session, Capability::JavaFunctions) {
        return;
    }
    cql(&session, "CREATE TABLE t (a int PRIMARY KEY)");
    cql(
        &session,
        "CREATE FUNCTION slow (x int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS \
         'long end = System.nanoTime() + 400000000L; int i = 0; while (System.nanoTime() < end) i++; return x;'",
    );
    cql(&session, "INSERT INTO t (a) VALUES (1)");
    let options = RequestOptions { timeout_ms: Some(50), ..RequestOptions::default() };
    let error = run(&session, Request { options, ..Request::text("SELECT slow(a) FROM t") }).unwrap_err();
    assert_eq!((error.kind(), error.fields().timeout_ms), (ErrorKind::TimedOut, Some(50)));
    assert_eq!(error.coordinator(), Some(session.hosts()[0].address));
    // The connection serves on although an answer is still to come.
    assert_eq!(cql(&session, "SELECT a FROM t").row_count, 1);
}

#[test]
fn a_request_can_be_sent_to_one_host_only() {
    let session = keyspace("core_host");
    let host = session.hosts().remove(0);
    let to = |id| RequestOptions { host: Some(id), ..RequestOptions::default() };
    let select = "SELECT key FROM system.local";
    let page = run(&session, Request { options: to(host.id), ..Request::text(select) }).unwrap();
    assert_eq!(page.coordinator, host.address);
    let unknown = Request { options: to(uuid::Uuid::nil()), ..Request::text(select) };
    assert_eq!(run(&session, unknown).unwrap_err().kind(), ErrorKind::NoHostAvailable);
}
