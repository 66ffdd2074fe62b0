//! The matrix of faults: what was injected, and what the caller saw.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use unicql_core::{Error, ErrorKind, Page};

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Saw {
    /// As if nothing had happened.
    Answer,
    /// With an error of this kind.
    Failure(&'static str),
}

impl Saw {
    pub(crate) fn of(outcome: &Result<Page, Error>) -> Self {
        match outcome {
            Ok(_) => Saw::Answer,
            Err(error) => Saw::from(error.kind()),
        }
    }
}

impl From<ErrorKind> for Saw {
    fn from(kind: ErrorKind) -> Self {
        Saw::Failure(kind.name())
    }
}

impl fmt::Display for Saw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Saw::Answer => "answer",
            Saw::Failure(kind) => kind,
        })
    }
}

/// When a request ended, in the only two classes that a busy machine leaves apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    Early,
    AtTheTimeout,
}

impl When {
    pub(crate) fn of(took: Duration, timeout: Duration) -> Self {
        if took < timeout { When::Early } else { When::AtTheTimeout }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            When::Early => "before the timeout",
            When::AtTheTimeout => "at the timeout",
        })
    }
}

/// One way in which requests of a fault ended.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ending {
    pub(crate) injected: String,
    pub(crate) way: &'static str,
    pub(crate) saw: Saw,
    pub(crate) coordinator: &'static str,
    pub(crate) attempts: usize,
    pub(crate) when: When,
}

static ENDINGS: Mutex<BTreeMap<Ending, usize>> = Mutex::new(BTreeMap::new());

pub(crate) fn record(ending: Ending) {
    let mut endings = ENDINGS.lock().unwrap_or_else(PoisonError::into_inner);
    *endings.entry(ending).or_default() += 1;
}

pub(crate) fn print(has_failed: bool) {
    let endings = ENDINGS.lock().unwrap_or_else(PoisonError::into_inner);
    let width = endings.keys().map(|ending| ending.injected.len()).max().unwrap_or_default();
    println!(
        "{:<width$} {:<8} {:<20} {:<11} {:<8} {:<18} requests",
        "injected", "way", "the caller saw", "coordinator", "attempts", "when"
    );
    for (ending, requests) in endings.iter() {
        let Ending { injected, way, saw, coordinator, attempts, when } = ending;
        // Padding needs strings: `Display` of an enum ignores the width.
        let (saw, when) = (saw.to_string(), when.to_string());
        println!(
            "{injected:<width$} {way:<8} {saw:<20} {coordinator:<11} {attempts:<8} {when:<18} {requests}"
        );
    }
    let requests: usize = endings.values().sum();
    let faults = endings.keys().map(|ending| &ending.injected).collect::<std::collections::BTreeSet<_>>();
    let verdict = match has_failed {
        true => "not all went as they have to",
        false => "each ended once and in time, and every session was usable after",
    };
    println!("{} faults, {requests} requests: {verdict}", faults.len());
}
