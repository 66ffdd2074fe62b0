//! A server that forgets its prepared statements.

use std::sync::Arc;

use libtest_mimic::Trial;
use scylla_proxy::{
    Condition, Reaction, RequestFrame, RequestOpcode, RequestReaction, ResponseFrame, ResponseOpcode,
};
use unicql_core::log::LogEvent;
use unicql_core::{Consistency, ErrorKind, Options};

use crate::matrix::Saw;
use crate::stage::{Way, fault, fault_of_nodes, ours};
use crate::told;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        fault("a statement is forgotten once", |stage| {
            let once = ours(Way::Execute).and(Condition::TrueForLimitedTimes(1));
            told::listen();
            stage.on_requests_to(0, once, unprepared());
            stage.expect(Way::Execute, Saw::Answer);
            let host = stage.addresses[0].to_string();
            told::expect(
                "a statement that was prepared again",
                |event| matches!(event, LogEvent::Reprepared { host: at, id } if *at == host && id.len() == 32),
            );
        }),
        fault("a statement is forgotten again while it is prepared", |stage| {
            // The crate prepares it again once for each try.
            let thrice = ours(Way::Execute).and(Condition::TrueForLimitedTimes(3));
            stage.on_requests_to(0, thrice, unprepared());
            stage.expect(Way::Execute, Saw::Answer);
        }),
        fault("a statement has another id when it is prepared again", |stage| {
            told::listen();
            let once = ours(Way::Execute).and(Condition::TrueForLimitedTimes(1));
            stage.on_requests_to(0, once, unprepared());
            let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, prepare, prepared_as(b"another id"));
            stage.expect_any(Way::Execute, &[Saw::Answer, ErrorKind::Unprepared.into()]);
            let received: String = b"another id".iter().map(|byte| format!("{byte:02x}")).collect();
            told::expect(
                "another id",
                |event| matches!(event, LogEvent::PreparedIdMismatch { received: id, .. } if *id == received),
            );
        }),
        fault_of_nodes("one node of three knows neither a statement nor its table", any_replica, |stage| {
            stage.on_requests_to(0, ours(Way::Execute), unprepared());
            let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, prepare, RequestReaction::forge().invalid());
            for _ in 0..5 {
                stage.expect(Way::Execute, Saw::Answer);
            }
        }),
        fault("the only node knows neither a statement nor its table", |stage| {
            stage.on_requests_to(0, ours(Way::Execute), unprepared());
            let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, prepare, RequestReaction::forge().invalid());
            stage.expect(Way::Execute, ErrorKind::Invalid);
        }),
        fault_of_nodes(
            "one node of three does not answer when a statement is prepared",
            soon_elsewhere,
            |stage| {
                let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
                stage.on_requests_to(0, prepare, RequestReaction::drop_frame());
                let prepared = stage.session.prepare("SELECT v FROM core_fault.t WHERE k = ? LIMIT 7").wait();
                assert!(prepared.is_ok(), "{:?}", prepared.as_ref().as_ref().err());
                stage.expect(Way::Execute, Saw::Answer);
            },
        ),
        fault("a statement of a batch is forgotten once", |stage| {
            let once = ours(Way::Batch).and(Condition::TrueForLimitedTimes(1));
            stage.on_requests_to(0, once, unprepared_in_batch());
            stage.expect(Way::Batch, Saw::Answer);
        }),
        fault("a statement is forgotten each time it is prepared", |stage| {
            stage.on_requests_to(0, ours(Way::Execute), unprepared());
            stage.expect(Way::Execute, ErrorKind::Unprepared);
        }),
        fault("a statement is forgotten, and preparing it again fails", |stage| {
            stage.on_requests_to(0, ours(Way::Execute), unprepared());
            let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, prepare, RequestReaction::forge().overloaded());
            stage.expect_any(Way::Execute, &[ErrorKind::Overloaded.into()]);
        }),
        fault("a statement is forgotten, and preparing it again is never answered", |stage| {
            stage.on_requests_to(0, ours(Way::Execute), unprepared());
            let prepare = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, prepare, RequestReaction::drop_frame());
            stage.expect(Way::Execute, ErrorKind::TimedOut);
        }),
    ]
}

/// The table has its replica in one data center, and any node may be asked for it.
fn any_replica(options: &mut Options) {
    options.consistency = Some(Consistency::One);
}

/// A node is waited for as long as for a connection before another one has to do.
fn soon_elsewhere(options: &mut Options) {
    any_replica(options);
    options.connect_timeout_ms = Some(1_000);
}

/// A RESULT of PREPARE without markers and columns.
fn prepared_as(id: &'static [u8]) -> RequestReaction {
    RequestReaction::forge_response(Arc::new(move |request: RequestFrame| {
        let head = [&4_i32.to_be_bytes()[..], &(id.len() as u16).to_be_bytes(), id].concat();
        let markers = [0_i32.to_be_bytes(), 0_i32.to_be_bytes(), 0_i32.to_be_bytes()].concat();
        let columns = [4_i32.to_be_bytes(), 0_i32.to_be_bytes()].concat();
        let body = [head, markers, columns].concat();
        ResponseFrame::new(request.params.for_response(), ResponseOpcode::Result, body.into())
    }))
}

/// An ERROR frame that says which statement is not known: the one that the EXECUTE begins with.
fn unprepared() -> RequestReaction {
    RequestReaction::forge_response(Arc::new(|request: RequestFrame| {
        let length = usize::from(u16::from_be_bytes([request.body[0], request.body[1]]));
        unknown(&request, &request.body[..2 + length])
    }))
}

/// The same for the first statement of a BATCH: after the kind of the batch, the count and the kind of the statement.
fn unprepared_in_batch() -> RequestReaction {
    RequestReaction::forge_response(Arc::new(|request: RequestFrame| {
        let length = usize::from(u16::from_be_bytes([request.body[4], request.body[5]]));
        unknown(&request, &request.body[4..6 + length])
    }))
}

fn unknown(request: &RequestFrame, id: &[u8]) -> ResponseFrame {
    let body = [&0x2500_i32.to_be_bytes()[..], b"\0\x03why", id].concat();
    ResponseFrame::new(request.params.for_response(), ResponseOpcode::Error, body.into())
}
