//! Clusters of a cloud service, which are connected to with a bundle.

use unicql_core::Options;

use super::{Cluster, text};
use crate::error::{CassError, unnamed};
use crate::log;

pub(crate) fn set_cloud_secure_connection_bundle(cluster: &mut Cluster, path: Option<&[u8]>) -> CassError {
    let given = [
        (!cluster.contact_points.is_empty(), "Contact points"),
        (cluster.options.tls.is_some(), "SSL context"),
    ];
    let given: Vec<&str> =
        given.into_iter().filter_map(|(is_given, what)| is_given.then_some(what)).collect();
    if !given.is_empty() {
        let given = given.join(" and ");
        log::say(
            log::ERROR,
            format_args!("{given} must not be specified with cloud secure connection bundle"),
        );
        return CassError::LIB_BAD_PARAMS;
    }
    let path = text(path);
    if let Err(error) = Options::check_secure_connect_bundle(&path) {
        log::say(
            log::ERROR,
            format_args!("Unable to load cloud secure connection configuration: {}", unnamed(&error)),
        );
        return CassError::LIB_BAD_PARAMS;
    }
    cluster.options.secure_connect_bundle = Some(path);
    CassError::OK
}

/// There is no library that would have to be initialised.
pub(crate) fn set_cloud_secure_connection_bundle_no_ssl_lib_init(
    cluster: &mut Cluster,
    path: Option<&[u8]>,
) -> CassError {
    set_cloud_secure_connection_bundle(cluster, path)
}
