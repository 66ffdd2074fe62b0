//! What a request asks for, so that two that get the same answer are known as the same.

use bytes::{Buf, Bytes};

use crate::frame::{Frame, opcode};

const VALUES: u8 = 0x01;
const SKIP_METADATA: u8 = 0x02;
const PAGE_SIZE: u8 = 0x04;
const PAGING_STATE: u8 = 0x08;
const NAMES: u8 = 0x40;

const NO_VALUE: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// What decides about the answer to a request, but for its values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    opcode: u8,
    statement: Bytes,
    skip_metadata: bool,
    page_size: i32,
    paging_state: Bytes,
}

/// A request that can be replayed.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) key: Key,
    /// Equal for equal values, whichever driver wrote them.
    pub(crate) values_hash: u64,
}

/// Reads a request; nothing when it must go to the real server.
pub(crate) fn read(frame: &Frame) -> Option<Request> {
    if !frame.is_plain_request() {
        return None;
    }
    let body = frame.plain_body().ok()?;
    match frame.opcode {
        opcode::EXECUTE => execute(body),
        opcode::QUERY => query(body),
        opcode::BATCH => batch(body),
        _ => None,
    }
}

fn execute(mut body: Bytes) -> Option<Request> {
    let statement = short_bytes(&mut body)?;
    parameters(opcode::EXECUTE, statement, body)
}

fn query(mut body: Bytes) -> Option<Request> {
    let len = usize::try_from(int(&mut body)?).ok()?;
    let statement = take(&mut body, len)?;
    if !changes_or_reads_rows(&statement) {
        return None;
    }
    parameters(opcode::QUERY, statement, body)
}

/// System tables and changes of the schema are the real server's.
fn changes_or_reads_rows(statement: &[u8]) -> bool {
    let text = String::from_utf8_lossy(statement).to_ascii_lowercase();
    let verb = text.split_whitespace().next().unwrap_or_default();
    matches!(verb, "select" | "insert" | "update" | "delete") && !text.contains("system")
}

fn parameters(opcode: u8, statement: Bytes, mut body: Bytes) -> Option<Request> {
    short(&mut body)?;
    let flags = byte(&mut body)?;
    let mut values_hash = NO_VALUE;
    if flags & VALUES != 0 {
        values_hash = values(&mut body, flags & NAMES != 0, values_hash)?;
    }
    let page_size = if flags & PAGE_SIZE != 0 { int(&mut body)? } else { 0 };
    let paging_state = if flags & PAGING_STATE != 0 { long_bytes(&mut body)? } else { Bytes::new() };
    // What follows is when and how strictly, which the answer does not show.
    let skip_metadata = flags & SKIP_METADATA != 0;
    Some(Request { key: Key { opcode, statement, skip_metadata, page_size, paging_state }, values_hash })
}

fn batch(mut body: Bytes) -> Option<Request> {
    byte(&mut body)?;
    let count = short(&mut body)?;
    let mut statement = Bytes::new();
    let mut values_hash = NO_VALUE;
    for _ in 0..count {
        statement = match byte(&mut body)? {
            0 => {
                let len = usize::try_from(int(&mut body)?).ok()?;
                take(&mut body, len)?
            }
            _ => short_bytes(&mut body)?,
        };
        values_hash = values(&mut body, false, values_hash)?;
    }
    let key = Key {
        opcode: opcode::BATCH,
        statement,
        skip_metadata: false,
        page_size: 0,
        paging_state: Bytes::new(),
    };
    Some(Request { key, values_hash })
}

/// FNV-1a over the values, each with its length.
fn values(body: &mut Bytes, named: bool, mut hash: u64) -> Option<u64> {
    for _ in 0..short(body)? {
        if named {
            short_bytes(body)?;
        }
        let len = int(body)?;
        let value = if len < 0 { Bytes::new() } else { take(body, usize::try_from(len).ok()?)? };
        for byte in len.to_be_bytes().iter().chain(value.iter()) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }
    Some(hash)
}

fn take(body: &mut Bytes, len: usize) -> Option<Bytes> {
    (body.len() >= len).then(|| body.split_to(len))
}

fn byte(body: &mut Bytes) -> Option<u8> {
    (!body.is_empty()).then(|| body.get_u8())
}

fn short(body: &mut Bytes) -> Option<u16> {
    (body.len() >= 2).then(|| body.get_u16())
}

fn int(body: &mut Bytes) -> Option<i32> {
    (body.len() >= 4).then(|| body.get_i32())
}

fn short_bytes(body: &mut Bytes) -> Option<Bytes> {
    let len = short(body)?;
    take(body, len.into())
}

fn long_bytes(body: &mut Bytes) -> Option<Bytes> {
    let len = usize::try_from(int(body)?).ok()?;
    take(body, len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::{BufMut, BytesMut};

    fn frame(opcode: u8, body: &[u8]) -> Frame {
        Frame { version: 4, flags: 0, stream: 7, opcode, body: Bytes::copy_from_slice(body) }
    }

    /// A QUERY with one value, at a consistency, and with a timestamp at its end.
    fn query(text: &str, value: &[u8], page_size: i32) -> Frame {
        let mut body = BytesMut::new();
        body.put_i32(text.len() as i32);
        body.put_slice(text.as_bytes());
        body.put_u16(1);
        body.put_u8(VALUES | PAGE_SIZE | 0x20);
        body.put_u16(1);
        body.put_i32(value.len() as i32);
        body.put_slice(value);
        body.put_i32(page_size);
        body.put_i64(42);
        frame(opcode::QUERY, &body)
    }

    #[test]
    fn values_have_no_part_in_the_key() {
        let (a, b) = (read(&query("SELECT a", b"x", 5)).unwrap(), read(&query("SELECT a", b"y", 5)).unwrap());
        assert_eq!(a.key, b.key);
        assert_ne!(a.values_hash, b.values_hash);
    }

    #[test]
    fn page_size_has_a_part_in_the_key() {
        let (a, b) = (read(&query("SELECT a", b"x", 5)).unwrap(), read(&query("SELECT a", b"x", 6)).unwrap());
        assert_ne!(a.key, b.key);
    }

    #[test]
    fn system_tables_schema_and_what_is_traced_are_not_replayed() {
        assert!(read(&query("SELECT * FROM system.local", b"", 5)).is_none());
        assert!(read(&query("CREATE TABLE t (a int PRIMARY KEY)", b"", 5)).is_none());
        let traced = Frame { flags: 2, ..query("SELECT a", b"x", 5) };
        assert!(read(&traced).is_none());
    }

    #[test]
    fn a_request_that_is_cut_off_is_not_replayed() {
        let whole = query("SELECT a", b"x", 5).body;
        // The timestamp at the end is not read.
        for len in 0..whole.len() - 8 {
            assert!(read(&frame(opcode::QUERY, &whole[..len])).is_none(), "{len} bytes");
        }
    }
}
