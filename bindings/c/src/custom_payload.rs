//! What requests bring to the query handler of the server besides their statement, and what its answers bring back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

/// A payload; clones share it, since one that is changed after it was given to a statement changes there too.
#[derive(Clone, Debug, Default)]
pub(crate) struct CustomPayload(Arc<Mutex<HashMap<String, Option<Bytes>>>>);

impl CustomPayload {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Option<Bytes>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The payload as it is now, for a request.
    pub(crate) fn to_core(&self) -> unicql_core::CustomPayload {
        Arc::new(self.lock().clone())
    }
}

/// An item of a payload that came back. A server orders items as it likes; an index stands for the same one each time.
pub(crate) fn item(payload: &unicql_core::CustomPayload, index: usize) -> Option<(&str, &[u8])> {
    let mut names: Vec<&String> = payload.keys().collect();
    names.sort_unstable();
    let name = *names.get(index)?;
    Some((name, payload[name].as_deref().unwrap_or_default()))
}

pub(crate) fn new() -> Option<Box<CustomPayload>> {
    Some(Box::default())
}

pub(crate) fn set(payload: &mut CustomPayload, name: Option<&[u8]>, value: Option<&[u8]>) {
    let value = Bytes::copy_from_slice(value.unwrap_or_default());
    payload.lock().insert(text(name), Some(value));
}

pub(crate) fn remove(payload: &mut CustomPayload, name: Option<&[u8]>) {
    payload.lock().remove(&text(name));
}

fn text(name: Option<&[u8]>) -> String {
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}
