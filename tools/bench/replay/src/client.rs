//! One client's connection, and the connection to the real server that belongs to it.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};
use tokio_rustls::TlsAcceptor;

use crate::frame::{COMPRESSED, Frame, opcode};
use crate::recordings::Recordings;
use crate::request::{self, Request};
use crate::stats::Stats;

const RESPONSE_V4: u8 = 0x84;
const READ_LEN: usize = 64 * 1024;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Replay {
    upstream: String,
    latency: Duration,
    pub(crate) recordings: Recordings,
    pub(crate) stats: Stats,
}

impl Replay {
    pub(crate) fn new(upstream: String, latency: Duration) -> Self {
        Replay { upstream, latency, recordings: Recordings::default(), stats: Stats::default() }
    }
}

/// Serves a client until one of both sides closes.
pub(crate) fn spawn(stream: TcpStream, acceptor: Option<TlsAcceptor>, replay: Rc<RefCell<Replay>>) {
    tokio::task::spawn_local(async move {
        let _ = stream.set_nodelay(true);
        let ended = match acceptor {
            None => serve(stream, replay).await,
            Some(acceptor) => match acceptor.accept(stream).await {
                Ok(stream) => serve(stream, replay).await,
                Err(error) => Err(error.to_string()),
            },
        };
        if let Err(error) = ended {
            eprintln!("{error}");
        }
    });
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    replay: Rc<RefCell<Replay>>,
) -> Result<(), String> {
    let address = replay.borrow().upstream.clone();
    let mut upstream = TcpStream::connect(&address).await.map_err(|error| format!("{address}: {error}"))?;
    let _ = upstream.set_nodelay(true);
    let mut client = Client::new(replay);
    let (mut asked, mut answered) = (BytesMut::new(), BytesMut::new());
    loop {
        asked.reserve(READ_LEN);
        answered.reserve(READ_LEN);
        let due = client.held.front().map(|(due, _)| *due);
        let read = tokio::select! {
            read = stream.read_buf(&mut asked) => read,
            read = upstream.read_buf(&mut answered) => read,
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => Ok(1),
        };
        // A client that goes away without a word is a normal end.
        if matches!(read, Ok(0) | Err(_)) {
            return Ok(());
        }
        while let Some(frame) = Frame::take(&mut asked)? {
            client.ask(frame);
        }
        while let Some(frame) = Frame::take(&mut answered)? {
            client.answer(frame);
        }
        client.release();
        if write(&mut stream, &mut client.to_client).await.is_err()
            || write(&mut upstream, &mut client.to_upstream).await.is_err()
        {
            return Ok(());
        }
    }
}

async fn write<S: AsyncWrite + Unpin>(stream: &mut S, out: &mut BytesMut) -> std::io::Result<()> {
    if out.is_empty() {
        return Ok(());
    }
    stream.write_all(out).await?;
    out.clear();
    stream.flush().await
}

/// The state of one connection.
struct Client {
    replay: Rc<RefCell<Replay>>,
    /// Requests that the real server is asked for the first time, by their stream.
    recording: HashMap<u16, Request>,
    /// Answers that wait for their time.
    held: VecDeque<(Instant, Frame)>,
    to_client: BytesMut,
    to_upstream: BytesMut,
}

impl Client {
    fn new(replay: Rc<RefCell<Replay>>) -> Self {
        replay.borrow_mut().stats.connected();
        Client {
            replay,
            recording: HashMap::new(),
            held: VecDeque::new(),
            to_client: BytesMut::new(),
            to_upstream: BytesMut::new(),
        }
    }

    fn ask(&mut self, frame: Frame) {
        if frame.is_of_newer_version() {
            return frame.refusal_of_version().put(&mut self.to_client);
        }
        let replay = &mut *self.replay.borrow_mut();
        let Some(request) = request::read(&frame) else {
            replay.stats.forwarded();
            if request::changes_schema(&frame) {
                replay.recordings.clear();
            }
            return frame.put(&mut self.to_upstream);
        };
        replay.stats.asked(replay.recordings.purpose_of(&request), request.values_hash);
        let Some(recording) = replay.recordings.get(&request) else {
            self.recording.insert(frame.stream, request);
            return frame.put(&mut self.to_upstream);
        };
        // Only a client that compresses its requests is known to understand compressed answers.
        let compressed = frame.flags & COMPRESSED;
        let body: Bytes = if compressed == 0 { &recording.plain } else { &recording.compressed }.clone();
        let answer = Frame {
            version: RESPONSE_V4,
            flags: compressed,
            stream: frame.stream,
            opcode: opcode::RESULT,
            body,
        };
        if replay.latency.is_zero() {
            answer.put(&mut self.to_client);
        } else {
            self.held.push_back((Instant::now() + replay.latency, answer));
        }
    }

    fn answer(&mut self, frame: Frame) {
        if let Some(request) = self.recording.remove(&frame.stream) {
            self.replay.borrow_mut().recordings.keep(request, &frame);
        }
        frame.put(&mut self.to_client);
    }

    /// Gives out the answers whose time has come.
    fn release(&mut self) {
        let now = Instant::now();
        while self.held.front().is_some_and(|(due, _)| *due <= now) {
            if let Some((_, frame)) = self.held.pop_front() {
                frame.put(&mut self.to_client);
            }
        }
    }
}
