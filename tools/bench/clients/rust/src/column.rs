//! Reading and writing by the rules of `values.ts`, on wire bytes, so that both engines read the same way.

use bytes::Bytes;
use unicql_core::Cells;

/// The type of a column.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    Int,
    Long,
    Double,
    Boolean,
    /// With its length, or 0 for its own.
    Text(usize),
    Uuid,
    Blob(usize),
    Ints,
    Texts,
    Map,
    Address,
    Vector,
}

impl Column {
    pub(crate) fn parse(name: &str) -> Result<Self, String> {
        let (kind, length) = name.split_once(':').unwrap_or((name, "0"));
        let length = length.parse().map_err(|_| format!("no type {name}"))?;
        Ok(match kind {
            "int" => Column::Int,
            "bigint" | "timestamp" => Column::Long,
            "double" => Column::Double,
            "boolean" => Column::Boolean,
            "text" => Column::Text(length),
            "uuid" => Column::Uuid,
            "blob" => Column::Blob(length),
            "list<int>" => Column::Ints,
            "set<text>" => Column::Texts,
            "map<text,int>" => Column::Map,
            "address" => Column::Address,
            "vector" => Column::Vector,
            _ => return Err(format!("no type {name}")),
        })
    }

    /// What a value adds to the sum of a client, modulo 2^32.
    pub(crate) fn digest(self, value: &[u8]) -> u32 {
        match self {
            Column::Int => int(value),
            Column::Long => value.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes) as u32),
            Column::Double => {
                value.first_chunk().map_or(0, |bytes| (f64::from_be_bytes(*bytes) * 8.0) as i64 as u32)
            }
            Column::Boolean => value.first().map_or(0, |byte| u32::from(*byte)),
            Column::Text(_) => value.len() as u32,
            Column::Uuid => value.last().map_or(0, |byte| u32::from(*byte)),
            Column::Blob(_) => value.len() as u32 + value.first().map_or(0, |byte| u32::from(*byte)),
            Column::Ints => items(value).map(|item| int(&item)).fold(0, u32::wrapping_add),
            Column::Texts => items(value).map(|item| item.len() as u32).sum(),
            Column::Map => pairs(items(value)),
            Column::Address => pairs(Cells(Bytes::copy_from_slice(value)).flatten()),
            Column::Vector => {
                let floats = value.chunks_exact(4).map(|chunk| chunk.first_chunk().map_or(0, u32_of_float));
                floats.fold(0, u32::wrapping_add)
            }
        }
    }

    /// Writes the value of row `i`.
    pub(crate) fn write(self, i: usize, out: &mut Vec<u8>) {
        match self {
            Column::Int => out.extend((i as i32).to_be_bytes()),
            Column::Long => out.extend((i as i64 * 1_000_003).to_be_bytes()),
            Column::Double => out.extend((i as f64 / 8.0).to_be_bytes()),
            Column::Boolean => out.push((i % 2) as u8),
            Column::Text(0) => out.extend(format!("row {i}").as_bytes()),
            Column::Text(length) => out.extend(format!("{i:x<length$}").as_bytes()),
            Column::Blob(length) => out.extend(std::iter::repeat_n((i & 0x0f) as u8, length)),
            _ => unreachable!("no workload writes such a column"),
        }
    }
}

fn int(value: &[u8]) -> u32 {
    value.first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

fn u32_of_float(bytes: &[u8; 4]) -> u32 {
    (f32::from_be_bytes(*bytes) * 8.0) as i64 as u32
}

/// The elements of a collection, keys and values of a map in turns; its count stands before them.
fn items(value: &[u8]) -> impl Iterator<Item = Bytes> {
    Cells(Bytes::copy_from_slice(value.get(4..).unwrap_or_default())).flatten()
}

/// A text and an int in turns.
fn pairs(cells: impl Iterator<Item = Bytes>) -> u32 {
    let digest = |(i, cell): (usize, Bytes)| if i % 2 == 0 { cell.len() as u32 } else { int(&cell) };
    cells.enumerate().map(digest).fold(0, u32::wrapping_add)
}
