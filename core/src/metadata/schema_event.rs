//! What a new reading of the schema has that the one before had not, and the other way round.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Aggregate, Function, Keyspace, Metadata, Table, UserType, View};
use crate::ChangeType;

/// A part of the schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaObject {
    /// A keyspace, without what is in it.
    Keyspace(Arc<Keyspace>),
    /// A table with its columns, indexes and triggers.
    Table(Arc<Table>),
    /// A materialized view.
    View(Arc<View>),
    /// A user-defined type.
    UserType(Arc<UserType>),
    /// A function.
    Function(Arc<Function>),
    /// An aggregate.
    Aggregate(Arc<Aggregate>),
}

/// A change of the schema that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaEvent {
    /// What happened.
    pub change: ChangeType,
    /// The keyspace that the object is, or lies in.
    pub keyspace: String,
    /// The object as it was; `None` when it is new.
    pub old: Option<SchemaObject>,
    /// The object as it is; `None` when it is gone.
    pub new: Option<SchemaObject>,
}

impl SchemaEvent {
    /// Compares two readings. Objects of a keyspace are compared when both have read it whole.
    pub(crate) fn between(old: &Metadata, new: &Metadata) -> Vec<SchemaEvent> {
        let mut events = Vec::new();
        for (name, keyspace) in &old.keyspaces {
            if !new.keyspaces.contains_key(name) {
                contents(Some(keyspace), None, &mut events);
                push(Some(keyspace), None, name, SchemaObject::Keyspace, &mut events);
            }
        }
        for (name, keyspace) in &new.keyspaces {
            let before = old.keyspaces.get(name);
            if before.is_some_and(|before| Arc::ptr_eq(before, keyspace)) {
                continue;
            }
            if before.is_none_or(|before| before.row != keyspace.row) {
                push(before, Some(keyspace), name, SchemaObject::Keyspace, &mut events);
            }
            if before.is_none_or(|before| before.is_complete) && keyspace.is_complete {
                contents(before, Some(keyspace), &mut events);
            }
        }
        events
    }
}

/// Compares what is in a keyspace: what uses others is dropped before them and created after them.
fn contents(old: Option<&Arc<Keyspace>>, new: Option<&Arc<Keyspace>>, events: &mut Vec<SchemaEvent>) {
    let Some(name) = new.or(old).map(|keyspace| keyspace.name.as_str()) else {
        return;
    };
    let mut dropped = Vec::new();
    macro_rules! compare {
        ($field:ident, $object:path) => {{
            let part = |keyspace: Option<&Arc<Keyspace>>| keyspace.map(|keyspace| keyspace.$field.clone());
            let (old, new) = (part(old).unwrap_or_default(), part(new).unwrap_or_default());
            objects(&old, &new, name, $object, events, &mut dropped);
        }};
    }
    compare!(user_types, SchemaObject::UserType);
    compare!(tables, SchemaObject::Table);
    compare!(views, SchemaObject::View);
    compare!(functions, SchemaObject::Function);
    compare!(aggregates, SchemaObject::Aggregate);
    events.extend(dropped.into_iter().rev());
}

fn objects<T: PartialEq>(
    old: &BTreeMap<String, Arc<T>>,
    new: &BTreeMap<String, Arc<T>>,
    keyspace: &str,
    object: fn(Arc<T>) -> SchemaObject,
    events: &mut Vec<SchemaEvent>,
    dropped: &mut Vec<SchemaEvent>,
) {
    for (name, before) in old {
        if !new.contains_key(name) {
            push(Some(before), None, keyspace, object, dropped);
        }
    }
    for (name, after) in new {
        let before = old.get(name);
        if before.is_none_or(|before| !Arc::ptr_eq(before, after) && before != after) {
            push(before, Some(after), keyspace, object, events);
        }
    }
}

fn push<T>(
    old: Option<&Arc<T>>,
    new: Option<&Arc<T>>,
    keyspace: &str,
    object: fn(Arc<T>) -> SchemaObject,
    events: &mut Vec<SchemaEvent>,
) {
    let change = match (old, new) {
        (None, _) => ChangeType::Created,
        (Some(_), Some(_)) => ChangeType::Updated,
        (Some(_), None) => ChangeType::Dropped,
    };
    let wrapped = |side: Option<&Arc<T>>| side.map(|side| object(Arc::clone(side)));
    events.push(SchemaEvent { change, keyspace: keyspace.to_owned(), old: wrapped(old), new: wrapped(new) });
}
