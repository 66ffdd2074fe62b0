//! Columns whose type is a class that the crate does not know: it gives up the whole answer, where a driver hands out the
//! bytes. Core's own connections read such answers, so statements that have them go over those.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use lru::LruCache;
use scylla::errors::RequestAttemptError;
use scylla_cql::frame::frame_errors::{
    CqlResultParseError, PreparedMetadataParseError, PreparedParseError,
    ResultMetadataAndRowsCountParseError, ResultMetadataParseError,
};

use crate::Statement;
use crate::lock::lock;
use crate::statement::Effect;

/// How many texts are remembered. One that is forgotten is read once in vain.
const TEXTS_MOST: NonZeroUsize = NonZeroUsize::new(1024).unwrap();

/// Texts without values that were seen to select such columns.
pub(crate) struct UnknownTypes {
    any: AtomicBool,
    texts: Mutex<LruCache<Box<str>, ()>>,
}

impl Default for UnknownTypes {
    fn default() -> Self {
        UnknownTypes { any: AtomicBool::new(false), texts: Mutex::new(LruCache::new(TEXTS_MOST)) }
    }
}

impl UnknownTypes {
    /// Takes note of a statement whose answer the crate could not read. Tells whether it may be sent again: whether it only
    /// reads.
    pub(crate) fn learn(&self, statement: &Statement) -> bool {
        let Statement::Text { cql, values } = statement else {
            return false;
        };
        if !values.is_empty() || Effect::of(cql) != Effect::Reading {
            return false;
        }
        lock(&self.texts).put((**cql).into(), ());
        self.any.store(true, Ordering::Relaxed);
        true
    }

    /// Whether a text was seen to select such columns.
    pub(crate) fn are_in(&self, cql: &str) -> bool {
        self.any.load(Ordering::Relaxed) && lock(&self.texts).get(cql).is_some()
    }
}

/// Whether the crate gave up an answer for the type of a column or marker.
pub(crate) fn are_met(error: &RequestAttemptError) -> bool {
    let RequestAttemptError::CqlResultParseError(error) = error else {
        return false;
    };
    match error {
        CqlResultParseError::ResultMetadataParseError(
            ResultMetadataAndRowsCountParseError::ResultMetadataParseError(error),
        )
        | CqlResultParseError::PreparedParseError(PreparedParseError::ResultMetadataParseError(error)) => {
            matches!(error, ResultMetadataParseError::ColumnSpecParseError(_))
        }
        CqlResultParseError::PreparedParseError(PreparedParseError::PreparedMetadataParseError(error)) => {
            matches!(error, PreparedMetadataParseError::ColumnSpecParseError(_))
        }
        _ => false,
    }
}
