use std::collections::HashSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Measured, Member, Preferences, ReplicaOrder, Replicas, Scene, at_most_per_datacenter};

#[derive(Clone, Debug)]
struct Host {
    id: u8,
    datacenter: Option<String>,
    rack: Option<String>,
    is_up: bool,
    is_allowed: bool,
    is_slow: bool,
    load: usize,
}

impl Member for &Host {
    fn id(&self) -> Uuid {
        Uuid::from_u128(self.id.into())
    }

    fn datacenter(&self) -> Option<&str> {
        self.datacenter.as_deref()
    }

    fn rack(&self) -> Option<&str> {
        self.rack.as_deref()
    }

    fn is_up(&self) -> bool {
        self.is_allowed && self.is_up
    }

    fn is_down(&self) -> bool {
        self.is_allowed && !self.is_up
    }
}

struct Table(Vec<Host>);

impl Table {
    fn find(&self, id: Uuid) -> &Host {
        self.0.iter().find(|host| host.id() == id).unwrap()
    }
}

impl Measured for Table {
    fn load(&self, host: Uuid) -> usize {
        self.find(host).load
    }

    fn is_slow(&self, host: Uuid) -> bool {
        self.find(host).is_slow
    }
}

#[derive(Clone, Debug)]
struct Case {
    hosts: Vec<Host>,
    replicas: Vec<usize>,
    local_datacenter: Option<String>,
    local_rack: Option<String>,
    remote: usize,
    order: ReplicaOrder,
    turn: usize,
}

fn name(prefix: &'static str) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.9, (1..4u8).prop_map(move |number| format!("{prefix}{number}")))
}

fn host() -> impl Strategy<Value = Host> {
    (name("dc"), name("rack"), any::<bool>(), prop::bool::weighted(0.9), prop::bool::weighted(0.2), 0..9usize)
        .prop_map(|(datacenter, rack, is_up, is_allowed, is_slow, load)| Host {
            id: 0,
            datacenter,
            rack,
            is_up,
            is_allowed,
            is_slow,
            load,
        })
}

fn case() -> impl Strategy<Value = Case> {
    let order =
        prop::sample::select(vec![ReplicaOrder::Ring, ReplicaOrder::Shuffled, ReplicaOrder::LeastBusy]);
    let hosts = prop::collection::vec(host(), 0..12);
    (hosts, name("dc"), name("rack"), 0..3usize, order, 0..1_000usize, 0..5usize).prop_flat_map(
        |(mut hosts, local_datacenter, local_rack, remote, order, turn, wanted)| {
            for (id, host) in (1u8..).zip(&mut hosts) {
                host.id = id;
            }
            let near: Vec<usize> = (0..hosts.len())
                .filter(|&at| local_datacenter.is_none() || hosts[at].datacenter == local_datacenter)
                .collect();
            let count = wanted.min(near.len());
            prop::sample::subsequence(near, count).prop_map(move |replicas| Case {
                hosts: hosts.clone(),
                replicas,
                local_datacenter: local_datacenter.clone(),
                local_rack: local_rack.clone(),
                remote,
                order,
                turn,
            })
        },
    )
}

impl Case {
    fn preferences(&self) -> Preferences<'_> {
        Preferences {
            local_datacenter: self.local_datacenter.as_deref(),
            local_rack: self.local_rack.as_deref(),
            remote_hosts_per_datacenter: self.remote,
        }
    }

    fn replicas(&self) -> Replicas<&Host> {
        self.replicas.iter().map(|&at| (&self.hosts[at], None)).collect()
    }

    fn plan(&self, turn: usize) -> Vec<&Host> {
        let table = Table(self.hosts.clone());
        let local: Vec<&Host> = self.hosts.iter().filter(|host| self.preferences().is_near(host)).collect();
        let scene = Scene {
            replicas: self.replicas(),
            order: self.order,
            local: local.iter().copied(),
            all: self.hosts.iter(),
            turn,
        };
        self.preferences().plan(scene, &table).map(|(host, _)| host).collect()
    }

    /// Where in the plan a host belongs; a smaller number comes earlier.
    fn stage(&self, host: &&Host) -> u8 {
        let near = self.preferences().is_near(host);
        let at = self.hosts.iter().position(|known| known.id == host.id).unwrap();
        match (host.is_down(), host.is_slow, self.replicas.contains(&at), near) {
            (true, _, _, true) => 4,
            (true, _, _, false) => 5,
            (_, true, ..) => 3,
            (_, _, true, _) => 0,
            (_, _, _, true) => 1,
            (_, _, _, false) => 2,
        }
    }
}

proptest! {
    #[test]
    fn no_host_comes_twice_and_none_that_may_not_be_used(case in case()) {
        let plan = case.plan(case.turn);
        let ids: HashSet<u8> = plan.iter().map(|host| host.id).collect();
        prop_assert_eq!(ids.len(), plan.len());
        prop_assert!(plan.iter().all(|host| host.is_allowed));
    }

    #[test]
    fn every_near_host_that_may_be_used_comes(case in case()) {
        let plan = case.plan(case.turn);
        let wanted = case.hosts.iter().filter(|host| host.is_allowed && case.preferences().is_near(host));
        for host in wanted {
            prop_assert!(plan.iter().any(|planned| planned.id == host.id), "{:?}", host);
        }
    }

    #[test]
    fn of_each_other_data_center_come_as_many_as_allowed(case in case()) {
        let plan = case.plan(case.turn);
        let far: Vec<&&Host> =
            plan.iter().filter(|host| !case.preferences().is_near(*host) && host.is_up).collect();
        let datacenters: HashSet<_> = far.iter().map(|host| host.datacenter.clone()).collect();
        for datacenter in datacenters {
            let planned = far.iter().filter(|host| host.datacenter == datacenter).count();
            let there = case.hosts.iter().filter(|host| host.is_up() && host.datacenter == datacenter).count();
            prop_assert_eq!(planned, there.min(case.remote));
        }
        if case.local_datacenter.is_none() || case.remote == 0 {
            prop_assert!(far.is_empty());
        }
    }

    #[test]
    fn replicas_come_first_then_near_then_far_then_slow_then_down(case in case()) {
        let plan = case.plan(case.turn);
        let stages: Vec<u8> = plan.iter().map(|host| case.stage(host)).collect();
        prop_assert!(stages.is_sorted(), "{:?}", stages);
    }

    #[test]
    fn the_first_replica_is_the_first_of_the_plan(case in case()) {
        let table = Table(case.hosts.clone());
        let first = case.preferences().first_replica(&mut case.replicas(), case.order, case.turn, &table);
        let of_plan = case.plan(case.turn).into_iter().find(|host| case.stage(host) == 0);
        prop_assert_eq!(first.map(|(host, _)| host.id), of_plan.map(|host| host.id));
    }

    #[test]
    fn hosts_of_the_rack_come_first_within_their_stage(case in case()) {
        let Some(rack) = &case.local_rack else { return Ok(()) };
        let plan = case.plan(case.turn);
        for stage in [0, 1, 4] {
            let far: Vec<bool> = (plan.iter().filter(|host| case.stage(host) == stage))
                .map(|host| host.rack.as_ref() != Some(rack))
                .collect();
            prop_assert!(far.is_sorted());
        }
    }

    #[test]
    fn near_hosts_have_as_many_turns_as_each_other(mut case in case()) {
        case.hosts.iter_mut().for_each(|host| host.is_slow = false);
        let near_up = || case.hosts.iter().filter(|host| host.is_up() && case.stage(host) == 1);
        let in_rack = near_up().filter(|host| case.local_rack.is_some() && host.rack == case.local_rack).count();
        let sharing = if in_rack > 0 { in_rack } else { near_up().count() };
        let first = |turn| case.plan(turn).into_iter().find(|host| case.stage(host) == 1).map(|host| host.id);
        let asked: HashSet<u8> = (case.turn..case.turn + sharing).filter_map(first).collect();
        prop_assert_eq!(asked.len(), sharing);
    }
}

fn replicas(loads: &[usize]) -> Case {
    let hosts: Vec<Host> = (1u8..)
        .zip(loads)
        .map(|(id, &load)| Host {
            id,
            datacenter: Some("dc1".into()),
            rack: None,
            is_up: true,
            is_allowed: true,
            is_slow: false,
            load,
        })
        .collect();
    Case {
        replicas: (0..hosts.len()).collect(),
        hosts,
        local_datacenter: Some("dc1".into()),
        local_rack: None,
        remote: 0,
        order: ReplicaOrder::Shuffled,
        turn: 0,
    }
}

/// How often each host is the first of a thousand plans.
fn firsts(case: &Case) -> Vec<usize> {
    let mut counts = vec![0; case.hosts.len()];
    for turn in 0..1_000 {
        counts[usize::from(case.plan(turn)[0].id) - 1] += 1;
    }
    counts
}

#[test]
fn shuffled_replicas_share_the_load_and_that_of_a_host_that_fails() {
    let case = replicas(&[0, 0, 0]);
    assert!(firsts(&case).iter().all(|&count| (280..390).contains(&count)), "{:?}", firsts(&case));
    let mut seconds = [0; 3];
    for plan in (0..1_000).map(|turn| case.plan(turn)).filter(|plan| plan[0].id == 1) {
        seconds[usize::from(plan[1].id) - 1] += 1;
    }
    assert!(seconds[1] > 120 && seconds[2] > 120, "{seconds:?}");
}

#[test]
fn the_ring_keeps_its_order() {
    let case = Case { order: ReplicaOrder::Ring, ..replicas(&[0, 0, 0]) };
    assert_eq!(firsts(&case), [1_000, 0, 0]);
}

#[test]
fn the_busier_of_two_replicas_drawn_by_lot_gives_way() {
    let least_busy = |loads: &[usize]| Case { order: ReplicaOrder::LeastBusy, ..replicas(loads) };
    assert_eq!(firsts(&least_busy(&[0, 5, 9]))[2], 0, "the busiest is never the first");
    let two = firsts(&least_busy(&[0, 9]));
    assert!(two[1] > 400, "two replicas keep the order that was drawn: {two:?}");
}

#[test]
fn hosts_without_a_data_center_are_one_of_their_own() {
    let case = replicas(&[0, 0, 0]);
    let mut hosts = case.hosts;
    hosts[1].datacenter = None;
    hosts[2].datacenter = None;
    let kept: Vec<u8> = at_most_per_datacenter(hosts.iter(), 1).iter().map(|host| host.id).collect();
    assert_eq!(kept, [1, 2]);
}
