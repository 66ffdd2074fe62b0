//! User-defined types, which may use each other in any order.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{DataType, SystemRow};
use crate::types;

/// A user-defined type.
#[derive(Clone, Debug, PartialEq)]
pub struct UserType {
    /// Its name, without quotes.
    pub name: String,
    /// Name, without quotes, and type of each field, in order.
    pub fields: Vec<(String, DataType)>,
    /// What values of the type are described by.
    pub definition: Arc<types::UserType>,
    /// The row of `system_schema.types`.
    pub row: SystemRow,
}

/// The user-defined types of one keyspace while they are read.
pub(crate) struct UserTypes {
    keyspace: String,
    rows: BTreeMap<String, SystemRow>,
    // `None` marks a type that is being read: one that holds itself ends there.
    read: RefCell<BTreeMap<String, Option<Arc<UserType>>>>,
}

impl UserTypes {
    pub(crate) fn new(keyspace: &str, rows: Vec<SystemRow>) -> Self {
        let named = rows.into_iter().filter_map(|row| Some((row.text("type_name")?, row)));
        UserTypes { keyspace: keyspace.to_owned(), rows: named.collect(), read: RefCell::default() }
    }

    /// Returns every type by name.
    pub(crate) fn all(&self) -> BTreeMap<String, Arc<UserType>> {
        self.rows.keys().filter_map(|name| Some((name.clone(), self.named(name)?))).collect()
    }

    /// Reads the text of a type of this keyspace.
    pub(crate) fn data_type(&self, text: &str) -> DataType {
        DataType::parse(text, &|keyspace, name| {
            let is_here = keyspace.is_none_or(|keyspace| keyspace == self.keyspace);
            is_here.then(|| self.named(name)).flatten().map(|found| Arc::clone(&found.definition))
        })
    }

    fn named(&self, name: &str) -> Option<Arc<UserType>> {
        if let Some(known) = self.read.borrow().get(name) {
            return known.clone();
        }
        let row = self.rows.get(name)?;
        self.read.borrow_mut().insert(name.to_owned(), None);
        let types = row.texts("field_types");
        let fields: Vec<(String, DataType)> = (row.texts("field_names").into_iter())
            .zip(types.iter().map(|text| self.data_type(text)))
            .collect();
        let definition = types::UserType {
            keyspace: self.keyspace.clone(),
            name: name.to_owned(),
            fields: fields.iter().map(|(field, kind)| (field.clone(), kind.cql_type.clone())).collect(),
        };
        let user_type =
            UserType { name: name.to_owned(), fields, definition: Arc::new(definition), row: row.clone() };
        let user_type = Arc::new(user_type);
        self.read.borrow_mut().insert(name.to_owned(), Some(Arc::clone(&user_type)));
        Some(user_type)
    }
}
