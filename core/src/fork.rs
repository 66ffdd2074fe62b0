//! Which process this is. A fork copies the memory and one thread; what belongs to the others is the parent's.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use arc_swap::ArcSwapOption;

/// How many forks lie between the process that loaded the driver and this one.
static GENERATION: AtomicU32 = AtomicU32::new(0);

/// Returns a number that a child and its parent do not share. It costs one load, where the id of the process would
/// cost a system call.
pub(crate) fn generation() -> u32 {
    watch();
    GENERATION.load(Ordering::Relaxed)
}

#[cfg(unix)]
fn watch() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    extern "C" fn in_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }
    ONCE.call_once(|| {
        // SAFETY: the handler touches nothing but an atomic, which is allowed between a fork and whatever follows.
        let failed = unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
        if failed != 0 {
            tracing::error!(code = failed, "forks cannot be noticed");
        }
    });
}

#[cfg(not(unix))]
fn watch() {}

/// One value for each process, made when it is first asked for. No lock is held across a fork, so a child never finds one
/// that nobody will release; what the parent made is left as it is.
pub(crate) struct PerProcess<T>(ArcSwapOption<Slot<T>>);

/// What one process made.
pub(crate) struct Slot<T> {
    generation: u32,
    value: T,
}

impl<T> std::ops::Deref for Slot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        PerProcess(ArcSwapOption::const_empty())
    }

    /// Returns the value of this process. Threads that ask for it at once may each make one; the first is kept.
    pub(crate) fn get(&self, make: impl Fn() -> T) -> Arc<Slot<T>> {
        let generation = generation();
        loop {
            let current = self.0.load_full();
            if let Some(slot) = current.as_ref().filter(|slot| slot.generation == generation) {
                return Arc::clone(slot);
            }
            let made = Some(Arc::new(Slot { generation, value: make() }));
            self.0.compare_and_swap(&current, made);
            // What a parent made stays as it is: its destructor would touch threads that are not here.
            std::mem::forget(current);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PerProcess;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    #[test]
    fn a_process_has_one_value() {
        static VALUE: PerProcess<usize> = PerProcess::new();
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let get = || VALUE.get(|| MADE.fetch_add(1, Ordering::SeqCst));
        let threads: Vec<_> = (0..8).map(|_| thread::spawn(get)).collect();
        let first = get();
        assert!(threads.into_iter().all(|thread| Arc::ptr_eq(&thread.join().unwrap(), &first)));
    }
}
