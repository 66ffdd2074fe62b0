use std::sync::{Arc, Mutex};

use unicql_core::{ErrorKind, Observation, Observer, Options, Request};

use super::target::{connect, cql, plain, run};

#[test]
fn requests_are_counted_and_timed() {
    let session = connect(Options { metrics: Some(true), ..plain() });
    for _ in 0..10 {
        cql(&session, "SELECT key FROM system.local");
    }
    let syntax = run(&session, Request::text("SELECT nothing")).err().unwrap();
    assert_eq!(syntax.kind(), ErrorKind::Syntax);
    let metrics = session.metrics().unwrap();
    assert_eq!(metrics.requests.count, 11, "an error of the server is an answer too");
    assert!(metrics.requests.min >= 1 && metrics.requests.max >= metrics.requests.median, "{metrics:?}");
    assert!(metrics.rates.mean > 0.0, "{metrics:?}");
    assert_eq!((metrics.known_hosts, metrics.connected_hosts, metrics.open_connections), (1, 1, 1));
    assert_eq!((metrics.in_flight, metrics.request_timeouts), (0, 0));
}

#[test]
fn nothing_is_counted_unless_asked_for() {
    assert!(connect(plain()).metrics().is_none());
}

#[derive(Default)]
struct Ended(Mutex<Vec<(String, Option<ErrorKind>)>>);

impl Observer for Ended {
    fn observe(&self, observation: Observation<'_>) {
        if let Observation::Request(record) = observation {
            let text = format!("{:?}", record.request.statement);
            self.0.lock().unwrap().push((text, record.error.map(|error| error.kind())));
        }
    }
}

#[test]
fn an_observer_sees_requests_end_until_it_is_removed() {
    let session = connect(plain());
    let ended = Arc::new(Ended::default());
    session.observe(Some(Arc::clone(&ended) as _));
    cql(&session, "SELECT key FROM system.local");
    let _ = run(&session, Request::text("SELECT nothing"));
    session.observe(None);
    cql(&session, "SELECT key FROM system.local");
    let ended = ended.0.lock().unwrap();
    let errors: Vec<_> = ended.iter().map(|(_, error)| *error).collect();
    assert_eq!(errors, [None, Some(ErrorKind::Syntax)]);
    assert!(ended[1].0.contains("SELECT nothing"), "{}", ended[1].0);
}
