//! Every order in which threads can wait for, complete and drop a future, tried one after another by loom.

use std::sync::mpsc;

use loom::thread;

use super::ResponseFuture;
use crate::ErrorKind;

#[test]
fn nobody_who_waits_is_missed() {
    loom::model(|| {
        let (future, completion) = ResponseFuture::pair();
        let waiter = thread::spawn({
            let future = future.clone();
            move || *future.wait().as_ref().as_ref().unwrap()
        });
        let completer = thread::spawn(move || completion.complete(Ok(7)));
        assert_eq!(*future.wait().as_ref().as_ref().unwrap(), 7);
        assert_eq!(waiter.join().unwrap(), 7);
        completer.join().unwrap();
    });
}

#[test]
fn a_completion_that_is_dropped_wakes_who_waits() {
    loom::model(|| {
        let (future, completion) = ResponseFuture::<()>::pair();
        let dropper = thread::spawn(move || drop(completion));
        assert_eq!(future.wait().as_ref().as_ref().unwrap_err().kind(), ErrorKind::Cancelled);
        dropper.join().unwrap();
    });
}

#[test]
fn a_callback_that_is_added_meanwhile_runs_once() {
    loom::model(|| {
        let (future, completion) = ResponseFuture::pair();
        let (sender, receiver) = mpsc::channel();
        let completer = thread::spawn(move || completion.complete(Ok(7)));
        future.on_ready(move |outcome| sender.send(*outcome.as_ref().as_ref().unwrap()).unwrap());
        completer.join().unwrap();
        // The sender goes with the callback, so that a second call would be seen here.
        assert_eq!(receiver.iter().collect::<Vec<i32>>(), [7]);
    });
}
