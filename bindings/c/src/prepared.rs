//! Prepared statements.

use std::sync::Arc;

use crate::columns::Columns;
use crate::data_type::DataType;
use crate::error::CassError;
use crate::ptr::{OutBytes, Shared};
use crate::settings::Settings;
use crate::statement::Statement;

/// A prepared statement.
#[derive(Debug)]
pub(crate) struct Prepared {
    core: Arc<unicql_core::Prepared>,
    parameters: Columns,
    settings: Settings,
}

impl Prepared {
    /// Takes a prepared statement of core, and the options for statements that are bound to it.
    pub(crate) fn new(core: Arc<unicql_core::Prepared>, settings: Settings) -> Self {
        Prepared { parameters: Columns::of(core.variables()), core, settings }
    }

    /// What core executes.
    pub(crate) fn core(&self) -> &Arc<unicql_core::Prepared> {
        &self.core
    }

    /// The text.
    pub(crate) fn cql(&self) -> &str {
        self.core.cql()
    }

    /// The parameters.
    pub(crate) fn parameters(&self) -> &Columns {
        &self.parameters
    }

    /// The options for statements that are bound to it.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }
}

pub(crate) fn bind(prepared: Shared<'_, Prepared>) -> Option<Box<Statement>> {
    Some(Box::new(Statement::bound(prepared.to_arc())))
}

pub(crate) fn parameter_name(prepared: Shared<'_, Prepared>, index: usize, out: OutBytes<'_>) -> CassError {
    let Some(name) = prepared.parameters.name(index) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    out.set(name);
    CassError::OK
}

pub(crate) fn parameter_data_type(prepared: Shared<'_, Prepared>, index: usize) -> Option<&Arc<DataType>> {
    prepared.target().parameters.types().get(index)
}

pub(crate) fn parameter_data_type_by_name<'a>(
    prepared: Shared<'a, Prepared>,
    name: Option<&[u8]>,
) -> Option<&'a Arc<DataType>> {
    let index = prepared.parameters.matching(name?).next()?;
    prepared.target().parameters.types().get(index)
}
