//! What a statement changes of the schema, told from its text: a connection of the crate does not pass on what the server
//! says about it.

use crate::{ChangeType, SchemaChange, SchemaTarget};

/// Returns what a CREATE, ALTER or DROP changes; `None` where the text does not tell.
pub(crate) fn told_change(cql: &str, keyspace: Option<&str>) -> Option<SchemaChange> {
    let words = &mut Tokens(cql).peekable();
    let verb = words.next()?;
    let changes = [("CREATE", ChangeType::Created), ("DROP", ChangeType::Dropped)];
    let change =
        changes.iter().find(|(name, _)| verb.is(name)).map_or(ChangeType::Updated, |(_, change)| *change);
    changed_object(words, change, keyspace)
}

type Words<'a> = std::iter::Peekable<Tokens<'a>>;

fn changed_object(words: &mut Words<'_>, change: ChangeType, keyspace: Option<&str>) -> Option<SchemaChange> {
    if skip(words, "OR") {
        words.next()?;
    }
    let kind = words.next()?;
    let kinds = ["KEYSPACE", "SCHEMA", "TABLE", "COLUMNFAMILY", "TYPE", "FUNCTION", "AGGREGATE"];
    let (change, kind) = match kinds.iter().find(|name| kind.is(name)) {
        Some(name) => (change, *name),
        None if kind.is("MATERIALIZED") && skip(words, "VIEW") => (change, "TABLE"),
        None if kind.is("INDEX") && change == ChangeType::Dropped => (ChangeType::Updated, "INDEX"),
        // An index and a trigger are named after the table that they are on, and change it.
        None => {
            words.find(|word| word.is("ON"))?;
            (ChangeType::Updated, "TABLE")
        }
    };
    if skip(words, "IF") {
        skip(words, "NOT");
        skip(words, "EXISTS");
    }
    let name = words.next()?.name()?;
    if kind == "KEYSPACE" || kind == "SCHEMA" {
        return Some(changed(change, SchemaTarget::Keyspace, name, None));
    }
    let (keyspace, name) = match words.next_if(|word| *word == Token::Dot) {
        Some(_) => (name, words.next()?.name()?),
        None => (keyspace?.to_owned(), name),
    };
    let target = match kind {
        "TYPE" => SchemaTarget::Type,
        "FUNCTION" => SchemaTarget::Function,
        "AGGREGATE" => SchemaTarget::Aggregate,
        _ => SchemaTarget::Table,
    };
    // What is dropped tells its own name, not that of the table that it was on.
    let name = Some(name).filter(|_| kind != "INDEX");
    Some(changed(change, target, keyspace, name))
}

fn changed(change: ChangeType, target: SchemaTarget, keyspace: String, name: Option<String>) -> SchemaChange {
    SchemaChange { change, target, keyspace, name, arg_types: Vec::new() }
}

fn skip(words: &mut Words<'_>, keyword: &str) -> bool {
    words.next_if(|word| word.is(keyword)).is_some()
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Quoted(String),
    Dot,
    Other,
}

impl Token {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Token::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    fn name(self) -> Option<String> {
        match self {
            Token::Word(word) => Some(word.to_ascii_lowercase()),
            Token::Quoted(name) => Some(name),
            Token::Dot | Token::Other => None,
        }
    }
}

/// The words, names and signs of a statement, past white space and comments.
struct Tokens<'a>(&'a str);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_comments();
        let first = self.0.chars().next()?;
        if first == '"' {
            return Some(self.quoted());
        }
        let end = self.0.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.0.len());
        if end > 0 {
            let (word, rest) = self.0.split_at(end);
            self.0 = rest;
            return Some(Token::Word(word.to_owned()));
        }
        self.0 = &self.0[first.len_utf8()..];
        Some(if first == '.' { Token::Dot } else { Token::Other })
    }
}

impl Tokens<'_> {
    fn skip_comments(&mut self) {
        loop {
            self.0 = self.0.trim_start();
            let end = match self.0.get(..2) {
                Some("--" | "//") => self.0.find('\n'),
                Some("/*") => self.0.find("*/").map(|end| end + 2),
                _ => return,
            };
            self.0 = end.map_or("", |end| &self.0[end..]);
        }
    }

    /// Reads a name in quotes, in which a doubled quote stands for one.
    fn quoted(&mut self) -> Token {
        let mut name = String::new();
        self.0 = &self.0[1..];
        while let Some((before, after)) = self.0.split_once('"') {
            name.push_str(before);
            self.0 = after;
            match after.strip_prefix('"') {
                None => return Token::Quoted(name),
                Some(rest) => {
                    name.push('"');
                    self.0 = rest;
                }
            }
        }
        self.0 = "";
        Token::Other
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::told_change;
    use crate::{ChangeType, SchemaTarget};

    fn changed_part(cql: &str, keyspace: Option<&str>) -> Part {
        Part::told(told_change(cql, keyspace).as_ref())
    }

    #[test]
    fn the_text_tells_what_happens() {
        use ChangeType::{Created, Dropped, Updated};
        for (cql, change, target) in [
            ("CREATE KEYSPACE k WITH replication = {}", Created, SchemaTarget::Keyspace),
            ("CREATE OR REPLACE FUNCTION f (x int)", Created, SchemaTarget::Function),
            ("ALTER MATERIALIZED VIEW v WITH comment = ''", Updated, SchemaTarget::Table),
            ("CREATE INDEX i ON t (c)", Updated, SchemaTarget::Table),
            ("DROP INDEX i", Updated, SchemaTarget::Table),
            ("drop aggregate a", Dropped, SchemaTarget::Aggregate),
        ] {
            let told = told_change(cql, Some("now")).unwrap();
            assert_eq!((told.change, told.target), (change, target), "{cql}");
        }
    }

    #[test]
    fn the_text_tells_the_part() {
        let table = |keyspace: &str, name: &str| Part::Table(keyspace.into(), name.into());
        for (cql, part) in [
            ("CREATE KEYSPACE IF NOT EXISTS Ks WITH replication = {}", Part::Keyspace("ks".into())),
            ("drop schema \"My \"\"ks\"", Part::Keyspace("My \"ks".into())),
            ("CREATE TABLE t (a int PRIMARY KEY)", table("now", "t")),
            ("ALTER TABLE other . \"T\" ADD b int", table("other", "T")),
            ("/* a */ CREATE -- b\n TABLE IF NOT EXISTS a.b (x int)", table("a", "b")),
            ("CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT", table("now", "v")),
            ("CREATE INDEX ON a.b (c)", table("a", "b")),
            ("CREATE CUSTOM INDEX IF NOT EXISTS i ON b (keys(c)) USING 'x'", table("now", "b")),
            ("DROP INDEX IF EXISTS a.i", Part::Contents("a".into())),
            ("CREATE TRIGGER tr ON a.b USING 'x'", table("a", "b")),
            ("DROP TRIGGER tr ON b", table("now", "b")),
            ("ALTER TYPE a.\"T\" ADD x int", Part::Types("a".into())),
            ("CREATE OR REPLACE FUNCTION f (x int)", Part::Functions("now".into())),
            ("DROP AGGREGATE IF EXISTS a.f(int)", Part::Functions("a".into())),
            ("DROP", Part::Keyspaces),
            ("CREATE TABLE \"t", Part::Keyspaces),
        ] {
            assert_eq!(changed_part(cql, Some("now")), part, "{cql}");
        }
        assert_eq!(changed_part("CREATE TABLE t (a int PRIMARY KEY)", None), Part::Keyspaces);
    }
}
