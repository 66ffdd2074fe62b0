//! The names of the numbers of enumerations.

use std::ffi::CStr;

use crate::ptr::StaticStr;

type Names = [(u32, &'static CStr)];

const CONSISTENCIES: &Names = &[
    (0xFFFF, c"UNKNOWN"),
    (0x0000, c"ANY"),
    (0x0001, c"ONE"),
    (0x0002, c"TWO"),
    (0x0003, c"THREE"),
    (0x0004, c"QUORUM"),
    (0x0005, c"ALL"),
    (0x0006, c"LOCAL_QUORUM"),
    (0x0007, c"EACH_QUORUM"),
    (0x0008, c"SERIAL"),
    (0x0009, c"LOCAL_SERIAL"),
    (0x000A, c"LOCAL_ONE"),
];

/// The kinds of writes; 0 is an unknown one.
pub(crate) const WRITE_TYPES: &Names = &[
    (1, c"SIMPLE"),
    (2, c"BATCH"),
    (3, c"UNLOGGED_BATCH"),
    (4, c"COUNTER"),
    (5, c"BATCH_LOG"),
    (6, c"CAS"),
    (7, c"VIEW"),
    (8, c"CDC"),
];

/// The log levels; 0 is none.
pub(crate) const LOG_LEVELS: &Names =
    &[(1, c"CRITICAL"), (2, c"ERROR"), (3, c"WARN"), (4, c"INFO"), (5, c"DEBUG"), (6, c"TRACE")];

/// The name of a number; empty for an unknown one.
pub(crate) fn name(names: &Names, number: u32) -> &'static CStr {
    names.iter().find(|(known, _)| *known == number).map_or(c"", |(_, name)| name)
}

pub(crate) fn consistency_string(consistency: u32) -> StaticStr {
    StaticStr::new(name(CONSISTENCIES, consistency))
}

pub(crate) fn write_type_string(write_type: u32) -> StaticStr {
    StaticStr::new(name(WRITE_TYPES, write_type))
}

#[cfg(test)]
mod tests {
    use super::{CONSISTENCIES, name};
    use unicql_core::Consistency;

    #[test]
    fn every_consistency_has_the_name_of_core() {
        for level in Consistency::ALL {
            assert_eq!(name(CONSISTENCIES, level.code().into()).to_bytes(), level.name().as_bytes());
        }
        assert_eq!(CONSISTENCIES.len(), Consistency::ALL.len() + 1);
    }
}
