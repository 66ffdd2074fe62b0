//! Locks that a panic does not spoil. Nothing that may panic half way through a change runs under a lock of this crate, so
//! what is behind one is whole after a panic too.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes a lock.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
