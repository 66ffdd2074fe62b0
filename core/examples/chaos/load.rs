//! Writers that each repeat a write until it is acknowledged, and go on to the next.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use unicql_core::{Completion, Error, Prepared, Request, Session, ValuesWriter};

use crate::{TIMEOUT, proc};

/// Writers, each with one write under way.
const WRITERS: usize = 200;
/// How long a writer rests after an error, so that a cluster that is down is not flooded.
const REST: Duration = Duration::from_millis(20);
/// How long nothing may end before the run is given up: the timeout of a write many times over.
const HANG: Duration = Duration::from_secs(60);

/// What was seen.
pub(crate) struct Load {
    /// How many writes of each writer were acknowledged: their numbers start at zero and have no gaps.
    pub(crate) acknowledged: Vec<u64>,
    pub(crate) requests: u64,
    /// How many requests failed, by kind.
    pub(crate) errors: BTreeMap<&'static str, u64>,
    /// What the first error of each kind says.
    pub(crate) first_errors: BTreeMap<&'static str, String>,
    /// The longest time that a request took.
    pub(crate) slowest: Duration,
    /// The longest time in which nothing was acknowledged.
    pub(crate) longest_pause: Duration,
    /// Resident memory in KiB, once a second.
    pub(crate) memory: Vec<u64>,
}

struct Ended {
    writer: usize,
    took: Duration,
    error: Option<Error>,
}

/// The value that a writer writes under a number.
pub(crate) fn value(writer: usize, number: u64) -> i64 {
    let mixed = (number ^ ((writer as u64) << 40)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    i64::from_be_bytes((mixed ^ (mixed >> 29)).to_be_bytes())
}

pub(crate) fn run(session: &Session, stop: &AtomicBool) -> Load {
    let insert = prepare(session);
    let (sender, receiver) = mpsc::channel();
    let mut load = Load {
        acknowledged: vec![0; WRITERS],
        requests: 0,
        errors: BTreeMap::new(),
        first_errors: BTreeMap::new(),
        slowest: Duration::ZERO,
        longest_pause: Duration::ZERO,
        memory: Vec::new(),
    };
    for writer in 0..WRITERS {
        submit(session, &insert, writer, 0, &sender);
    }
    let mut under_way = WRITERS;
    let mut resting: Vec<(Instant, usize)> = Vec::new();
    let mut last_acknowledged = Instant::now();
    let mut next_report = Instant::now() + Duration::from_secs(1);
    while under_way + resting.len() > 0 {
        let now = Instant::now();
        if now >= next_report {
            load.memory.push(proc::resident_kib());
            next_report = now + Duration::from_secs(1);
        }
        let stopping = stop.load(Ordering::SeqCst);
        let (due, later): (Vec<_>, Vec<_>) = resting.into_iter().partition(|(until, _)| *until <= now);
        resting = if stopping { Vec::new() } else { later };
        for (_, writer) in due.into_iter().filter(|_| !stopping) {
            submit(session, &insert, writer, load.acknowledged[writer], &sender);
            under_way += 1;
        }
        let Ended { writer, took, error } = match receiver.recv_timeout(REST) {
            Ok(ended) => ended,
            Err(RecvTimeoutError::Timeout) if last_acknowledged.elapsed() > HANG => {
                eprintln!("{under_way} writes are under way and none was acknowledged for {HANG:?}");
                last_acknowledged = Instant::now();
                load.slowest = load.slowest.max(HANG);
                continue;
            }
            Err(_) => continue,
        };
        under_way -= 1;
        load.requests += 1;
        load.slowest = load.slowest.max(took);
        match error {
            Some(error) => {
                let kind = error.kind().name();
                *load.errors.entry(kind).or_default() += 1;
                load.first_errors.entry(kind).or_insert_with(|| error.to_string());
                resting.push((Instant::now() + REST, writer));
            }
            None => {
                load.acknowledged[writer] += 1;
                load.longest_pause = load.longest_pause.max(last_acknowledged.elapsed());
                last_acknowledged = Instant::now();
                if !stopping {
                    submit(session, &insert, writer, load.acknowledged[writer], &sender);
                    under_way += 1;
                }
            }
        }
    }
    load
}

fn prepare(session: &Session) -> Arc<Prepared> {
    loop {
        let outcome = session.prepare("INSERT INTO chaos.w (writer, number, value) VALUES (?, ?, ?)").wait();
        match outcome.as_ref() {
            Ok(prepared) => return Arc::clone(prepared),
            Err(error) => eprintln!("preparing again: {error}"),
        }
        std::thread::sleep(TIMEOUT / 10);
    }
}

fn submit(session: &Session, insert: &Arc<Prepared>, writer: usize, number: u64, sender: &Sender<Ended>) {
    let mut values = ValuesWriter::with_capacity(32);
    values.value(&(writer as i32).to_be_bytes());
    values.value(&number.to_be_bytes());
    values.value(&value(writer, number).to_be_bytes());
    let values = values.finish().expect("three values are few enough");
    let sender = sender.clone();
    let start = Instant::now();
    let completion = Completion::new(move |outcome: Result<_, Error>| {
        // The receiver lives until every write has ended.
        let _ = sender.send(Ended { writer, took: start.elapsed(), error: outcome.err() });
    });
    session.execute_with(Request::prepared(Arc::clone(insert), values), completion);
}
