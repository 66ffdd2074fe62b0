//! Kerberos, which is not spoken. The functions are there for programs that link against them, and answer as the legacy
//! library does when it was built without Kerberos, which is its default.

use crate::error::CassError;
use crate::ptr::{Data, DataCleanupFn};

pub(crate) fn set_lock_callbacks(_lock: DataCleanupFn, _unlock: DataCleanupFn, _data: Data) -> CassError {
    CassError::LIB_NOT_IMPLEMENTED
}
