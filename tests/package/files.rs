//! The package's files, as far as they name settings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::field::{Field, all, first};

pub const CLASS: &str = "force-app/main/default/classes/FerrophoneSettings.cls";
pub const LAYOUT: &str =
    "force-app/main/default/layouts/Ferrophone_Workflow__c-Ferrophone Workflow Layout.layout-meta.xml";
pub const ADMIN: &str = "force-app/main/default/permissionsets/Ferrophone_Admin.permissionset-meta.xml";
pub const USER: &str = "force-app/main/default/permissionsets/Ferrophone_User.permissionset-meta.xml";
pub const MANIFEST: &str = "manifest/package.xml";
pub const GERMAN: &str = "german/main/default/objectTranslations/Ferrophone_Workflow__c-de";
pub const GERMAN_OBJECT: &str = "german/main/default/objectTranslations/Ferrophone_Workflow__c-de/Ferrophone_Workflow__c-de.objectTranslation-meta.xml";

/// What stands where, by API name.
#[derive(Default)]
pub struct Package {
    pub fields: BTreeMap<String, Field>,
    pub german: BTreeMap<String, Field>,
    /// `Pop_Mode__c true`: and whether it may be edited.
    pub admin: BTreeSet<String>,
    pub user: BTreeSet<String>,
    pub layout: BTreeSet<String>,
    /// Those with a name of their own.
    pub layout_sections: Vec<String>,
    pub german_sections: BTreeMap<String, String>,
    pub manifest: BTreeSet<String>,
    pub query: BTreeSet<String>,
    /// `pop.mode Pop_Mode__c`
    pub map: BTreeSet<String>,
    /// Keys whose value may be a record type's name.
    pub record_types: BTreeSet<String>,
}

impl Package {
    pub fn read() -> Self {
        let mut package = Self { fields: fields_of("Ferrophone_Workflow__c"), ..Self::default() };
        for path in files(GERMAN, ".fieldTranslation-meta.xml") {
            let text = fs::read_to_string(&path).unwrap();
            package.german.insert(name_of(&path), Field::read_translation(&text));
        }
        package.admin = granted(ADMIN);
        package.user = granted(USER);
        let layout = text(LAYOUT);
        package.layout = all(&layout, "field").into_iter().collect();
        let sections = all(&layout, "layoutSections");
        let named = sections.iter().filter(|section| first(section, "customLabel").as_deref() == Some("true"));
        package.layout_sections = named.filter_map(|section| first(section, "label")).collect();
        let german = all(&text(GERMAN_OBJECT), "sections");
        package.german_sections =
            german.iter().filter_map(|section| Some((first(section, "section")?, first(section, "label")?))).collect();
        let members = all(&text(MANIFEST), "members");
        package.manifest = members
            .iter()
            .filter_map(|member| member.strip_prefix("Ferrophone_Workflow__c.").map(str::to_owned))
            .collect();
        let class = text(CLASS);
        let (_, rest) = class.split_once("            SELECT\n").expect("the query");
        let (columns, _) = rest.split_once("            FROM").expect("its end");
        package.query = columns.split(',').map(|column| column.trim().to_owned()).collect();
        for line in class.lines() {
            let Some((key, value)) = line.trim().trim_end_matches(',').split_once(" => ") else { continue };
            let key = key.trim_matches('\'').to_owned();
            match value.strip_prefix("Ferrophone_Workflow__c.") {
                Some(field) => drop(package.map.insert(format!("{key} {field}"))),
                None if value.ends_with(".SObjectType") => drop(package.record_types.insert(key)),
                None => {}
            }
        }
        package
    }
}

/// The package's own fields of an object, by API name.
pub fn fields_of(object: &str) -> BTreeMap<String, Field> {
    let folder = format!("force-app/main/default/objects/{object}/fields");
    let read = |path: PathBuf| (name_of(&path), Field::read(&fs::read_to_string(&path).unwrap()));
    files(&folder, ".field-meta.xml").into_iter().map(read).collect()
}

pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("salesforce").join(name)
}

pub fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn granted(set: &str) -> BTreeSet<String> {
    let entries = all(&text(set), "fieldPermissions");
    let told = |entry: &String| {
        let field = first(entry, "field")?;
        Some(format!("{} {}", field.strip_prefix("Ferrophone_Workflow__c.")?, first(entry, "editable")?))
    };
    entries.iter().filter_map(told).collect()
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    paths
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().split('.').next().unwrap_or_default().to_owned()
}
