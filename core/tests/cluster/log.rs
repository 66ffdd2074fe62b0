use std::sync::{Arc, Mutex};
use std::time::Duration;

use unicql_core::log::{self, LogEvent, LogLevel, LogRecord, LogSource};
use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::{Options, Session};

use super::target::{connect, contact, cql, keyspace, try_connect, variable};

/// Records everything while it lives. The sink is that of the process, so only one test may have it at a time.
struct Recording(Arc<Mutex<Vec<LogRecord>>>);

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn record<T>(of: impl FnOnce(&Recording) -> T) -> T {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(|poison| poison.into_inner());
    let records = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&records);
    log::set_sink(Some(Arc::new(move |record| sink.lock().unwrap().push(record.clone()))), LogLevel::Trace);
    let outcome = of(&Recording(records));
    log::set_sink(None, LogLevel::Off);
    outcome
}

impl Recording {
    fn all(&self) -> Vec<LogRecord> {
        log::flush();
        self.0.lock().unwrap().clone()
    }

    fn has(&self, wanted: impl Fn(&LogEvent) -> bool) -> bool {
        self.all().iter().filter_map(|record| record.event.as_ref()).any(wanted)
    }
}

#[test]
fn a_session_tells_what_it_does() {
    record(|recording| {
        let session = keyspace("core_log");
        assert!(
            recording.has(|event| matches!(event, LogEvent::Connecting { driver, .. } if driver == "unicql"))
        );
        assert!(recording.has(|event| matches!(event, LogEvent::SchemaAgreed { .. })));
        cql(&session, "CREATE TABLE t (a int, b int, c int, PRIMARY KEY (a, b))");
        cql(&session, "SELECT count(*) FROM t");
        let warning = |event: &LogEvent| matches!(event, LogEvent::ServerWarning { text, host } if text.contains("Aggregation query") && host.is_some());
        assert!(recording.has(warning));
        let traced = recording.all().into_iter().any(|record| {
            record.event.is_none() && matches!(record.source, LogSource::Connection | LogSource::Pool)
        });
        assert!(traced, "what the crate traces arrives too");
        let twice =
            recording.all().iter().filter(|record| record.message.contains("Aggregation query")).count();
        assert_eq!(twice, 1, "a warning is told once");
    });
}

/// Every way to look at a session and at what it was made of.
fn everything_printed(options: &Options, session: &Result<Session, unicql_core::Error>) -> String {
    let error = session.as_ref().err();
    let hosts = session.as_ref().map(Session::hosts).unwrap_or_default();
    format!("{options:?} {:?} {error:?} {hosts:?}", options.tls)
}

#[test]
fn secrets_are_never_printed_or_logged() {
    const PASSWORD: &str = "correct-horse-battery-staple";
    const PASSPHRASE: &str = "open-sesame-of-the-test";
    record(|recording| {
        let key = std::fs::read_to_string(variable("UNICQL_TLS_KEY")).unwrap();
        let tls = TlsOptions {
            ca_pem: vec![std::fs::read(variable("UNICQL_TLS_CA")).unwrap()],
            cert_pem: Some(std::fs::read(variable("UNICQL_TLS_CERT")).unwrap()),
            key_pem: Some(key.clone().into_bytes()),
            key_passphrase: Some(PASSPHRASE.into()),
            verify: TlsVerify::Peer,
            ..TlsOptions::default()
        };
        let with_secrets = |points: &str, password: &str, tls: Option<TlsOptions>| Options {
            username: Some("cassandra".into()),
            password: Some(password.into()),
            tls,
            connect_timeout_ms: Some(5_000),
            ..contact(&variable(points))
        };
        let encrypted = with_secrets("UNICQL_TLS_CONTACT_POINTS", PASSWORD, Some(tls));
        let refused = with_secrets("UNICQL_AUTH_CONTACT_POINTS", PASSWORD, None);
        let mut printed = String::new();
        for options in [encrypted, refused] {
            let session = try_connect(options.clone());
            printed += &everything_printed(&options, &session);
            if let Ok(session) = session {
                cql(&session, "SELECT key FROM system.local");
                session.close(Duration::from_secs(5)).wait();
            }
        }
        let session = connect(with_secrets("UNICQL_AUTH_CONTACT_POINTS", "cassandra", None));
        cql(&session, "SELECT key FROM system.local");
        for record in recording.all() {
            printed += &format!("{record:?}\n");
        }
        let ready = recording.has(|event| matches!(event, LogEvent::ConnectionReady { .. }));
        let traced = recording.all().iter().filter(|record| record.event.is_none()).count();
        assert!(ready && traced > 10, "there was something to look at: {traced}");
        let key_line = key.lines().nth(1).unwrap();
        for secret in [PASSWORD, PASSPHRASE, key_line, "\\0cassandra", &format!("{:?}", PASSWORD.as_bytes())]
        {
            assert!(!printed.contains(secret), "a secret shows: {secret}");
        }
    });
}
