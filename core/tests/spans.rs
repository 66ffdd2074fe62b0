//! Spans of requests, with the feature `spans`: `cargo test -p unicql-core --features spans --test spans`.

#![cfg(feature = "spans")]

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use unicql_core::{Options, Request, Session};

#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<HashMap<String, String>>>>);

struct Fields<'a>(&'a mut HashMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl tracing::Subscriber for Spans {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.is_span() && metadata.target() == "unicql"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut fields = HashMap::from([("name".to_owned(), span.metadata().name().to_owned())]);
        span.record(&mut Fields(&mut fields));
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &tracing::Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn each_request_has_a_span_with_its_text_and_its_error() {
    let spans = Spans::default();
    tracing::dispatcher::set_global_default(tracing::Dispatch::new(spans.clone())).unwrap();
    let points = std::env::var("UNICQL_CONTACT_POINTS").expect("run this through `npm test`");
    let options = Options { contact_points: Some(vec![points]), ..Options::default() };
    let session = Session::connect(options).wait().as_ref().clone().unwrap();
    let run = |cql: &str| session.execute(Request::text(cql)).wait().is_ok();
    assert!(run("SELECT key FROM system.local") && !run("SELECT nothing"));
    let spans = spans.0.lock().unwrap();
    let texts: Vec<&str> = spans.iter().map(|span| span["db.query.text"].trim_matches('"')).collect();
    assert_eq!(texts, ["SELECT key FROM system.local", "SELECT nothing"]);
    assert!(
        spans.iter().all(|span| span["name"] == "request" && span["db.system.name"].contains("cassandra"))
    );
    assert_eq!(spans[0].get("error.type"), None);
    assert!(spans[1]["error.type"].contains("Syntax"), "{:?}", spans[1]);
}
