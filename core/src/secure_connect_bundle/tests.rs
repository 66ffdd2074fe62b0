use std::io::{Cursor, Write};

use rcgen::{CertificateParams, KeyPair};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::metadata_service::{ContactInfo, contact_info};
use super::{Bundle, tunnels::Tunnels};
use crate::Error;
use crate::options::{Options, TlsOptions};

const CONFIG: &str = r#"{"host": "db.example", "port": 30443, "username": "u", "password": "p"}"#;

fn identity() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec!["db.example".to_owned()]).unwrap().self_signed(&key).unwrap();
    (certificate.pem(), key.serialize_pem())
}

fn files() -> Vec<(&'static str, String)> {
    let (certificate, key) = identity();
    vec![
        ("config.json", CONFIG.to_owned()),
        ("ca.crt", certificate.clone()),
        ("cert", certificate),
        ("key", key),
    ]
}

fn zipped(files: &[(&'static str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(files: &[(&'static str, String)]) -> Result<Bundle, Error> {
    Bundle::read(Cursor::new(zipped(files)))
}

#[track_caller]
fn refused(outcome: Result<Bundle, Error>, why: &str) {
    let error = outcome.err().unwrap();
    assert_eq!(error.fields().name.as_deref(), Some("secure_connect_bundle"), "{error}");
    assert!(error.message().contains(why), "{error}");
}

#[test]
fn a_bundle_is_read() {
    let bundle = read(&files()).unwrap();
    assert_eq!((bundle.host.as_str(), bundle.port), ("db.example", 30443));
    assert_eq!(bundle.credentials, Some(("u".to_owned(), "p".to_owned())));
    let mut text_port = files();
    text_port[0].1 = r#"{"host": "db.example", "port": "7"}"#.to_owned();
    let bundle = read(&text_port).unwrap();
    assert_eq!((bundle.port, bundle.credentials), (7, None));
}

#[test]
fn what_is_wrong_with_a_bundle_is_said() {
    refused(Bundle::open("/no/such/file"), "cannot be opened");
    refused(Bundle::read(Cursor::new(b"garbage".to_vec())), "is not a zip file");
    for missing in ["config.json", "ca.crt", "cert", "key"] {
        let mut files = files();
        files.retain(|(name, _)| *name != missing);
        refused(read(&files), &format!("has no file `{missing}`"));
    }
    for (config, why) in [
        ("garbage", "is not JSON"),
        ("[]", "names no `host`"),
        (r#"{"port": 1}"#, "names no `host`"),
        (r#"{"host": "a"}"#, "names no usable `port`"),
        (r#"{"host": "a", "port": 70000}"#, "names no usable `port`"),
    ] {
        let mut files = files();
        files[0].1 = config.to_owned();
        refused(read(&files), why);
    }
    for (at, why) in [(1, "tls.ca_pem"), (2, "tls.cert_pem"), (3, "tls.key_pem")] {
        let mut files = files();
        files[at].1 = "garbage".to_owned();
        refused(read(&files), why);
    }
    let mut other_key = files();
    other_key[3].1 = identity().1;
    refused(read(&other_key), "is not the key of the certificate");
}

#[test]
fn a_bundle_stands_alone() {
    let path = std::env::temp_dir().join(format!("unicql-bundle-{}.zip", std::process::id()));
    std::fs::write(&path, zipped(&files())).unwrap();
    let bundle = || Options { secure_connect_bundle: path.to_str().map(str::to_owned), ..Options::default() };
    let config = bundle().normalise().map_err(|error| error.to_string()).unwrap();
    assert_eq!(config.credentials, Some(("u".to_owned(), "p".to_owned())));
    let own = Options { username: Some("me".into()), password: Some("mine".into()), ..bundle() };
    assert_eq!(own.normalise().ok().unwrap().credentials, Some(("me".to_owned(), "mine".to_owned())));
    let points = Options { contact_points: Some(vec!["a".into()]), ..bundle() };
    let tls = Options { tls: Some(TlsOptions::default()), ..bundle() };
    for both in [points, tls] {
        let error = both.normalise().err().unwrap();
        assert_eq!(error.fields().name.as_deref(), Some("secure_connect_bundle"), "{error}");
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn the_answer_of_the_service_is_checked() {
    let id = uuid::Uuid::from_u128(7);
    let answer = |info: &str| contact_info(format!(r#"{{"contact_info": {info}}}"#).as_bytes());
    let full = format!(r#"{{"local_dc": "dc1", "sni_proxy_address": "p:1", "contact_points": ["{id}"]}}"#);
    let expected = ContactInfo {
        local_datacenter: "dc1".into(),
        proxy_host: "p".into(),
        proxy_port: 1,
        hosts: vec![id],
    };
    assert_eq!(answer(&full).unwrap(), expected);
    assert_eq!(answer(&full.replace("p:1", "p")).unwrap().proxy_port, 9042);
    for (from, to, why) in [
        ("\"p:1\"", "\"p:x\"", "no usable port"),
        ("\"p:1\"", "7", "no `sni_proxy_address`"),
        ("\"dc1\"", "null", "no `local_dc`"),
        ("local_dc", "dc", "no `local_dc`"),
        ("contact_points", "points", "no `contact_points`"),
        (&id.to_string(), "x", "is not the id of a host"),
        (&format!("\"{id}\""), "", "names no host"),
    ] {
        let error = answer(&full.replace(from, to)).unwrap_err();
        assert!(error.message().contains(why), "{error}");
    }
    assert!(contact_info(b"garbage").unwrap_err().message().contains("not JSON"));
    assert!(contact_info(b"{}").unwrap_err().message().contains("no `contact_info`"));
}

#[test]
fn only_the_session_itself_gets_through_its_tunnels() {
    use tokio::io::AsyncReadExt;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let own = || {
            let tls = read(&files()).unwrap().tls("db.example").unwrap();
            Tunnels::new(("127.0.0.1".into(), 1), tls, std::time::Duration::from_secs(5)).unwrap()
        };
        let (tunnels, stranger) = (own(), own());
        let address = tunnels.address_of(uuid::Uuid::from_u128(7)).await.unwrap();
        assert_eq!(tunnels.address_of(uuid::Uuid::from_u128(7)).await.unwrap(), address);
        let tcp = || tokio::net::TcpStream::connect(address);
        assert!(tunnels.inner_tls().connect(address, tcp().await.unwrap()).await.is_ok());
        let refused = stranger.inner_tls().connect(address, tcp().await.unwrap()).await.err().unwrap();
        assert!(refused.message().contains("not signed by a trusted authority"), "{refused}");
        let mut plain = tcp().await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut plain, b"\x04\x00\x00\x00\x05\x00\x00\x00\x00")
            .await
            .unwrap();
        let mut answer = Vec::new();
        let _ = plain.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"\x84"), "no frame of CQL comes back: {answer:?}");
    });
}
