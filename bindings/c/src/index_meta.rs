//! Indexes.

use unicql_core::metadata::Index;

use crate::meta_field::{self, Known, MetaFields};
use crate::ptr::OutBytes;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[&["kind", "options"]];

/// The numbers of `CassIndexType`.
const UNKNOWN: u32 = 0;
const KINDS: [(&str, u32); 3] = [("KEYS", 1), ("CUSTOM", 2), ("COMPOSITES", 3)];

/// An index.
#[derive(Debug)]
pub(crate) struct IndexMeta {
    core: Index,
    fields: MetaFields,
}

impl IndexMeta {
    /// Takes an index of core.
    pub(crate) fn new(index: &Index) -> Self {
        IndexMeta { core: index.clone(), fields: MetaFields::of(&index.row, FIELDS) }
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        &self.core.name
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }
}

pub(crate) fn name(index: &IndexMeta, out: OutBytes<'_>) {
    out.set(index.core.name.as_bytes());
}

pub(crate) fn type_(index: &IndexMeta) -> u32 {
    let known = KINDS.iter().find(|(name, _)| index.core.kind.eq_ignore_ascii_case(name));
    known.map_or(UNKNOWN, |(_, kind)| *kind)
}

pub(crate) fn target(index: &IndexMeta, out: OutBytes<'_>) {
    out.set(index.core.target.as_bytes());
}

pub(crate) fn options(index: &IndexMeta) -> Option<&Value> {
    Some(index.fields.by_name(Some(b"options")).unwrap_or(meta_field::null()))
}

pub(crate) fn field_by_name<'a>(index: &'a IndexMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    index.fields.by_name(name)
}
