//! How the driver proves to a server who it is: with a name and a password, or in as many steps as an authenticator
//! of the user wants. The connections of the crate and those of core ask the same code.

mod driver;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

pub(crate) use driver::{Provider, connecting_to};

use crate::lock::lock;
use crate::options::Config;
use crate::{Completion, Dispatcher, Error, ErrorKind};

/// The authenticator of DSE, which first asks for the mechanism. It also asks when it would let everybody in.
const DSE_AUTHENTICATOR: &str = "com.datastax.bdp.cassandra.auth.DseAuthenticator";
const DSE_MECHANISM: &[u8] = b"PLAIN";
const DSE_CHALLENGE: &[u8] = b"PLAIN-START";

/// Who asks, when a server asks for authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthenticationTarget {
    /// The address that the connection goes to. The crate does not tell it: it is known for every connection to a host
    /// of the cluster and for all of core's own. It is `None` for the crate's control connection while that goes to a
    /// contact point of several; when that connection falls back from hosts to a contact point, it is the last host that
    /// was tried.
    pub host: Option<SocketAddr>,
    /// The class with which the server checks, such as `org.apache.cassandra.auth.PasswordAuthenticator`.
    pub class_name: String,
}

/// Makes an [`Authenticator`] for each connection. All calls come from one thread that is there for nothing else, so
/// they may take their time; a connection waits no longer than its connect timeout.
pub trait AuthenticatorProvider: Send + Sync {
    /// Makes the authenticator of one connection.
    ///
    /// # Errors
    /// Any; the connection is given up with it.
    fn authenticator(&self, target: &AuthenticationTarget) -> Result<Box<dyn Authenticator>, Error>;

    /// Whether a server that does not ask is worth a warning in the log; by default it is.
    fn expects_challenge(&self) -> bool {
        true
    }
}

/// The SASL exchange of one connection, on the thread of [`AuthenticatorProvider`]. Each call answers through its
/// completion, at once or later and from any thread; an error, or a completion that is dropped, ends the connection. It
/// is dropped on that thread, too.
pub trait Authenticator: Send {
    /// The first thing that the server hears; `None` is null.
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>);

    /// The answer to a challenge of the server; `None` is null, in both directions.
    fn evaluate_challenge(&mut self, challenge: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>);

    /// The server is content; this is its last word.
    fn success(&mut self, token: Option<Vec<u8>>, reply: Completion<()>);
}

/// The authenticators of a user, as an option.
#[derive(Clone)]
pub struct CustomAuthentication(pub Arc<dyn AuthenticatorProvider>);

/// Shows nothing: what it is made of may be secret.
impl fmt::Debug for CustomAuthentication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustomAuthentication")
    }
}

/// One authentication under way.
pub(crate) enum Exchange {
    /// The name and password in the form of SASL PLAIN, and whether the mechanism is asked for first.
    PlainText { response: Vec<u8>, asks_mechanism: bool },
    /// What the user brought.
    Custom(UsersOwn),
}

/// An authenticator of the user; it is called and dropped on one thread.
pub(crate) struct UsersOwn(Option<Shared>);

type Shared = Arc<Mutex<Box<dyn Authenticator>>>;

impl Drop for UsersOwn {
    fn drop(&mut self) {
        let own = self.0.take();
        Dispatcher::authentication().dispatch(move || drop(own));
    }
}

impl Exchange {
    /// Starts the authentication that a server asks for.
    ///
    /// # Errors
    /// `AuthenticationRequired` when there are neither credentials nor an authenticator, and that of the authenticator.
    pub(crate) async fn start(config: &Config, target: AuthenticationTarget) -> Result<Self, Error> {
        let is_dse = target.class_name == DSE_AUTHENTICATOR;
        if let Some(CustomAuthentication(provider)) = &config.authenticator {
            let provider = Arc::clone(provider);
            let authenticator =
                on_thread(move |reply| reply.complete(provider.authenticator(&target))).await?;
            return Ok(Exchange::Custom(UsersOwn(Some(Arc::new(Mutex::new(authenticator))))));
        }
        match &config.credentials {
            Some((username, password)) => {
                let authorization_id = config.authorization_id.as_deref().unwrap_or_default();
                let response = format!("{authorization_id}\0{username}\0{password}").into_bytes();
                Ok(Exchange::PlainText { response, asks_mechanism: is_dse })
            }
            // DSE in its transitional mode asks everybody and takes nobody for an answer.
            None if is_dse => Ok(Exchange::PlainText { response: b"\0\0".to_vec(), asks_mechanism: false }),
            None => {
                let message = format!(
                    "the server asks for authentication ({}), no credentials are set",
                    target.class_name
                );
                Err(Error::new(ErrorKind::AuthenticationRequired, message))
            }
        }
    }

    pub(crate) async fn initial_response(&self) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Exchange::PlainText { asks_mechanism: true, .. } => Ok(Some(DSE_MECHANISM.to_vec())),
            Exchange::PlainText { response, .. } => Ok(Some(response.clone())),
            Exchange::Custom(custom) => {
                ask(custom, |authenticator, reply| authenticator.initial_response(reply)).await
            }
        }
    }

    pub(crate) async fn evaluate_challenge(
        &self,
        challenge: Option<Vec<u8>>,
    ) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Exchange::PlainText { response, asks_mechanism: true }
                if challenge.as_deref() == Some(DSE_CHALLENGE) =>
            {
                Ok(Some(response.clone()))
            }
            Exchange::PlainText { .. } => {
                let message = "the server asks for more than a name and a password";
                Err(Error::new(ErrorKind::BadCredentials, message))
            }
            Exchange::Custom(custom) => {
                let answer = move |authenticator: &mut dyn Authenticator, reply| {
                    authenticator.evaluate_challenge(challenge, reply);
                };
                ask(custom, answer).await
            }
        }
    }

    pub(crate) async fn success(&self, token: Option<Vec<u8>>) -> Result<(), Error> {
        match self {
            Exchange::PlainText { .. } => Ok(()),
            Exchange::Custom(custom) => {
                ask(custom, move |authenticator, reply| authenticator.success(token, reply)).await
            }
        }
    }
}

/// Calls an authenticator of the user.
async fn ask<T: Send + 'static>(
    custom: &UsersOwn,
    call: impl FnOnce(&mut dyn Authenticator, Completion<T>) + Send + 'static,
) -> Result<T, Error> {
    let own = custom.0.clone();
    on_thread(move |reply| {
        if let Some(own) = own {
            call(&mut **lock(&own), reply);
        }
    })
    .await
}

/// Runs code of the user away from the I/O thread, and away from the callbacks, which may wait for a connection.
async fn on_thread<T: Send + 'static>(job: impl FnOnce(Completion<T>) + Send + 'static) -> Result<T, Error> {
    let (sender, receiver) = oneshot::channel();
    let reply = Completion::new(move |outcome| drop(sender.send(outcome)));
    Dispatcher::authentication().dispatch(move || job(reply));
    let gone = || Error::new(ErrorKind::Cancelled, "the authenticator was given up");
    receiver.await.unwrap_or_else(|_| Err(gone())).map_err(refused)
}

/// An authenticator that gives up without a kind of its own has no credentials that the server would take.
fn refused(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Cancelled => {
            Error::new(ErrorKind::BadCredentials, "the authenticator ended without an answer")
        }
        _ => error,
    }
}
