//! What a request asks for, so that two that get the same answer are known as the same.

use bytes::{Buf, Bytes};

use crate::frame::{Frame, opcode};

const VALUES: u8 = 0x01;
const SKIP_METADATA: u8 = 0x02;
const PAGE_SIZE: u8 = 0x04;
const PAGING_STATE: u8 = 0x08;
const NAMES: u8 = 0x40;

/// The kind of a RESULT that says that a statement is prepared.
const PREPARED: i32 = 4;

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

/// Whose request it is, and what for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Execute,
    Query,
    Batch,
    Prepare,
    /// A driver reads what it must know about the cluster.
    System,
}

/// A request that can be replayed.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) key: Key,
    pub(crate) purpose: Purpose,
    /// Equal for equal values, whichever driver wrote them.
    pub(crate) values_hash: u64,
}

impl Request {
    /// The text of a statement, or its id.
    pub(crate) fn statement(&self) -> &Bytes {
        &self.key.statement
    }
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
        opcode::PREPARE => prepare(body),
        _ => None,
    }
}

/// Whether what was recorded may be wrong afterwards.
pub(crate) fn changes_schema(frame: &Frame) -> bool {
    let Ok(mut body) = frame.plain_body() else { return false };
    frame.opcode == opcode::QUERY
        && long_bytes(&mut body)
            .is_some_and(|statement| matches!(verb(&statement).as_str(), "create" | "alter" | "drop"))
}

fn execute(mut body: Bytes) -> Option<Request> {
    let statement = short_bytes(&mut body)?;
    parameters(opcode::EXECUTE, Purpose::Execute, statement, body)
}

fn prepare(mut body: Bytes) -> Option<Request> {
    let statement = long_bytes(&mut body)?;
    let key = Key {
        opcode: opcode::PREPARE,
        statement,
        skip_metadata: false,
        page_size: 0,
        paging_state: Bytes::new(),
    };
    Some(Request { key, purpose: Purpose::Prepare, values_hash: NO_VALUE })
}

fn query(mut body: Bytes) -> Option<Request> {
    let statement = long_bytes(&mut body)?;
    let purpose = purpose_of(&statement)?;
    parameters(opcode::QUERY, purpose, statement, body)
}

/// Nothing when the statement is the real server's: what it answers may differ from one time to the next.
fn purpose_of(statement: &[u8]) -> Option<Purpose> {
    let verb = verb(statement);
    if !matches!(verb.as_str(), "select" | "insert" | "update" | "delete") {
        return None;
    }
    if reads_system(statement) {
        return Some(Purpose::System);
    }
    let names_system = String::from_utf8_lossy(statement).to_ascii_lowercase().contains("system");
    (!names_system).then_some(Purpose::Query)
}

/// Whether a statement reads what drivers must know about the cluster.
pub(crate) fn reads_system(statement: &[u8]) -> bool {
    let text = String::from_utf8_lossy(statement).to_ascii_lowercase();
    verb(statement) == "select" && (text.contains("system.") || text.contains("system_schema."))
}

/// The id in the body of an answer that says that a statement is prepared.
pub(crate) fn prepared_id(mut answer: Bytes) -> Option<Bytes> {
    let is_prepared = int(&mut answer)? == PREPARED;
    is_prepared.then(|| short_bytes(&mut answer)).flatten()
}

fn verb(statement: &[u8]) -> String {
    let text = String::from_utf8_lossy(statement);
    text.split_whitespace().next().unwrap_or_default().to_ascii_lowercase()
}

fn parameters(opcode: u8, purpose: Purpose, statement: Bytes, mut body: Bytes) -> Option<Request> {
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
    let key = Key { opcode, statement, skip_metadata, page_size, paging_state };
    Some(Request { key, purpose, values_hash })
}

fn batch(mut body: Bytes) -> Option<Request> {
    byte(&mut body)?;
    let count = short(&mut body)?;
    let mut statement = Bytes::new();
    let mut values_hash = NO_VALUE;
    for _ in 0..count {
        statement = match byte(&mut body)? {
            0 => long_bytes(&mut body)?,
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
    Some(Request { key, purpose: Purpose::Batch, values_hash })
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
    fn what_differs_from_one_time_to_the_next_is_not_replayed() {
        assert!(read(&query("SELECT * FROM system_traces.events", b"", 5)).is_none());
        assert!(read(&query("INSERT INTO system.local (key) VALUES (?)", b"x", 5)).is_none());
        assert!(read(&query("CREATE TABLE t (a int PRIMARY KEY)", b"", 5)).is_none());
        let traced = Frame { flags: 2, ..query("SELECT a", b"x", 5) };
        assert!(read(&traced).is_none());
    }

    #[test]
    fn what_drivers_ask_by_themselves_is_told_from_what_programs_ask() {
        let purpose = |text| read(&query(text, b"", 5)).map(|request| request.purpose);
        assert_eq!(purpose("SELECT * FROM system.local"), Some(Purpose::System));
        assert_eq!(purpose("select * from system_schema.tables"), Some(Purpose::System));
        assert_eq!(purpose("SELECT a FROM t"), Some(Purpose::Query));
    }

    #[test]
    fn statements_are_prepared_by_their_text() {
        let prepare = |text: &str| {
            let mut body = BytesMut::new();
            body.put_i32(text.len() as i32);
            body.put_slice(text.as_bytes());
            read(&frame(opcode::PREPARE, &body)).unwrap().key
        };
        assert_eq!(prepare("SELECT a"), prepare("SELECT a"));
        assert_ne!(prepare("SELECT a"), prepare("SELECT b"));
    }

    #[test]
    fn the_id_of_what_is_prepared_is_found() {
        assert_eq!(prepared_id(Bytes::from_static(b"\0\0\0\x04\0\x02id")).as_deref(), Some(b"id".as_slice()));
        assert_eq!(prepared_id(Bytes::from_static(b"\0\0\0\x02\0\x02id")), None);
        assert!(reads_system(b"SELECT * FROM system_schema.types WHERE keyspace_name = ?"));
    }

    #[test]
    fn a_change_of_the_schema_is_seen() {
        assert!(changes_schema(&query("ALTER TABLE t ADD b int", b"", 5)));
        assert!(!changes_schema(&query("USE t", b"", 5)));
        assert!(!changes_schema(&frame(opcode::PREPARE, b"\0\0\0\x06CREATE")));
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
