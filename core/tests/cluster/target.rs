//! Where the tests run, and a keyspace for each.

use std::time::{Duration, Instant};

use unicql_core::{Error, Options, Page, Request, Session};

/// Returns a variable that `npm test` sets.
pub(crate) fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("run this through `npm test`, or set {name}"))
}

/// Returns the options for the plain cluster.
pub(crate) fn plain() -> Options {
    contact(&variable("UNICQL_CONTACT_POINTS"))
}

/// Returns the options for a list of contact points.
pub(crate) fn contact(points: &str) -> Options {
    Options {
        contact_points: Some(points.split(',').map(str::to_owned).collect()),
        // Schema changes take long on a busy machine; a test is about something else.
        request_timeout_ms: Some(60_000),
        ..Options::default()
    }
}

/// Connects or fails the test.
pub(crate) fn connect(options: Options) -> Session {
    try_connect(options).unwrap_or_else(|error| panic!("{error}"))
}

/// Connects.
pub(crate) fn try_connect(options: Options) -> Result<Session, Error> {
    Session::connect(options).wait().as_ref().clone()
}

/// Executes a request.
pub(crate) fn run(session: &Session, request: Request) -> Result<Page, Error> {
    session.execute(request).wait().as_ref().clone()
}

/// Executes text or fails the test.
pub(crate) fn cql(session: &Session, text: &str) -> Page {
    run(session, Request::text(text)).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Makes an empty keyspace and a session that uses it.
pub(crate) fn keyspace(name: &str) -> Session {
    let session = connect(plain());
    cql(&session, &format!("DROP KEYSPACE IF EXISTS {name}"));
    cql(
        &session,
        &format!(
            "CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
        ),
    );
    cql(&session, &format!("USE {name}"));
    session
}

/// Waits for something to become so.
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Returns the one cell of a page with one row and one column.
pub(crate) fn one_cell(page: &Page) -> Option<Vec<u8>> {
    assert_eq!((page.row_count, page.columns.as_ref().map(|columns| columns.len())), (1, Some(1)));
    page.iter().next().and_then(|row| row.0[0].as_ref().map(|cell| cell.to_vec()))
}
