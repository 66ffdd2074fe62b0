//! Servers that are set up as few are: other partitioners, transient replicas, certificates of clients. Each test starts a
//! cluster of its own with `unicql-dev` and ends it, so this is not part of the usual tests:
//! `unicql-dev test --only servers`.

use std::process::Command;

use unicql_core::metadata::{Partitioner, Replication, ReplicationFactor};
use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::{ErrorKind, Options, Prepared, Request, Session, ValuesWriter};

/// A cluster that ends with the test.
struct Server {
    name: &'static str,
    status: serde_json::Value,
}

fn unicql_dev(arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("npx");
    // With it, the tool would speak of the cluster that other tests share.
    command.arg("unicql-dev").args(arguments).env_remove("UNICQL_CONTACT_POINTS");
    let output = command.output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

impl Server {
    fn up(name: &'static str, shape: &[&str]) -> Server {
        let arguments = [&["cluster", "up", "--json", "--name", name], shape].concat();
        let status = unicql_dev(&arguments).unwrap_or_else(|error| panic!("{error}"));
        Server { name, status: serde_json::from_str(&status).unwrap() }
    }

    fn options(&self) -> Options {
        let points = self.status["contactPoints"].as_array().unwrap();
        let points = points.iter().map(|point| point.as_str().unwrap().to_owned()).collect();
        Options { contact_points: Some(points), request_timeout_ms: Some(60_000), ..Options::default() }
    }

    fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.status["tls"][name].as_str().unwrap()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = unicql_dev(&["cluster", "down", "--name", self.name]) {
            eprintln!("{error}");
        }
    }
}

fn connect(options: Options) -> Session {
    let session = Session::connect(options).wait();
    session.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}")).clone()
}

fn cql(session: &Session, text: &str) -> unicql_core::Page {
    let outcome = session.execute(Request::text(text)).wait();
    outcome.as_ref().as_ref().unwrap_or_else(|error| panic!("{text}: {error}")).clone()
}

fn prepare(session: &Session, text: &str) -> std::sync::Arc<Prepared> {
    let outcome = session.prepare(text).wait();
    std::sync::Arc::clone(outcome.as_ref().as_ref().unwrap_or_else(|error| panic!("{text}: {error}")))
}

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
