//! Keeps the registry in step with the cluster: the crate says that something changed, its state and the system tables
//! say what is so now.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use scylla::client::session::Session as Driver;
use scylla::cluster::Node;
use scylla::policies::host_listener::{HostEvent, HostEventContext, HostListener};
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::details::HostRow;
use super::registry::Found;
use super::system_tables::Teller;
use super::{HostDistance, HostStatus, Hosts, socket_address};
use crate::Session;
use crate::address_translator::UntranslatedHost;
use crate::control_connection::{ServerEvent, ServerEvents, StatusChange};
use crate::log::LogEvent;
use crate::options::Config;
use crate::session::WeakSession;

/// How often hosts that the crate does not speak of are compared with what it knows: the ignored ones, and those that it was
/// told to use after it had found them.
const TICK: Duration = Duration::from_secs(5);

/// How long after a change the crate has surely heard of it.
const SETTLE: Duration = Duration::from_secs(2);

/// How long news of a host wait for what the system tables say of it.
const DETAILS_WAIT: Duration = Duration::from_secs(2);

/// How many hosts are asked of a new one, and how soon they are asked again if none of them knew it yet.
const ASKED_AT_ONCE: usize = 3;
const DETAILS_PAUSE: Duration = Duration::from_millis(100);

/// What the crate says: that something changed, not necessarily what is so by the time it is read.
#[derive(Debug)]
pub(crate) enum Hint {
    Added(Uuid, SocketAddr),
    Removed(Uuid),
    Up(Uuid),
    Down(Uuid),
    Moved(Uuid, SocketAddr),
    Server(ServerEvent),
    Tick,
}

impl Hint {
    /// Whether the system tables have something to say about it.
    fn is_news(&self) -> bool {
        match self {
            Hint::Added(..) | Hint::Up(_) | Hint::Moved(..) => true,
            Hint::Server(event) => matches!(event, ServerEvent::Reconnected | ServerEvent::Topology { .. }),
            Hint::Removed(_) | Hint::Down(_) | Hint::Tick => false,
        }
    }

    fn is_of_the_ring(&self) -> bool {
        matches!(self, Hint::Added(..) | Hint::Removed(_) | Hint::Moved(..))
    }

    fn new_host(&self) -> Option<Uuid> {
        match self {
            Hint::Added(id, _) => Some(*id),
            _ => None,
        }
    }
}

/// The receiving end of hints.
pub(crate) type Hints = mpsc::UnboundedReceiver<Hint>;

struct Sender(mpsc::UnboundedSender<Hint>);

impl HostListener for Sender {
    fn on_event(&self, context: &HostEventContext, event: &HostEvent) {
        let id = context.host_id();
        let hint = match event {
            HostEvent::Added => Hint::Added(id, context.addr()),
            HostEvent::Removed => Hint::Removed(id),
            HostEvent::Up => Hint::Up(id),
            HostEvent::Down => Hint::Down(id),
            HostEvent::AddressChanged { new_address, .. } => Hint::Moved(id, *new_address),
            _ => return,
        };
        // Without a receiver the session is gone.
        let _ = self.0.send(hint);
    }
}

/// Makes a listener for the crate and the end that hears what it says.
pub(crate) fn hints() -> (Arc<dyn HostListener>, Hints) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Arc::new(Sender(sender)), receiver)
}

/// Fills the registry of a session that has just connected, and keeps it filled until the session ends. `told` is what the
/// first host said before.
pub(crate) async fn start(session: &Session, mut hints: Hints, told: Vec<HostRow>) {
    // What the crate said while it connected is older than its state.
    while hints.try_recv().is_ok() {}
    bring_in(session).await;
    let hosts = session.registry().all();
    match hosts.iter().all(|host| is_described(host.id, &told)) {
        true => session.registry().describe(told),
        false => describe(session).await,
    }
    tokio::spawn(watch(session.downgrade(), hints, session.control().events()));
}

/// Brings the registry to what is so now, after the hosts that are used got their connections.
pub(crate) async fn settle(session: &Session) {
    bring_in(session).await;
    describe(session).await;
}

async fn bring_in(session: &Session) {
    if let Ok(driver) = session.driver() {
        compare(session, &driver).await;
        let mut unconnected = 0;
        for node in driver.get_cluster_state().get_nodes_info() {
            match (node.is_enabled(), node.is_connected()) {
                (true, true) => session.registry().set_up(node.host_id),
                (true, false) => {
                    unconnected += 1;
                    session.registry().set_down(node.host_id);
                }
                (false, _) => {}
            }
        }
        if unconnected > 0 {
            session.config().log.event(|| LogEvent::PoolsIncomplete { hosts: unconnected });
        }
    }
}

async fn watch(session: WeakSession, mut hints: Hints, mut events: ServerEvents) {
    let mut doubtful = HashSet::new();
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await;
    loop {
        let first = tokio::select! {
            hint = hints.recv() => hint,
            event = events.next() => event.map(Hint::Server),
            _ = ticks.tick() => Some(Hint::Tick),
        };
        let (Some(first), Some(session)) = (first, session.upgrade()) else {
            return;
        };
        if let Hint::Server(ServerEvent::Topology { .. } | ServerEvent::Status { .. }) = first {
            // The crate hears of the ring as well and reads anew. Of connections that break or open now it may say nothing.
            ticks.reset_after(SETTLE);
        }
        let is_tick = matches!(first, Hint::Tick);
        let mut batch = vec![first];
        batch.extend(std::iter::from_fn(|| hints.try_recv().ok()));
        if AssertUnwindSafe(apply(&session, batch, &mut doubtful)).catch_unwind().await.is_err() {
            tracing::error!("news of hosts could not be taken in");
        }
        if is_tick && !doubtful.is_empty() {
            ticks.reset_after(SETTLE);
        }
    }
}

async fn apply(session: &Session, batch: Vec<Hint>, doubtful: &mut HashSet<Uuid>) {
    let Ok(driver) = session.driver() else {
        return;
    };
    let rows = match batch.iter().any(Hint::is_news) {
        true => system_rows(session, &batch.iter().filter_map(Hint::new_host).collect::<Vec<_>>()).await,
        false => Vec::new(),
    };
    if batch.iter().any(Hint::is_of_the_ring) {
        session.read_ring_later();
    }
    if matches!(batch[..], [Hint::Tick]) {
        reconcile(session, &driver, doubtful).await;
    }
    for hint in batch {
        take_in(session, hint, &rows).await;
    }
    session.registry().describe(rows);
    compare(session, &driver).await;
}

async fn take_in(session: &Session, hint: Hint, rows: &[HostRow]) {
    let registry = session.registry();
    match hint {
        Hint::Added(id, address) => {
            let mut found = found(id, address, rows, session.config());
            found.address = reach(registry, &found).await;
            registry.add(found);
        }
        Hint::Removed(id) => {
            registry.remove(id);
            session.profiles().measures().forget(id);
        }
        Hint::Moved(id, address) => {
            let found = found(id, address, rows, session.config());
            registry.set_address(id, reach(registry, &found).await);
        }
        // The pool may have come or gone again since, and then another hint is on its way.
        Hint::Up(id) if is_connected(session, id) == Some(true) => come_up(session, id).await,
        Hint::Down(id) if is_connected(session, id) != Some(true) => registry.set_down(id),
        Hint::Server(ServerEvent::Status { change, address }) => {
            let status = if change == StatusChange::Up { HostStatus::Up } else { HostStatus::Down };
            registry.hear(address, status);
        }
        Hint::Server(ServerEvent::Reconnected) => registry.translations().forget(),
        Hint::Up(_) | Hint::Down(_) | Hint::Server(_) | Hint::Tick => {}
    }
}

async fn come_up(session: &Session, id: Uuid) {
    if session.registry().is_down(id) {
        session.prepare_all_on(id).await;
    }
    session.registry().set_up(id);
}

/// Takes in that a host came or went of which the crate says nothing. What it has not said for two ticks is not on its way.
async fn reconcile(session: &Session, driver: &Driver, doubtful: &mut HashSet<Uuid>) {
    let registry = session.registry();
    let state = driver.get_cluster_state();
    let differs =
        |node: &&Arc<Node>| node.is_enabled() && registry.is_down(node.host_id) == node.is_connected();
    let differing: HashSet<Uuid> =
        state.get_nodes_info().iter().filter(differs).map(|node| node.host_id).collect();
    for id in differing.intersection(doubtful) {
        match is_connected(session, *id) {
            Some(true) => come_up(session, *id).await,
            Some(false) | None => registry.set_down(*id),
        }
    }
    *doubtful = differing;
}

/// Finds where a host is reached from here.
async fn reach(registry: &Hosts, found: &Found) -> SocketAddr {
    let Found { id, address, datacenter, rack, .. } = found.clone();
    registry.translations().translate(UntranslatedHost { id, address, datacenter, rack }).await
}

/// Whether the crate has a connection to a host; `None` when it knows no such host, or the session is over.
pub(crate) fn is_connected(session: &Session, id: Uuid) -> Option<bool> {
    let state = session.driver().ok()?.get_cluster_state();
    state.get_nodes_info().iter().find(|node| node.host_id == id).map(|node| node.is_connected())
}

/// A host that the crate has just found; its own state will tell of it later.
fn found(id: Uuid, address: SocketAddr, rows: &[HostRow], config: &Config) -> Found {
    let row = rows.iter().find(|row| row.id == id);
    let datacenter = row.and_then(|row| row.datacenter.clone());
    let distance = match (&config.local_datacenter, &datacenter) {
        (Some(local), Some(datacenter)) if local != datacenter => HostDistance::Remote,
        _ => HostDistance::Local,
    };
    let rack = row.and_then(|row| row.rack.clone());
    Found { id, address, datacenter, rack, distance, pool_size: config.connections_per_host }
}

/// Brings in what the crate does not tell of: hosts that it found while it connected, and hosts that are ignored.
async fn compare(session: &Session, driver: &Driver) {
    let registry = session.registry();
    let state = driver.get_cluster_state();
    let nodes = state.get_nodes_info();
    for node in nodes {
        let distance = session.profiles().distance(node.host_id, &state);
        let mut found = found_node(node, distance, session.config());
        found.address = reach(registry, &found).await;
        let Found { id, address, distance, pool_size, .. } = found;
        registry.add(found);
        registry.set_use(id, distance, pool_size);
        if distance == HostDistance::Ignored {
            registry.set_address(id, address);
        }
    }
    for host in registry.all() {
        let is_known = nodes.iter().any(|node| node.host_id == host.id);
        // The crate tells of a new host before its state does, and of the removal of one that it used.
        if host.distance == HostDistance::Ignored && !is_known {
            registry.remove(host.id);
        }
    }
}

fn found_node(node: &Node, distance: HostDistance, config: &Config) -> Found {
    let shards = node.sharder().map_or(1, |sharder| usize::from(sharder.nr_shards.get()));
    Found {
        id: node.host_id,
        address: socket_address(&node.address),
        datacenter: node.datacenter.clone(),
        rack: node.rack.clone(),
        distance,
        pool_size: config.connections_per_host * shards,
    }
}

/// Reads what the hosts say about themselves.
async fn describe(session: &Session) {
    let rows = system_rows(session, &[]).await;
    session.registry().describe(rows);
}

/// Reads the system tables of a host that knows the new ones, of which it may hear later than the host that told of them;
/// one host's view of itself and of all others belong together. When none knows them in time, what was read must do.
async fn system_rows(session: &Session, new: &[Uuid]) -> Vec<HostRow> {
    let mut last = Vec::new();
    let reading = async {
        while !read_once(session, new, &mut last).await {
            tokio::time::sleep(DETAILS_PAUSE).await;
        }
    };
    let _ = tokio::time::timeout(DETAILS_WAIT, reading).await;
    last
}

/// Asks a few hosts; tells whether there is no point in asking again.
async fn read_once(session: &Session, new: &[Uuid], last: &mut Vec<HostRow>) -> bool {
    let hosts = session.registry().all();
    let mut left = ASKED_AT_ONCE;
    for host in hosts.iter().filter(|host| host.is_up()) {
        let Ok(driver) = session.driver() else {
            return true;
        };
        match Teller::Pool(&driver, host.id).rows().await {
            Ok(rows) => {
                session.registry().translations().learn_ports(host.address, &rows);
                *last = rows;
                left -= 1;
                let are_described = new.iter().all(|id| is_described(*id, last));
                if are_described || left == 0 {
                    return are_described;
                }
            }
            Err(error) => tracing::debug!(host = %host.address, %error, "no system tables"),
        }
    }
    if left == ASKED_AT_ONCE {
        // It serves where no host has connections yet.
        *last = Teller::Control(session.control()).rows().await.unwrap_or_default();
    }
    left == ASKED_AT_ONCE
}

/// A server writes a row of a new host column by column.
fn is_described(id: Uuid, rows: &[HostRow]) -> bool {
    rows.iter().any(|row| row.id == id && row.datacenter.is_some())
}
