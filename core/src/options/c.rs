//! The legacy options of the c driver.

use super::legacy::{Fate, LegacyOption};

const fn row(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "c", name, default, fate }
}

pub(super) const OPTIONS: &[LegacyOption] = &[
    row("cass_cluster_set_contact_points", "none", Fate::Core(&["contact_points"])),
    row("cass_cluster_set_port", "9042", Fate::Core(&["port"])),
    row("cass_cluster_set_request_timeout", "12000", Fate::Core(&["request_timeout_ms"])),
];
