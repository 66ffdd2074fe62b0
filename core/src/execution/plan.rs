//! Which hosts a request is tried on, one after another, and what came of those before.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;

use uuid::Uuid;

use super::attempt::{Failure, Target};
use crate::{Attempt, Error, ErrorKind, Host, Tried};

/// Where hosts come from.
#[derive(Clone, Debug)]
pub(super) enum Hosts {
    /// The session's balancer: it is asked for one host first, and for the rest only when that was not enough.
    Balancer,
    /// The caller, in this order.
    Given(Arc<[Uuid]>),
}

/// The hosts of one request.
#[derive(Debug)]
pub(super) struct Plan {
    hosts: Hosts,
    begun: bool,
    rest: Option<VecDeque<Uuid>>,
    tried: Vec<Uuid>,
    failed: Vec<(Target, Error)>,
}

/// The host of the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The first that the balancer would choose.
    Any,
    /// This one.
    Host(Uuid),
}

impl Plan {
    pub(super) fn new(hosts: Hosts) -> Self {
        Plan { hosts, begun: false, rest: None, tried: Vec::new(), failed: Vec::new() }
    }

    /// Returns the next host, `None` after the last. `order` names all hosts in the balancer's order; it is called at most
    /// once, and not at all for a request that the first host answers.
    pub(super) fn next(&mut self, order: impl FnOnce() -> Vec<Uuid>) -> Option<Next> {
        let first = !std::mem::replace(&mut self.begun, true);
        if first && matches!(self.hosts, Hosts::Balancer) {
            return Some(Next::Any);
        }
        let rest = self.rest.get_or_insert_with(|| match &self.hosts {
            Hosts::Balancer => order().into(),
            Hosts::Given(hosts) => hosts.iter().copied().collect(),
        });
        while let Some(host) = rest.pop_front() {
            // A caller who names a host again means it to be asked again.
            if matches!(self.hosts, Hosts::Given(_)) || !self.tried.contains(&host) {
                self.tried.push(host);
                return Some(Next::Host(host));
            }
        }
        None
    }

    /// Asks the balancer for all hosts at once, before the first try.
    pub(super) fn settle(&mut self, order: impl FnOnce() -> Vec<Uuid>) {
        if matches!(self.hosts, Hosts::Balancer) {
            self.hosts = Hosts::Given(order().into());
        }
    }

    /// Remembers a host that the balancer chose, so that it is not tried again.
    fn used(&mut self, host: Uuid) {
        if !self.tried.contains(&host) {
            self.tried.push(host);
        }
    }

    /// Remembers what came of a try.
    pub(super) fn failed(&mut self, failure: &Failure) {
        // Without a target no host had a connection, which is about none in particular.
        let Some(target) = failure.target else {
            return;
        };
        self.used(target.id);
        let error = match failure.not_sent && failure.error.kind() != ErrorKind::Busy {
            true => Error::new(ErrorKind::ConnectionFailed, failure.error.message()),
            false => failure.error.clone(),
        };
        self.failed.push((target, error));
    }

    /// Tells where the hosts that were asked are, in order.
    pub(super) fn asked(&self, address: impl Fn(Uuid) -> Option<SocketAddr>) -> Vec<SocketAddr> {
        self.tried.iter().filter_map(|&id| self.where_tried(id).or_else(|| address(id))).collect()
    }

    fn where_tried(&self, id: Uuid) -> Option<SocketAddr> {
        self.failed.iter().rev().find(|(target, _)| target.id == id).map(|(target, _)| target.address)
    }

    /// Tells which hosts were asked, and why those that failed did; `None` when there is nothing to tell but the host that
    /// answered.
    pub(super) fn trail(&self, address: impl Fn(Uuid) -> Option<SocketAddr>) -> Option<Vec<Tried>> {
        if self.failed.is_empty() && self.tried.len() < 2 {
            return None;
        }
        let tried = self.tried.iter().filter_map(|&id| {
            let failed = self.failed.iter().rev().find(|(target, _)| target.id == id);
            let host = failed.map(|(target, _)| target.address).or_else(|| address(id))?;
            Some(Tried { host, error: failed.map(|(_, error)| error.clone()) })
        });
        Some(tried.collect())
    }

    /// Makes the error of a request that no host could serve. `why` is the last error; without any try that reached a
    /// host, it holds for all `candidates`.
    pub(super) fn exhausted(&self, why: &Error, candidates: impl FnOnce() -> Vec<Host>) -> Error {
        let attempts: Vec<Attempt> = match self.failed.is_empty() {
            false => (self.failed.iter())
                .map(|(target, error)| Attempt { host: target.address.to_string(), error: error.clone() })
                .collect(),
            true => candidates().iter().map(|host| unconnected(host, why)).collect(),
        };
        let message = match attempts.is_empty() {
            true => why.message().to_owned(),
            false => {
                let tried: Vec<String> = (attempts.iter())
                    .map(|attempt| format!("{}: {}", attempt.host, attempt.error.message()))
                    .collect();
                format!("no host could serve the request ({})", tried.join("; "))
            }
        };
        Error::new(ErrorKind::NoHostAvailable, message).with_attempts(attempts)
    }
}

fn unconnected(host: &Host, why: &Error) -> Attempt {
    Attempt { host: host.address.to_string(), error: Error::new(ErrorKind::ConnectionFailed, why.message()) }
}

#[cfg(test)]
mod tests {
    use super::{Hosts, Next, Plan};
    use crate::execution::attempt::{Failure, Target};
    use crate::{Error, ErrorKind, Host};
    use uuid::Uuid;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn host(n: u128) -> Host {
        Host::sample(id(n), format!("127.0.0.{n}:9042").parse().unwrap())
    }

    fn failure(at: Option<u128>, not_sent: bool) -> Failure {
        let target = at.map(|n| Target { id: id(n), address: host(n).address });
        Failure { error: Error::new(ErrorKind::Overloaded, "busy"), target, not_sent, forgotten: false }
    }

    #[test]
    fn the_balancer_is_asked_for_the_rest_only_when_it_is_needed() {
        let mut plan = Plan::new(Hosts::Balancer);
        assert_eq!(plan.next(|| unreachable!()), Some(Next::Any));
        plan.failed(&failure(Some(2), false));
        assert_eq!(plan.next(|| vec![id(2), id(1)]), Some(Next::Host(id(1))));
        assert_eq!(plan.next(|| unreachable!()), None);
    }

    #[test]
    fn hosts_that_are_given_are_tried_as_often_as_they_are_named() {
        let mut plan = Plan::new(Hosts::Given([id(3), id(1), id(3)].into()));
        let tried: Vec<_> = std::iter::from_fn(|| plan.next(|| unreachable!())).collect();
        assert_eq!(tried, [3, 1, 3].map(|n| Next::Host(id(n))));
        let nowhere = |host| (host == id(3)).then(|| self::host(3).address);
        assert_eq!(plan.asked(nowhere), [host(3).address; 2]);
    }

    #[test]
    fn the_last_error_names_every_host_that_was_tried() {
        let mut plan = Plan::new(Hosts::Balancer);
        plan.failed(&failure(Some(2), false));
        plan.failed(&failure(Some(1), true));
        let error = plan.exhausted(&Error::new(ErrorKind::Overloaded, "busy"), || unreachable!());
        let attempts: Vec<_> =
            error.attempts().iter().map(|tried| (tried.host.as_str(), tried.error.kind())).collect();
        assert_eq!(
            attempts,
            [("127.0.0.2:9042", ErrorKind::Overloaded), ("127.0.0.1:9042", ErrorKind::ConnectionFailed)]
        );
        assert_eq!(error.kind(), ErrorKind::NoHostAvailable);
    }

    #[test]
    fn a_trail_names_every_host_in_order_unless_the_first_answered() {
        let mut plan = Plan::new(Hosts::Given([id(3), id(1), id(2)].into()));
        let address = |id: Uuid| Some(host(id.as_u128()).address);
        plan.next(|| unreachable!());
        assert!(plan.trail(address).is_none());
        plan.failed(&failure(Some(3), false));
        plan.next(|| unreachable!());
        let trail = plan.trail(address).unwrap();
        let told: Vec<_> =
            trail.iter().map(|tried| (tried.host.ip().to_string(), tried.error.is_some())).collect();
        assert_eq!(told, [("127.0.0.3".to_owned(), true), ("127.0.0.1".to_owned(), false)]);
    }

    #[test]
    fn without_any_connection_every_candidate_is_named() {
        let mut plan = Plan::new(Hosts::Balancer);
        plan.failed(&failure(None, true));
        let error =
            plan.exhausted(&Error::new(ErrorKind::NoHostAvailable, "down"), || vec![host(1), host(2)]);
        assert_eq!(error.attempts().len(), 2);
        assert_eq!(error.attempts()[0].error.message(), "down");
    }
}
