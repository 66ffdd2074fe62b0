//! Answers of the server turned into pages, prepared statements and events (native protocol v4, sections 4.2.5 and
//! 4.2.6). Columns of a class that the driver does not know are bytes here, where the crate gives the whole result up.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use scylla_cql::frame::protocol_features::ProtocolFeatures;
use scylla_cql::frame::response::{ResponseOpcode, error::Error as ServerError};
use scylla_cql::frame::types;

use super::frame::{Answer, bad_frame};
use crate::columns::ColumnsTable;
use crate::control_connection::{ServerEvent, StatusChange, TopologyChange};
use crate::types::native_type;
use crate::{
    ChangeType, Column, CqlType, Error, ErrorKind, Page, PageKind, SchemaChange, SchemaTarget, UserType,
    server_error,
};

const GLOBAL_TABLE: i32 = 0x0001;
const MORE_PAGES: i32 = 0x0002;
const NO_METADATA: i32 = 0x0004;

/// How deep types may nest. No schema comes near it, and garbage must not exhaust the stack.
const MAX_DEPTH: usize = 64;

/// A statement that was prepared on one connection.
#[derive(Debug)]
pub(crate) struct RawPrepared {
    pub(crate) id: Bytes,
    pub(crate) markers: Vec<String>,
    pub(crate) variables: Vec<Column>,
    /// Which of them make up the partition key, in the order of the key.
    pub(crate) routing_indexes: Vec<u16>,
    /// The columns of the result.
    pub(crate) columns: Vec<Column>,
}

/// Turns an ERROR into an error with all that came with it, and passes on any other answer.
pub(super) fn check(answer: Answer, host: SocketAddr) -> Result<Answer, Error> {
    if answer.opcode != ResponseOpcode::Error {
        return Ok(answer);
    }
    let features = ProtocolFeatures::default();
    let frame = ServerError::deserialize(&features, &mut &answer.body[..]);
    let error = frame.map_or_else(bad_frame, |frame| server_error::from_db(&frame.error, &frame.reason));
    Err(error.with_coordinator(host).with_extras(answer.extras))
}

/// Makes the error for an answer of the wrong kind.
pub(super) fn unexpected(answer: &Answer) -> Error {
    let message = format!("the server answered with {:?}, which does not fit the request", answer.opcode);
    Error::new(ErrorKind::BadFrame, message)
}

/// Reads a RESULT.
pub(super) fn page(answer: Answer, host: SocketAddr, table: &ColumnsTable) -> Result<Page, Error> {
    if answer.opcode != ResponseOpcode::Result {
        return Err(unexpected(&answer));
    }
    let body = answer.body;
    let mut page = Page {
        warnings: answer.extras.warnings,
        tracing_id: answer.extras.tracing_id,
        custom_payload: answer.extras.custom_payload,
        ..Page::void(host)
    };
    let rest = &mut &body[..];
    match types::read_int(rest).map_err(bad_frame)? {
        1 => {}
        2 => rows(&mut page, &body, rest, table)?,
        3 => page.kind = PageKind::SetKeyspace(string(rest)?),
        5 => {
            let change = Some(Box::new(schema_change(rest)?));
            page.kind = PageKind::SchemaChange { in_agreement: false, change };
        }
        kind => return Err(bad_frame(format_args!("a result of kind {kind}"))),
    }
    Ok(page)
}

fn rows(page: &mut Page, body: &Bytes, rest: &mut &[u8], table: &ColumnsTable) -> Result<(), Error> {
    let (columns, paging_state) = metadata(rest)?;
    page.kind = PageKind::Rows;
    page.paging_state = paging_state;
    page.row_count = types::read_int_length(rest).map_err(bad_frame)?;
    page.rows = body.slice_ref(rest);
    check_cells(rest, page.row_count, columns.len())?;
    page.columns = Some(table.share(columns));
    Ok(())
}

/// A binding reads as many cells as there are said to be, so they must be there.
fn check_cells(rest: &mut &[u8], row_count: usize, column_count: usize) -> Result<(), Error> {
    if column_count == 0 && row_count > 0 {
        return Err(bad_frame("rows without columns"));
    }
    for _ in 0..row_count {
        for _ in 0..column_count {
            types::read_bytes_opt(rest).map_err(bad_frame)?;
        }
    }
    Ok(())
}

/// Reads the metadata of rows: the columns, and where the next page starts.
fn metadata(rest: &mut &[u8]) -> Result<(Vec<Column>, Option<Bytes>), Error> {
    let flags = types::read_int(rest).map_err(bad_frame)?;
    let count = types::read_int_length(rest).map_err(bad_frame)?;
    let paging_state = match flags & MORE_PAGES {
        0 => None,
        _ => types::read_bytes_opt(rest).map_err(bad_frame)?.map(Bytes::copy_from_slice),
    };
    if flags & NO_METADATA != 0 {
        return Ok((Vec::new(), paging_state));
    }
    Ok((columns(rest, flags & GLOBAL_TABLE != 0, count)?, paging_state))
}

fn columns(rest: &mut &[u8], has_global_table: bool, count: usize) -> Result<Vec<Column>, Error> {
    let global = if has_global_table { Some((string(rest)?, string(rest)?)) } else { None };
    // Not allocated at once: the count may be garbage.
    let mut columns = Vec::new();
    for _ in 0..count {
        let (keyspace, table) = match &global {
            Some(table) => table.clone(),
            None => (string(rest)?, string(rest)?),
        };
        columns.push(Column { keyspace, table, name: string(rest)?, cql_type: cql_type(rest, 0)? });
    }
    Ok(columns)
}

fn cql_type(rest: &mut &[u8], depth: usize) -> Result<CqlType, Error> {
    if depth > MAX_DEPTH {
        return Err(bad_frame("a type nests too deep"));
    }
    let inner = |rest: &mut &[u8]| cql_type(rest, depth + 1);
    Ok(match types::read_short(rest).map_err(bad_frame)? {
        0x0000 => CqlType::from_class(types::read_string(rest).map_err(bad_frame)?),
        0x0020 => CqlType::List(Arc::new(inner(rest)?)),
        0x0021 => CqlType::Map(Arc::new(inner(rest)?), Arc::new(inner(rest)?)),
        0x0022 => CqlType::Set(Arc::new(inner(rest)?)),
        0x0030 => {
            let (keyspace, name) = (string(rest)?, string(rest)?);
            let mut fields = Vec::new();
            for _ in 0..types::read_short(rest).map_err(bad_frame)? {
                fields.push((string(rest)?, inner(rest)?));
            }
            CqlType::UserType(Arc::new(UserType { keyspace, name, fields }))
        }
        0x0031 => {
            let count = types::read_short(rest).map_err(bad_frame)?;
            CqlType::Tuple((0..count).map(|_| inner(rest)).collect::<Result<_, _>>()?)
        }
        id => native_type(id).ok_or_else(|| bad_frame(format_args!("a column of type {id:#06x}")))?,
    })
}

/// Reads the RESULT of a PREPARE.
pub(super) fn prepared(answer: Answer) -> Result<RawPrepared, Error> {
    if answer.opcode != ResponseOpcode::Result {
        return Err(unexpected(&answer));
    }
    let rest = &mut &answer.body[..];
    let kind = types::read_int(rest).map_err(bad_frame)?;
    if kind != 4 {
        return Err(bad_frame(format_args!("a result of kind {kind} for a PREPARE")));
    }
    let id = answer.body.slice_ref(types::read_short_bytes(rest).map_err(bad_frame)?);
    let flags = types::read_int(rest).map_err(bad_frame)?;
    let count = types::read_int_length(rest).map_err(bad_frame)?;
    let mut routing_indexes = Vec::new();
    for _ in 0..types::read_int_length(rest).map_err(bad_frame)? {
        routing_indexes.push(types::read_short(rest).map_err(bad_frame)?);
    }
    let variables = columns(rest, flags & GLOBAL_TABLE != 0, count)?;
    let markers = variables.iter().map(|column| column.name.clone()).collect();
    let (columns, _) = metadata(rest)?;
    Ok(RawPrepared { id, markers, variables, routing_indexes, columns })
}

/// Reads an EVENT.
pub(super) fn event(body: &Bytes) -> Result<ServerEvent, Error> {
    let rest = &mut &body[..];
    let kind = string(rest)?;
    if kind == "SCHEMA_CHANGE" {
        return Ok(ServerEvent::Schema(schema_change(rest)?));
    }
    let change = string(rest)?;
    let address = types::read_inet(rest).map_err(bad_frame)?;
    let topology = |change| ServerEvent::Topology { change, address };
    let status = |change| ServerEvent::Status { change, address };
    match (&*kind, &*change) {
        ("TOPOLOGY_CHANGE", "NEW_NODE") => Ok(topology(TopologyChange::Added)),
        ("TOPOLOGY_CHANGE", "REMOVED_NODE") => Ok(topology(TopologyChange::Removed)),
        ("TOPOLOGY_CHANGE", "MOVED_NODE") => Ok(topology(TopologyChange::Moved)),
        ("STATUS_CHANGE", "UP") => Ok(status(StatusChange::Up)),
        ("STATUS_CHANGE", "DOWN") => Ok(status(StatusChange::Down)),
        _ => Err(bad_frame(format_args!("an event {kind} {change}"))),
    }
}

fn schema_change(rest: &mut &[u8]) -> Result<SchemaChange, Error> {
    let (change, target) = (string(rest)?, string(rest)?);
    let unknown = || bad_frame(format_args!("a schema change {change} {target}"));
    let change = ChangeType::from_name(&change).ok_or_else(unknown)?;
    let target = SchemaTarget::from_name(&target).ok_or_else(unknown)?;
    let keyspace = string(rest)?;
    let name = if target == SchemaTarget::Keyspace { None } else { Some(string(rest)?) };
    let has_arguments = matches!(target, SchemaTarget::Function | SchemaTarget::Aggregate);
    let arg_types = match has_arguments {
        true => types::read_string_list(rest).map_err(bad_frame)?,
        false => Vec::new(),
    };
    Ok(SchemaChange { change, target, keyspace, name, arg_types })
}

fn string(rest: &mut &[u8]) -> Result<String, Error> {
    types::read_string(rest).map(str::to_owned).map_err(bad_frame)
}
