//! Everything that reads bytes from the network or from a foreign caller, each as a function of nothing but bytes. None may
//! panic, run for ever or take more memory than it was given, whatever the bytes are. The fuzz targets in `core/fuzz` and
//! the test below call them; nothing else does.

use bytes::Bytes;
use scylla_cql::frame::Compression;
use scylla_cql_core::frame::protocol_features::ProtocolFeatures;
use scylla_cql_core::frame::response::error::Error as ErrorFrame;

use crate::columns::ColumnsTable;
use crate::metadata::{self, DataType, Partitioner, ReplicationFactor, SystemRow};
use crate::options::TlsOptions;
use crate::{
    Cells, Column, CqlType, Options, Page, PageKind, Values, raw_connection, server_error, statement,
};

/// A reader of bytes.
pub type Target = fn(&[u8]);

/// Every target: its name is that of its fuzz target and of its seeds.
pub const TARGETS: &[(&str, Target)] = &[
    ("cells", cells),
    ("error", error),
    ("frame", frame),
    ("frame_lz4", frame_lz4),
    ("options", options),
    ("page", page),
    ("schema_text", schema_text),
    ("statement", statement_text),
    ("tls", tls),
    ("values", values),
];

/// The cells of a page, a collection, a tuple or a user-defined type.
pub fn cells(bytes: &[u8]) {
    let cells = Cells(Bytes::copy_from_slice(bytes));
    assert!(cells.map(|cell| 4 + cell.map_or(0, |cell| cell.len())).sum::<usize>() <= bytes.len());
}

/// The body of an ERROR frame.
pub fn error(bytes: &[u8]) {
    let Ok(frame) = ErrorFrame::deserialize(&ProtocolFeatures::default(), &mut &bytes[..]) else {
        return;
    };
    let error = server_error::from_db(&frame.error, &frame.reason);
    assert_eq!(error.message(), frame.reason);
    assert!(error.server_code().is_some());
}

/// Frames of a server.
pub fn frame(bytes: &[u8]) {
    raw_connection::read_frames(bytes, None);
}

/// Frames of a server that may be compressed.
pub fn frame_lz4(bytes: &[u8]) {
    raw_connection::read_frames(bytes, Some(Compression::Lz4));
}

/// Options as a program sets them.
pub fn options(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let points = text.split(',').map(str::to_owned).collect();
    let options = Options { contact_points: Some(points), ..Options::default() };
    if let Ok(config) = options.normalise() {
        assert!(config.contact_points.iter().all(|point| point.contains(':')));
    }
}

/// The rows of a system table: half of the first byte counts the columns, the other half the rows.
pub fn page(bytes: &[u8]) {
    let [counts, cells @ ..] = bytes else {
        return;
    };
    let (columns, rows) = (counts >> 4, counts & 0xF);
    let column = |position: u8| Column {
        keyspace: "system".to_owned(),
        table: "local".to_owned(),
        name: position.to_string(),
        cql_type: CqlType::Blob,
    };
    let page = Page {
        kind: PageKind::Rows,
        rows: Bytes::copy_from_slice(cells),
        row_count: usize::from(rows),
        columns: Some(ColumnsTable::default().share((0..columns).map(column).collect())),
        paging_state: None,
        warnings: Vec::new(),
        tracing_id: None,
        custom_payload: None,
        coordinator: ([127, 0, 0, 1], 9042).into(),
        trail: None,
    };
    let rows = SystemRow::all(&page);
    assert_eq!(rows.len(), page.row_count);
    for (row, name) in rows.iter().flat_map(|row| (0..columns).map(move |name| (row, name.to_string()))) {
        let (name, row) = (&*name, row);
        let _ = (row.text(name), row.boolean(name), row.int(name), row.uuid(name), row.inet(name));
        let _ = (row.port(name), row.texts(name), row.text_map(name));
    }
}

/// Texts in the tables of the schema: types, replication, tokens, names of classes.
pub fn schema_text(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let parsed = DataType::parse(text, &|_, _| None);
    // What is understood prints as something that is understood the same way.
    let printed = parsed.cql_type.to_string();
    let _ = (printed, parsed.cql_type.to_json(), parsed.cql_type.vector_element_len());
    let _ = ReplicationFactor::parse(text);
    let _ = Partitioner::from_class(text);
    for partitioner in [Partitioner::Murmur3, Partitioner::Random, Partitioner::ByteOrdered] {
        let _ = partitioner.parse(text).map(|token| token.to_string());
        let _ = partitioner.token_of(bytes);
    }
}

/// A statement of a program.
pub fn statement_text(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let _ = statement::Effect::of(text);
    let _ = metadata::told_change(text, Some("ks"));
}

/// Certificates and keys of a program.
pub fn tls(bytes: &[u8]) {
    let _ = TlsOptions::check_certificates(bytes);
    let _ = TlsOptions::check_key(bytes, None);
}

/// Values of a binding.
pub fn values(bytes: &[u8]) {
    let Ok(values) = Values::from_wire(bytes) else {
        return;
    };
    assert_eq!(values.cells(), &bytes[2..]);
    let names: Vec<String> = (0..values.len()).map(|position| position.to_string()).collect();
    let named = values.clone().with_names(names.clone()).unwrap();
    assert_eq!(named.ordered(&names).unwrap().unwrap(), values);
}

#[cfg(test)]
mod tests {
    use super::TARGETS;
    use proptest::test_runner::{Config, TestRunner};
    use proptest::{collection::vec, prelude::*, sample::Index};
    use std::path::Path;

    /// The seeds of a target: real frames and texts.
    fn seeds(target: &str) -> Vec<Vec<u8>> {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let files = std::fs::read_dir(&directory).unwrap_or_else(|error| panic!("{directory:?}: {error}"));
        files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    /// A change of some bytes: one is set, some are removed, or the rest is cut off.
    fn changed(mut seed: Vec<u8>, changes: &[(Index, u8, u8)]) -> Vec<u8> {
        for (position, byte, kind) in changes {
            if seed.is_empty() {
                break;
            }
            let position = position.index(seed.len());
            match kind % 8 {
                0 => seed.truncate(position),
                1 => drop(seed.drain(position..seed.len().min(position + usize::from(*byte)))),
                2 => seed.insert(position, *byte),
                _ => seed[position] = *byte,
            }
        }
        seed
    }

    #[test]
    fn no_bytes_break_a_reader() {
        for (name, target) in TARGETS {
            let seeds = seeds(name);
            assert!(!seeds.is_empty(), "{name} has no seeds");
            seeds.iter().for_each(|seed| target(seed));
            let input = (any::<Index>(), vec((any::<Index>(), any::<u8>(), any::<u8>()), 0..6));
            let mutated = input.prop_map(|(seed, changes)| changed(seed.get(&seeds).clone(), &changes));
            let random = vec(any::<u8>(), 0..64);
            let mut runner = TestRunner::new(Config::with_cases(500));
            let outcome = runner.run(&prop_oneof![3 => mutated, 1 => random], |bytes| {
                target(&bytes);
                Ok(())
            });
            outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
