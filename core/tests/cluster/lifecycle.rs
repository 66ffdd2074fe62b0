//! Sessions come and go, in threads, callbacks and processes. What counts threads and descriptors, forks or exits runs in
//! a process of its own.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use unicql_core::{Completion, Dispatcher, ErrorKind, Options, Request, Session};

use super::target::{connect, cql, plain, run};

/// Long enough that only what hangs meets it.
const PATIENCE: Duration = Duration::from_secs(60);

const QUERY: &str = "SELECT key FROM system.local";

/// Runs a test in a process of its own; `name` is the test that calls.
fn alone(name: &str, body: impl FnOnce()) {
    if std::env::var_os("UNICQL_TEST_ALONE").is_some() {
        return body();
    }
    let program = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args([&format!("lifecycle::{name}"), "--exact", "--nocapture", "--test-threads=1"]);
    let output = command.env("UNICQL_TEST_ALONE", "1").stdin(Stdio::null()).output().unwrap();
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{}\n{said}\n{complained}", output.status);
    assert!(said.contains("1 passed") || !said.contains("test result"), "{said}");
}

/// Threads and open descriptors of this process.
fn held() -> (usize, usize) {
    let count = |folder: &str| std::fs::read_dir(folder).unwrap().count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

/// Waits until the process holds no more than it did; connections are closed by tasks that end a little later.
fn settle(before: (usize, usize)) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let now = held();
        if now.0 <= before.0 && now.1 <= before.1 {
            return;
        }
        assert!(Instant::now() < deadline, "threads and descriptors: {before:?} before, {now:?} after");
        thread::sleep(Duration::from_millis(50));
    }
}

fn cycle() {
    let session = connect(plain());
    cql(&session, QUERY);
    assert!(session.close(PATIENCE).wait().is_ok());
}

#[test]
fn two_hundred_sessions_leave_nothing_behind() {
    alone("two_hundred_sessions_leave_nothing_behind", || {
        // The dispatcher's thread stays for good.
        Dispatcher::shared().dispatch(|| ());
        cycle();
        thread::sleep(Duration::from_secs(1));
        let nothing = held();
        for _ in 0..100 {
            cycle();
        }
        settle(nothing);
        let kept = connect(plain());
        thread::sleep(Duration::from_secs(1));
        let (with_one, tasks) = (held(), unicql_core::io_tasks());
        for _ in 0..100 {
            cycle();
        }
        settle(with_one);
        // A task that was told to end is gone a moment after its socket is.
        let deadline = Instant::now() + PATIENCE;
        while unicql_core::io_tasks() > tasks {
            assert!(Instant::now() < deadline, "{} tasks, {tasks} before", unicql_core::io_tasks());
            thread::sleep(Duration::from_millis(20));
        }
        cql(&kept, QUERY);
        drop(kept);
        settle(nothing);
    });
}

#[test]
fn a_session_that_nobody_took_is_gone() {
    alone("a_session_that_nobody_took_is_gone", || {
        Dispatcher::shared().dispatch(|| ());
        cycle();
        thread::sleep(Duration::from_secs(1));
        let nothing = held();
        let (sender, receiver) = channel();
        // Dropped while it connects.
        drop(Session::connect(plain()));
        // Dropped on the I/O thread.
        Session::connect_with(
            plain(),
            Completion::new(move |outcome| {
                drop(outcome);
                sender.send(()).unwrap();
            }),
        );
        receiver.recv_timeout(PATIENCE).unwrap();
        // Dropped by a callback.
        let (sender, receiver) = channel();
        Session::connect(plain()).on_ready(move |outcome| {
            drop(outcome);
            sender.send(()).unwrap();
        });
        receiver.recv_timeout(PATIENCE).unwrap();
        settle(nothing);
    });
}

#[test]
fn the_last_session_may_end_in_a_completion() {
    let session = connect(plain());
    let (sender, receiver) = channel();
    let own = session.clone();
    session.execute_with(
        Request::text(QUERY),
        Completion::new(move |outcome: Result<_, _>| {
            drop(own);
            sender.send(outcome.is_ok()).unwrap();
        }),
    );
    drop(session);
    assert_eq!(receiver.recv_timeout(PATIENCE), Ok(true));
    cycle();
}

#[test]
fn many_sessions_live_side_by_side() {
    let start = Arc::new(Barrier::new(16));
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let start = Arc::clone(&start);
            thread::spawn(move || {
                start.wait();
                cycle();
            })
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().is_ok()));
}

#[test]
fn closing_from_many_threads_ends_once_for_all() {
    let session = connect(plain());
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let session = session.clone();
            thread::spawn(move || session.close(PATIENCE).wait().is_ok())
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    assert_eq!(run(&session, Request::text(QUERY)).unwrap_err().kind(), ErrorKind::SessionClosed);
}

#[test]
fn closing_without_grace_ends_what_is_under_way() {
    let session = connect(Options { request_timeout_ms: Some(0), ..plain() });
    let pending: Vec<_> = (0..500).map(|_| session.execute(Request::text(QUERY))).collect();
    assert!(session.close(Duration::ZERO).wait().is_ok());
    for future in pending {
        let outcome = future.wait_for(PATIENCE).expect("a request hangs");
        if let Err(error) = outcome.as_ref() {
            assert_eq!(error.kind(), ErrorKind::SessionClosed);
        }
    }
    assert_eq!(session.in_flight(), 0);
}

#[test]
fn a_callback_that_panics_stops_no_other() {
    let session = connect(plain());
    let future = session.execute(Request::text("SELECT * FROM system_schema.columns"));
    let (sender, receiver) = channel();
    future.on_ready(|_| panic!("a callback of a test"));
    future.on_ready(move |outcome| sender.send(outcome.is_ok()).unwrap());
    assert_eq!(receiver.recv_timeout(PATIENCE), Ok(true));
    let panics = Completion::new(|_: Result<_, _>| panic!("a completion of a test"));
    session.execute_with(Request::text(QUERY), panics);
    cql(&session, QUERY);
}

#[test]
fn a_process_may_exit_without_closing() {
    alone("a_process_may_exit_without_closing", || {
        let session = connect(plain());
        let busy = Arc::new(AtomicBool::new(true));
        let seen = Arc::clone(&busy);
        let caller = thread::current().id();
        session.execute(Request::text(QUERY)).on_ready(move |_| {
            // An answer that is there already is delivered on the thread that asks for it, which has to exit.
            while thread::current().id() != caller && seen.load(Ordering::SeqCst) {
                thread::park_timeout(PATIENCE);
            }
        });
        let _pending = session.execute(Request::text(QUERY));
        std::process::exit(0);
    });
}

/// Runs a task in a forked child and tells whether it ended well.
fn in_child(task: impl FnOnce()) -> bool {
    // SAFETY: the process has this one thread that matters, and the child ends without returning into the test harness.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0, "{}", std::io::Error::last_os_error());
    if pid == 0 {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(task));
        // SAFETY: it ends the child at once.
        unsafe { libc::_exit(i32::from(outcome.is_err())) };
    }
    let mut status = 0;
    // SAFETY: the pid is that of the child, and the status outlives the call.
    let waited = unsafe { libc::waitpid(pid, &raw mut status, 0) };
    waited == pid && libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0
}

#[test]
fn a_forked_child_has_sessions_of_its_own() {
    alone("a_forked_child_has_sessions_of_its_own", || {
        let session = connect(plain());
        let (told, events) = channel();
        let _subscription = session.subscribe(move |event| told.send(event.change).unwrap_or_default());
        events.recv_timeout(PATIENCE).unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let load = thread::spawn({
            let (session, stop) = (session.clone(), Arc::clone(&stop));
            move || {
                while !stop.load(Ordering::SeqCst) {
                    cql(&session, QUERY);
                }
            }
        });
        for _ in 0..10 {
            let inherited = session.clone();
            assert!(in_child(move || {
                let refused = run(&inherited, Request::text(QUERY)).unwrap_err();
                assert_eq!(refused.kind(), ErrorKind::SessionClosed);
                assert!(inherited.close(PATIENCE).wait().is_err());
                drop(inherited);
                let own = connect(plain());
                cql(&own, QUERY);
                let (sender, receiver) = channel();
                own.execute(Request::text(QUERY)).on_ready(move |_| sender.send(()).unwrap());
                receiver.recv_timeout(PATIENCE).unwrap();
                assert!(own.close(PATIENCE).wait().is_ok());
            }));
            cql(&session, QUERY);
        }
        stop.store(true, Ordering::SeqCst);
        load.join().unwrap();
        assert!(session.close(PATIENCE).wait().is_ok());
    });
}

#[test]
fn a_child_forked_before_any_session_connects() {
    alone("a_child_forked_before_any_session_connects", || {
        assert!(in_child(cycle));
        cycle();
        assert!(in_child(|| {
            cycle();
            assert!(in_child(cycle));
        }));
    });
}
