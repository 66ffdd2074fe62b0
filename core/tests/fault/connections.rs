//! Connections that are cut, and servers that say nothing.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use scylla_proxy::{
    Condition, Node, Proxy, Reaction, RequestOpcode, RequestReaction, RequestRule, ResponseReaction,
};
use unicql_core::{ErrorKind, Options, Session};

use crate::matrix::Saw;
use crate::stage::{NETWORK, Way, beside, fault, fault_with, impatient, real_node};

/// What may come of a connection that breaks: it is noticed while the request is under way, or before it is sent.
const BROKEN: [Saw; 2] = [Saw::Failure("ConnectionClosed"), Saw::Failure("NoHostAvailable")];

/// How long preparing may take, which has no limit of its own: long enough for a busy machine to prepare.
const SHORT: Duration = Duration::from_secs(3);

fn short_requests(options: &mut Options) {
    options.request_timeout_ms = Some(SHORT.as_millis() as u64);
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        fault("the connection is cut instead of passing the request on", |stage| {
            for way in Way::ALL {
                stage.on_request(way, &RequestReaction::drop_connection());
                stage.expect_any(way, &BROKEN);
                stage.recover();
            }
        }),
        fault("the connection is cut instead of passing the answer on", |stage| {
            for way in [Way::Query, Way::Execute] {
                stage.on_rows(ResponseReaction::drop_connection());
                stage.expect_any(way, &BROKEN);
                stage.recover();
            }
        }),
        fault("the connection is cut after a while without an answer", |stage| {
            let cut = RequestReaction::drop_connection_with_delay(Duration::from_millis(100));
            stage.on_request(Way::Query, &cut);
            stage.expect_any(Way::Query, &BROKEN);
        }),
        fault("the connection is cut after each answer", |stage| {
            for _ in 0..10 {
                let mut cut = ResponseReaction::noop();
                cut.drop_connection = Some(Some(Duration::from_millis(1)));
                stage.on_rows(cut);
                stage.expect_any(Way::Query, &[Saw::Answer, BROKEN[0], BROKEN[1]]);
                stage.recover();
            }
        }),
        fault_with(
            "nothing is answered any more, and the heartbeat notices",
            |options| {
                options.heartbeat_interval_ms = Some(200);
                options.heartbeat_timeout_ms = Some(3_000);
                // A connection that was begun in the silence is given up before long.
                options.connect_timeout_ms = Some(3_000);
            },
            |stage| {
                stage.on_requests_to(0, Condition::True, RequestReaction::drop_frame());
                stage.expect_any(Way::Execute, &BROKEN);
            },
        ),
        fault("nothing is answered any more", |stage| {
            stage.on_requests_to(0, Condition::True, RequestReaction::drop_frame());
            stage.expect(Way::Query, ErrorKind::TimedOut);
            stage.expect(Way::Execute, ErrorKind::TimedOut);
        }),
        fault_with("preparing is never answered", short_requests, |stage| {
            let condition = Condition::RequestOpcode(RequestOpcode::Prepare);
            stage.on_requests_to(0, condition, RequestReaction::drop_frame());
            let start = Instant::now();
            let outcome = stage.session.prepare("SELECT k FROM core_fault.t").wait();
            let error = outcome.as_ref().as_ref().expect_err("nothing was answered");
            assert_eq!(error.kind(), ErrorKind::TimedOut);
            assert!(start.elapsed() < SHORT + Duration::from_secs(1));
        }),
        Trial::test("connecting to a server that answers nothing ends", || {
            refused(None);
            Ok(())
        }),
        Trial::test("connecting to a server that answers OPTIONS alone ends", || {
            let supported = RequestReaction::forge_response(std::sync::Arc::new(|request| {
                scylla_proxy::ResponseFrame::forged_supported(request.params, &Default::default()).unwrap()
            }));
            refused(Some(vec![RequestRule(Condition::RequestOpcode(RequestOpcode::Options), supported)]));
            Ok(())
        }),
    ]
}

/// Connects to a simulated node and expects that it ends in time, with the reason.
fn refused(rules: Option<Vec<RequestRule>>) {
    let address = beside(real_node());
    let proxy = NETWORK.block_on(Proxy::new([Node::new_dry_mode(address, rules)]).run()).unwrap();
    let options = Options {
        contact_points: Some(vec![address.to_string()]),
        connect_timeout_ms: Some(300),
        ..impatient()
    };
    let outcome = Session::connect(options).wait_for(Duration::from_secs(10)).expect("connecting ends");
    let error = outcome.as_ref().as_ref().err().expect("nothing can be connected to");
    assert_eq!(error.kind(), ErrorKind::NoHostAvailable);
    assert_eq!(error.attempts()[0].error.kind(), ErrorKind::TimedOut, "{error}");
    drop(proxy);
}
