//! The distances of hosts that policies of the user's own tell.

use std::collections::HashMap;

use uuid::Uuid;

use super::{InFlight, Session};
use crate::{Completion, Error, HostDistance, ResponseFuture, hosts};

impl Session {
    /// Says how near the hosts are, with the option
    /// [`told_distances`](crate::policy::LoadBalancing::told_distances): those that are not named are ignored. It is done
    /// when each of the others has a connection, or one could not be opened. The control connection leaves a host that is not
    /// used any more.
    ///
    /// # Errors
    /// `InvalidOption` without the option, `SessionClosed`.
    pub fn set_distances(&self, told: HashMap<Uuid, HostDistance>) -> ResponseFuture<()> {
        let (future, completion) = ResponseFuture::pair();
        self.set_distances_with(told, completion);
        future
    }

    /// Says how near the hosts are as [`Session::set_distances`] does and delivers to a completion.
    pub fn set_distances_with(&self, told: HashMap<Uuid, HostDistance>, completion: Completion<()>) {
        let session = self.clone();
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            let driver = session.driver()?;
            let Some(distances) = session.profiles().told() else {
                return Err(Error::invalid_option("load_balancing", "no distances are told to this session"));
            };
            let control = session.control_host_id();
            let was_used = control.is_some_and(|id| distances.get(id) != HostDistance::Ignored);
            // The crate asks the filter of hosts when it reads the cluster, and waits for the pools of new ones.
            if distances.replace(told)
                && let Err(error) = driver.refresh_metadata().await
            {
                tracing::warn!("hosts get connections later: {error}");
            }
            hosts::settle(&session).await;
            if was_used && control.is_some_and(|id| distances.get(id) == HostDistance::Ignored) {
                session.control().leave().await;
            }
            Ok(())
        });
    }

    fn control_host_id(&self) -> Option<Uuid> {
        let address = self.control().host()?;
        self.hosts().iter().find(|host| host.address == address).map(|host| host.id)
    }
}
