//! The only raw pointers of the crate: typed wrappers that are the parameters and results of the exported
//! functions. Each type says who owns what it points to; the generated functions convert, and everything else
//! is safe code on references. What C callers must keep to is written in `cassandra.h`: pointers come from this
//! library or are valid for the documented length, and rows and values do not outlive their result.

#![allow(clippy::disallowed_methods)]

mod allocator;
mod callback;
#[cfg(test)]
mod tests;
mod view;

use std::ffi::{CStr, c_char};
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::sync::Arc;

pub(crate) use allocator::{FreeFn, MallocFn, ReallocFn, set_functions};
pub(crate) use callback::{
    AuthenticatorCallbacks, Data, DataCleanup, DataCleanupFn, FutureCallback, FutureFn, HostListener,
    HostListenerFn, LogCallback, LogFn,
};
pub(crate) use view::{CellReader, Kept, View};

/// What an exported function returns when it was given NULL for a handle, and when it panicked.
pub(crate) trait Fallback {
    /// A handle was NULL.
    const MISUSED: Self;
    /// The function panicked.
    const PANICKED: Self;
}

macro_rules! fallbacks {
    ($($type:ty = $misused:expr;)*) => {
        $(impl $crate::ptr::Fallback for $type {
            const MISUSED: Self = $misused;
            const PANICKED: Self = $misused;
        })*
    };
}
pub(crate) use fallbacks;

fallbacks! {
    () = ();
    u8 = 0;
    u32 = 0;
    i32 = 0;
    u64 = 0;
    i64 = 0;
    usize = 0;
    StaticStr = StaticStr::new(c"");
    Text<'_> = Text(c"".as_ptr(), PhantomData);
    Data = Data::NULL;
}

impl<T> Fallback for Option<T> {
    const MISUSED: Self = None;
    const PANICKED: Self = None;
}

/// Runs the body of an exported function; no panic passes it.
pub(crate) fn guard<T: Fallback>(body: impl FnOnce() -> Option<T>) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Some(value)) => value,
        Ok(None) => T::MISUSED,
        Err(_) => {
            crate::log::say(crate::log::ERROR, format_args!("a function of the library panicked"));
            T::PANICKED
        }
    }
}

/// A text of the caller; NULL is none. It is bytes: nothing says that it is UTF-8.
#[repr(transparent)]
pub(crate) struct Str<'a>(Option<NonNull<c_char>>, PhantomData<&'a [u8]>);

impl<'a> Str<'a> {
    /// The text up to its zero byte.
    pub(crate) fn get(&self) -> Option<&'a [u8]> {
        // SAFETY: a `const char*` without a length ends with a zero byte and lives during the call.
        self.0.map(|start| unsafe { CStr::from_ptr(start.as_ptr()) }.to_bytes())
    }

    /// The text of a length.
    pub(crate) fn sized(&self, len: usize) -> Option<&'a [u8]> {
        // SAFETY: the caller gives the length beside the pointer, and both are valid during the call.
        self.0.map(|start| unsafe { std::slice::from_raw_parts(start.cast().as_ptr(), len) })
    }
}

/// Bytes of the caller, of a length given beside them; NULL is none.
#[repr(transparent)]
pub(crate) struct Blob<'a>(Option<NonNull<u8>>, PhantomData<&'a [u8]>);

impl<'a> Blob<'a> {
    /// The bytes.
    pub(crate) fn sized(&self, len: usize) -> Option<&'a [u8]> {
        // SAFETY: the caller gives the length beside the pointer, and both are valid during the call.
        self.0.map(|start| unsafe { std::slice::from_raw_parts(start.as_ptr(), len) })
    }
}

/// Where a result is written; nothing is written to NULL.
#[repr(transparent)]
pub(crate) struct Out<'a, T>(Option<&'a mut MaybeUninit<T>>);

impl<T> Out<'_, T> {
    /// Writes the result.
    pub(crate) fn set(self, value: T) {
        if let Some(place) = self.0 {
            place.write(value);
        }
    }
}

/// Where a value is written that the caller made place for, and gets back.
#[derive(Debug)]
#[repr(transparent)]
pub(crate) struct Place<T>(Option<NonNull<T>>);

impl<T> Clone for Place<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Place<T> {}

impl<T> Place<T> {
    /// Writes the value; nothing is written to NULL.
    pub(crate) fn set(self, value: T) -> Self {
        if let Some(place) = self.0 {
            // SAFETY: the caller gives a place for one value, which is valid during the call.
            unsafe { place.as_ptr().write(value) };
        }
        self
    }
}

impl<T> Fallback for Place<T> {
    const MISUSED: Self = Place(None);
    const PANICKED: Self = Place(None);
}

/// Where a pointer to bytes and their length are written.
pub(crate) struct OutBytes<'a> {
    start: Out<'a, Start>,
    len: Out<'a, usize>,
}

/// A buffer of the caller for a text of a known greatest length.
#[repr(transparent)]
pub(crate) struct Buffer<'a, const N: usize>(Option<&'a mut [MaybeUninit<u8>; N]>);

impl<const N: usize> Buffer<'_, N> {
    /// Writes a text that is shorter than the buffer, and the zero byte that ends it.
    pub(crate) fn write(self, text: &str) {
        let Some(buffer) = self.0 else {
            return;
        };
        for (place, byte) in buffer.iter_mut().zip(text.bytes().chain([0])) {
            place.write(byte);
        }
    }
}

/// The address of bytes that stay in the library.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub(crate) struct Start(NonNull<u8>);

impl Start {
    /// Where bytes begin; never NULL, also when there are none.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        // An empty vector points to nowhere; C programs may print what they get.
        let start = if bytes.is_empty() { c"".as_ptr().cast() } else { bytes.as_ptr() };
        // SAFETY: the pointer of a slice or a text is never null.
        Start(unsafe { NonNull::new_unchecked(start.cast_mut()) })
    }

    /// Where bytes begin that the caller may write.
    pub(crate) fn of_mut(bytes: &mut [u8]) -> Self {
        Start(NonNull::from(bytes).cast())
    }
}

impl<'a> OutBytes<'a> {
    /// Takes the two places.
    pub(crate) fn new(start: Out<'a, Start>, len: Out<'a, usize>) -> Self {
        OutBytes { start, len }
    }

    /// Writes where the bytes are, which live as long as what they were taken from.
    pub(crate) fn set(self, bytes: &[u8]) {
        self.start.set(Start::of(bytes));
        self.len.set(bytes.len());
    }
}

/// A text that lives as long as what it was taken from.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub(crate) struct Text<'a>(*const c_char, PhantomData<&'a CStr>);

impl<'a> From<&'a CStr> for Text<'a> {
    fn from(text: &'a CStr) -> Self {
        Text(text.as_ptr(), PhantomData)
    }
}

/// A text that lives as long as the library.
#[repr(transparent)]
pub(crate) struct StaticStr(*const c_char);

impl StaticStr {
    /// Takes a text.
    pub(crate) const fn new(text: &'static CStr) -> Self {
        StaticStr(text.as_ptr())
    }
}

/// A reference of the caller's own to a shared object.
#[repr(transparent)]
pub(crate) struct Owned<T>(NonNull<T>);

impl<T> From<Arc<T>> for Owned<T> {
    fn from(shared: Arc<T>) -> Self {
        // SAFETY: the pointer of an `Arc` is never null.
        Owned(unsafe { NonNull::new_unchecked(Arc::into_raw(shared).cast_mut()) })
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: the pointer came from `Arc::into_raw` and is given back once.
        drop(unsafe { Arc::from_raw(self.0.as_ptr()) });
    }
}

/// A shared object that the caller lends, or that is lent to the caller.
#[repr(transparent)]
pub(crate) struct Shared<'a, T>(NonNull<T>, PhantomData<&'a T>);

impl<T> Clone for Shared<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Shared<'_, T> {}

impl<'a, T> Shared<'a, T> {
    /// The object, for as long as it is lent.
    pub(crate) fn target(self) -> &'a T {
        // SAFETY: the pointer came from an `Arc` that lives for as long as the object is lent.
        unsafe { self.0.as_ref() }
    }

    /// Makes a reference that outlives the call.
    pub(crate) fn to_arc(self) -> Arc<T> {
        // SAFETY: the pointer came from an `Arc` that lives during the call.
        unsafe {
            Arc::increment_strong_count(self.0.as_ptr());
            Arc::from_raw(self.0.as_ptr())
        }
    }
}

impl<'a, T> From<&'a Arc<T>> for Shared<'a, T> {
    fn from(shared: &'a Arc<T>) -> Self {
        // SAFETY: the pointer of an `Arc` is never null.
        Shared(unsafe { NonNull::new_unchecked(Arc::as_ptr(shared).cast_mut()) }, PhantomData)
    }
}

impl<T> Deref for Shared<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.target()
    }
}

/// A shared object that the caller wants to change.
#[repr(transparent)]
pub(crate) struct Exclusive<'a, T>(NonNull<T>, PhantomData<&'a mut T>);

impl<T> Exclusive<'_, T> {
    /// Changes the object, or returns `None` when something else uses it too.
    pub(crate) fn change<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        // SAFETY: the pointer came from `Arc::into_raw`; the count stays as it is.
        let mut shared = ManuallyDrop::new(unsafe { Arc::from_raw(self.0.as_ptr()) });
        Arc::get_mut(&mut shared).map(change)
    }
}
