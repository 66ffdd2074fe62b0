//! A span of the crate `tracing` for each request, for programs that collect spans: OpenTelemetry, tokio-console. The
//! names of the fields are OpenTelemetry's for databases. Only with the feature `spans`; without it nothing of this is
//! compiled into a request's way.

use crate::{Error, Request};

/// The span of one request. The caller's thread makes it, so that it belongs to the span that the caller is in.
pub(crate) struct RequestSpan {
    #[cfg(feature = "spans")]
    span: tracing::Span,
}

#[cfg(not(feature = "spans"))]
impl RequestSpan {
    pub(crate) fn new(_: &Request) -> Self {
        RequestSpan {}
    }

    pub(crate) async fn around<T>(self, request: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        request.await
    }
}

#[cfg(feature = "spans")]
impl RequestSpan {
    pub(crate) fn new(request: &Request) -> Self {
        use crate::Statement;
        let (operation, text) = match &request.statement {
            Statement::Text { cql, .. } => ("query", Some(&**cql)),
            Statement::Prepared { prepared, .. } => ("execute", Some(prepared.cql())),
            Statement::Batch(_) => ("batch", None),
        };
        let span = tracing::info_span!(
            target: "unicql",
            "request",
            otel.kind = "client",
            db.system.name = "cassandra",
            db.operation.name = operation,
            db.query.text = text,
            error.type = tracing::field::Empty,
            error.message = tracing::field::Empty,
        );
        RequestSpan { span }
    }

    /// Runs a request in the span, which ends with it and has its error.
    pub(crate) async fn around<T>(self, request: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        use tracing::Instrument;
        let outcome = request.instrument(self.span.clone()).await;
        if let Err(error) = &outcome {
            self.span.record("error.type", error.kind().name());
            self.span.record("error.message", error.message());
        }
        outcome
    }
}
