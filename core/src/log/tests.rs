use super::*;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::mpsc;

const HOST: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 7));

/// The sink is that of the process, so these tests are one.
#[test]
fn records_reach_the_sink() {
    let (sender, records) = mpsc::channel();
    let sink = Arc::new(move |record: &LogRecord| {
        let ours = record.message.contains("10.0.0.7") || record.message.contains("of the test");
        if ours {
            let _ = sender.send(record.clone());
        }
    });
    event(|| LogEvent::HostUp { host: HOST });
    set_sink(Some(Arc::clone(&sink) as _), LogLevel::Info);
    event(|| LogEvent::HostAdded { host: HOST });
    event(|| LogEvent::ConnectionClosed { host: HOST });
    write(LogLevel::Warn, LogSource::Policy, || "a line of the test".to_owned());
    write(LogLevel::Debug, LogSource::Policy, || unreachable!("texts below the level are not made"));
    flush();
    assert!(!is_waiting());
    let got: Vec<LogRecord> = records.try_iter().collect();
    let texts: Vec<&str> = got.iter().map(|record| record.message.as_str()).collect();
    assert_eq!(texts, ["New node 10.0.0.7 added", "a line of the test"]);
    assert_eq!((got[0].level, got[0].source), (LogLevel::Info, LogSource::Host));
    assert_eq!(got[0].event, Some(LogEvent::HostAdded { host: HOST }));
    assert!(got[0].file.ends_with("tests.rs") && got[0].line > 0, "{:?}", got[0]);
    traced_lines_become_records(&records);
    a_full_queue_drops_and_counts(&records);
    a_new_sink_gets_nothing_of_the_one_before(&records);
    set_sink(None, LogLevel::Trace);
    event(|| LogEvent::HostUp { host: HOST });
    flush();
    assert_eq!((records.try_iter().count(), level()), (0, LogLevel::Off));
}

fn a_new_sink_gets_nothing_of_the_one_before(records: &mpsc::Receiver<LogRecord>) {
    let sink = state().sink.clone();
    let (held, hold) = mpsc::channel::<()>();
    Dispatcher::shared().dispatch(move || {
        let _ = hold.recv();
    });
    write(LogLevel::Warn, LogSource::Policy, || "too late for a sink of the test".to_owned());
    assert!(is_waiting());
    set_sink(sink, LogLevel::Info);
    assert!(!is_waiting());
    write(LogLevel::Warn, LogSource::Policy, || "in time for a sink of the test".to_owned());
    drop(held);
    flush();
    let got: Vec<String> = records.try_iter().map(|record| record.message).collect();
    assert_eq!(got, ["in time for a sink of the test"]);
}

fn traced_lines_become_records(records: &mpsc::Receiver<LogRecord>) {
    // A program's own subscriber keeps getting what it got.
    let (seen, program) = mpsc::channel();
    let program_own = tracing::Dispatch::new(Program(seen));
    std::thread::spawn(move || {
        let _program = tracing::dispatcher::set_default(&program_own);
        tap_this_thread();
        tracing::info!(target: "scylla::network::connection", count = 3, "a trace of the test");
        tracing::debug!(target: "scylla::network::connection", "a detail of the test");
        tracing::info!(target: "tokio", "a stranger of the test");
        let _span = tracing::info_span!("a span of the test").entered();
    })
    .join()
    .unwrap();
    flush();
    let got: Vec<String> = records.try_iter().map(|record| record.message).collect();
    assert_eq!(got, ["a trace of the test count=3"]);
    assert_eq!(program.try_iter().collect::<Vec<_>>(), ["event", "event", "span", "enter", "exit"]);
}

struct Program(mpsc::Sender<&'static str>);

impl tracing::Subscriber for Program {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        *metadata.level() <= tracing::Level::INFO
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        self.0.send("span").unwrap();
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, _: &tracing::Event<'_>) {
        self.0.send("event").unwrap();
    }

    fn enter(&self, _: &tracing::span::Id) {
        self.0.send("enter").unwrap();
    }

    fn exit(&self, _: &tracing::span::Id) {
        self.0.send("exit").unwrap();
    }
}

fn a_full_queue_drops_and_counts(records: &mpsc::Receiver<LogRecord>) {
    let (release, held) = mpsc::channel::<()>();
    Dispatcher::shared().dispatch(move || {
        let _ = held.recv();
    });
    set_queue_size(2);
    let before = dropped();
    for _ in 0..5 {
        event(|| LogEvent::HostUp { host: HOST });
    }
    drop(release);
    flush();
    set_queue_size(QUEUE_SIZE);
    // Other tests may log beside this one, so more may have been dropped, never fewer.
    assert!(records.try_iter().count() <= 2 && dropped() - before >= 3);
}

#[test]
fn events_print_as_the_suites_look_for_them() {
    let line = |event: LogEvent| event.to_string();
    assert_eq!(line(LogEvent::HostDown { host: HOST }), "Node 10.0.0.7 is down");
    let decided =
        LogEvent::RetryDecided { decision: "Ignoring", what: "unavailable error", detail: "(1)".into() };
    assert!(line(decided).starts_with("Ignoring unavailable error"));
    let why = "Underlying connection error: Connection timeout".to_owned();
    assert_eq!(
        line(LogEvent::ControlConnectionFailed { host: HOST, why }),
        "Unable to establish a control connection to host 10.0.0.7 because of the following error: Underlying \
         connection error: Connection timeout"
    );
}

#[test]
fn modules_have_a_source() {
    let source = LogSource::of_module;
    assert_eq!(source("scylla::network::connection_pool"), LogSource::Pool);
    assert_eq!(source("scylla::network::connection"), LogSource::Connection);
    assert_eq!(source("scylla::cluster::control_connection"), LogSource::ControlConnection);
    assert_eq!(source("scylla::cluster::metadata::worker"), LogSource::Metadata);
    assert_eq!(source("unicql_core::session"), LogSource::Session);
}
