//! User-defined aggregates.

use std::sync::Arc;

use unicql_core::metadata::{Aggregate, Function, Keyspace};

use crate::data_type::DataType;
use crate::function_meta::FunctionMeta;
use crate::meta_field::{self, Known, MetaFields};
use crate::ptr::OutBytes;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[&[
    "keyspace_name",
    "aggregate_name",
    "argument_types",
    "return_type",
    "state_type",
    "final_func",
    "state_func",
    "initcond",
]];

/// An aggregate and its functions.
#[derive(Debug)]
pub(crate) struct AggregateMeta {
    core: Arc<Aggregate>,
    full_name: String,
    argument_types: Vec<Arc<DataType>>,
    state_type: Arc<DataType>,
    return_type: Arc<DataType>,
    state_function: Option<Arc<FunctionMeta>>,
    final_function: Option<Arc<FunctionMeta>>,
    fields: MetaFields,
}

impl AggregateMeta {
    /// Takes an aggregate of core; the functions are those of its keyspace.
    pub(crate) fn new(
        keyspace: &Keyspace,
        aggregate: &Arc<Aggregate>,
        functions: &[Arc<FunctionMeta>],
    ) -> Self {
        let data_type = |described| DataType::of_schema(keyspace, described);
        let meta = |wanted: &Arc<Function>| {
            functions.iter().find(|function| Arc::ptr_eq(function.core(), wanted)).cloned()
        };
        AggregateMeta {
            full_name: aggregate.signature(),
            argument_types: aggregate.argument_types.iter().map(data_type).collect(),
            state_type: data_type(&aggregate.state_type),
            return_type: data_type(&aggregate.return_type),
            state_function: keyspace.state_function(aggregate).and_then(meta),
            final_function: keyspace.final_function(aggregate).and_then(meta),
            fields: MetaFields::of(&aggregate.row, FIELDS),
            core: Arc::clone(aggregate),
        }
    }

    /// Its name and the types of its arguments.
    pub(crate) fn full_name(&self) -> &str {
        &self.full_name
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }
}

pub(crate) fn name(aggregate: &AggregateMeta, out: OutBytes<'_>) {
    out.set(aggregate.core.name.as_bytes());
}

pub(crate) fn full_name(aggregate: &AggregateMeta, out: OutBytes<'_>) {
    out.set(aggregate.full_name.as_bytes());
}

pub(crate) fn argument_count(aggregate: &AggregateMeta) -> usize {
    aggregate.argument_types.len()
}

pub(crate) fn argument_type(aggregate: &AggregateMeta, index: usize) -> Option<&Arc<DataType>> {
    aggregate.argument_types.get(index)
}

pub(crate) fn return_type(aggregate: &AggregateMeta) -> Option<&Arc<DataType>> {
    Some(&aggregate.return_type)
}

pub(crate) fn state_type(aggregate: &AggregateMeta) -> Option<&Arc<DataType>> {
    Some(&aggregate.state_type)
}

pub(crate) fn state_func(aggregate: &AggregateMeta) -> Option<&FunctionMeta> {
    aggregate.state_function.as_deref()
}

pub(crate) fn final_func(aggregate: &AggregateMeta) -> Option<&FunctionMeta> {
    aggregate.final_function.as_deref()
}

pub(crate) fn init_cond(aggregate: &AggregateMeta) -> Option<&Value> {
    Some(aggregate.fields.by_name(Some(b"initcond")).unwrap_or(meta_field::null()))
}

pub(crate) fn field_by_name<'a>(aggregate: &'a AggregateMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    aggregate.fields.by_name(name)
}
