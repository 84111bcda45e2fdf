//! `cargo xtask rows`: the requirements of the call workflow, S1 to S97, each with the tests that name it. A row without
//! one is a failure.
//!
//! A test names a row in a comment right above it, `// S34 S36: why`.

use crate::shell::{Failure, Result};
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `cargo xtask rows`
pub fn command(workspace: &Workspace, _args: &[String]) -> Result<()> {
    let tests = tests(workspace);
    for (row, what) in rows() {
        println!("S{row:<3} {what}");
        match tests.get(&row) {
            Some(all) => all.iter().for_each(|test| println!("       {test}")),
            None => println!("       no test names it"),
        }
    }
    check(workspace)?;
    println!("\n{} rows, each named by a test", ROWS.len());
    Ok(())
}

/// That every row is named by a test.
pub fn check(workspace: &Workspace) -> Result<()> {
    let tests = tests(workspace);
    let missing: Vec<String> =
        rows().filter(|(row, _)| !tests.contains_key(row)).map(|(row, _)| format!("S{row}")).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("no test names {}", missing.join(" ")))
        .remedy("  write one, with `// S…` in the line above it"))
}

fn rows() -> impl Iterator<Item = (usize, &'static str)> {
    ROWS.iter().enumerate().map(|(at, what)| (at + 1, *what))
}

/// Of each row, the tests that name it.
fn tests(workspace: &Workspace) -> BTreeMap<usize, Vec<String>> {
    let mut tests: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for folder in ["src", "tests", "xtask/src", "salesforce"] {
        for path in sources(&workspace.root.join(folder)) {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let file = path.strip_prefix(&workspace.root).unwrap_or(&path).display().to_string();
            for (row, test) in named(&text) {
                tests.entry(row).or_default().push(format!("{file}: {test}"));
            }
        }
    }
    tests
}

/// Rows and the tests below the comments that name them.
fn named(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let rows = rows_of(line);
        if rows.is_empty() {
            continue;
        }
        // Below more lines of the same comment, an attribute, the head of a macro.
        let below = lines.iter().skip(at + 1).take(6);
        let mut below = below.skip_while(|line| {
            line.starts_with("//")
                || line.starts_with('*')
                || line.starts_with("#[")
                || line.starts_with("@")
                || **line == "story!("
        });
        let Some(test) = below.next().and_then(|line| test_name(line)) else { continue };
        out.extend(rows.into_iter().map(|row| (row, test.to_owned())));
    }
    out
}

/// The rows at the head of a comment: `// S1 S2: …`, `// 3: S41`, `* S72 …`.
fn rows_of(line: &str) -> Vec<usize> {
    let Some(comment) = line.strip_prefix("//").or_else(|| line.strip_prefix("* ")) else { return Vec::new() };
    let mut words = comment.split_whitespace().peekable();
    if words.peek().is_some_and(|word| word.strip_suffix(':').is_some_and(|n| n.parse::<u8>().is_ok())) {
        words.next();
    }
    let row = |word: &str| word.trim_end_matches([':', ',', ';', '.']).strip_prefix('S')?.parse().ok();
    if words.peek().is_none_or(|word| row(word).is_none()) {
        return Vec::new();
    }
    words
        .map_while(|word| if word == "with" || word == "and" { Some(None) } else { row(word).map(Some) })
        .flatten()
        .collect()
}

/// `fn name()`, a story's name, `test("name"`, an Apex test method.
fn test_name(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("fn ") {
        return rest.split('(').next();
    }
    for head in ["test(", "it(", "control("] {
        if let Some(rest) = line.strip_prefix(head) {
            return rest.get(1..)?.split(['"', '\'', '`']).next();
        }
    }
    if let Some(name) = line.strip_suffix(',').filter(|name| name.contains('_')) {
        return Some(name);
    }
    let (_, rest) = line.split_once("void ")?;
    rest.split('(').next()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return out };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && name != "node_modules" {
            out.extend(sources(&path));
        } else if [".rs", ".mjs", ".cls"].iter().any(|end| name.ends_with(end)) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// What each row asks, in a few words.
#[rustfmt::skip]
const ROWS: &[&str] = &[
    "a call can be stored as a Task by itself, in both directions", "the Task carries the duration", "the phone note",
    "the caller's number", "the called number", "start and end",
    "the subject: text, variables, or both", "{calltype}, localised", "{time}", "{date}", "{callresult}",
    "{callresultgroup}, for answered calls", "limits with the interaction log", "a locked subject", "AM/PM in the subject",
    "record type of the call activity; empty: the profile's", "a page layout of its own for call activities",
    "the administrator's steps for it", "the value is the record type's id",
    "screen pop for a unique contact or account", "of several, after the agent picked", "no effect for leads",
    "empty: the identified record", "latest opportunity of the contact", "latest opportunity of the account",
    "latest case of the contact", "latest case of the account", "the account instead of the contact", "custom objects",
    "what the caller keyed in comes first",
    "automatic answer", "automatic saving, inbound", "at the end of the call", "later changes: at the next call or with Save",
    "only with a duration; else missed", "off: only with Save", "automatic saving, outbound", "the same for outbound",
    "only with a duration; else unsuccessful", "off: only with Save", "automatic saving, internal",
    "cases", "inbound: for a contact or account whose call is answered", "its contact or account", "limits with the interaction log",
    "outbound: as soon as a number is dialled", "its contact or account", "limits with the interaction log",
    "record type of a new case", "in Lightning, too",
    "unsuccessful: not answered, or busy", "an entry for missed inbound calls", "with the result Missed call", "in the administrator's words",
    "not with the interaction log", "not where all phones ring", "missed but answered, only with missed entries",
    "one misses it", "another gets it", "whose call is logged", "the missed entry is changed", "reports", "permission for it",
    "only with unique call ids", "an entry for outbound calls without success", "with the result No answer", "in the administrator's words",
    "not with the interaction log",
    "an e-mail for a missed call", "inbound only", "not for internal calls", "a template, chosen from a folder", "to the one who missed it",
    "to the account's owner", "to the contact's owner", "to the lead's owner", "several or none: the default address",
    "the default address should be there", "a verified sender", "errors are told and block nothing",
    "saved and opened for editing", "by direction", "no result in the softphone then", "and none in the subject",
    "a later save overwrites nothing", "not for unsuccessful calls",
    "a default for what follows, inbound", "outbound", "the recommended default", "complete instead of delete", "the note is copied",
    "record type of a new task, inbound", "outbound", "record type of a new event", "the options that are offered, inbound",
    "in their order", "outbound",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_from_the_comment_above_a_test() {
        let text = "// S34 S36: why\n#[test]\nfn one() {}\n\n// 3: S41\nstory!(\n    two_words,\n// S5 without a test\nlet x;\n";
        assert_eq!(named(text), [(34, "one".to_owned()), (36, "one".to_owned()), (41, "two_words".to_owned())]);
        assert_eq!(rows_of("// S26 S27 with S43: where"), [26, 27, 43]);
        assert_eq!(rows_of("// Salesforce's own S1"), []);
        assert_eq!(ROWS.len(), 97);
    }
}
