use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use unicql_core::policy::{
    CustomRetry, FailedTry, Retry, RetryDecision, RetryReply, RetryRule, SpeculativeExecution,
};
use unicql_core::{
    Completion, Consistency, Error, ErrorKind, Host, Options, Request, RequestOptions, RetryBy, Session,
};
use uuid::Uuid;

use super::target::{connect, contact, cql, plain, run, variable};

/// Two hosts in dc1 and one in dc2.
fn three_hosts() -> Options {
    contact(&variable("UNICQL_DCS_CONTACT_POINTS"))
}

fn with(options: RequestOptions) -> Request {
    Request { options, ..Request::text("SELECT key FROM system.local") }
}

/// A read that no cluster of three can serve.
fn unavailable(session: &Session, options: RequestOptions) -> Error {
    let all = RequestOptions { consistency: Some(Consistency::All), ..options };
    run(session, Request { options: all, ..Request::text("SELECT a FROM core_execution.t") }).unwrap_err()
}

fn session_with_five_replicas() -> Session {
    let session = connect(three_hosts());
    cql(
        &session,
        "CREATE KEYSPACE IF NOT EXISTS core_execution WITH replication = {'class': 'SimpleStrategy', \
         'replication_factor': 5}",
    );
    cql(&session, "CREATE TABLE IF NOT EXISTS core_execution.t (a int PRIMARY KEY)");
    session
}

#[test]
fn a_plan_is_followed_in_its_order() {
    let session = connect(three_hosts());
    let hosts = session.hosts();
    let nowhere = Uuid::from_u128(7);
    for host in &hosts {
        let plan = Some([nowhere, host.id].into());
        let page = run(&session, with(RequestOptions { plan, ..RequestOptions::default() })).unwrap();
        assert_eq!(page.coordinator, host.address);
    }
    let empty = RequestOptions { plan: Some([].into()), ..RequestOptions::default() };
    let error = run(&session, with(empty)).unwrap_err();
    assert_eq!((error.kind(), error.attempts().len()), (ErrorKind::NoHostAvailable, 3));
}

#[test]
fn the_default_rule_asks_one_more_host_and_tells_the_last() {
    let session = session_with_five_replicas();
    let hosts: Vec<Host> = session.hosts();
    let plan: Arc<[Uuid]> = hosts.iter().map(|host| host.id).collect();
    let error = unavailable(&session, RequestOptions { plan: Some(plan), ..RequestOptions::default() });
    assert_eq!((error.kind(), error.coordinator()), (ErrorKind::Unavailable, Some(hosts[1].address)));
    let rule = RetryBy::Rule(Retry { rule: RetryRule::Fallthrough, ..Retry::default() });
    let error = unavailable(&session, RequestOptions { retry: Some(rule), ..RequestOptions::default() });
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

/// Answers by a script and remembers how often it was asked.
#[derive(Debug)]
struct Script {
    decision: RetryDecision,
    asked: AtomicUsize,
}

impl CustomRetry for Script {
    fn decide(&self, failed: FailedTry, reply: RetryReply) {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        assert_eq!(failed.retries as usize, asked);
        reply.send(self.decision);
    }
}

fn script(decision: RetryDecision) -> (Arc<Script>, RequestOptions) {
    let script = Arc::new(Script { decision, asked: AtomicUsize::new(0) });
    let retry = Some(RetryBy::Custom(script.clone()));
    (script, RequestOptions { retry, ..RequestOptions::default() })
}

#[test]
fn a_rule_of_the_users_own_decides() {
    let session = session_with_five_replicas();
    let (everywhere, options) = script(RetryDecision::NextHost(None));
    let error = unavailable(&session, options);
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::Unavailable));
    assert_eq!((error.attempts().len(), everywhere.asked.load(Ordering::SeqCst)), (3, 3));

    let (never, options) = script(RetryDecision::Rethrow);
    assert_eq!(unavailable(&session, options).kind(), ErrorKind::Unavailable);
    assert_eq!(never.asked.load(Ordering::SeqCst), 1);

    let (_, options) = script(RetryDecision::SameHost(Some(Consistency::One)));
    let all = RequestOptions { consistency: Some(Consistency::All), ..options };
    let read = Request { options: all, ..Request::text("SELECT a FROM core_execution.t") };
    assert_eq!(run(&session, read).unwrap().row_count, 0);

    let (_, options) = script(RetryDecision::Ignore);
    let all = RequestOptions { consistency: Some(Consistency::All), ..options };
    let read = Request { options: all, ..Request::text("SELECT a FROM core_execution.t") };
    assert!(run(&session, read).unwrap().columns.is_none());
}

/// Panics when it is asked, so that no decision comes.
#[derive(Debug)]
struct Broken;

impl CustomRetry for Broken {
    fn decide(&self, _: FailedTry, _: RetryReply) {
        panic!("the rule is broken");
    }
}

#[test]
fn a_rule_that_panics_lets_the_error_through() {
    let session = session_with_five_replicas();
    let retry = Some(RetryBy::Custom(Arc::new(Broken)));
    let error = unavailable(&session, RequestOptions { retry, ..RequestOptions::default() });
    assert_eq!(error.kind(), ErrorKind::Unavailable);
}

#[test]
fn several_hosts_at_once_give_one_answer() {
    let speculative_execution = Some(SpeculativeExecution::constant(0, 2));
    let options = Options { speculative_execution, idempotent: Some(true), ..three_hosts() };
    let session = connect(options);
    for _ in 0..20 {
        assert_eq!(run(&session, with(RequestOptions::default())).unwrap().row_count, 1);
    }
    let nowhere = RequestOptions { plan: Some([Uuid::from_u128(7)].into()), ..RequestOptions::default() };
    assert_eq!(run(&session, with(nowhere)).unwrap_err().kind(), ErrorKind::NoHostAvailable);
}

#[test]
fn a_request_can_be_given_up() {
    let session = connect(plain());
    let futures: Vec<_> = (0..50).map(|_| session.execute(with(RequestOptions::default()))).collect();
    for future in &futures {
        future.cancel();
    }
    for future in &futures {
        // An answer may be faster than the word that nobody wants it.
        let outcome = future.wait();
        assert!(
            outcome.as_ref().as_ref().is_ok_and(|page| page.row_count == 1)
                || outcome.as_ref().as_ref().is_err_and(|error| error.kind() == ErrorKind::Cancelled)
        );
    }
    assert_eq!(run(&session, with(RequestOptions::default())).unwrap().row_count, 1);
    assert_eq!(session.in_flight(), 0);
}

#[test]
fn more_requests_than_may_be_under_way_are_refused() {
    let session = connect(Options { max_in_flight: Some(3), ..plain() });
    let futures: Vec<_> = (0..200).map(|_| session.execute(with(RequestOptions::default()))).collect();
    let outcomes: Vec<_> = futures.iter().map(|future| future.wait()).collect();
    let kinds: Vec<_> =
        outcomes.iter().filter_map(|outcome| outcome.as_ref().as_ref().err()).map(Error::kind).collect();
    assert!(!kinds.is_empty() && kinds.len() <= 197, "{} were refused", kinds.len());
    assert!(kinds.iter().all(|kind| *kind == ErrorKind::Busy), "{kinds:?}");
    assert!(run(&session, with(RequestOptions::default())).is_ok());
}

#[test]
fn a_window_lets_so_many_through_at_once() {
    let session = connect(Options { max_in_flight: Some(1), ..plain() });
    let (sender, receiver) = mpsc::channel();
    let requests = (0..300)
        .map(|position| {
            let sender = sender.clone();
            let completion = Completion::new(move |outcome: Result<_, Error>| {
                sender.send((position, outcome.is_ok())).unwrap();
            });
            (with(RequestOptions::default()), completion)
        })
        .collect();
    let _ = session.execute_window(requests, 1);
    drop(sender);
    let ended: Vec<_> = receiver.iter().collect();
    assert_eq!(ended, (0..300).map(|position| (position, true)).collect::<Vec<_>>());
}
