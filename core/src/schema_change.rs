//! What a CREATE, ALTER or DROP changed, as the server tells it (native protocol v4, section 4.2.5.5).

/// What happened to a part of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeType {
    /// It is new.
    Created,
    /// It is another one now.
    Updated,
    /// It is gone.
    Dropped,
}

impl ChangeType {
    /// Returns the name that the protocol has for it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeType::Created => "CREATED",
            ChangeType::Updated => "UPDATED",
            ChangeType::Dropped => "DROPPED",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        use ChangeType::{Created, Dropped, Updated};
        [Created, Updated, Dropped].into_iter().find(|change| change.name() == name)
    }
}

/// What kind of thing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SchemaTarget {
    /// A keyspace, with all that is in it.
    Keyspace,
    /// A table, a materialized view or an index of a table.
    Table,
    /// A user-defined type.
    Type,
    /// A function.
    Function,
    /// An aggregate.
    Aggregate,
}

impl SchemaTarget {
    /// Returns the name that the protocol has for it.
    pub fn name(self) -> &'static str {
        match self {
            SchemaTarget::Keyspace => "KEYSPACE",
            SchemaTarget::Table => "TABLE",
            SchemaTarget::Type => "TYPE",
            SchemaTarget::Function => "FUNCTION",
            SchemaTarget::Aggregate => "AGGREGATE",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        use SchemaTarget::{Aggregate, Function, Keyspace, Table, Type};
        [Keyspace, Table, Type, Function, Aggregate].into_iter().find(|target| target.name() == name)
    }
}

/// One change of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SchemaChange {
    /// What happened.
    pub change: ChangeType,
    /// To what kind of thing.
    pub target: SchemaTarget,
    /// The keyspace.
    pub keyspace: String,
    /// The table, type, function or aggregate; `None` when the target is the keyspace.
    pub name: Option<String>,
    /// The argument types of a function or aggregate, as CQL; else empty.
    pub arg_types: Vec<String>,
}
