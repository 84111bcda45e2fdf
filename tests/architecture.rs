//! The house keeps its shape: which folder may name which, what the pure ones must not touch, how long a file gets.

use std::fs;
use std::path::{Path, PathBuf};

/// Folder, and the folders of `crate::` that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("src/engine", &["engine"]),
    ("src/wire", &["engine", "wire"]),
    ("src/sim", &["engine", "wire", "sim"]),
    ("src/shell", &["engine", "wire", "sim", "shell"]),
    ("src/setup", &["engine", "wire", "sim", "shell", "setup"]),
    ("src/demo", &["engine", "wire", "sim", "demo"]),
];

/// What pure code must not name: the browser, a clock, chance, and maps without an order.
const IMPURE: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "leptos",
    "Instant::now",
    "SystemTime::now",
    "Utc::now",
    "Local::now",
    "HashMap",
    "HashSet",
    "std::net",
    "std::fs",
    "thread::spawn",
    "println!",
    "eprintln!",
    "dbg!",
];

/// Files that may be longer, and why.
const LONG: &[(&str, &str)] = &[
    ("tests/stories/calls.rs", "stories are data and grow by the line"),
    ("tests/stories/acceptance.rs", "the same"),
    ("tests/stories/meanwhile.rs", "the same"),
    ("tests/stories/presence.rs", "the same"),
    ("src/wire/opencti/session/tests.rs", "conversations, as above"),
    ("tests/pbx/phone.rs", "one phone with all its buttons"),
];

#[test]
fn the_arrows_never_turn_round() {
    let mut wrong = Vec::new();
    for (folder, allowed) in ARROWS {
        for (path, text) in sources(folder) {
            for (number, line) in text.lines().enumerate() {
                for named in line.split("crate::").skip(1) {
                    let name: String = named.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    let a_folder = ARROWS.iter().any(|(folder, _)| folder.ends_with(&format!("/{name}")));
                    if a_folder && !allowed.contains(&name.as_str()) {
                        wrong.push(format!("{}:{} names {name}", path.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_shell_rehearses_with_the_phone_only() {
    // The widget ships the practice line, not an org.
    for (path, text) in sources("src/shell") {
        for line in text.lines().filter(|line| line.contains("sim::")) {
            assert!(line.contains("sim::phone"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn the_pure_folders_touch_nothing() {
    for folder in ["src/engine", "src/wire", "src/sim"] {
        for (path, text) in sources(folder) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                for name in IMPURE {
                    assert!(!line.contains(name), "{}:{} names {name}", path.display(), number + 1);
                }
            }
        }
    }
}

#[test]
fn the_engine_does_not_know_who_is_outside() {
    for (path, text) in sources("src/engine") {
        for name in ["opencti", "sforce.", "WebSocket", "REGISTER", "RTCPeer", "localStorage"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            assert!(!code.contains(name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn a_file_fits_into_a_head() {
    let mut long = Vec::new();
    for folder in ["src", "xtask/src", "tests"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            if lines > 450 && !LONG.iter().any(|(name, _)| path.ends_with(name)) {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "split what has grown:\n{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "xtask/src"] {
        for (path, text) in sources(folder) {
            assert!(text.starts_with("//!"), "{} has no first line that says what it is for", path.display());
        }
    }
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} is empty: was it moved?");
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            found.push((path, text));
        }
    }
}
