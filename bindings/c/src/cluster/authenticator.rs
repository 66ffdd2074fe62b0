//! How the sessions of a cluster prove who they are.

use super::{Cluster, text};
use crate::authenticator::Authentication;
use crate::error::CassError;
use crate::ptr::{AuthenticatorCallbacks, Data, DataCleanup, DataCleanupFn};

pub(crate) fn set_credentials(cluster: &mut Cluster, username: Option<&[u8]>, password: Option<&[u8]>) {
    cluster.options.username = Some(text(username));
    cluster.options.password = Some(text(password));
    cluster.options.authorization_id = None;
    cluster.authentication = None;
}

pub(crate) fn set_dse_plaintext_authenticator(
    cluster: &mut Cluster,
    username: Option<&[u8]>,
    password: Option<&[u8]>,
) -> CassError {
    set_credentials(cluster, username, password);
    CassError::OK
}

pub(crate) fn set_dse_plaintext_authenticator_proxy(
    cluster: &mut Cluster,
    username: Option<&[u8]>,
    password: Option<&[u8]>,
    authorization_id: Option<&[u8]>,
) -> CassError {
    set_credentials(cluster, username, password);
    cluster.options.authorization_id = Some(text(authorization_id));
    CassError::OK
}

/// There is no Kerberos.
pub(crate) fn set_dse_gssapi_authenticator(
    _: &mut Cluster,
    _service: Option<&[u8]>,
    _principal: Option<&[u8]>,
) -> CassError {
    CassError::LIB_NOT_IMPLEMENTED
}

/// There is no Kerberos.
pub(crate) fn set_dse_gssapi_authenticator_proxy(
    _: &mut Cluster,
    _service: Option<&[u8]>,
    _principal: Option<&[u8]>,
    _authorization_id: Option<&[u8]>,
) -> CassError {
    CassError::LIB_NOT_IMPLEMENTED
}

pub(crate) fn set_authenticator_callbacks(
    cluster: &mut Cluster,
    callbacks: &AuthenticatorCallbacks,
    cleanup: DataCleanupFn,
    data: Data,
) -> CassError {
    cluster.authentication = Some(Authentication::new(*callbacks, DataCleanup::new(cleanup, data)));
    CassError::OK
}
