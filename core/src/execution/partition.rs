//! The partition that a request is about, whose replicas come first in its plan.

use bytes::Bytes;
use scylla::cluster::ClusterState;
use scylla::frame::response::result::TableSpec;
use scylla::policies::load_balancing::RoutingInfo;
use scylla::routing::Token;
use scylla::statement::batch::BatchStatement;
use scylla::statement::prepared::PreparedStatement;
use uuid::Uuid;

use super::ready::{Ready, Sendable, Terms};
use crate::metadata::routing_key;
use crate::session::token;
use crate::{BatchEntry, Cells, Prepared, RoutingKey, Session, Statement, Values};

/// A partition of a table.
struct Partition<'a> {
    token: Token,
    table: TableSpec<'a>,
    /// Whether the server told that the statement has conditions, as ScyllaDB does.
    is_conditional: bool,
}

impl<'a> Partition<'a> {
    fn told(key: &'a RoutingKey, session: &Session) -> Self {
        let keyspace = key.keyspace.clone().or_else(|| session.keyspace()).unwrap_or_default();
        Partition {
            token: token(&key.key),
            table: TableSpec::owned(keyspace, String::new()),
            is_conditional: false,
        }
    }

    /// The partition of a statement that the crate prepared; its values are in the order of the markers.
    fn bound(statement: &'a PreparedStatement, values: &Values) -> Option<Self> {
        Partition::at(statement, statement.calculate_token(values).ok()??)
    }

    fn at(statement: &'a PreparedStatement, token: Token) -> Option<Self> {
        let table = statement.get_table_spec()?.clone();
        Some(Partition { token, table, is_conditional: statement.is_confirmed_lwt() })
    }

    fn of(prepared: &'a Prepared, values: &Values) -> Option<Self> {
        let ordered = values.ordered(prepared.marker_names()).ok()?;
        let values = ordered.as_ref().unwrap_or(values);
        if let Some(statement) = prepared.statement() {
            return Partition::bound(statement, values);
        }
        let cells: Vec<Option<Bytes>> = Cells(Bytes::copy_from_slice(values.cells())).collect();
        let part = |index: &u16| cells.get(usize::from(*index))?.as_deref();
        let parts = prepared.routing_indexes().iter().map(part).collect::<Option<Vec<&[u8]>>>()?;
        let token = token(&routing_key(&parts).ok()?);
        let column = prepared.variables().first()?;
        Some(Partition {
            token,
            table: TableSpec::borrowed(&column.keyspace, &column.table),
            is_conditional: false,
        })
    }

    fn of_statement(statement: &'a Statement) -> Option<Self> {
        match statement {
            Statement::Prepared { prepared, values } => Partition::of(prepared, values),
            Statement::Batch(batch) => batch.entries.iter().find_map(|entry| match entry {
                BatchEntry::Prepared { prepared, values } => Partition::of(prepared, values),
                BatchEntry::Text { .. } => None,
            }),
            Statement::Text { .. } => None,
        }
    }
}

/// Whether values of a statement in a batch name a partition.
fn names_partition(statement: &BatchStatement) -> bool {
    matches!(statement, BatchStatement::PreparedStatement(known) if !known.get_variable_pk_indexes().is_empty())
}

impl Ready {
    /// Whether core has to order the hosts: for what the crate does not send, and for a batch whose partition is not named
    /// by its first statement, the only one that the crate looks at.
    pub(super) fn needs_order(&self) -> bool {
        match self {
            Ready::Raw(_) => true,
            Ready::Driver(Sendable::Batch(batch, _)) => {
                batch.statements.iter().position(names_partition).is_some_and(|first| first > 0)
            }
            Ready::Driver(Sendable::Text(..) | Sendable::Bound(..)) => false,
        }
    }

    /// Names every host in the order in which the balancer of the profile would try them.
    pub(super) fn order(
        &self,
        session: &Session,
        Terms { options, profile, .. }: Terms<'_>,
        cluster: &ClusterState,
    ) -> Vec<Uuid> {
        let partition = match &options.routing_key {
            Some(key) => Some(Partition::told(key, session)),
            None => self.partition(),
        };
        let mut routing = RoutingInfo::default();
        routing.consistency = self.consistency().unwrap_or_else(|| profile.consistency.to_driver());
        if let Some(partition) = &partition {
            routing.token = Some(partition.token);
            routing.table = Some(&partition.table);
            routing.is_confirmed_lwt = partition.is_conditional;
        }
        profile.balancer.order(&routing, cluster)
    }

    /// The partition that the request names by its values. That of a batch is the first that one of its statements names.
    fn partition(&self) -> Option<Partition<'_>> {
        match self {
            Ready::Driver(Sendable::Bound(_, bound)) => {
                Partition::at(bound.prepared(), bound.calculate_token().ok()??)
            }
            Ready::Driver(Sendable::Batch(batch, rows)) => {
                batch.statements.iter().zip(rows).find_map(|(statement, values)| match statement {
                    BatchStatement::PreparedStatement(known) => Partition::bound(known, values),
                    _ => None,
                })
            }
            Ready::Driver(Sendable::Text(..)) => None,
            Ready::Raw(request) => Partition::of_statement(&request.statement),
        }
    }
}
