//! Behaviour against a real cluster: one file per noun. `npm test` starts the clusters that the
//! `UNICQL_…` variables name.

mod auth;
mod authenticator;
mod batch;
mod capability;
mod control_connection;
mod distances;
mod events;
mod execution;
mod forwarder;
mod hosts;
mod keyspace;
mod lifecycle;
mod log;
mod metadata;
mod metrics;
mod paging;
mod policy;
mod prepared;
mod raw_connection;
mod routing;
mod secure_connect_bundle;
mod session;
mod statement;
mod target;
mod tls;
mod unknown_types;
