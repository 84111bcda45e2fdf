//! Adds to the package what a new setting needs. What stands there already keeps its words.

use std::fmt::Write;
use std::fs;

use ferrophone::engine::settings::Key;
use ferrophone::sim::org::Workflow;
use ferrophone::sim::org::package::packaged;

use crate::field::{RECORD_TYPE, Shape};
use crate::files::{ADMIN, CLASS, GERMAN, GERMAN_OBJECT, LAYOUT, MANIFEST, Package, USER, path, text};
use crate::{ASSIGNMENT, UNTRANSLATED};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const METADATA: &str = "xmlns=\"http://soap.sforce.com/2006/04/metadata\"";

pub fn everything(package: &mut Package) {
    for key in packaged() {
        let name = Workflow::field(key.name);
        if !package.fields.contains_key(&name) {
            let file = format!("force-app/main/default/objects/Ferrophone_Workflow__c/fields/{name}.field-meta.xml");
            put(&file, &field(key, &name));
        }
        if !package.german.contains_key(&name) {
            put(&format!("{GERMAN}/{name}.fieldTranslation-meta.xml"), &translation(key, &name));
        }
        if !package.layout.contains(&name) {
            lay_out(key, &name);
        }
        if key.form() == RECORD_TYPE && !package.record_types.contains(key.name) {
            let object = if key.name.starts_with("case.") { "Case" } else { "Task" };
            let start = "new Map<String, SObjectType>{\n";
            change(CLASS, start, &format!("{start}        '{}' => {object}.SObjectType,\n", key.name));
        }
    }
    grant(ADMIN, true);
    grant(USER, false);
    manifest();
    class();
}

/// `presence.after_call` as a label that somebody may improve.
fn words(name: &str) -> String {
    let text = name.replace('_', " ").replace('.', ": ");
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).take(40).collect()
}

fn sentence(key: &Key) -> String {
    let mut letters = key.consequence().chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let text: String = first.into_iter().chain(letters).collect();
    format!("{text}.")
}

fn field(key: &Key, name: &str) -> String {
    let mut out = format!("{HEAD}<CustomField {METADATA}>\n    <fullName>{name}</fullName>\n");
    let shape = Shape::of(key);
    if let Shape::Checkbox { default } = &shape {
        let _ = writeln!(out, "    <defaultValue>{default}</defaultValue>");
    }
    let _ = writeln!(out, "    <description>Setting {}</description>", key.name);
    let _ = writeln!(out, "    <inlineHelpText>{}</inlineHelpText>", escaped(&sentence(key)));
    let _ = writeln!(out, "    <label>{}</label>", escaped(&words(key.name)));
    match shape {
        Shape::Checkbox { .. } => out += "    <type>Checkbox</type>\n",
        Shape::Email => out += "    <required>false</required>\n    <type>Email</type>\n    <unique>false</unique>\n",
        Shape::Text { length } => {
            let _ = writeln!(out, "    <length>{length}</length>\n    <required>false</required>");
            out += "    <type>Text</type>\n    <unique>false</unique>\n";
        }
        Shape::LongText { length } => {
            let _ = writeln!(out, "    <length>{length}</length>\n    <type>LongTextArea</type>");
            out += "    <visibleLines>4</visibleLines>\n";
        }
        Shape::Choice { values, default } => {
            out += "    <required>false</required>\n    <type>Picklist</type>\n";
            out += &value_set(&values, &default);
        }
        Shape::Several { values } => {
            out += "    <required>false</required>\n    <type>MultiselectPicklist</type>\n";
            out += &value_set(&values, "");
            let _ = writeln!(out, "    <visibleLines>{}</visibleLines>", values.len());
        }
    }
    out + "</CustomField>\n"
}

fn value_set(values: &[String], default: &str) -> String {
    let mut out = "    <valueSet>\n        <restricted>true</restricted>\n        <valueSetDefinition>\n".to_owned();
    out += "            <sorted>false</sorted>\n";
    for value in values {
        let label = escaped(&words(value));
        let _ = writeln!(out, "            <value>\n                <fullName>{value}</fullName>");
        let _ = writeln!(out, "                <default>{}</default>", value == default);
        let _ = writeln!(out, "                <label>{label}</label>\n            </value>");
    }
    out + "        </valueSetDefinition>\n    </valueSet>\n"
}

fn translation(key: &Key, name: &str) -> String {
    let mut out = format!("{HEAD}<CustomFieldTranslation {METADATA}>\n    <help>{UNTRANSLATED}</help>\n");
    let _ = writeln!(out, "    <label>{UNTRANSLATED}</label>\n    <name>{name}</name>");
    let values = match Shape::of(key) {
        Shape::Choice { values, .. } | Shape::Several { values } => values,
        Shape::Checkbox { .. } | Shape::Email | Shape::Text { .. } | Shape::LongText { .. } => Vec::new(),
    };
    for value in values {
        let master = escaped(&words(&value));
        let _ = writeln!(out, "    <picklistValues>\n        <masterLabel>{master}</masterLabel>");
        let _ = writeln!(out, "        <translation>{UNTRANSLATED}</translation>\n    </picklistValues>");
    }
    out + "</CustomFieldTranslation>\n"
}

/// Behind the last field of its group; for a new group, in a section of its own.
fn lay_out(key: &Key, name: &str) {
    let layout = text(LAYOUT);
    let item = format!(
        "            <layoutItems>\n                <behavior>Edit</behavior>\n                \
         <field>{name}</field>\n            </layoutItems>\n"
    );
    let group = Workflow::field(key.group());
    let prefix = format!("<field>{}_", group.trim_end_matches("__c"));
    let new = match layout.rfind(&prefix) {
        Some(at) => {
            let end = "</layoutItems>\n";
            let after = at + layout[at..].find(end).expect("the item's end") + end.len();
            [&layout[..after], &item, &layout[after..]].concat()
        }
        None => {
            let label = words(key.group());
            let german = text(GERMAN_OBJECT);
            let section = format!(
                "        <sections>\n            <label>{UNTRANSLATED}</label>\n            \
                 <section>{label}</section>\n        </sections>\n"
            );
            put(GERMAN_OBJECT, &german.replace("    </layouts>\n", &format!("{section}    </layouts>\n")));
            let section = format!(
                "    <layoutSections>\n        <customLabel>true</customLabel>\n        \
                 <detailHeading>true</detailHeading>\n        <editHeading>true</editHeading>\n        \
                 <label>{label}</label>\n        <layoutColumns>\n{item}        </layoutColumns>\n        \
                 <layoutColumns/>\n        <style>TwoColumnsTopToBottom</style>\n    </layoutSections>\n"
            );
            let last = layout.rfind("    <layoutSections>\n").expect("a last section");
            [&layout[..last], &section, &layout[last..]].concat()
        }
    };
    put(LAYOUT, &new);
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = packaged().map(|key| Workflow::field(key.name)).collect();
    names.extend(ASSIGNMENT.iter().map(|name| (*name).to_owned()));
    names.sort();
    names
}

/// The entries of the settings object, one for each field, where the first of them stands now.
fn grant(set: &str, editable: bool) {
    let old = text(set);
    let own = "        <field>Ferrophone_Workflow__c.";
    let (start, end) = ("    <fieldPermissions>\n", "    </fieldPermissions>\n");
    let mut new = String::new();
    let mut written = false;
    for block in old.split_inclusive(end) {
        let Some(at) = block.contains(own).then(|| block.rfind(start)).flatten() else {
            new += block;
            continue;
        };
        new += &block[..at];
        if !std::mem::replace(&mut written, true) {
            for name in names() {
                let field = format!("{own}{name}</field>\n");
                let editable = format!("        <editable>{editable}</editable>\n");
                new += &[start, &editable, &field, "        <readable>true</readable>\n", end].concat();
            }
        }
    }
    put(set, &new);
}

fn manifest() {
    let own = "        <members>Ferrophone_Workflow__c.";
    let lines: Vec<String> = names().iter().map(|name| format!("{own}{name}</members>")).collect();
    // They are the last of their kind.
    let last = "\n        <name>CustomField</name>";
    between(MANIFEST, own, last, lines.join("\n").trim_start_matches(own));
}

/// The map from keys to fields, and the query.
fn class() {
    let fields = "private static final Map<String, SObjectField> FIELDS = new Map<String, SObjectField>{\n";
    let entry = |key: &Key| format!("        '{}' => Ferrophone_Workflow__c.{}", key.name, Workflow::field(key.name));
    let entries: Vec<_> = packaged().map(entry).collect();
    between(CLASS, fields, "\n    };", &entries.join(",\n"));
    let fixed = ["Id", "Name", "Call_Center__c", "Profile_Name__c"].map(str::to_owned);
    let columns = fixed.into_iter().chain(packaged().map(|key| Workflow::field(key.name)));
    let columns: Vec<_> = columns.map(|column| format!("                {column}")).collect();
    between(CLASS, "            SELECT\n", "\n            FROM Ferrophone_Workflow__c", &columns.join(",\n"));
}

fn between(file: &str, start: &str, end: &str, new: &str) {
    let old = text(file);
    let (before, rest) = old.split_once(start).unwrap_or_else(|| panic!("{file} has no {start:?}"));
    let (_, after) = rest.split_once(end).unwrap_or_else(|| panic!("{file} has no {end:?}"));
    put(file, &[before, start, new, end, after].concat());
}

fn change(file: &str, from: &str, to: &str) {
    let old = text(file);
    assert!(old.contains(from), "{file} has no {from:?}");
    put(file, &old.replacen(from, to, 1));
}

fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&apos;"), ("\"", "&quot;")];
    pairs.iter().fold(text.to_owned(), |text, (plain, entity)| text.replace(plain, entity))
}

fn put(file: &str, content: &str) {
    fs::write(path(file), content).unwrap_or_else(|e| panic!("{file}: {e}"));
}
