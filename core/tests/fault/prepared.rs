//! A server that forgets its prepared statements.

use std::sync::Arc;

use libtest_mimic::Trial;
use scylla_proxy::{
    Condition, Reaction, RequestFrame, RequestOpcode, RequestReaction, ResponseFrame, ResponseOpcode,
};
use unicql_core::ErrorKind;

use crate::matrix::Saw;
use crate::stage::{Way, fault, ours};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        fault("a statement is forgotten once", |stage| {
            let once = ours(Way::Execute).and(Condition::TrueForLimitedTimes(1));
            stage.on_requests_to(0, once, unprepared());
            stage.expect(Way::Execute, Saw::Answer);
        }),
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
