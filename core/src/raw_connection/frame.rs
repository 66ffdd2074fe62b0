//! Frames as they travel: a header of nine bytes, what may come with any message, and the message itself
//! (native protocol v4, section 2).

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{Buf, Bytes};
use scylla_cql::frame::request::RequestOpcode;
use scylla_cql::frame::response::ResponseOpcode;
use scylla_cql::frame::{Compression, compress_append, decompress, flag, types};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::error::Extras;
use crate::{CustomPayload, Error, ErrorKind, tls};

const VERSION: u8 = 4;
const RESPONSE: u8 = 0x80;
const HEADER_LEN: usize = 9;

/// The longest body that is believed. A server takes no longer frames by default, and a length that is garbage must
/// not be allocated.
const MAX_BODY_LEN: usize = 256 << 20;

/// What is allocated before any byte of a body is there.
const FIRST_ALLOCATION: usize = 64 << 10;

/// The first byte of a TLS alert, read as the version of a frame.
const TLS_ALERT: u8 = 0x15;

/// A request without its stream id.
pub(super) struct Outgoing {
    pub(super) opcode: RequestOpcode,
    pub(super) body: Vec<u8>,
    pub(super) tracing: bool,
    pub(super) custom_payload: Option<CustomPayload>,
}

impl Outgoing {
    pub(super) fn new(opcode: RequestOpcode, body: Vec<u8>) -> Self {
        Outgoing { opcode, body, tracing: false, custom_payload: None }
    }

    /// Writes the frame for a stream.
    pub(super) fn encode(&self, stream: i16, compression: Option<Compression>) -> Result<Vec<u8>, Error> {
        let mut flags = if self.tracing { flag::TRACING } else { 0 };
        let mut frame = Vec::with_capacity(HEADER_LEN + self.body.len());
        frame.extend_from_slice(&[VERSION, 0]);
        frame.extend_from_slice(&stream.to_be_bytes());
        frame.push(self.opcode as u8);
        frame.extend_from_slice(&[0; 4]);
        let mut content = Vec::new();
        if let Some(payload) = self.custom_payload.as_ref().filter(|payload| !payload.is_empty()) {
            flags |= flag::CUSTOM_PAYLOAD;
            write_payload(payload, &mut content)?;
        }
        content.extend_from_slice(&self.body);
        match compression {
            None => frame.extend_from_slice(&content),
            Some(compression) => {
                flags |= flag::COMPRESSION;
                compress_append(&content, compression, &mut frame).map_err(too_large)?;
            }
        }
        let len = u32::try_from(frame.len() - HEADER_LEN).map_err(too_large)?;
        frame[1] = flags;
        frame[5..HEADER_LEN].copy_from_slice(&len.to_be_bytes());
        Ok(frame)
    }
}

fn write_payload(payload: &HashMap<String, Option<Bytes>>, buffer: &mut Vec<u8>) -> Result<(), Error> {
    let count = u16::try_from(payload.len()).map_err(too_large)?;
    types::write_short(count, buffer);
    for (name, value) in payload {
        types::write_string(name, buffer).map_err(too_large)?;
        types::write_bytes_opt(value.as_ref(), buffer).map_err(too_large)?;
    }
    Ok(())
}

pub(super) fn too_large(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidParameter, format!("the request does not fit the protocol: {error}"))
}

/// A message of the server.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) opcode: ResponseOpcode,
    pub(super) extras: Extras,
    pub(super) body: Bytes,
}

/// Reads one frame.
///
/// # Errors
/// `ConnectionClosed` when the connection ends, `NotCql` when these are no frames of version 4, `BadFrame` for a
/// frame that cannot be. None of them leaves the connection usable.
pub(super) async fn read(
    reader: &mut (impl AsyncRead + Unpin),
    compression: Option<Compression>,
) -> Result<(i16, Answer), Error> {
    let mut header = [0; HEADER_LEN];
    read_header(reader, &mut header).await?;
    let [version, flags, stream_high, stream_low, opcode, ..] = header;
    check_version(version)?;
    let opcode = ResponseOpcode::try_from(opcode).map_err(bad_frame)?;
    let len = u32::from_be_bytes([header[5], header[6], header[7], header[8]]) as usize;
    if len > MAX_BODY_LEN {
        return Err(bad_frame(format_args!("a frame of {len} bytes")));
    }
    let mut body = Vec::with_capacity(len.min(FIRST_ALLOCATION));
    reader.take(len as u64).read_to_end(&mut body).await.map_err(|error| closed(&error))?;
    if body.len() < len {
        let message =
            format!("the server closed the connection {} bytes before the end of a frame", len - body.len());
        return Err(Error::new(ErrorKind::ConnectionClosed, message));
    }
    let (extras, body) = open(flags, body.into(), compression)?;
    Ok((i16::from_be_bytes([stream_high, stream_low]), Answer { opcode, extras, body }))
}

async fn read_header(
    reader: &mut (impl AsyncRead + Unpin),
    header: &mut [u8; HEADER_LEN],
) -> Result<(), Error> {
    let mut filled = 0;
    while filled < HEADER_LEN {
        match reader.read(&mut header[filled..]).await.map_err(|error| closed(&error))? {
            0 => break,
            count => filled += count,
        }
        // What is no frame need not be as long as a header.
        check_version(header[0])?;
    }
    match filled {
        HEADER_LEN => Ok(()),
        0 => Err(Error::new(ErrorKind::ConnectionClosed, "the server closed the connection")),
        _ => {
            let message = "the server closed the connection in the middle of a frame";
            Err(Error::new(ErrorKind::ConnectionClosed, message))
        }
    }
}

fn check_version(version: u8) -> Result<(), Error> {
    if version == RESPONSE | VERSION {
        return Ok(());
    }
    let message = match version {
        TLS_ALERT => "the server does not speak CQL here, or only behind TLS".to_owned(),
        version if version & RESPONSE != 0 && version & !RESPONSE <= 6 => {
            let version = version & !RESPONSE;
            format!("the server speaks protocol version {version}, the driver only version {VERSION}")
        }
        _ => format!("the server does not speak CQL here: a frame starts with byte {version:#04x}"),
    };
    Err(Error::new(ErrorKind::NotCql, message))
}

/// Takes from a body what may come before any message.
fn open(flags: u8, body: Bytes, compression: Option<Compression>) -> Result<(Extras, Bytes), Error> {
    let mut body = body;
    if flags & flag::COMPRESSION != 0 && !body.is_empty() {
        let compression = compression.ok_or_else(|| bad_frame("compressed, which was not agreed on"))?;
        check_uncompressed_len(&body, compression)?;
        body = decompress(&body, compression).map_err(bad_frame)?.into();
    }
    let mut rest = &body[..];
    let mut extras = Extras::default();
    if flags & flag::TRACING != 0 {
        extras.tracing_id = Some(types::read_uuid(&mut rest).map_err(bad_frame)?);
    }
    if flags & flag::WARNING != 0 {
        extras.warnings = types::read_string_list(&mut rest).map_err(bad_frame)?;
    }
    if flags & flag::CUSTOM_PAYLOAD != 0 {
        extras.custom_payload = Some(Arc::new(read_payload(&body, &mut rest)?));
    }
    let taken = body.len() - rest.len();
    body.advance(taken);
    Ok((extras, body))
}

fn read_payload(body: &Bytes, rest: &mut &[u8]) -> Result<HashMap<String, Option<Bytes>>, Error> {
    let mut payload = HashMap::new();
    for _ in 0..types::read_short(rest).map_err(bad_frame)? {
        let name = types::read_string(rest).map_err(bad_frame)?.to_owned();
        let value = types::read_bytes_opt(rest).map_err(bad_frame)?;
        payload.insert(name, value.map(|value| body.slice_ref(value)));
    }
    Ok(payload)
}

/// Both formats start with the length of the content; it is checked before it is allocated.
fn check_uncompressed_len(body: &[u8], compression: Compression) -> Result<(), Error> {
    let len = match compression {
        Compression::Lz4 => body.first_chunk().map_or(0, |&len| u64::from(u32::from_be_bytes(len))),
        Compression::Snappy => snappy_len(body),
    };
    match len > MAX_BODY_LEN as u64 {
        true => Err(bad_frame(format_args!("{len} bytes after decompression"))),
        false => Ok(()),
    }
}

/// Reads a number of seven bits per byte, the lowest first; its last byte has no high bit.
fn snappy_len(body: &[u8]) -> u64 {
    let mut len = 0;
    for (position, byte) in body.iter().take(5).enumerate() {
        len |= u64::from(byte & 0x7F) << (7 * position);
        if byte & 0x80 == 0 {
            break;
        }
    }
    len
}

pub(super) fn closed(error: &std::io::Error) -> Error {
    if let Some(error) = tls::later_error(error) {
        return error;
    }
    Error::new(ErrorKind::ConnectionClosed, format!("the connection broke: {error}"))
}

pub(super) fn bad_frame(why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::BadFrame, format!("a frame of the server cannot be read: {why}"))
}
