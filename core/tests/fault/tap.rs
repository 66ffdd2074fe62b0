//! A tap on the wire: it passes bytes between the driver and a node, and changes those of chosen answers in ways that
//! no frame could express.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinHandle};

use crate::stage::NETWORK;

/// A part of what is passed on instead of an answer.
#[derive(Clone)]
pub(crate) enum Piece {
    Bytes(Vec<u8>),
    Pause(Duration),
    /// Both sides are closed.
    Cut,
    /// The connection stays, and nothing comes any more.
    Silence,
}

/// An answer on its way.
pub(crate) struct Answer<'a> {
    /// Header and body.
    pub(crate) frame: &'a [u8],
    /// The port that the driver connected from.
    pub(crate) port: u16,
}

impl Answer<'_> {
    pub(crate) fn contains(&self, needle: &str) -> bool {
        self.frame.windows(needle.len()).any(|window| window == needle.as_bytes())
    }
}

/// Says what is passed on instead of an answer, if anything.
type Tamper = Box<dyn FnMut(&Answer<'_>) -> Option<Vec<Piece>> + Send>;

#[derive(Default)]
struct State {
    tamper: Option<Tamper>,
    ports: Vec<u16>,
    connections: Vec<AbortHandle>,
}

type Shared = Arc<Mutex<State>>;

/// A listener in front of a node. It ends when it is dropped.
pub(crate) struct Tap {
    pub(crate) address: SocketAddr,
    state: Shared,
    listener: JoinHandle<()>,
}

impl Tap {
    pub(crate) fn open(address: SocketAddr, node: SocketAddr) -> Self {
        let state = Shared::default();
        let listener = NETWORK.block_on(TcpListener::bind(address)).unwrap();
        let shared = Arc::clone(&state);
        let listener = NETWORK.spawn(async move {
            while let Ok((driver, from)) = listener.accept().await {
                lock(&shared).ports.push(from.port());
                let Ok(node) = TcpStream::connect(node).await else { continue };
                let connection = tokio::spawn(pass(driver, node, from.port(), Arc::clone(&shared)));
                lock(&shared).connections.push(connection.abort_handle());
            }
        });
        Tap { address, state, listener }
    }

    /// Changes answers from now on.
    pub(crate) fn tamper(&self, tamper: impl FnMut(&Answer<'_>) -> Option<Vec<Piece>> + Send + 'static) {
        lock(&self.state).tamper = Some(Box::new(tamper));
    }

    /// Passes everything on again, on new connections: what an old one waits for may never come.
    pub(crate) fn calm(&self) {
        let mut state = lock(&self.state);
        state.tamper = None;
        state.connections.drain(..).for_each(|connection| connection.abort());
    }

    /// The ports that the driver connected from, one per connection so far.
    pub(crate) fn ports(&self) -> Vec<u16> {
        lock(&self.state).ports.clone()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn pass(driver: TcpStream, node: TcpStream, port: u16, state: Shared) {
    let _ = (driver.set_nodelay(true), node.set_nodelay(true));
    let (mut from_driver, to_driver) = driver.into_split();
    let (from_node, mut to_node) = node.into_split();
    // Whichever side ends first, both are dropped.
    tokio::select! {
        _ = tokio::io::copy(&mut from_driver, &mut to_node) => (),
        _ = answers(from_node, to_driver, port, state) => (),
    }
}

async fn answers(
    mut node: OwnedReadHalf,
    mut driver: OwnedWriteHalf,
    port: u16,
    state: Shared,
) -> std::io::Result<()> {
    loop {
        let mut frame = vec![0; 9];
        node.read_exact(&mut frame).await?;
        let length = u32::from_be_bytes([frame[5], frame[6], frame[7], frame[8]]) as usize;
        frame.resize(9 + length, 0);
        node.read_exact(&mut frame[9..]).await?;
        let pieces = {
            let mut state = lock(&state);
            state.tamper.as_mut().and_then(|tamper| tamper(&Answer { frame: &frame, port }))
        };
        for piece in pieces.unwrap_or_else(|| vec![Piece::Bytes(frame)]) {
            match piece {
                Piece::Bytes(bytes) => driver.write_all(&bytes).await?,
                Piece::Pause(time) => tokio::time::sleep(time).await,
                Piece::Cut => return Ok(()),
                Piece::Silence => return std::future::pending().await,
            }
        }
    }
}
