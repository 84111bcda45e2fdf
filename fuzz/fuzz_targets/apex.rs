//! See `tests/decoders/checks.rs`.

#![no_main]

#[allow(dead_code)] // the other decoders' checks
#[path = "../../tests/decoders/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::apex(text));
