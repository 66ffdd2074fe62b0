//! Frames that are lost, late, or well formed around a broken body.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use libtest_mimic::Trial;
use scylla_proxy::{Reaction, RequestReaction, ResponseFrame, ResponseOpcode, ResponseReaction};
use unicql_core::ErrorKind;

use crate::matrix::Saw;
use crate::stage::{PATIENCE, Stage, TIMEOUT, Way, fault};

/// What may come of a body that is not what the server sent: the error, or rows when the damage looks like data.
const DAMAGED: [Saw; 2] = [Saw::Answer, Saw::Failure("BadFrame")];

/// The crate reserves memory for as many columns as an answer claims to have. More than the machine has ends the process,
/// which no test survives.
const HIGHEST_BYTE_OF_COLUMN_COUNT: usize = 8;

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        fault("requests are lost", |stage| {
            for way in Way::ALL {
                stage.on_request(way, &RequestReaction::drop_frame());
                stage.expect(way, ErrorKind::TimedOut);
            }
        }),
        fault("answers are lost", |stage| {
            stage.on_rows(ResponseReaction::drop_frame());
            stage.expect(Way::Query, ErrorKind::TimedOut);
            stage.expect(Way::Execute, ErrorKind::TimedOut);
        }),
        fault("answers are late, but not too late", |stage| {
            stage.on_rows(ResponseReaction::delay(Duration::from_millis(200)));
            stage.expect(Way::Query, Saw::Answer);
        }),
        fault("answers come after the timeout", |stage| {
            stage.on_rows(ResponseReaction::delay(TIMEOUT + Duration::from_millis(200)));
            stage.expect(Way::Query, ErrorKind::TimedOut);
            stage.calm();
            // The late answers belong to nobody, least of all to these requests.
            std::thread::sleep(Duration::from_millis(300));
            stage.expect(Way::Query, Saw::Answer);
        }),
        fault("answers of another kind come instead of rows", |stage| {
            for opcode in [
                ResponseOpcode::Ready,
                ResponseOpcode::Authenticate,
                ResponseOpcode::Supported,
                ResponseOpcode::Event,
                ResponseOpcode::AuthChallenge,
                ResponseOpcode::AuthSuccess,
            ] {
                stage.on_rows(changed(move |frame| frame.opcode = opcode));
                for way in [Way::Query, Way::Execute] {
                    stage.expect(way, ErrorKind::BadFrame);
                }
            }
        }),
        fault("the body of rows is empty", |stage| {
            stage.on_rows(changed(|frame| frame.body = Bytes::new()));
            stage.expect(Way::Query, ErrorKind::BadFrame);
            stage.expect(Way::Execute, ErrorKind::BadFrame);
        }),
        fault("the body of rows ends too early, at every byte", |stage| {
            each_length(stage, Way::Query);
            each_length(stage, Way::Execute);
        }),
        fault("more bytes follow the rows", |stage| {
            stage.on_rows(changed(|frame| frame.body = [&frame.body[..], b"more"].concat().into()));
            stage.expect_any(Way::Query, &DAMAGED);
        }),
        fault("the rows count to two thousand million", |stage| {
            // In answers to EXECUTE, the count stands before the one cell: its length, `core_fault`.
            stage.on_rows(changed(|frame| {
                let mut body = frame.body.to_vec();
                let count = body.len() - "core_fault".len() - 8;
                body[count..count + 4].copy_from_slice(&i32::MAX.to_be_bytes());
                frame.body = body.into();
            }));
            for ended in stage.expect_any(Way::Execute, &DAMAGED) {
                let rows = ended.outcome.map_or(0, |page| page.iter().take(10).count());
                assert!(rows <= 10);
            }
        }),
    ];
    trials.extend([(Way::Query, 4), (Way::Execute, 4)].map(|(way, parts)| {
        fault(format!("a bit of the body is flipped, each one ({way:?})"), move |stage| {
            each_bit(stage, way, parts);
        })
    }));
    trials
}

fn changed(change: impl Fn(&mut ResponseFrame) + Send + Sync + 'static) -> ResponseReaction {
    ResponseReaction::transform_frame(Arc::new(move |mut frame| {
        change(&mut frame);
        frame
    }))
}

/// Answers, the next one shorter by a byte than the one before, until nothing is left.
fn each_length(stage: &mut Stage, way: Way) {
    let length = Arc::new(AtomicUsize::new(0));
    let longest = Arc::new(AtomicUsize::new(usize::MAX));
    let (next, known) = (Arc::clone(&length), Arc::clone(&longest));
    stage.on_rows(changed(move |frame| {
        known.store(frame.body.len(), Ordering::SeqCst);
        let end = next.fetch_add(1, Ordering::SeqCst);
        frame.body.truncate(end);
    }));
    while length.load(Ordering::SeqCst) < longest.load(Ordering::SeqCst) {
        let burst = stage.expect_any(way, &DAMAGED);
        for ended in burst {
            if let Ok(page) = ended.outcome {
                assert!(page.iter().count() <= page.row_count);
            }
        }
    }
}

/// Answers with one bit flipped, the next one in each.
fn each_bit(stage: &mut Stage, way: Way, step: usize) {
    let bit = Arc::new(AtomicUsize::new(0));
    let bits = Arc::new(AtomicUsize::new(usize::MAX));
    let (next, known) = (Arc::clone(&bit), Arc::clone(&bits));
    stage.on_rows(changed(move |frame| {
        known.store(frame.body.len() * 8, Ordering::SeqCst);
        let position = next.fetch_add(1, Ordering::SeqCst) % (frame.body.len() * 8);
        let mut body = frame.body.to_vec();
        if position / 8 != HIGHEST_BYTE_OF_COLUMN_COUNT {
            body[position / 8] ^= 1 << (position % 8);
        }
        frame.body = body.into();
    }));
    while bit.load(Ordering::SeqCst) < bits.load(Ordering::SeqCst) {
        for ended in (0..step).flat_map(|_| stage.burst(way, PATIENCE)) {
            let seen = Saw::of(&ended.outcome);
            // A flipped bit makes the rows a change to a keyspace without a name.
            let renamed = seen == Saw::from(ErrorKind::Invalid);
            assert!(renamed || DAMAGED.contains(&seen), "{seen}: {:?}", ended.outcome.as_ref().err());
            if let Ok(page) = ended.outcome {
                assert!(page.iter().take(10).count() <= page.row_count);
            }
        }
    }
}
