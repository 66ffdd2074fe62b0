//! The options of the legacy drivers and what becomes of each: the one table behind the bindings' checks,
//! their docs and their tests.

/// What becomes of a legacy option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Passed to these options of core.
    Core(&'static [&'static str]),
    /// Honoured by the binding itself, without core.
    Binding,
    /// Accepted, and without effect; the text tells the user why that does no harm.
    NoOp(&'static str),
    /// Refused with the legacy driver's error; the text tells the user what to do.
    Rejected(&'static str),
}

/// One legacy option.
#[derive(Clone, Copy, Debug)]
pub struct LegacyOption {
    /// `node`, `python` or `c`.
    pub language: &'static str,
    /// Its path or name in the legacy API.
    pub name: &'static str,
    /// Its default in the legacy driver.
    pub default: &'static str,
    /// What becomes of it.
    pub fate: Fate,
}

/// The tables of all languages.
pub const LEGACY_OPTIONS: &[&[LegacyOption]] =
    &[super::node::OPTIONS, super::python::OPTIONS, super::c::OPTIONS];

#[cfg(test)]
mod tests {
    use super::super::OPTIONS;
    use super::{Fate, LEGACY_OPTIONS};
    use std::collections::HashSet;

    #[test]
    fn rows_are_unique_and_name_real_options() {
        let mut seen = HashSet::new();
        for row in LEGACY_OPTIONS.iter().copied().flatten() {
            assert!(seen.insert((row.language, row.name)), "{} {} twice", row.language, row.name);
            let Fate::Core(names) = row.fate else { continue };
            for name in names {
                let known = OPTIONS.iter().any(|option| option.name == *name);
                assert!(known, "{} {} names `{name}`", row.language, row.name);
            }
        }
    }
}
