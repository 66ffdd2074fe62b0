//! The legacy options of the node driver.

use super::legacy::{Fate, LegacyOption};

const fn row(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "node", name, default, fate }
}

pub(super) const OPTIONS: &[LegacyOption] = &[
    row("contactPoints", "none", Fate::Core(&["contact_points"])),
    row("localDataCenter", "none", Fate::Core(&["local_datacenter"])),
    row("keyspace", "none", Fate::Core(&["keyspace"])),
    row("protocolOptions.port", "9042", Fate::Core(&["port"])),
    row("socketOptions.connectTimeout", "5000", Fate::Core(&["connect_timeout_ms"])),
    row("socketOptions.readTimeout", "12000", Fate::Core(&["request_timeout_ms"])),
];
