//! Which part of the schema a statement changes, told from its text: a connection of the crate does not pass on what the
//! server says about it.

use super::Part;

/// Returns the part that a CREATE, ALTER or DROP changes. Where the text does not tell, it is a larger part.
pub(crate) fn changed_part(cql: &str, keyspace: Option<&str>) -> Part {
    named_part(&mut Tokens(cql).peekable(), keyspace).unwrap_or(Part::Keyspaces)
}

type Words<'a> = std::iter::Peekable<Tokens<'a>>;

fn named_part(words: &mut Words<'_>, keyspace: Option<&str>) -> Option<Part> {
    let is_drop = words.next()?.is("DROP");
    if skip(words, "OR") {
        words.next()?;
    }
    let kind = words.next()?;
    let kinds = ["KEYSPACE", "SCHEMA", "TABLE", "COLUMNFAMILY", "TYPE", "FUNCTION", "AGGREGATE"];
    let kind = match kinds.iter().find(|name| kind.is(name)) {
        Some(name) => *name,
        None if kind.is("MATERIALIZED") && skip(words, "VIEW") => "TABLE",
        None if kind.is("INDEX") && is_drop => "INDEX",
        // An index and a trigger are named after the table that they are on.
        None => {
            words.find(|word| word.is("ON"))?;
            "TABLE"
        }
    };
    if skip(words, "IF") {
        skip(words, "NOT");
        skip(words, "EXISTS");
    }
    let name = words.next()?.name()?;
    if kind == "KEYSPACE" || kind == "SCHEMA" {
        return Some(Part::Keyspace(name));
    }
    let (keyspace, name) = match words.next_if(|word| *word == Token::Dot) {
        Some(_) => (name, words.next()?.name()?),
        None => (keyspace?.to_owned(), name),
    };
    Some(match kind {
        "TYPE" => Part::Types(keyspace),
        "FUNCTION" | "AGGREGATE" => Part::Functions(keyspace),
        "INDEX" => Part::Contents(keyspace),
        _ => Part::Table(keyspace, name),
    })
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
    use super::changed_part;

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
