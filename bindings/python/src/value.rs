//! CQL values: Python objects to wire bytes and back (native protocol v4, section 6).

mod calendar;
mod decode;
mod encode;
mod number;
mod scalar;

pub(crate) use decode::{Decoder, Registry};
pub(crate) use encode::encode;
