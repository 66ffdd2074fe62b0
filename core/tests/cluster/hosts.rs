use std::collections::HashSet;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use unicql_core::policy::LoadBalancing;
use unicql_core::{
    AddressTranslation, AddressTranslator, Completion, HostDistance, HostStatus, Options, Request,
    UntranslatedHost,
};

use super::target::{connect, contact, cql, plain, variable};

#[test]
fn a_host_tells_all_about_itself() {
    let session = connect(plain());
    let hosts = session.hosts();
    let [host] = &hosts[..] else {
        panic!("{hosts:?}");
    };
    assert_eq!((host.status, host.distance), (HostStatus::Up, HostDistance::Local));
    assert!(host.is_up() && !host.is_reconnecting() && host.went_down.is_none());
    assert_eq!((host.connections, host.in_flight), (1, 0));
    let details = &host.details;
    assert_eq!(details.rpc_address, Some(host.address.ip()));
    assert_eq!(details.listen_address, Some(host.address.ip()));
    assert_eq!(details.broadcast_address, Some(host.address.ip()));
    assert!(details.listen_port.is_some() && details.broadcast_port.is_some());
    assert!(details.release_version.as_deref().is_some_and(|version| version.starts_with(['3', '4', '5'])));
    assert!(details.schema_version.is_some());
    let tokens: HashSet<i64> = details.tokens.iter().map(|token| token.parse().unwrap()).collect();
    assert!(!tokens.is_empty() && tokens.len() == details.tokens.len());
    let key = cql(&session, "SELECT host_id FROM system.local").iter().next().unwrap().0[0].clone().unwrap();
    assert_eq!(host.id.as_bytes(), &key[..]);
}

#[test]
fn pools_have_the_size_that_was_asked_for() {
    let session = connect(Options { connections_per_host: Some(3), ..plain() });
    assert_eq!(session.hosts()[0].connections, 3);
}

#[test]
fn hosts_of_other_data_centers_are_ignored_or_remote() {
    let in_dc1 = |remote| Options {
        local_datacenter: Some("dc1".into()),
        load_balancing: Some(LoadBalancing {
            remote_hosts_per_datacenter: remote,
            ..LoadBalancing::default()
        }),
        ..contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
    };
    for (remote, status, distance, connections) in
        [(0, HostStatus::Unknown, HostDistance::Ignored, 0), (1, HostStatus::Up, HostDistance::Remote, 1)]
    {
        let session = connect(in_dc1(remote));
        let hosts = session.hosts();
        let (local, other): (Vec<_>, Vec<_>) =
            hosts.iter().partition(|host| host.datacenter.as_deref() == Some("dc1"));
        assert_eq!((local.len(), other.len()), (2, 1));
        assert!(local.iter().all(|host| host.is_up() && host.distance == HostDistance::Local));
        assert_eq!((other[0].status, other[0].distance), (status, distance));
        assert_eq!(other[0].connections, connections);
        assert!(!other[0].is_reconnecting());
        assert!(hosts.is_sorted_by_key(|host| host.address));
        assert!(hosts.iter().all(|host| host.details.release_version.is_some()));
        let asked = hosts.iter().filter(|host| host.details.listen_address.is_some()).count();
        assert_eq!(asked, 1, "a host tells its own listen address alone");
    }
}

#[test]
fn unanswered_requests_count_on_their_host() {
    let session = connect(contact(&variable("UNICQL_DCS_CONTACT_POINTS")));
    let (sender, receiver) = std::sync::mpsc::channel();
    let watched = session.clone();
    let mut requests: Vec<_> = (0..200)
        .map(|_| (Request::text("SELECT * FROM system_schema.columns"), Completion::new(|_| ())))
        .collect();
    // It is refused on the I/O thread, which has just sent the others and not waited for any answer.
    let mut refused = Request::text("SELECT key FROM system.local");
    refused.options.profile = Some("nobody added it".into());
    let last = Completion::new(move |outcome: Result<_, _>| {
        assert!(outcome.is_err());
        let counts: Vec<usize> = watched.hosts().iter().map(|host| host.in_flight).collect();
        sender.send(counts).unwrap();
    });
    requests.push((refused, last));
    session.execute_many(requests);
    let counts = receiver.recv().unwrap();
    assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
    assert!(counts.iter().sum::<usize>() <= 200, "{counts:?}");
    let mut hurried = Request::text("SELECT * FROM system_schema.columns");
    hurried.options.host = Some(session.hosts()[1].id);
    hurried.options.timeout_ms = Some(1);
    let _ = session.execute(hurried).wait();
    while session.in_flight() > 0 {
        thread::sleep(Duration::from_millis(10));
    }
    assert!(session.hosts().iter().all(|host| host.in_flight == 0));
}

/// Takes connections and passes everything on to an address.
fn forward_to(address: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap();
    let pipe = |mut from: TcpStream, mut to: TcpStream| {
        thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Both);
        })
    };
    thread::spawn(move || {
        for client in listener.incoming() {
            let (client, server) = (client.unwrap(), TcpStream::connect(address).unwrap());
            pipe(client.try_clone().unwrap(), server.try_clone().unwrap());
            pipe(server, client);
        }
    });
    own
}

/// Sends every host to one address and notes what it was asked.
struct Everywhere(SocketAddr, Arc<Mutex<Vec<UntranslatedHost>>>);

impl AddressTranslator for Everywhere {
    fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>) {
        self.1.lock().unwrap().push(host);
        let to = self.0;
        thread::spawn(move || reply.complete(Ok(to)));
    }
}

#[test]
fn hosts_are_reached_where_the_translator_says() {
    let real = connect(plain()).hosts().remove(0);
    let tunnel = forward_to(real.address);
    let asked = Arc::new(Mutex::new(Vec::new()));
    let translator = Arc::new(Everywhere(tunnel, Arc::clone(&asked)));
    let session = connect(Options {
        address_translation: Some(AddressTranslation::Custom(translator)),
        connections_per_host: Some(2),
        ..plain()
    });
    let host = session.hosts().remove(0);
    assert_eq!((host.id, host.address), (real.id, tunnel));
    assert_eq!(host.details.rpc_address, Some(real.address.ip()), "the host does not know of the tunnel");
    let page = cql(&session, "SELECT key FROM system.local");
    assert_eq!(page.coordinator, tunnel);
    let asked = asked.lock().unwrap();
    let expected = UntranslatedHost {
        id: real.id,
        address: real.address,
        datacenter: real.datacenter.clone(),
        rack: real.rack.clone(),
    };
    assert_eq!(asked[..], [expected]);
}

/// Says nothing.
struct Silent;

impl AddressTranslator for Silent {
    fn translate(&self, _: UntranslatedHost, _: Completion<SocketAddr>) {}
}

#[test]
fn an_address_without_translation_stays_as_it_is() {
    let translation = AddressTranslation::Custom(Arc::new(Silent));
    let session =
        connect(Options { address_translation: Some(translation), resolve_timeout_ms: Some(10), ..plain() });
    assert_eq!(session.hosts()[0].address, connect(plain()).hosts()[0].address);
}
