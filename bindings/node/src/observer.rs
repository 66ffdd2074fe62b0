//! What request trackers and client metrics are told, over the queue of the outcomes.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use unicql_core::{Error, Observation, Observer};

use crate::completion::{Completions, Outcome};

/// Something that was observed.
pub(crate) enum Note {
    Attempt {
        host: Option<SocketAddr>,
        latency: Duration,
        request_bytes: usize,
        response_bytes: usize,
        error: Option<Error>,
    },
    Retry(Error),
    Ignore(Error),
    SpeculativeExecution,
    ConnectionError(Error),
}

/// Passes on what it observes under the ticket of the request, or under none.
pub(crate) struct Notes(pub(crate) Arc<Completions>);

/// Tickets count from 1.
const NO_TICKET: u32 = 0;

impl Observer for Notes {
    fn observe(&self, observation: Observation<'_>) {
        let (ticket, note) = match observation {
            Observation::Attempt(attempt) => {
                let note = Note::Attempt {
                    host: attempt.host,
                    latency: attempt.latency,
                    request_bytes: attempt.request_bytes,
                    response_bytes: attempt.response_bytes,
                    error: attempt.error.cloned(),
                };
                (u32::try_from(attempt.request.options.tag).unwrap_or(NO_TICKET), note)
            }
            Observation::Retry(error) => (NO_TICKET, Note::Retry(error.clone())),
            Observation::Ignore(error) => (NO_TICKET, Note::Ignore(error.clone())),
            Observation::SpeculativeExecution => (NO_TICKET, Note::SpeculativeExecution),
            Observation::ConnectionError(error) => (NO_TICKET, Note::ConnectionError(error.clone())),
            _ => return,
        };
        self.0.push(ticket, Outcome::Observed(Box::new(note)));
    }
}
