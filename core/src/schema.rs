//! The tables of core as JSON, from which each language's tables are generated.

use serde_json::{Value as Json, json};

use crate::options::{Fate, LEGACY_OPTIONS, OPTIONS};
use crate::types::NATIVE_TYPES;
use crate::{Consistency, ErrorKind, ErrorOrigin};

/// Returns all tables: `options`, `legacy_options`, `error_kinds`, `consistencies`, `types`.
pub fn schema() -> Json {
    json!({
        "options": options(),
        "legacy_options": legacy_options(),
        "error_kinds": error_kinds(),
        "consistencies": consistencies(),
        "types": types(),
    })
}

fn options() -> Json {
    (OPTIONS.iter())
        .map(|row| json!({"name": row.name, "type": row.value_type, "default": row.default, "doc": row.doc}))
        .collect()
}

fn legacy_options() -> Json {
    (LEGACY_OPTIONS.iter().copied().flatten())
        .map(|row| {
            let (fate, core, why) = match row.fate {
                Fate::Core(names) => ("core", names, None),
                Fate::Binding => ("binding", &[][..], None),
                Fate::NoOp(why) => ("no-op", &[][..], Some(why)),
                Fate::Rejected(why) => ("rejected", &[][..], Some(why)),
            };
            json!({
                "language": row.language, "name": row.name, "default": row.default,
                "fate": fate, "core": core, "why": why,
            })
        })
        .collect()
}

fn error_kinds() -> Json {
    (ErrorKind::ALL.iter())
        .map(|kind| {
            let origin = match kind.origin() {
                ErrorOrigin::Server => "server",
                ErrorOrigin::Client => "client",
            };
            json!({
                "name": kind.name(), "server_code": kind.server_code(),
                "origin": origin, "doc": kind.doc(),
            })
        })
        .collect()
}

fn consistencies() -> Json {
    (Consistency::ALL.iter()).map(|level| json!({"name": level.name(), "code": level.code()})).collect()
}

fn types() -> Json {
    (NATIVE_TYPES.iter())
        .copied()
        .chain([("list", 0x20), ("map", 0x21), ("set", 0x22), ("udt", 0x30), ("tuple", 0x31)])
        .map(|(name, id)| json!({"name": name, "id": id}))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    #[test]
    fn the_tables_that_languages_are_generated_from_are_those_of_the_code() {
        let written: Json = serde_json::from_str(include_str!("../schema.json")).unwrap();
        assert!(written == super::schema(), "run `unicql-dev generate`");
    }
}
