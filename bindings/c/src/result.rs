//! Results: a page of rows that stays as the server sent it.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use unicql_core::{CustomPayload, Page, PageKind};

use crate::columns::Columns;
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::{OutBytes, Shared};
use crate::row::Row;
use crate::types::{Bool, Uuid, value_type};

/// A result.
#[derive(Debug)]
pub(crate) struct CqlResult {
    page: Page,
    columns: Option<Columns>,
    first_row: OnceLock<Option<Row>>,
}

impl CqlResult {
    /// Takes a page.
    pub(crate) fn new(page: Page) -> Self {
        let columns = page.columns.as_ref().filter(|_| page.kind == PageKind::Rows).map(Columns::of);
        CqlResult { page, columns, first_row: OnceLock::new() }
    }

    /// The columns; `None` when the result is not rows.
    pub(crate) fn columns(&self) -> Option<&Columns> {
        self.columns.as_ref()
    }

    /// All cells of all rows.
    pub(crate) fn cells(&self) -> &Bytes {
        &self.page.rows
    }

    /// The number of rows.
    pub(crate) fn row_count(&self) -> usize {
        self.page.row_count
    }

    /// Where the next page starts.
    pub(crate) fn paging_state(&self) -> Option<&Bytes> {
        self.page.paging_state.as_ref()
    }

    /// The id under which the server traced the request.
    pub(crate) fn tracing_id(&self) -> Option<Uuid> {
        self.page.tracing_id.map(|id| Uuid::from_bytes(*id.as_bytes()))
    }

    /// What the query handler of the server sent along.
    pub(crate) fn custom_payload(&self) -> Option<&CustomPayload> {
        self.page.custom_payload.as_ref()
    }
}

pub(crate) fn row_count(result: Shared<'_, CqlResult>) -> usize {
    result.row_count()
}

pub(crate) fn column_count(result: Shared<'_, CqlResult>) -> usize {
    result.columns().map_or(0, Columns::len)
}

pub(crate) fn column_name(result: Shared<'_, CqlResult>, index: usize, out: OutBytes<'_>) -> CassError {
    let Some(columns) = result.columns() else {
        return CassError::LIB_BAD_PARAMS;
    };
    let Some(name) = columns.name(index) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    out.set(name);
    CassError::OK
}

pub(crate) fn column_type(result: Shared<'_, CqlResult>, index: usize) -> u32 {
    column_data_type(result, index).map_or(value_type::UNKNOWN, |data_type| data_type.value_type())
}

pub(crate) fn column_data_type(result: Shared<'_, CqlResult>, index: usize) -> Option<&Arc<DataType>> {
    result.target().columns()?.types().get(index)
}

pub(crate) fn first_row(result: Shared<'_, CqlResult>) -> Option<&Row> {
    let result = result.target();
    result.first_row.get_or_init(|| Row::first(result)).as_ref()
}

pub(crate) fn has_more_pages(result: Shared<'_, CqlResult>) -> Bool {
    result.paging_state().is_some().into()
}

pub(crate) fn paging_state_token(result: Shared<'_, CqlResult>, out: OutBytes<'_>) -> CassError {
    let Some(state) = result.paging_state() else {
        return CassError::LIB_NO_PAGING_STATE;
    };
    out.set(state);
    CassError::OK
}
