//! A server for the bench. It stands before a real one and answers requests for rows and writes by itself, with what the
//! real server answered to the first such request, and what drivers read of system tables and prepare likewise; everything
//! else goes through. So a client is measured, not a server.
//!
//!     unicql-replay --upstream HOST:PORT --listen HOST:PORT [--latency-us N] [--certificate FILE --key FILE]
//!
//! It writes one line of JSON when it listens. Each line on standard input is a command, answered with one line:
//! `stats` tells what was counted and starts anew, `forget` drops what was recorded. It ends with its standard input.

mod arguments;
mod client;
mod frame;
mod recordings;
mod request;
mod stats;

use std::cell::RefCell;
use std::io::BufRead;
use std::process::ExitCode;
use std::rc::Rc;

use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::arguments::Arguments;
use crate::client::Replay;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => return failed(&error),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    let local = tokio::task::LocalSet::new();
    match local.block_on(&runtime, serve(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &str) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

async fn serve(arguments: Arguments) -> Result<(), String> {
    let acceptor = arguments.acceptor()?;
    let listener = TcpListener::bind(&arguments.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", arguments.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("{}", json!({ "listening": address.to_string() }));
    let replay = Rc::new(RefCell::new(Replay::new(arguments.upstream, arguments.latency)));
    let mut commands = commands();
    loop {
        tokio::select! {
            command = commands.recv() => match command.as_deref() {
                Some("stats") => println!("{}", replay.borrow_mut().stats.take()),
                Some("forget") => {
                    replay.borrow_mut().recordings.clear();
                    println!("{}", json!({ "forgot": true }));
                }
                Some(other) => println!("{}", json!({ "error": format!("no command {other}") })),
                None => return Ok(()),
            },
            accepted = listener.accept() => {
                let (stream, _) = accepted.map_err(|error| error.to_string())?;
                client::spawn(stream, acceptor.clone(), Rc::clone(&replay));
            }
        }
    }
}

/// The lines of standard input, read on a thread of their own because it cannot be read otherwise.
fn commands() -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line.trim().to_owned()).is_err() {
                return;
            }
        }
    });
    receiver
}
