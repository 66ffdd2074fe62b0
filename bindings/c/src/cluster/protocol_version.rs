//! The version of the protocol, of which there is one.

use super::Cluster;
use crate::error::CassError;
use crate::log;
use crate::types::Bool;

/// The only protocol version that is spoken.
const PROTOCOL_VERSION: i32 = 4;
/// `CASS_PROTOCOL_VERSION_DSEV1` and `CASS_PROTOCOL_VERSION_DSEV2`: a version is the highest to try, and below these is
/// the one that is spoken.
const OF_DSE: [i32; 2] = [0x41, 0x42];

pub(crate) fn set_protocol_version(cluster: &mut Cluster, version: i32) -> CassError {
    if cluster.wants_beta {
        log::say(log::ERROR, format_args!("The protocol version is already set to the newest beta version"));
        return CassError::LIB_BAD_PARAMS;
    }
    if version == PROTOCOL_VERSION || OF_DSE.contains(&version) {
        return CassError::OK;
    }
    log::say(
        log::ERROR,
        format_args!("protocol version {version} is not spoken, only version {PROTOCOL_VERSION}"),
    );
    CassError::LIB_BAD_PARAMS
}

/// No version is a draft any more, and the newest that is spoken is taken.
pub(crate) fn set_use_beta_protocol_version(cluster: &mut Cluster, enable: Bool) -> CassError {
    cluster.wants_beta = enable.is_true();
    CassError::OK
}
