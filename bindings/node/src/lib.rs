//! Translation between the language and the core; nothing is decided here.
