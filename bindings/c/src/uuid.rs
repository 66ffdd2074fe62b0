//! UUIDs: generated, taken apart, written and read.

use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::CassError;
use crate::ptr::{Buffer, Out};
use crate::types::Uuid;

/// From the start of the Gregorian calendar to 1970, in units of 100 ns.
const EPOCH_OFFSET: u64 = 0x01B2_1DD2_1381_4000;
/// 100 ns units in a millisecond.
const UNITS_PER_MS: u64 = 10_000;
const TIME_MASK: u64 = 0x0FFF_FFFF_FFFF_FFFF;
const VARIANT: u64 = 0x8000_0000_0000_0000;
const NODE_MASK: u64 = 0x0000_FFFF_FFFF_FFFF;
/// Marks a node that is not the address of a network card.
const MULTICAST: u64 = 0x0000_0100_0000_0000;
/// The least and greatest clock sequence and node in the order of Cassandra, which compares signed bytes.
const LEAST: u64 = 0x8080_8080_8080_8080;
const GREATEST: u64 = 0x7F7F_7F7F_7F7F_7F7F;

/// A generator.
#[derive(Debug)]
pub(crate) struct UuidGen {
    clock_seq_and_node: u64,
    last: Mutex<u64>,
}

impl UuidGen {
    fn with_node(node: u64) -> Self {
        let clock_seq = rand::random::<u64>() & 0x3FFF;
        UuidGen { clock_seq_and_node: VARIANT | clock_seq << 48 | node, last: Mutex::new(0) }
    }

    /// The present time, or a unit after the last one that was given.
    fn tick(&self) -> u64 {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = EPOCH_OFFSET + (since_epoch.as_nanos() / 100) as u64;
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *last = now.max(*last + 1);
        *last
    }
}

fn versioned(bits: u64, version: u64) -> u64 {
    bits & TIME_MASK | version << 60
}

fn from_ms(ms: u64) -> u64 {
    versioned(ms.wrapping_mul(UNITS_PER_MS).wrapping_add(EPOCH_OFFSET), 1)
}

/// Generates a version 4 UUID.
pub(crate) fn random() -> Uuid {
    Uuid {
        time_and_version: versioned(rand::random(), 4),
        clock_seq_and_node: rand::random::<u64>() & !(0b11 << 62) | VARIANT,
    }
}

pub(crate) fn gen_new() -> Option<Box<UuidGen>> {
    Some(Box::new(UuidGen::with_node(rand::random::<u64>() & NODE_MASK | MULTICAST)))
}

pub(crate) fn gen_new_with_node(node: u64) -> Option<Box<UuidGen>> {
    Some(Box::new(UuidGen::with_node(node & NODE_MASK)))
}

pub(crate) fn gen_time(generator: &UuidGen, out: Out<'_, Uuid>) {
    let time_and_version = versioned(generator.tick(), 1);
    out.set(Uuid { time_and_version, clock_seq_and_node: generator.clock_seq_and_node });
}

pub(crate) fn gen_random(_: &UuidGen, out: Out<'_, Uuid>) {
    out.set(random());
}

pub(crate) fn gen_from_time(generator: &UuidGen, timestamp: u64, out: Out<'_, Uuid>) {
    let clock_seq_and_node = generator.clock_seq_and_node;
    out.set(Uuid { time_and_version: from_ms(timestamp), clock_seq_and_node });
}

pub(crate) fn min_from_time(time: u64, out: Out<'_, Uuid>) {
    out.set(Uuid { time_and_version: from_ms(time), clock_seq_and_node: LEAST });
}

pub(crate) fn max_from_time(time: u64, out: Out<'_, Uuid>) {
    out.set(Uuid { time_and_version: from_ms(time), clock_seq_and_node: GREATEST });
}

pub(crate) fn timestamp(uuid: Uuid) -> u64 {
    (uuid.time_and_version & TIME_MASK).wrapping_sub(EPOCH_OFFSET) / UNITS_PER_MS
}

pub(crate) fn version(uuid: Uuid) -> u8 {
    (uuid.time_and_version >> 60) as u8
}

/// Writes a UUID as 36 characters.
pub(crate) fn text(uuid: Uuid) -> String {
    let hex: String = uuid.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

pub(crate) fn string(uuid: Uuid, output: Buffer<'_, 37>) {
    output.write(&text(uuid));
}

pub(crate) fn from_string(text: Option<&[u8]>, out: Out<'_, Uuid>) -> CassError {
    match text.and_then(parse) {
        Some(uuid) => {
            out.set(uuid);
            CassError::OK
        }
        None => CassError::LIB_BAD_PARAMS,
    }
}

/// Reads 36 characters. A hyphen may stand before any byte, as the legacy driver had it.
fn parse(text: &[u8]) -> Option<Uuid> {
    if text.len() != 36 {
        return None;
    }
    let mut bytes = [0; 16];
    let mut rest = text;
    for byte in &mut bytes {
        rest = rest.strip_prefix(b"-").unwrap_or(rest);
        let (pair, tail) = rest.split_at_checked(2)?;
        let digit = |at: usize| char::from(pair[at]).to_digit(16);
        *byte = (digit(0)? << 4 | digit(1)?) as u8;
        rest = tail;
    }
    Some(Uuid::from_bytes(bytes))
}
