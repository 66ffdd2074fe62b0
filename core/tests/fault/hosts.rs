//! Faults of one node among several: the others answer in its place, if the request may be repeated.

use std::collections::BTreeSet;
use std::sync::mpsc::channel;

use libtest_mimic::Trial;
use scylla_proxy::{Reaction, RequestReaction};
use unicql_core::policy::SpeculativeExecution;
use unicql_core::{Consistency, ErrorKind, HostChange, HostEvent, Options, Request, RequestOptions};

use crate::matrix::Saw;
use crate::stage::{PATIENCE, Stage, TIMEOUT, Way, fault_of_nodes};

fn repeatable(options: &mut Options) {
    options.idempotent = Some(true);
    any_replica(options);
}

/// The table has its replica in one data center, and any node may be asked for it.
fn any_replica(options: &mut Options) {
    options.consistency = Some(Consistency::One);
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        fault_of_nodes("one node of three is overloaded", repeatable, |stage| {
            stage.on_request_to(0, Way::Query, RequestReaction::forge().overloaded());
            for _ in 0..5 {
                stage.expect_any(Way::Query, &[Saw::Answer]);
            }
        }),
        fault_of_nodes(
            "one node of three is overloaded, and nothing may be repeated",
            |_| (),
            |stage| {
                stage.on_request_to(0, Way::Query, RequestReaction::forge().overloaded());
                let ended: Vec<_> = (0..5)
                    .flat_map(|_| stage.expect_any(Way::Query, &[Saw::Answer, ErrorKind::Overloaded.into()]))
                    .collect();
                let failed: Vec<_> = ended.iter().filter_map(|one| one.outcome.as_ref().err()).collect();
                assert!(
                    !failed.is_empty() && failed.len() < ended.len(),
                    "{} of {}",
                    failed.len(),
                    ended.len()
                );
                assert!(failed.iter().all(|error| error.coordinator() == Some(stage.addresses[0])));
            },
        ),
        fault_of_nodes("every node is overloaded", repeatable, |stage| {
            stage.on_request(Way::Query, &RequestReaction::forge().overloaded());
            for ended in stage.expect(Way::Query, ErrorKind::NoHostAvailable) {
                let error = ended.outcome.unwrap_err();
                let hosts: BTreeSet<_> =
                    error.attempts().iter().map(|attempt| attempt.host.clone()).collect();
                assert_eq!(hosts, stage.addresses.iter().map(ToString::to_string).collect());
                assert!(error.attempts().iter().all(|attempt| attempt.error.kind() == ErrorKind::Overloaded));
            }
        }),
        fault_of_nodes("one node of three cuts its connections", repeatable, |stage| {
            stage.on_request_to(0, Way::Query, RequestReaction::drop_connection());
            for _ in 0..5 {
                stage.expect_any(Way::Query, &[Saw::Answer]);
            }
        }),
        fault_of_nodes("one node of three says nothing, others are asked as well", speculative, |stage| {
            stage.on_request_to(0, Way::Query, RequestReaction::drop_frame());
            for _ in 0..5 {
                stage.expect_any(Way::Query, &[Saw::Answer]);
            }
        }),
        fault_of_nodes("the only node that a request may go to says nothing", repeatable, |stage| {
            stage.on_request_to(0, Way::Query, RequestReaction::drop_frame());
            for ended in stage.send(vec![bound_to(stage, 0)], Way::Query, TIMEOUT) {
                let error = ended.outcome.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::TimedOut);
                assert_eq!(error.coordinator(), Some(stage.addresses[0]));
            }
        }),
        fault_of_nodes(
            "one node of three says nothing until its connections are given up",
            impatient,
            |stage| {
                let (sender, events) = channel();
                let subscription =
                    stage.session.subscribe(move |event| sender.send(event.clone()).unwrap_or_default());
                let address = stage.addresses[0];
                let of_node = |change| {
                    let is_it = |event: HostEvent| (event.host.address, event.change) == (address, change);
                    while !is_it(events.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {change:?}"))) {}
                };
                of_node(HostChange::Up);
                let silent = (0..4).map(|_| bound_to(stage, 0)).collect();
                stage.on_request_to(0, Way::Query, RequestReaction::drop_frame());
                for ended in stage.send(silent, Way::Query, TIMEOUT) {
                    assert_eq!(ended.outcome.unwrap_err().kind(), ErrorKind::TimedOut);
                }
                of_node(HostChange::Down);
                of_node(HostChange::Up);
                drop(subscription);
            },
        ),
    ]
}

/// After more than two requests in a row without an answer, a connection is not trusted any more.
fn impatient(options: &mut Options) {
    repeatable(options);
    options.timeouts_per_connection = Some(2);
}

fn speculative(options: &mut Options) {
    repeatable(options);
    options.speculative_execution = Some(SpeculativeExecution::constant(20, 2));
}

/// A request for one node alone.
fn bound_to(stage: &Stage, node: usize) -> Request {
    let address = stage.addresses[node];
    let hosts = stage.session.hosts();
    let host = hosts.iter().find(|host| host.address == address).expect("the node is known");
    let options = RequestOptions { host: Some(host.id), ..RequestOptions::default() };
    Request { options, ..stage.request(Way::Query) }
}
