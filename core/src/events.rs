//! What happens to a session, told to listeners: above all to its hosts.

use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::lock::lock;
use crate::log::LogEvent;
use crate::{Dispatcher, Host};

/// What happened to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostChange {
    /// It is new. Unless it is ignored, [`HostChange::Up`] follows; a listener of the legacy Node and Python drivers
    /// hears of the arrival alone, one of the C driver of both.
    Added,
    /// It is no longer part of the cluster. One that was up goes down before.
    Removed,
    /// The session has a connection to it, or is about to open its first.
    Up,
    /// The session has no connection to it any more.
    Down,
    /// It has another address. It goes down before, and up once it is connected to there. The legacy C and Node drivers
    /// call this the removal of one host and the arrival of another.
    AddressChanged {
        /// The address until now.
        from: SocketAddr,
    },
}

/// A change of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostEvent {
    /// What happened.
    pub change: HostChange,
    /// The host, as it was right after the change.
    pub host: Host,
}

pub(crate) type Listener<E> = Arc<dyn Fn(&E) + Send + Sync>;

/// A listener that hears of changes for as long as this lives. Dropped, no further call starts; one that is under way on
/// another thread goes on.
#[must_use = "dropping it ends the subscription"]
pub struct Subscription(Arc<dyn Ends>);

/// What a subscription ends, whatever its events are.
trait Ends: Send + Sync {
    fn end(&self);
}

/// A listener until it is taken away. It may own what a user's destructor frees, so it is never dropped on the I/O thread.
struct Registered<E>(Mutex<Option<Listener<E>>>);

impl Drop for Subscription {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl<E> Ends for Registered<E> {
    fn end(&self) {
        let listener = self.lock().take();
        drop(listener);
    }
}

impl<E> Registered<E> {
    fn lock(&self) -> MutexGuard<'_, Option<Listener<E>>> {
        lock(&self.0)
    }

    fn tell(&self, event: &E) {
        let Some(listener) = self.lock().clone() else {
            return;
        };
        if catch_unwind(AssertUnwindSafe(|| listener(event))).is_err() {
            tracing::error!("a listener panicked");
        }
    }
}

impl HostEvent {
    pub(crate) fn to_log(&self) -> LogEvent {
        let host = self.host.address.ip();
        match self.change {
            HostChange::Added => LogEvent::HostAdded { host },
            HostChange::Removed => LogEvent::HostRemoved { host },
            HostChange::Up => LogEvent::HostUp { host },
            HostChange::Down => LogEvent::HostDown { host },
            HostChange::AddressChanged { from } => LogEvent::HostMoved { from, to: self.host.address },
        }
    }
}

/// The listeners of one session.
pub(crate) struct Listeners<E>(Vec<Arc<Registered<E>>>);

impl<E> Default for Listeners<E> {
    fn default() -> Self {
        Listeners(Vec::new())
    }
}

impl<E: Send + Sync + 'static> Listeners<E> {
    /// Adds a listener and tells it, and nobody else, of what was before.
    pub(crate) fn add(&mut self, listener: Listener<E>, before: Vec<E>) -> Subscription {
        let registered = Arc::new(Registered(Mutex::new(Some(listener))));
        let told = Arc::clone(&registered);
        Dispatcher::shared().dispatch(move || before.iter().for_each(|event| told.tell(event)));
        self.0.push(Arc::clone(&registered));
        Subscription(registered)
    }

    /// Tells every listener, on the dispatcher's thread and in the order of the calls.
    pub(crate) fn announce(&mut self, event: E) {
        self.0.retain(|registered| registered.lock().is_some());
        if self.0.is_empty() {
            return;
        }
        let listeners = self.0.clone();
        Dispatcher::shared()
            .dispatch(move || listeners.iter().for_each(|registered| registered.tell(&event)));
    }

    /// Takes every listener away, once they have heard what was announced.
    pub(crate) fn end(&mut self) {
        let listeners = std::mem::take(&mut self.0);
        if listeners.is_empty() {
            return;
        }
        Dispatcher::shared().dispatch(move || {
            for registered in listeners {
                registered.end();
            }
        });
    }
}
