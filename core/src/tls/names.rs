//! The names of hosts by their addresses, found by reverse lookup: what a certificate is checked against when its
//! identity is to be checked by name.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::lock::lock;

/// The names that are known. Clones share them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Arc<Mutex<HashMap<IpAddr, String>>>);

impl Names {
    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, String>> {
        lock(&self.0)
    }

    pub(super) fn of(&self, address: IpAddr) -> Option<String> {
        self.lock().get(&address).cloned()
    }

    /// Looks the name of an address up, unless it is known.
    pub(super) async fn learn(&self, address: IpAddr) {
        if self.of(address).is_some() {
            return;
        }
        let names = self.clone();
        // The lookup of the system blocks.
        let _ = tokio::task::spawn_blocking(move || names.look_up(address)).await;
    }

    /// Looks a name up without waiting for it. A handshake cannot wait.
    pub(super) fn learn_later(&self, address: IpAddr) {
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let names = self.clone();
            runtime.spawn_blocking(move || names.look_up(address));
        }
    }

    fn look_up(&self, address: IpAddr) {
        match dns_lookup::lookup_addr(&address) {
            // An address without a name comes back as itself.
            Ok(name) if name.parse::<IpAddr>().is_err() => {
                self.lock().insert(address, name.trim_end_matches('.').to_owned());
            }
            Ok(_) => tracing::warn!(%address, "the address has no name"),
            Err(error) => tracing::warn!(%address, %error, "the name of the address could not be looked up"),
        }
    }
}
