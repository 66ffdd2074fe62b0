//! A span of the crate `tracing` for each request, for programs that collect spans: OpenTelemetry, tokio-console. The
//! names of the fields are OpenTelemetry's for databases. Only with the feature `spans`; without it nothing of this is
//! compiled into a request's way.

use crate::Request;

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

    pub(crate) fn around<F: Future>(self, request: F) -> F {
        request
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
    pub(crate) fn around<T>(
        self,
        request: impl Future<Output = Result<T, crate::Error>>,
    ) -> impl Future<Output = Result<T, crate::Error>> {
        use futures::FutureExt;
        use tracing::Instrument;
        let span = self.span;
        request.instrument(span.clone()).inspect(move |outcome| {
            if let Err(error) = outcome {
                span.record("error.type", error.kind().name());
                span.record("error.message", error.message());
            }
        })
    }
}
