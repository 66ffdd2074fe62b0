//! Authentication on the connections of the crate.

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use scylla::authentication::{AuthError, AuthenticatorProvider, AuthenticatorSession};

use super::{AuthenticationTarget, Exchange};
use crate::Error;
use crate::options::Config;

/// More tasks than a session has pools; past it the record starts anew, and a host is unknown until its next
/// connection.
const CAPACITY: usize = 4096;

thread_local! {
    static CONNECTING: RefCell<HashMap<tokio::task::Id, SocketAddr>> = RefCell::default();
}

/// Notes where the task that runs now is about to connect to. An address translator is asked for every connection to a
/// host of the cluster, on the task of that host's pool, which goes on to authenticate: that is how the address gets to
/// [`Provider`], which the crate does not tell.
pub(crate) fn connecting_to(host: SocketAddr) {
    let Some(task) = tokio::task::try_id() else { return };
    CONNECTING.with_borrow_mut(|connecting| {
        if connecting.len() >= CAPACITY {
            connecting.clear();
        }
        connecting.insert(task, host);
    });
}

fn connecting() -> Option<SocketAddr> {
    let task = tokio::task::try_id()?;
    CONNECTING.with_borrow(|connecting| connecting.get(&task).copied())
}

/// Answers the crate when a server asks for authentication.
pub(crate) struct Provider {
    config: Arc<Config>,
    /// The contact point, when there is but one: connections to contact points are not translated.
    contact_point: Option<SocketAddr>,
}

impl Provider {
    pub(crate) fn new(config: &Arc<Config>) -> Self {
        let contact_point = match &config.contact_points[..] {
            [only] => only.parse().ok(),
            _ => None,
        };
        Provider { config: Arc::clone(config), contact_point }
    }
}

#[async_trait]
impl AuthenticatorProvider for Provider {
    async fn start_authentication_session(
        &self,
        authenticator_name: &str,
    ) -> Result<(Option<Vec<u8>>, Box<dyn AuthenticatorSession>), AuthError> {
        let host = connecting().or(self.contact_point);
        let target = AuthenticationTarget { host, class_name: authenticator_name.to_owned() };
        let exchange = Exchange::start(&self.config, target).await.map_err(text)?;
        let response = exchange.initial_response().await.map_err(text)?;
        Ok((response, Box::new(Session(exchange))))
    }
}

struct Session(Exchange);

#[async_trait]
impl AuthenticatorSession for Session {
    async fn evaluate_challenge(&mut self, token: Option<&[u8]>) -> Result<Option<Vec<u8>>, AuthError> {
        self.0.evaluate_challenge(token.map(<[u8]>::to_vec)).await.map_err(text)
    }

    async fn success(&mut self, token: Option<&[u8]>) -> Result<(), AuthError> {
        self.0.success(token.map(<[u8]>::to_vec)).await.map_err(text)
    }
}

/// The crate takes an error as text.
fn text(error: Error) -> AuthError {
    error.message().to_owned()
}
