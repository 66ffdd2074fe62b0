//! The one task of a connection: it reads, writes and probes until the connection ends, and then tells everybody why.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use scylla_cql::frame::Compression;
use scylla_cql::frame::request::RequestOpcode;
use scylla_cql::frame::response::ResponseOpcode;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::Signals;
use super::frame::{self, Answer, Outgoing, closed};
use super::handshake::Stream;
use super::response;
use super::streams::Streams;
use crate::log::{LogEvent, SessionLog};
use crate::{Error, ErrorKind};

/// The stream id of what the server says unasked.
const EVENTS: i16 = -1;

/// How many frames are put together into one write.
const BURST: usize = 256;

const READ_BUFFER: usize = 16 << 10;

/// How long the end of a connection may take to be told.
pub(super) const LAST_WORD: Duration = Duration::from_secs(1);

/// What the task works with.
pub(super) struct Task {
    pub(super) host: SocketAddr,
    pub(super) streams: Arc<Streams>,
    pub(super) frames: mpsc::UnboundedReceiver<Vec<u8>>,
    pub(super) heartbeats: mpsc::WeakUnboundedSender<Vec<u8>>,
    pub(super) heartbeat_interval: Option<Duration>,
    pub(super) heartbeat_timeout: Option<Duration>,
    /// How frames of the server may be compressed.
    pub(super) compression: Option<Compression>,
    pub(super) signals: Arc<Signals>,
    pub(super) log: SessionLog,
}

impl Task {
    pub(super) fn spawn(self, stream: Box<dyn Stream>) {
        tokio::spawn(self.run(stream));
    }

    async fn run(mut self, stream: Box<dyn Stream>) {
        let (reader, mut writer) = tokio::io::split(stream);
        let (heard, hearing) = watch::channel(Instant::now());
        let mut frames = std::mem::replace(&mut self.frames, mpsc::unbounded_channel().1);
        let error = tokio::select! {
            error = self.read(reader, heard) => error,
            error = write(&mut frames, &mut writer) => error,
            error = self.probe(hearing) => error,
            () = self.signals.closing.notified() => by_driver(),
        };
        self.log.event(|| LogEvent::ConnectionClosed { host: self.host.ip() });
        self.streams.end(&error.with_coordinator(self.host));
        self.signals.over.send_replace(true);
        // Tells TLS and the server that nothing more comes; what they say to it does not matter any more.
        let _ = timeout(LAST_WORD, writer.shutdown()).await;
    }

    async fn read(&self, reader: impl AsyncRead + Unpin, heard: watch::Sender<Instant>) -> Error {
        let mut reader = BufReader::with_capacity(READ_BUFFER, reader);
        loop {
            let (stream, answer) = match frame::read(&mut reader, self.compression).await {
                Ok(frame) => frame,
                Err(error) => return error,
            };
            heard.send_replace(Instant::now());
            if stream == EVENTS {
                self.event(&answer);
            } else if let Err(stray) = self.streams.deliver(stream, answer) {
                return self.stray(stream, stray);
            }
        }
    }

    fn event(&self, answer: &Answer) {
        if answer.opcode != ResponseOpcode::Event {
            return;
        }
        match (response::event(&answer.body), self.signals.events.get()) {
            // Nobody need listen.
            (Ok(event), Some(events)) => drop(events.send(event)),
            (Ok(_), None) => {}
            (Err(error), _) => tracing::warn!(host = %self.host, %error, "an event was not understood"),
        }
    }

    /// Says why an answer that nobody waits for ends the connection: a server that could not read a frame answers
    /// with an error on a stream of its choice.
    fn stray(&self, stream: i16, answer: Answer) -> Error {
        match response::check(answer, self.host) {
            Err(error) => error,
            Ok(answer) => frame::bad_frame(format_args!(
                "{:?} on stream {stream}, on which nothing was asked",
                answer.opcode
            )),
        }
    }

    /// Asks for a sign of life when there was none for long; anything that comes is one.
    async fn probe(&self, mut hearing: watch::Receiver<Instant>) -> Error {
        let Some(interval) = self.heartbeat_interval else {
            return std::future::pending().await;
        };
        loop {
            let heard = *hearing.borrow_and_update();
            sleep_until(heard + interval).await;
            if hearing.has_changed().unwrap_or(false) {
                continue;
            }
            // Without a free stream, there are enough answers to wait for.
            let _ticket = self.streams.reserve().ok().inspect(|ticket| self.send_heartbeat(ticket.id));
            let Some(limit) = self.heartbeat_timeout else {
                let _ = hearing.changed().await;
                continue;
            };
            if timeout(limit, hearing.changed()).await.is_ok() {
                self.log.event(|| LogEvent::HeartbeatCompleted { host: self.host.ip() });
            } else {
                self.log.event(|| LogEvent::HeartbeatFailed { host: self.host.ip() });
                let waited = limit.as_millis();
                let message = format!("the server did not answer a heartbeat within {waited} ms");
                return Error::new(ErrorKind::ConnectionClosed, message);
            }
        }
    }

    fn send_heartbeat(&self, stream: i16) {
        let frame = Outgoing::new(RequestOpcode::Options, Vec::new()).encode(stream, None);
        if let (Ok(frame), Some(outgoing)) = (frame, self.heartbeats.upgrade()) {
            let _ = outgoing.send(frame);
        }
    }
}

fn by_driver() -> Error {
    Error::new(ErrorKind::ConnectionClosed, "the driver closed the connection")
}

/// Writes what comes, as much as there is at once.
async fn write(
    frames: &mut mpsc::UnboundedReceiver<Vec<u8>>,
    writer: &mut (impl AsyncWrite + Unpin),
) -> Error {
    let mut burst = Vec::with_capacity(BURST);
    loop {
        if frames.recv_many(&mut burst, BURST).await == 0 {
            return by_driver();
        }
        // Others that are ready to run may have more to send.
        tokio::task::yield_now().await;
        while burst.len() < BURST
            && let Ok(frame) = frames.try_recv()
        {
            burst.push(frame);
        }
        let written = async {
            writer.write_all(&burst.concat()).await?;
            writer.flush().await
        };
        if let Err(error) = written.await {
            return closed(&error);
        }
        burst.clear();
    }
}
