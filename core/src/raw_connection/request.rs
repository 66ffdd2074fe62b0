//! The bodies of requests (native protocol v4, section 4.1).

use bytes::Bytes;
use scylla_cql::frame::request::RequestOpcode;
use scylla_cql::frame::types;

use super::frame::{Outgoing, too_large};
use crate::options::Config;
use crate::{BatchKind, Consistency, CustomPayload, Error, RequestOptions, Values};

const VALUES: u8 = 0x01;
const PAGE_SIZE: u8 = 0x04;
const PAGING_STATE: u8 = 0x08;
const SERIAL_CONSISTENCY: u8 = 0x10;
const TIMESTAMP: u8 = 0x20;
const NAMES: u8 = 0x40;

/// What is asked for besides the statement, with every default applied.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    pub(crate) consistency: Consistency,
    pub(crate) serial_consistency: Option<Consistency>,
    pub(crate) page_size: Option<i32>,
    pub(crate) paging_state: Option<Bytes>,
    pub(crate) timestamp_us: Option<i64>,
    pub(crate) tracing: bool,
    pub(crate) custom_payload: Option<CustomPayload>,
}

impl Parameters {
    /// Completes the options of a request with those of the session.
    pub(crate) fn new(config: &Config, options: &RequestOptions) -> Result<Self, Error> {
        Ok(Parameters {
            consistency: options.consistency.unwrap_or(config.consistency),
            serial_consistency: options.serial_consistency.or(config.serial_consistency),
            page_size: Some(options.page_size.unwrap_or(config.page_size)).filter(|&size| size > 0),
            paging_state: options.paging_state.clone(),
            timestamp_us: options.timestamp_us,
            tracing: options.tracing,
            custom_payload: options.custom_payload.clone(),
        })
    }

    /// What core asks for itself: everything on one page, from the node that is asked.
    pub(crate) fn internal() -> Self {
        Parameters {
            consistency: Consistency::One,
            serial_consistency: None,
            page_size: None,
            paging_state: None,
            timestamp_us: None,
            tracing: false,
            custom_payload: None,
        }
    }

    fn outgoing(&self, opcode: RequestOpcode, body: Vec<u8>) -> Outgoing {
        Outgoing { opcode, body, tracing: self.tracing, custom_payload: self.custom_payload.clone() }
    }

    fn write(&self, values: &Values, body: &mut Vec<u8>) -> Result<(), Error> {
        types::write_short(self.consistency.code(), body);
        let flags = [
            (!values.is_empty(), VALUES),
            (!values.is_empty() && values.names().is_some(), NAMES),
            (self.page_size.is_some(), PAGE_SIZE),
            (self.paging_state.is_some(), PAGING_STATE),
            (self.serial_consistency.is_some(), SERIAL_CONSISTENCY),
            (self.timestamp_us.is_some(), TIMESTAMP),
        ];
        body.push(flags.iter().filter(|(given, _)| *given).fold(0, |all, (_, flag)| all | flag));
        if !values.is_empty() {
            write_values(values, body)?;
        }
        if let Some(size) = self.page_size {
            types::write_int(size, body);
        }
        if let Some(state) = &self.paging_state {
            types::write_bytes(state, body).map_err(too_large)?;
        }
        self.write_end(body);
        Ok(())
    }

    /// Writes what batches have as well.
    fn write_end(&self, body: &mut Vec<u8>) {
        if let Some(level) = self.serial_consistency {
            types::write_short(level.code(), body);
        }
        if let Some(timestamp) = self.timestamp_us {
            types::write_long(timestamp, body);
        }
    }
}

fn write_values(values: &Values, body: &mut Vec<u8>) -> Result<(), Error> {
    types::write_short(u16::try_from(values.len()).map_err(too_large)?, body);
    let Some(names) = values.names() else {
        body.extend_from_slice(values.cells());
        return Ok(());
    };
    for (name, range) in names.iter().zip(values.ranges()) {
        types::write_string(name, body).map_err(too_large)?;
        body.extend_from_slice(&values.cells()[range]);
    }
    Ok(())
}

pub(super) fn query(cql: &str, values: &Values, parameters: &Parameters) -> Result<Outgoing, Error> {
    let mut body = Vec::with_capacity(cql.len() + values.cells().len() + 64);
    types::write_long_string(cql, &mut body).map_err(too_large)?;
    parameters.write(values, &mut body)?;
    Ok(parameters.outgoing(RequestOpcode::Query, body))
}

pub(super) fn prepare(cql: &str) -> Result<Outgoing, Error> {
    let mut body = Vec::with_capacity(cql.len() + 4);
    types::write_long_string(cql, &mut body).map_err(too_large)?;
    Ok(Outgoing::new(RequestOpcode::Prepare, body))
}

pub(super) fn execute(id: &[u8], values: &Values, parameters: &Parameters) -> Result<Outgoing, Error> {
    let mut body = Vec::with_capacity(id.len() + values.cells().len() + 64);
    types::write_short_bytes(id, &mut body).map_err(too_large)?;
    parameters.write(values, &mut body)?;
    Ok(parameters.outgoing(RequestOpcode::Execute, body))
}

/// What one entry of a batch executes.
pub(crate) enum Executable {
    Text(String),
    Prepared(Bytes),
}

pub(super) fn batch(
    kind: BatchKind,
    entries: &[(Executable, Values)],
    parameters: &Parameters,
) -> Result<Outgoing, Error> {
    let mut body = vec![match kind {
        BatchKind::Logged => 0,
        BatchKind::Unlogged => 1,
        BatchKind::Counter => 2,
    }];
    types::write_short(u16::try_from(entries.len()).map_err(too_large)?, &mut body);
    for (executable, values) in entries {
        match executable {
            Executable::Text(cql) => {
                body.push(0);
                types::write_long_string(cql, &mut body).map_err(too_large)?;
            }
            Executable::Prepared(id) => {
                body.push(1);
                types::write_short_bytes(id, &mut body).map_err(too_large)?;
            }
        }
        if values.names().is_some() {
            return Err(too_large("the values of a batch have no names"));
        }
        write_values(values, &mut body)?;
    }
    types::write_short(parameters.consistency.code(), &mut body);
    let serial = if parameters.serial_consistency.is_some() { SERIAL_CONSISTENCY } else { 0 };
    let timestamp = if parameters.timestamp_us.is_some() { TIMESTAMP } else { 0 };
    body.push(serial | timestamp);
    parameters.write_end(&mut body);
    Ok(parameters.outgoing(RequestOpcode::Batch, body))
}
