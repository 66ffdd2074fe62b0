//! Functions of the program that the library calls.

use std::ffi::c_void;
use std::sync::Arc;

use super::Shared;
use crate::future::Future;
use crate::log::LogMessage;

/// What a callback is given back; the library never looks at it.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Data(*mut c_void);

// SAFETY: the caller asked for callbacks on other threads, with this data.
unsafe impl Send for Data {}
// SAFETY: as above.
unsafe impl Sync for Data {}

/// `CassFutureCallback`.
pub(crate) type FutureFn = Option<unsafe extern "C" fn(Shared<'_, Future>, Data)>;

/// The callback of a future and its data.
#[derive(Clone, Copy)]
pub(crate) struct FutureCallback(unsafe extern "C" fn(Shared<'_, Future>, Data), Data);

impl FutureCallback {
    /// Takes what the caller gave; NULL is no callback.
    pub(crate) fn new(function: FutureFn, data: Data) -> Option<Self> {
        function.map(|function| FutureCallback(function, data))
    }

    /// Calls the function of the program.
    pub(crate) fn call(self, future: &Arc<Future>) {
        // SAFETY: the program promises that function and data may be used until the future has called back.
        unsafe { (self.0)(future.into(), self.1) };
    }
}

/// `CassLogCallback`.
pub(crate) type LogFn = Option<unsafe extern "C" fn(&LogMessage<'_>, Data)>;

/// The callback for log messages and its data.
#[derive(Clone, Copy)]
pub(crate) struct LogCallback(unsafe extern "C" fn(&LogMessage<'_>, Data), Data);

impl LogCallback {
    /// Takes what the caller gave; NULL is no callback.
    pub(crate) fn new(function: LogFn, data: Data) -> Option<Self> {
        function.map(|function| LogCallback(function, data))
    }

    /// Calls the function of the program.
    pub(crate) fn call(self, message: &LogMessage<'_>) {
        // SAFETY: the program promises that function and data may be used until it sets another callback.
        unsafe { (self.0)(message, self.1) };
    }
}
