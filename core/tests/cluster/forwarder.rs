//! A port in front of a node that can be cut, closed and opened again.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Passes connections on to a node while it is open. Its address is one of the node's, so that the driver comes back to it.
pub(crate) struct Forwarder {
    pub(crate) address: SocketAddr,
    node: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    closed: bool,
    silent: bool,
    connections: Vec<TcpStream>,
}

impl Forwarder {
    pub(crate) fn open(node: SocketAddr) -> Self {
        let listener = TcpListener::bind((node.ip(), 0)).unwrap();
        let forwarder = Forwarder { address: listener.local_addr().unwrap(), node, state: Arc::default() };
        forwarder.listen(listener);
        forwarder
    }

    fn listen(&self, listener: TcpListener) {
        let (node, state) = (self.node, Arc::clone(&self.state));
        thread::spawn(move || {
            for driver in listener.incoming().map_while(Result::ok) {
                if state.lock().unwrap().closed {
                    return;
                }
                let server = TcpStream::connect(node).unwrap();
                let ends = [driver.try_clone().unwrap(), server.try_clone().unwrap()];
                state.lock().unwrap().connections.extend(ends);
                pass(driver.try_clone().unwrap(), server.try_clone().unwrap(), &state);
                pass(server, driver, &state);
            }
        });
    }

    /// Cuts every connection and refuses new ones.
    pub(crate) fn close(&self) {
        self.state.lock().unwrap().closed = true;
        // It ends the wait for the next connection, and with it the listener.
        drop(TcpStream::connect(self.address));
        self.cut();
    }

    /// Takes connections again.
    pub(crate) fn reopen(&self) {
        self.state.lock().unwrap().closed = false;
        let listener = loop {
            match TcpListener::bind(self.address) {
                Ok(listener) => break listener,
                Err(_) => thread::sleep(std::time::Duration::from_millis(20)),
            }
        };
        self.listen(listener);
    }

    /// Swallows what either side sends from now on, on the connections that there are as well.
    pub(crate) fn silence(&self) {
        self.state.lock().unwrap().silent = true;
    }

    fn cut(&self) {
        for connection in self.state.lock().unwrap().connections.drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        self.close();
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, state: &Arc<Mutex<State>>) {
    let state = Arc::clone(state);
    thread::spawn(move || {
        use std::io::{Read, Write};
        let mut buffer = [0; 4096];
        while let Ok(length) = from.read(&mut buffer) {
            if length == 0 {
                break;
            }
            let silent = state.lock().unwrap().silent;
            if !silent && to.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}
