//! What a program hears of the hosts of a session.

use unicql_core::{HostChange, HostEvent};

use crate::future::within_callback;
use crate::ptr::HostListener;

/// `CASS_HOST_LISTENER_EVENT_UP`.
const UP: u32 = 0;
/// `CASS_HOST_LISTENER_EVENT_DOWN`.
const DOWN: u32 = 1;
/// `CASS_HOST_LISTENER_EVENT_ADD`.
const ADD: u32 = 2;
/// `CASS_HOST_LISTENER_EVENT_REMOVE`.
const REMOVE: u32 = 3;

/// Tells a program of a change, on the thread for callbacks.
pub(crate) fn tell(listener: HostListener, event: &HostEvent) {
    within_callback(|| call(listener, event));
}

fn call(listener: HostListener, event: &HostEvent) {
    let address = event.host.address.ip().into();
    match event.change {
        HostChange::Added => listener.call(ADD, address),
        HostChange::Removed => listener.call(REMOVE, address),
        HostChange::Up => listener.call(UP, address),
        HostChange::Down => listener.call(DOWN, address),
        HostChange::AddressChanged { from } => {
            listener.call(REMOVE, from.ip().into());
            listener.call(ADD, address);
        }
    }
}
