//! Servers that are set up as few are, and clusters whose nodes stop, die, freeze, come, join and leave. Each test starts
//! a cluster of its own with `unicql-dev` and ends it, so this is not part of the usual tests:
//! `unicql-dev test --only servers`.

mod address;
mod membership;
mod nodes;
mod server;
mod settings;
