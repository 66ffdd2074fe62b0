//! Translation between Node.js and the core; nothing is decided here.

mod completion;
pub mod error;
mod hosts;
mod log;
mod metadata;
mod observer;
mod options;
mod questions;
mod record;
mod retry;
mod session;
mod statement;
mod terms;
