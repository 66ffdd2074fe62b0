//! The tree of CQL types, with the option ids of the protocol (native protocol v4, section 4.2.5.2).

mod class_name;

use std::fmt;
use std::sync::Arc;

use scylla::cluster::metadata::{CollectionType, ColumnType, NativeType};
use serde_json::{Value as Json, json};

macro_rules! native_types {
    ($($variant:ident = $id:literal, $name:literal;)*) => {
        /// The type of a column, a parameter or a part of one.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum CqlType {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
            /// `list<element>`
            List(Arc<CqlType>),
            /// `map<key, value>`
            Map(Arc<CqlType>, Arc<CqlType>),
            /// `set<element>`
            Set(Arc<CqlType>),
            /// A user-defined type.
            UserType(Arc<UserType>),
            /// `tuple<…>`
            Tuple(Arc<[CqlType]>),
            /// `vector<element, dimensions>`; the protocol carries it as a custom type.
            Vector(Arc<CqlType>, u16),
            /// A server-side class that the driver does not know; its values are bytes.
            Custom(Arc<str>),
        }

        /// The native types: name in CQL and option id.
        pub(crate) const NATIVE_TYPES: &[(&str, u16)] = &[$(($name, $id),)*];

        /// Returns the native type of an option id.
        pub(crate) fn native_type(id: u16) -> Option<CqlType> {
            match id {
                $($id => Some(CqlType::$variant),)*
                _ => None,
            }
        }

        impl CqlType {
            /// Returns the option id of the protocol; `0x0000` for a custom type and a vector.
            pub fn id(&self) -> u16 {
                match self {
                    $(CqlType::$variant => $id,)*
                    CqlType::List(_) => 0x0020,
                    CqlType::Map(..) => 0x0021,
                    CqlType::Set(_) => 0x0022,
                    CqlType::UserType(_) => 0x0030,
                    CqlType::Tuple(_) => 0x0031,
                    CqlType::Vector(..) | CqlType::Custom(_) => 0x0000,
                }
            }

            /// Returns the native type of a name in lower case; `varchar` is another name for `text`.
            pub(crate) fn from_native_name(name: &str) -> Option<CqlType> {
                match name {
                    $($name => Some(CqlType::$variant),)*
                    "varchar" => Some(CqlType::Text),
                    _ => None,
                }
            }

            fn native_name(&self) -> Option<&'static str> {
                match self {
                    $(CqlType::$variant => Some($name),)*
                    _ => None,
                }
            }
        }
    };
}

native_types! {
    Ascii = 0x0001, "ascii";
    BigInt = 0x0002, "bigint";
    Blob = 0x0003, "blob";
    Boolean = 0x0004, "boolean";
    Counter = 0x0005, "counter";
    Decimal = 0x0006, "decimal";
    Double = 0x0007, "double";
    Float = 0x0008, "float";
    Int = 0x0009, "int";
    Timestamp = 0x000B, "timestamp";
    Uuid = 0x000C, "uuid";
    Text = 0x000D, "text";
    Varint = 0x000E, "varint";
    TimeUuid = 0x000F, "timeuuid";
    Inet = 0x0010, "inet";
    Date = 0x0011, "date";
    Time = 0x0012, "time";
    SmallInt = 0x0013, "smallint";
    TinyInt = 0x0014, "tinyint";
    Duration = 0x0015, "duration";
}

/// The definition of a user-defined type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserType {
    /// The keyspace that holds the type.
    pub keyspace: String,
    /// The name of the type, without quotes.
    pub name: String,
    /// Name and type of each field, in order.
    pub fields: Vec<(String, CqlType)>,
}

impl CqlType {
    /// Returns the number of bytes that every value of the type has inside a vector, or `None` when
    /// elements of that type carry their length (the server's own list of fixed-length types).
    pub fn vector_element_len(&self) -> Option<usize> {
        match self {
            CqlType::Boolean => Some(1),
            CqlType::Int | CqlType::Float => Some(4),
            CqlType::BigInt | CqlType::Double | CqlType::Timestamp => Some(8),
            CqlType::Uuid | CqlType::TimeUuid => Some(16),
            CqlType::Vector(element, dimensions) => {
                Some(element.vector_element_len()? * usize::from(*dimensions))
            }
            _ => None,
        }
    }

    /// Returns the type as JSON: `{"id", "name"}` for a native type, and `element`, `key`, `value`,
    /// `types`, `dimensions`, `class`, or `keyspace` and `fields` for the others. A binding builds its own
    /// tree from it once per metadata.
    pub fn to_json(&self) -> Json {
        let id = self.id();
        match self {
            CqlType::List(element) => json!({"id": id, "name": "list", "element": element.to_json()}),
            CqlType::Set(element) => json!({"id": id, "name": "set", "element": element.to_json()}),
            CqlType::Map(key, value) => {
                json!({"id": id, "name": "map", "key": key.to_json(), "value": value.to_json()})
            }
            CqlType::Tuple(types) => {
                let types: Vec<Json> = types.iter().map(CqlType::to_json).collect();
                json!({"id": id, "name": "tuple", "types": types})
            }
            CqlType::Vector(element, dimensions) => json!({
                "id": id, "name": "vector", "element": element.to_json(), "dimensions": dimensions,
            }),
            CqlType::UserType(udt) => {
                let fields: Vec<Json> = (udt.fields.iter())
                    .map(|(name, field)| json!({"name": name, "type": field.to_json()}))
                    .collect();
                json!({"id": id, "name": "udt", "keyspace": udt.keyspace, "type_name": udt.name, "fields": fields})
            }
            CqlType::Custom(class) => json!({"id": id, "name": "custom", "class": &**class}),
            native => json!({"id": id, "name": native.native_name()}),
        }
    }

    pub(crate) fn from_driver(column_type: &ColumnType<'_>) -> Self {
        match column_type {
            ColumnType::Native(native) => from_native(native),
            ColumnType::Collection { typ, .. } => from_collection(typ),
            ColumnType::Vector { typ, dimensions } => {
                CqlType::Vector(Arc::new(CqlType::from_driver(typ)), *dimensions)
            }
            ColumnType::UserDefinedType { definition, .. } => CqlType::UserType(Arc::new(UserType {
                keyspace: definition.keyspace.to_string(),
                name: definition.name.to_string(),
                fields: (definition.field_types.iter())
                    .map(|(name, field)| (name.to_string(), CqlType::from_driver(field)))
                    .collect(),
            })),
            ColumnType::Tuple(types) => CqlType::Tuple(types.iter().map(CqlType::from_driver).collect()),
            other => CqlType::Custom(format!("{other:?}").into()),
        }
    }
}

fn from_native(native: &NativeType) -> CqlType {
    match native {
        NativeType::Ascii => CqlType::Ascii,
        NativeType::Boolean => CqlType::Boolean,
        NativeType::Blob => CqlType::Blob,
        NativeType::Counter => CqlType::Counter,
        NativeType::Date => CqlType::Date,
        NativeType::Decimal => CqlType::Decimal,
        NativeType::Double => CqlType::Double,
        NativeType::Duration => CqlType::Duration,
        NativeType::Float => CqlType::Float,
        NativeType::Int => CqlType::Int,
        NativeType::BigInt => CqlType::BigInt,
        NativeType::Text => CqlType::Text,
        NativeType::Timestamp => CqlType::Timestamp,
        NativeType::Inet => CqlType::Inet,
        NativeType::SmallInt => CqlType::SmallInt,
        NativeType::TinyInt => CqlType::TinyInt,
        NativeType::Time => CqlType::Time,
        NativeType::Timeuuid => CqlType::TimeUuid,
        NativeType::Uuid => CqlType::Uuid,
        NativeType::Varint => CqlType::Varint,
        other => CqlType::Custom(format!("{other:?}").into()),
    }
}

fn from_collection(collection: &CollectionType<'_>) -> CqlType {
    let part = |column_type: &ColumnType<'_>| Arc::new(CqlType::from_driver(column_type));
    match collection {
        CollectionType::List(element) => CqlType::List(part(element)),
        CollectionType::Set(element) => CqlType::Set(part(element)),
        CollectionType::Map(key, value) => CqlType::Map(part(key), part(value)),
        other => CqlType::Custom(format!("{other:?}").into()),
    }
}

/// Writes the type as CQL does, without `frozen`, which the protocol does not carry.
impl fmt::Display for CqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CqlType::List(element) => write!(f, "list<{element}>"),
            CqlType::Set(element) => write!(f, "set<{element}>"),
            CqlType::Map(key, value) => write!(f, "map<{key}, {value}>"),
            CqlType::Tuple(types) => {
                f.write_str("tuple<")?;
                for (i, part) in types.iter().enumerate() {
                    write!(f, "{}{part}", if i == 0 { "" } else { ", " })?;
                }
                f.write_str(">")
            }
            CqlType::Vector(element, dimensions) => write!(f, "vector<{element}, {dimensions}>"),
            CqlType::UserType(udt) => write!(f, "{}.{}", udt.keyspace, udt.name),
            CqlType::Custom(class) => write!(f, "'{class}'"),
            native => f.write_str(native.native_name().unwrap_or("?")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CqlType, UserType};
    use std::sync::Arc;

    #[test]
    fn types_print_as_cql() {
        let inner = Arc::new(CqlType::Tuple([CqlType::Int, CqlType::Text].into()));
        let outer = CqlType::Map(Arc::new(CqlType::Uuid), Arc::new(CqlType::List(inner)));
        assert_eq!(outer.to_string(), "map<uuid, list<tuple<int, text>>>");
        assert_eq!(outer.to_json()["value"]["element"]["types"][0]["name"], "int");
    }

    #[test]
    fn every_type_has_an_id_and_a_name_that_a_binding_can_read() {
        for &(name, id) in super::NATIVE_TYPES {
            let native = super::native_type(id).unwrap();
            assert_eq!(native, CqlType::from_native_name(name).unwrap());
            assert_eq!((native.to_string(), native.id()), (name.to_owned(), id));
            assert_eq!(native.to_json(), serde_json::json!({"id": id, "name": name}));
        }
        let udt = UserType {
            keyspace: "ks".into(),
            name: "address".into(),
            fields: vec![("street".into(), CqlType::Text)],
        };
        let element = Arc::new(CqlType::Int);
        let others = [
            (CqlType::Set(Arc::clone(&element)), "set<int>", 0x22, "set"),
            (CqlType::Vector(element, 3), "vector<int, 3>", 0, "vector"),
            (CqlType::UserType(Arc::new(udt)), "ks.address", 0x30, "udt"),
            (CqlType::Custom("a.b.C".into()), "'a.b.C'", 0, "custom"),
        ];
        for (other, cql, id, name) in others {
            let json = other.to_json();
            assert_eq!((other.to_string(), other.id()), (cql.to_owned(), id));
            assert_eq!((json["id"].as_u64(), json["name"].as_str()), (Some(id.into()), Some(name)));
        }
    }

    #[test]
    fn vectors_of_vectors_have_a_fixed_length_only_when_the_inner_one_has() {
        let fixed = CqlType::Vector(Arc::new(CqlType::Float), 3);
        assert_eq!(fixed.vector_element_len(), Some(12));
        let variable = CqlType::Vector(Arc::new(CqlType::Text), 3);
        assert_eq!(variable.vector_element_len(), None);
    }
}
