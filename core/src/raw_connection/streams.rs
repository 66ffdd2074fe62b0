//! Which requests wait for an answer on a connection: each has a stream id of its own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use tokio::sync::{Notify, oneshot};

use super::frame::Answer;
use crate::lock::lock;
use crate::{Error, ErrorKind};

/// How many requests nobody waits for any more may still lack their answer. Their ids cannot be used before it
/// comes, so with more of them the connection is worth less than a new one.
const MAX_ORPHANS: usize = 1 << 14;

pub(super) type Reply = Result<Answer, Error>;

/// The stream ids of one connection.
#[derive(Default)]
pub(super) struct Streams {
    state: Mutex<State>,
    quiet: Notify,
}

#[derive(Default)]
struct State {
    slots: HashMap<i16, Slot>,
    /// Ids that were used before; taken first, so that ids stay small.
    free: Vec<i16>,
    /// How many ids were ever used: the next fresh one.
    used: usize,
    orphans: usize,
    serial: u64,
    /// Why the connection takes no more requests.
    ended: Option<Error>,
}

struct Slot {
    serial: u64,
    /// `None` when nobody waits any more.
    waiting: Option<oneshot::Sender<Reply>>,
}

/// A request under way. Dropped before its answer, it leaves its stream id to the answer that may still come.
pub(super) struct Ticket<'a> {
    streams: &'a Streams,
    pub(super) id: i16,
    serial: u64,
    pub(super) reply: oneshot::Receiver<Reply>,
}

impl Ticket<'_> {
    /// Frees the id at once: nothing was sent.
    pub(super) fn give_back(&self) {
        self.streams.give_back(self.id);
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.streams.abandon(self.id, self.serial);
    }
}

impl Streams {
    /// Takes a stream id.
    ///
    /// # Errors
    /// `Busy` when all 32768 are in use; the error of the connection when it has ended.
    pub(super) fn reserve(&self) -> Result<Ticket<'_>, Error> {
        let mut state = self.lock();
        if let Some(error) = &state.ended {
            return Err(error.clone());
        }
        let fresh = i16::try_from(state.used);
        let id = match state.free.pop() {
            Some(id) => id,
            None => {
                fresh.map_err(|_| Error::new(ErrorKind::Busy, "every stream of the connection is in use"))?
            }
        };
        state.used += usize::from(fresh == Ok(id));
        state.serial += 1;
        let serial = state.serial;
        let (sender, reply) = oneshot::channel();
        state.slots.insert(id, Slot { serial, waiting: Some(sender) });
        Ok(Ticket { streams: self, id, serial, reply })
    }

    /// Gives an answer to whom it belongs.
    ///
    /// # Errors
    /// The answer, when no request has the id.
    pub(super) fn deliver(&self, id: i16, answer: Answer) -> Result<(), Answer> {
        let mut state = self.lock();
        let Some(slot) = state.slots.remove(&id) else {
            return Err(answer);
        };
        state.free.push(id);
        match slot.waiting {
            None => state.orphans -= 1,
            // Who waits may have left just now.
            Some(waiting) => drop(waiting.send(Ok(answer))),
        }
        drop(state);
        self.quiet.notify_waiters();
        Ok(())
    }

    /// Ends every request under way with an error, and refuses new ones with the same. The first error stays.
    pub(super) fn end(&self, error: &Error) {
        let mut state = self.lock();
        state.ended.get_or_insert_with(|| error.clone());
        state.orphans = 0;
        let slots = std::mem::take(&mut state.slots);
        drop(state);
        for waiting in slots.into_values().filter_map(|slot| slot.waiting) {
            let _ = waiting.send(Err(error.clone()));
        }
        self.quiet.notify_waiters();
    }

    /// Refuses new requests with an error and lets those under way go on.
    pub(super) fn refuse(&self, error: Error) {
        self.lock().ended.get_or_insert(error);
    }

    /// Why the connection takes no more requests, if so.
    pub(super) fn ended(&self) -> Option<Error> {
        self.lock().ended.clone()
    }

    /// Waits until no request is under way.
    pub(super) async fn drained(&self) {
        loop {
            let quiet = self.quiet.notified();
            tokio::pin!(quiet);
            // Registered before the look, so that no notice is missed.
            quiet.as_mut().enable();
            if self.is_quiet() {
                return;
            }
            quiet.await;
        }
    }

    fn is_quiet(&self) -> bool {
        let state = self.lock();
        state.slots.len() == state.orphans
    }

    /// Whether so many answers are missing that the connection should be given up.
    pub(super) fn is_clogged(&self) -> bool {
        self.lock().orphans > MAX_ORPHANS
    }

    fn give_back(&self, id: i16) {
        let mut state = self.lock();
        if state.slots.remove(&id).is_some() {
            state.free.push(id);
        }
    }

    fn abandon(&self, id: i16, serial: u64) {
        let mut state = self.lock();
        let Some(slot) = state.slots.get_mut(&id).filter(|slot| slot.serial == serial) else {
            return;
        };
        slot.waiting = None;
        state.orphans += 1;
        drop(state);
        self.quiet.notify_waiters();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Streams};
    use crate::error::Extras;
    use crate::{Error, ErrorKind};
    use bytes::Bytes;
    use futures::FutureExt;
    use scylla_cql::frame::response::ResponseOpcode;

    fn answer() -> Answer {
        Answer { opcode: ResponseOpcode::Ready, extras: Extras::default(), body: Bytes::new() }
    }

    #[test]
    fn every_id_is_used_once_and_again_when_it_is_free() {
        let streams = Streams::default();
        let mut tickets: Vec<_> = (0..32_768).map(|_| streams.reserve().unwrap()).collect();
        assert_eq!(tickets.last().unwrap().id, i16::MAX);
        assert_eq!(streams.reserve().err().unwrap().kind(), ErrorKind::Busy);
        streams.deliver(5, answer()).unwrap();
        assert_eq!(streams.reserve().unwrap().id, 5);
        assert!(tickets[5].reply.try_recv().unwrap().is_ok());
    }

    #[test]
    fn an_abandoned_id_waits_for_its_answer() {
        let streams = Streams::default();
        drop(streams.reserve().unwrap());
        assert!(streams.drained().now_or_never().is_some());
        assert_eq!(streams.reserve().unwrap().id, 1);
        streams.deliver(0, answer()).unwrap();
        assert!(streams.deliver(0, answer()).is_err(), "an answer without a request");
        assert_eq!(streams.reserve().unwrap().id, 0);
    }

    #[test]
    fn a_late_drop_does_not_take_the_id_of_another() {
        let streams = Streams::default();
        let late = streams.reserve().unwrap();
        streams.deliver(0, answer()).unwrap();
        let mut next = streams.reserve().unwrap();
        assert_eq!(next.id, late.id);
        drop(late);
        streams.deliver(0, answer()).unwrap();
        assert!(next.reply.try_recv().unwrap().is_ok());
    }

    #[test]
    fn the_end_reaches_everybody_and_the_first_reason_stays() {
        let streams = Streams::default();
        let mut waiting = streams.reserve().unwrap();
        assert!(streams.drained().now_or_never().is_none());
        streams.end(&Error::new(ErrorKind::ConnectionClosed, "first"));
        streams.end(&Error::new(ErrorKind::Busy, "second"));
        assert_eq!(waiting.reply.try_recv().unwrap().unwrap_err().message(), "first");
        assert_eq!(streams.reserve().err().unwrap().message(), "first");
        assert!(streams.drained().now_or_never().is_some());
    }
}
