//! The values that cross the boundary as they are: numbers of enumerations, and structs of `cassandra.h`.

use std::net::IpAddr;

use crate::ptr::fallbacks;

/// `cass_bool_t`, an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Bool(pub(crate) u32);

impl Bool {
    /// Whether it is `cass_true`; other numbers are not.
    pub(crate) fn is_true(self) -> bool {
        self.0 == 1
    }
}

impl From<bool> for Bool {
    fn from(value: bool) -> Self {
        Bool(value.into())
    }
}

/// `CassUuid`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Uuid {
    /// The version in the highest 4 bits, and the time: high, middle and low part, from the highest bit.
    pub(crate) time_and_version: u64,
    /// The clock sequence with the variant, and the node.
    pub(crate) clock_seq_and_node: u64,
}

impl Uuid {
    /// Takes the 16 bytes of the protocol.
    pub(crate) fn from_bytes(bytes: [u8; 16]) -> Self {
        let whole = u128::from_be_bytes(bytes);
        let (time, clock_seq_and_node) = ((whole >> 64) as u64, whole as u64);
        let (low, mid, high) = (time >> 32, (time >> 16) & 0xFFFF, time & 0xFFFF);
        Uuid { time_and_version: high << 48 | mid << 32 | low, clock_seq_and_node }
    }

    /// Gives the 16 bytes of the protocol.
    pub(crate) fn to_bytes(self) -> [u8; 16] {
        let time = self.time_and_version;
        let (low, mid, high) = (time & 0xFFFF_FFFF, (time >> 32) & 0xFFFF, time >> 48);
        let time = low << 32 | mid << 16 | high;
        (u128::from(time) << 64 | u128::from(self.clock_seq_and_node)).to_be_bytes()
    }
}

/// `CassInet`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Inet {
    /// The address, of which the first `address_length` bytes count.
    pub(crate) address: [u8; 16],
    /// 4 or 16.
    pub(crate) address_length: u8,
}

impl Inet {
    /// Takes up to 16 bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut inet = Inet { address: [0; 16], address_length: u8::try_from(bytes.len()).ok()? };
        inet.address.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(inet)
    }

    /// The address; `None` when the length is neither 4 nor 16.
    pub(crate) fn to_ip(self) -> Option<IpAddr> {
        let bytes = self.bytes();
        let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
        v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
    }

    /// The bytes that count.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.address[..usize::from(self.address_length).min(16)]
    }
}

impl From<IpAddr> for Inet {
    fn from(address: IpAddr) -> Self {
        let inet = match address {
            IpAddr::V4(address) => Inet::from_bytes(&address.octets()),
            IpAddr::V6(address) => Inet::from_bytes(&address.octets()),
        };
        inet.unwrap_or_default()
    }
}

/// `CassVersion`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct Version {
    major: i32,
    minor: i32,
    patch: i32,
}

impl Version {
    /// Takes the numbers that a version starts with, such as `4.1` of `4.1-rc1`; what is missing is 0.
    pub(crate) fn parse(text: &str) -> Self {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
        let mut numbers = text[..end].split('.').map(|number| number.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        Version { major: next(), minor: next(), patch: next() }
    }
}

fallbacks! {
    Version = Version { major: 0, minor: 0, patch: 0 };
    Bool = Bool(0);
    Uuid = Uuid { time_and_version: 0, clock_seq_and_node: 0 };
    Inet = Inet { address: [0; 16], address_length: 0 };
}

/// `CASS_CONSISTENCY_UNKNOWN`, which stands for "not set".
pub(crate) const CONSISTENCY_UNKNOWN: u32 = 0xFFFF;

/// The kinds of `CassValueType`.
pub(crate) mod value_type {
    #![allow(missing_docs)]
    pub(crate) const CUSTOM: u32 = 0x0000;
    pub(crate) const ASCII: u32 = 0x0001;
    pub(crate) const BIGINT: u32 = 0x0002;
    pub(crate) const BLOB: u32 = 0x0003;
    pub(crate) const BOOLEAN: u32 = 0x0004;
    pub(crate) const COUNTER: u32 = 0x0005;
    pub(crate) const DECIMAL: u32 = 0x0006;
    pub(crate) const DOUBLE: u32 = 0x0007;
    pub(crate) const FLOAT: u32 = 0x0008;
    pub(crate) const INT: u32 = 0x0009;
    pub(crate) const TEXT: u32 = 0x000A;
    pub(crate) const TIMESTAMP: u32 = 0x000B;
    pub(crate) const UUID: u32 = 0x000C;
    pub(crate) const VARCHAR: u32 = 0x000D;
    pub(crate) const VARINT: u32 = 0x000E;
    pub(crate) const TIMEUUID: u32 = 0x000F;
    pub(crate) const INET: u32 = 0x0010;
    pub(crate) const DATE: u32 = 0x0011;
    pub(crate) const TIME: u32 = 0x0012;
    pub(crate) const SMALL_INT: u32 = 0x0013;
    pub(crate) const TINY_INT: u32 = 0x0014;
    pub(crate) const DURATION: u32 = 0x0015;
    pub(crate) const LIST: u32 = 0x0020;
    pub(crate) const MAP: u32 = 0x0021;
    pub(crate) const SET: u32 = 0x0022;
    pub(crate) const UDT: u32 = 0x0030;
    pub(crate) const TUPLE: u32 = 0x0031;
    pub(crate) const UNKNOWN: u32 = 0xFFFF;
}

#[cfg(test)]
mod tests {
    use super::{Uuid, Version};

    #[test]
    fn versions_are_their_first_three_numbers() {
        let version = |major, minor, patch| Version { major, minor, patch };
        assert_eq!(Version::parse("5.0.5"), version(5, 0, 5));
        assert_eq!(Version::parse("4.1-rc1"), version(4, 1, 0));
        assert_eq!(Version::parse("2025.1.0~dev"), version(2025, 1, 0));
        assert_eq!(Version::parse("unknown"), version(0, 0, 0));
    }

    #[test]
    fn uuids_round_trip_in_the_order_of_the_protocol() {
        let bytes = core::array::from_fn(|i| i as u8);
        let uuid = Uuid::from_bytes(bytes);
        assert_eq!(uuid.time_and_version, 0x0607_0405_0001_0203);
        assert_eq!(uuid.clock_seq_and_node, 0x0809_0A0B_0C0D_0E0F);
        assert_eq!(uuid.to_bytes(), bytes);
    }
}
