//! Rows of system tables, kept as they came, and the few types that they hold.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use crate::{Cells, Columns, Page, Row};

/// A row of a system table. What the model has no field for, such as an option of a newer server, is reachable by the
/// name of its column.
#[derive(Clone)]
pub struct SystemRow {
    columns: Arc<Columns>,
    row: Row,
}

impl SystemRow {
    /// Returns the rows of a page.
    pub(crate) fn all(page: &Page) -> Vec<SystemRow> {
        let Some(columns) = &page.columns else {
            return Vec::new();
        };
        page.iter().map(|row| SystemRow { columns: Arc::clone(columns), row }).collect()
    }

    /// A row without columns.
    #[cfg(test)]
    pub(crate) fn empty() -> SystemRow {
        let columns = crate::columns::ColumnsTable::default().intern(&[]);
        SystemRow { columns, row: Row(Vec::new()) }
    }

    /// The columns of the row, in the order of the server.
    pub fn columns(&self) -> &Arc<Columns> {
        &self.columns
    }

    /// The cells of the row, as many as there are columns.
    pub fn cells(&self) -> &[Option<Bytes>] {
        &self.row.0
    }

    /// Returns the bytes of a column; `None` when it is null or there is no such column.
    pub fn cell(&self, name: &str) -> Option<&Bytes> {
        let position = self.columns.iter().position(|column| column.name == name)?;
        self.row.0.get(position)?.as_ref()
    }

    /// Returns a text column; `None` when it is null, absent or not UTF-8.
    pub fn text(&self, name: &str) -> Option<String> {
        self.cell(name).and_then(text)
    }

    pub(crate) fn boolean(&self, name: &str) -> Option<bool> {
        self.cell(name)?.first().map(|&byte| byte != 0)
    }

    pub(crate) fn int(&self, name: &str) -> Option<i32> {
        Some(i32::from_be_bytes(self.cell(name)?[..].try_into().ok()?))
    }

    /// Returns a bigint, or a timestamp in milliseconds since the epoch.
    pub(crate) fn bigint(&self, name: &str) -> Option<i64> {
        Some(i64::from_be_bytes(self.cell(name)?[..].try_into().ok()?))
    }

    pub(crate) fn uuid(&self, name: &str) -> Option<Uuid> {
        Uuid::from_slice(self.cell(name)?).ok()
    }

    pub(crate) fn inet(&self, name: &str) -> Option<IpAddr> {
        let bytes = &self.cell(name)?[..];
        let v4 = || <[u8; 4]>::try_from(bytes).ok().map(IpAddr::from);
        let v6 = || <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from);
        v4().or_else(v6)
    }

    /// Returns a port, which the server keeps as an int.
    pub(crate) fn port(&self, name: &str) -> Option<u16> {
        self.int(name).and_then(|port| u16::try_from(port).ok()).filter(|&port| port > 0)
    }

    /// Returns a list or set of text; empty when it is null.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.elements(name).filter_map(|element| text(&element?)).collect()
    }

    /// Returns a map of text to text; empty when it is null.
    pub(crate) fn text_map(&self, name: &str) -> BTreeMap<String, String> {
        let mut elements = self.elements(name);
        let mut map = BTreeMap::new();
        while let (Some(key), Some(value)) = (elements.next(), elements.next()) {
            if let (Some(key), Some(value)) = (key, value)
                && let (Some(key), Some(value)) = (text(&key), text(&value))
            {
                map.insert(key, value);
            }
        }
        map
    }

    /// The elements of a collection: a map gives keys and values in turn.
    fn elements(&self, name: &str) -> impl Iterator<Item = Option<Bytes>> {
        let after_count = self.cell(name).filter(|bytes| bytes.len() >= 4).map(|bytes| bytes.slice(4..));
        Cells(after_count.unwrap_or_default())
    }
}

fn text(bytes: &Bytes) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

/// Rows are equal when they have the same columns and cells.
impl PartialEq for SystemRow {
    fn eq(&self, other: &Self) -> bool {
        let same_columns =
            Arc::ptr_eq(&self.columns, &other.columns) || self.columns[..] == other.columns[..];
        same_columns && self.row == other.row
    }
}

impl fmt::Debug for SystemRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.columns.iter().zip(&self.row.0).map(|(column, cell)| (&column.name, cell));
        f.debug_map().entries(named).finish()
    }
}
