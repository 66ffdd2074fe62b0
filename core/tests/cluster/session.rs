use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use unicql_core::{Completion, ErrorKind, Options, PageKind, Request, Session};

use super::target::{connect, contact, cql, keyspace, plain, run, try_connect};

/// Long enough that only a request that hangs meets it.
const GRACE: Duration = Duration::from_secs(30);

#[test]
fn reports_its_hosts_and_its_keyspace() {
    let session = keyspace("core_session");
    let hosts = session.hosts();
    assert!(!hosts.is_empty() && hosts.iter().all(|host| host.is_up() && host.datacenter.is_some()));
    assert_eq!(session.keyspace().as_deref(), Some("core_session"));
    assert!(session.cluster_name().is_some_and(|name| !name.is_empty()));
    let again = connect(Options { keyspace: Some("core_session".into()), ..plain() });
    assert_eq!(again.keyspace().as_deref(), Some("core_session"));
    let page = cql(&again, "USE system");
    assert_eq!(page.kind, PageKind::SetKeyspace("system".into()));
}

/// The connections of the drivers whose version is `marker`, as the server knows them: what each was told.
fn told(session: &Session, marker: &str) -> Vec<String> {
    let page = cql(session, "SELECT driver_version, driver_name, client_options FROM system_views.clients");
    let text = |cell: &Option<bytes::Bytes>| {
        String::from_utf8_lossy(cell.as_deref().unwrap_or_default()).into_owned()
    };
    let rows = page.iter().filter(|row| text(&row.0[0]) == marker);
    rows.map(|row| text(&row.0[1]) + &text(&row.0[2])).collect()
}

#[test]
fn what_a_user_tells_the_server_arrives() {
    let startup = |names: &[&str]| {
        let told = |&name: &&str| (name.to_owned(), format!("my {name}"));
        Some(names.iter().map(told).collect::<Vec<_>>())
    };
    let observer = connect(plain());
    let known = ["DRIVER_NAME", "APPLICATION_NAME", "APPLICATION_VERSION", "CLIENT_ID"];
    let options =
        Options { driver_version: Some("told-1".into()), startup_options: startup(&known), ..plain() };
    let session = connect(options);
    cql(&session, "SELECT key FROM system.local");
    let seen = told(&observer, "told-1");
    assert!(seen.len() >= 2, "the crate's connection and core's: {seen:?}");
    assert!(
        seen.iter().all(|told| known.iter().all(|name| told.contains(&format!("my {name}")))),
        "{seen:?}"
    );
    let options = Options {
        driver_version: Some("told-2".into()),
        startup_options: startup(&["NO_COMPACT", "ANY_KEY"]),
        ..plain()
    };
    let session = connect(options);
    let count = || told(&observer, "told-2").iter().filter(|told| told.contains("my ANY_KEY")).count();
    let before = count();
    assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    assert_eq!(
        count(),
        before + 1,
        "the request went over a connection of its own that tells the server all"
    );
}

#[test]
fn a_refused_keyspace_does_not_become_that_of_the_session() {
    let session = connect(plain());
    let error = session.use_keyspace("no_such").wait();
    assert_eq!(error.as_ref().as_ref().unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(run(&session, Request::text("USE no_such")).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(session.keyspace(), None);
    assert!(session.use_keyspace("system").wait().is_ok());
    assert_eq!(session.keyspace().as_deref(), Some("system"));
}

#[test]
fn a_missing_keyspace_is_the_servers_error() {
    let error = try_connect(Options { keyspace: Some("no_such".into()), ..plain() }).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(error.message().contains("no_such"), "{error}");
}

#[test]
fn a_wrong_data_center_is_an_option_error() {
    let options = Options { local_datacenter: Some("nowhere".into()), ..plain() };
    let error = try_connect(options).err().unwrap();
    assert_eq!(error.fields().name.as_deref(), Some("local_datacenter"));
    assert!(error.message().contains("dc1"), "{error}");
}

#[test]
fn every_contact_point_says_why_it_failed() {
    // Bound but not accepting CQL, bound and silent, and not bound at all.
    let http = TcpListener::bind("127.0.0.1:0").unwrap();
    let http_address = http.local_addr().unwrap();
    thread::spawn(move || {
        for stream in http.incoming() {
            let _ = stream.unwrap().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent_address = silent.local_addr().unwrap();
    let points = format!("{http_address},{closed},{silent_address},no-such-host.invalid:9042");
    let options = Options { connect_timeout_ms: Some(500), ..contact(&points) };
    let error = try_connect(options).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NoHostAvailable);
    let kinds: Vec<ErrorKind> = error.attempts().iter().map(|attempt| attempt.error.kind()).collect();
    let expected =
        [ErrorKind::NotCql, ErrorKind::ConnectionFailed, ErrorKind::TimedOut, ErrorKind::UnresolvedHost];
    assert_eq!(kinds, expected, "{error}");
    assert_eq!(error.cause(), ErrorKind::NotCql);
}

#[test]
fn names_that_do_not_resolve_have_a_kind_of_their_own() {
    let error = try_connect(contact("no-such-host.invalid:9042")).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::UnresolvedHost);
}

#[test]
fn a_closed_session_refuses_and_closes_again() {
    let session = connect(plain());
    cql(&session, "SELECT key FROM system.local");
    for _ in 0..2 {
        assert!(session.close(GRACE).wait().is_ok());
    }
    let error = run(&session, Request::text("SELECT key FROM system.local")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionClosed);
    assert_eq!(session.hosts(), []);
}

#[test]
fn closing_waits_for_what_is_under_way() {
    let session = connect(plain());
    let ended = Arc::new(AtomicUsize::new(0));
    let requests = (0..200)
        .map(|_| {
            let ended = Arc::clone(&ended);
            let completion = Completion::new(move |outcome: Result<_, _>| {
                assert!(outcome.is_ok());
                ended.fetch_add(1, Ordering::SeqCst);
            });
            (Request::text("SELECT key FROM system.local"), completion)
        })
        .collect();
    session.execute_many(requests);
    assert!(session.close(GRACE).wait().is_ok());
    assert_eq!(ended.load(Ordering::SeqCst), 200);
    assert_eq!(session.in_flight(), 0);
}

#[test]
fn callbacks_may_use_and_drop_the_session() {
    let session = connect(plain());
    let (sender, receiver) = std::sync::mpsc::channel();
    let inner = session.clone();
    session.execute(Request::text("SELECT key FROM system.local")).on_ready(move |_| {
        let outcome = inner.execute(Request::text("SELECT key FROM system.local")).wait();
        drop(inner);
        sender.send(outcome.is_ok()).unwrap();
    });
    drop(session);
    assert!(receiver.recv_timeout(GRACE).unwrap());
}
