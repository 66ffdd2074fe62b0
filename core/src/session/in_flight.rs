//! How many requests are under way, for an orderly end and for a limit.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::{Either, select};
use tokio::sync::Notify;

use super::{Session, closed};
use crate::{Error, ErrorKind};

/// The requests of a session that are under way.
#[derive(Default)]
pub(super) struct InFlightCount {
    count: AtomicUsize,
    idle: Notify,
    ended: Notify,
}

impl InFlightCount {
    pub(super) fn get(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// Runs a request until it is done or all are ended. It is borrowed, since an argument that is a future makes that of
    /// the function twice as large.
    pub(super) async fn unless_ended<T>(
        &self,
        request: Pin<&mut impl Future<Output = Result<T, Error>>>,
    ) -> Result<T, Error> {
        match select(request, pin!(self.ended.notified())).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(((), _)) => Err(closed()),
        }
    }

    /// Ends those that are under way.
    pub(super) fn end(&self) {
        self.ended.notify_waiters();
    }

    /// Waits until none is under way.
    pub(super) async fn drained(&self) {
        loop {
            let idle = self.idle.notified();
            if self.get() == 0 {
                return;
            }
            idle.await;
        }
    }
}

impl Session {
    /// Whether so many requests are unanswered that one host alone could have as many as it may.
    pub(crate) fn may_find_full_hosts(&self) -> bool {
        let limit = self.0.config.max_requests_per_connection;
        limit.is_some_and(|limit| self.in_flight() >= limit || self.registry().has_late())
    }
}

/// Counts a request as under way for as long as it lives. The caller's thread takes it, so that a request which was
/// submitted before [`Session::close`](super::Session::close) is not refused for having to wait for the I/O thread.
pub(super) struct InFlight(Session);

impl InFlight {
    /// Counts a request, unless the session is closed or as many are under way as may be.
    pub(super) fn enter(session: &Session) -> Result<Self, Error> {
        let (guard, before) = InFlight::count(session)?;
        match session.0.config.max_in_flight {
            Some(limit) if before >= limit => Err(Error::new(
                ErrorKind::Busy,
                format!("{before} requests are under way, which is all that `max_in_flight` allows"),
            )),
            _ => Ok(guard),
        }
    }

    /// Counts a request that waits for its turn, so that no limit is needed.
    pub(super) fn enter_in_turn(session: &Session) -> Result<Self, Error> {
        InFlight::count(session).map(|(guard, _)| guard)
    }

    /// The session whose request it is.
    pub(super) fn session(&self) -> &Session {
        &self.0
    }

    fn count(session: &Session) -> Result<(Self, usize), Error> {
        let before = session.0.in_flight.count.fetch_add(1, Ordering::SeqCst);
        let guard = InFlight(session.clone());
        match session.0.closing.load(Ordering::SeqCst) {
            true => Err(closed()),
            false => Ok((guard, before)),
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let in_flight = &self.0.0.in_flight;
        if in_flight.count.fetch_sub(1, Ordering::SeqCst) == 1 {
            in_flight.idle.notify_waiters();
        }
    }
}
