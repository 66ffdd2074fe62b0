//! Every host that the session knows, by id, and who listens to their changes. One lock holds both, so that listeners
//! hear of changes in the order in which they happened, and the hosts that are there before anything that follows.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use uuid::Uuid;

use super::details::HostRow;
use super::load::{Counted, Load};
use super::{Host, HostDetails, HostDistance, HostStatus};
use crate::address_translator::Translations;
use crate::events::{HostChange, HostEvent, Listener, Listeners, Subscription};
use crate::lock::lock;
use crate::log::{LogEvent, SessionLog};

/// The hosts of one session.
pub(crate) struct Hosts {
    translations: Arc<Translations>,
    state: Mutex<State>,
    /// Whether a request has timed out and the host may not have answered since.
    any_late: AtomicBool,
}

#[derive(Default)]
struct State {
    hosts: HashMap<Uuid, Entry>,
    listeners: Listeners<HostEvent>,
    /// The addresses of which was told that several hosts claim them.
    duplicates: HashSet<SocketAddr>,
    log: SessionLog,
    closed: bool,
}

struct Entry {
    address: SocketAddr,
    datacenter: Option<String>,
    rack: Option<String>,
    status: HostStatus,
    distance: HostDistance,
    pool_size: usize,
    up_since: Option<SystemTime>,
    went_down: Option<SystemTime>,
    load: Arc<Counted>,
    details: Arc<HostDetails>,
}

/// A host as it is found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) id: Uuid,
    pub(super) address: SocketAddr,
    pub(super) datacenter: Option<String>,
    pub(super) rack: Option<String>,
    pub(super) distance: HostDistance,
    /// How many connections the session keeps to it.
    pub(super) pool_size: usize,
}

impl Hosts {
    pub(crate) fn new(translations: Arc<Translations>, log: SessionLog) -> Self {
        let state = Mutex::new(State { log, ..State::default() });
        Hosts { translations, state, any_late: AtomicBool::new(false) }
    }

    pub(crate) fn translations(&self) -> &Translations {
        &self.translations
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// All hosts, by address.
    pub(crate) fn all(&self) -> Vec<Host> {
        self.lock().all()
    }

    /// One host.
    pub(crate) fn get(&self, id: Uuid) -> Option<Host> {
        self.lock().snapshot(id)
    }

    /// Where a host is reached.
    pub(crate) fn address(&self, id: Uuid) -> Option<SocketAddr> {
        self.lock().hosts.get(&id).map(|entry| entry.address)
    }

    /// Returns how many requests a host has not answered if they are as many as its connections may carry at so many each,
    /// and how many connections those are.
    pub(crate) fn is_full(&self, id: Uuid, per_connection: usize) -> Option<(usize, usize)> {
        let state = self.lock();
        let entry = state.hosts.get(&id)?;
        let (under_way, connections) = (entry.load.unanswered(), entry.pool_size.max(1));
        (under_way >= per_connection.saturating_mul(connections)).then_some((under_way, connections))
    }

    /// Counts a request on a host until the guard is dropped.
    pub(crate) fn enter(&self, id: Uuid) -> Option<Load> {
        let counted = Arc::clone(&self.lock().hosts.get(&id)?.load);
        Some(counted.enter())
    }

    /// Notes that a request that a host was asked timed out, and returns how many did in a row and how many connections
    /// there are.
    pub(crate) fn time_out(&self, id: Uuid) -> Option<(usize, usize)> {
        self.any_late.store(true, Ordering::Relaxed);
        let state = self.lock();
        let entry = state.hosts.get(&id)?;
        Some((entry.load.time_out(), entry.pool_size.max(1)))
    }

    /// Whether any host has not answered requests that timed out.
    pub(crate) fn has_late(&self) -> bool {
        if !self.any_late.load(Ordering::Relaxed) {
            return false;
        }
        let late = self.lock().hosts.values().any(|entry| entry.load.late() > 0);
        self.any_late.store(late, Ordering::Relaxed);
        late
    }

    /// Notes what other hosts say of one that is ignored; of those that are used, the own connections tell.
    pub(super) fn hear(&self, announced: SocketAddr, status: HostStatus) {
        let mut state = self.lock();
        let mut ignored =
            (state.hosts.iter_mut()).filter(|(_, entry)| entry.distance == HostDistance::Ignored);
        let Some((&id, entry)) = ignored.find(|(_, entry)| entry.is_announced_as(announced)) else {
            return;
        };
        if std::mem::replace(&mut entry.status, status) == status {
            return;
        }
        entry.up_since = (status == HostStatus::Up).then(SystemTime::now);
        entry.went_down = (status == HostStatus::Down).then(SystemTime::now).or(entry.went_down);
        state.announce(id, if status == HostStatus::Up { HostChange::Up } else { HostChange::Down });
    }

    /// Adds a listener. It hears of every host that is there, then of each change.
    pub(crate) fn subscribe(&self, listener: Listener<HostEvent>) -> Subscription {
        let mut state = self.lock();
        let present = state.all().into_iter().flat_map(arrival).collect();
        state.listeners.add(listener, present)
    }

    /// Forgets the hosts and the listeners, who hear nothing of it.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.hosts.clear();
        state.listeners.end();
        state.closed = true;
    }

    /// Adds a host unless it is there. A host that is used counts as up until its first connection fails, as in all
    /// legacy drivers.
    pub(super) fn add(&self, found: Found) {
        let mut state = self.lock();
        if state.closed || state.hosts.contains_key(&found.id) {
            return;
        }
        let used = found.distance != HostDistance::Ignored;
        let id = found.id;
        let status = if used { HostStatus::Up } else { HostStatus::Unknown };
        state.hosts.insert(id, Entry::new(found, status));
        state.announce(id, HostChange::Added);
        if used {
            state.announce(id, HostChange::Up);
        }
    }

    /// Takes a host off; one that was up goes down first.
    pub(super) fn remove(&self, id: Uuid) {
        let mut state = self.lock();
        state.set_down(id);
        state.announce(id, HostChange::Removed);
        state.hosts.remove(&id);
    }

    /// Whether a host is known and went down.
    pub(super) fn is_down(&self, id: Uuid) -> bool {
        self.lock().hosts.get(&id).is_some_and(|entry| entry.status == HostStatus::Down)
    }

    pub(crate) fn set_up(&self, id: Uuid) {
        let mut state = self.lock();
        let Some(entry) = state.hosts.get_mut(&id).filter(|entry| entry.status != HostStatus::Up) else {
            return;
        };
        entry.status = HostStatus::Up;
        entry.up_since = Some(SystemTime::now());
        state.announce(id, HostChange::Up);
    }

    pub(crate) fn set_down(&self, id: Uuid) {
        self.lock().set_down(id);
    }

    /// Gives a host another address; one that was up goes down first, since its connections led to the old address.
    pub(super) fn set_address(&self, id: Uuid, address: SocketAddr) {
        let mut state = self.lock();
        let Some(from) = state.hosts.get(&id).map(|entry| entry.address).filter(|from| *from != address)
        else {
            return;
        };
        state.set_down(id);
        if let Some(entry) = state.hosts.get_mut(&id) {
            entry.address = address;
        }
        state.announce(id, HostChange::AddressChanged { from });
    }

    /// Notes how a host is used.
    pub(super) fn set_use(&self, id: Uuid, distance: HostDistance, pool_size: usize) {
        if let Some(entry) = self.lock().hosts.get_mut(&id) {
            let is_new_to_us = entry.distance == HostDistance::Ignored && distance != HostDistance::Ignored;
            if is_new_to_us && entry.status == HostStatus::Up {
                // Others see it. Whether it can be reached from here, its first connection shows.
                entry.status = HostStatus::Unknown;
            }
            entry.distance = distance;
            entry.pool_size = pool_size;
        }
    }

    /// Notes what the system tables say of hosts that are known.
    pub(super) fn describe(&self, rows: Vec<HostRow>) {
        let mut state = self.lock();
        state.tell_duplicates(&rows);
        for row in rows {
            let Some(entry) = state.hosts.get_mut(&row.id) else {
                continue;
            };
            entry.datacenter = row.datacenter;
            entry.rack = row.rack;
            if *entry.details != row.details {
                entry.details = Arc::new(row.details);
            }
        }
    }
}

impl State {
    fn all(&self) -> Vec<Host> {
        let mut hosts: Vec<Host> = self.hosts.keys().filter_map(|&id| self.snapshot(id)).collect();
        hosts.sort_unstable_by_key(|host| host.address);
        hosts
    }

    /// Tells of each address that several hosts claim, once.
    fn tell_duplicates(&mut self, rows: &[HostRow]) {
        let mut claimed = HashSet::new();
        for address in rows.iter().filter_map(HostRow::address) {
            if !claimed.insert(address) && self.duplicates.insert(address) {
                self.log.event(|| LogEvent::DuplicateHost { host: address });
            }
        }
    }

    fn snapshot(&self, id: Uuid) -> Option<Host> {
        let entry = self.hosts.get(&id)?;
        Some(Host {
            id,
            address: entry.address,
            datacenter: entry.datacenter.clone(),
            rack: entry.rack.clone(),
            status: entry.status,
            distance: entry.distance,
            connections: entry.connections(),
            in_flight: entry.load.unanswered(),
            late: entry.load.late(),
            answered: entry.load.answered(),
            up_since: entry.up_since,
            went_down: entry.went_down,
            details: Arc::clone(&entry.details),
        })
    }

    fn set_down(&mut self, id: Uuid) {
        let Some(entry) = self.hosts.get_mut(&id).filter(|entry| entry.may_go_down()) else {
            return;
        };
        entry.status = HostStatus::Down;
        entry.up_since = None;
        entry.went_down = Some(SystemTime::now());
        entry.load.forget_late();
        self.announce(id, HostChange::Down);
    }

    fn announce(&mut self, id: Uuid, change: HostChange) {
        if let Some(host) = self.snapshot(id) {
            let event = HostEvent { change, host };
            self.log.event(|| event.to_log());
            self.listeners.announce(event);
        }
    }
}

impl Entry {
    /// A host that is ignored may be up, as others say.
    fn connections(&self) -> usize {
        let is_used = self.status == HostStatus::Up && self.distance != HostDistance::Ignored;
        if is_used { self.pool_size } else { 0 }
    }

    fn may_go_down(&self) -> bool {
        match self.status {
            HostStatus::Up => true,
            HostStatus::Unknown => self.distance != HostDistance::Ignored,
            HostStatus::Down => false,
        }
    }

    fn is_announced_as(&self, address: SocketAddr) -> bool {
        let port = self.details.rpc_port.unwrap_or(address.port());
        self.address == address
            || self.details.rpc_address.map(|ip| SocketAddr::new(ip, port)) == Some(address)
    }

    fn new(found: Found, status: HostStatus) -> Self {
        Entry {
            address: found.address,
            datacenter: found.datacenter,
            rack: found.rack,
            status,
            distance: found.distance,
            pool_size: found.pool_size,
            up_since: None,
            went_down: None,
            load: Arc::default(),
            details: Arc::default(),
        }
    }
}

/// What a new listener hears of a host that is there: that it came, that it is up, and that it went down if it did.
fn arrival(host: Host) -> Vec<HostEvent> {
    let as_it_was = |status| Host { status, ..host.clone() };
    let first = if host.distance == HostDistance::Ignored { HostStatus::Unknown } else { HostStatus::Up };
    let mut events = vec![HostEvent { change: HostChange::Added, host: as_it_was(first) }];
    if host.status == HostStatus::Up || first == HostStatus::Up {
        events.push(HostEvent { change: HostChange::Up, host: as_it_was(HostStatus::Up) });
    }
    if host.status == HostStatus::Down {
        events.push(HostEvent { change: HostChange::Down, host });
    }
    events
}

#[cfg(test)]
mod tests;
