//! How a request came by its answer, where that is not simply the first host that was asked.

use std::net::SocketAddr;

use crate::{Consistency, Error};

/// The way of a request whose first try was not all there was.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// Every host that was asked, in order, the one that answered included.
    pub tried: Vec<Tried>,
    /// How many hosts were asked because those before took long.
    pub speculative_executions: u32,
    /// The consistency of the try that was answered, when the retry rule chose another than that of the request.
    pub consistency: Option<Consistency>,
}

/// A host that was asked.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Where it is reached.
    pub host: SocketAddr,
    /// Why its last try failed; `None` when it answered or was given up because another was faster.
    pub error: Option<Error>,
}
