//! Authenticators of the user's own.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use unicql_core::{
    AuthenticationTarget, Authenticator, AuthenticatorProvider, Completion, CustomAuthentication, Error,
    ErrorKind, Options,
};

use super::target::{connect, contact, cql, try_connect, variable};

/// What each connection was about, and what it said.
#[derive(Default)]
struct Seen {
    targets: Vec<AuthenticationTarget>,
    threads: Vec<String>,
    succeeded: usize,
}

struct Provider {
    seen: Arc<Mutex<Seen>>,
    response: Response,
}

#[derive(Clone, Copy)]
enum Response {
    Right,
    Wrong,
    /// The reply is dropped.
    Nothing,
    /// The reply is kept, and never given.
    Never,
}

impl AuthenticatorProvider for Provider {
    fn authenticator(&self, target: &AuthenticationTarget) -> Result<Box<dyn Authenticator>, Error> {
        let mut seen = self.seen.lock().unwrap();
        seen.targets.push(target.clone());
        seen.threads.push(thread::current().name().unwrap_or_default().to_owned());
        Ok(Box::new(Plain { seen: Arc::clone(&self.seen), response: self.response, kept: Vec::new() }))
    }
}

struct Plain {
    seen: Arc<Mutex<Seen>>,
    response: Response,
    kept: Vec<Completion<Option<Vec<u8>>>>,
}

impl Authenticator for Plain {
    fn initial_response(&mut self, reply: Completion<Option<Vec<u8>>>) {
        match self.response {
            // From another thread, and later.
            Response::Right => {
                thread::spawn(move || {
                    thread::sleep(Duration::from_millis(20));
                    reply.complete(Ok(Some(b"\0cassandra\0cassandra".to_vec())));
                });
            }
            Response::Wrong => reply.complete(Ok(Some(b"\0cassandra\0hunter2".to_vec()))),
            Response::Nothing => drop(reply),
            Response::Never => self.kept.push(reply),
        }
    }

    fn evaluate_challenge(&mut self, _: Option<Vec<u8>>, reply: Completion<Option<Vec<u8>>>) {
        reply.complete(Err(Error::new(ErrorKind::BadCredentials, "no challenge was expected")));
    }

    fn success(&mut self, _: Option<Vec<u8>>, reply: Completion<()>) {
        self.seen.lock().unwrap().succeeded += 1;
        reply.complete(Ok(()));
    }
}

fn with(response: Response) -> (Options, Arc<Mutex<Seen>>) {
    let seen = Arc::default();
    let provider = Provider { seen: Arc::clone(&seen), response };
    let options = Options {
        authenticator: Some(CustomAuthentication(Arc::new(provider))),
        ..contact(&variable("UNICQL_AUTH_CONTACT_POINTS"))
    };
    (options, seen)
}

#[test]
fn every_connection_asks_and_knows_its_host() {
    let (options, seen) = with(Response::Right);
    let session = connect(options);
    assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    let seen = seen.lock().unwrap();
    // The crate's control connection and pool, and core's own, which tried the contact point before.
    assert!(seen.targets.len() >= 3, "{:?}", seen.targets);
    assert_eq!(seen.succeeded, seen.targets.len());
    let host: SocketAddr = variable("UNICQL_AUTH_CONTACT_POINTS").split(',').next().unwrap().parse().unwrap();
    for target in &seen.targets {
        assert_eq!(target.host, Some(host));
        assert!(target.class_name.ends_with("PasswordAuthenticator"), "{}", target.class_name);
    }
    assert!(seen.threads.iter().all(|name| name == "unicql-auth"), "{:?}", seen.threads);
}

#[test]
fn an_authenticator_that_fails_says_so_and_hides_what_it_said() {
    let (options, _) = with(Response::Wrong);
    let error = try_connect(options).err().unwrap();
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::BadCredentials));
    assert!(!format!("{error:?}").contains("hunter2"), "the password shows: {error}");
    let (options, _) = with(Response::Nothing);
    let error = try_connect(options).err().unwrap();
    assert_eq!(error.cause(), ErrorKind::BadCredentials, "{error}");
    assert!(error.message().contains("without an answer"), "{error}");
}

#[test]
fn an_authenticator_that_never_answers_costs_the_connect_timeout() {
    let (options, _) = with(Response::Never);
    let error = try_connect(Options { connect_timeout_ms: Some(200), ..options }).err().unwrap();
    assert_eq!(error.cause(), ErrorKind::TimedOut, "{error}");
}
