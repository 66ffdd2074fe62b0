//! A managed cluster made of a real one: a proxy that goes by SNI and asks for the bundle's certificate, and the service
//! that tells the hosts.

use std::collections::HashMap;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, SanType};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use unicql_core::{ErrorKind, Options, Session};

use super::target::{connect, contact, cql, try_connect, variable};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

type Authority = CertifiedIssuer<'static, KeyPair>;

struct Managed {
    authority: Authority,
    service: u16,
    /// The SNI of every connection that the proxy took.
    asked_for: Arc<Mutex<Vec<String>>>,
    // Ends the proxy and the service.
    _runtime: tokio::runtime::Runtime,
}

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn issue(authority: &Authority) -> (rcgen::Certificate, KeyPair) {
    let mut params = CertificateParams::default();
    params.subject_alt_names = vec![SanType::IpAddress(HERE)];
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, authority).unwrap(), key)
}

fn acceptor(authority: &Authority) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let (certificate, key) = issue(authority);
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(clients.build().unwrap())
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Puts a proxy and a service in front of the hosts, which it knows by their ids. `answer` is what the service says, where
/// `PROXY` stands for the address of the proxy.
fn managed(hosts: HashMap<String, SocketAddr>, answer: String) -> Managed {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let authority = authority();
    let (proxy_tls, service_tls) = (acceptor(&authority), acceptor(&authority));
    let asked_for = Arc::new(Mutex::new(Vec::new()));
    let asked = Arc::clone(&asked_for);
    let service = runtime.block_on(async move {
        let proxy = TcpListener::bind((HERE, 0)).await.unwrap();
        let answer = answer.replace("PROXY", &proxy.local_addr().unwrap().to_string());
        tokio::spawn(async move {
            loop {
                let (tcp, _) = proxy.accept().await.unwrap();
                tokio::spawn(pass_on(proxy_tls.clone(), tcp, hosts.clone(), Arc::clone(&asked)));
            }
        });
        let service = TcpListener::bind((HERE, 0)).await.unwrap();
        let port = service.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                let (tcp, _) = service.accept().await.unwrap();
                if let Ok(stream) = service_tls.accept(tcp).await {
                    tell(stream, &answer).await;
                }
            }
        });
        port
    });
    Managed { authority, service, asked_for, _runtime: runtime }
}

async fn pass_on(
    tls: TlsAcceptor,
    tcp: TcpStream,
    hosts: HashMap<String, SocketAddr>,
    asked_for: Arc<Mutex<Vec<String>>>,
) {
    let Ok(mut near) = tls.accept(tcp).await else {
        return;
    };
    let name = near.get_ref().1.server_name().unwrap_or_default().to_owned();
    asked_for.lock().unwrap().push(name.clone());
    if let Some(host) = hosts.get(&name) {
        let mut far = TcpStream::connect(host).await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
    }
}

/// Answers one request of HTTP in two chunks, as a service may.
async fn tell(mut stream: TlsStream<TcpStream>, answer: &str) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return;
        }
    }
    let (status, body) = answer.split_once(' ').unwrap();
    assert!(request.starts_with(b"GET /metadata"), "{}", String::from_utf8_lossy(&request));
    let head = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let (first, second) = body.split_at(body.len() / 2);
    let chunks = format!("{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
    let _ = stream.write_all((head + &chunks).as_bytes()).await;
    let _ = stream.shutdown().await;
}

impl Managed {
    /// Writes the bundle that a client of this cluster gets.
    fn bundle(&self, name: &str) -> Options {
        self.bundle_of(name, &self.authority)
    }

    fn bundle_of(&self, name: &str, authority: &Authority) -> Options {
        let (certificate, key) = issue(authority);
        let config = format!(r#"{{"host": "127.0.0.1", "port": {}}}"#, self.service);
        let files = [
            ("config.json", config),
            ("ca.crt", self.authority.pem()),
            ("cert", certificate.pem()),
            ("key", key.serialize_pem()),
        ];
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.zip"));
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for (name, text) in files {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        Options {
            secure_connect_bundle: path.to_str().map(str::to_owned),
            request_timeout_ms: Some(60_000),
            ..Options::default()
        }
    }
}

fn real_hosts() -> HashMap<String, SocketAddr> {
    let options = contact(&variable("UNICQL_DCS_CONTACT_POINTS"));
    let hosts = connect(options).hosts();
    hosts.into_iter().map(|host| (host.id.to_string(), host.address)).collect()
}

fn answer(hosts: &HashMap<String, SocketAddr>) -> String {
    let ids: Vec<String> = hosts.keys().map(|id| format!("\"{id}\"")).collect();
    let points = ids.join(", ");
    format!(
        r#"200 {{"contact_info": {{"local_dc": "dc1", "sni_proxy_address": "PROXY", "contact_points": [{points}]}}}}"#
    )
}

#[test]
fn every_host_is_reached_through_the_proxy() {
    let hosts = real_hosts();
    let one = hosts.iter().take(1).map(|(id, address)| (id.clone(), *address)).collect();
    // The service may name some hosts only; the system tables tell the others.
    let managed = managed(hosts.clone(), answer(&one));
    let session: Session = connect(managed.bundle("through_proxy"));
    let known = session.hosts();
    assert_eq!(known.len(), hosts.len());
    for _ in 0..10 {
        assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    }
    let near: Vec<_> = known.iter().filter(|host| host.datacenter.as_deref() == Some("dc1")).collect();
    assert!(near.len() > 1 && near.iter().all(|host| host.is_up()), "{known:?}");
    let asked_for = managed.asked_for.lock().unwrap();
    for host in near {
        assert!(asked_for.contains(&host.id.to_string()), "{asked_for:?} lacks {}", host.id);
    }
}

#[test]
fn a_service_or_proxy_that_is_of_no_use_is_named() {
    let hosts = HashMap::from([(uuid::Uuid::from_u128(7).to_string(), SocketAddr::from((HERE, 1)))]);
    let broken = managed(hosts.clone(), r#"503 {"message": "hibernating"}"#.to_owned());
    let error = try_connect(broken.bundle("hibernating")).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NoHostAvailable);
    assert!(error.message().contains("503") && error.message().contains("hibernating"), "{error}");
    assert_eq!(error.attempts()[0].host, format!("127.0.0.1:{}", broken.service));

    let stranger = try_connect(broken.bundle_of("stranger", &authority())).err().unwrap();
    assert_eq!((stranger.kind(), stranger.attempts().len()), (ErrorKind::NoHostAvailable, 1), "{stranger}");

    let text = answer(&hosts).replace("PROXY", "127.0.0.1:1");
    let proxyless = managed(hosts, text);
    let error = try_connect(proxyless.bundle("proxyless")).err().unwrap();
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::ConnectionFailed));
    assert!(
        error.message().contains("behind the proxy") && error.attempts()[0].host.contains('/'),
        "{error}"
    );
}
