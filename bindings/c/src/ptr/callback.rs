//! Functions of the program that the library calls.

use std::ffi::c_void;
use std::sync::Arc;

use super::{Shared, Start};
use crate::authenticator::Authenticator;
use crate::future::Future;
use crate::log::LogMessage;
use crate::types::Inet;

/// What a callback is given back; the library never looks at it.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub(crate) struct Data(*mut c_void);

impl Data {
    /// No data.
    pub(crate) const NULL: Data = Data(std::ptr::null_mut());
}

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

/// `CassHostListenerCallback`.
pub(crate) type HostListenerFn = Option<unsafe extern "C" fn(u32, Inet, Data)>;

/// The callback for changes of hosts and its data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostListener(unsafe extern "C" fn(u32, Inet, Data), Data);

impl HostListener {
    /// Takes what the caller gave; NULL is no callback.
    pub(crate) fn new(function: HostListenerFn, data: Data) -> Option<Self> {
        function.map(|function| HostListener(function, data))
    }

    /// Calls the function of the program.
    pub(crate) fn call(self, event: u32, address: Inet) {
        // SAFETY: the program promises that function and data may be used for as long as a session uses them.
        unsafe { (self.0)(event, address, self.1) };
    }
}

type Starts = Option<unsafe extern "C" fn(&mut Authenticator, Data)>;
type Takes = Option<unsafe extern "C" fn(&mut Authenticator, Data, Start, usize)>;

/// `CassAuthenticatorCallbacks`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct AuthenticatorCallbacks {
    initial: Starts,
    challenge: Takes,
    success: Takes,
    cleanup: Starts,
}

impl AuthenticatorCallbacks {
    /// Calls the function of the program that begins, if there is one.
    pub(crate) fn initial(self, auth: &mut Authenticator, data: Data) {
        if let Some(function) = self.initial {
            // SAFETY: the program promises that functions and data may be used until the data is freed.
            unsafe { function(auth, data) };
        }
    }

    /// Calls the function that answers a challenge.
    pub(crate) fn challenge(self, auth: &mut Authenticator, data: Data, token: &[u8]) {
        if let Some(function) = self.challenge {
            // SAFETY: as above; the token lives during the call.
            unsafe { function(auth, data, Start::of(token), token.len()) };
        }
    }

    /// Calls the function that takes the last word of the server.
    pub(crate) fn success(self, auth: &mut Authenticator, data: Data, token: &[u8]) {
        if let Some(function) = self.success {
            // SAFETY: as above; the token lives during the call.
            unsafe { function(auth, data, Start::of(token), token.len()) };
        }
    }

    /// Calls the function that frees what the exchange has.
    pub(crate) fn cleanup(self, auth: &mut Authenticator, data: Data) {
        if let Some(function) = self.cleanup {
            // SAFETY: as above.
            unsafe { function(auth, data) };
        }
    }
}

/// `CassAuthenticatorDataCleanupCallback`.
pub(crate) type DataCleanupFn = Option<unsafe extern "C" fn(Data)>;

/// Frees data of the program when it is dropped.
#[derive(Debug)]
pub(crate) struct DataCleanup(DataCleanupFn, Data);

impl DataCleanup {
    /// Takes what the caller gave; without a function nothing is freed.
    pub(crate) fn new(function: DataCleanupFn, data: Data) -> Self {
        DataCleanup(function, data)
    }

    /// The data.
    pub(crate) fn data(&self) -> Data {
        self.1
    }
}

impl Drop for DataCleanup {
    fn drop(&mut self) {
        if let Some(function) = self.0 {
            // SAFETY: nothing uses the data any more, and the program gave the function to free it with.
            unsafe { function(self.1) };
        }
    }
}
