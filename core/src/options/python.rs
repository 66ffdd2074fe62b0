//! The legacy options of the python driver.

use super::legacy::{Fate, LegacyOption};

const fn row(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "python", name, default, fate }
}

pub(super) const OPTIONS: &[LegacyOption] = &[
    row("contact_points", "127.0.0.1", Fate::Core(&["contact_points"])),
    row("port", "9042", Fate::Core(&["port"])),
    row("connect_timeout", "5", Fate::Core(&["connect_timeout_ms"])),
];
