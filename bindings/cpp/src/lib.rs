//! Translation between the language and the core; nothing is decided here.

#[expect(unreachable_pub, reason = "the bridge's macro makes everything public")]
mod bridge;
mod error;
mod future;
mod options;
mod prepared;
mod rows;
mod session;
mod statement;
mod types;
