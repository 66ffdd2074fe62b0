//! What a caller sees when a node or the network misbehaves. scylla-proxy (frames) and a tap (bytes) stand between the
//! driver and real nodes. However bad it gets, each request ends once, within its timeout and a second, and the session
//! is usable afterwards. `npm test` starts the clusters that the `UNICQL_…` variables name.

mod bytes;
mod connections;
mod errors;
mod events;
mod frames;
mod hosts;
mod matrix;
mod metadata;
mod ports;
mod prepared;
mod shards;
mod stage;
mod tap;
mod told;

use libtest_mimic::Arguments;

/// Faults wait more than they work.
const THREADS: usize = 24;

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(THREADS);
    let trials = [
        frames::trials(),
        bytes::trials(),
        connections::trials(),
        errors::trials(),
        prepared::trials(),
        ports::trials(),
        events::trials(),
        shards::trials(),
        hosts::trials(),
        metadata::trials(),
    ];
    let conclusion = libtest_mimic::run(&arguments, trials.into_iter().flatten().collect());
    if !arguments.list {
        matrix::print(conclusion.has_failed());
    }
    conclusion.exit();
}
