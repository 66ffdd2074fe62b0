use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;
use uuid::Uuid;

use super::super::{Partitioner, Peer, Replication, ReplicationFactor, SystemRow, Token};
use super::Ring;

fn peer(number: usize, datacenter: &str, rack: &str, tokens: &[i64]) -> Arc<Peer> {
    Arc::new(Peer {
        id: Uuid::from_u128(number as u128),
        address: ([127, 0, 0, number as u8], 9042).into(),
        datacenter: Some(datacenter.to_owned()),
        rack: Some(rack.to_owned()),
        release_version: None,
        schema_version: None,
        tokens: tokens.iter().map(i64::to_string).collect(),
        is_local: number == 1,
        row: SystemRow::empty(),
    })
}

fn ring(peers: &[Arc<Peer>]) -> Ring {
    Ring::new(Partitioner::Murmur3, peers)
}

fn numbers(ring: &Ring, replication: &Replication, token: i64) -> Vec<u128> {
    let replicas = ring.replicas(replication, &Token::Murmur3(token));
    replicas.iter().map(|replica| replica.host.id.as_u128()).collect()
}

fn factor(text: &str) -> ReplicationFactor {
    ReplicationFactor::parse(text).unwrap()
}

fn network(factors: &[(&str, &str)]) -> Replication {
    Replication::NetworkTopology(
        factors.iter().map(|(name, text)| ((*name).to_owned(), factor(text))).collect(),
    )
}

#[test]
fn a_token_belongs_to_the_first_that_is_not_smaller() {
    let peers = [peer(1, "a", "r", &[0, 20]), peer(2, "a", "r", &[10])];
    let ring = ring(&peers);
    let simple = Replication::Simple(factor("1"));
    for (token, owner) in [(-5, 1), (0, 1), (1, 2), (10, 2), (11, 1), (21, 1)] {
        assert_eq!(numbers(&ring, &simple, token), [owner], "{token}");
        assert_eq!(ring.owner(&Token::Murmur3(token)).unwrap().id.as_u128(), owner);
    }
    assert_eq!(numbers(&ring, &Replication::Simple(factor("5")), 1), [2, 1]);
    assert_eq!(numbers(&ring, &Replication::Everywhere, 1), [2, 1]);
    assert_eq!(numbers(&ring, &Replication::Local, 1), [2]);
    let ranges: Vec<String> = ring.ranges().iter().map(ToString::to_string).collect();
    assert_eq!(ranges, ["]0, 10]", "]10, 20]", "]20, 0]"]);
    let of_2: Vec<String> = ring.ranges_of(&simple, &peers[1].id).iter().map(ToString::to_string).collect();
    assert_eq!(of_2, ["]0, 10]"]);
}

#[test]
fn a_ring_of_one_token_is_one_range_and_an_empty_one_has_no_replicas() {
    let one = ring(&[peer(1, "a", "r", &[7])]).ranges();
    assert_eq!(one[0].to_string(), "]-9223372036854775808, -9223372036854775808]");
    let none = ring(&[]);
    assert!(none.ranges().is_empty());
    assert_eq!(numbers(&none, &Replication::Simple(factor("3")), 1), []);
}

#[test]
fn racks_come_before_neighbours() {
    let peers = [
        peer(1, "a", "r1", &[0]),
        peer(2, "a", "r1", &[10]),
        peer(3, "a", "r1", &[20]),
        peer(4, "a", "r2", &[30]),
        peer(5, "b", "r1", &[5]),
        peer(6, "b", "r1", &[15]),
    ];
    let ring = ring(&peers);
    assert_eq!(numbers(&ring, &network(&[("a", "2")]), 0), [1, 4]);
    assert_eq!(numbers(&ring, &network(&[("a", "3")]), 0), [1, 2, 4]);
    assert_eq!(numbers(&ring, &network(&[("a", "2"), ("b", "1")]), 0), [1, 5, 4]);
    assert_eq!(numbers(&ring, &network(&[("a", "9"), ("nowhere", "3")]), 0), [1, 2, 3, 4]);
}

#[test]
fn the_last_replicas_are_the_transient_ones() {
    let peers = [peer(1, "a", "r1", &[0]), peer(2, "a", "r2", &[10]), peer(3, "a", "r3", &[20])];
    let ring = ring(&peers);
    for replication in [network(&[("a", "3/1")]), Replication::Simple(factor("3/1"))] {
        let replicas = ring.replicas(&replication, &Token::Murmur3(5));
        let full: Vec<bool> = replicas.iter().map(|replica| replica.is_full).collect();
        assert_eq!(full, [true, true, false]);
    }
}

/// The way of the legacy drivers: hosts of a rack that has a replica are put aside until every rack has one.
fn legacy_replicas(
    owners: &[(i64, Arc<Peer>)],
    factors: &BTreeMap<String, ReplicationFactor>,
    at: usize,
) -> HashSet<Uuid> {
    let mut replicas = HashSet::new();
    for (datacenter, factor) in factors {
        let here = |peer: &&Arc<Peer>| peer.datacenter.as_ref() == Some(datacenter);
        let around = owners[at..].iter().chain(&owners[..at]).map(|(_, peer)| peer).filter(here);
        let racks: HashSet<_> = around.clone().map(|peer| &peer.rack).collect();
        let (mut chosen, mut put_aside) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for peer in around {
            if chosen.contains(&peer.id) || put_aside.contains(&peer.id) || chosen.len() == factor.all {
                continue;
            }
            if seen.len() < racks.len() && !seen.insert(&peer.rack) {
                put_aside.push(peer.id);
                continue;
            }
            chosen.push(peer.id);
            if seen.len() == racks.len() {
                chosen.append(&mut put_aside);
                chosen.truncate(factor.all);
            }
        }
        replicas.extend(chosen);
    }
    replicas
}

/// Up to nine hosts in two data centers of three racks, each with some tokens.
fn clusters() -> impl Strategy<Value = Vec<Arc<Peer>>> {
    let host = (0usize..2, 0usize..3, prop::collection::hash_set(any::<i64>(), 1..6));
    prop::collection::vec(host, 1..9).prop_map(|hosts| {
        let mut taken = HashSet::new();
        let hosts = hosts.into_iter().enumerate().map(|(number, (datacenter, rack, tokens))| {
            let tokens: Vec<i64> = tokens.into_iter().filter(|token| taken.insert(*token)).collect();
            peer(number + 1, ["a", "b"][datacenter], ["r1", "r2", "r3"][rack], &tokens)
        });
        hosts.filter(|host| !host.tokens.is_empty()).collect()
    })
}

proptest! {
    #[test]
    fn replicas_are_those_of_the_legacy_drivers(
        peers in clusters(), a in 1usize..6, b in 1usize..6, token: i64,
    ) {
        let ring = ring(&peers);
        let factors = network(&[("a", &a.to_string()), ("b", &b.to_string())]);
        let Replication::NetworkTopology(by_name) = &factors else { unreachable!("made so") };
        let mut owners: Vec<(i64, Arc<Peer>)> = (peers.iter())
            .flat_map(|peer| peer.tokens.iter().map(|text| (text.parse().unwrap(), Arc::clone(peer))))
            .collect();
        owners.sort_by_key(|(token, _)| *token);
        let at = owners.iter().position(|(other, _)| *other >= token).unwrap_or(0);
        let found = ring.replicas(&factors, &Token::Murmur3(token));
        let ids: HashSet<Uuid> = found.iter().map(|replica| replica.host.id).collect();
        prop_assert_eq!(ids.len(), found.len());
        prop_assert_eq!(ids, legacy_replicas(&owners, by_name, at));
        let mut counts: HashMap<_, usize> = HashMap::new();
        for replica in &found {
            *counts.entry(&replica.host.datacenter).or_default() += 1;
        }
        prop_assert!(counts.values().all(|&count| count <= a.max(b)));
    }
}
