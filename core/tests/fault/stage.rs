//! A session that reaches its nodes through what misbehaves, and the requests that suffer from it.

use std::net::SocketAddr;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use scylla_proxy::{
    Condition, Node, Proxy, RequestOpcode, RequestReaction, RequestRule, ResponseOpcode, ResponseReaction,
    ResponseRule, RunningProxy, ShardAwareness,
};
use tokio::runtime::Runtime;
use unicql_core::policy::Reconnection;
use unicql_core::{
    Batch, BatchEntry, Completion, Error, ErrorKind, Options, Page, Prepared, Request, RequestOptions,
    Session, Statement, Values, ValuesWriter,
};

use crate::matrix::{self, Ending, Saw, When};

/// How long a request may take that nobody answers.
pub(crate) const TIMEOUT: Duration = Duration::from_millis(500);
/// How long a request may take that has to end by itself, also on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How much longer than its timeout a request may take to end.
const GRACE: Duration = Duration::from_secs(1);
/// Requests that suffer from a fault together.
const BURST: usize = 4;

/// What is in every request of a test and in the rows that it returns, and in nothing that the driver asks by itself.
pub(crate) const NEEDLE: &str = "core_fault";
const SELECT: &str = "SELECT v FROM core_fault.t WHERE k = 1";
const KEYED_SELECT: &str = "SELECT v FROM core_fault.t WHERE k = ?";
const INSERT: &str = "INSERT INTO core_fault.t (k, v) VALUES (?, 'core_fault')";

/// The network's own runtime, so that faults do not wait for the driver's thread.
pub(crate) static NETWORK: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Query,
    Execute,
    Batch,
}

impl Way {
    pub(crate) const ALL: [Way; 3] = [Way::Query, Way::Execute, Way::Batch];

    pub(crate) fn opcode(self) -> RequestOpcode {
        match self {
            Way::Query => RequestOpcode::Query,
            Way::Execute => RequestOpcode::Execute,
            Way::Batch => RequestOpcode::Batch,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Way::Query => "QUERY",
            Way::Execute => "EXECUTE",
            Way::Batch => "BATCH",
        }
    }
}

/// How one request ended.
pub(crate) struct Ended {
    pub(crate) outcome: Result<Page, Error>,
    pub(crate) took: Duration,
}

pub(crate) struct Stage {
    pub(crate) session: Session,
    /// Where the driver reaches its nodes.
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) proxy: Option<RunningProxy>,
    select: Arc<Prepared>,
    insert: Arc<Prepared>,
    fault: String,
}

/// Returns a variable that `npm test` sets.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("run this through `npm test`, or set {name}"))
}

fn addresses(variable_name: &str) -> Vec<SocketAddr> {
    variable(variable_name).split(',').map(|point| point.parse().unwrap()).collect()
}

/// The node of the plain cluster.
pub(crate) fn real_node() -> SocketAddr {
    addresses("UNICQL_CONTACT_POINTS")[0]
}

/// The nodes of the cluster of two data centers.
pub(crate) fn real_nodes() -> Vec<SocketAddr> {
    addresses("UNICQL_DCS_CONTACT_POINTS")
}

/// Makes the table once per cluster. Runs side by side share it.
fn prepare_table(node: SocketAddr) {
    let options = Options {
        contact_points: Some(vec![node.to_string()]),
        request_timeout_ms: Some(60_000),
        ..Options::default()
    };
    let session = Session::connect(options).wait();
    let session = session.as_ref().as_ref().unwrap_or_else(|error| panic!("{node}: {error}"));
    for cql in [
        "CREATE KEYSPACE IF NOT EXISTS core_fault WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
        "CREATE TABLE IF NOT EXISTS core_fault.t (k int PRIMARY KEY, v text)",
        "INSERT INTO core_fault.t (k, v) VALUES (1, 'core_fault')",
    ] {
        let outcome = session.execute(Request::text(cql)).wait();
        assert!(outcome.is_ok(), "{cql}: {:?}", outcome.as_ref().as_ref().err());
    }
}

static TABLE: LazyLock<()> = LazyLock::new(|| prepare_table(real_node()));
static TABLE_OF_DATA_CENTERS: LazyLock<()> = LazyLock::new(|| prepare_table(real_nodes()[0]));

/// The options of a session that looks for lost nodes soon.
pub(crate) fn impatient() -> Options {
    Options {
        request_timeout_ms: Some(PATIENCE.as_millis() as u64),
        reconnection: Some(Reconnection::constant(20)),
        connect_timeout_ms: Some(10_000),
        ..Options::default()
    }
}

/// A port of the node's address that nothing uses. The driver learns the address from the node and keeps the port of the
/// contact point, so what stands before the node has to listen there.
pub(crate) fn beside(node: SocketAddr) -> SocketAddr {
    std::net::TcpListener::bind((node.ip(), 0)).unwrap().local_addr().unwrap()
}

pub(crate) fn run_proxy(pairs: &[(SocketAddr, SocketAddr)]) -> RunningProxy {
    let nodes = pairs.iter().map(|&(real, proxy)| {
        Node::builder()
            .real_address(real)
            .proxy_address(proxy)
            .shard_awareness(ShardAwareness::Unaware)
            .build()
    });
    NETWORK.block_on(Proxy::new(nodes).run()).unwrap()
}

/// A fault in front of the only node of a cluster.
pub(crate) fn fault(name: impl Into<String>, run: impl FnOnce(&mut Stage) + Send + 'static) -> Trial {
    fault_with(name, |_| (), run)
}

/// A fault for a session with options of its own.
pub(crate) fn fault_with(
    name: impl Into<String>,
    change: impl FnOnce(&mut Options) + Send + 'static,
    run: impl FnOnce(&mut Stage) + Send + 'static,
) -> Trial {
    let name = name.into();
    Trial::test(name.clone(), move || {
        LazyLock::force(&TABLE);
        let address = beside(real_node());
        let proxy = run_proxy(&[(real_node(), address)]);
        let mut stage = Stage::open(name, vec![address], Some(proxy), change);
        run(&mut stage);
        stage.end();
        Ok(())
    })
}

/// A fault of some of several nodes. The driver finds the others on the port of the first, so all proxies share one.
pub(crate) fn fault_of_nodes(
    name: &'static str,
    change: impl FnOnce(&mut Options) + Send + 'static,
    run: impl FnOnce(&mut Stage) + Send + 'static,
) -> Trial {
    Trial::test(name, move || {
        LazyLock::force(&TABLE_OF_DATA_CENTERS);
        let port = beside(real_nodes()[0]).port();
        let pairs: Vec<_> =
            real_nodes().into_iter().map(|real| (real, SocketAddr::new(real.ip(), port))).collect();
        let proxy = run_proxy(&pairs);
        let addresses = pairs.into_iter().map(|(_, address)| address).collect();
        let mut stage = Stage::open(name.to_owned(), addresses, Some(proxy), change);
        run(&mut stage);
        stage.end();
        Ok(())
    })
}

impl Stage {
    /// Connects while all is well.
    pub(crate) fn open(
        fault: String,
        addresses: Vec<SocketAddr>,
        proxy: Option<RunningProxy>,
        change: impl FnOnce(&mut Options),
    ) -> Self {
        LazyLock::force(&TABLE);
        let mut options = impatient();
        options.contact_points = Some(addresses.iter().map(SocketAddr::to_string).collect());
        change(&mut options);
        let session = Session::connect(options).wait();
        let session = session.as_ref().as_ref().unwrap_or_else(|error| panic!("{error}")).clone();
        let prepare = |cql: &str| {
            let outcome = session.prepare(cql).wait();
            Arc::clone(outcome.as_ref().as_ref().unwrap_or_else(|error| panic!("{cql}: {error}")))
        };
        let (select, insert) = (prepare(KEYED_SELECT), prepare(INSERT));
        Stage { session, addresses, proxy, select, insert, fault }
    }

    pub(crate) fn request(&self, way: Way) -> Request {
        let key = || {
            let mut values = ValuesWriter::default();
            values.value(&1_i32.to_be_bytes());
            values.finish().unwrap()
        };
        let insert = || BatchEntry::Prepared { prepared: Arc::clone(&self.insert), values: key() };
        match way {
            Way::Query => Request::text(SELECT),
            Way::Execute => Request::prepared(Arc::clone(&self.select), key()),
            Way::Batch => {
                let text = BatchEntry::Text {
                    cql: "INSERT INTO core_fault.t (k, v) VALUES (1, 'core_fault')".into(),
                    values: Values::default(),
                };
                let batch = Batch { entries: vec![insert(), text], ..Batch::default() };
                Request { statement: Statement::Batch(batch), options: RequestOptions::default() }
            }
        }
    }

    /// Lets requests of the tests, and no others, meet a reaction of every proxy.
    pub(crate) fn on_request(&mut self, way: Way, reaction: &RequestReaction) {
        for node in 0..self.addresses.len() {
            self.on_request_to(node, way, reaction.clone());
        }
    }

    pub(crate) fn on_request_to(&mut self, node: usize, way: Way, reaction: RequestReaction) {
        self.on_requests_to(node, ours(way), reaction);
    }

    pub(crate) fn on_requests_to(&mut self, node: usize, condition: Condition, reaction: RequestReaction) {
        let proxy = self.proxy.as_mut().expect("the stage has a proxy");
        proxy.running_nodes[node].append_request_rules(vec![RequestRule(condition, reaction)]);
    }

    /// Lets answers with rows of the tests meet a reaction.
    pub(crate) fn on_rows(&mut self, reaction: ResponseReaction) {
        let rows = Condition::ResponseOpcode(ResponseOpcode::Result)
            .and(Condition::BodyContainsCaseSensitive(NEEDLE.as_bytes().into()));
        let proxy = self.proxy.as_mut().expect("the stage has a proxy");
        proxy.running_nodes[0].change_response_rules(Some(vec![ResponseRule(rows, reaction)]));
    }

    /// Ends the fault.
    pub(crate) fn calm(&mut self) {
        if let Some(proxy) = &mut self.proxy {
            proxy.turn_off_rules();
        }
    }

    /// Sends a burst and returns how each request ended.
    pub(crate) fn burst(&self, way: Way, timeout: Duration) -> Vec<Ended> {
        self.send((0..BURST).map(|_| self.request(way)).collect(), way, timeout)
    }

    /// Sends requests and returns how each ended. None may end twice, or never, or late.
    pub(crate) fn send(&self, mut requests: Vec<Request>, way: Way, timeout: Duration) -> Vec<Ended> {
        for request in &mut requests {
            request.options.timeout_ms = Some(timeout.as_millis() as u64);
        }
        let (sender, receiver) = mpsc::channel();
        let count = requests.len();
        let start = Instant::now();
        let completions = requests.into_iter().map(|request| {
            let sender = sender.clone();
            let completion = Completion::new(move |outcome| {
                let _ = sender.send(Ended { outcome, took: start.elapsed() });
            });
            (request, completion)
        });
        self.session.execute_many(completions.collect());
        drop(sender);
        let mut ended = Vec::new();
        let deadline = start + timeout + GRACE;
        // The channel closes when every completion was used up.
        loop {
            match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(one) => ended.push(one),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{} of {count} requests did not end in time", count - ended.len())
                }
            }
        }
        assert_eq!(ended.len(), count, "each request ends once");
        for one in &ended {
            matrix::record(self.ending(way.name(), one, timeout));
        }
        ended
    }

    fn ending(&self, way: &'static str, ended: &Ended, timeout: Duration) -> Ending {
        let error = ended.outcome.as_ref().err();
        let coordinator = match &ended.outcome {
            Ok(page) => Some(page.coordinator),
            Err(error) => error.coordinator(),
        };
        Ending {
            injected: self.fault.clone(),
            way,
            saw: Saw::of(&ended.outcome),
            coordinator: match coordinator {
                None => "unknown",
                Some(host) if self.addresses.contains(&host) => "the node",
                Some(_) => "a stranger",
            },
            attempts: error.map_or(0, |error| error.attempts().len()),
            when: When::of(ended.took, timeout),
        }
    }

    /// Sends a burst all of which has to end like this.
    pub(crate) fn expect(&self, way: Way, saw: impl Into<Saw>) -> Vec<Ended> {
        self.expect_any(way, &[saw.into()])
    }

    /// Sends a burst all of which has to end in one of these ways, and returns how. Only where nothing but the timeout may
    /// end a request is it short.
    pub(crate) fn expect_any(&self, way: Way, allowed: &[Saw]) -> Vec<Ended> {
        let may_time_out = allowed.contains(&ErrorKind::TimedOut.into());
        let burst = self.burst(way, if may_time_out { TIMEOUT } else { PATIENCE });
        for ended in &burst {
            let seen = Saw::of(&ended.outcome);
            assert!(allowed.contains(&seen), "{way:?} ended as {seen}: {:?}", ended.outcome.as_ref().err());
        }
        burst
    }

    /// The session has to find its nodes again when the fault is over.
    pub(crate) fn recover(&mut self) {
        self.calm();
        self.wait_until_usable();
        assert_eq!(self.session.in_flight(), 0);
    }

    pub(crate) fn wait_until_usable(&self) {
        let deadline = Instant::now() + PATIENCE;
        for way in Way::ALL {
            loop {
                let outcome = self.session.execute(self.request(way)).wait();
                match outcome.as_ref() {
                    Ok(_) => break,
                    Err(error) if Instant::now() > deadline => panic!("unusable afterwards: {error}"),
                    Err(_) => std::thread::sleep(Duration::from_millis(20)),
                }
            }
        }
    }

    /// Proxies stay until the tests end: their own end is not orderly.
    pub(crate) fn end(mut self) {
        self.recover();
        let closed = self.session.close(GRACE).wait();
        assert!(closed.is_ok());
    }
}

/// Requests of the tests that go a way.
pub(crate) fn ours(way: Way) -> Condition {
    let opcode = Condition::RequestOpcode(way.opcode());
    match way {
        Way::Query => opcode.and(Condition::BodyContainsCaseSensitive(NEEDLE.as_bytes().into())),
        // The driver reads the metadata through the connection that is registered for events.
        Way::Execute | Way::Batch => opcode.and(Condition::not(Condition::ConnectionRegisteredAnyEvent)),
    }
}
