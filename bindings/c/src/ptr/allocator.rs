//! Where the memory of the library comes from: the C library, or functions of the program.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::c_void;
use std::mem::size_of;
use std::ptr::null_mut;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// `CassMallocFunction`.
pub(crate) type MallocFn = Option<unsafe extern "C" fn(usize) -> *mut c_void>;
/// `CassReallocFunction`.
pub(crate) type ReallocFn = Option<unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void>;
/// `CassFreeFunction`.
pub(crate) type FreeFn = Option<unsafe extern "C" fn(*mut c_void)>;

/// How memory that such functions give is aligned.
const NATURAL_ALIGNMENT: usize = 2 * size_of::<usize>();

/// The functions of a program.
#[derive(Clone, Copy)]
struct Functions {
    malloc: unsafe extern "C" fn(usize) -> *mut c_void,
    realloc: unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void,
    free: unsafe extern "C" fn(*mut c_void),
}

static FUNCTIONS: OnceLock<Functions> = OnceLock::new();
/// Whether memory was given out already. What the C library gave, functions of a program cannot take back.
static IS_IN_USE: AtomicBool = AtomicBool::new(false);

/// Takes the functions of a program, and tells whether it could: only before the library has memory.
pub(crate) fn set_functions(malloc: MallocFn, realloc: ReallocFn, free: FreeFn) -> bool {
    let (Some(malloc), Some(realloc), Some(free)) = (malloc, realloc, free) else {
        return FUNCTIONS.get().is_none();
    };
    !IS_IN_USE.load(Ordering::Acquire) && FUNCTIONS.set(Functions { malloc, realloc, free }).is_ok()
}

struct Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

fn functions() -> Option<&'static Functions> {
    let functions = FUNCTIONS.get();
    if functions.is_none() && !IS_IN_USE.load(Ordering::Relaxed) {
        IS_IN_USE.store(true, Ordering::Release);
    }
    functions
}

// SAFETY: each allocation is made and freed by the same functions, since these do not change once one was made.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match functions() {
            // SAFETY: the caller keeps to the contract of this function.
            None => unsafe { System.alloc(layout) },
            // SAFETY: as above.
            Some(functions) => unsafe { functions.alloc(layout) },
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let Some(functions) = functions() else {
            // SAFETY: the caller keeps to the contract of this function.
            return unsafe { System.alloc_zeroed(layout) };
        };
        // SAFETY: as above; as many bytes were allocated.
        unsafe {
            let start = functions.alloc(layout);
            if !start.is_null() {
                start.write_bytes(0, layout.size());
            }
            start
        }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        match functions() {
            // SAFETY: the caller keeps to the contract of this function.
            None => unsafe { System.dealloc(start, layout) },
            // SAFETY: as above.
            Some(functions) => unsafe { functions.dealloc(start, layout) },
        }
    }

    unsafe fn realloc(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        match functions() {
            // SAFETY: the caller keeps to the contract of this function.
            None => unsafe { System.realloc(start, layout, size) },
            // SAFETY: as above.
            Some(functions) => unsafe { functions.reallocate(start, layout, size) },
        }
    }
}

impl Functions {
    /// Allocates; more than the natural alignment is found within a larger piece, whose start is kept before it.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= NATURAL_ALIGNMENT {
            // SAFETY: the program gave functions like those of the C library.
            return unsafe { (self.malloc)(layout.size()) }.cast();
        }
        let Some(size) = layout.size().checked_add(layout.align()) else {
            return null_mut();
        };
        // SAFETY: as above; the piece is larger than what is asked for by the alignment, which has room for a pointer.
        unsafe {
            let piece = (self.malloc)(size).cast::<u8>();
            if piece.is_null() {
                return piece;
            }
            let start = piece.add(layout.align() - piece.addr() % layout.align());
            start.cast::<*mut u8>().sub(1).write(piece);
            start
        }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        // SAFETY: it came from `alloc` with this layout, which says where the piece starts.
        unsafe {
            let piece = match layout.align() <= NATURAL_ALIGNMENT {
                true => start,
                false => start.cast::<*mut u8>().sub(1).read(),
            };
            (self.free)(piece.cast());
        }
    }

    unsafe fn reallocate(&self, start: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.align() <= NATURAL_ALIGNMENT {
            // SAFETY: it came from `alloc`, and the program gave functions like those of the C library.
            return unsafe { (self.realloc)(start.cast(), size) }.cast();
        }
        // SAFETY: the caller gives a size that fits the alignment; both pieces hold what is copied.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(start, layout.size().min(size));
                self.dealloc(start, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Functions, NATURAL_ALIGNMENT};
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::ffi::c_void;

    /// Keeps the size before what it gives, since the functions are not told.
    unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
        let layout = Layout::from_size_align(size + NATURAL_ALIGNMENT, NATURAL_ALIGNMENT).unwrap();
        // SAFETY: the layout has room for the size.
        unsafe {
            let piece = System.alloc(layout);
            piece.cast::<usize>().write(size);
            piece.add(NATURAL_ALIGNMENT).cast()
        }
    }

    unsafe extern "C" fn free(start: *mut c_void) {
        // SAFETY: it came from `malloc`.
        unsafe {
            let piece = start.cast::<u8>().sub(NATURAL_ALIGNMENT);
            let size = piece.cast::<usize>().read() + NATURAL_ALIGNMENT;
            System.dealloc(piece, Layout::from_size_align(size, NATURAL_ALIGNMENT).unwrap());
        }
    }

    unsafe extern "C" fn realloc(start: *mut c_void, size: usize) -> *mut c_void {
        // SAFETY: it came from `malloc`, before which its size is.
        unsafe {
            let moved = malloc(size);
            let old = start.cast::<u8>().sub(NATURAL_ALIGNMENT).cast::<usize>().read();
            moved.cast::<u8>().copy_from_nonoverlapping(start.cast(), old.min(size));
            free(start);
            moved
        }
    }

    #[test]
    fn every_alignment_is_kept_and_contents_move_along() {
        let functions = Functions { malloc, realloc, free };
        for align in [1, 8, 16, 32, 64, 4096] {
            let layout = Layout::from_size_align(24, align).unwrap();
            // SAFETY: what is allocated is written, moved and freed within its size.
            unsafe {
                let start = functions.alloc(layout);
                start.write_bytes(7, 24);
                let moved = functions.reallocate(start, layout, 100);
                assert_eq!(moved.addr() % align, 0);
                assert!(std::slice::from_raw_parts(moved, 24).iter().all(|&byte| byte == 7));
                functions.dealloc(moved, Layout::from_size_align(100, align).unwrap());
            }
        }
    }
}
