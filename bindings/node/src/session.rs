//! The session behind one `Client`: requests in by bursts, outcomes out by bursts.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{Buffer, Function};
use napi_derive::napi;
use serde_json::json;
use unicql_core::policy::RetryReply;
use unicql_core::{Consistency, Error, ErrorKind, Observer, Session, Subscription};

use crate::completion::{Completions, Outcome};
use crate::hosts;
use crate::observer::Notes;
use crate::options::NativeOptions;
use crate::record::{self, Record, Told};
use crate::retry;
use crate::statement::{self, PreparedTable};

/// The bytes at the start of a slab that tell how many records are still waiting.
const SLAB_HEADER_LEN: usize = 4;

/// A session of the core. It keeps the event loop alive from its construction until it was closed.
#[napi]
pub struct NativeSession {
    completions: Arc<Completions>,
    state: RefCell<State>,
}

/// What only the JavaScript thread touches.
#[derive(Default)]
struct State {
    session: Option<Session>,
    watching: Option<Subscription>,
    prepared: PreparedTable,
    next_number: u32,
    told: Told,
    waiting: VecDeque<Record>,
    undecided: HashMap<u32, RetryReply>,
    next_question: u32,
}

#[napi]
impl NativeSession {
    /// Makes a session that is not connected. `wake` is called once per burst of outcomes and must
    /// then drain them.
    #[napi(constructor, catch_unwind)]
    pub fn new(wake: Function<'_, (), ()>) -> napi::Result<Self> {
        let wake = wake.build_threadsafe_function().build()?;
        Ok(NativeSession { completions: Completions::new(wake), state: RefCell::default() })
    }

    /// Connects and delivers to a slot.
    #[napi(catch_unwind)]
    pub fn connect(&self, slot: u32, options: NativeOptions) {
        match options.into_core(&self.completions) {
            Ok(options) => {
                Session::connect_with(options, self.completions.deliver(slot, Outcome::Connected));
            }
            Err(error) => self.completions.push(slot, Outcome::Failed(error)),
        }
    }

    /// Executes the requests in the first `length` bytes of a buffer.
    #[napi(catch_unwind)]
    pub fn submit(&self, burst: Buffer, length: u32) -> napi::Result<()> {
        let state = self.state.borrow();
        let requests = statement::read_burst(&burst[..length as usize], &state.prepared, &self.completions)?;
        let Some(session) = &state.session else {
            for (slot, _) in requests {
                self.completions.push(slot, Outcome::Failed(not_connected()));
            }
            return Ok(());
        };
        let requests = requests.into_iter();
        session.execute_many(
            requests
                .map(|(slot, request)| (request, self.completions.deliver(slot, Outcome::Page)))
                .collect(),
        );
        Ok(())
    }

    /// Starts or stops to tell what happens to requests.
    #[napi(catch_unwind)]
    pub fn observe(&self, wanted: bool) {
        if let Some(session) = &self.state.borrow().session {
            let notes = || Arc::new(Notes(Arc::clone(&self.completions))) as Arc<dyn Observer>;
            session.observe(wanted.then(notes));
        }
    }

    /// Answers a question of a retry policy: 0 gives the error to the caller, 1 ignores it, 2 tries the same host again and
    /// 3 the next one, at a consistency of its own if one is given.
    #[napi(catch_unwind)]
    pub fn decide(&self, question: u32, decision: u32, consistency: Option<u32>) {
        let reply = self.state.borrow_mut().undecided.remove(&question);
        let level = consistency.and_then(|code| Consistency::from_code(u16::try_from(code).ok()?));
        if let Some(reply) = reply {
            reply.send(retry::decision(decision, level));
        }
    }

    /// Prepares a statement and delivers to a slot.
    #[napi(catch_unwind)]
    pub fn prepare(&self, slot: u32, cql: String) {
        match &self.state.borrow().session {
            None => self.completions.push(slot, Outcome::Failed(not_connected())),
            Some(session) => session.prepare_with(cql, self.completions.deliver(slot, Outcome::Prepared)),
        }
    }

    /// Forgets a prepared statement, by its number.
    #[napi(catch_unwind)]
    pub fn release(&self, number: u32) {
        self.state.borrow_mut().prepared.remove(&number);
    }

    /// Writes waiting records into a slab and returns how many bytes it wrote, header included, or, as a
    /// negative number, how large the slab must be for the next record.
    #[napi(catch_unwind)]
    pub fn drain(&self, mut slab: Buffer) -> i64 {
        let mut state = self.state.borrow_mut();
        for (slot, outcome) in self.completions.take() {
            let record = state.record(slot, outcome, &self.completions);
            state.waiting.push_back(record);
        }
        let mut at = SLAB_HEADER_LEN;
        while let Some(record) = state.waiting.front() {
            let end = at + record.len();
            if end > slab.len() {
                if at == SLAB_HEADER_LEN {
                    return -(end as i64);
                }
                break;
            }
            record.write(&mut slab[at..end]);
            at = end;
            state.waiting.pop_front();
        }
        slab[..SLAB_HEADER_LEN].copy_from_slice(&(state.waiting.len() as u32).to_le_bytes());
        at as i64
    }

    /// The keyspace of the session, if it has one.
    #[napi(catch_unwind)]
    pub fn keyspace(&self) -> Option<String> {
        self.state.borrow().session.as_ref()?.keyspace()
    }

    /// The name of the cluster, while connected.
    #[napi(catch_unwind)]
    pub fn cluster_name(&self) -> Option<String> {
        self.state.borrow().session.as_ref()?.cluster_name()
    }

    /// Waits for the requests under way, at most `grace_ms`, closes every connection and delivers to a slot.
    #[napi(catch_unwind)]
    pub fn close(&self, slot: u32, grace_ms: u32) {
        let completions = Arc::clone(&self.completions);
        let mut state = self.state.borrow_mut();
        state.watching = None;
        match state.session.take() {
            None => completions.push(slot, Outcome::Closed),
            Some(session) => {
                let closing = session.close(Duration::from_millis(grace_ms.into()));
                closing.on_ready(move |_| completions.push(slot, Outcome::Closed));
            }
        }
    }

    /// Gives up a session that did not connect, so that the event loop may end.
    #[napi(catch_unwind)]
    pub fn abandon(&self) {
        self.completions.silence();
    }
}

impl NativeSession {
    pub(crate) fn completions(&self) -> &Arc<Completions> {
        &self.completions
    }

    /// Asks the session; `None` unless it is connected.
    pub(crate) fn with_session<T>(&self, ask: impl FnOnce(&Session) -> T) -> Option<T> {
        self.state.borrow().session.as_ref().map(ask)
    }
}

pub(crate) fn not_connected() -> Error {
    Error::new(ErrorKind::SessionClosed, "the session is not connected")
}

impl State {
    fn record(&mut self, slot: u32, outcome: Outcome, completions: &Arc<Completions>) -> Record {
        match outcome {
            Outcome::Connected(session) => {
                self.watching = Some(hosts::watch(&session, completions));
                self.session = Some(session);
                Record::plain(slot, record::VOID, None)
            }
            Outcome::Page(page) => Record::page(slot, page, &mut self.told),
            Outcome::Prepared(prepared) => {
                let number = self.next_number;
                self.next_number = self.next_number.wrapping_add(1);
                let record = Record::prepared(slot, number, &prepared);
                self.prepared.insert(number, prepared);
                record
            }
            Outcome::Closed => {
                completions.silence();
                Record::plain(slot, record::VOID, None)
            }
            Outcome::Settled => Record::plain(slot, record::VOID, None),
            Outcome::News(news) => Record::plain(slot, record::NEWS, Some(json!({ "news": news }))),
            Outcome::Failed(error) => Record::failed(slot, &error),
            Outcome::Observed(note) => Record::observed(slot, &note),
            Outcome::Undecided(asked) => {
                let (failed, reply) = *asked;
                let question = self.next_question;
                self.next_question = question.wrapping_add(1);
                self.undecided.insert(question, reply);
                Record::undecided(slot, question, &failed)
            }
        }
    }
}
