//! What is sent: a statement and the options of one request.

use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use crate::policy::{CustomRetry, Retry};
use crate::{Batch, BatchEntry, Consistency, CustomPayload, Prepared, Values};

/// A statement to execute.
#[derive(Clone, Debug)]
pub enum Statement {
    /// CQL text. With values, core prepares it once per session and executes the prepared statement, so
    /// values are checked against the real types.
    Text {
        /// The text.
        cql: Arc<str>,
        /// The values of its markers, if it has any.
        values: Values,
    },
    /// A prepared statement and its values.
    Prepared {
        /// What [`Session::prepare`](crate::Session::prepare) returned.
        prepared: Arc<Prepared>,
        /// The values of its markers.
        values: Values,
    },
    /// Several statements in one BATCH.
    Batch(Batch),
}

impl Statement {
    /// How long text and values are together: what the request has to carry.
    pub(crate) fn size_bytes(&self) -> usize {
        match self {
            Statement::Text { cql, values } => cql.len() + values.size_bytes(),
            Statement::Prepared { values, .. } => values.size_bytes(),
            Statement::Batch(batch) => batch.entries.iter().map(BatchEntry::size_bytes).sum(),
        }
    }
}

/// The options of one request. `None` takes the session's default.
#[derive(Clone, Debug, Default)]
pub struct RequestOptions {
    /// How many replicas must answer.
    pub consistency: Option<Consistency>,
    /// The consistency of the paxos part of a conditional statement. One that is neither `Serial` nor `LocalSerial` goes to
    /// the server as it is, over connections of core's own.
    pub serial_consistency: Option<Consistency>,
    /// How many rows a page has at most; `Some(0)` and less turn paging off.
    pub page_size: Option<i32>,
    /// Where to go on, from the `paging_state` of the page before.
    pub paging_state: Option<Bytes>,
    /// The write timestamp in microseconds since the epoch.
    pub timestamp_us: Option<i64>,
    /// How long the driver waits for the whole request; `Some(0)` waits without limit.
    pub timeout_ms: Option<u64>,
    /// How long it waits for one host before the retry rule decides about another; `Some(0)` waits without limit.
    pub attempt_timeout_ms: Option<u64>,
    /// Whether executing twice does no harm; only then is a request retried that may have been applied.
    pub idempotent: Option<bool>,
    /// Whether the server traces the request.
    pub tracing: bool,
    /// The only host that the request may go to.
    pub host: Option<Uuid>,
    /// What the request brings to the query handler of the server besides its statement.
    pub custom_payload: Option<CustomPayload>,
    /// Whether values go to the server as they are: text with values as one QUERY, which leaves it to the server to take
    /// them for what the statement needs, and any number of them for a prepared statement. Otherwise text is prepared
    /// first and the number of values is checked.
    pub query_with_values: bool,
    /// The keyspace, by its exact name, in which the server looks for names without one in text and batches. It goes over a
    /// connection that uses it, as protocol v5 sends it with the statement. Default: that of the session. A prepared
    /// statement has that in which it was prepared.
    pub keyspace: Option<Arc<str>>,
    /// Where the rows are that the request is about, so that their replicas are asked first. Of prepared statements, and of
    /// batches that have one, the session finds it out by itself.
    pub routing_key: Option<Arc<RoutingKey>>,
    /// The hosts that the request may go to, in this order, in place of the session's load balancing.
    pub plan: Option<Arc<[Uuid]>>,
    /// What decides whether a failed try is followed by another.
    pub retry: Option<RetryBy>,
    /// After how many milliseconds each one more host is asked if the request is idempotent, in place of the policy of the
    /// session; empty for never.
    pub speculation_ms: Option<Arc<[u64]>>,
    /// The execution profile, by its name.
    pub profile: Option<Arc<str>>,
    /// A number of the caller's own, by which it knows the request again in an [`Observation`](crate::Observation).
    pub tag: u64,
}

/// A partition by what the server hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingKey {
    /// The keyspace of the table by its exact name. Default: that of the session.
    pub keyspace: Option<String>,
    /// The partition key: the bytes of its one column, or each column with its length before and a zero byte after it.
    pub key: Bytes,
}

/// What decides whether a failed try is followed by another.
#[derive(Clone, Debug)]
pub enum RetryBy {
    /// A rule of core.
    Rule(Retry),
    /// A rule of the user's own.
    Custom(Arc<dyn CustomRetry>),
}

/// A statement with its options.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to execute.
    pub statement: Statement,
    /// How to execute it.
    pub options: RequestOptions,
}

impl Request {
    /// The keyspace of its own in which the server looks for names without one.
    pub(crate) fn keyspace(&self) -> Option<&str> {
        match &self.statement {
            Statement::Prepared { prepared, .. } => prepared.keyspace(),
            Statement::Batch(batch) if batch.is_prepared() => None,
            Statement::Text { .. } | Statement::Batch(_) => self.options.keyspace.as_deref(),
        }
    }

    /// Makes a request of text without values, with the session's options.
    pub fn text(cql: impl Into<Arc<str>>) -> Self {
        Request {
            statement: Statement::Text { cql: cql.into(), values: Values::default() },
            options: RequestOptions::default(),
        }
    }

    /// Makes a request of a prepared statement, with the session's options.
    pub fn prepared(prepared: Arc<Prepared>, values: Values) -> Self {
        Request { statement: Statement::Prepared { prepared, values }, options: RequestOptions::default() }
    }
}

/// What a statement without rows changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// None: it only reads.
    Reading,
    /// Rows, or roles and permissions.
    Data,
    /// The schema.
    Schema,
    /// The keyspace of the session.
    Keyspace,
}

impl Effect {
    /// Tells by the first words; a role or user that is created is no change of the schema.
    pub(crate) fn of(cql: &str) -> Effect {
        let mut words = Words(cql);
        let mut next = || words.next().unwrap_or_default().to_ascii_uppercase();
        match next().as_str() {
            "SELECT" => Effect::Reading,
            "USE" => Effect::Keyspace,
            "CREATE" | "ALTER" | "DROP" if !["ROLE", "USER", "IDENTITY"].contains(&next().as_str()) => {
                Effect::Schema
            }
            _ => Effect::Data,
        }
    }
}

/// The leading words of a statement, past white space and comments.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let rest = self.0.trim_start();
            let comment_end = match rest.get(..2) {
                Some("--" | "//") => rest.find('\n'),
                Some("/*") => rest.find("*/").map(|end| end + 2),
                _ => {
                    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                    self.0 = &rest[end..];
                    return Some(&rest[..end]).filter(|word| !word.is_empty());
                }
            };
            self.0 = &rest[comment_end?..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Effect;

    #[test]
    fn the_first_words_tell_the_effect_past_comments() {
        for (cql, effect) in [
            ("  select 1", Effect::Reading),
            ("insert into t", Effect::Data),
            ("-- a\n/* b */ // c\n create TABLE t", Effect::Schema),
            ("DROP/**/role r", Effect::Data),
            ("alter", Effect::Schema),
            ("use\"x\"", Effect::Keyspace),
            ("/* never closed", Effect::Data),
            ("é", Effect::Data),
            ("", Effect::Data),
        ] {
            assert_eq!(Effect::of(cql), effect, "{cql}");
        }
    }
}
