//! Types as the server writes them in `system_schema`, read by a parser that no text can break.

use std::sync::Arc;

use crate::{CqlType, types};

/// A type of the schema: its text, its meaning, and what the protocol does not tell, `frozen`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataType {
    /// The text of the server, such as `frozen<list<"My type">>`.
    pub text: String,
    /// What it means; [`CqlType::Custom`] with the text when it is not understood.
    pub cql_type: CqlType,
    /// Whether `frozen<…>` is written around it.
    pub frozen: bool,
    /// The types of its elements, of its key and value, or of its parts; none for a user-defined type.
    pub parts: Vec<DataType>,
}

/// Finds a user-defined type by keyspace, or that of the schema at hand, and name.
pub(crate) type Resolve<'a> = &'a dyn Fn(Option<&str>, &str) -> Option<Arc<types::UserType>>;

/// How deeply types may nest. The server refuses far less; a deeper text is taken as a custom type.
const DEPTH_MAX: usize = 100;

impl DataType {
    /// Reads a type. What is not understood becomes a custom type, so every text has a meaning.
    pub(crate) fn parse(text: &str, resolve: Resolve<'_>) -> DataType {
        let mut parser = Parser { rest: text, resolve };
        let parsed = parser.data_type(0);
        match parsed.filter(|_| parser.rest.trim().is_empty()) {
            Some(data_type) => data_type,
            None => DataType::custom(text.trim(), text.trim()),
        }
    }

    fn custom(text: &str, class: &str) -> DataType {
        DataType {
            text: text.to_owned(),
            cql_type: CqlType::Custom(class.into()),
            frozen: false,
            parts: Vec::new(),
        }
    }
}

/// Reads from the front of `rest`; `None` means that the text is no type.
struct Parser<'a> {
    rest: &'a str,
    resolve: Resolve<'a>,
}

impl<'a> Parser<'a> {
    fn data_type(&mut self, depth: usize) -> Option<DataType> {
        if depth > DEPTH_MAX {
            return None;
        }
        self.rest = self.rest.trim_start();
        let start = self.rest;
        if let Some(class) = self.quoted('\'') {
            return Some(DataType::custom(self.since(start), &class));
        }
        let is_quoted = start.starts_with('"');
        let name = self.name()?;
        if self.take('.') {
            let inner = self.name()?;
            return Some(self.user_type(Some(&name), &inner, start));
        }
        if is_quoted {
            return Some(self.user_type(None, &name, start));
        }
        let native = name.to_ascii_lowercase();
        if !self.take('<') {
            return Some(match CqlType::from_native_name(&native) {
                Some(cql_type) => {
                    DataType { text: self.since(start).to_owned(), cql_type, frozen: false, parts: vec![] }
                }
                None => self.user_type(None, &name, start),
            });
        }
        let (cql_type, frozen, parts) = self.parametrised(&native, depth + 1)?;
        Some(DataType { text: self.since(start).to_owned(), cql_type, frozen, parts })
    }

    /// Reads what stands in the angle brackets of a type, and the closing one.
    fn parametrised(&mut self, name: &str, depth: usize) -> Option<(CqlType, bool, Vec<DataType>)> {
        let mut parts = vec![self.data_type(depth)?];
        let mut dimensions = None;
        while self.take(',') {
            match name {
                "vector" => dimensions = Some(self.number()?),
                _ => parts.push(self.data_type(depth)?),
            }
        }
        if !self.take('>') {
            return None;
        }
        let inner = |part: &DataType| Arc::new(part.cql_type.clone());
        Some(match (name, &parts[..]) {
            ("frozen", [_]) => {
                let only = parts.pop()?;
                (only.cql_type, true, only.parts)
            }
            ("list", [element]) => (CqlType::List(inner(element)), false, parts),
            ("set", [element]) => (CqlType::Set(inner(element)), false, parts),
            ("map", [key, value]) => (CqlType::Map(inner(key), inner(value)), false, parts),
            ("tuple", types) => {
                let types = types.iter().map(|part| part.cql_type.clone()).collect();
                (CqlType::Tuple(types), false, parts)
            }
            ("vector", [element]) => (CqlType::Vector(inner(element), dimensions?), false, parts),
            _ => return None,
        })
    }

    fn user_type(&self, keyspace: Option<&str>, name: &str, start: &str) -> DataType {
        let text = self.since(start);
        match (self.resolve)(keyspace, name) {
            Some(definition) => DataType {
                text: text.to_owned(),
                cql_type: CqlType::UserType(definition),
                frozen: false,
                parts: Vec::new(),
            },
            None => DataType::custom(text, text),
        }
    }

    /// Reads a name, in double quotes or bare.
    fn name(&mut self) -> Option<String> {
        if let Some(name) = self.quoted('"') {
            return Some(name);
        }
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Reads text in quotes, in which a doubled quote stands for one.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let inside = self.rest.strip_prefix(quote)?;
        let mut text = String::new();
        let mut chars = inside.char_indices();
        while let Some((at, c)) = chars.next() {
            let after = &inside[at + c.len_utf8()..];
            if c != quote {
                text.push(c);
            } else if after.starts_with(quote) {
                text.push(quote);
                chars.next();
            } else {
                self.rest = after;
                return Some(text);
            }
        }
        None
    }

    fn number(&mut self) -> Option<u16> {
        let digits = self.name()?;
        digits.parse().ok()
    }

    fn take(&mut self, c: char) -> bool {
        match self.rest.trim_start().strip_prefix(c) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn since(&self, start: &'a str) -> &'a str {
        start[..start.len() - self.rest.len()].trim_end()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::DataType;
    use crate::{CqlType, UserType};

    fn definition(name: &str) -> Arc<UserType> {
        let fields = vec![("f".to_owned(), CqlType::Int)];
        Arc::new(UserType { keyspace: "ks".to_owned(), name: name.to_owned(), fields })
    }

    /// Knows the types `address` and `My "Type` of the keyspace `ks`.
    fn parse(text: &str) -> DataType {
        DataType::parse(text, &|keyspace, name| {
            let is_known = ["address", "My \"Type"].contains(&name);
            (is_known && keyspace.is_none_or(|keyspace| keyspace == "ks")).then(|| definition(name))
        })
    }

    #[test]
    fn types_of_the_schema_are_understood() {
        let inner = CqlType::Tuple([CqlType::Text, CqlType::UserType(definition("address"))].into());
        for (text, expected) in [
            ("int", CqlType::Int),
            (" VARCHAR ", CqlType::Text),
            ("frozen<address>", CqlType::UserType(definition("address"))),
            ("\"My \"\"Type\"", CqlType::UserType(definition("My \"Type"))),
            ("ks.address", CqlType::UserType(definition("address"))),
            ("\"ks\".\"address\"", CqlType::UserType(definition("address"))),
            ("vector<float, 3>", CqlType::Vector(Arc::new(CqlType::Float), 3)),
            ("map<int,frozen<tuple<text, address>>>", CqlType::Map(Arc::new(CqlType::Int), Arc::new(inner))),
        ] {
            assert_eq!(parse(text).cql_type, expected, "{text}");
            assert_eq!(parse(text).text, text.trim());
        }
    }

    #[test]
    fn frozen_is_told_at_every_level() {
        let outer = parse("list<frozen<set<int>>>");
        assert!(!outer.frozen && outer.parts[0].frozen && !outer.parts[0].parts[0].frozen);
        assert_eq!(outer.parts[0].text, "frozen<set<int>>");
    }

    #[test]
    fn what_is_not_understood_is_a_custom_type() {
        let deep = format!("{}int{}", "list<".repeat(500), ">".repeat(500));
        for (text, class) in [
            ("'org.apache.cassandra.db.marshal.PointType'", "org.apache.cassandra.db.marshal.PointType"),
            ("'a''b'", "a'b"),
            ("empty", "empty"),
            ("other.address", "other.address"),
            ("address<int>", "address<int>"),
            ("list<int", "list<int"),
            ("list<int>>", "list<int>>"),
            ("map<int>", "map<int>"),
            ("vector<int>", "vector<int>"),
            ("vector<int, 70000>", "vector<int, 70000>"),
            ("", ""),
            (&deep, &deep),
        ] {
            assert_eq!(parse(text).cql_type, CqlType::Custom(class.into()), "{text}");
        }
        let parts = parse("map<int, 'org.x'>").parts;
        assert_eq!(parts[1].cql_type, CqlType::Custom("org.x".into()));
    }

    fn types() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec!["int", "text", "address", "\"My \"\"Type\"", "uuid"]);
        let leaf = leaf.prop_map(str::to_owned);
        leaf.prop_recursive(4, 20, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|element| format!("list<{element}>")),
                inner.clone().prop_map(|element| format!("frozen<{element}>")),
                (inner.clone(), 1u16..9).prop_map(|(element, n)| format!("vector<{element}, {n}>")),
                (inner.clone(), inner.clone()).prop_map(|(key, value)| format!("map<{key}, {value}>")),
                prop::collection::vec(inner, 1..4).prop_map(|parts| format!("tuple<{}>", parts.join(", "))),
            ]
        })
    }

    fn has_custom(parsed: &DataType) -> bool {
        matches!(parsed.cql_type, CqlType::Custom(_)) || parsed.parts.iter().any(has_custom)
    }

    proptest! {
        #[test]
        fn every_type_of_the_grammar_is_understood(text in types()) {
            let parsed = parse(&text);
            prop_assert!(!has_custom(&parsed), "{parsed:?}");
            prop_assert_eq!(parsed.text, text);
        }

        #[test]
        fn no_text_breaks_the_parser(text in "[a-z<>,'\". é0-9]{0,60}") {
            prop_assert_eq!(parse(&text).text, text.trim());
        }
    }
}
