//! Integers of variable length.

/// Writes a signed integer as a zigzag vint (native protocol v5, section 3, `[vint]`; durations use it).
pub(crate) fn write_vint(value: i64, out: &mut Vec<u8>) {
    write_unsigned_vint(((value >> 63) ^ (value << 1)) as u64, out);
}

/// Writes an unsigned vint: the number of leading ones of the first byte is the number of bytes after it.
pub(crate) fn write_unsigned_vint(value: u64, out: &mut Vec<u8>) {
    let bits = 64 - (value | 1).leading_zeros();
    let extra = ((bits - 1) / 7).min(8);
    if extra == 8 {
        out.push(0xFF);
        out.extend_from_slice(&value.to_be_bytes());
        return;
    }
    let bytes = value.to_be_bytes();
    let start = 7 - extra as usize;
    let at = out.len();
    out.extend_from_slice(&bytes[start..]);
    out[at] |= !(0xFFu32 >> extra) as u8;
}

/// Reads an unsigned vint and takes it off the bytes; `None` when they end too early.
pub(crate) fn read_unsigned_vint(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, rest) = bytes.split_first()?;
    let extra = first.leading_ones() as usize;
    let (tail, rest) = rest.split_at_checked(extra)?;
    let head = if extra >= 7 { 0 } else { u64::from(first) & (0x7F >> extra) };
    *bytes = rest;
    Some(tail.iter().fold(head, |value, &byte| value << 8 | u64::from(byte)))
}

/// Reads a zigzag vint and takes it off the bytes.
pub(crate) fn read_vint(bytes: &mut &[u8]) -> Option<i64> {
    let raw = read_unsigned_vint(bytes)?;
    Some((raw >> 1) as i64 ^ -((raw & 1) as i64))
}

#[cfg(test)]
mod tests {
    use super::{read_unsigned_vint, read_vint, write_unsigned_vint, write_vint};

    #[test]
    fn vints_round_trip() {
        for value in [0, 1, -1, 63, 64, -64, -65, 8191, 8192, i64::MAX, i64::MIN, 1 << 48, -(1 << 55)] {
            let mut out = Vec::new();
            write_vint(value, &mut out);
            let mut rest = &out[..];
            assert_eq!(read_vint(&mut rest), Some(value));
            assert!(rest.is_empty());
        }
        let mut out = Vec::new();
        write_unsigned_vint(300, &mut out);
        assert_eq!(out, [0x81, 0x2C]);
        assert_eq!(read_unsigned_vint(&mut &out[..1]), None);
    }
}
