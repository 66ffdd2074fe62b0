//! Futures: one Rust type for each type of value, since the bridge has no generics.

use std::sync::Arc;
use std::time::Duration;

use cxx::UniquePtr;
use unicql_core as driver;
use unicql_core::{Dispatcher, ErrorKind, ResponseFuture};

use crate::bridge::ffi::Callback;
use crate::error::{Error, caught};
use crate::prepared::Prepared;
use crate::rows::Page;
use crate::session::Session;

macro_rules! futures {
    ($($(#[$attribute:meta])* $name:ident: $outcome:ty;)*) => {$(
        $(#[$attribute])*
        pub(crate) struct $name(ResponseFuture<$outcome>);

        impl $name {
            /// Starts what a function starts; a panic in it becomes the outcome.
            pub(crate) fn start(call: impl FnOnce() -> ResponseFuture<$outcome>) -> Box<Self> {
                let future = caught(|| Ok(call()));
                Box::new($name(future.unwrap_or_else(|error| ResponseFuture::ready(Err(error)))))
            }

            pub(crate) fn wait(&self) {
                self.0.wait();
            }

            pub(crate) fn wait_for(&self, nanoseconds: u64) -> bool {
                self.0.wait_for(Duration::from_nanos(nanoseconds)).is_some()
            }

            pub(crate) fn on_ready(&self, callback: UniquePtr<Callback>) {
                self.0.on_ready(move |_| dispatch(callback));
            }

            pub(crate) fn failed(&self) -> bool {
                self.0.wait().is_err()
            }

            pub(crate) fn error(&self) -> Box<Error> {
                let error = self.0.wait().as_ref().as_ref().err().cloned();
                let none = || driver::Error::new(ErrorKind::Internal, "there is no error");
                Box::new(Error(error.unwrap_or_else(none)))
            }
        }
    )*};
}

futures! {
    /// A session that is connecting.
    SessionFuture: driver::Session;
    /// A page that is on its way.
    PageFuture: driver::Page;
    /// A statement that is being prepared.
    PreparedFuture: Arc<driver::Prepared>;
    /// Something that ends without a value.
    DoneFuture: ();
}

impl SessionFuture {
    pub(crate) fn value(&self) -> Result<Box<Session>, driver::Error> {
        self.0.wait().as_ref().as_ref().map(|session| Session::boxed(session.clone())).map_err(Clone::clone)
    }
}

impl PageFuture {
    pub(crate) fn value(&self) -> Result<Box<Page>, driver::Error> {
        self.0.wait().as_ref().as_ref().map(|page| Box::new(Page(page.clone()))).map_err(Clone::clone)
    }
}

impl PreparedFuture {
    pub(crate) fn value(&self) -> Result<Box<Prepared>, driver::Error> {
        let outcome = self.0.wait();
        outcome.as_ref().as_ref().map(|prepared| Box::new(Prepared(prepared.clone()))).map_err(Clone::clone)
    }
}

/// Calls back on the dispatcher's thread. Core calls back at once on the caller's thread when the outcome is there
/// already; C++ promises its users the dispatcher's thread always.
pub(crate) fn dispatch(mut callback: UniquePtr<Callback>) {
    Dispatcher::shared().dispatch(move || {
        if let Some(callback) = callback.as_mut() {
            callback.call();
        }
    });
}
