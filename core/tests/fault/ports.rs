//! Nodes that share an address and are told apart by their ports alone. The nodes of the cluster have an address each, so
//! taps rewrite what they say of themselves and of each other.

use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;

use libtest_mimic::Trial;
use unicql_core::log::LogEvent;
use unicql_core::{Options, Request, RequestOptions, Session};

use crate::stage::{beside, impatient, real_nodes};
use crate::tap::{Answer, Piece, Tap};
use crate::told;

/// The native port of the nodes, as a cell of type int.
const REAL_PORT: [u8; 8] = [0, 0, 0, 4, 0, 0, 0x23, 0x52];

static NODES: LazyLock<Vec<SocketAddr>> = LazyLock::new(real_nodes);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("nodes share an address and have a port each", || {
            let [first, second] = taps(|own, other| [own.port(), other.port()]);
            let session = connect(&first);
            let hosts = session.hosts();
            let local = hosts.iter().filter(|host| host.datacenter.as_deref() == Some("dc1"));
            let addresses: Vec<SocketAddr> = local.clone().map(|host| host.address).collect();
            let mut expected = [first.address, second.address];
            expected.sort_unstable();
            assert_eq!(addresses, expected);
            for host in local {
                let options = RequestOptions { host: Some(host.id), ..RequestOptions::default() };
                let request = Request { options, ..Request::text("SELECT key FROM system.local") };
                let page = session.execute(request).wait();
                assert!(page.as_ref().is_ok(), "{:?}", page.as_ref().as_ref().err());
            }
            assert!(first.ports().len() > 1 && !second.ports().is_empty(), "both were connected to");
            Ok(())
        }),
        Trial::test("nodes claim the same address and port", || {
            told::listen();
            let [first, _second] = taps(|own, _| [own.port(), own.port()]);
            let _session = connect(&first);
            let claimed = first.address;
            told::expect("a host that is there twice", |event| {
                *event == LogEvent::DuplicateHost { host: claimed }
            });
            Ok(())
        }),
    ]
}

/// Opens taps in front of the first two nodes, both at the address of the first. `ports` names the ports that a node is
/// said to have and that the others are said to have.
fn taps(ports: impl Fn(SocketAddr, SocketAddr) -> [u16; 2]) -> [Tap; 2] {
    let shared = NODES[0].ip();
    let addresses = [beside(NODES[0]), beside(NODES[0])];
    let taps = [Tap::open(addresses[0], NODES[0]), Tap::open(addresses[1], NODES[1])];
    for (tap, other) in [(&taps[0], addresses[1]), (&taps[1], addresses[0])] {
        let [own_port, other_port] = ports(tap.address, other);
        tap.tamper(move |answer| Some(vec![Piece::Bytes(rewritten(answer, shared, own_port, other_port))]));
    }
    taps
}

fn rewritten(answer: &Answer<'_>, shared: IpAddr, own_port: u16, other_port: u16) -> Vec<u8> {
    let cell = |ip: IpAddr| match ip {
        IpAddr::V4(ip) => [&[0, 0, 0, 4][..], &ip.octets()].concat(),
        IpAddr::V6(ip) => [&[0, 0, 0, 16][..], &ip.octets()].concat(),
    };
    let port = if answer.contains("peers") { other_port } else { own_port };
    let mut frame = answer.frame.to_vec();
    replace(&mut frame, &REAL_PORT, &[&[0, 0, 0, 4][..], &i32::from(port).to_be_bytes()].concat());
    replace(&mut frame, &cell(NODES[1].ip()), &cell(shared));
    frame
}

fn replace(frame: &mut [u8], from: &[u8], to: &[u8]) {
    for start in 0..frame.len().saturating_sub(from.len() - 1) {
        if frame[start..].starts_with(from) {
            frame[start..start + to.len()].copy_from_slice(to);
        }
    }
}

fn connect(first: &Tap) -> Session {
    let options = Options {
        contact_points: Some(vec![first.address.to_string()]),
        local_datacenter: Some("dc1".into()),
        ..impatient()
    };
    let session = Session::connect(options).wait();
    session.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}")).clone()
}
