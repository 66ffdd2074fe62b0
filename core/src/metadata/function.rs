//! User-defined functions and aggregates. Several may share a name; name and argument types together tell them apart.

use std::sync::Arc;

use super::user_type::UserTypes;
use super::{DataType, SystemRow};

/// A user-defined function.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// The keyspace that holds it.
    pub keyspace: String,
    /// Its name, without quotes.
    pub name: String,
    /// The names of its arguments, in order.
    pub argument_names: Vec<String>,
    /// The types of its arguments, in order.
    pub argument_types: Vec<DataType>,
    /// What it returns.
    pub return_type: DataType,
    /// The language of its body.
    pub language: String,
    /// Its body.
    pub body: String,
    /// Whether it runs when an argument is null; if not, it returns null.
    pub called_on_null_input: bool,
    /// The row of `system_schema.functions`.
    pub row: SystemRow,
}

/// A user-defined aggregate.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// The keyspace that holds it.
    pub keyspace: String,
    /// Its name, without quotes.
    pub name: String,
    /// The types of its arguments, in order.
    pub argument_types: Vec<DataType>,
    /// The function that adds a row to the state.
    pub state_function: String,
    /// The type of the state.
    pub state_type: DataType,
    /// The function that makes the result of the state; without one, the state is the result.
    pub final_function: Option<String>,
    /// The state to start with, as CQL; without one, null.
    pub initial_condition: Option<String>,
    /// What it returns.
    pub return_type: DataType,
    /// The row of `system_schema.aggregates`.
    pub row: SystemRow,
}

impl Function {
    pub(crate) fn read(row: SystemRow, types: &UserTypes) -> Option<Arc<Function>> {
        Some(Arc::new(Function {
            keyspace: row.text("keyspace_name")?,
            name: row.text("function_name")?,
            argument_names: row.texts("argument_names"),
            argument_types: argument_types(&row, types),
            return_type: types.data_type(&row.text("return_type")?),
            language: row.text("language").unwrap_or_default(),
            body: row.text("body").unwrap_or_default(),
            called_on_null_input: row.boolean("called_on_null_input").unwrap_or_default(),
            row,
        }))
    }

    /// Returns name and argument types, such as `sum_of(int,frozen<list<int>>)`.
    pub fn signature(&self) -> String {
        signature(&self.name, &self.argument_types)
    }
}

impl Aggregate {
    pub(crate) fn read(row: SystemRow, types: &UserTypes) -> Option<Arc<Aggregate>> {
        Some(Arc::new(Aggregate {
            keyspace: row.text("keyspace_name")?,
            name: row.text("aggregate_name")?,
            argument_types: argument_types(&row, types),
            state_function: row.text("state_func")?,
            state_type: types.data_type(&row.text("state_type")?),
            final_function: row.text("final_func"),
            initial_condition: row.text("initcond"),
            return_type: types.data_type(&row.text("return_type")?),
            row,
        }))
    }

    /// Returns name and argument types, such as `average(int)`.
    pub fn signature(&self) -> String {
        signature(&self.name, &self.argument_types)
    }
}

fn argument_types(row: &SystemRow, types: &UserTypes) -> Vec<DataType> {
    row.texts("argument_types").iter().map(|text| types.data_type(text)).collect()
}

/// Joins them as the legacy drivers do: without spaces.
fn signature(name: &str, arguments: &[DataType]) -> String {
    let without_spaces = |argument: &DataType| argument.text.replace(char::is_whitespace, "");
    let arguments: Vec<String> = arguments.iter().map(without_spaces).collect();
    format!("{name}({})", arguments.join(","))
}
