//! Every error that a server can answer with: its kind, its fields, its text and its host must arrive.

use std::sync::Arc;

use libtest_mimic::Trial;
use scylla_proxy::{Reaction, RequestFrame, RequestReaction, ResponseFrame, ResponseOpcode};
use unicql_core::{Consistency, Error, ErrorFields, ErrorKind};

use crate::matrix::Saw;
use crate::stage::{Way, fault};

/// The text of every error of these tests, which has to arrive unchanged.
const TEXT: &str = "why it failed: größer als 2³¹";

struct Forged {
    code: i32,
    /// What the protocol adds for the code.
    more: &'static [u8],
    kind: ErrorKind,
    fields: ErrorFields,
}

/// Native protocol v4, section 9. An error that the protocol does not know has only its code.
fn every_error() -> Vec<Forged> {
    let replicas = |received, required| ErrorFields {
        consistency: Some(Consistency::Quorum),
        received: Some(received),
        required: Some(required),
        ..ErrorFields::default()
    };
    let plain = |kind: ErrorKind| Forged {
        code: kind.server_code().unwrap(),
        more: b"",
        kind,
        fields: ErrorFields::default(),
    };
    let with = |kind: ErrorKind, more: &'static [u8], fields| Forged { more, fields, ..plain(kind) };
    vec![
        plain(ErrorKind::Server),
        plain(ErrorKind::Protocol),
        plain(ErrorKind::BadCredentials),
        with(
            ErrorKind::Unavailable,
            b"\0\x04\0\0\0\x02\0\0\0\x01",
            ErrorFields { received: None, alive: Some(1), ..replicas(0, 2) },
        ),
        plain(ErrorKind::Overloaded),
        plain(ErrorKind::IsBootstrapping),
        plain(ErrorKind::Truncate),
        with(
            ErrorKind::WriteTimeout,
            b"\0\x04\0\0\0\x01\0\0\0\x02\0\x07COUNTER",
            ErrorFields { write_type: Some("COUNTER".into()), ..replicas(1, 2) },
        ),
        with(
            ErrorKind::WriteTimeout,
            b"\0\x04\0\0\0\x01\0\0\0\x02\0\x06FUTURE",
            ErrorFields { write_type: Some("FUTURE".into()), ..replicas(1, 2) },
        ),
        with(
            ErrorKind::ReadTimeout,
            b"\0\x04\0\0\0\x01\0\0\0\x02\x01",
            ErrorFields { data_present: Some(true), ..replicas(1, 2) },
        ),
        with(
            ErrorKind::ReadFailure,
            b"\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\x03\0",
            ErrorFields { failures: Some(3), data_present: Some(false), ..replicas(1, 2) },
        ),
        with(
            ErrorKind::FunctionFailure,
            b"\0\x02ks\0\x01f\0\x02\0\x03int\0\x04text",
            ErrorFields {
                keyspace: Some("ks".into()),
                function: Some("f".into()),
                arg_types: Some(vec!["int".into(), "text".into()]),
                ..ErrorFields::default()
            },
        ),
        with(
            ErrorKind::WriteFailure,
            b"\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\x03CAS",
            ErrorFields { failures: Some(3), write_type: Some("CAS".into()), ..replicas(1, 2) },
        ),
        plain(ErrorKind::CdcWriteFailure),
        plain(ErrorKind::CasWriteUnknown),
        plain(ErrorKind::Syntax),
        plain(ErrorKind::Unauthorized),
        plain(ErrorKind::Invalid),
        plain(ErrorKind::Config),
        with(
            ErrorKind::AlreadyExists,
            b"\0\x02ks\0\x01t",
            ErrorFields { keyspace: Some("ks".into()), table: Some("t".into()), ..ErrorFields::default() },
        ),
        Forged { code: 0x7777, more: b"", kind: ErrorKind::OtherServer, fields: ErrorFields::default() },
    ]
}

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = every_error().into_iter().map(arrives).collect();
    trials.push(fault("the body of an ERROR ends too early, at every byte", |stage| {
        let whole = body(0x1500, b"\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\x03CAS");
        for length in 0..whole.len() {
            stage.calm();
            stage.on_request(Way::Query, &answer(whole[..length].to_vec()));
            stage.expect(Way::Query, ErrorKind::BadFrame);
        }
    }));
    trials.push(fault("the text of an ERROR is not UTF-8", |stage| {
        stage.on_request(Way::Query, &answer(b"\0\0\0\0\0\x02\xff\xfe".to_vec()));
        stage.expect(Way::Query, ErrorKind::BadFrame);
    }));
    trials.push(fault("an ERROR has a consistency that nobody knows", |stage| {
        stage.on_request(Way::Query, &answer(body(0x1000, b"\x7f\xff\0\0\0\x02\0\0\0\x01")));
        stage.expect(Way::Query, ErrorKind::BadFrame);
    }));
    trials
}

fn arrives(forged: Forged) -> Trial {
    fault(format!("ERROR 0x{:04X} {}", forged.code, forged.kind.name()), move |stage| {
        let reaction = answer(body(forged.code, forged.more));
        for way in Way::ALL {
            stage.on_request(way, &reaction);
            // An error that sends the request to the next host, where there is none, is that of the only attempt.
            let allowed = [Saw::from(forged.kind), ErrorKind::NoHostAvailable.into()];
            for ended in stage.expect_any(way, &allowed) {
                let (error, host) = last_attempt(&ended.outcome.unwrap_err());
                assert_eq!((error.kind(), error.server_code()), (forged.kind, Some(forged.code)));
                assert_eq!(error.message(), TEXT);
                assert_eq!(error.fields(), &forged.fields);
                assert_eq!(host, Some(stage.addresses[0].to_string()), "{way:?}");
            }
        }
    })
}

/// The error of a request, or of its only attempt, and the host that it came from.
fn last_attempt(error: &Error) -> (Error, Option<String>) {
    match error.attempts() {
        [] => (error.clone(), error.coordinator().map(|host| host.to_string())),
        [only] => (only.error.clone(), Some(only.host.clone())),
        several => panic!("{} attempts on one host", several.len()),
    }
}

fn body(code: i32, more: &[u8]) -> Vec<u8> {
    let length = u16::try_from(TEXT.len()).unwrap();
    [&code.to_be_bytes()[..], &length.to_be_bytes(), TEXT.as_bytes(), more].concat()
}

fn answer(body: Vec<u8>) -> RequestReaction {
    RequestReaction::forge_response(Arc::new(move |request: RequestFrame| {
        let params = request.params.for_response();
        ResponseFrame::new(params, ResponseOpcode::Error, body.clone().into())
    }))
}
