//! Internet addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::error::CassError;
use crate::ptr::{Buffer, Out};
use crate::types::Inet;

fn of(bytes: &[u8]) -> Inet {
    Inet::from_bytes(bytes).unwrap_or_default()
}

pub(crate) fn init_v4(address: &[u8; 4]) -> Inet {
    of(address)
}

pub(crate) fn init_v6(address: &[u8; 16]) -> Inet {
    of(address)
}

pub(crate) fn string(inet: Inet, output: Buffer<'_, 46>) {
    let text = match inet.address_length {
        4 => inet.to_ip().map(|address| address.to_string()).unwrap_or_default(),
        _ => Ipv6Addr::from(inet.address).to_string(),
    };
    output.write(&text);
}

pub(crate) fn from_string(text: Option<&[u8]>, out: Out<'_, Inet>) -> CassError {
    let text = text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
    // The zone of a link-local address, `%eth0`, is no part of the address.
    let (address, zone) = text.split_once('%').map_or((text, None), |(address, zone)| (address, Some(zone)));
    let inet = match address.parse() {
        Ok(IpAddr::V4(_)) if zone.is_some() => return CassError::LIB_BAD_PARAMS,
        Ok(IpAddr::V4(address)) => of(&Ipv4Addr::octets(&address)),
        Ok(IpAddr::V6(address)) => of(&Ipv6Addr::octets(&address)),
        Err(_) => return CassError::LIB_BAD_PARAMS,
    };
    out.set(inet);
    CassError::OK
}
