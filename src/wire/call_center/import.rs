//! Reads settings that somebody has as text: a call center file in either of Salesforce's formats, or lines `key = value`.

use roxmltree::{Document, Node};

use crate::engine::map::Map;
use crate::engine::settings::KEYS;

/// Why a text holds no settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It begins like XML and is none; the line where it breaks, from 1.
    Xml { line: u32 },
    /// XML, but no call center.
    NoCallCenter,
    /// Neither XML nor lines with `=`; the first line that is not, from 1.
    Line { line: u32 },
    /// Larger than any call center file.
    Long,
}

/// In bytes. Salesforce's own limits keep a definition far below.
const LONGEST: usize = 1 << 20;

/// The values found, by the settings' own keys; what is no setting of ours, but stands where they stand, under its own name.
pub fn import(text: &str) -> Result<Map<String, String>, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::Long);
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') { xml(text) } else { lines(text) }
}

fn xml(text: &str) -> Result<Map<String, String>, Unreadable> {
    let document = Document::parse(text).map_err(|error| Unreadable::Xml { line: error.pos().row })?;
    let root = document.root_element();
    let is = |node: &Node, name: &str| node.tag_name().name().eq_ignore_ascii_case(name);
    if !is(&root, "callCenter") {
        return Err(Unreadable::NoCallCenter);
    }
    let mut found = Map::new();
    // The import file's `<section name><item name>value`, or the Metadata API's `<sections><items><name/><value/>`.
    for section in root.children().filter(|node| is(node, "section") || is(node, "sections")) {
        let named = |node: Node, element: &str| {
            let own = node.children().find(|child| child.tag_name().name() == element);
            own.and_then(|child| child.text()).unwrap_or_default().trim().to_owned()
        };
        let section_name = section.attribute("name").map_or_else(|| named(section, "name"), str::to_owned);
        for item in section.children() {
            let (name, value) = match item.tag_name().name() {
                "item" => {
                    (item.attribute("name").unwrap_or_default().to_owned(), item.text().unwrap_or_default().to_owned())
                }
                "items" => (named(item, "name"), named(item, "value")),
                _ => continue,
            };
            put(&mut found, &name, &value, section_name.starts_with(super::SECTION));
        }
    }
    Ok(found)
}

fn lines(text: &str) -> Result<Map<String, String>, Unreadable> {
    let mut found = Map::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let (name, value) = line.split_once('=').ok_or(Unreadable::Line { line: number })?;
        put(&mut found, name.trim(), value.trim(), true);
    }
    Ok(found)
}

/// `ours`: what is no setting is told rather than passed over.
fn put(found: &mut Map<String, String>, name: &str, value: &str, ours: bool) {
    let key = KEYS.iter().find(|key| key.name == name || key.item_name() == name);
    match key {
        Some(key) => drop(found.insert(key.name.to_owned(), value.to_owned())),
        None if ours && !name.is_empty() => drop(found.insert(name.to_owned(), value.to_owned())),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Definition;
    use super::*;

    fn some() -> Definition {
        let mut definition = Definition::default();
        definition.settings.insert("subject.template".into(), "<{calltype}> & \"x\"".into());
        definition
    }

    #[test]
    fn both_formats_of_salesforce_are_read() {
        for text in [some().import_xml().unwrap(), some().metadata_xml().unwrap()] {
            let found = import(&text).unwrap();
            assert_eq!(found.len(), KEYS.len());
            assert_eq!(found.get("subject.template").map(String::as_str), Some("<{calltype}> & \"x\""));
        }
    }

    #[test]
    fn lines_are_read_by_either_name_with_comments_and_blank_lines() {
        let found = import("# ours\n\npop.when = answer\nautosaveInbound=false\n").unwrap();
        let found: Vec<_> = found.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(found, ["autosave.inbound=false", "pop.when=answer"]);
    }

    #[test]
    fn what_holds_no_settings_says_why() {
        for (text, why) in [
            ("<callCenter>\n<section></item>", Unreadable::Xml { line: 2 }),
            ("<html/>", Unreadable::NoCallCenter),
            ("pop.when = answer\nhello", Unreadable::Line { line: 2 }),
        ] {
            assert_eq!(import(text), Err(why), "{text}");
        }
        assert_eq!(import(&"x=1\n".repeat(400_000)), Err(Unreadable::Long));
        assert_eq!(import(""), Ok(Map::new()));
    }

    #[test]
    fn other_vendors_sections_are_passed_over() {
        let text = "<callCenter><section name=\"Other\"><item name=\"colour\">red</item></section>\
                    <section name=\"FerrophoneLine\"><item name=\"lineSevers\">x</item></section></callCenter>";
        let found: Vec<_> = import(text).unwrap().iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(found, ["lineSevers"]);
    }
}
