//! Frames of protocol v4 (section 2 of its specification), as far as a server that mostly passes them on must know them.

use bytes::{Buf, BufMut, Bytes, BytesMut};

pub(crate) const HEADER_LEN: usize = 9;
pub(crate) const COMPRESSED: u8 = 0x01;
const TRACING: u8 = 0x02;
const CUSTOM_PAYLOAD: u8 = 0x04;
const REQUEST_V4: u8 = 0x04;
const RESPONSE_V4: u8 = 0x84;
/// The largest frame that Cassandra accepts by default.
const BODY_LEN_MAX: usize = 256 << 20;

/// What a frame is for.
pub(crate) mod opcode {
    pub(crate) const ERROR: u8 = 0x00;
    pub(crate) const QUERY: u8 = 0x07;
    pub(crate) const RESULT: u8 = 0x08;
    pub(crate) const PREPARE: u8 = 0x09;
    pub(crate) const EXECUTE: u8 = 0x0a;
    pub(crate) const BATCH: u8 = 0x0d;
}

/// A frame with its body as it came, which may be compressed.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) version: u8,
    pub(crate) flags: u8,
    pub(crate) stream: u16,
    pub(crate) opcode: u8,
    pub(crate) body: Bytes,
}

impl Frame {
    /// Takes the next frame from what was read, or nothing when it is not all there yet.
    pub(crate) fn take(read: &mut BytesMut) -> Result<Option<Frame>, String> {
        if read.len() < HEADER_LEN {
            return Ok(None);
        }
        let len = u32::from_be_bytes([read[5], read[6], read[7], read[8]]) as usize;
        if len > BODY_LEN_MAX {
            return Err(format!("a frame of {len} bytes"));
        }
        if read.len() < HEADER_LEN + len {
            read.reserve(HEADER_LEN + len - read.len());
            return Ok(None);
        }
        let (version, flags) = (read[0], read[1]);
        let stream = u16::from_be_bytes([read[2], read[3]]);
        let opcode = read[4];
        read.advance(HEADER_LEN);
        Ok(Some(Frame { version, flags, stream, opcode, body: read.split_to(len).freeze() }))
    }

    pub(crate) fn put(&self, out: &mut BytesMut) {
        out.reserve(HEADER_LEN + self.body.len());
        out.put_u8(self.version);
        out.put_u8(self.flags);
        out.put_u16(self.stream);
        out.put_u8(self.opcode);
        out.put_u32(self.body.len() as u32);
        out.put_slice(&self.body);
    }

    /// Whether this is a request that may be answered by replay: others want something for themselves.
    pub(crate) fn is_plain_request(&self) -> bool {
        self.version == REQUEST_V4 && self.flags & (TRACING | CUSTOM_PAYLOAD) == 0
    }

    /// Whether the client begins with a version whose frames look different later on.
    pub(crate) fn is_of_newer_version(&self) -> bool {
        self.version & 0x7f > REQUEST_V4
    }

    /// The answer to a version that is not spoken, after which clients come again with v4.
    pub(crate) fn refusal_of_version(&self) -> Frame {
        let text = format!(
            "Invalid or unsupported protocol version ({}); the lowest supported version is 3 and the greatest is 4",
            self.version & 0x7f
        );
        let mut body = BytesMut::new();
        body.put_i32(0x000a);
        body.put_u16(text.len() as u16);
        body.put_slice(text.as_bytes());
        Frame {
            version: RESPONSE_V4,
            flags: 0,
            stream: self.stream,
            opcode: opcode::ERROR,
            body: body.freeze(),
        }
    }

    /// The body as it was before it was compressed with LZ4: its length, then one block.
    pub(crate) fn plain_body(&self) -> Result<Bytes, String> {
        if self.flags & COMPRESSED == 0 {
            return Ok(self.body.clone());
        }
        let (len, block) = self.body.split_first_chunk::<4>().ok_or("a compressed body without a length")?;
        let len = u32::from_be_bytes(*len) as usize;
        if len > BODY_LEN_MAX {
            return Err(format!("a body of {len} bytes"));
        }
        lz4_flex::block::decompress(block, len).map(Bytes::from).map_err(|error| error.to_string())
    }
}

/// A body as a client that asked for LZ4 gets it.
pub(crate) fn compress(body: &[u8]) -> Bytes {
    let mut compressed = BytesMut::with_capacity(body.len() / 2);
    compressed.put_u32(body.len() as u32);
    compressed.put_slice(&lz4_flex::block::compress(body));
    compressed.freeze()
}
