//! Keyspaces with everything in them.

use std::sync::{Arc, OnceLock};

use unicql_core::metadata::Keyspace;

use crate::aggregate_meta::AggregateMeta;
use crate::data_type::DataType;
use crate::function_meta::FunctionMeta;
use crate::materialized_view_meta::ViewMeta;
use crate::meta_field::{Known, MetaFields};
use crate::ptr::OutBytes;
use crate::table_meta::TableMeta;
use crate::types::Bool;
use crate::value::Value;

/// The columns that are fields.
const FIELDS: Known = &[&["keyspace_name", "durable_writes", "replication"]];

/// A keyspace. What is in it is translated when a program first looks.
#[derive(Debug)]
pub(crate) struct KeyspaceMeta {
    core: Arc<Keyspace>,
    fields: MetaFields,
    contents: OnceLock<Contents>,
}

/// What is in a keyspace, each ordered by name.
#[derive(Debug)]
pub(crate) struct Contents {
    pub(crate) tables: Vec<Arc<TableMeta>>,
    pub(crate) views: Vec<Arc<ViewMeta>>,
    pub(crate) user_types: Vec<Arc<DataType>>,
    pub(crate) functions: Vec<Arc<FunctionMeta>>,
    pub(crate) aggregates: Vec<AggregateMeta>,
}

impl Contents {
    fn of(keyspace: &Keyspace) -> Self {
        let tables: Vec<Arc<TableMeta>> =
            keyspace.tables.values().map(|table| TableMeta::new(keyspace, table)).collect();
        // A view is reached through its table too, and is one object both ways.
        let mut views: Vec<Arc<ViewMeta>> = tables.iter().flat_map(|table| table.views()).cloned().collect();
        views.sort_by(|a, b| a.name().cmp(b.name()));
        let user_types = keyspace.user_types.values();
        let functions: Vec<Arc<FunctionMeta>> =
            keyspace.functions.values().map(|function| FunctionMeta::new(keyspace, function)).collect();
        let aggregates = keyspace.aggregates.values();
        Contents {
            user_types: user_types.map(|udt| Arc::new(DataType::of_user_type(keyspace, udt))).collect(),
            aggregates: aggregates.map(|one| AggregateMeta::new(keyspace, one, &functions)).collect(),
            tables,
            views,
            functions,
        }
    }
}

impl KeyspaceMeta {
    /// Takes a keyspace of core.
    pub(crate) fn new(core: &Arc<Keyspace>) -> Arc<Self> {
        let fields = MetaFields::of(&core.row, FIELDS);
        Arc::new(KeyspaceMeta { core: Arc::clone(core), fields, contents: OnceLock::new() })
    }

    /// What core knows of it.
    pub(crate) fn core(&self) -> &Arc<Keyspace> {
        &self.core
    }

    /// The columns of its row.
    pub(crate) fn fields(&self) -> &MetaFields {
        &self.fields
    }

    /// What is in it.
    pub(crate) fn contents(&self) -> &Contents {
        self.contents.get_or_init(|| Contents::of(&self.core))
    }
}

/// The object of a name in a list that is ordered by name.
fn named<'a, T>(
    all: &'a [T],
    wanted: Option<&[u8]>,
    name: impl for<'b> Fn(&'b T) -> &'b [u8],
) -> Option<&'a T> {
    let wanted = wanted?;
    all.binary_search_by(|object| name(object).cmp(wanted)).ok().map(|index| &all[index])
}

/// A name and the types of arguments, which commas part, as `full_name` gives them.
fn full_name(name: Option<&[u8]>, arguments: Option<&[u8]>) -> Vec<u8> {
    let without_spaces = |argument: &[u8]| -> Vec<u8> {
        argument.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
    };
    let arguments = arguments.unwrap_or_default().split(|&byte| byte == b',').map(without_spaces);
    let arguments: Vec<Vec<u8>> = arguments.filter(|argument| !argument.is_empty()).collect();
    [name.unwrap_or_default(), b"(", &arguments.join(&b','), b")"].concat()
}

pub(crate) fn name(keyspace: &KeyspaceMeta, out: OutBytes<'_>) {
    out.set(keyspace.core.name.as_bytes());
}

pub(crate) fn is_virtual(keyspace: &KeyspaceMeta) -> Bool {
    keyspace.core.is_virtual.into()
}

pub(crate) fn table_by_name<'a>(keyspace: &'a KeyspaceMeta, table: Option<&[u8]>) -> Option<&'a TableMeta> {
    named(&keyspace.contents().tables, table, |table| table.name().as_bytes()).map(Arc::as_ref)
}

pub(crate) fn materialized_view_by_name<'a>(
    keyspace: &'a KeyspaceMeta,
    view: Option<&[u8]>,
) -> Option<&'a ViewMeta> {
    named(&keyspace.contents().views, view, |view| view.name().as_bytes()).map(Arc::as_ref)
}

pub(crate) fn user_type_by_name<'a>(
    keyspace: &'a KeyspaceMeta,
    name: Option<&[u8]>,
) -> Option<&'a Arc<DataType>> {
    named(&keyspace.contents().user_types, name, |user_type| user_type.name())
}

pub(crate) fn function_by_name<'a>(
    keyspace: &'a KeyspaceMeta,
    name: Option<&[u8]>,
    arguments: Option<&[u8]>,
) -> Option<&'a FunctionMeta> {
    let wanted = full_name(name, arguments);
    named(&keyspace.contents().functions, Some(&wanted), |function| function.full_name().as_bytes())
        .map(Arc::as_ref)
}

pub(crate) fn aggregate_by_name<'a>(
    keyspace: &'a KeyspaceMeta,
    name: Option<&[u8]>,
    arguments: Option<&[u8]>,
) -> Option<&'a AggregateMeta> {
    let wanted = full_name(name, arguments);
    named(&keyspace.contents().aggregates, Some(&wanted), |aggregate| aggregate.full_name().as_bytes())
}

pub(crate) fn field_by_name<'a>(keyspace: &'a KeyspaceMeta, name: Option<&[u8]>) -> Option<&'a Value> {
    keyspace.fields.by_name(name)
}

#[cfg(test)]
mod tests {
    use super::{full_name, named};

    #[test]
    fn names_are_found_exactly() {
        let all = ["A", "a", "b"];
        let found = |wanted: Option<&[u8]>| named(&all, wanted, |name| name.as_bytes()).copied();
        assert_eq!(found(Some(b"a")), Some("a"));
        assert_eq!(found(Some(b"\"a\"")), None);
        assert_eq!(found(Some(b"")), None);
        assert_eq!(found(None), None);
    }

    #[test]
    fn white_space_in_arguments_does_not_count() {
        let full = |name: &str, arguments: &str| {
            String::from_utf8(full_name(Some(name.as_bytes()), Some(arguments.as_bytes()))).unwrap()
        };
        assert_eq!(full("f", ""), "f()");
        assert_eq!(full("f", " int, map<text,\tfrozen<t>> ,"), "f(int,map<text,frozen<t>>)");
        assert_eq!(full_name(None, None), b"()");
    }
}
