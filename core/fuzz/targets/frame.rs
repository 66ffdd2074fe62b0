#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| unicql_core::untrusted::frame(bytes));
