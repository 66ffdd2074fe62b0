//! That the table of options and the setters of the header agree.

use std::collections::BTreeMap;

use unicql_core::options::LEGACY_OPTIONS;

/// The setters of the table of the header, and whether each is exported: programs link against those that are refused, too.
fn setters() -> BTreeMap<&'static str, bool> {
    let rows = include_str!("../../surface.json").lines().filter(|row| row.contains("_set_"));
    rows.filter_map(|row| {
        let (declaration, _) = row.split_once("\"doc\"")?;
        let setter = ["cass_cluster_set_", "cass_execution_profile_set_"];
        let start = setter.iter().find_map(|prefix| declaration.find(prefix))?;
        let name = declaration[start..].split('(').next()?;
        Some((name, !row.contains("\"absent\"")))
    })
    .collect()
}

#[test]
fn the_option_table_tells_what_becomes_of_every_setter() {
    let mut setters = setters();
    assert!(setters.len() > 80, "{} setters", setters.len());
    for row in LEGACY_OPTIONS.iter().copied().flatten().filter(|row| row.language == "c") {
        let exported = setters.remove(row.name);
        assert_eq!(exported, Some(true), "{}", row.name);
    }
    assert!(setters.is_empty(), "not in the option table: {setters:?}");
}
