//! User-defined functions.

use std::sync::Arc;

use unicql_core::metadata::{Function, Keyspace};

use crate::data_type::DataType;
use crate::error::CassError;
use crate::meta_field::{Known, MetaFields};
use crate::ptr::{Out, OutBytes, Shared};
use crate::types::Bool;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[&[
    "keyspace_name",
    "function_name",
    "argument_names",
    "argument_types",
    "return_type",
    "body",
    "language",
    "called_on_null_input",
]];

/// A function.
#[derive(Debug)]
pub(crate) struct FunctionMeta {
    core: Arc<Function>,
    full_name: String,
    argument_types: Vec<Arc<DataType>>,
    return_type: Arc<DataType>,
    fields: MetaFields,
}

impl FunctionMeta {
    /// Takes a function of core.
    pub(crate) fn new(keyspace: &Keyspace, function: &Arc<Function>) -> Arc<Self> {
        let types = function.argument_types.iter();
        Arc::new(FunctionMeta {
            full_name: function.signature(),
            argument_types: types.map(|described| DataType::of_schema(keyspace, described)).collect(),
            return_type: DataType::of_schema(keyspace, &function.return_type),
            fields: MetaFields::of(&function.row, FIELDS),
            core: Arc::clone(function),
        })
    }

    /// Its name and the types of its arguments.
    pub(crate) fn full_name(&self) -> &str {
        &self.full_name
    }

    /// What core knows of it.
    pub(crate) fn core(&self) -> &Arc<Function> {
        &self.core
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }

    /// Names and types of its arguments.
    fn arguments(&self) -> impl Iterator<Item = (&String, &Arc<DataType>)> {
        self.core.argument_names.iter().zip(&self.argument_types)
    }
}

pub(crate) fn name(function: &FunctionMeta, out: OutBytes<'_>) {
    out.set(function.core.name.as_bytes());
}

pub(crate) fn full_name(function: &FunctionMeta, out: OutBytes<'_>) {
    out.set(function.full_name.as_bytes());
}

pub(crate) fn body(function: &FunctionMeta, out: OutBytes<'_>) {
    out.set(function.core.body.as_bytes());
}

pub(crate) fn language(function: &FunctionMeta, out: OutBytes<'_>) {
    out.set(function.core.language.as_bytes());
}

pub(crate) fn called_on_null_input(function: &FunctionMeta) -> Bool {
    function.core.called_on_null_input.into()
}

pub(crate) fn argument_count(function: &FunctionMeta) -> usize {
    function.arguments().count()
}

pub(crate) fn argument<'a>(
    function: &'a FunctionMeta,
    index: usize,
    name: OutBytes<'_>,
    data_type: Out<'_, Shared<'a, DataType>>,
) -> CassError {
    let Some((argument, argument_type)) = function.arguments().nth(index) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    name.set(argument.as_bytes());
    data_type.set(argument_type.into());
    CassError::OK
}

pub(crate) fn argument_type_by_name<'a>(
    function: &'a FunctionMeta,
    name: Option<&[u8]>,
) -> Option<&'a Arc<DataType>> {
    let (_, found) = function.arguments().find(|(argument, _)| Some(argument.as_bytes()) == name)?;
    Some(found)
}

pub(crate) fn return_type(function: &FunctionMeta) -> Option<&Arc<DataType>> {
    Some(&function.return_type)
}

pub(crate) fn field_by_name<'a>(function: &'a FunctionMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    function.fields.by_name(name)
}
