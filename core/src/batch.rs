//! Several statements in one BATCH (native protocol v4, section 4.1.7).

use std::sync::Arc;

use crate::{Prepared, Values};

/// How the coordinator applies a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchKind {
    /// Through the batch log: all of it or nothing, in the end.
    #[default]
    Logged,
    /// Without the batch log.
    Unlogged,
    /// Counter updates only.
    Counter,
}

impl BatchKind {
    pub(crate) fn to_driver(self) -> scylla::statement::batch::BatchType {
        use scylla::statement::batch::BatchType;
        match self {
            BatchKind::Logged => BatchType::Logged,
            BatchKind::Unlogged => BatchType::Unlogged,
            BatchKind::Counter => BatchType::Counter,
        }
    }
}

/// One statement of a batch with its values.
#[derive(Clone, Debug)]
pub enum BatchEntry {
    /// CQL text; with values it is prepared once per session.
    Text {
        /// The text.
        cql: Arc<str>,
        /// The values of its markers.
        values: Values,
    },
    /// A prepared statement.
    Prepared {
        /// What [`Session::prepare`](crate::Session::prepare) returned.
        prepared: Arc<Prepared>,
        /// The values of its markers.
        values: Values,
    },
}

impl BatchEntry {
    /// How long text and values are together.
    pub(crate) fn size_bytes(&self) -> usize {
        match self {
            BatchEntry::Text { cql, values } => cql.len() + values.size_bytes(),
            BatchEntry::Prepared { values, .. } => values.size_bytes(),
        }
    }
}

/// A batch: at most 65535 statements, which may be of any mix.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// How it is applied.
    pub kind: BatchKind,
    /// Its statements, in order.
    pub entries: Vec<BatchEntry>,
}

impl Batch {
    /// Whether it has no text, whose names the server would have to find.
    pub(crate) fn is_prepared(&self) -> bool {
        self.entries.iter().all(|entry| matches!(entry, BatchEntry::Prepared { .. }))
    }
}
