//! What returns: a page of rows as ref-counted bytes, decoded by the binding.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use crate::{Columns, CustomPayload, SchemaChange, Trail};

/// What kind of RESULT the server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// Nothing to return.
    Void,
    /// Rows, maybe none.
    Rows,
    /// `USE` was executed; the session's keyspace is now this one.
    SetKeyspace(String),
    /// A CREATE, ALTER or DROP was executed. `in_agreement` tells whether all nodes agree on the schema.
    SchemaChange {
        /// Whether all nodes that are up agreed on the schema before the wait ended.
        in_agreement: bool,
        /// What was changed; `None` when nothing tells. A connection of the crate does not pass on what the server says,
        /// so the text of the statement tells, without `arg_types` and, when an index is dropped, without a table.
        change: Option<Box<SchemaChange>>,
    },
}

/// One answer of the server. It outlives the session: it holds nothing but memory.
#[derive(Clone, Debug)]
pub struct Page {
    /// What kind of answer it is.
    pub kind: PageKind,
    /// All cells, row by row, each as `[int length][bytes]`; a negative length is null.
    pub rows: Bytes,
    /// The number of rows in `rows`.
    pub row_count: usize,
    /// The columns; `None` when the answer is not rows.
    pub columns: Option<Arc<Columns>>,
    /// Where the next page starts; `None` after the last one.
    pub paging_state: Option<Bytes>,
    /// What the server warned of.
    pub warnings: Vec<String>,
    /// The id under which the server traced the request, when it was asked to.
    pub tracing_id: Option<Uuid>,
    /// What the server added to its answer, if anything; only requests that went over a connection of core's own
    /// can have it.
    pub custom_payload: Option<CustomPayload>,
    /// The host that answered.
    pub coordinator: SocketAddr,
    /// How the request came by the answer; `None` when the first host that was asked gave it.
    pub trail: Option<Box<Trail>>,
}

impl Page {
    /// An answer without rows and without anything else to tell.
    pub(crate) fn void(coordinator: SocketAddr) -> Self {
        Page {
            kind: PageKind::Void,
            rows: Bytes::new(),
            row_count: 0,
            columns: None,
            paging_state: None,
            warnings: Vec::new(),
            tracing_id: None,
            custom_payload: None,
            coordinator,
            trail: None,
        }
    }

    /// Iterates over the rows without copying.
    pub fn iter(&self) -> impl Iterator<Item = Row> + '_ {
        let columns = self.columns.as_ref().map_or(0, |columns| columns.len());
        let mut rest = Cells(self.rows.clone());
        (0..self.row_count).map(move |_| Row((0..columns).map(|_| rest.next().flatten()).collect()))
    }
}

/// The cells of one row; `None` is null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub Vec<Option<Bytes>>);

/// Reads cells of the form `[int length][bytes]` one after another: the rows of a page, or the elements
/// of a collection, tuple or user-defined type. It ends at the end of the bytes or where a length
/// does not fit them.
#[derive(Clone, Debug)]
pub struct Cells(pub Bytes);

impl Iterator for Cells {
    type Item = Option<Bytes>;

    fn next(&mut self) -> Option<Option<Bytes>> {
        let head: [u8; 4] = self.0.get(..4)?.try_into().ok()?;
        let Ok(len) = usize::try_from(i32::from_be_bytes(head)) else {
            let _ = self.0.split_to(4);
            return Some(None);
        };
        if self.0.len() - 4 < len {
            return None;
        }
        let _ = self.0.split_to(4);
        Some(Some(self.0.split_to(len)))
    }
}

#[cfg(test)]
mod tests {
    use super::Cells;
    use crate::ValuesWriter;
    use bytes::Bytes;
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    #[test]
    fn cells_end_where_a_length_does_not_fit() {
        let bytes = Bytes::from_static(&[0, 0, 0, 1, 9, 255, 255, 255, 255, 0, 0, 0, 5, 1]);
        let cells: Vec<_> = Cells(bytes).collect();
        assert_eq!(cells, [Some(Bytes::from_static(&[9])), None]);
    }

    proptest! {
        #[test]
        fn cells_come_back_as_they_were_written(written in vec(option::of(vec(any::<u8>(), 0..20)), 0..30)) {
            let mut writer = ValuesWriter::default();
            for cell in &written {
                match cell {
                    Some(bytes) => writer.value(bytes),
                    None => writer.null(),
                }
            }
            let read: Vec<_> = Cells(writer.into_bytes().into()).map(|cell| cell.map(Vec::from)).collect();
            prop_assert_eq!(read, written);
        }

        #[test]
        fn cells_of_any_bytes_end(bytes in vec(any::<u8>(), 0..200)) {
            let length = bytes.len();
            let cells: Vec<_> = Cells(bytes.into()).collect();
            prop_assert!(cells.iter().map(|cell| 4 + cell.as_ref().map_or(0, Bytes::len)).sum::<usize>() <= length);
        }
    }
}
