//! Bytes that are wrong below the frame: broken headers, and answers that end in the middle or come in pieces.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use libtest_mimic::Trial;
use unicql_core::ErrorKind;

use crate::matrix::Saw;
use crate::stage::{NEEDLE, Stage, Way, beside, real_node};
use crate::tap::{Piece, Tap};

/// What may come of a header that lies. A request that the lie is about is not answered by what follows. A flipped bit
/// makes rows an error with a code that does not exist.
const CONFUSED: [Saw; 6] = [
    Saw::Answer,
    Saw::Failure("BadFrame"),
    Saw::Failure("ConnectionClosed"),
    Saw::Failure("NoHostAvailable"),
    Saw::Failure("TimedOut"),
    Saw::Failure("OtherServer"),
];

const HEADER: [(&str, std::ops::Range<usize>); 5] =
    [("version", 0..1), ("flags", 1..2), ("stream", 2..4), ("opcode", 4..5), ("length", 5..9)];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = HEADER.into_iter().flat_map(flipped).collect();
    trials.extend([
        tapped("the answer is cut at every byte of its header, and in its body", |stage, tap| {
            for length in (0..10).chain([20]) {
                tap.tamper(rows(move |frame| vec![Piece::Bytes(frame[..length].to_vec()), Piece::Cut]));
                stage.expect_any(Way::Query, &CONFUSED[2..4]);
                tap.calm();
                stage.recover();
            }
        }),
        tapped("the answer stops in the middle of its header", |stage, tap| {
            tap.tamper(rows(|frame| vec![Piece::Bytes(frame[..5].to_vec()), Piece::Silence]));
            stage.expect(Way::Query, ErrorKind::TimedOut);
            tap.calm();
        }),
        tapped("the answer stops in the middle of its body", |stage, tap| {
            tap.tamper(rows(|frame| vec![Piece::Bytes(frame[..20].to_vec()), Piece::Silence]));
            stage.expect(Way::Query, ErrorKind::TimedOut);
            tap.calm();
        }),
        tapped("the answer comes in pieces of one byte", |stage, tap| {
            tap.tamper(rows(|frame| {
                let bytes = frame.iter();
                bytes.flat_map(|&byte| [Piece::Bytes(vec![byte]), Piece::Pause(Duration::ZERO)]).collect()
            }));
            stage.expect(Way::Query, Saw::Answer);
        }),
        tapped("the answer comes twice", |stage, tap| {
            tap.tamper(rows(|frame| vec![Piece::Bytes(frame.to_vec()), Piece::Bytes(frame.to_vec())]));
            stage.expect_any(Way::Query, &CONFUSED);
            tap.calm();
        }),
        tapped("an answer for a stream that nobody waits on comes first", |stage, tap| {
            tap.tamper(rows(|frame| {
                let mut stray = frame.to_vec();
                stray[2..4].copy_from_slice(&0x7000_u16.to_be_bytes());
                vec![Piece::Bytes(stray), Piece::Bytes(frame.to_vec())]
            }));
            stage.expect_any(Way::Query, &CONFUSED);
            tap.calm();
        }),
        tapped("an event that nobody registered for comes first", |stage, tap| {
            tap.tamper(rows(|frame| {
                let event = b"\x84\0\xff\xff\x0c\0\0\0\x04junk".to_vec();
                vec![Piece::Bytes(event), Piece::Bytes(frame.to_vec())]
            }));
            stage.expect_any(Way::Query, &CONFUSED);
            tap.calm();
        }),
        tapped("the answer claims two thousand million bytes", |stage, tap| {
            tap.tamper(rows(|frame| {
                let mut long = frame.to_vec();
                long[5..9].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes());
                vec![Piece::Bytes(long)]
            }));
            stage.expect_any(Way::Query, &CONFUSED[1..]);
            tap.calm();
        }),
        tapped("the node speaks another protocol from now on", |stage, tap| {
            tap.tamper(rows(|_| vec![Piece::Bytes(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())]));
            stage.expect_any(Way::Query, &CONFUSED[1..]);
            tap.calm();
        }),
    ]);
    trials
}

/// One test per byte of a field of the header. Each flips every bit of it, one in each round.
fn flipped((field, bytes): (&'static str, std::ops::Range<usize>)) -> Vec<Trial> {
    let name = move |byte: usize| format!("a bit of the header is flipped: {field}, byte {byte}");
    let trial = |byte: usize| {
        // Every bit of the upper bytes of the length claims more than ever comes.
        let bits = if matches!(byte, 5..7) { 6..8 } else { 0..8 };
        tapped(name(byte), move |stage, tap| {
            for bit in bits.clone() {
                let first = AtomicBool::new(true);
                tap.tamper(rows(move |frame| {
                    let mut broken = frame.to_vec();
                    // The first answer alone: the others show what it does to those that share its connection.
                    if first.swap(false, Ordering::SeqCst) {
                        broken[byte] ^= 1 << bit;
                    }
                    vec![Piece::Bytes(broken)]
                }));
                stage.expect_any(Way::Query, &CONFUSED);
                tap.calm();
                stage.recover();
            }
        })
    };
    bytes.map(trial).collect()
}

/// Changes answers that carry rows of the tests.
fn rows(
    mut change: impl FnMut(&[u8]) -> Vec<Piece> + Send + 'static,
) -> impl FnMut(&crate::tap::Answer<'_>) -> Option<Vec<Piece>> + Send + 'static {
    move |answer| answer.contains(NEEDLE).then(|| change(answer.frame))
}

fn tapped(name: impl Into<String>, run: impl FnOnce(&mut Stage, &Tap) + Send + 'static) -> Trial {
    let name = name.into();
    Trial::test(name.clone(), move || {
        let tap = Arc::new(Tap::open(beside(real_node()), real_node()));
        let mut stage = Stage::open(name, vec![tap.address], None, |_| ());
        run(&mut stage, &tap);
        tap.calm();
        stage.end();
        Ok(())
    })
}
