//! A keyspace and everything in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Aggregate, DataType, Function, Replication, SystemRow, Table, UserType, View};

/// A keyspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyspace {
    /// Its name, without quotes.
    pub name: String,
    /// Whether writes go to the commit log first; a virtual keyspace does not say.
    pub durable_writes: Option<bool>,
    /// How it is replicated.
    pub replication: Replication,
    /// The options of the replication, `class` among them, as the server has them.
    pub replication_options: BTreeMap<String, String>,
    /// Whether the server makes up what is in it.
    pub is_virtual: bool,
    /// Whether what is in it has been read. If not, everything below is empty, and
    /// [`Session::keyspace_metadata`](crate::Session::keyspace_metadata) reads it.
    pub is_complete: bool,
    /// Its tables by name.
    pub tables: BTreeMap<String, Arc<Table>>,
    /// Its materialized views by name.
    pub views: BTreeMap<String, Arc<View>>,
    /// Its user-defined types by name.
    pub user_types: BTreeMap<String, Arc<UserType>>,
    /// Its functions by signature.
    pub functions: BTreeMap<String, Arc<Function>>,
    /// Its aggregates by signature.
    pub aggregates: BTreeMap<String, Arc<Aggregate>>,
    /// The row of `system_schema.keyspaces`, or of `system_virtual_schema.keyspaces`.
    pub row: SystemRow,
}

impl Keyspace {
    /// Reads the row of a keyspace; what is in it is still to come.
    pub(crate) fn read(row: SystemRow, is_virtual: bool) -> Option<Keyspace> {
        let replication_options = row.text_map("replication");
        Some(Keyspace {
            name: row.text("keyspace_name")?,
            durable_writes: row.boolean("durable_writes"),
            replication: Replication::read(&replication_options),
            replication_options,
            is_virtual,
            is_complete: false,
            tables: BTreeMap::new(),
            views: BTreeMap::new(),
            user_types: BTreeMap::new(),
            functions: BTreeMap::new(),
            aggregates: BTreeMap::new(),
            row,
        })
    }

    /// The views of a table, in the order of their names.
    pub fn views_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Arc<View>> {
        self.views.values().filter(move |view| view.base_table == table)
    }

    /// The function that adds a row to the state of an aggregate.
    pub fn state_function(&self, aggregate: &Aggregate) -> Option<&Arc<Function>> {
        let arguments = std::iter::once(&aggregate.state_type).chain(&aggregate.argument_types);
        self.function(&aggregate.state_function, arguments)
    }

    /// The function that makes the result of an aggregate of its state; `None` when the state is the result.
    pub fn final_function(&self, aggregate: &Aggregate) -> Option<&Arc<Function>> {
        self.function(aggregate.final_function.as_deref()?, std::iter::once(&aggregate.state_type))
    }

    /// What is frozen is left out of account: servers do not say so everywhere.
    fn function<'a>(
        &self,
        name: &str,
        arguments: impl Iterator<Item = &'a DataType> + Clone,
    ) -> Option<&Arc<Function>> {
        self.functions.values().find(|function| {
            let types = function.argument_types.iter().map(|argument| &argument.cql_type);
            function.name == name && types.eq(arguments.clone().map(|argument| &argument.cql_type))
        })
    }

    /// An index of any table of the keyspace, with its table.
    pub fn index(&self, name: &str) -> Option<(&Arc<Table>, &super::Index)> {
        self.tables.values().find_map(|table| Some((table, table.indexes.get(name)?)))
    }
}
