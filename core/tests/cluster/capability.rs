//! What the tests use that not every server offers, and why not. A test that meets a lack says so and passes.

use unicql_core::Session;

use super::target::cql;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capability {
    Vectors,
    JavaFunctions,
}

struct Row {
    capability: Capability,
    /// The first version of Cassandra that offers it where the tests run.
    since: (u32, u32),
    lack: &'static str,
}

const ROWS: &[Row] = &[
    Row { capability: Capability::Vectors, since: (5, 0), lack: "the type `vector` came with Cassandra 5.0" },
    Row {
        capability: Capability::JavaFunctions,
        since: (5, 0),
        lack: "the compiler for functions in Cassandra 4.1 cannot read the classes of JDK 17, which its nodes run on here",
    },
];

/// Tells whether the server offers something; if not, says why.
pub(crate) fn offers(session: &Session, capability: Capability) -> bool {
    let row = ROWS.iter().find(|row| row.capability == capability).expect("every capability has a row");
    let version = version(session);
    let offered = version >= row.since;
    if !offered {
        eprintln!("not tested on {}.{}: {}", version.0, version.1, row.lack);
    }
    offered
}

fn version(session: &Session) -> (u32, u32) {
    let page = cql(session, "SELECT release_version FROM system.local");
    let row = page.iter().next().unwrap();
    let text = String::from_utf8(row.0[0].as_ref().unwrap().to_vec()).unwrap();
    let mut numbers = text.split(['.', '-']).map(|number| number.parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}
