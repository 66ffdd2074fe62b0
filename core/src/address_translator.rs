//! Where the hosts are reached from here, when that is not where they say they are. Contact points are never translated:
//! the user wrote them.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use scylla::errors::TranslationError;
use scylla::policies::address_translator::{AddressTranslator as DriverTranslator, UntranslatedPeer};
use tokio::sync::{OnceCell, oneshot};
use uuid::Uuid;

use crate::hosts::HostRow;
use crate::lock::lock;
use crate::log::{LogEvent, SessionLog};
use crate::options::Config;
use crate::{Completion, Dispatcher, Error, ErrorKind, authenticator, raw_connection};

/// How addresses of hosts are translated.
#[derive(Clone, Default)]
pub enum AddressTranslation {
    /// Not at all.
    #[default]
    Identity,
    /// By the name that the name service has for an address, looked up from here: within one region of EC2, a public
    /// address becomes the private one.
    Ec2MultiRegion,
    /// By code of the user.
    Custom(Arc<dyn AddressTranslator>),
}

impl fmt::Debug for AddressTranslation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AddressTranslation::Identity => "Identity",
            AddressTranslation::Ec2MultiRegion => "Ec2MultiRegion",
            AddressTranslation::Custom(_) => "Custom",
        })
    }
}

/// A host whose address is to be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntranslatedHost {
    /// Its id.
    pub id: Uuid,
    /// Where it says that it takes client connections.
    pub address: SocketAddr,
    /// Its data center, if it told.
    pub datacenter: Option<String>,
    /// Its rack, if it told.
    pub rack: Option<String>,
}

/// Translates addresses.
pub trait AddressTranslator: Send + Sync {
    /// Finds the address of a host and puts it into `reply`, now or later and on any thread. An error, no reply within
    /// the time for resolving names, and a panic all keep the address as it is.
    ///
    /// It is called on the thread of the [`Dispatcher`], for each host when it is found, and again now and then when
    /// connections to it are opened.
    fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>);
}

/// How long a translation holds, also one that failed. Opening a pool asks once per connection.
const LIFETIME: Duration = Duration::from_secs(60);

/// The translations of one session.
pub(crate) struct Translations {
    how: AddressTranslation,
    log: SessionLog,
    limit: Option<Duration>,
    known: Mutex<HashMap<(Uuid, SocketAddr), Known>>,
    /// The port of each host that announces one, since the crate takes the port of the contact point for that of all.
    ports: RwLock<HashMap<Uuid, u16>>,
}

struct Known {
    since: Instant,
    address: Arc<OnceCell<SocketAddr>>,
}

impl Translations {
    /// `limit` is how long one translation may take, `None` as long as it wants.
    pub(crate) fn new(how: AddressTranslation, limit: Option<Duration>, log: SessionLog) -> Self {
        Translations { how, log, limit, known: Mutex::default(), ports: RwLock::default() }
    }

    pub(crate) fn is_identity(&self) -> bool {
        matches!(self.how, AddressTranslation::Identity)
    }

    /// Takes note of the ports that hosts announce. The first row is that of the host that was asked, `at` where it was
    /// reached: when it announces another port itself, something stands before the hosts, and their ports mean nothing
    /// here.
    pub(crate) fn learn_ports(&self, at: SocketAddr, rows: &[HostRow]) {
        if rows.first().and_then(|asked| asked.details.rpc_port) != Some(at.port()) {
            return;
        }
        let mut ports = self.ports.write().unwrap_or_else(PoisonError::into_inner);
        ports.extend(rows.iter().filter_map(|row| Some((row.id, row.details.rpc_port?))));
    }

    fn port(&self, host: Uuid) -> Option<u16> {
        self.ports.read().unwrap_or_else(PoisonError::into_inner).get(&host).copied()
    }

    /// Forgets what was translated, since the cluster is looked at anew.
    pub(crate) fn forget(&self) {
        lock(&self.known).clear();
    }

    /// Returns where a host is reached. What cannot be translated stays as it is.
    pub(crate) async fn translate(&self, mut host: UntranslatedHost) -> SocketAddr {
        if let Some(port) = self.port(host.id) {
            host.address.set_port(port);
        }
        let original = host.address;
        if self.is_identity() {
            return original;
        }
        let answer = async {
            self.ask(host.clone()).await.unwrap_or_else(|error| {
                tracing::warn!(address = %original, %error, "no translation of an address; it is used as it is");
                original
            })
        };
        *self.entry(&host).get_or_init(|| answer).await
    }

    fn entry(&self, host: &UntranslatedHost) -> Arc<OnceCell<SocketAddr>> {
        let mut known = lock(&self.known);
        known.retain(|_, known| known.since.elapsed() < LIFETIME);
        let fresh = || Known { since: Instant::now(), address: Arc::default() };
        Arc::clone(&known.entry((host.id, host.address)).or_insert_with(fresh).address)
    }

    async fn ask(&self, host: UntranslatedHost) -> Result<SocketAddr, Error> {
        let answer = async {
            match &self.how {
                AddressTranslation::Identity => Ok(host.address),
                AddressTranslation::Ec2MultiRegion => ec2(host.address).await,
                AddressTranslation::Custom(translator) => custom(Arc::clone(translator), host).await,
            }
        };
        let Some(limit) = self.limit else {
            return answer.await;
        };
        tokio::time::timeout(limit, answer).await.unwrap_or_else(|_| {
            let waited = limit.as_millis();
            Err(Error::new(ErrorKind::TimedOut, format!("no answer within {waited} ms")))
        })
    }
}

async fn custom(translator: Arc<dyn AddressTranslator>, host: UntranslatedHost) -> Result<SocketAddr, Error> {
    let (sender, receiver) = oneshot::channel();
    let reply = Completion::new(|outcome| drop(sender.send(outcome)));
    Dispatcher::shared().dispatch(move || translator.translate(host, reply));
    receiver.await.map_err(|_| Error::new(ErrorKind::Cancelled, "the translator gave no answer"))?
}

/// Asks the name service, on a thread where that may block.
async fn ec2(address: SocketAddr) -> Result<SocketAddr, Error> {
    let asked = tokio::task::spawn_blocking(move || {
        let reverse = |ip: &IpAddr| dns_lookup::lookup_addr(ip).map_err(io::Error::from);
        let lookup = |name: &str| Ok(dns_lookup::lookup_host(name)?.collect());
        by_name(address.ip(), reverse, lookup)
    });
    let outcome = asked.await.map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let ip = outcome.map_err(|error| Error::new(ErrorKind::UnresolvedHost, error.to_string()))?;
    Ok(SocketAddr::new(ip, address.port()))
}

/// Finds the name of an address and what that name leads to, preferably of the same family.
fn by_name(
    ip: IpAddr,
    reverse: impl Fn(&IpAddr) -> io::Result<String>,
    lookup: impl Fn(&str) -> io::Result<Vec<IpAddr>>,
) -> io::Result<IpAddr> {
    let found = lookup(&reverse(&ip)?)?;
    let same_family = found.iter().find(|other| other.is_ipv4() == ip.is_ipv4());
    Ok(*same_family.or(found.first()).unwrap_or(&ip))
}

/// What the crate asks before it opens a connection.
pub(crate) struct ForDriver {
    pub(crate) translations: Arc<Translations>,
    pub(crate) config: Arc<Config>,
}

#[async_trait::async_trait]
impl DriverTranslator for ForDriver {
    async fn translate_address(&self, peer: &UntranslatedPeer) -> Result<SocketAddr, TranslationError> {
        let host = UntranslatedHost {
            id: peer.host_id(),
            address: peer.untranslated_address(),
            datacenter: peer.datacenter().map(str::to_owned),
            rack: peer.rack().map(str::to_owned),
        };
        let log = &self.translations.log;
        log.adopt_task();
        let address = self.translations.translate(host).await;
        raw_connection::meet(&self.config, address).await;
        log.event(|| LogEvent::ConnectionOpening { host: address.ip() });
        authenticator::connecting_to(address);
        Ok(address)
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressTranslation, AddressTranslator, Translations, UntranslatedHost, by_name};
    use crate::log::SessionLog;
    use crate::{Completion, Error, ErrorKind};
    use futures::future::join_all;
    use std::net::{IpAddr, SocketAddr};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;
    use uuid::Uuid;

    const LIMIT: Duration = Duration::from_secs(30);

    struct Function<F>(F);

    impl<F: Fn(UntranslatedHost, Completion<SocketAddr>) + Send + Sync> AddressTranslator for Function<F> {
        fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>) {
            (self.0)(host, reply);
        }
    }

    fn custom(
        limit: Duration,
        translate: impl Fn(UntranslatedHost, Completion<SocketAddr>) + Send + Sync + 'static,
    ) -> Translations {
        Translations::new(
            AddressTranslation::Custom(Arc::new(Function(translate))),
            Some(limit),
            SessionLog::default(),
        )
    }

    fn host() -> UntranslatedHost {
        let address = "10.0.0.1:9042".parse().unwrap();
        UntranslatedHost { id: Uuid::nil(), address, datacenter: Some("dc1".into()), rack: None }
    }

    fn run<T>(task: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(task)
    }

    #[test]
    fn many_connections_cost_one_translation() {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let translations = custom(LIMIT, move |host, reply| {
            assert_eq!(host.datacenter.as_deref(), Some("dc1"));
            counted.fetch_add(1, Ordering::SeqCst);
            std::thread::spawn(move || reply.complete(Ok("192.0.2.1:1".parse().unwrap())));
        });
        let all = run(join_all((0..8).map(|_| translations.translate(host()))));
        assert!(all.iter().all(|address| *address == "192.0.2.1:1".parse().unwrap()));
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        translations.forget();
        run(translations.translate(host()));
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_failure_keeps_the_address() {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let translations = custom(LIMIT, move |_, reply| match counted.fetch_add(1, Ordering::SeqCst) {
            0 => reply.complete(Err(Error::new(ErrorKind::Internal, "no"))),
            1 => drop(reply),
            2 => panic!("a translator of a test"),
            _ => reply.complete(Ok("192.0.2.1:1".parse().unwrap())),
        });
        run(async {
            for id in 0..3 {
                let other = UntranslatedHost { id: Uuid::from_u128(id), ..host() };
                assert_eq!(translations.translate(other.clone()).await, host().address);
                assert_eq!(translations.translate(other).await, host().address, "that was the answer");
            }
            let other = UntranslatedHost { id: Uuid::from_u128(3), ..host() };
            assert_eq!(translations.translate(other).await, "192.0.2.1:1".parse().unwrap());
        });
    }

    #[test]
    fn a_translator_that_never_answers_does_not_hold_up_the_session() {
        let (kept, replies) = std::sync::mpsc::channel();
        let translations = custom(Duration::from_millis(1), move |_, reply| kept.send(reply).unwrap());
        assert_eq!(run(translations.translate(host())), host().address);
        drop(replies);
    }

    #[test]
    fn a_name_leads_to_an_address_of_the_same_family() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let name = |_: &IpAddr| Ok("a.example".to_owned());
        let found = by_name(ip("192.0.2.1"), name, |_| Ok(vec![ip("::1"), ip("10.0.0.1")]));
        assert_eq!(found.unwrap(), ip("10.0.0.1"));
        assert_eq!(by_name(ip("192.0.2.1"), name, |_| Ok(vec![ip("::1")])).unwrap(), ip("::1"));
        assert_eq!(by_name(ip("192.0.2.1"), name, |_| Ok(vec![])).unwrap(), ip("192.0.2.1"));
        let unknown = |_: &IpAddr| Err(std::io::ErrorKind::NotFound.into());
        assert!(by_name(ip("192.0.2.1"), unknown, |_| unreachable!()).is_err());
    }

    #[test]
    fn the_name_service_is_asked() {
        let loopback = UntranslatedHost { address: "127.0.0.1:9042".parse().unwrap(), ..host() };
        let translations =
            Translations::new(AddressTranslation::Ec2MultiRegion, Some(LIMIT), SessionLog::default());
        assert_eq!(run(translations.translate(loopback)), "127.0.0.1:9042".parse().unwrap());
    }
}
