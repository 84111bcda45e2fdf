//! Counts tests from what the runners print.

/// Tests so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    /// Skipped by the tests themselves; `#[ignore]` is a decision in the source and does not count.
    pub skipped: u32,
}

impl Tally {
    /// A line of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
    pub fn read_cargo(&mut self, line: &str) {
        let line = plain(line);
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split(';') {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                Some(_) | None => {}
            }
        }
    }

    /// A line of `node --test --test-reporter=spec`: `ℹ pass 3`. Cancelled tests and `todo` are not passed.
    pub fn read_node(&mut self, line: &str) {
        let line = plain(line);
        let Some((name, number)) = line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' ')) else { return };
        let Ok(number) = number.parse::<u32>() else { return };
        match name {
            "pass" => self.passed += number,
            "fail" | "cancelled" => self.failed += number,
            "skipped" | "todo" => self.skipped += number,
            _ => {} // tests, suites, duration_ms and what later versions add
        }
    }
}

/// The line without colours.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        text += before;
        rest = after.find(|c: char| c.is_ascii_alphabetic()).map_or("", |end| &after[end + 1..]);
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(how: fn(&mut Tally, &str), text: &str) -> Tally {
        let mut tally = Tally::default();
        text.lines().for_each(|line| how(&mut tally, line));
        tally
    }

    #[test]
    fn every_program_of_cargo_test_is_counted() {
        let text = "running 4 tests\n\
            test a ... ok\n\
            test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: \x1b[32mok\x1b[0m. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(read(Tally::read_cargo, text), Tally { passed: 13, failed: 1, skipped: 0 });
    }

    #[test]
    fn the_end_of_a_node_run_is_counted() {
        let text = "✔ a test (3ms)\nℹ tests 9\nℹ suites 0\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\nℹ duration_ms 83.1\n";
        assert_eq!(read(Tally::read_node, text), Tally { passed: 5, failed: 2, skipped: 2 });
        assert_eq!(read(Tally::read_node, "\x1b[34mℹ pass 7\x1b[39m"), Tally { passed: 7, ..Tally::default() });
    }
}
