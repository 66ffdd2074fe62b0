//! The order in which hosts are tried, worked out from facts alone: nothing here knows a session or a connection.
//!
//! 1. The replicas of the partition that are near and up, those of the local rack first.
//! 2. The other hosts of the local data center that are up, taking turns, those of the local rack first.
//! 3. Of each other data center, as many hosts that are up as the options allow.
//! 4. The hosts that are down: trying one costs nothing and tells why it cannot be used.
//!
//! Hosts that answer much slower than the fastest come after the third step.

use std::collections::HashMap;

use smallvec::SmallVec;
use uuid::Uuid;

/// What a plan wants to know about a host.
pub(crate) trait Member {
    /// Its id.
    fn id(&self) -> Uuid;
    /// Its data center, if it told.
    fn datacenter(&self) -> Option<&str>;
    /// Its rack, if it told.
    fn rack(&self) -> Option<&str>;
    /// Whether it may be used and there is a connection to it.
    fn is_up(&self) -> bool;
    /// Whether it may be used but there is no connection to it.
    fn is_down(&self) -> bool;
}

/// A host to try, and the shard of a replica that has shards.
pub(crate) type Target<M> = (M, Option<u32>);

/// Replicas of one partition; more than eight are rare.
pub(crate) type Replicas<M> = SmallVec<[Target<M>; 8]>;

/// How the replicas of a partition are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReplicaOrder {
    /// As the ring has them.
    Ring,
    /// At random.
    Shuffled,
    /// At random, but the busier of the first two gives way.
    LeastBusy,
}

/// What the options say about every plan.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preferences<'a> {
    /// The data center of near hosts; without one, all are near.
    pub(crate) local_datacenter: Option<&'a str>,
    /// The rack whose hosts come first.
    pub(crate) local_rack: Option<&'a str>,
    /// How many hosts of each other data center may be used.
    pub(crate) remote_hosts_per_datacenter: usize,
}

/// The hosts that a plan is made of.
pub(crate) struct Scene<L, A, M> {
    /// The replicas that are near, in the order of the ring.
    pub(crate) replicas: Replicas<M>,
    /// Their order.
    pub(crate) order: ReplicaOrder,
    /// The near hosts, in the order of the ring.
    pub(crate) local: L,
    /// All hosts, in any order.
    pub(crate) all: A,
    /// A number that counts up, so that hosts take turns.
    pub(crate) turn: usize,
}

/// What is measured of hosts while requests run.
pub(crate) trait Measured {
    /// How busy a host is; a larger number is busier.
    fn load(&self, host: Uuid) -> usize;
    /// Whether a host answers too slowly to come in its turn.
    fn is_slow(&self, host: Uuid) -> bool;
}

impl<'a> Preferences<'a> {
    pub(crate) fn is_near(&self, host: &impl Member) -> bool {
        self.local_datacenter.is_none_or(|local| host.datacenter() == Some(local))
    }

    fn is_in_rack(&self, host: &impl Member) -> bool {
        self.local_rack.is_some_and(|rack| host.rack() == Some(rack))
    }

    /// Returns the hosts in order, each once. What comes later is worked out when it is asked for.
    pub(crate) fn plan<M, L, A, S>(
        self,
        scene: Scene<L, A, M>,
        measured: &'a S,
    ) -> impl Iterator<Item = Target<M>>
    where
        M: Member + Copy,
        L: Iterator<Item = M> + Clone,
        A: Iterator<Item = M> + Clone,
        S: Measured,
    {
        let Scene { mut replicas, order, local, all, turn } = scene;
        self.put_in_order(&mut replicas, order, turn, measured);
        let known: SmallVec<[Uuid; 8]> = replicas.iter().map(|(host, _)| host.id()).collect();
        let others = all.clone();
        let near = local.clone().filter(move |host| host.is_up() && !known.contains(&host.id()));
        let near = later(move || self.rack_first(near, turn));
        let remote = later(move || self.remote(all.filter(M::is_up)));
        let up = replicas.into_iter().chain(near.chain(remote).map(|host| (host, None)));
        let down = later(move || {
            let near = self.rack_first(local.filter(M::is_down), turn);
            near.chain(self.remote(others.filter(M::is_down))).collect::<Vec<M>>()
        });
        Patient { hosts: up, measured, slow: Vec::new(), begun: false }.chain(down.map(|host| (host, None)))
    }

    /// Returns the first host of the plan if it is a replica, as most are, without working out the rest.
    pub(crate) fn first_replica<M: Member + Copy>(
        self,
        replicas: &mut Replicas<M>,
        order: ReplicaOrder,
        turn: usize,
        measured: &impl Measured,
    ) -> Option<Target<M>> {
        self.put_in_order(replicas, order, turn, measured);
        replicas.iter().copied().find(|(host, _)| !measured.is_slow(host.id()))
    }

    /// Puts those replicas in order that are up, and drops the others.
    fn put_in_order<M: Member + Copy>(
        &self,
        replicas: &mut Replicas<M>,
        order: ReplicaOrder,
        turn: usize,
        measured: &impl Measured,
    ) {
        replicas.retain(|(host, _)| host.is_up());
        if order != ReplicaOrder::Ring {
            shuffle(replicas, turn);
        }
        // Between two replicas there is nothing to gain: both would swap roles all the time.
        if order == ReplicaOrder::LeastBusy && replicas.len() > 2 {
            let [first, second] = [0, 1].map(|at: usize| measured.load(replicas[at].0.id()));
            if second < first {
                replicas.swap(0, 1);
            }
        }
        if self.local_rack.is_some() {
            replicas.sort_by_key(|(host, _)| !self.is_in_rack(host));
        }
    }

    /// Lets hosts take turns, those of the local rack before the others.
    fn rack_first<M: Member + Copy>(
        self,
        hosts: impl Iterator<Item = M> + Clone,
        turn: usize,
    ) -> impl Iterator<Item = M> {
        let in_rack = hosts.clone().filter(move |host| self.is_in_rack(host));
        let others = hosts.filter(move |host| !self.is_in_rack(host));
        in_turn(in_rack, turn).chain(later(move || in_turn(others, turn)))
    }

    fn remote<M: Member>(self, hosts: impl Iterator<Item = M>) -> Vec<M> {
        if self.local_datacenter.is_none() || self.remote_hosts_per_datacenter == 0 {
            return Vec::new();
        }
        let far = hosts.filter(|host| !self.is_near(host));
        at_most_per_datacenter(far, self.remote_hosts_per_datacenter)
    }
}

/// The first hosts of each data center.
pub(crate) fn at_most_per_datacenter<M: Member>(hosts: impl Iterator<Item = M>, most: usize) -> Vec<M> {
    let mut used: HashMap<Option<String>, usize> = HashMap::new();
    let mut kept = Vec::new();
    for host in hosts {
        let count = used.entry(host.datacenter().map(str::to_owned)).or_default();
        *count += 1;
        if *count <= most {
            kept.push(host);
        }
    }
    kept
}

/// Starts at the host whose turn it is. Only those that can be used have turns: the neighbour of one that cannot would get
/// its share as well.
fn in_turn<M>(hosts: impl Iterator<Item = M> + Clone, turn: usize) -> impl Iterator<Item = M> {
    let start = turn % hosts.clone().count().max(1);
    hosts.clone().skip(start).chain(hosts.take(start))
}

fn later<I: IntoIterator>(hosts: impl FnOnce() -> I) -> impl Iterator<Item = I::Item> {
    std::iter::once_with(hosts).flatten()
}

/// Draws an order. The turn decides, so no state is shared between threads for it.
fn shuffle<T>(items: &mut [T], turn: usize) {
    let mut seed = turn as u64;
    for last in (1..items.len()).rev() {
        seed = mixed(seed);
        let bound = last as u64 + 1;
        items.swap(last, usize::try_from(seed % bound).unwrap_or_default());
    }
}

/// The finishing step of SplitMix64, which makes of successive numbers ones that look drawn by lot.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Lets slow hosts wait until the others are used up.
struct Patient<'a, I, M, S> {
    hosts: I,
    measured: &'a S,
    slow: Vec<Target<M>>,
    begun: bool,
}

impl<I, M, S> Iterator for Patient<'_, I, M, S>
where
    I: Iterator<Item = Target<M>>,
    M: Member,
    S: Measured,
{
    type Item = Target<M>;

    fn next(&mut self) -> Option<Target<M>> {
        for target in self.hosts.by_ref() {
            if !self.measured.is_slow(target.0.id()) {
                return Some(target);
            }
            self.slow.push(target);
        }
        if !std::mem::replace(&mut self.begun, true) {
            self.slow.reverse();
        }
        self.slow.pop()
    }
}

#[cfg(test)]
mod tests;
