//! `cassandra._native`: translation between Python objects and the core; nothing is decided here.

mod address_translator;
mod authenticator;
mod classes;
mod codec;
mod dispatcher;
mod error;
mod future;
mod hosts;
mod log;
mod metrics;
mod options;
mod request;
mod retry;
mod rows;
mod schema;
mod session;
mod timestamp;
mod token;
mod value;

use pyo3::prelude::*;

/// The native half of the `cassandra` package. Its API is private to the package.
#[pymodule]
#[pyo3(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::codec::Codec;
    #[pymodule_export]
    use crate::dispatcher::{abandon_dispatcher, dispatch, next_jobs, stop_dispatcher};
    #[pymodule_export]
    use crate::error::error_kinds;
    #[pymodule_export]
    use crate::future::{Completions, Pending, exit};
    #[pymodule_export]
    use crate::log::follow_log;
    #[pymodule_export]
    use crate::request::{Prepared, Request, Values};
    #[pymodule_export]
    use crate::rows::Page;
    #[pymodule_export]
    use crate::session::Session;
    #[pymodule_export]
    use crate::timestamp::monotonic_timestamp;
    #[pymodule_export]
    use crate::token::murmur3;
}
