use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use unicql_core::log::{self, LogEvent, LogLevel, LogRecord, LogSource};
use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::policy::{LatencyAwareness, LoadBalancing, Reconnection, Retry, RetryRule};
use unicql_core::{
    AddressTranslation, AddressTranslator, Completion, Consistency, Options, Request, RequestOptions,
    RetryBy, Session, Statement, UntranslatedHost, ValuesWriter,
};

use super::forwarder::Forwarder;
use super::target::{connect, contact, cql, keyspace, plain, run, try_connect, variable};

/// How long something may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Records everything while it lives. The sink is that of the process, so only one test may have it at a time.
struct Recording(Arc<Mutex<Vec<LogRecord>>>);

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn record<T>(of: impl FnOnce(&Recording) -> T) -> T {
    record_at(LogLevel::Trace, of)
}

fn record_at<T>(level: LogLevel, of: impl FnOnce(&Recording) -> T) -> T {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(|poison| poison.into_inner());
    let records = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&records);
    log::set_sink(Some(Arc::new(move |record| sink.lock().unwrap().push(record.clone()))), level);
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
        let doubts = |record: &LogRecord| {
            record.level == LogLevel::Warn && record.file.ends_with("src/client/session.rs")
        };
        assert!(!recording.all().iter().any(doubts), "the crate has nothing against its options");
    });
}

/// What happened, and whether the crate's log told of it.
fn told(recording: &Recording) -> Vec<(&'static str, bool)> {
    let records = recording.all();
    let event = |record: &LogRecord| {
        let name = record.event.as_ref()?.name();
        Some((name, record.file.contains("scylla")))
    };
    records.iter().filter_map(event).collect()
}

fn wait_for(recording: &Recording, wanted: &[(&'static str, bool)]) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let told = told(recording);
        let missing: Vec<_> = wanted.iter().filter(|event| !told.contains(event)).collect();
        if missing.is_empty() {
            return;
        }
        assert!(Instant::now() < deadline, "nobody told of {missing:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn through(forwarder: &Forwarder) -> Options {
    Options {
        heartbeat_interval_ms: Some(100),
        heartbeat_timeout_ms: Some(5_000),
        reconnection: Some(Reconnection::constant(50)),
        ..contact(&forwarder.address.to_string())
    }
}

/// Each event with whether it is about a connection of the crate.
#[test]
fn connections_tell_how_they_live_and_end() {
    let node = variable("UNICQL_CONTACT_POINTS").parse().unwrap();
    record(|recording| {
        let forwarder = Forwarder::open(node);
        let session = connect(through(&forwarder));
        let prepared = session.prepare("SELECT key FROM system.local WHERE key = ?").wait();
        assert!(prepared.as_ref().is_ok());
        wait_for(recording, &[("ConnectionOpening", false), ("ConnectionReady", false)]);
        for event in ["ConnectionOpened", "HeartbeatCompleted"] {
            wait_for(recording, &[(event, true), (event, false)]);
        }
        forwarder.close();
        for event in ["ConnectionClosed", "ConnectionFailed"] {
            wait_for(recording, &[(event, true), (event, false)]);
        }
        wait_for(recording, &[("ReconnectScheduled", true), ("ControlConnectionLost", false)]);
        forwarder.reopen();
        let address = forwarder.address;
        wait_for(recording, &[("PreparingAll", false), ("HostUp", false)]);
        assert!(recording.has(|event| *event == LogEvent::PreparingAll { host: address }));
        let position = |name| told(recording).iter().position(|(other, _)| *other == name);
        assert!(position("PreparingAll") > position("HostDown"));
    });
}

#[test]
fn a_heartbeat_without_answer_is_told() {
    let node = variable("UNICQL_CONTACT_POINTS").parse().unwrap();
    record(|recording| {
        let forwarder = Forwarder::open(node);
        let options = Options { heartbeat_timeout_ms: Some(300), ..through(&forwarder) };
        let _session = connect(options);
        forwarder.silence();
        wait_for(recording, &[("HeartbeatFailed", true), ("HeartbeatFailed", false)]);
    });
}

/// The crate traces in more detail than the level of its events; a sink that asks for little gets them all the same.
#[test]
fn failures_are_told_at_their_own_level() {
    let node = variable("UNICQL_CONTACT_POINTS").parse().unwrap();
    // Sessions of other tests trace at the same time, so the level is there before the first record.
    record_at(LogLevel::Warn, |recording| {
        let forwarder = Forwarder::open(node);
        let _session = connect(through(&forwarder));
        forwarder.close();
        wait_for(recording, &[("ConnectionFailed", true)]);
        assert!(recording.all().iter().all(|record| record.level <= LogLevel::Warn));
    });
}

/// Leads every host but one to a port on which nobody listens.
struct Astray(SocketAddr);

impl AddressTranslator for Astray {
    fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>) {
        let found = host.address == self.0;
        reply.complete(Ok(if found { host.address } else { SocketAddr::new(host.address.ip(), 1) }));
    }
}

#[test]
fn hosts_without_a_connection_are_counted_at_the_start() {
    let points = variable("UNICQL_DCS_CONTACT_POINTS");
    let first = points.split(',').next().unwrap();
    record(|recording| {
        let astray = AddressTranslation::Custom(Arc::new(Astray(first.parse().unwrap())));
        let session = connect(Options { address_translation: Some(astray), ..contact(first) });
        assert_eq!(session.hosts().iter().filter(|host| host.is_up()).count(), 1);
        assert!(recording.has(|event| *event == LogEvent::PoolsIncomplete { hosts: 2 }));
    });
}

#[test]
fn a_full_cache_of_statements_is_told() {
    record(|recording| {
        let session = connect(Options { prepared_cache_size: Some(1), ..plain() });
        for column in ["key", "cluster_name"] {
            let mut key = ValuesWriter::default();
            key.value(b"local");
            let text = format!("SELECT {column} FROM system.local WHERE key = ?");
            let statement = Statement::Text { cql: text.into(), values: key.finish().unwrap() };
            run(&session, Request { statement, options: RequestOptions::default() }).unwrap();
        }
        assert!(recording.has(|event| *event == LogEvent::PreparedCacheFull { limit: 1 }));
    });
}

#[test]
fn policies_tell_what_they_measure_and_decide() {
    record(|recording| {
        let latency_awareness = Some(LatencyAwareness { min_measured: 1, ..LatencyAwareness::default() });
        let balancing = LoadBalancing { latency_awareness, ..LoadBalancing::default() };
        let session = connect(Options { load_balancing: Some(balancing), ..plain() });
        let deadline = Instant::now() + PATIENCE;
        while !recording
            .has(|event| matches!(event, LogEvent::LatencyMinimum { microseconds } if *microseconds > 0))
        {
            assert!(Instant::now() < deadline, "no latency was measured");
            cql(&session, "SELECT key FROM system.local");
        }
        cql(&session, "DROP KEYSPACE IF EXISTS core_log_retry");
        cql(
            &session,
            "CREATE KEYSPACE core_log_retry WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}",
        );
        cql(&session, "CREATE TABLE core_log_retry.t (a int PRIMARY KEY)");
        let retry = Retry { rule: RetryRule::DowngradingConsistency, logged: true, ..Retry::default() };
        let options = RequestOptions {
            consistency: Some(Consistency::Three),
            idempotent: Some(true),
            retry: Some(RetryBy::Rule(retry)),
            ..RequestOptions::default()
        };
        run(&session, Request { options, ..Request::text("SELECT * FROM core_log_retry.t") }).unwrap();
        let line = "Retrying on unavailable error at consistency ONE (initial consistency: THREE, ";
        assert!(recording.all().iter().any(|record| record.message.starts_with(line)));
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
