use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair, SanType,
    date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::{PeerIdentity, PresentedCertificate, Tls, later_error};
use crate::options::{TlsOptions, TlsVerify, TlsVersion};
use crate::{Completion, Error, ErrorKind};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("fixtures/", $name)).to_vec()
    };
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Authority {
    let mut params = named(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn intermediate(name: &str, issuer: &Authority) -> Authority {
    let mut params = named(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    CertifiedIssuer::signed_by(params, KeyPair::generate().unwrap(), issuer).unwrap()
}

fn named(common_name: &str, addresses: &[Ipv4Addr]) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.subject_alt_names = addresses.iter().map(|&address| SanType::IpAddress(address.into())).collect();
    params
}

/// A certificate in PEM form with those that lead to its authority, and its key.
struct Issued {
    chain: String,
    key: KeyPair,
}

fn issue(params: CertificateParams, issuer: &Authority) -> Issued {
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, issuer).unwrap();
    Issued { chain: certificate.pem(), key }
}

impl Issued {
    fn below(mut self, issuer: &Authority) -> Self {
        self.chain += &issuer.pem();
        self
    }

    fn options(&self) -> TlsOptions {
        TlsOptions {
            cert_pem: Some(self.chain.clone().into_bytes()),
            key_pem: Some(self.key.serialize_pem().into_bytes()),
            ..TlsOptions::default()
        }
    }
}

fn trusting(authority: &Authority, verify: TlsVerify) -> TlsOptions {
    TlsOptions { ca_pem: vec![authority.pem().into_bytes()], verify, ..TlsOptions::default() }
}

fn server(own: &Issued, clients: Option<&Authority>) -> ServerConfig {
    server_with(own, clients, rustls::ALL_VERSIONS)
}

fn server_with(
    own: &Issued,
    clients: Option<&Authority>,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_protocol_versions(versions).unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = rustls::RootCertStore::empty();
            roots.add(authority.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let chain = super::credentials::certificates(own.chain.as_bytes(), "test").unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own.key.serialize_der()));
    builder.with_single_cert(chain, key).unwrap()
}

const HERE: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// Connects to a server that ends every connection with an orderly end, and waits for that.
fn meet(server: ServerConfig, options: &TlsOptions) -> Result<(), Error> {
    let tls = Tls::new(options)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async move {
        let listener = TcpListener::bind((HERE, 0)).await.unwrap();
        let address: SocketAddr = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let (tcp, _) = listener.accept().await.unwrap();
            if let Ok(mut stream) = TlsAcceptor::from(Arc::new(server)).accept(tcp).await {
                let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
            }
        });
        let tcp = TcpStream::connect(address).await.unwrap();
        let mut stream = tls.connect(address, tcp).await?;
        let ended = stream.read(&mut [0]).await;
        serving.await.unwrap();
        ended.map(|_| ()).map_err(|error| later_error(&error).unwrap())
    })
}

#[track_caller]
fn refused(outcome: Result<(), Error>, why: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    assert!(error.message().contains(why), "{error}");
}

#[track_caller]
fn fault(options: &TlsOptions, name: &str, why: &str) {
    let error = Tls::new(options).err().unwrap();
    assert_eq!(
        (error.kind(), error.fields().name.as_deref()),
        (ErrorKind::InvalidOption, Some(name)),
        "{error}"
    );
    assert!(error.message().contains(why), "{error}");
}

fn open() -> TlsOptions {
    TlsOptions { verify: TlsVerify::None, ..TlsOptions::default() }
}

#[test]
fn unusable_options_are_named() {
    fault(&TlsOptions::default(), "tls.ca_pem", "no trusted certificate");
    let garbage = TlsOptions { ca_pem: vec![b"garbage".to_vec()], ..TlsOptions::default() };
    fault(&garbage, "tls.ca_pem", "no PEM certificate");
    let hollow = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_vec();
    fault(&TlsOptions { ca_pem: vec![hollow], ..open() }, "tls.ca_pem", "cannot be read");
    fault(&TlsOptions { cert_pem: Some(fixture!("cert.pem")), ..open() }, "tls.key_pem", "missing");
    fault(&TlsOptions { key_pem: Some(fixture!("sec1.pem")), ..open() }, "tls.cert_pem", "missing");
    let both = TlsOptions { pfx: Some(fixture!("identity.p12")), ..keyed(fixture!("sec1.pem"), None) };
    fault(&both, "tls.pfx", "beside");
    fault(&keyed(b"garbage".to_vec(), None), "tls.key_pem", "no PEM private key");
    fault(&keyed(fixture!("pkcs1.pem"), None), "tls.key_pem", "not the key of the certificate");
    fault(&TlsOptions { server_name: Some("a b".into()), ..open() }, "tls.server_name", "`a b`");
    assert!(Tls::new(&open()).is_ok());
}

fn keyed(key: Vec<u8>, passphrase: Option<&str>) -> TlsOptions {
    TlsOptions {
        cert_pem: Some(fixture!("cert.pem")),
        key_pem: Some(key),
        key_passphrase: passphrase.map(|text| text.as_bytes().to_vec()),
        ..open()
    }
}

#[test]
fn keys_are_read_in_every_form() {
    for plain in [fixture!("sec1.pem"), fixture!("pkcs8.pem")] {
        Tls::new(&keyed(plain, None)).map(|_| ()).unwrap();
    }
    for sealed in [fixture!("pkcs8-encrypted.pem"), fixture!("sec1-encrypted.pem"), fixture!("sec1-des3.pem")]
    {
        Tls::new(&keyed(sealed.clone(), Some("hunter2"))).map(|_| ()).unwrap();
        fault(&keyed(sealed.clone(), None), "tls.key_pem", "no pass phrase is given");
        fault(&keyed(sealed.clone(), Some("hunter3")), "tls.key_pem", "does not open it");
        fault(&keyed(sealed, Some("hunter2\0")), "tls.key_pem", "does not open it");
    }
    for (rsa, passphrase) in
        [(fixture!("pkcs1.pem"), None), (fixture!("pkcs1-encrypted.pem"), Some("hunter2"))]
    {
        let options = TlsOptions { cert_pem: Some(fixture!("rsa-cert.pem")), ..keyed(rsa, passphrase) };
        Tls::new(&options).map(|_| ()).unwrap();
    }
}

#[test]
fn pfx_files_are_opened() {
    for pfx in [fixture!("identity.p12"), fixture!("identity-legacy.p12")] {
        let with = |passphrase: &str| TlsOptions {
            pfx: Some(pfx.clone()),
            key_passphrase: Some(passphrase.as_bytes().to_vec()),
            ..open()
        };
        assert!(Tls::new(&with("hunter2")).unwrap().config.client_auth_cert_resolver.has_certs());
        fault(&with("hunter3"), "tls.pfx", "does not open it");
    }
    fault(&TlsOptions { pfx: Some(b"garbage".to_vec()), ..open() }, "tls.pfx", "cannot be read");
}

#[test]
fn a_trusted_server_is_accepted_at_every_level() {
    let (root, other) = (authority("root"), authority("other"));
    let own = issue(named("node", &[HERE]), &root);
    for verify in [TlsVerify::None, TlsVerify::Peer, TlsVerify::PeerIdentity] {
        let mut options = trusting(&other, verify);
        options.ca_pem.push(root.pem().into_bytes());
        meet(server(&own, None), &options).unwrap();
    }
}

#[test]
fn what_is_wrong_with_a_server_is_said() {
    let (root, other) = (authority("root"), authority("other"));
    let own = || issue(named("node", &[HERE]), &root);
    let identity = trusting(&root, TlsVerify::PeerIdentity);
    refused(
        meet(server(&own(), None), &trusting(&other, TlsVerify::Peer)),
        "not signed by a trusted authority",
    );
    let elsewhere = issue(named("node", &[Ipv4Addr::new(127, 0, 0, 9)]), &root);
    refused(meet(server(&elsewhere, None), &identity), "not for 127.0.0.1");
    meet(server(&elsewhere, None), &trusting(&root, TlsVerify::Peer)).unwrap();
    let mut expired = named("node", &[HERE]);
    expired.not_after = date_time_ymd(2001, 1, 1);
    let expired = issue(expired, &root);
    refused(meet(server(&expired, None), &identity), "has expired");
    meet(server(&expired, None), &trusting(&root, TlsVerify::None)).unwrap();
    let mut early = named("node", &[HERE]);
    early.not_before = date_time_ymd(4000, 1, 1);
    refused(meet(server(&issue(early, &root), None), &identity), "not valid yet");
}

#[test]
fn a_certificate_without_alternative_names_counts_by_its_common_name() {
    let root = authority("root");
    let identity = trusting(&root, TlsVerify::PeerIdentity);
    meet(server(&issue(named("127.0.0.1", &[]), &root), None), &identity).unwrap();
    refused(meet(server(&issue(named("127.0.0.2", &[]), &root), None), &identity), "not for 127.0.0.1");
    let both = issue(named("127.0.0.1", &[Ipv4Addr::new(127, 0, 0, 9)]), &root);
    refused(meet(server(&both, None), &identity), "not for 127.0.0.1");
}

#[test]
fn the_very_certificate_of_a_server_can_be_trusted() {
    let params = || named("node", &[HERE]);
    let key = KeyPair::generate().unwrap();
    let self_signed = |params: CertificateParams| params.self_signed(&key).unwrap().pem();
    let pinned = |chain: &str, verify| TlsOptions {
        ca_pem: vec![chain.as_bytes().to_vec()],
        verify,
        ..TlsOptions::default()
    };
    let chain = self_signed(params());
    let own = Issued { chain: chain.clone(), key: KeyPair::from_pem(&key.serialize_pem()).unwrap() };
    meet(server(&own, None), &pinned(&chain, TlsVerify::PeerIdentity)).unwrap();
    let mut old = params();
    old.not_after = date_time_ymd(2001, 1, 1);
    let old = Issued { chain: self_signed(old), key: KeyPair::from_pem(&key.serialize_pem()).unwrap() };
    refused(meet(server(&old, None), &pinned(&old.chain, TlsVerify::Peer)), "has expired");
    let elsewhere = self_signed(named("node", &[Ipv4Addr::new(127, 0, 0, 9)]));
    let elsewhere = Issued { chain: elsewhere, key: KeyPair::from_pem(&key.serialize_pem()).unwrap() };
    meet(server(&elsewhere, None), &pinned(&elsewhere.chain, TlsVerify::Peer)).unwrap();
    refused(
        meet(server(&elsewhere, None), &pinned(&elsewhere.chain, TlsVerify::PeerIdentity)),
        "not for 127.0.0.1",
    );
}

#[test]
fn a_server_name_replaces_the_address() {
    let root = authority("root");
    let mut params = named("node", &[]);
    params.subject_alt_names = vec![SanType::DnsName("db.example".try_into().unwrap())];
    let own = issue(params, &root);
    let identity = trusting(&root, TlsVerify::PeerIdentity);
    refused(meet(server(&own, None), &identity), "not for 127.0.0.1, but for");
    let named = TlsOptions { server_name: Some("db.example".into()), ..identity.clone() };
    meet(server(&own, None), &named).unwrap();
    let other = TlsOptions { server_name: Some("other.example".into()), ..identity };
    refused(meet(server(&own, None), &other), "not for other.example, but for");
}

#[test]
fn an_identity_can_be_checked_by_the_name_of_the_address() {
    let root = authority("root");
    let name = dns_lookup::lookup_addr(&HERE.into()).unwrap();
    let mut params = named("node", &[]);
    params.subject_alt_names = vec![SanType::DnsName(name.try_into().unwrap())];
    let by_name = trusting(&root, TlsVerify::PeerIdentityDns);
    meet(server(&issue(params, &root), None), &by_name).unwrap();
    refused(
        meet(server(&issue(named("node", &[HERE]), &root), None), &by_name),
        "the server's certificate is not for",
    );
}

#[test]
fn a_client_certificate_comes_with_its_intermediates() {
    let root = authority("root");
    let own = issue(named("node", &[HERE]), &root);
    let between = intermediate("between", &root);
    let client = issue(named("client", &[]), &between);
    let incomplete = TlsOptions { ca_pem: vec![root.pem().into_bytes()], ..client.options() };
    refused(meet(server(&own, Some(&root)), &incomplete), "refused the certificate of the client");
    let complete = client.below(&between).options();
    let complete = TlsOptions { ca_pem: vec![root.pem().into_bytes()], ..complete };
    meet(server(&own, Some(&root)), &complete).unwrap();
    for versions in [&[&rustls::version::TLS12], &[&rustls::version::TLS13]] {
        let outcome = meet(server_with(&own, Some(&root), versions), &trusting(&root, TlsVerify::Peer));
        refused(outcome, "certificate of the client");
    }
}

#[test]
fn versions_and_suites_are_kept_to() {
    let root = authority("root");
    let own = issue(named("node", &[HERE]), &root);
    let peer = || trusting(&root, TlsVerify::Peer);
    let new = TlsOptions { min_version: TlsVersion::Tls13, ..peer() };
    meet(server(&own, None), &new).unwrap();
    let old_server = || server_with(&own, None, &[&rustls::version::TLS12]);
    refused(meet(old_server(), &new), "speaks no version of TLS that is allowed");
    let suites = |names: &str| TlsOptions { cipher_suites: Some(names.into()), ..peer() };
    meet(old_server(), &suites("ECDHE-ECDSA-AES128-GCM-SHA256:unknown")).unwrap();
    meet(server(&own, None), &suites("TLS_AES_128_GCM_SHA256")).unwrap();
    refused(
        meet(old_server(), &suites("TLS_AES_128_GCM_SHA256")),
        "speaks no version of TLS that is allowed",
    );
    refused(
        meet(old_server(), &suites("ECDHE-RSA-AES128-GCM-SHA256")),
        "no cipher suite or certificate in common",
    );
    let old = TlsOptions { max_version: Some(TlsVersion::Tls12), ..peer() };
    meet(old_server(), &old).unwrap();
    meet(server(&own, None), &old).unwrap();
    let new_server = server_with(&own, None, &[&rustls::version::TLS13]);
    refused(meet(new_server, &old), "speaks no version of TLS that is allowed");
    fault(&TlsOptions { max_version: Some(TlsVersion::Tls12), ..new }, "tls.max_version", "lower");
    fault(&suites("HIGH:!aNULL"), "tls.cipher_suites", "names no suite that can be used");
    let contradiction =
        TlsOptions { min_version: TlsVersion::Tls13, ..suites("ECDHE-RSA-AES128-GCM-SHA256") };
    fault(&contradiction, "tls.cipher_suites", "names no suite that can be used");
}

/// Notes what it is asked, and accepts servers of one name.
#[derive(Default)]
struct Judge(Mutex<Vec<PresentedCertificate>>, &'static str);

impl PeerIdentity for Judge {
    fn check(&self, presented: PresentedCertificate, reply: Completion<()>) {
        let accepts = presented.name == self.1;
        self.0.lock().unwrap().push(presented);
        reply.complete(if accepts { Ok(()) } else { Err(Error::new(ErrorKind::Internal, "a stranger")) });
    }
}

#[test]
fn somebody_can_be_asked_for_the_identity_once_the_chain_is_good() {
    let root = authority("root");
    // No name of it is that of the server.
    let own = issue(named("node", &[]), &root);
    let ask = |name| {
        let judge = Arc::new(Judge(Mutex::default(), name));
        let identity = Some(Arc::clone(&judge) as _);
        (judge, TlsOptions { identity, ..trusting(&root, TlsVerify::PeerIdentity) })
    };
    let (judge, accepting) = ask("127.0.0.1");
    meet(server(&own, None), &accepting).unwrap();
    let asked = judge.0.lock().unwrap().remove(0);
    let chain = super::credentials::certificates(own.chain.as_bytes(), "test").unwrap();
    assert_eq!((asked.name.as_str(), asked.der.as_slice()), ("127.0.0.1", chain[0].as_ref()));

    let (_, refusing) = ask("another");
    refused(meet(server(&own, None), &refusing), "a stranger");
    let renamed = TlsOptions { server_name: Some("another".into()), ..refusing };
    meet(server(&own, None), &renamed).unwrap();

    let (judge, untrusted) = ask("127.0.0.1");
    let stranger = issue(named("node", &[]), &authority("another root"));
    refused(meet(server(&stranger, None), &untrusted), "not signed by a trusted authority");
    assert!(judge.0.lock().unwrap().is_empty());
}
