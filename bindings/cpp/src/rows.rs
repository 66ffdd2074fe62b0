//! A page: its rows cross as one slice, which lives as long as the page.

use unicql_core as driver;

use crate::bridge::ffi::{ColumnDescription, PageFacts, PageKind};
use crate::types::describe;

/// A page of core.
pub(crate) struct Page(pub(crate) driver::Page);

impl Page {
    pub(crate) fn facts(&self) -> PageFacts {
        let mut facts = PageFacts {
            kind: PageKind::Void,
            keyspace: String::new(),
            in_agreement: false,
            row_count: self.0.row_count,
            columns_id: self.0.columns.as_ref().map_or(0, |columns| columns.id()),
        };
        match &self.0.kind {
            driver::PageKind::Void => {}
            driver::PageKind::Rows => facts.kind = PageKind::Rows,
            driver::PageKind::SetKeyspace(keyspace) => {
                facts.kind = PageKind::SetKeyspace;
                facts.keyspace.clone_from(keyspace);
            }
            driver::PageKind::SchemaChange { in_agreement, .. } => {
                facts.kind = PageKind::SchemaChange;
                facts.in_agreement = *in_agreement;
            }
        }
        facts
    }

    pub(crate) fn rows(&self) -> &[u8] {
        &self.0.rows
    }

    pub(crate) fn columns(&self) -> Vec<ColumnDescription> {
        self.0.columns.as_ref().map(|columns| describe(columns)).unwrap_or_default()
    }

    pub(crate) fn paging_state(&self) -> &[u8] {
        self.0.paging_state.as_deref().unwrap_or_default()
    }

    pub(crate) fn warnings(&self) -> Vec<String> {
        self.0.warnings.clone()
    }

    pub(crate) fn tracing_id(&self) -> &[u8] {
        self.0.tracing_id.as_ref().map_or(&[], |id| id.as_bytes())
    }

    pub(crate) fn coordinator(&self) -> String {
        self.0.coordinator.to_string()
    }
}
