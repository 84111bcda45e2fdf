//! What is written down twice and must not drift: the list of settings, and the call center files.
//! `cargo xtask write` writes them anew.

use std::fs;
use std::path::PathBuf;

use ferrophone::engine::settings::KEYS;
use ferrophone::wire::call_center::Definition;

#[test]
fn every_setting_is_described() {
    let mut page = String::from(ABOUT_SETTINGS);
    for key in KEYS {
        let default = if key.default.is_empty() { String::new() } else { format!("`{}`", key.default) };
        let form = key.form().replace('|', "\\|");
        page += &format!("| `{}` | `{}` | {form} | {default} | {} |\n", key.name, key.item_name(), key.consequence());
    }
    check("docs/settings.md", &page);
    assert!(fs::read_to_string(path("README.md")).unwrap().contains("(docs/settings.md)"));
}

const ABOUT_SETTINGS: &str = "\
# Settings

Each stands in a section of its own in the call center file, under the name in the second column; the package's settings record,
where there is one, comes before it. This page is made from `KEYS` in `src/engine/settings/keys.rs` by
`FERROPHONE_WRITE=1 cargo test --test documents`.

| setting | in the file | what it takes | default | what follows |
| --- | --- | --- | --- | --- |
";

#[test]
fn the_call_center_file_has_every_setting() {
    let definition = Definition { adapter_url: "https://softphone.example.com/".into(), ..Definition::default() };
    check("salesforce/setup/callcenter.xml", &definition.import_xml().expect("a definition that Salesforce takes"));
    let name = &definition.internal_name;
    check(
        &format!("salesforce/call-center/main/default/callCenters/{name}.callCenter-meta.xml"),
        &definition.metadata_xml().expect("a definition that Salesforce takes"),
    );
}

#[test]
fn the_changelog_and_the_licence_are_there() {
    for name in ["CHANGELOG.md", "LICENSE", "LICENSE-APACHE"] {
        assert!(!fs::read_to_string(path(name)).unwrap().is_empty(), "{name}");
    }
}

/// Every test that a promise names is there: after a file's name in backquotes come those of its tests.
#[test]
fn what_we_promise_is_tested() {
    let page = fs::read_to_string(path("docs/promises.md")).unwrap();
    assert!(fs::read_to_string(path("README.md")).unwrap().contains("(docs/promises.md)"));
    let mut promises = 0;
    for row in
        page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise") && !line.contains("---"))
    {
        let held_by = row.split(" | ").nth(1).unwrap_or_else(|| panic!("nothing holds it: {row}"));
        let mut file = None;
        let mut names = 0;
        for name in held_by.split('`').skip(1).step_by(2) {
            if name.starts_with("tests/") {
                let text = fs::read_to_string(path(name)).unwrap_or_else(|_| panic!("{name} is not there: {row}"));
                // A file of tests in a browser is meant as a whole.
                names += usize::from(name.ends_with(".mjs"));
                file = Some(text);
                continue;
            }
            let text = file.as_ref().unwrap_or_else(|| panic!("in which file is {name}?"));
            let is_there = [format!("fn {name}("), format!("    {name},\n"), format!("    {name}: ")]
                .iter()
                .any(|form| text.contains(form));
            assert!(is_there, "no test {name}: {row}");
            names += 1;
        }
        assert!(names > 0, "nothing holds it: {row}");
        promises += 1;
    }
    assert!(promises > 10);
}

fn check(name: &str, wanted: &str) {
    if std::env::var_os("FERROPHONE_WRITE").is_some() {
        fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        fs::write(path(name), wanted).unwrap();
    }
    let found = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(found == wanted, "{name} has drifted; `cargo xtask write` writes it anew");
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}
