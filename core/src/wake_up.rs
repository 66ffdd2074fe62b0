//! Waking another thread once for all that the I/O thread finishes in one go. A wake-up costs a system call here and a
//! change of threads there, which is more than most requests cost otherwise.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

/// Wakes a thread that takes what is done from a queue. Clones are one.
#[derive(Clone)]
pub struct WakeUp(Arc<Inner>);

struct Inner {
    wake: Box<dyn Fn() + Send + Sync>,
    due: AtomicBool,
}

impl WakeUp {
    /// Makes one of the function that wakes. It must not block, since it is called on the I/O thread.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        WakeUp(Arc::new(Inner { wake: Box::new(wake), due: AtomicBool::new(false) }))
    }

    /// Calls a function that wakes, when [`WakeUp::call`] would: for those who wait for one outcome rather than for a queue.
    /// Woken at once, they would wait for the next outcome of the same burst before it is there, and so be woken for each.
    pub fn once(wake: impl FnOnce() + Send + 'static) {
        let due = Once(Some(wake));
        if let Ok(io) = Handle::try_current() {
            io.spawn(async move { drop(due) });
        }
    }

    /// Wakes the thread: on the I/O thread after all tasks that are ready now, so once for what they put into the queue; on
    /// other threads at once.
    pub fn call(&self) {
        let Ok(io) = Handle::try_current() else {
            return (self.0.wake)();
        };
        if !self.0.due.swap(true, Ordering::AcqRel) {
            let due = Due(self.clone());
            io.spawn(async move { drop(due) });
        }
    }
}

/// A call that is due. It is made as well when the I/O thread ends before.
struct Due(WakeUp);

impl Drop for Due {
    fn drop(&mut self) {
        let inner = &self.0.0;
        inner.due.store(false, Ordering::Release);
        (inner.wake)();
    }
}

/// A call that is made once, as that of [`Due`].
struct Once<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for Once<F> {
    fn drop(&mut self) {
        if let Some(wake) = self.0.take() {
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WakeUp;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::runtime::{Builder, Runtime};

    fn counted() -> (WakeUp, Arc<AtomicUsize>) {
        let calls = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&calls);
        let wake = move || {
            counter.fetch_add(1, Ordering::SeqCst);
        };
        (WakeUp::new(wake), calls)
    }

    fn runtime() -> Runtime {
        Builder::new_current_thread().build().unwrap()
    }

    #[test]
    fn another_thread_wakes_at_once() {
        let (wake_up, calls) = counted();
        wake_up.call();
        wake_up.call();
        assert_eq!(calls.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn tasks_that_are_ready_together_wake_once() {
        let (wake_up, calls) = counted();
        runtime().block_on(async {
            for _ in 0..2 {
                let before = calls.load(Ordering::SeqCst);
                let tasks = (0..10).map(|_| {
                    let (wake_up, calls) = (wake_up.clone(), Arc::clone(&calls));
                    tokio::spawn(async move {
                        wake_up.call();
                        calls.load(Ordering::SeqCst)
                    })
                });
                for task in tasks.collect::<Vec<_>>() {
                    assert_eq!(task.await.unwrap(), before);
                }
                tokio::task::yield_now().await;
                assert_eq!(calls.load(Ordering::SeqCst), before + 1);
            }
        });
    }

    #[test]
    fn who_waits_for_one_outcome_is_woken_after_those_that_are_ready_too() {
        let calls = Arc::<AtomicUsize>::default();
        let wake = |calls: &Arc<AtomicUsize>| {
            let calls = Arc::clone(calls);
            WakeUp::once(move || {
                calls.fetch_add(1, Ordering::SeqCst);
            });
        };
        wake(&calls);
        assert_eq!(calls.load(Ordering::SeqCst), 1, "another thread wakes at once");
        runtime().block_on(async {
            wake(&calls);
            let ready = tokio::spawn(async {});
            wake(&calls);
            assert_eq!(calls.load(Ordering::SeqCst), 1);
            ready.await.unwrap();
            tokio::task::yield_now().await;
            assert_eq!(calls.load(Ordering::SeqCst), 3);
            wake(&calls);
        });
        assert_eq!(calls.load(Ordering::SeqCst), 4, "a thread that ends wakes before");
    }

    #[test]
    fn a_thread_that_ends_wakes_before() {
        let (wake_up, calls) = counted();
        let runtime = runtime();
        runtime.block_on(async { wake_up.call() });
        drop(runtime);
        assert_eq!(calls.load(Ordering::SeqCst), 1);
    }
}
