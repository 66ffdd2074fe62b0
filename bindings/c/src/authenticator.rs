//! Authentications that a program carries out with callbacks, on the thread that core keeps for them.

use std::ffi::CString;
use std::sync::Arc;

use unicql_core::{
    AuthenticationTarget, Authenticator as CoreAuthenticator, AuthenticatorProvider, Completion,
    CustomAuthentication, Dispatcher, Error, ErrorKind,
};

use crate::ptr::{AuthenticatorCallbacks, Data, DataCleanup, Out, Start, Text};
use crate::types::Inet;

/// The callbacks of a program, with the data that they are given back. The last one that uses them frees the data.
#[derive(Debug)]
pub(crate) struct Authentication {
    callbacks: AuthenticatorCallbacks,
    data: Data,
    _cleanup: DataCleanup,
}

impl Authentication {
    /// Takes what the program gave.
    pub(crate) fn new(callbacks: AuthenticatorCallbacks, cleanup: DataCleanup) -> Arc<Self> {
        let data = cleanup.data();
        Arc::new(Authentication { callbacks, data, _cleanup: cleanup })
    }
}

/// What core asks for an authenticator for each connection.
pub(crate) struct Provider(Option<Arc<Authentication>>);

impl Provider {
    /// Makes the option of core for callbacks.
    pub(crate) fn of(authentication: &Arc<Authentication>) -> CustomAuthentication {
        CustomAuthentication(Arc::new(Provider(Some(Arc::clone(authentication)))))
    }
}

/// Core lets go of it on its own thread, where nothing of the program runs.
impl Drop for Provider {
    fn drop(&mut self) {
        let authentication = self.0.take();
        Dispatcher::shared().dispatch(move || drop(authentication));
    }
}

impl AuthenticatorProvider for Provider {
    fn authenticator(&self, target: &AuthenticationTarget) -> Result<Box<dyn CoreAuthenticator>, Error> {
        let gone = || Error::new(ErrorKind::Internal, "the callbacks are gone");
        Ok(Box::new(Authenticator {
            authentication: self.0.clone().ok_or_else(gone)?,
            address: target.host.map(|host| host.ip().into()).unwrap_or_default(),
            class_name: CString::new(target.class_name.as_str()).unwrap_or_default(),
            exchange_data: Data::NULL,
            response: None,
            error: String::new(),
        }))
    }
}

/// One authentication: what the callbacks read, and what they answer.
#[derive(Debug)]
pub(crate) struct Authenticator {
    authentication: Arc<Authentication>,
    address: Inet,
    class_name: CString,
    exchange_data: Data,
    /// The answer to the server; `None` while it does not wait for one.
    response: Option<Vec<u8>>,
    error: String,
}

impl Authenticator {
    /// Lets a callback answer the server; without a callback the answer is empty.
    fn answer(&mut self, call: impl FnOnce(&mut Self), reply: Completion<Option<Vec<u8>>>) {
        self.response = Some(Vec::new());
        self.error.clear();
        call(self);
        let response = self.response.take();
        reply.complete(self.outcome().map(|()| response));
    }

    fn outcome(&self) -> Result<(), Error> {
        if self.error.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::BadCredentials, self.error.clone()))
    }
}

impl CoreAuthenticator for Authenticator {
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
        let Authentication { callbacks, data, .. } = *self.authentication;
        self.answer(|auth| callbacks.initial(auth, data), reply);
    }

    fn evaluate_challenge(&mut self, challenge: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
        let Authentication { callbacks, data, .. } = *self.authentication;
        let token = challenge.unwrap_or_default();
        self.answer(|auth| callbacks.challenge(auth, data, &token), reply);
    }

    fn success(&mut self, token: Option<Vec<u8>>, reply: Completion<()>) {
        let Authentication { callbacks, data, .. } = *self.authentication;
        self.error.clear();
        callbacks.success(self, data, &token.unwrap_or_default());
        reply.complete(self.outcome());
    }
}

impl Drop for Authenticator {
    fn drop(&mut self) {
        let Authentication { callbacks, data, .. } = *self.authentication;
        callbacks.cleanup(self, data);
    }
}

pub(crate) fn address(auth: &Authenticator, address: Out<'_, Inet>) {
    address.set(auth.address);
}

/// No names are looked up for the addresses of hosts.
pub(crate) fn hostname<'a>(_: &'a Authenticator, length: Out<'_, usize>) -> Text<'a> {
    length.set(0);
    c"".into()
}

pub(crate) fn class_name<'a>(auth: &'a Authenticator, length: Out<'_, usize>) -> Text<'a> {
    length.set(auth.class_name.as_bytes().len());
    auth.class_name.as_c_str().into()
}

pub(crate) fn exchange_data(auth: &mut Authenticator) -> Data {
    auth.exchange_data
}

pub(crate) fn set_exchange_data(auth: &mut Authenticator, exchange_data: Data) {
    auth.exchange_data = exchange_data;
}

pub(crate) fn response(auth: &mut Authenticator, size: usize) -> Option<Start> {
    let response = auth.response.as_mut()?;
    response.resize(size, 0);
    Some(Start::of_mut(response))
}

pub(crate) fn set_response(auth: &mut Authenticator, response: Option<&[u8]>) {
    if let Some(place) = &mut auth.response {
        place.clear();
        place.extend_from_slice(response.unwrap_or_default());
    }
}

pub(crate) fn set_error(auth: &mut Authenticator, message: Option<&[u8]>) {
    auth.error = String::from_utf8_lossy(message.unwrap_or_default()).into_owned();
}
