//! A session, and bursts of requests that cost one wake-up of the I/O thread in all.

use std::time::Duration;

use unicql_core as driver;
use unicql_core::{Completion, Page, ResponseFuture};

use crate::bridge::ffi::{Host, OptionalText};
use crate::error::caught;
use crate::future::{DoneFuture, PageFuture, PreparedFuture, SessionFuture};
use crate::options::Options;
use crate::statement::{Request, text};

/// A session of core.
pub(crate) struct Session(driver::Session);

/// Requests that are sent together.
#[derive(Default)]
pub(crate) struct Burst(Vec<(driver::Request, Completion<Page>)>);

pub(crate) fn connect(options: Box<Options>) -> Box<SessionFuture> {
    SessionFuture::start(|| driver::Session::connect(options.0))
}

pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

pub(crate) fn new_burst() -> Box<Burst> {
    Box::default()
}

impl Burst {
    pub(crate) fn add(&mut self, request: Box<Request>) -> Box<PageFuture> {
        PageFuture::start(|| match request.0 {
            Err(error) => ResponseFuture::ready(Err(error)),
            Ok(request) => {
                let (future, completion) = ResponseFuture::pair();
                self.0.push((request, completion));
                future
            }
        })
    }
}

impl Session {
    pub(crate) fn boxed(session: driver::Session) -> Box<Self> {
        Box::new(Session(session))
    }

    pub(crate) fn execute(&self, request: Box<Request>) -> Box<PageFuture> {
        PageFuture::start(|| match request.0 {
            Err(error) => ResponseFuture::ready(Err(error)),
            Ok(request) => self.0.execute(request),
        })
    }

    pub(crate) fn execute_burst(&self, burst: Box<Burst>) {
        // Should it panic, the completions are dropped, and that delivers `Cancelled`.
        let _ = caught(|| {
            self.0.execute_many(burst.0);
            Ok(())
        });
    }

    pub(crate) fn prepare(&self, cql: &str, keyspace: &str) -> Box<PreparedFuture> {
        PreparedFuture::start(|| self.0.prepare_in(cql, text(keyspace)))
    }

    pub(crate) fn use_keyspace(&self, keyspace: &str) -> Box<DoneFuture> {
        DoneFuture::start(|| self.0.use_keyspace(keyspace))
    }

    pub(crate) fn close(&self, grace_ms: u64) -> Box<DoneFuture> {
        DoneFuture::start(|| self.0.close(Duration::from_millis(grace_ms)))
    }

    pub(crate) fn keyspace(&self) -> OptionalText {
        self.0.keyspace().into()
    }

    pub(crate) fn cluster_name(&self) -> OptionalText {
        self.0.cluster_name().into()
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.0.in_flight()
    }

    pub(crate) fn hosts(&self) -> Vec<Host> {
        let host = |host: driver::Host| Host {
            id: host.id.into_bytes(),
            is_up: host.is_up(),
            address: host.address.to_string(),
            datacenter: host.datacenter.into(),
            rack: host.rack.into(),
        };
        self.0.hosts().into_iter().map(host).collect()
    }
}
