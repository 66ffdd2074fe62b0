//! Events, true and false and broken, while requests are under way.

use libtest_mimic::Trial;
use unicql_core::ErrorKind;

use crate::matrix::Saw;
use crate::stage::{Stage, Way, fault};

fn string(text: &str) -> Vec<u8> {
    [&(text.len() as u16).to_be_bytes()[..], text.as_bytes()].concat()
}

/// An event about a node: its kind, the change, the address.
fn about_node(kind: &str, change: &str, address: [u8; 4]) -> Vec<u8> {
    [string(kind), string(change), vec![4], address.to_vec(), 9042_i32.to_be_bytes().to_vec()].concat()
}

/// A change of the schema: what happened, to what, and its names.
fn about_schema(change: &str, target: &str, names: &[&str]) -> Vec<u8> {
    let names: Vec<u8> = names.iter().flat_map(|name| string(name)).collect();
    [string("SCHEMA_CHANGE"), string(change), string(target), names].concat()
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        fault("a node is said to be down and up again, again and again", |stage| {
            let [a, b, c, d] = octets(stage);
            for _ in 0..5 {
                inject(stage, about_node("STATUS_CHANGE", "DOWN", [a, b, c, d]));
                inject(stage, about_node("STATUS_CHANGE", "UP", [a, b, c, d]));
                stage.expect_any(Way::Query, &[Saw::Answer]);
            }
        }),
        fault("nodes are said to come, go and move that nobody knows", |stage| {
            for change in ["NEW_NODE", "REMOVED_NODE", "MOVED_NODE"] {
                inject(stage, about_node("TOPOLOGY_CHANGE", change, [127, 1, 2, 3]));
                inject(stage, about_node("STATUS_CHANGE", "UP", [127, 1, 2, 3]));
                stage.expect_any(Way::Execute, &[Saw::Answer]);
            }
            assert_eq!(stage.session.hosts().len(), 1);
        }),
        fault("a storm of changes of the schema", |stage| {
            for round in 0..200 {
                let table = format!("t{round}");
                inject(stage, about_schema("CREATED", "TABLE", &["ks", &table]));
            }
            for change in ["CREATED", "UPDATED", "DROPPED"] {
                inject(stage, about_schema(change, "KEYSPACE", &["ks"]));
                inject(stage, about_schema(change, "TYPE", &["ks", "y"]));
                let function = [about_schema(change, "FUNCTION", &["ks", "f"]), b"\0\x01\0\x03int".to_vec()];
                inject(stage, function.concat());
                let aggregate = [about_schema(change, "AGGREGATE", &["ks", "a"]), b"\0\0".to_vec()];
                inject(stage, aggregate.concat());
                stage.expect_any(Way::Execute, &[Saw::Answer]);
            }
        }),
        fault("an event of a kind that nobody knows", |stage| {
            inject(stage, [string("NODE_ON_FIRE"), string("YES")].concat());
            stage.expect_any(Way::Query, &[Saw::Answer, ErrorKind::ConnectionClosed.into()]);
        }),
        fault("an event that ends too early, at every byte", |stage| {
            let whole = about_node("STATUS_CHANGE", "DOWN", [127, 1, 2, 3]);
            for length in 0..whole.len() {
                inject(stage, whole[..length].to_vec());
                stage.expect_any(Way::Query, &[Saw::Answer, ErrorKind::ConnectionClosed.into()]);
            }
        }),
    ]
}

fn octets(stage: &Stage) -> [u8; 4] {
    match stage.addresses[0].ip() {
        std::net::IpAddr::V4(address) => address.octets(),
        std::net::IpAddr::V6(_) => unreachable!("the proxies listen on IPv4"),
    }
}

/// Sends an event on every connection that is registered for some. A broken one may have cost the connection, which the
/// driver opens again.
fn inject(stage: &Stage, body: Vec<u8>) {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let proxy = stage.proxy.as_ref().expect("the stage has a proxy");
    while !proxy.running_nodes[0].inject_event_to_cc(body.clone().into()) {
        assert!(std::time::Instant::now() < deadline, "the driver did not register for events again");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}
