//! A server that answers as a test wants.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(super) const ERROR: u8 = 0x00;
pub(super) const READY: u8 = 0x02;
pub(super) const SUPPORTED: u8 = 0x06;
pub(super) const QUERY: u8 = 0x07;
pub(super) const RESULT: u8 = 0x08;
pub(super) const EVENT: u8 = 0x0C;

pub(super) const TRACING: u8 = 0x02;
pub(super) const PAYLOAD: u8 = 0x04;
pub(super) const WARNING: u8 = 0x08;

pub(super) const VOID: &[u8] = &[0, 0, 0, 1];

/// A request as the server reads it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) stream: i16,
    pub(super) flags: u8,
    pub(super) opcode: u8,
    pub(super) body: Vec<u8>,
}

impl Asked {
    pub(super) fn answer(&self, opcode: u8, flags: u8, body: &[u8]) -> Vec<u8> {
        frame(self.stream, opcode, flags, body)
    }
}

pub(super) fn frame(stream: i16, opcode: u8, flags: u8, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x84, flags];
    frame.extend_from_slice(&stream.to_be_bytes());
    frame.push(opcode);
    frame.extend_from_slice(&u32::try_from(body.len()).unwrap().to_be_bytes());
    frame.extend_from_slice(body);
    frame
}

pub(super) async fn read(tcp: &mut TcpStream) -> Option<Asked> {
    let mut header = [0; 9];
    tcp.read_exact(&mut header).await.ok()?;
    let len = u32::from_be_bytes(header[5..].try_into().unwrap());
    let mut body = vec![0; len as usize];
    tcp.read_exact(&mut body).await.ok()?;
    let stream = i16::from_be_bytes([header[2], header[3]]);
    Some(Asked { stream, flags: header[1], opcode: header[4], body })
}

/// Starts a server that lets everybody in and answers what comes then; an answer that is empty closes the connection,
/// after what came with it.
pub(super) async fn server(mut answer: impl FnMut(Asked) -> Option<Vec<u8>> + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.unwrap();
        while let Some(asked) = read(&mut tcp).await {
            let bytes = match asked.opcode {
                0x05 => Some(asked.answer(SUPPORTED, 0, &[0, 0])),
                0x01 | 0x0B => Some(asked.answer(READY, 0, &[])),
                _ => answer(asked),
            };
            let Some(bytes) = bytes else { continue };
            let ends = bytes.is_empty() || bytes.ends_with(END);
            let bytes = bytes.strip_suffix(END).unwrap_or(&bytes);
            let _ = tcp.write_all(bytes).await;
            if ends {
                return;
            }
        }
    });
    address
}

/// At the end of an answer, it closes the connection.
pub(super) const END: &[u8] = b"<the connection ends here>";
