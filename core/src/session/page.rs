//! The answer of the crate turned into a page.

use std::net::SocketAddr;

use bytes::Bytes;
use scylla::client::session::Session as Driver;
use scylla::response::PagingStateResponse;

use super::Session;
use crate::execution::Paged;
use crate::log::LogEvent;
use crate::metadata::{Part, told_change};
use crate::statement::Effect;
use crate::{Error, Page, PageKind, Prepared};

/// What was executed: the crate drops the kind of a result without rows, so the statement has to tell.
pub(crate) enum Source<'a> {
    Text(&'a str),
    Prepared(&'a Prepared),
    Batch,
}

impl Source<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Source::Text(cql) => Some(cql),
            Source::Prepared(prepared) => Some(prepared.cql()),
            Source::Batch => None,
        }
    }

    fn effect(&self) -> Effect {
        match self {
            Source::Text(cql) => Effect::of(cql),
            Source::Prepared(prepared) => prepared.effect(),
            Source::Batch => Effect::Data,
        }
    }
}

impl Session {
    pub(crate) async fn page(
        &self,
        driver: &Driver,
        (result, paging): Paged,
        source: Source<'_>,
    ) -> Result<Page, Error> {
        let mut page = Page {
            paging_state: paging_bytes(&paging),
            warnings: result.warnings().map(str::to_owned).collect(),
            tracing_id: result.tracing_id(),
            ..Page::void(result.request_coordinator().connection_address())
        };
        let host = Some(page.coordinator).filter(|_| !page.warnings.is_empty());
        for text in &page.warnings {
            self.config().log.event(|| LogEvent::ServerWarning { host, text: text.clone() });
        }
        let rows = if result.is_rows() { result.into_rows_result().ok() } else { None };
        let Some(rows) = rows else {
            page.kind = self.settle(driver, &source, page.coordinator).await;
            return Ok(page);
        };
        let raw = rows.raw_rows_with_metadata();
        page.kind = PageKind::Rows;
        page.rows = raw.raw_rows().clone();
        page.row_count = raw.rows_count();
        page.columns = Some(match source {
            Source::Prepared(prepared) => prepared.columns_of(raw, &self.0.columns),
            Source::Text(_) | Source::Batch => self.0.columns.intern(raw.metadata().col_specs()),
        });
        Ok(page)
    }

    /// Waits for what a statement set in motion, and says what it was.
    async fn settle(&self, driver: &Driver, source: &Source<'_>, coordinator: SocketAddr) -> PageKind {
        match source.effect() {
            Effect::Reading | Effect::Data => PageKind::Void,
            Effect::Keyspace => {
                let Some(keyspace) = driver.get_keyspace() else {
                    return PageKind::Void;
                };
                self.0.set_keyspace(keyspace.to_string());
                PageKind::SetKeyspace(keyspace.to_string())
            }
            Effect::Schema => {
                let cql = source.text().unwrap_or_default();
                let change = told_change(cql, self.keyspace().as_deref());
                // Boxed, so that the requests that change nothing of the kind have no room for it.
                let settling = Box::pin(self.settle_schema(Part::told(change.as_ref()), coordinator));
                let in_agreement = settling.await;
                PageKind::SchemaChange { in_agreement, change: change.map(Box::new) }
            }
        }
    }
}

/// The page of a request whose failure the retry rule took for good: it has no rows.
pub(crate) fn without_rows(host: SocketAddr, error: &Error) -> Page {
    Page { warnings: error.warnings().to_vec(), tracing_id: error.tracing_id(), ..Page::void(host) }
}

fn paging_bytes(paging: &PagingStateResponse) -> Option<Bytes> {
    match paging {
        PagingStateResponse::NoMorePages => None,
        PagingStateResponse::HasMorePages { state } => {
            state.as_bytes_slice().map(|bytes| Bytes::copy_from_slice(bytes))
        }
    }
}
