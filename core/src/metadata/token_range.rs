//! Ranges of tokens: parts of the ring, which may run past its end, and which can be split.

use std::fmt;

use num_bigint::{BigInt, Sign};

use super::Token;
use super::token::RandomToken;
use crate::{Error, ErrorKind};

/// The tokens after `start` up to and including `end`. From the minimum to the minimum is the whole ring.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenRange {
    /// The token before the first one.
    pub start: Token,
    /// The last token.
    pub end: Token,
}

impl TokenRange {
    /// Whether no token is in the range.
    pub fn is_empty(&self) -> bool {
        self.start == self.end && !self.start.is_minimum()
    }

    /// Whether the range runs past the end of the ring and goes on at its start.
    pub fn is_wrapped_around(&self) -> bool {
        self.start > self.end && !self.end.is_minimum()
    }

    /// Returns the range in parts that do not run past the end of the ring.
    pub fn unwrapped(&self) -> Vec<TokenRange> {
        if !self.is_wrapped_around() {
            return vec![self.clone()];
        }
        let minimum = self.start.partitioner().minimum();
        vec![
            TokenRange { start: self.start.clone(), end: minimum.clone() },
            TokenRange { start: minimum, end: self.end.clone() },
        ]
    }

    /// Whether a token is in the range.
    pub fn contains(&self, token: &Token) -> bool {
        if self.is_empty() {
            return false;
        }
        if self.end.is_minimum() {
            return self.start.is_minimum() || token.is_minimum() || *token > self.start;
        }
        let (is_after_start, is_up_to_end) = (*token > self.start, *token <= self.end);
        match self.is_wrapped_around() {
            true => is_after_start || is_up_to_end,
            false => is_after_start && is_up_to_end,
        }
    }

    /// Splits the range into parts of the same size, as far as its size allows.
    ///
    /// # Errors
    /// `InvalidParameter` when there are no parts to make, when the range is empty, and for the whole ring of byte-ordered
    /// tokens, which has no size.
    pub fn split(&self, parts: u32) -> Result<Vec<TokenRange>, Error> {
        let refused = |why: String| Err(Error::new(ErrorKind::InvalidParameter, why));
        if parts == 0 {
            return refused("a range is split into at least one part".to_owned());
        }
        if self.is_empty() {
            return refused(format!("the empty range {self} cannot be split"));
        }
        let points = match (&self.start, &self.end) {
            (Token::Murmur3(start), Token::Murmur3(end)) => split_murmur3(*start, *end, parts),
            (Token::Random(start), Token::Random(end)) => split_random(&start.0, &end.0, parts),
            (Token::ByteOrdered(start), Token::ByteOrdered(end)) => match self.is_whole_ring() {
                true => return refused("the whole ring of byte-ordered tokens cannot be split".to_owned()),
                false => split_bytes(start, end, parts),
            },
            _ => return refused("the ends of the range are tokens of different partitioners".to_owned()),
        };
        let starts = std::iter::once(self.start.clone()).chain(points.iter().cloned());
        let ends = points.iter().cloned().chain(std::iter::once(self.end.clone()));
        Ok(starts.zip(ends).map(|(start, end)| TokenRange { start, end }).collect())
    }

    fn is_whole_ring(&self) -> bool {
        self.start == self.end
    }
}

/// Writes the range as `]start, end]`.
impl fmt::Display for TokenRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "]{}, {}]", self.start, self.end)
    }
}

/// The numbers that tokens may have, as the legacy drivers count them.
struct Ring {
    end: BigInt,
    length: BigInt,
}

impl Ring {
    /// Returns the points between `parts` parts of a range. The first parts are larger by one where the size of the range
    /// is no multiple.
    fn split(&self, start: BigInt, range: &BigInt, parts: u32) -> Vec<BigInt> {
        let (size, larger) = (range / parts, range % parts);
        let mut current = start;
        let mut points = Vec::new();
        for part in 1..parts {
            current += &size + i32::from(BigInt::from(part) <= larger);
            if current > self.end {
                current -= &self.length;
            }
            points.push(current.clone());
        }
        points
    }
}

fn split_murmur3(start: i64, end: i64, parts: u32) -> Vec<Token> {
    let end = if start == end { i64::MAX } else { end };
    let ring = Ring { end: i64::MAX.into(), length: BigInt::from(i64::MAX) - i64::MIN };
    let mut range = BigInt::from(end) - start;
    if range.sign() == Sign::Minus {
        range += &ring.length;
    }
    let points = ring.split(start.into(), &range, parts);
    // A point never lies outside the ring, so each is a number of 64 bits.
    points.iter().filter_map(|point| i64::try_from(point).ok().map(Token::Murmur3)).collect()
}

fn split_random(start: &BigInt, end: &BigInt, parts: u32) -> Vec<Token> {
    let last: BigInt = BigInt::from(1) << 127;
    let end = if start == end { &last } else { end };
    let ring = Ring { end: last.clone(), length: &last + 1 };
    let mut range = end - start;
    if range.sign() == Sign::Minus {
        range += &ring.length;
    }
    let points = ring.split(start.clone(), &range, parts);
    points.into_iter().map(|point| Token::Random(RandomToken(point))).collect()
}

/// Tokens compare byte by byte, so they are numbers once they are equally long. Up to four more bytes make room where
/// the range has fewer tokens than parts.
fn split_bytes(start: &[u8], end: &[u8], parts: u32) -> Vec<Token> {
    let shortest = start.len().max(end.len());
    for len in shortest..=shortest + 4 {
        let length: BigInt = BigInt::from(1) << (8 * len);
        let mut range = number(end, len) - number(start, len);
        if start > end {
            range += &length;
        }
        if range >= BigInt::from(parts) || len == shortest + 4 {
            let ring = Ring { end: &length - 1, length };
            let points = ring.split(number(start, len), &range, parts);
            return points.iter().map(|point| Token::ByteOrdered(bytes(point, len).into())).collect();
        }
    }
    Vec::new()
}

fn number(token: &[u8], len: usize) -> BigInt {
    let mut padded = token.to_vec();
    padded.resize(len, 0);
    BigInt::from_bytes_be(Sign::Plus, &padded)
}

fn bytes(number: &BigInt, len: usize) -> Vec<u8> {
    let (_, digits) = number.to_bytes_be();
    let mut bytes = vec![0; len.saturating_sub(digits.len())];
    bytes.extend(digits);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Partitioner, Token, TokenRange};

    fn range(partitioner: Partitioner, start: &str, end: &str) -> TokenRange {
        TokenRange { start: partitioner.parse(start).unwrap(), end: partitioner.parse(end).unwrap() }
    }

    fn starts(range: &TokenRange, parts: u32) -> Vec<String> {
        range.split(parts).unwrap().iter().skip(1).map(|part| part.start.to_string()).collect()
    }

    #[test]
    fn ranges_split_evenly_also_past_the_end_of_the_ring() {
        let murmur3 = |start, end| range(Partitioner::Murmur3, start, end);
        let whole = murmur3("-9223372036854775808", "-9223372036854775808");
        assert_eq!(starts(&whole, 2), ["0"]);
        assert_eq!(starts(&murmur3("0", "10"), 3), ["4", "7"]);
        let wrapped = murmur3("4611686018427387904", "-4611686018427387904");
        assert_eq!(starts(&wrapped, 2), ["-9223372036854775807"]);
        let random = range(Partitioner::Random, "-1", "-1");
        assert_eq!(starts(&random, 2), ["85070591730234615865843651857942052864"]);
        let bytes = |start, end| range(Partitioner::ByteOrdered, start, end);
        assert_eq!(starts(&bytes("0a", "0d"), 3), ["0b", "0c"]);
        // There is no byte between, so the points are longer.
        assert_eq!(starts(&bytes("0a", "0b"), 2), ["0a80"]);
        assert_eq!(starts(&bytes("f0", "10"), 2), ["00"]);
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        assert!(range(Partitioner::Murmur3, "1", "2").split(0).is_err());
        assert!(range(Partitioner::Murmur3, "1", "1").split(2).is_err());
        assert!(range(Partitioner::ByteOrdered, "", "").split(2).is_err());
    }

    #[test]
    fn a_range_to_the_minimum_runs_to_the_end_of_the_ring() {
        let range = range(Partitioner::Murmur3, "5", "-9223372036854775808");
        assert!(!range.is_wrapped_around() && range.contains(&Token::Murmur3(i64::MAX)));
        assert!(range.contains(&Token::Murmur3(i64::MIN)) && !range.contains(&Token::Murmur3(5)));
    }

    proptest! {
        #[test]
        fn parts_of_a_range_have_each_of_its_tokens_once(
            start: i64, end: i64, parts in 1u32..50, token: i64,
        ) {
            prop_assume!(start != end);
            let range = TokenRange { start: Token::Murmur3(start), end: Token::Murmur3(end) };
            let token = Token::Murmur3(token);
            let unwrapped = range.unwrapped();
            let with_token = unwrapped.iter().filter(|part| part.contains(&token)).count();
            prop_assert_eq!(with_token, usize::from(range.contains(&token)));
            let split = range.split(parts).unwrap();
            prop_assert_eq!(split.len(), parts as usize);
            // A range with fewer tokens than parts has empty parts, which hold nothing.
            let with_token = split.iter().filter(|part| part.contains(&token)).count();
            prop_assert_eq!(with_token, usize::from(range.contains(&token)));
        }
    }
}
