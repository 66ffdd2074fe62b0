//! Tokens: where in the ring a partition lies, for each of the three partitioners.

use std::fmt;

use bytes::Bytes;
use md5::{Digest, Md5};
use num_bigint::BigInt;
use scylla::routing::partitioner::{Murmur3Partitioner, Partitioner as _, PartitionerHasher};

use crate::{Error, ErrorKind};

/// How partition keys become tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partitioner {
    /// A 64-bit hash; the default of every server of today.
    Murmur3,
    /// The absolute value of the MD5 digest.
    Random,
    /// The bytes of the key.
    ByteOrdered,
}

/// A place in the ring. Tokens of one partitioner have an order; those of different ones do not belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Token {
    /// Of [`Partitioner::Murmur3`].
    Murmur3(i64),
    /// Of [`Partitioner::Random`]: 0 to 2^127, or the minimum, -1.
    Random(RandomToken),
    /// Of [`Partitioner::ByteOrdered`].
    ByteOrdered(Bytes),
}

/// The number of a token of [`Partitioner::Random`], which prints as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RandomToken(pub(super) BigInt);

impl fmt::Display for RandomToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Partitioner {
    /// Returns the partitioner of a class name; `None` when tokens of that class are not known here.
    pub fn from_class(class: &str) -> Option<Self> {
        match class.rsplit('.').next().unwrap_or_default() {
            "Murmur3Partitioner" => Some(Partitioner::Murmur3),
            "RandomPartitioner" => Some(Partitioner::Random),
            "ByteOrderedPartitioner" => Some(Partitioner::ByteOrdered),
            _ => None,
        }
    }

    /// Returns the token of a routing key; see [`routing_key`].
    pub fn token_of(self, routing_key: &[u8]) -> Token {
        match self {
            Partitioner::Murmur3 => {
                let mut hasher = Murmur3Partitioner.build_hasher();
                hasher.write(routing_key);
                Token::Murmur3(hasher.finish().value())
            }
            Partitioner::Random => {
                let digest = i128::from_be_bytes(Md5::digest(routing_key).into());
                Token::Random(RandomToken(digest.unsigned_abs().into()))
            }
            Partitioner::ByteOrdered => Token::ByteOrdered(Bytes::copy_from_slice(routing_key)),
        }
    }

    /// Reads a token as the server writes it: a decimal number, or bytes in hexadecimal digits.
    pub fn parse(self, text: &str) -> Option<Token> {
        match self {
            Partitioner::Murmur3 => text.parse().ok().map(Token::Murmur3),
            Partitioner::Random => text.parse().ok().map(|number| Token::Random(RandomToken(number))),
            Partitioner::ByteOrdered => {
                let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
                let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(digit).collect();
                bytes.map(|bytes| Token::ByteOrdered(bytes.into()))
            }
        }
    }

    /// Returns the smallest token, which no partition has: it stands for the start and the end of the ring.
    pub fn minimum(self) -> Token {
        match self {
            Partitioner::Murmur3 => Token::Murmur3(i64::MIN),
            Partitioner::Random => Token::Random(RandomToken((-1).into())),
            Partitioner::ByteOrdered => Token::ByteOrdered(Bytes::new()),
        }
    }
}

impl Token {
    /// The partitioner that it belongs to.
    pub fn partitioner(&self) -> Partitioner {
        match self {
            Token::Murmur3(_) => Partitioner::Murmur3,
            Token::Random(_) => Partitioner::Random,
            Token::ByteOrdered(_) => Partitioner::ByteOrdered,
        }
    }

    pub(super) fn is_minimum(&self) -> bool {
        *self == self.partitioner().minimum()
    }
}

/// Writes the token as the server does.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Murmur3(token) => token.fmt(f),
            Token::Random(token) => token.fmt(f),
            Token::ByteOrdered(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}

/// Joins the values of a partition key to the bytes that tokens are made of: one value is taken as it is, several as
/// `[short length][bytes][0]` each.
///
/// # Errors
/// `InvalidParameter` when there is no value, or when one of several is longer than 65535 bytes.
pub fn routing_key(components: &[&[u8]]) -> Result<Vec<u8>, Error> {
    match components {
        [] => Err(Error::new(ErrorKind::InvalidParameter, "a partition key has at least one value")),
        [only] => Ok(only.to_vec()),
        several => {
            let mut key = Vec::with_capacity(several.iter().map(|value| value.len() + 3).sum());
            for value in several.iter() {
                let len = u16::try_from(value.len()).map_err(|_| {
                    let message = format!("a value of {} bytes in a partition key", value.len());
                    Error::new(ErrorKind::InvalidParameter, message)
                })?;
                key.extend_from_slice(&len.to_be_bytes());
                key.extend_from_slice(value);
                key.push(0);
            }
            Ok(key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Partitioner, routing_key};

    #[test]
    fn tokens_are_those_of_the_server() {
        // Murmur3: `SELECT token(k)` of Cassandra 5.0; Random: the absolute value of the digest that OpenSSL makes.
        for (key, murmur3, random) in [
            (&b"a"[..], "-8839064797231613815", "16955237001963240173058271559858726497"),
            (b"123", "-7468325962851647638", "42767516990368493138776584305024125808"),
            (&[0, 0, 0, 1], "-4069959284402364209", "19580090105725936846312850328329299579"),
        ] {
            assert_eq!(Partitioner::Murmur3.token_of(key).to_string(), murmur3);
            assert_eq!(Partitioner::Random.token_of(key).to_string(), random);
        }
        assert_eq!(Partitioner::ByteOrdered.token_of(&[10, 0, 255]).to_string(), "0a00ff");
    }

    #[test]
    fn tokens_are_read_as_they_are_written() {
        for (partitioner, text) in [
            (Partitioner::Murmur3, "-9223372036854775808"),
            (Partitioner::Random, "170141183460469231731687303715884105728"),
            (Partitioner::ByteOrdered, "00ff10"),
        ] {
            assert_eq!(partitioner.parse(text).unwrap().to_string(), text);
            assert!(partitioner.minimum() <= partitioner.parse(text).unwrap());
        }
        assert_eq!(Partitioner::ByteOrdered.parse("abc"), None);
        assert_eq!(Partitioner::Murmur3.parse(""), None);
    }

    #[test]
    fn several_values_of_a_key_are_told_apart() {
        assert_eq!(routing_key(&[b"ab"]).unwrap(), b"ab");
        assert_eq!(routing_key(&[b"ab", b""]).unwrap(), [0, 2, b'a', b'b', 0, 0, 0, 0]);
        assert!(routing_key(&[]).is_err());
        assert!(routing_key(&[&[0; 70_000], b""]).is_err());
        assert!(routing_key(&[&[0; 70_000]]).is_ok());
    }
}
