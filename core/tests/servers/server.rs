//! A cluster of a test's own, and what is asked of it.

use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use unicql_core::{Options, Page, Prepared, Request, Session};

/// A node of Cassandra takes long to start, and longer on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(300);

/// A machine has memory for one cluster, not for one of each test.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A cluster that ends with the test.
pub(crate) struct Server {
    name: &'static str,
    status: serde_json::Value,
    _alone: MutexGuard<'static, ()>,
}

fn unicql_dev(arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("npx");
    // With it, the tool would speak of the cluster that other tests share.
    command.arg("unicql-dev").args(arguments).env_remove("UNICQL_CONTACT_POINTS");
    let output = command.output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

impl Server {
    pub(crate) fn up(name: &'static str, shape: &[&str]) -> Server {
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let arguments = [&["cluster", "up", "--json", "--name", name], shape].concat();
        let status = unicql_dev(&arguments).unwrap_or_else(|error| panic!("{error}"));
        Server { name, status: serde_json::from_str(&status).unwrap(), _alone: alone }
    }

    pub(crate) fn options(&self) -> Options {
        let points = self.status["contactPoints"].as_array().unwrap();
        let points = points.iter().map(|point| point.as_str().unwrap().to_owned()).collect();
        Options { contact_points: Some(points), request_timeout_ms: Some(60_000), ..Options::default() }
    }

    pub(crate) fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.status["tls"][name].as_str().unwrap()).unwrap()
    }

    /// Does something to a node, and returns when it is done.
    pub(crate) fn node(&self, action: &str, id: usize) {
        let arguments = ["cluster", "node", action, &format!("node{id}"), "--name", self.name];
        unicql_dev(&arguments).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Starts a node with another setting.
    pub(crate) fn start_with(&self, id: usize, setting: &str) {
        let node = format!("node{id}");
        let arguments = ["cluster", "node", "start", &node, "--name", self.name, "--set", setting];
        unicql_dev(&arguments).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Has one more node join.
    pub(crate) fn add(&self) {
        unicql_dev(&["cluster", "add", "--name", self.name]).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Has a node leave for good.
    pub(crate) fn remove(&self, id: usize) {
        let arguments = ["cluster", "remove", &format!("node{id}"), "--name", self.name];
        unicql_dev(&arguments).unwrap_or_else(|error| panic!("{error}"));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = unicql_dev(&["cluster", "down", "--name", self.name]) {
            eprintln!("{error}");
        }
    }
}

pub(crate) fn connect(options: Options) -> Session {
    let session = Session::connect(options).wait();
    session.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}")).clone()
}

pub(crate) fn cql(session: &Session, text: &str) -> Page {
    let outcome = session.execute(Request::text(text)).wait();
    outcome.as_ref().as_ref().unwrap_or_else(|error| panic!("{text}: {error}")).clone()
}

pub(crate) fn prepare(session: &Session, text: &str) -> Arc<Prepared> {
    let outcome = session.prepare(text).wait();
    Arc::clone(outcome.as_ref().as_ref().unwrap_or_else(|error| panic!("{text}: {error}")))
}

/// Waits for something to become so.
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
