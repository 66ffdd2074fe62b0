//! The one engine behind every unicql driver.
//!
//! A binding translates its language's legacy API into the types of this crate and back; every
//! decision that the legacy drivers share is made here. Only this crate knows `scylla` and `tokio`.

// Whether a request may move between threads is asked of each future within its future; with those of the crate they are
// nested deeper than the compiler looks by default.
#![recursion_limit = "256"]

mod address_translator;
mod authenticator;
mod batch;
mod columns;
mod consistency;
mod contact_points;
mod control_connection;
mod custom_payload;
mod dispatcher;
mod error;
mod events;
mod execution;
mod execution_profile;
mod fork;
mod future;
mod hosts;
mod lock;
pub mod log;
pub mod metadata;
mod metrics;
mod observer;
pub mod options;
pub mod policy;
mod prepared;
mod raw_connection;
mod raw_connections;
mod rows;
mod runtime;
pub mod schema;
mod schema_change;
mod secure_connect_bundle;
mod server_error;
mod session;
mod span;
mod statement;
mod timestamps;
mod tls;
mod trail;
mod types;
mod unknown_types;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod untrusted;
mod value;
mod wake_up;

pub use address_translator::{AddressTranslation, AddressTranslator, UntranslatedHost};
pub use authenticator::{AuthenticationTarget, Authenticator, AuthenticatorProvider, CustomAuthentication};
pub use batch::{Batch, BatchEntry, BatchKind};
pub use columns::{Column, Columns};
pub use consistency::Consistency;
pub use control_connection::{ServerEvent, StatusChange, TopologyChange};
pub use custom_payload::CustomPayload;
pub use dispatcher::Dispatcher;
pub use error::{Attempt, Error, ErrorFields, ErrorKind, ErrorOrigin, TlsFault};
pub use events::{HostChange, HostEvent, Subscription};
pub use execution_profile::ExecutionProfile;
pub use future::{Completion, ResponseFuture};
pub use hosts::{Host, HostDetails, HostDistance, HostStatus};
pub use metrics::{Latencies, MetricsSnapshot, Rates, Tally};
pub use observer::{AttemptRecord, Observation, Observer, RequestRecord};
pub use options::Options;
pub use prepared::Prepared;
pub use rows::{Cells, Page, PageKind, Row};
pub use runtime::io_tasks;
pub use schema_change::{ChangeType, SchemaChange, SchemaTarget};
pub use session::{Cancellation, Routing, Session};
pub use statement::{Request, RequestOptions, RetryBy, RoutingKey, Statement};
pub use timestamps::{MonotonicTimestamps, Timestamps};
pub use tls::{PeerIdentity, PresentedCertificate};
pub use trail::{Trail, Tried};
pub use types::{CqlType, UserType};
pub use value::{Values, ValuesWriter};
pub use wake_up::WakeUp;
