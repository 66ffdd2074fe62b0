//! Whether a certificate is that of the server, where somebody outside decides it, who may take his time.
//!
//! The verifier of a handshake cannot wait. So connections of core's own ask after the handshake, and remember who was
//! accepted; the crate's connections accept these alone, and a server that is new is met before the crate connects to it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use crate::lock::lock;
use crate::{Completion, Dispatcher, Error, ErrorKind, TlsFault};

/// A certificate whose chain is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedCertificate {
    /// What it should be for: the server name of the options, else the address that was connected to.
    pub name: String,
    /// The certificate in DER form.
    pub der: Vec<u8>,
}

/// Decides whether certificates are those of the servers that present them.
pub trait PeerIdentity: Send + Sync {
    /// Puts the verdict into `reply`, now or later and on any thread; an error refuses the server, and so does no reply.
    ///
    /// It is called on the thread of the [`Dispatcher`]. A verdict that accepts holds for the session.
    fn check(&self, presented: PresentedCertificate, reply: Completion<()>);
}

/// More certificates than this are no longer those of one cluster.
const ACCEPTED_MAX: usize = 10_000;

#[derive(Default)]
struct Known {
    accepted: HashSet<(String, Vec<u8>)>,
    /// The names of servers that were met, and have shown no other certificate since.
    met: HashSet<String>,
}

/// The verdicts of one session. Clones share them.
#[derive(Clone)]
pub(super) struct Identities {
    judge: Arc<dyn PeerIdentity>,
    known: Arc<Mutex<Known>>,
}

impl std::fmt::Debug for Identities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identities")
    }
}

impl Identities {
    pub(super) fn new(judge: &Arc<dyn PeerIdentity>) -> Self {
        Identities { judge: Arc::clone(judge), known: Arc::default() }
    }

    pub(super) fn has_met(&self, name: &str) -> bool {
        lock(&self.known).met.contains(name)
    }

    /// Whether a certificate was accepted. One that was not is to be asked about before the next connection.
    pub(super) fn accepts(&self, name: &str, der: &[u8]) -> bool {
        let mut known = lock(&self.known);
        let accepted = known.accepted.contains(&(name.to_owned(), der.to_vec()));
        if !accepted {
            known.met.remove(name);
        }
        accepted
    }

    /// Asks about a certificate, unless it was accepted before.
    ///
    /// # Errors
    /// `Tls` with what the answer says.
    pub(super) async fn check(&self, name: String, der: Vec<u8>) -> Result<(), Error> {
        if !self.accepts(&name, &der) {
            self.ask(PresentedCertificate { name: name.clone(), der: der.clone() }).await?;
        }
        let mut known = lock(&self.known);
        if known.accepted.len() >= ACCEPTED_MAX {
            known.accepted.clear();
        }
        known.accepted.insert((name.clone(), der));
        known.met.insert(name);
        Ok(())
    }

    async fn ask(&self, presented: PresentedCertificate) -> Result<(), Error> {
        let (sender, receiver) = oneshot::channel();
        let reply = Completion::new(|outcome| drop(sender.send(outcome)));
        let judge = Arc::clone(&self.judge);
        Dispatcher::shared().dispatch(move || judge.check(presented, reply));
        let refused = |why: &str| {
            let error = Error::new(ErrorKind::Tls, format!("the TLS handshake failed: {why}"));
            error.with_tls_fault(TlsFault::Identity)
        };
        match receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(refused(error.message())),
            Err(_) => Err(refused("nobody said whether the certificate is that of the server")),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Identities, PeerIdentity, PresentedCertificate};
    use crate::{Completion, Error, ErrorKind};

    struct AcceptsNode;

    impl PeerIdentity for AcceptsNode {
        fn check(&self, presented: PresentedCertificate, reply: Completion<()>) {
            let refused = || Error::new(ErrorKind::Internal, "a stranger");
            reply.complete(if presented.name == "node" { Ok(()) } else { Err(refused()) });
        }
    }

    struct SaysNothing;

    impl PeerIdentity for SaysNothing {
        fn check(&self, _presented: PresentedCertificate, _reply: Completion<()>) {}
    }

    fn check(identities: &Identities, name: &str, der: &[u8]) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(identities.check(name.to_owned(), der.to_vec()))
    }

    #[test]
    fn who_was_accepted_is_remembered_until_another_certificate_is_shown() {
        let identities = Identities::new(&(Arc::new(AcceptsNode) as Arc<dyn PeerIdentity>));
        assert!(!identities.accepts("node", b"one") && !identities.has_met("node"));
        check(&identities, "node", b"one").unwrap();
        assert!(identities.accepts("node", b"one") && identities.has_met("node"));
        assert!(!identities.accepts("another", b"one"));
        assert!(!identities.accepts("node", b"two") && !identities.has_met("node"));
    }

    #[test]
    fn who_is_refused_or_not_judged_is_no_host() {
        let identities = Identities::new(&(Arc::new(AcceptsNode) as Arc<dyn PeerIdentity>));
        let error = check(&identities, "another", b"one").unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Tls, "the TLS handshake failed: a stranger"));
        assert!(!identities.has_met("another"));
        let silent = Identities::new(&(Arc::new(SaysNothing) as Arc<dyn PeerIdentity>));
        assert_eq!(check(&silent, "node", b"one").unwrap_err().kind(), ErrorKind::Tls);
    }
}
