//! Memory from functions of the program.

use crate::log;
use crate::ptr::{self, FreeFn, MallocFn, ReallocFn};

pub(crate) fn set_functions(malloc: MallocFn, realloc: ReallocFn, free: FreeFn) {
    if !ptr::set_functions(malloc, realloc, free) {
        log::say(
            log::ERROR,
            format_args!("the library has memory already, so its allocation functions stay as they are"),
        );
    }
}
