//! What a session sees of a node that takes clients at another address than before.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::thread;

use unicql_core::policy::Reconnection;
use unicql_core::{HostChange, Options, Request, RequestOptions};

use crate::server::{PATIENCE, Server, connect, eventually};

/// Passes on what arrives at an address, for as long as the process lives.
fn forward(from: SocketAddr, to: SocketAddr) {
    let listener = TcpListener::bind(from).unwrap();
    thread::spawn(move || {
        for driver in listener.incoming().map_while(Result::ok) {
            let Ok(node) = TcpStream::connect(to) else { continue };
            for (mut from, mut to) in [
                (driver.try_clone().unwrap(), node.try_clone().unwrap()),
                (node.try_clone().unwrap(), driver.try_clone().unwrap()),
            ] {
                thread::spawn(move || {
                    // How a connection ends is seen by those who use it.
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(std::net::Shutdown::Both);
                });
            }
        }
    });
}

#[test]
fn a_node_is_the_same_at_another_address() {
    let server = Server::up("servers-address", &["--nodes", "2"]);
    let session = connect(Options {
        reconnection: Some(Reconnection::constant(500)),
        idempotent: Some(true),
        ..server.options()
    });
    let control = session.control_host().expect("there is a control connection");
    let hosts = session.hosts();
    let (number, node) = (1..).zip(&hosts).find(|(_, host)| host.address != control).unwrap();
    let mut moved = node.address;
    moved.set_ip(
        format!("{}9", node.address.ip().to_string().trim_end_matches(char::is_numeric)).parse().unwrap(),
    );
    forward(moved, node.address);
    let (sender, events) = channel();
    let _subscription = session.subscribe(move |event| sender.send(event.clone()).unwrap_or_default());
    assert!((0..4).all(|_| matches!(events.recv().unwrap().change, HostChange::Added | HostChange::Up)));

    server.node("stop", number);
    server.start_with(number, &format!("broadcast_rpc_address={}", moved.ip()));
    // It may be back at its old address before anybody tells of the new one.
    let (mut is_up, mut goes) = (true, 0);
    let last = loop {
        let event = events.recv_timeout(PATIENCE).expect("the node moves");
        assert_eq!(event.host.id, node.id, "{event:?}");
        match event.change {
            HostChange::Up => assert!(!std::mem::replace(&mut is_up, true), "twice: {event:?}"),
            HostChange::Down => {
                assert!(std::mem::replace(&mut is_up, false), "twice: {event:?}");
                goes += 1;
            }
            HostChange::AddressChanged { .. } => break event,
            HostChange::Added | HostChange::Removed => panic!("it is the same host: {event:?}"),
        }
    };
    assert_eq!(last.change, HostChange::AddressChanged { from: node.address });
    assert!(!is_up && goes >= 1, "its connections led to the old address");
    assert_eq!(last.host.address, moved);
    let up = events.recv_timeout(PATIENCE).expect("it comes up");
    assert_eq!((up.host.id, up.host.address, up.change), (node.id, moved, HostChange::Up));

    let addresses: Vec<SocketAddr> = session.hosts().iter().map(|host| host.address).collect();
    assert!(addresses.contains(&moved) && !addresses.contains(&node.address), "{addresses:?}");
    let only_there = RequestOptions { host: Some(node.id), ..RequestOptions::default() };
    let request = Request { options: only_there, ..Request::text("SELECT key FROM system.local") };
    // It still takes connections at the old address, so those that were open answer until the new ones take over.
    eventually("requests go to the new address", || {
        let answered = session.execute(request.clone()).wait();
        answered.as_ref().as_ref().unwrap().coordinator == moved
    });
    eventually("the ring has the new address", || {
        let metadata = session.metadata();
        let ring = metadata.ring.as_ref().unwrap();
        ring.owners().any(|(_, peer)| peer.address == moved)
            && ring.owners().all(|(_, peer)| peer.address != node.address)
    });
    assert!(events.try_recv().is_err(), "nothing is told twice");
}
