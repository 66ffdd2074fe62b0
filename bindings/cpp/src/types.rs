//! Columns and type trees, flattened for the bridge.

use unicql_core::{Column, CqlType};

use crate::bridge::ffi::{ColumnDescription, TypeNode};

pub(crate) fn describe(columns: &[Column]) -> Vec<ColumnDescription> {
    columns.iter().map(column).collect()
}

fn column(column: &Column) -> ColumnDescription {
    let mut types = Vec::new();
    flatten(&column.cql_type, "", &mut types);
    ColumnDescription {
        keyspace: column.keyspace.clone(),
        table: column.table.clone(),
        name: column.name.clone(),
        types,
    }
}

fn flatten(cql_type: &CqlType, field: &str, nodes: &mut Vec<TypeNode>) {
    let at = nodes.len();
    nodes.push(TypeNode {
        id: cql_type.id(),
        is_vector: false,
        dimensions: 0,
        parts: 0,
        keyspace: String::new(),
        name: String::new(),
        field: field.to_owned(),
    });
    let mut parts = 0;
    let mut part = |cql_type: &CqlType, field: &str| {
        flatten(cql_type, field, nodes);
        parts += 1;
    };
    match cql_type {
        CqlType::List(element) | CqlType::Set(element) | CqlType::Vector(element, _) => part(element, ""),
        CqlType::Map(key, value) => [key, value].into_iter().for_each(|side| part(side, "")),
        CqlType::Tuple(types) => types.iter().for_each(|member| part(member, "")),
        CqlType::UserType(udt) => udt.fields.iter().for_each(|(name, member)| part(member, name)),
        _ => {}
    }
    nodes[at].parts = parts;
    match cql_type {
        CqlType::Vector(_, dimensions) => {
            nodes[at].is_vector = true;
            nodes[at].dimensions = *dimensions;
        }
        CqlType::UserType(udt) => {
            nodes[at].keyspace.clone_from(&udt.keyspace);
            nodes[at].name.clone_from(&udt.name);
        }
        CqlType::Custom(class) => nodes[at].name = class.to_string(),
        _ => {}
    }
}
