//! Views of cells that a result keeps: a row needs no count of references per cell.

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::{Arc, Weak};

use super::Shared;

/// A view of bytes that something else keeps, or null.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    start: NonNull<u8>,
    len: i32,
}

// SAFETY: the bytes are never changed.
unsafe impl Send for View {}
// SAFETY: as above.
unsafe impl Sync for View {}

impl View {
    /// The view of null.
    pub(crate) const NULL: View = View { start: NonNull::dangling(), len: -1 };

    /// Takes the address of a cell, which the protocol keeps below 2 GiB.
    ///
    /// # Safety
    /// The bytes must stay where they are for as long as the view is used.
    pub(crate) unsafe fn new(cell: &[u8]) -> Self {
        let start = NonNull::from(cell).cast();
        View { start, len: i32::try_from(cell.len()).unwrap_or(i32::MAX) }
    }

    /// The bytes; `None` for null.
    pub(crate) fn get(&self) -> Option<&[u8]> {
        let len = usize::try_from(self.len).ok()?;
        // SAFETY: whoever made the view keeps the bytes for as long as it is used.
        Some(unsafe { std::slice::from_raw_parts(self.start.as_ptr(), len) })
    }
}

/// Reads cells of the form `[int length][bytes]` one after another out of bytes that something else keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellReader {
    next: *const u8,
    left: usize,
}

// SAFETY: the bytes are never changed.
unsafe impl Send for CellReader {}
// SAFETY: as above.
unsafe impl Sync for CellReader {}

impl CellReader {
    /// Starts at the first byte.
    ///
    /// # Safety
    /// The bytes must stay where they are for as long as the reader and the views it gives are used.
    pub(crate) unsafe fn new(bytes: &[u8]) -> Self {
        CellReader { next: bytes.as_ptr(), left: bytes.len() }
    }

    /// The next cell; `None` at the end, and where a length does not fit the bytes.
    pub(crate) fn next(&mut self) -> Option<View> {
        if self.left < 4 {
            return None;
        }
        // SAFETY: four bytes are left.
        let head: [u8; 4] = unsafe { self.next.cast::<[u8; 4]>().read() };
        let len = i32::from_be_bytes(head);
        let body_len = usize::try_from(len).unwrap_or(0);
        if self.left - 4 < body_len {
            return None;
        }
        // SAFETY: the length was checked, so both places are within the bytes or at their end.
        let body = unsafe { self.next.add(4) };
        // SAFETY: as above.
        self.next = unsafe { body.add(body_len) };
        self.left -= 4 + body_len;
        if len < 0 {
            return Some(View::NULL);
        }
        // SAFETY: a pointer into bytes is never null.
        Some(View { start: unsafe { NonNull::new_unchecked(body.cast_mut()) }, len })
    }
}

/// A pointer to something that something else keeps.
#[derive(Debug)]
pub(crate) struct Kept<T>(NonNull<T>);

// SAFETY: it gives nothing but shared references.
unsafe impl<T: Sync> Send for Kept<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Kept<T> {}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kept<T> {}

impl<T> Kept<T> {
    /// Takes the address.
    ///
    /// # Safety
    /// The object must stay where it is for as long as the pointer is used.
    pub(crate) unsafe fn new(kept: &T) -> Self {
        Kept(NonNull::from(kept))
    }

    /// Takes the address of a shared object.
    ///
    /// # Safety
    /// Something must hold the object for as long as the pointer is used.
    pub(crate) unsafe fn shared(kept: &Arc<T>) -> Self {
        Kept(Shared::from(kept).0)
    }

    /// Takes the address of a shared object that is still being made.
    ///
    /// # Safety
    /// The object must be there before the pointer is used, and something must hold it for as long as it is.
    pub(crate) unsafe fn being_made(made: &Weak<T>) -> Self {
        // SAFETY: the pointer of a `Weak` that has an object is never null.
        Kept(unsafe { NonNull::new_unchecked(made.as_ptr().cast_mut()) })
    }

    /// Lends a shared object to the caller; only for pointers made with [`Kept::shared`].
    pub(crate) fn lend(&self) -> Shared<'_, T> {
        Shared(self.0, PhantomData)
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: whoever made the pointer keeps the object for as long as it is used.
        unsafe { self.0.as_ref() }
    }
}
