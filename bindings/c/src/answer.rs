//! What a server answered, until the program asks for it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use unicql_core::Page;

use crate::result::CqlResult;

/// An answer. Its result is made by the thread that asks for it first, which mostly frees it, too: what one thread
/// allocates and another frees makes both wait for the lock of the C library's allocator.
#[derive(Debug)]
pub(crate) struct Answer {
    coordinator: SocketAddr,
    /// There until the result is made of it.
    page: Mutex<Option<Page>>,
    result: OnceLock<Arc<CqlResult>>,
}

impl Answer {
    /// Takes a page.
    pub(crate) fn new(page: Page) -> Self {
        Answer { coordinator: page.coordinator, page: Mutex::new(Some(page)), result: OnceLock::new() }
    }

    /// The host that answered.
    pub(crate) fn coordinator(&self) -> SocketAddr {
        self.coordinator
    }

    /// The result.
    pub(crate) fn result(&self) -> &Arc<CqlResult> {
        self.result.get_or_init(|| {
            let page = self.page.lock().unwrap_or_else(PoisonError::into_inner).take();
            Arc::new(CqlResult::new(page.expect("the page is there until the result is made, once")))
        })
    }
}
