//! What the core asks JavaScript while connections are opened: how to authenticate, where hosts are reached, and who they are. Questions
//! go over the queue of the outcomes, so that JavaScript answers on its own thread, whenever it can.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use serde_json::{Value as Json, json};
use unicql_core::{
    AddressTranslator, AuthenticationTarget, Authenticator, AuthenticatorProvider, Completion, Error,
    ErrorKind, PeerIdentity, PresentedCertificate, UntranslatedHost,
};

use crate::completion::Completions;
use crate::hosts;
use crate::session::NativeSession;

/// Who waits for an answer.
enum Reply {
    Token(Completion<Option<Vec<u8>>>),
    Done(Completion<()>),
    Address(Completion<SocketAddr>),
}

/// The questions that are open.
#[derive(Default)]
pub(crate) struct Questions {
    next: u32,
    open: HashMap<u32, Reply>,
}

impl Questions {
    fn add(&mut self, reply: Reply) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.open.insert(self.next, reply);
        self.next
    }
}

fn ask(completions: &Completions, what: &str, mut about: Json, reply: Reply) {
    let id = completions.questions().add(reply);
    about["id"] = id.into();
    about["what"] = what.into();
    completions.tell(json!({ "question": about }));
}

/// The authenticators of a user, written in JavaScript.
pub(crate) struct ScriptedAuthentication {
    completions: Arc<Completions>,
    exchanges: AtomicU32,
}

impl ScriptedAuthentication {
    pub(crate) fn new(completions: &Arc<Completions>) -> Self {
        ScriptedAuthentication { completions: Arc::clone(completions), exchanges: AtomicU32::new(0) }
    }
}

impl AuthenticatorProvider for ScriptedAuthentication {
    fn authenticator(&self, target: &AuthenticationTarget) -> Result<Box<dyn Authenticator>, Error> {
        let exchange = self.exchanges.fetch_add(1, Ordering::Relaxed);
        let host = target.host.map(hosts::endpoint);
        let about = json!({ "exchange": exchange, "host": host, "className": target.class_name });
        Ok(Box::new(ScriptedAuthenticator { completions: Arc::clone(&self.completions), exchange, about }))
    }

    /// It is there for clients without credentials too, to say what a server that asks them is told.
    fn expects_challenge(&self) -> bool {
        false
    }
}

struct ScriptedAuthenticator {
    completions: Arc<Completions>,
    exchange: u32,
    about: Json,
}

impl ScriptedAuthenticator {
    fn with(&self, token: Option<Vec<u8>>) -> Json {
        json!({ "exchange": self.exchange, "token": token })
    }
}

impl Authenticator for ScriptedAuthenticator {
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
        ask(&self.completions, "initialResponse", self.about.take(), Reply::Token(reply));
    }

    fn evaluate_challenge(&mut self, challenge: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
        ask(&self.completions, "evaluateChallenge", self.with(challenge), Reply::Token(reply));
    }

    fn success(&mut self, token: Option<Vec<u8>>, reply: Completion<()>) {
        ask(&self.completions, "success", self.with(token), Reply::Done(reply));
    }
}

impl Drop for ScriptedAuthenticator {
    fn drop(&mut self) {
        self.completions.tell(json!({ "what": "authenticated", "exchange": self.exchange }));
    }
}

/// The address translator of a user, written in JavaScript.
pub(crate) struct ScriptedTranslator(pub(crate) Arc<Completions>);

impl AddressTranslator for ScriptedTranslator {
    fn translate(&self, host: UntranslatedHost, reply: Completion<SocketAddr>) {
        let about = json!({ "address": host.address.ip().to_string(), "port": host.address.port() });
        ask(&self.0, "translate", about, Reply::Address(reply));
    }
}

/// The function of a user that decides whether a certificate is that of the server, written in JavaScript.
pub(crate) struct ScriptedIdentity(pub(crate) Arc<Completions>);

impl PeerIdentity for ScriptedIdentity {
    fn check(&self, presented: PresentedCertificate, reply: Completion<()>) {
        let about = json!({ "name": presented.name, "certificate": presented.der });
        ask(&self.0, "identity", about, Reply::Done(reply));
    }
}

#[napi]
impl NativeSession {
    /// Answers a question: with a token, with an endpoint as `ip:port`, with nothing, or with what went wrong.
    #[napi(catch_unwind)]
    pub fn answer(&self, question: u32, answer: Option<Buffer>, error: Option<String>) {
        let Some(reply) = self.completions().questions().open.remove(&question) else {
            return;
        };
        // Nothing was given that the server could refuse.
        let failed = error.map(|message| Error::new(ErrorKind::AuthenticationRequired, message));
        let answer = failed.map_or_else(|| Ok(answer.map(Vec::from)), Err);
        match reply {
            Reply::Token(reply) => reply.complete(answer),
            Reply::Done(reply) => reply.complete(answer.map(drop)),
            Reply::Address(reply) => {
                reply.complete(answer.and_then(|text| parsed(&text.unwrap_or_default())))
            }
        }
    }
}

/// Reads `ip:port`, where an IPv6 address may stand without brackets.
fn parsed(text: &[u8]) -> Result<SocketAddr, Error> {
    let text = String::from_utf8_lossy(text);
    let found = text.rsplit_once(':').and_then(|(ip, port)| {
        let ip: IpAddr = ip.trim_matches(['[', ']']).parse().ok()?;
        Some(SocketAddr::new(ip, port.parse().ok()?))
    });
    found.ok_or_else(|| Error::new(ErrorKind::UnresolvedHost, format!("`{text}` is no address with a port")))
}
