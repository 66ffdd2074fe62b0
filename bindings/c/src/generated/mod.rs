//! Code that is rendered from `surface.json`.

pub(crate) mod errors;
mod exports;
