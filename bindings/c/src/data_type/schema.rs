//! Types of the schema, which tell what is frozen.

use std::sync::Arc;

use unicql_core::CqlType;
use unicql_core::metadata::{self, Keyspace};

use super::DataType;
use crate::types::value_type;

/// The class that the server gives a column without values.
const EMPTY_CLASS: &str = "org.apache.cassandra.db.marshal.EmptyType";

impl DataType {
    /// Takes a type of the schema of a keyspace.
    pub(crate) fn of_schema(keyspace: &Keyspace, described: &metadata::DataType) -> Arc<Self> {
        let plain = match &described.cql_type {
            CqlType::Text if !described.text.eq_ignore_ascii_case("varchar") => {
                DataType::simple(value_type::TEXT)
            }
            CqlType::List(_) | CqlType::Set(_) | CqlType::Map(..) | CqlType::Tuple(_) => {
                let parts = described.parts.iter().map(|part| DataType::of_schema(keyspace, part));
                DataType::composite(described.cql_type.id().into(), parts.collect())
            }
            CqlType::UserType(udt) => match keyspace.user_types.get(&udt.name) {
                Some(user_type) => DataType::of_user_type(keyspace, user_type),
                None => DataType::clone(&DataType::from_cql(&described.cql_type)),
            },
            CqlType::Custom(name) if &**name == "empty" => DataType {
                class_name: EMPTY_CLASS.as_bytes().to_vec(),
                ..DataType::simple(value_type::CUSTOM)
            },
            other => DataType::clone(&DataType::from_cql(other)),
        };
        Arc::new(DataType { is_frozen: described.frozen, ..plain })
    }

    /// Takes a user-defined type of a keyspace.
    pub(crate) fn of_user_type(keyspace: &Keyspace, user_type: &metadata::UserType) -> Self {
        let fields = user_type.fields.iter();
        DataType {
            keyspace: keyspace.name.clone().into_bytes(),
            type_name: user_type.name.clone().into_bytes(),
            field_names: fields.clone().map(|(name, _)| name.clone().into_bytes()).collect(),
            ..DataType::composite(
                value_type::UDT,
                fields.map(|(_, field)| DataType::of_schema(keyspace, field)).collect(),
            )
        }
    }

    /// Whether it is the type of the column that the server adds to a compact table without others.
    pub(crate) fn is_empty(&self) -> bool {
        self.class_name == EMPTY_CLASS.as_bytes()
    }
}
