//! What ScyllaDB offers on top of the protocol, offered by a proxy: shards, tablets, rate limits.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use scylla_cql::frame::types;
use scylla_proxy::{
    Condition, Reaction, RequestFrame, RequestOpcode, RequestReaction, ResponseFrame, ResponseOpcode,
    ResponseReaction,
};
use unicql_core::ErrorKind;

use crate::matrix::Saw;
use crate::stage::{PATIENCE, Stage, Way, beside, fault, ours, real_node};
use crate::tap::{Piece, Tap};

const SHARDS: u16 = 4;
const FLAG_CUSTOM_PAYLOAD: u8 = 0x04;
const RATE_LIMIT_CODE: i32 = 0xF000;

type Offers = HashMap<String, Vec<String>>;

fn offers(pairs: &[(&str, String)]) -> Offers {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), vec![value.clone()])).collect()
}

fn sharding(shard: u16, shard_aware_port: u16) -> Offers {
    offers(&[
        ("SCYLLA_SHARD", shard.to_string()),
        ("SCYLLA_NR_SHARDS", SHARDS.to_string()),
        ("SCYLLA_PARTITIONER", "org.apache.cassandra.dht.Murmur3Partitioner".to_owned()),
        ("SCYLLA_SHARDING_ALGORITHM", "biased-token-round-robin".to_owned()),
        ("SCYLLA_SHARDING_IGNORE_MSB", "12".to_owned()),
        ("SCYLLA_SHARD_AWARE_PORT", shard_aware_port.to_string()),
    ])
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("a node with shards gets a connection for each", || {
            every_shard_is_connected();
            Ok(())
        }),
        offered("tablets come with the answers", "TABLETS_ROUTING_V1", "", |stage| {
            stage.on_rows(with_payload(tablet(&[0, 1])));
            for _ in 0..3 {
                stage.expect_any(Way::Execute, &[Saw::Answer]);
            }
        }),
        offered("broken tablets come with the answers", "TABLETS_ROUTING_V1", "", |stage| {
            let whole = tablet(&[0]);
            for length in 0..whole.len() {
                stage.on_rows(with_payload(whole[..length].to_vec()));
                stage.expect_any(Way::Execute, &[Saw::Answer, ErrorKind::BadFrame.into()]);
            }
        }),
        offered(
            "a partition has too many requests",
            "SCYLLA_RATE_LIMIT_ERROR",
            "ERROR_CODE=61440",
            |stage| {
                let body = [&RATE_LIMIT_CODE.to_be_bytes()[..], b"\0\x03why\x01\x01"].concat();
                let limited = RequestReaction::forge_response(Arc::new(move |request: RequestFrame| {
                    let params = request.params.for_response();
                    ResponseFrame::new(params, ResponseOpcode::Error, body.clone().into())
                }));
                stage.on_request(Way::Execute, &limited);
                stage.expect(Way::Execute, ErrorKind::RateLimited);
            },
        ),
        offered("nonsense is offered", "SCYLLA_NR_SHARDS", "-7", |stage| {
            stage.expect_any(Way::Query, &[Saw::Answer]);
        }),
        fault("no shards are offered", |stage| {
            let nothing = RequestReaction::forge_response(Arc::new(|request: RequestFrame| {
                let zero = offers(&[("SCYLLA_SHARD", "0".into()), ("SCYLLA_NR_SHARDS", "0".into())]);
                ResponseFrame::forged_supported(request.params, &zero).unwrap()
            }));
            stage.on_requests_to(0, Condition::RequestOpcode(RequestOpcode::Options), nothing);
            stage.on_request(Way::Query, &RequestReaction::drop_connection());
            stage.expect_any(
                Way::Query,
                &[ErrorKind::ConnectionClosed.into(), ErrorKind::NoHostAvailable.into()],
            );
        }),
    ]
}

/// A fault on connections that were made while something was offered.
fn offered(
    name: &'static str,
    option: &'static str,
    value: &'static str,
    run: impl FnOnce(&mut Stage) + Send + 'static,
) -> Trial {
    fault(name, move |stage| {
        let offer = RequestReaction::forge_response(Arc::new(move |request: RequestFrame| {
            ResponseFrame::forged_supported(request.params, &offers(&[(option, value.to_owned())])).unwrap()
        }));
        stage.on_requests_to(0, Condition::RequestOpcode(RequestOpcode::Options), offer);
        // What is offered counts for new connections.
        let once = ours(Way::Query).and(Condition::TrueForLimitedTimes(1));
        stage.on_requests_to(0, once, RequestReaction::drop_connection());
        stage.burst(Way::Query, PATIENCE);
        stage.wait_until_usable();
        run(stage);
    })
}

/// Adds the payload of ScyllaDB to answers, as `{"tablets-routing-v1": bytes}`.
fn with_payload(tablet: Vec<u8>) -> ResponseReaction {
    ResponseReaction::transform_frame(Arc::new(move |mut frame: ResponseFrame| {
        let mut body = vec![0, 1];
        types::write_string("tablets-routing-v1", &mut body).unwrap();
        body.extend_from_slice(&(tablet.len() as i32).to_be_bytes());
        body.extend_from_slice(&tablet);
        body.extend_from_slice(&frame.body);
        frame.body = body.into();
        frame.params.flags |= FLAG_CUSTOM_PAYLOAD;
        frame
    }))
}

/// A tablet of the whole ring: `tuple<bigint, bigint, list<tuple<uuid, int>>>` with a replica per shard.
fn tablet(shards: &[i32]) -> Vec<u8> {
    let cell = |bytes: &[u8]| [&(bytes.len() as i32).to_be_bytes()[..], bytes].concat();
    let replica = |&shard: &i32| cell(&[cell(&[7; 16]), cell(&shard.to_be_bytes())].concat());
    let replicas: Vec<u8> = shards.iter().flat_map(replica).collect();
    let list = [&(shards.len() as i32).to_be_bytes()[..], &replicas].concat();
    [cell(&i64::MIN.to_be_bytes()), cell(&i64::MAX.to_be_bytes()), cell(&list)].concat()
}

/// The port for shards tells the shard by the port that the driver comes from.
fn every_shard_is_connected() {
    let plain = Tap::open(beside(real_node()), real_node());
    let by_shard = beside(real_node());
    let aware = Tap::open((plain.address.ip(), by_shard.port()).into(), real_node());
    for (tap, is_aware) in [(&plain, false), (&aware, true)] {
        let port = by_shard.port();
        tap.tamper(move |answer| {
            let supported = answer.frame[4] == ResponseOpcode::Supported as u8;
            let shard = if is_aware { answer.port % SHARDS } else { 0 };
            supported.then(|| vec![Piece::Bytes(supported_frame(answer.frame, &sharding(shard, port)))])
        });
    }
    let name = "a node with shards gets a connection for each";
    let stage = Stage::open(name.to_owned(), vec![plain.address, aware.address], None, |options| {
        options.contact_points = Some(vec![plain.address.to_string()]);
    });
    let deadline = Instant::now() + Duration::from_secs(20);
    // The first connection, through the plain port, is one of shard 0.
    let others: BTreeSet<u16> = (1..SHARDS).collect();
    loop {
        let shards: BTreeSet<u16> = aware.ports().iter().map(|port| port % SHARDS).collect();
        if shards.is_superset(&others) {
            break;
        }
        assert!(Instant::now() < deadline, "connected shards: {shards:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
    for way in Way::ALL {
        stage.expect_any(way, &[Saw::Answer]);
    }
    stage.end();
}

fn supported_frame(answer: &[u8], offers: &Offers) -> Vec<u8> {
    let mut body = Vec::new();
    types::write_string_multimap(offers, &mut body).unwrap();
    [&answer[..5], &(body.len() as u32).to_be_bytes(), &body].concat()
}
