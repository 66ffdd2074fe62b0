//! What travels with a request or an answer besides the statement: the server passes it to a query handler of the
//! user's, and a handler answers with its own (native protocol v4, section 2.2, flag 0x04).

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;

/// Names with bytes; `None` is null. Cloning shares it.
pub type CustomPayload = Arc<HashMap<String, Option<Bytes>>>;
