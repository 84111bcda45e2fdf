//! Every decoder that faces the outside, for some seconds, on what a seeded generator makes of recorded samples. SIP has its own
//! in `tests/torture`; `fuzz/` goes on where this ends, with the same checks.
//!
//! `FERROPHONE_FUZZ_SECONDS=600 cargo test --test decoders` looks for longer; `FERROPHONE_FUZZ_SEED=…` repeats a run.

#![cfg(not(target_arch = "wasm32"))]

mod checks;
mod findings;
mod samples;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Mutated samples until the time is up. What fails is printed with its seed.
fn fuzz(decoder: &str, samples: &[String], check: fn(&str)) {
    assert!(samples.len() >= 8, "only {} samples of {decoder}", samples.len());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
    let seed = number("FERROPHONE_FUZZ_SEED").unwrap_or_else(clock);
    let span = Duration::from_secs(number("FERROPHONE_FUZZ_SECONDS").unwrap_or(8));
    samples.iter().for_each(|sample| check(sample));
    let (start, mut rounds) = (Instant::now(), 0_u64);
    while start.elapsed() < span {
        let text = Chance(seed.wrapping_add(rounds)).mutated(samples);
        if catch_unwind(AssertUnwindSafe(|| check(&text))).is_err() {
            panic!("{decoder}: FERROPHONE_FUZZ_SEED={} makes\n{text:?}", seed.wrapping_add(rounds));
        }
        rounds += 1;
    }
    println!("{decoder}: {rounds} rounds from seed {seed}");
    assert!(rounds > 50, "{rounds} rounds: too slow to be of use");
}

#[test]
fn what_the_crm_answers_is_survived() {
    fuzz("Open CTI", &samples::opencti(), checks::opencti);
}

#[test]
fn whatever_stands_in_the_settings_is_survived() {
    fuzz("settings", &samples::settings(), checks::settings);
}

#[test]
fn what_the_package_answers_is_survived() {
    fuzz("Apex", &samples::apex(), checks::apex);
}

#[test]
fn whatever_lies_in_the_storage_is_survived() {
    fuzz("journal", &samples::journal(), checks::journal);
}

#[test]
fn what_the_pbx_of_a_desk_phone_says_is_survived() {
    fuzz("ARI", &samples::ari(), checks::ari);
}

/// What may stand anywhere in a text, and confuse whoever reads it.
const PIECES: &[&str] = &[
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "0.5",
    ":",
    ",",
    "\u{c}",
    "\n",
    "é",
    "🦀",
    "&",
    "&#0;",
    "<!--",
    "]]>",
    "<",
    "/>",
    "=",
    "%",
    "%00",
    "..",
    "//",
    "@",
    "https://",
    "#",
    " ",
    "\u{feff}",
    "003000000000001AAA",
    "00T8A00000Aa1Bc",
    "2026-11-23T08:00:00Z",
    "-9223372036854775808",
];

/// Numbers from a seed (Steele and others, "SplitMix").
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// Some characters less, more, or others; a part of another sample; a value in the place of another.
    fn mutated(&mut self, samples: &[String]) -> String {
        let mut text: Vec<char> = samples[self.below(samples.len())].chars().collect();
        for _ in 0..=self.below(6) {
            let at = self.below(text.len() + 1);
            let end = (at + self.below(24)).min(text.len());
            match self.below(6) {
                0 => drop(text.drain(at..end)),
                1 => drop(text.splice(at..at, self.pick(PIECES).chars())),
                2 => {
                    let piece: Vec<char> = text[at..end].to_vec();
                    let to = self.below(text.len() + 1);
                    drop(text.splice(to..to, piece));
                }
                3 => {
                    let other: Vec<char> = samples[self.below(samples.len())].chars().collect();
                    let from = self.below(other.len() + 1);
                    let till = (from + self.below(200)).min(other.len());
                    drop(text.splice(at..end, other[from..till].iter().copied()));
                }
                // The next value after a colon.
                _ => {
                    let Some(colon) = text[at..].iter().position(|c| *c == ':') else { continue };
                    let from = at + colon + 1;
                    let till =
                        text[from..].iter().position(|c| matches!(c, ',' | '}' | ']')).map_or(text.len(), |n| from + n);
                    let value = self.pick(&[
                        "null",
                        "true",
                        "false",
                        "0",
                        "-5",
                        "18446744073709551616",
                        "\"\"",
                        "[]",
                        "{}",
                        "\"x\"",
                        "[null]",
                        "1e9",
                        "\"003000000000001AAA\"",
                    ]);
                    drop(text.splice(from..till, value.chars()));
                }
            }
        }
        text.into_iter().collect()
    }
}
