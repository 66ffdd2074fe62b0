//! The consistency levels of the protocol (native protocol v4, section 3, `[consistency]`).

use std::fmt;

macro_rules! consistencies {
    ($($variant:ident = $code:literal, $name:literal;)*) => {
        /// How many replicas must answer before a request succeeds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum Consistency {
            $(#[doc = concat!("`", $name, "`")] $variant = $code,)*
        }

        impl Consistency {
            /// Every level, in the order of its protocol code.
            pub const ALL: &'static [Consistency] = &[$(Consistency::$variant,)*];

            /// Returns the level of a protocol code, or `None` for a code that the protocol does not have.
            pub fn from_code(code: u16) -> Option<Self> {
                match code {
                    $($code => Some(Consistency::$variant),)*
                    _ => None,
                }
            }

            /// Returns the name of the level as CQL writes it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Consistency::$variant => $name,)*
                }
            }

            pub(crate) fn to_driver(self) -> scylla::statement::Consistency {
                match self {
                    $(Consistency::$variant => scylla::statement::Consistency::$variant,)*
                }
            }
        }
    };
}

consistencies! {
    Any = 0x0000, "ANY";
    One = 0x0001, "ONE";
    Two = 0x0002, "TWO";
    Three = 0x0003, "THREE";
    Quorum = 0x0004, "QUORUM";
    All = 0x0005, "ALL";
    LocalQuorum = 0x0006, "LOCAL_QUORUM";
    EachQuorum = 0x0007, "EACH_QUORUM";
    Serial = 0x0008, "SERIAL";
    LocalSerial = 0x0009, "LOCAL_SERIAL";
    LocalOne = 0x000A, "LOCAL_ONE";
}

impl Consistency {
    /// Returns the protocol code of the level.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// Tells whether the level is one of the two serial ones.
    pub fn is_serial(self) -> bool {
        matches!(self, Consistency::Serial | Consistency::LocalSerial)
    }

    pub(crate) fn to_driver_serial(self) -> Option<scylla::statement::SerialConsistency> {
        match self {
            Consistency::Serial => Some(scylla::statement::SerialConsistency::Serial),
            Consistency::LocalSerial => Some(scylla::statement::SerialConsistency::LocalSerial),
            _ => None,
        }
    }

    pub(crate) fn from_driver(consistency: scylla::statement::Consistency) -> Option<Self> {
        Self::from_code(consistency as u16)
    }
}

impl fmt::Display for Consistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Consistency;

    #[test]
    fn codes_round_trip_and_agree_with_the_crate() {
        for &level in Consistency::ALL {
            assert_eq!(Consistency::from_code(level.code()), Some(level));
            assert_eq!(Consistency::from_driver(level.to_driver()), Some(level));
        }
        assert_eq!(Consistency::from_code(0x000B), None);
    }
}
