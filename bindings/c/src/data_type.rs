//! Data types: of columns and parameters, of the schema, and those that a program builds.

mod schema;

use std::sync::Arc;

use unicql_core::CqlType;

use crate::error::CassError;
use crate::names;
use crate::ptr::{Exclusive, OutBytes, Shared};
use crate::types::{Bool, value_type};

/// A data type.
#[derive(Clone, Debug, Default)]
pub(crate) struct DataType {
    value_type: u32,
    keyspace: Vec<u8>,
    type_name: Vec<u8>,
    class_name: Vec<u8>,
    sub_types: Vec<Arc<DataType>>,
    field_names: Vec<Vec<u8>>,
    is_frozen: bool,
}

impl DataType {
    /// Makes a type without parts.
    pub(crate) fn simple(value_type: u32) -> Self {
        DataType { value_type, ..DataType::default() }
    }

    /// Makes a type with parts.
    fn composite(value_type: u32, sub_types: Vec<Arc<DataType>>) -> Self {
        DataType { value_type, sub_types, ..DataType::default() }
    }

    /// Takes a type of core.
    pub(crate) fn from_cql(cql_type: &CqlType) -> Arc<Self> {
        let part = |part: &CqlType| DataType::from_cql(part);
        Arc::new(match cql_type {
            CqlType::List(element) => DataType::composite(value_type::LIST, vec![part(element)]),
            CqlType::Set(element) => DataType::composite(value_type::SET, vec![part(element)]),
            CqlType::Map(key, value) => DataType::composite(value_type::MAP, vec![part(key), part(value)]),
            CqlType::Tuple(types) => DataType::composite(value_type::TUPLE, types.iter().map(part).collect()),
            CqlType::UserType(udt) => DataType {
                keyspace: udt.keyspace.clone().into_bytes(),
                type_name: udt.name.clone().into_bytes(),
                field_names: udt.fields.iter().map(|(name, _)| name.clone().into_bytes()).collect(),
                ..DataType::composite(
                    value_type::UDT,
                    udt.fields.iter().map(|(_, field)| part(field)).collect(),
                )
            },
            CqlType::Vector(..) | CqlType::Custom(_) => DataType {
                class_name: marshal_name(cql_type).into_bytes(),
                ..DataType::simple(value_type::CUSTOM)
            },
            native => DataType::simple(native.id().into()),
        })
    }

    /// The kind.
    pub(crate) fn value_type(&self) -> u32 {
        self.value_type
    }

    /// The name of a user-defined type.
    pub(crate) fn name(&self) -> &[u8] {
        &self.type_name
    }

    /// The class of a custom type.
    pub(crate) fn class_name(&self) -> &[u8] {
        &self.class_name
    }

    /// The types that it is made of.
    pub(crate) fn sub_types(&self) -> &[Arc<DataType>] {
        &self.sub_types
    }

    /// The names of the fields of a user-defined type.
    pub(crate) fn field_names(&self) -> impl Iterator<Item = &[u8]> {
        self.field_names.iter().map(Vec::as_slice)
    }

    /// Whether it is a list, set or map.
    pub(crate) fn is_collection(&self) -> bool {
        matches!(self.value_type, value_type::LIST | value_type::SET | value_type::MAP)
    }

    /// Whether it is a user-defined type.
    pub(crate) fn is_user_type(&self) -> bool {
        self.value_type == value_type::UDT
    }

    /// Whether a value of one type can stand for a value of the other: parts that one of them does not name
    /// are not compared.
    pub(crate) fn matches(&self, other: &DataType) -> bool {
        let alias = |kind| if kind == value_type::TEXT { value_type::VARCHAR } else { kind };
        let either_empty = |a: &[u8], b: &[u8]| a.is_empty() || b.is_empty() || a == b;
        if alias(self.value_type) != alias(other.value_type) {
            return false;
        }
        match self.value_type {
            value_type::CUSTOM => either_empty(&self.class_name, &other.class_name),
            value_type::UDT => {
                either_empty(&self.keyspace, &other.keyspace)
                    && either_empty(&self.type_name, &other.type_name)
                    && self.field_names == other.field_names
                    && self.parts_match(other)
            }
            _ => self.sub_types.is_empty() || other.sub_types.is_empty() || self.parts_match(other),
        }
    }

    fn parts_match(&self, other: &DataType) -> bool {
        self.sub_types.len() == other.sub_types.len()
            && self.sub_types.iter().zip(&other.sub_types).all(|(a, b)| a.matches(b))
    }

    fn add_sub_type(&mut self, sub_type: Arc<DataType>) -> CassError {
        let room = match self.value_type {
            value_type::LIST | value_type::SET => 1,
            value_type::MAP => 2,
            value_type::TUPLE => usize::MAX,
            _ => return CassError::LIB_INVALID_VALUE_TYPE,
        };
        if self.sub_types.len() >= room {
            return CassError::LIB_BAD_PARAMS;
        }
        self.sub_types.push(sub_type);
        CassError::OK
    }

    fn add_field(&mut self, name: &[u8], field: Arc<DataType>) -> CassError {
        if !self.is_user_type() {
            return CassError::LIB_INVALID_VALUE_TYPE;
        }
        self.field_names.push(name.to_vec());
        self.sub_types.push(field);
        CassError::OK
    }
}

/// The server's name of a class, as the legacy driver showed it for types of which it knew no more.
fn marshal_name(cql_type: &CqlType) -> String {
    const MARSHAL: &str = "org.apache.cassandra.db.marshal.";
    let short = match cql_type {
        CqlType::Custom(class) => return class.to_string(),
        CqlType::Vector(element, dimensions) => {
            return format!("{MARSHAL}VectorType({} , {dimensions})", marshal_name(element));
        }
        CqlType::List(element) => return format!("{MARSHAL}ListType({})", marshal_name(element)),
        CqlType::Set(element) => return format!("{MARSHAL}SetType({})", marshal_name(element)),
        CqlType::Map(key, value) => {
            return format!("{MARSHAL}MapType({},{})", marshal_name(key), marshal_name(value));
        }
        CqlType::Tuple(types) => {
            let parts: Vec<String> = types.iter().map(marshal_name).collect();
            return format!("{MARSHAL}TupleType({})", parts.join(","));
        }
        CqlType::UserType(udt) => return format!("{MARSHAL}UserType({},{})", udt.keyspace, udt.name),
        CqlType::Ascii => "AsciiType",
        CqlType::BigInt => "LongType",
        CqlType::Blob => "BytesType",
        CqlType::Boolean => "BooleanType",
        CqlType::Counter => "CounterColumnType",
        CqlType::Decimal => "DecimalType",
        CqlType::Double => "DoubleType",
        CqlType::Float => "FloatType",
        CqlType::Int => "Int32Type",
        CqlType::Timestamp => "TimestampType",
        CqlType::Uuid => "UUIDType",
        CqlType::Text => "UTF8Type",
        CqlType::Varint => "IntegerType",
        CqlType::TimeUuid => "TimeUUIDType",
        CqlType::Inet => "InetAddressType",
        CqlType::Date => "SimpleDateType",
        CqlType::Time => "TimeType",
        CqlType::SmallInt => "ShortType",
        CqlType::TinyInt => "ByteType",
        CqlType::Duration => "DurationType",
    };
    format!("{MARSHAL}{short}")
}

const LAST_ENTRY: u32 = value_type::TUPLE + 1;

pub(crate) fn new(kind: u32) -> Option<Arc<DataType>> {
    (kind < LAST_ENTRY).then(|| Arc::new(DataType::simple(kind)))
}

pub(crate) fn new_from_existing(existing: Shared<'_, DataType>) -> Option<Arc<DataType>> {
    Some(Arc::new(DataType::clone(&existing)))
}

pub(crate) fn new_tuple(item_count: usize) -> Option<Arc<DataType>> {
    let sub_types = Vec::with_capacity(item_count.min(1 << 16));
    Some(Arc::new(DataType::composite(value_type::TUPLE, sub_types)))
}

pub(crate) fn new_udt(_field_count: usize) -> Option<Arc<DataType>> {
    Some(Arc::new(DataType::simple(value_type::UDT)))
}

pub(crate) fn type_(data_type: Shared<'_, DataType>) -> u32 {
    data_type.value_type
}

/// Types of the schema alone tell: the protocol does not carry it.
pub(crate) fn is_frozen(data_type: Shared<'_, DataType>) -> Bool {
    data_type.is_frozen.into()
}

/// Writes a text of a type of the right kind.
fn text(data_type: &DataType, kind: u32, text: &[u8], out: OutBytes<'_>) -> CassError {
    if data_type.value_type != kind {
        return CassError::LIB_INVALID_VALUE_TYPE;
    }
    out.set(text);
    CassError::OK
}

pub(crate) fn type_name(data_type: Shared<'_, DataType>, out: OutBytes<'_>) -> CassError {
    text(&data_type, value_type::UDT, &data_type.type_name, out)
}

pub(crate) fn keyspace(data_type: Shared<'_, DataType>, out: OutBytes<'_>) -> CassError {
    text(&data_type, value_type::UDT, &data_type.keyspace, out)
}

pub(crate) fn class_name(data_type: Shared<'_, DataType>, out: OutBytes<'_>) -> CassError {
    text(&data_type, value_type::CUSTOM, &data_type.class_name, out)
}

/// Changes a type that nothing else uses yet, and that is of the right kind.
fn change(data_type: Exclusive<'_, DataType>, kind: u32, change: impl FnOnce(&mut DataType)) -> CassError {
    let changed = data_type.change(|data_type| {
        if data_type.value_type != kind {
            return CassError::LIB_INVALID_VALUE_TYPE;
        }
        change(data_type);
        CassError::OK
    });
    changed.unwrap_or(CassError::LIB_BAD_PARAMS)
}

pub(crate) fn set_type_name(data_type: Exclusive<'_, DataType>, name: Option<&[u8]>) -> CassError {
    change(data_type, value_type::UDT, |udt| udt.type_name = name.unwrap_or_default().to_vec())
}

pub(crate) fn set_keyspace(data_type: Exclusive<'_, DataType>, keyspace: Option<&[u8]>) -> CassError {
    change(data_type, value_type::UDT, |udt| udt.keyspace = keyspace.unwrap_or_default().to_vec())
}

pub(crate) fn set_class_name(data_type: Exclusive<'_, DataType>, class: Option<&[u8]>) -> CassError {
    change(data_type, value_type::CUSTOM, |custom| custom.class_name = class.unwrap_or_default().to_vec())
}

pub(crate) fn sub_type_count(data_type: Shared<'_, DataType>) -> usize {
    data_type.sub_types.len()
}

pub(crate) fn data_sub_type_count(data_type: Shared<'_, DataType>) -> usize {
    sub_type_count(data_type)
}

pub(crate) fn sub_data_type<'a>(data_type: Shared<'a, DataType>, index: usize) -> Option<&'a Arc<DataType>> {
    data_type.target().sub_types.get(index)
}

pub(crate) fn sub_data_type_by_name<'a>(
    data_type: Shared<'a, DataType>,
    name: Option<&[u8]>,
) -> Option<&'a Arc<DataType>> {
    let index = names::matching(data_type.field_names(), name?).next()?;
    data_type.target().sub_types.get(index)
}

pub(crate) fn sub_type_name(data_type: Shared<'_, DataType>, index: usize, out: OutBytes<'_>) -> CassError {
    if !data_type.is_user_type() {
        return CassError::LIB_INVALID_VALUE_TYPE;
    }
    let Some(name) = data_type.field_names.get(index) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    out.set(name);
    CassError::OK
}

pub(crate) fn add_sub_type(data_type: Exclusive<'_, DataType>, sub_type: Shared<'_, DataType>) -> CassError {
    let sub_type = sub_type.to_arc();
    data_type.change(|data_type| data_type.add_sub_type(sub_type)).unwrap_or(CassError::LIB_BAD_PARAMS)
}

pub(crate) fn add_sub_type_by_name(
    data_type: Exclusive<'_, DataType>,
    name: Option<&[u8]>,
    sub_type: Shared<'_, DataType>,
) -> CassError {
    let sub_type = sub_type.to_arc();
    let added = data_type.change(|udt| udt.add_field(name.unwrap_or_default(), sub_type));
    added.unwrap_or(CassError::LIB_BAD_PARAMS)
}

pub(crate) fn add_sub_value_type(data_type: Exclusive<'_, DataType>, kind: u32) -> CassError {
    let added = data_type.change(|data_type| data_type.add_sub_type(Arc::new(DataType::simple(kind))));
    added.unwrap_or(CassError::LIB_BAD_PARAMS)
}

pub(crate) fn add_sub_value_type_by_name(
    data_type: Exclusive<'_, DataType>,
    name: Option<&[u8]>,
    kind: u32,
) -> CassError {
    let field = Arc::new(DataType::simple(kind));
    let added = data_type.change(|udt| udt.add_field(name.unwrap_or_default(), field));
    added.unwrap_or(CassError::LIB_BAD_PARAMS)
}
