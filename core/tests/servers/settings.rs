//! Servers that are set up as few are: other partitioners, transient replicas, certificates of clients.

use unicql_core::metadata::{Partitioner, Replication, ReplicationFactor};
use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::{ErrorKind, Options, Request, Session, ValuesWriter};

use crate::server::{Server, connect, cql, prepare};

/// Writes and reads rows by their key, and compares the tokens that core works out with those that the server tells, which
/// `told` reads.
fn keys_are_found(session: &Session, partitioner: Partitioner, told: impl Fn(&[u8]) -> String) {
    cql(
        session,
        "CREATE KEYSPACE servers WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
    );
    cql(session, "CREATE TABLE servers.t (k blob PRIMARY KEY, v int)");
    let insert = prepare(session, "INSERT INTO servers.t (k, v) VALUES (?, 1)");
    let select = prepare(session, "SELECT token(k) FROM servers.t WHERE k = ?");
    for key in [&b"a"[..], b"another key", b"\0\xff\x80", &[0x7f; 40]] {
        let values = || {
            let mut values = ValuesWriter::default();
            values.value(key);
            values.finish().unwrap()
        };
        let written = session.execute(Request::prepared(insert.clone(), values())).wait();
        assert!(written.is_ok(), "{:?}", written.as_ref().as_ref().err());
        let read = session.execute(Request::prepared(select.clone(), values())).wait();
        let page = read.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}"));
        let row = page.iter().next().expect("the row is there");
        assert_eq!(partitioner.token_of(key).to_string(), told(row.0[0].as_ref().unwrap()));
        let replicas = session.metadata().replicas_of_key(Some("servers"), key).unwrap();
        assert_eq!(replicas.len(), 1);
    }
}

#[test]
fn keys_are_found_by_the_random_partitioner() {
    let setting = "partitioner=org.apache.cassandra.dht.RandomPartitioner";
    let server = Server::up("servers-random", &["--set", setting]);
    let session = connect(server.options());
    keys_are_found(&session, Partitioner::Random, |token| {
        let sign = if token[0] & 0x80 == 0 { 0 } else { -1 };
        let number = token.iter().fold(sign, |number: i128, byte| (number << 8) | i128::from(*byte));
        number.to_string()
    });
}

#[test]
fn keys_are_found_by_the_byte_ordered_partitioner() {
    let setting = "partitioner=org.apache.cassandra.dht.ByteOrderedPartitioner";
    let server = Server::up("servers-ordered", &["--set", setting]);
    let session = connect(server.options());
    keys_are_found(&session, Partitioner::ByteOrdered, |token| {
        token.iter().map(|byte| format!("{byte:02x}")).collect()
    });
}

#[test]
fn transient_replicas_are_known() {
    let shape = ["--nodes", "2", "--set", "transient_replication_enabled=true", "--set", "num_tokens=1"];
    let server = Server::up("servers-transient", &shape);
    // The crate cannot read the keyspace, whether it is there before the session or comes while it is open.
    for keyspace in ["servers_before", "servers_after"] {
        let session = connect(server.options());
        cql(
            &session,
            &format!(
                "CREATE KEYSPACE {keyspace} WITH replication = {{'class': 'NetworkTopologyStrategy', 'dc1': '2/1'}}"
            ),
        );
        cql(
            &session,
            &format!(
                "CREATE TABLE {keyspace}.t (k blob PRIMARY KEY, v int) WITH read_repair = 'NONE' AND \
                 speculative_retry = '99p' AND additional_write_policy = '99p'"
            ),
        );
        let insert = prepare(&session, &format!("INSERT INTO {keyspace}.t (k, v) VALUES (?, 1)"));
        let mut values = ValuesWriter::default();
        values.value(b"key");
        let written = session.execute(Request::prepared(insert, values.finish().unwrap())).wait();
        assert!(written.is_ok(), "{:?}", written.as_ref().as_ref().err());
        let metadata = session.metadata();
        let factors = [("dc1".to_owned(), ReplicationFactor { all: 2, transient: 1 })].into();
        assert_eq!(metadata.keyspaces[keyspace].replication, Replication::NetworkTopology(factors));
        let replicas = metadata.replicas_of_key(Some(keyspace), b"key").unwrap();
        assert_eq!(replicas.iter().map(|replica| replica.is_full).collect::<Vec<_>>(), [true, false]);
        assert_eq!(session.hosts().len(), 2);
        assert!(session.hosts().iter().all(|host| host.datacenter.as_deref() == Some("dc1")));
    }
}

#[test]
fn a_server_may_demand_a_certificate_of_the_client() {
    let server = Server::up("servers-certificates", &["--client-auth"]);
    let with = |shows: bool| {
        let own = |name: &str| shows.then(|| server.file(name));
        let tls = TlsOptions {
            ca_pem: vec![server.file("ca")],
            cert_pem: own("certificate"),
            key_pem: own("key"),
            verify: TlsVerify::PeerIdentity,
            ..TlsOptions::default()
        };
        Options { tls: Some(tls), ..server.options() }
    };
    let session = connect(with(true));
    assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    let refused = Session::connect(with(false)).wait();
    let error = refused.as_ref().as_ref().err().expect("it shows no certificate");
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::Tls), "{error}");
}
