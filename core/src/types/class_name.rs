//! Types as the classes of the server that implement them: the form in which the protocol carries what it has no
//! option id for, and in which old servers keep their schema.

use std::sync::Arc;

use crate::{CqlType, UserType};

const PACKAGE: &str = "org.apache.cassandra.db.marshal.";

/// How deep classes may nest. No schema comes near it, and garbage must not exhaust the stack.
const MAX_DEPTH: usize = 64;

impl CqlType {
    /// Returns the type that a class of the server stands for; a class that the driver does not know, or a text
    /// that names none, stays as it is.
    pub(crate) fn from_class(class: &str) -> CqlType {
        let mut parser = Parser { rest: class, depth: 0 };
        let parsed = parser.class().filter(|_| parser.rest.trim().is_empty());
        parsed.unwrap_or_else(|| CqlType::Custom(class.into()))
    }
}

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// Reads a class with its parameters; `None` when it is none, or one that the driver does not know.
    fn class(&mut self) -> Option<CqlType> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let name = self.word();
        let name = name.strip_prefix(PACKAGE).unwrap_or(name);
        let parsed = match name {
            "FrozenType" | "ReversedType" => self.only(),
            "ListType" => self.only().map(|element| CqlType::List(Arc::new(element))),
            "SetType" => self.only().map(|element| CqlType::Set(Arc::new(element))),
            "MapType" => self.map(),
            "TupleType" => self.parameters().map(|types| CqlType::Tuple(types.into())),
            "VectorType" => self.vector(),
            "UserType" => self.user_type(),
            name => simple(name),
        };
        self.depth -= 1;
        parsed
    }

    fn only(&mut self) -> Option<CqlType> {
        let mut types = self.parameters()?;
        if types.len() == 1 { types.pop() } else { None }
    }

    fn map(&mut self) -> Option<CqlType> {
        let [key, value] = <[CqlType; 2]>::try_from(self.parameters()?).ok()?;
        Some(CqlType::Map(Arc::new(key), Arc::new(value)))
    }

    fn vector(&mut self) -> Option<CqlType> {
        self.token('(')?;
        let element = self.class()?;
        self.token(',')?;
        let dimensions = self.word().parse().ok()?;
        self.token(')')?;
        Some(CqlType::Vector(Arc::new(element), dimensions))
    }

    /// `UserType(keyspace, name, field:class, …)`; the names but that of the keyspace are in hexadecimal.
    fn user_type(&mut self) -> Option<CqlType> {
        self.token('(')?;
        let keyspace = self.word().to_owned();
        self.token(',')?;
        let name = unhex(self.word())?;
        let mut fields = Vec::new();
        while self.token(',').is_some() {
            let field = unhex(self.word())?;
            self.token(':')?;
            fields.push((field, self.class()?));
        }
        self.token(')')?;
        Some(CqlType::UserType(Arc::new(UserType { keyspace, name, fields })))
    }

    fn parameters(&mut self) -> Option<Vec<CqlType>> {
        self.token('(')?;
        let mut types = vec![self.class()?];
        while self.token(',').is_some() {
            types.push(self.class()?);
        }
        self.token(')')?;
        Some(types)
    }

    fn token(&mut self, token: char) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(token)?;
        Some(())
    }

    fn word(&mut self) -> &'a str {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !(c.is_alphanumeric() || "+-_.&".contains(c))).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        word
    }
}

fn simple(name: &str) -> Option<CqlType> {
    Some(match name {
        "AsciiType" => CqlType::Ascii,
        "LongType" => CqlType::BigInt,
        "BytesType" => CqlType::Blob,
        "BooleanType" => CqlType::Boolean,
        "CounterColumnType" => CqlType::Counter,
        "DecimalType" => CqlType::Decimal,
        "DoubleType" => CqlType::Double,
        "FloatType" => CqlType::Float,
        "Int32Type" => CqlType::Int,
        // The older of the two is a timestamp as well.
        "TimestampType" | "DateType" => CqlType::Timestamp,
        "UUIDType" => CqlType::Uuid,
        "UTF8Type" => CqlType::Text,
        "IntegerType" => CqlType::Varint,
        "TimeUUIDType" => CqlType::TimeUuid,
        "InetAddressType" => CqlType::Inet,
        "SimpleDateType" => CqlType::Date,
        "TimeType" => CqlType::Time,
        "ShortType" => CqlType::SmallInt,
        "ByteType" => CqlType::TinyInt,
        "DurationType" => CqlType::Duration,
        _ => return None,
    })
}

fn unhex(text: &str) -> Option<String> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    String::from_utf8(pairs.iter().map(|[high, low]| high << 4 | low).collect()).ok()
}

#[cfg(test)]
mod tests {
    use crate::CqlType;

    #[test]
    fn classes_stand_for_their_types() {
        for (class, cql) in [
            ("DurationType", "duration"),
            ("org.apache.cassandra.db.marshal.DateType", "timestamp"),
            ("VectorType(org.apache.cassandra.db.marshal.FloatType , 3)", "vector<float, 3>"),
            ("MapType(UTF8Type,FrozenType(ListType(Int32Type)))", "map<text, list<int>>"),
            ("ReversedType(TupleType(LongType, SetType(ByteType)))", "tuple<bigint, set<tinyint>>"),
            ("UserType(ks,4d7954797065,61:Int32Type)", "ks.MyType"),
        ] {
            assert_eq!(CqlType::from_class(class).to_string(), cql);
        }
    }

    #[test]
    fn what_is_no_known_class_stays_as_it_is() {
        let deep = format!("{}Int32Type{}", "ListType(".repeat(1000), ")".repeat(1000));
        for class in
            ["PointType", "", "ListType(", "ListType(Int32Type", "Int32Type)", "UserType(ks,4z)", "é(", &deep]
        {
            assert_eq!(CqlType::from_class(class), CqlType::Custom(class.into()));
        }
    }
}
