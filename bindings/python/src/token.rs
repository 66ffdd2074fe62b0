//! Tokens of partition keys.

use pyo3::prelude::*;
use unicql_core::metadata::{Partitioner, Token};

/// Returns the hash of `Murmur3Partitioner`.
#[pyfunction]
pub(crate) fn murmur3(data: &[u8]) -> i64 {
    match Partitioner::Murmur3.token_of(data) {
        Token::Murmur3(value) => value,
        Token::Random(_) | Token::ByteOrdered(_) => unreachable!("the tokens of a partitioner are its own"),
    }
}
