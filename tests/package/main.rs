//! The package's settings object and the widget's table of settings cannot drift: for each key there is a field of the right
//! type, with a label and a help text in English and German, that the Apex reads, the permission sets grant and the layout
//! shows. What is missing is named. `cargo xtask write` adds it, but for the German words, which somebody has to find.

mod field;
mod files;
mod write;

use std::collections::BTreeSet;

use ferrophone::engine::settings::Key;
use ferrophone::sim::org::Workflow;
use ferrophone::sim::org::package::packaged;
use ferrophone::sim::org::schema::{Kind, Schema};

use field::{Field, Shape};
use files::Package;

/// Fields that say for whom a record is, and no setting.
const ASSIGNMENT: &[&str] = &["Active__c", "Call_Center__c", "Profile_Name__c"];

/// What a German text says that nobody has written yet.
const UNTRANSLATED: &str = "?";

#[test]
fn every_setting_has_its_field_and_every_field_its_setting() {
    let mut package = Package::read();
    if std::env::var_os("FERROPHONE_WRITE").is_some() {
        write::everything(&mut package);
        package = Package::read();
    }
    let mut wrong: Vec<String> = packaged().flat_map(|key| wrong_with(&package, key)).collect();
    let known: BTreeSet<String> = packaged().map(|key| Workflow::field(key.name)).collect();
    for name in package.fields.keys().filter(|name| !known.contains(*name) && !ASSIGNMENT.contains(&name.as_str())) {
        wrong.push(format!("{name}: no setting is called so"));
    }
    for section in &package.layout_sections {
        match package.german_sections.get(section).map(String::as_str) {
            Some(UNTRANSLATED) | None => wrong.push(format!("the layout's section {section:?} has no German name")),
            Some(_) => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n`cargo xtask write` adds what is missing; German words go where it wrote {UNTRANSLATED}, in \
         salesforce/german/main/default/objectTranslations/Ferrophone_Workflow__c-de",
        wrong.join("\n")
    );
}

fn wrong_with(package: &Package, key: &Key) -> Vec<String> {
    let name = Workflow::field(key.name);
    let Some(field) = package.fields.get(&name) else { return vec![format!("{}: there is no field {name}", key.name)] };
    let mut wrong = Vec::new();
    let (wanted, found) = (Shape::of(key), &field.shape);
    if *found != wanted {
        wrong.push(format!("the field is {found:?} and should be {wanted:?}"));
    }
    wrong.extend(field.wrong_words().map(|what| format!("in English, {what}")));
    match package.german.get(&name) {
        None => wrong.push("there is no German translation".to_owned()),
        Some(german) => {
            wrong.extend(german.wrong_words().map(|what| format!("in German, {what}")));
            let missing = field.choices.iter().filter(|choice| !german.choices.iter().any(|(of, _)| *of == choice.1));
            wrong.extend(missing.map(|(value, _)| format!("{value} has no German word")));
        }
    }
    let places = [
        ("the permission set Ferrophone_Admin", package.admin.contains(&format!("{name} true"))),
        ("the permission set Ferrophone_User", package.user.contains(&format!("{name} false"))),
        ("the page layout", package.layout.contains(&name)),
        ("the manifest", package.manifest.contains(&name)),
        ("the query of FerrophoneSettings", package.query.contains(&name)),
        ("the map of FerrophoneSettings", package.map.contains(&format!("{} {name}", key.name))),
        ("its record types", key.form != field::RECORD_TYPE || package.record_types.contains(key.name)),
    ];
    wrong.extend(places.into_iter().filter(|(_, is_there)| !is_there).map(|(place, _)| format!("{place} lacks it")));
    wrong.into_iter().map(|what| format!("{}: {what} ({name})", key.name)).collect()
}

#[test]
fn the_simulated_org_has_the_packages_fields_on_activities_and_cases() {
    let mut schema = Schema::standard();
    schema.install_package();
    for (object, folder) in [("Task", "Activity"), ("Event", "Activity"), ("Case", "Case")] {
        let told = |field: &Field| {
            let unique = if field.unique { ", unique" } else { "" };
            format!("{}{unique}", field.kind)
        };
        let packaged: Vec<String> =
            files::fields_of(folder).iter().map(|(name, field)| format!("{name}: {}", told(field))).collect();
        let fields = &schema.object(object).unwrap().fields;
        let mut simulated: Vec<String> = fields
            .iter()
            .filter(|field| field.name.starts_with("Ferrophone_"))
            .map(|field| {
                let kind = match field.kind {
                    Kind::Phone => "Phone".to_owned(),
                    Kind::DateTime => "DateTime".to_owned(),
                    Kind::Bool => "Checkbox".to_owned(),
                    Kind::Decimal => "Number".to_owned(),
                    Kind::Text(length) => format!("Text({length})"),
                    ref other => format!("{other:?}"),
                };
                format!("{}: {kind}{}", field.name, if field.unique { ", unique" } else { "" })
            })
            .collect();
        simulated.sort();
        assert_eq!(simulated, packaged, "{object}");
    }
}

#[test]
fn every_field_that_the_widget_writes_is_in_the_package() {
    let source = include_str!("../../src/engine/workflow/task.rs");
    let known: BTreeSet<String> = files::fields_of("Activity").into_keys().collect();
    let written: BTreeSet<&str> =
        source.split('"').filter(|text| text.starts_with("Ferrophone_") && text.ends_with("__c")).collect();
    assert!(written.len() > 5, "{written:?}");
    let unknown: Vec<_> = written.iter().filter(|name| !known.contains(**name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
