//! Statements: text or prepared, with their values and options.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::Bytes;
use unicql_core::{BatchEntry, Request, Statement as CoreStatement, Values};

use crate::binder::Container;
use crate::cells::{Cells, UNSET};
use crate::custom_payload::CustomPayload;
use crate::data_type::DataType;
use crate::error::{CassError, Failure};
use crate::future::Node;
use crate::names;
use crate::prepared::Prepared;
use crate::ptr::Shared;
use crate::result::CqlResult;
use crate::retry_policy::RetryPolicy;
use crate::session::Connected;
use crate::settings::Settings;
use crate::types::{Bool, Inet};

/// A statement.
#[derive(Debug)]
pub(crate) struct Statement {
    source: Source,
    cells: Cells,
    /// The names that values were bound by, in the order of their indexes; only for text.
    names: Vec<Vec<u8>>,
    settings: Settings,
}

#[derive(Clone, Debug)]
enum Source {
    Text(Arc<str>),
    /// Text that is not UTF-8, which every server refuses.
    Malformed,
    Prepared(Arc<Prepared>),
}

impl Statement {
    /// Makes a statement that executes a prepared one, with its options.
    pub(crate) fn bound(prepared: Arc<Prepared>) -> Self {
        Statement {
            cells: Cells::new(prepared.parameters().len(), UNSET),
            names: Vec::new(),
            settings: prepared.settings().clone(),
            source: Source::Prepared(prepared),
        }
    }

    /// The options.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The text, also of a prepared statement.
    pub(crate) fn cql(&self) -> Result<Arc<str>, Failure> {
        match &self.source {
            Source::Text(cql) => Ok(Arc::clone(cql)),
            Source::Malformed => Err(malformed()),
            Source::Prepared(prepared) => Ok(prepared.cql().into()),
        }
    }

    /// Whether it is text rather than a prepared statement.
    fn is_text(&self) -> bool {
        !matches!(self.source, Source::Prepared(_))
    }

    /// Makes the request.
    pub(crate) fn request(&self, session: &Connected) -> Result<Request, Failure> {
        let values = self.values()?;
        let statement = match &self.source {
            Source::Text(cql) => CoreStatement::Text { cql: Arc::clone(cql), values },
            Source::Malformed => return Err(malformed()),
            Source::Prepared(prepared) => {
                CoreStatement::Prepared { prepared: Arc::clone(prepared.core()), values }
            }
        };
        Ok(Request { statement, options: self.settings.options(session)? })
    }

    /// Makes an entry of a batch out of what is bound now.
    pub(crate) fn batch_entry(&self) -> Result<BatchEntry, Failure> {
        if !self.names.is_empty() {
            let message = "Batches cannot contain queries with named values";
            return Err(Failure::new(CassError::LIB_BAD_PARAMS, message));
        }
        let values = self.values()?;
        match &self.source {
            Source::Text(cql) => Ok(BatchEntry::Text { cql: Arc::clone(cql), values }),
            Source::Malformed => Err(malformed()),
            Source::Prepared(prepared) => {
                Ok(BatchEntry::Prepared { prepared: Arc::clone(prepared.core()), values })
            }
        }
    }

    fn values(&self) -> Result<Values, Failure> {
        let named = !self.names.is_empty();
        let count = if named { self.names.len() } else { self.cells.count() };
        let too_many = |code| Failure::new(code, "A statement takes at most 65535 values");
        let wire = self.cells.wire(count).map_err(too_many)?;
        let values = Values::from_wire(wire).map_err(Failure::of)?;
        if !named {
            return Ok(values);
        }
        let names = self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        values.with_names(names).map_err(Failure::of)
    }
}

fn malformed() -> Failure {
    Failure::new(CassError::SERVER_PROTOCOL_ERROR, "Cannot decode string as UTF8")
}

impl Container for Statement {
    fn type_at(&self, index: usize) -> Option<&DataType> {
        match &self.source {
            Source::Prepared(prepared) => prepared.parameters().types().get(index).map(Arc::as_ref),
            _ => None,
        }
    }

    fn cells(&mut self) -> &mut Cells {
        &mut self.cells
    }

    fn indexes_of(&mut self, name: &[u8]) -> Result<Vec<usize>, CassError> {
        let indexes: Vec<usize> = match &self.source {
            Source::Prepared(prepared) => prepared.parameters().matching(name).collect(),
            _ => names::matching(self.names.iter().map(Vec::as_slice), name).collect(),
        };
        if !indexes.is_empty() {
            return Ok(indexes);
        }
        // The names of text are only known to the server, so each new one takes the next place.
        if !self.is_text() {
            return Err(CassError::LIB_NAME_DOES_NOT_EXIST);
        }
        if self.names.len() >= self.cells.count() {
            return Err(CassError::LIB_INDEX_OUT_OF_BOUNDS);
        }
        self.names.push(names::unquoted(name).unwrap_or(name).to_vec());
        Ok(vec![self.names.len() - 1])
    }
}

pub(crate) fn new(query: Option<&[u8]>, parameter_count: usize) -> Option<Box<Statement>> {
    let source = match std::str::from_utf8(query.unwrap_or_default()) {
        Ok(cql) => Source::Text(cql.into()),
        Err(_) => Source::Malformed,
    };
    let cells = Cells::new(parameter_count, UNSET);
    Some(Box::new(Statement { source, cells, names: Vec::new(), settings: Settings::default() }))
}

pub(crate) fn reset_parameters(statement: &mut Statement, count: usize) -> CassError {
    statement.cells = Cells::new(count, UNSET);
    statement.names.clear();
    CassError::OK
}

pub(crate) fn add_key_index(statement: &mut Statement, index: usize) -> CassError {
    match statement.is_text() && index < statement.cells.count() {
        true => CassError::OK,
        false => CassError::LIB_BAD_PARAMS,
    }
}

pub(crate) fn set_keyspace(statement: &mut Statement, _keyspace: Option<&[u8]>) -> CassError {
    match statement.is_text() {
        true => CassError::OK,
        false => CassError::LIB_BAD_PARAMS,
    }
}

/// Changes the options.
fn set(statement: &mut Statement, change: impl FnOnce(&mut Settings)) -> CassError {
    change(&mut statement.settings);
    CassError::OK
}

pub(crate) fn set_consistency(statement: &mut Statement, consistency: u32) -> CassError {
    set(statement, |settings| settings.consistency = consistency)
}

pub(crate) fn set_serial_consistency(statement: &mut Statement, consistency: u32) -> CassError {
    set(statement, |settings| settings.serial_consistency = consistency)
}

pub(crate) fn set_paging_size(statement: &mut Statement, page_size: i32) -> CassError {
    set(statement, |settings| settings.page_size = page_size)
}

pub(crate) fn set_paging_state(statement: &mut Statement, result: Shared<'_, CqlResult>) -> CassError {
    set(statement, |settings| settings.paging_state = result.paging_state().cloned().unwrap_or_default())
}

pub(crate) fn set_paging_state_token(statement: &mut Statement, token: Option<&[u8]>) -> CassError {
    set(statement, |settings| settings.paging_state = Bytes::copy_from_slice(token.unwrap_or_default()))
}

pub(crate) fn set_timestamp(statement: &mut Statement, timestamp: i64) -> CassError {
    set(statement, |settings| settings.timestamp = timestamp)
}

pub(crate) fn set_request_timeout(statement: &mut Statement, timeout_ms: u64) -> CassError {
    set(statement, |settings| settings.timeout_ms = timeout_ms)
}

pub(crate) fn set_is_idempotent(statement: &mut Statement, is_idempotent: Bool) -> CassError {
    set(statement, |settings| settings.idempotent = is_idempotent.is_true())
}

pub(crate) fn set_tracing(statement: &mut Statement, enabled: Bool) -> CassError {
    set(statement, |settings| settings.tracing = enabled.is_true())
}

pub(crate) fn set_custom_payload(statement: &mut Statement, payload: Option<&CustomPayload>) -> CassError {
    set(statement, |settings| settings.custom_payload = payload.cloned())
}

pub(crate) fn set_retry_policy(
    statement: &mut Statement,
    retry_policy: Option<&mut RetryPolicy>,
) -> CassError {
    set(statement, |settings| settings.retry = retry_policy.map(|policy| policy.0))
}

pub(crate) fn set_execution_profile(statement: &mut Statement, name: Option<&[u8]>) -> CassError {
    set(statement, |settings| settings.set_profile(name))
}

pub(crate) fn set_execute_as(statement: &mut Statement, name: Option<&[u8]>) -> CassError {
    let name = Bytes::copy_from_slice(name.unwrap_or_default());
    set(statement, |settings| settings.execute_as = Some(name))
}

fn set_address(statement: &mut Statement, address: Option<IpAddr>, port: i32) -> CassError {
    let (Some(address), Ok(port)) = (address, u16::try_from(port)) else {
        return CassError::LIB_BAD_PARAMS;
    };
    set(statement, |settings| settings.host = Some(SocketAddr::new(address, port)))
}

pub(crate) fn set_host(statement: &mut Statement, host: Option<&[u8]>, port: i32) -> CassError {
    let text = host.and_then(|host| std::str::from_utf8(host).ok());
    set_address(statement, text.and_then(|text| text.parse().ok()), port)
}

pub(crate) fn set_host_inet(statement: &mut Statement, host: &Inet, port: i32) -> CassError {
    set_address(statement, host.to_ip(), port)
}

pub(crate) fn set_node(statement: &mut Statement, node: &Node) -> CassError {
    set(statement, |settings| settings.host = Some(node.host))
}
