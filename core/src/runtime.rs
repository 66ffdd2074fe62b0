//! The I/O thread: one current-thread Tokio runtime, shared by all sessions of a process.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, Weak};
use std::thread;

use futures::FutureExt;
use futures::future::{AbortHandle, Abortable};
use tokio::runtime::{Builder, Handle};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::fork::{self, PerProcess};
use crate::lock::lock;
use crate::log::{self, LogLevel};
use crate::{Completion, Error, ErrorKind};

/// A running I/O thread. It ends when the last session that uses it is gone.
pub(crate) struct Runtime {
    handle: Handle,
    generation: u32,
    /// The thread ends when this is gone. Only dropping takes it.
    jobs: Option<UnboundedSender<Box<dyn Job>>>,
}

/// Something to begin on the I/O thread.
pub(crate) trait Job: Send {
    fn begin(self: Box<Self>);
}

impl<F: FnOnce() + Send> Job for F {
    fn begin(self: Box<Self>) {
        self();
    }
}

/// How many jobs are begun before sockets are looked at.
const BURST_MOST: usize = 256;

static SHARED: PerProcess<Mutex<Weak<Runtime>>> = PerProcess::new();

impl Runtime {
    /// Returns the runtime of this process and starts it when there is none.
    pub(crate) fn shared() -> Result<Arc<Runtime>, Error> {
        let slot = SHARED.get(Mutex::default);
        let mut running = lock(&slot);
        if let Some(runtime) = running.upgrade() {
            return Ok(runtime);
        }
        let runtime = Arc::new(Runtime::start()?);
        *running = Arc::downgrade(&runtime);
        Ok(runtime)
    }

    /// Returns the runtime of this process if there is one.
    fn running() -> Option<Arc<Runtime>> {
        lock(&SHARED.get(Mutex::default)).upgrade()
    }

    fn start() -> Result<Runtime, Error> {
        let failed =
            |what: &str, error: std::io::Error| Error::new(ErrorKind::Internal, format!("{what}: {error}"));
        let tokio = (Builder::new_current_thread().enable_all().build())
            .map_err(|error| failed("the I/O runtime did not start", error))?;
        let handle = tokio.handle().clone();
        let (jobs, submitted) = mpsc::unbounded_channel();
        thread::Builder::new()
            .name("unicql-io".to_owned())
            .spawn(move || {
                block_sigpipe();
                if log::level() > LogLevel::Off {
                    log::tap_this_thread();
                }
                tokio.block_on(begin_submitted(submitted));
            })
            .map_err(|error| failed("no thread for I/O", error))?;
        Ok(Runtime { handle, generation: fork::generation(), jobs: Some(jobs) })
    }

    /// Tells whether the I/O thread lives in this process; after a fork, the child's copy does not.
    pub(crate) fn is_usable(&self) -> bool {
        self.generation == fork::generation()
    }

    /// Runs a task on the I/O thread that nobody waits for; in a forked child, whose copy of that thread is not there,
    /// it runs nothing.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        if self.is_usable() {
            self.handle.spawn(task);
        }
    }

    /// Runs a task on the I/O thread and delivers its outcome. A panic becomes an `Internal` error.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        completion: Completion<T>,
        task: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) {
        self.begin(completion, move || task);
    }

    /// Has the I/O thread make a task and run it, in the order of the calls; the outcome is delivered as that of
    /// [`Runtime::run`]. What is returned ends the task before its time; `None` when it did not start.
    ///
    /// Threads that hand over many tasks one after another wake the I/O thread once, where each task that is given to Tokio
    /// from another thread costs a system call.
    pub(crate) fn begin<T: Send + 'static, F>(
        &self,
        completion: Completion<T>,
        make: impl FnOnce() -> F + Send + 'static,
    ) -> Option<AbortHandle>
    where
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let completion = self.unless_forked(completion)?;
        let (handle, registration) = AbortHandle::new_pair();
        self.submit(Box::new(move || {
            tokio::spawn(Abortable::new(guarded(completion, make()), registration));
        }));
        Some(handle)
    }

    /// Returns what is to be completed, or completes it with an error in a forked child.
    pub(crate) fn unless_forked<T>(&self, completion: Completion<T>) -> Option<Completion<T>> {
        if self.is_usable() {
            return Some(completion);
        }
        let message = "this session was opened before a fork; open a new one in the child process";
        completion.complete(Err(Error::new(ErrorKind::SessionClosed, message)));
        None
    }

    /// Has the I/O thread do something at once, in the order of the calls; in a forked child, whose copy of that thread is
    /// not there, nothing is done.
    pub(crate) fn submit(&self, job: Box<dyn Job>) {
        if let Some(jobs) = self.jobs.as_ref().filter(|_| self.is_usable()) {
            // The thread takes jobs for as long as this is there.
            let _ = jobs.send(job);
        }
    }
}

/// Begins what other threads submit. While there is more, it is not waited for, so that no thread has to wake this one.
async fn begin_submitted(mut submitted: UnboundedReceiver<Box<dyn Job>>) {
    let mut burst = Vec::with_capacity(BURST_MOST);
    while submitted.recv_many(&mut burst, BURST_MOST).await > 0 {
        burst.drain(..).for_each(|job| job.begin());
        tokio::task::yield_now().await;
    }
}

/// Taps the I/O thread if it runs already; it taps itself when it starts.
pub(crate) fn tap_running() {
    if let Some(runtime) = Runtime::running() {
        runtime.handle.spawn(async { log::tap_this_thread() });
    }
}

/// Delivers the outcome of a task, also when it panics. An `async` function would hold the task twice: as its argument,
/// and where it waits for it.
pub(crate) fn guarded<T>(
    completion: Completion<T>,
    task: impl Future<Output = Result<T, Error>>,
) -> impl Future<Output = ()> {
    AssertUnwindSafe(task).catch_unwind().map(|outcome| {
        completion.complete(outcome.unwrap_or_else(|panic| Err(internal(&*panic))));
    })
}

/// How many tasks live on the I/O thread, those of connections included: for whoever looks for leaks. 0 without sessions.
pub fn io_tasks() -> usize {
    Runtime::running().map_or(0, |runtime| runtime.handle.metrics().num_alive_tasks())
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if !self.is_usable() {
            // In a forked child it would wake the thread of the parent.
            std::mem::forget(self.jobs.take());
        }
    }
}

/// A connection that the server closed must fail a write, not end the process: a C program has no runtime that
/// ignores the signal for it.
#[cfg(unix)]
fn block_sigpipe() {
    let mut signals = std::mem::MaybeUninit::uninit();
    // SAFETY: the set is made empty before it is used, and the mask is that of this thread alone.
    unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGPIPE);
        libc::pthread_sigmask(libc::SIG_BLOCK, signals.as_ptr(), std::ptr::null_mut());
    }
}

#[cfg(not(unix))]
fn block_sigpipe() {}

fn internal(panic: &(dyn std::any::Any + Send)) -> Error {
    let text = (panic.downcast_ref::<&str>().copied())
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    Error::new(ErrorKind::Internal, format!("the driver panicked: {text}"))
}
