//! `cassandra.h` on the core. The exported functions in `generated` are rendered from `surface.json`: they convert
//! pointers to references and back through `ptr`, and call the function of the same name in the module of its
//! section of the header. What each does is told there, in `include/cassandra.h`.

mod aggregate_meta;
mod alloc;
mod answer;
mod authenticator;
mod batch;
mod binder;
mod cells;
mod cluster;
mod collection;
mod column_meta;
mod columns;
mod custom_payload;
mod data_type;
mod date_range;
mod date_time;
mod enumerations;
mod error;
mod error_result;
mod execution_profile;
mod function_meta;
mod future;
#[rustfmt::skip]
#[expect(clippy::needless_lifetimes, clippy::useless_conversion, reason = "one form fits every function")]
mod generated;
mod gssapi_authenticator;
mod host_listener;
mod index_meta;
mod inet;
mod iterator;
mod keyspace_meta;
mod line_string;
mod line_string_iterator;
mod load_balancing;
mod log;
mod materialized_view_meta;
mod meta_field;
mod metrics;
mod names;
mod point;
mod polygon;
mod polygon_iterator;
mod prepared;
mod ptr;
mod result;
mod retry_policy;
mod row;
mod schema_meta;
mod session;
mod settings;
mod ssl;
mod statement;
mod table_meta;
mod timestamp_gen;
mod tuple;
mod types;
mod user_type;
mod uuid;
mod value;
mod wkb;
mod wkt;
