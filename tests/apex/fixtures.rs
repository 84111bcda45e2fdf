//! The samples of `salesforce/fixtures`: its `README.md` says what stands in them. Here they become simulated orgs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use ferrophone::engine::id::RecordId;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::schema::{Field, Kind, ObjectType};
use ferrophone::sim::org::{Org, RecordType, Template, Workflow};
use serde_json::{Map, Value as Json, json};

/// One file of samples, and the org that all of them begin with.
pub fn files() -> Vec<(String, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("salesforce/fixtures");
    let read = |path: &PathBuf| serde_json::from_str::<Json>(&fs::read_to_string(path).unwrap()).unwrap();
    let base = read(&folder.join("org.json"));
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json") && !path.ends_with("org.json"));
    paths.sort();
    let file = |path: PathBuf| {
        let mut file = read(&path);
        file["org"] = merged(&base, &file["org"]);
        (path.file_stem().unwrap().to_string_lossy().into_owned(), file)
    };
    paths.into_iter().map(file).collect()
}

/// The later layer over the earlier: records and objects one by one, everything else as a whole.
pub fn merged(below: &Json, above: &Json) -> Json {
    let mut out = below.clone();
    for (key, value) in above.as_object().into_iter().flatten() {
        match key.as_str() {
            "records" | "objects" => {
                for (name, value) in value.as_object().unwrap() {
                    out[key][name] = value.clone();
                }
            }
            _ => out[key] = value.clone(),
        }
    }
    out
}

pub fn now(org: &Json) -> Timestamp {
    let read = DateTime::parse_from_rfc3339(org["now"].as_str().unwrap()).unwrap();
    // The users of the samples live in Berlin, in winter.
    Timestamp::new(read.timestamp_millis(), 60)
}

/// The org of a sample as the rehearsal holds it.
pub fn laid_down(told: &Json) -> Org {
    let mut org = Org::new(now(told));
    let list = |object: &str| told["records"][object].as_array().cloned().unwrap_or_default();
    let named = |object: &str, id: &Json, field: &str| {
        let found = list(object).into_iter().find(|record| record["Id"] == *id);
        found.and_then(|record| record[field].as_str().map(str::to_owned))
    };
    for (name, object) in told["objects"].as_object().into_iter().flatten() {
        org.schema.add(object_type(name, object));
    }
    for (object, records) in told["records"].as_object().unwrap() {
        for record in records.as_array().unwrap() {
            match object.as_str() {
                "Ferrophone_Workflow__c" => org.workflows.push(Workflow::of_record(record.as_object().unwrap())),
                "RecordType" => org.record_types.push(record_type(record)),
                "Profile" | "CallCenter" | "Group" | "EmailTemplate" | "TaskStatus" => {}
                _ => lay_down(&mut org, object, record),
            }
        }
    }
    if told["records"].get("EmailTemplate").is_some() {
        org.templates = list("EmailTemplate").iter().map(template).collect();
    }
    if told["records"].get("TaskStatus").is_some() {
        let mut states = list("TaskStatus");
        states.retain(|state| state["IsClosed"] == true);
        states.sort_by_key(|state| state["SortOrder"].as_i64());
        org.closed_statuses = states.iter().map(|state| state["ApiName"].as_str().unwrap().to_owned()).collect();
    }
    org.user = id(&told["user"]);
    let user = list("User").into_iter().find(|user| user["Id"] == told["user"]).unwrap();
    org.session.profile = named("Profile", &user["ProfileId"], "Name").unwrap();
    org.session.call_center = named("CallCenter", &user["CallCenterId"], "InternalName");
    org.session.language = user["LanguageLocaleKey"].as_str().unwrap().into();
    org.session.time_zone = user["TimeZoneSidKey"].as_str().unwrap().into();
    org.session.url = told["url"].as_str().unwrap().into();
    let access =
        |kind: &str| -> BTreeSet<RecordId> { told["access"][kind].as_array().into_iter().flatten().map(id).collect() };
    org.rights.hidden = access("hidden");
    org.rights.locked = access("readOnly");
    org.rights.undeletable = access("undeletable");
    org.rights.busy = access("busy");
    let permissions = told["customPermissions"].as_array().cloned().unwrap_or_default();
    org.rights.resolve_missed = permissions.contains(&json!("Ferrophone_Resolve_Missed_Calls"));
    org.mail_refused = told["mailRefused"].as_str().map(str::to_owned);
    org
}

/// A null is a field without a value; what Salesforce requires of a task it has.
fn lay_down(org: &mut Org, object: &str, record: &Json) {
    let mut fields: Map<String, Json> = record.as_object().unwrap().clone();
    fields.retain(|name, value| name != "Id" && !value.is_null());
    for field in &org.schema.object(object).unwrap_or_else(|| panic!("no object {object}")).fields {
        if let (true, Some(default)) = (field.required, &field.default) {
            fields.entry(&field.name).or_insert_with(|| default.clone());
        }
    }
    org.lay_down(object, id(&record["Id"]), fields);
}

fn object_type(name: &str, told: &Json) -> ObjectType {
    let fields = told["fields"].as_object().unwrap().iter().filter(|(name, _)| *name != "Name");
    let field = |(name, told): (&String, &Json)| {
        let kind = match told["type"].as_str().unwrap() {
            "PHONE" => Kind::Phone,
            "TEXTAREA" => Kind::TextArea(32_000),
            "DOUBLE" => Kind::Currency,
            "REFERENCE" => Kind::Reference(vec!["Contact"]),
            "STRING" => Kind::Text(255),
            other => panic!("a field of type {other}"),
        };
        Field::new(name, name, kind)
    };
    ObjectType::custom(name, told["keyPrefix"].as_str().unwrap(), fields.map(field).collect())
}

fn record_type(told: &Json) -> RecordType {
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    RecordType {
        id: id(&told["Id"]),
        object: text("SobjectType"),
        developer_name: text("DeveloperName"),
        available: told["IsActive"] == true,
        default: false,
    }
}

fn template(told: &Json) -> Template {
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    let active = told["IsActive"] == true;
    Template { id: id(&told["Id"]), name: text("DeveloperName"), active, subject: text("Subject"), body: text("Body") }
}

pub fn id(json: &Json) -> RecordId {
    RecordId::parse(json.as_str().unwrap()).unwrap()
}

/// Equal, where a message of `*` stands for any text, and a key of `*` for all that is not named.
pub fn agree(expected: &Json, found: &Json) -> bool {
    match (expected, found) {
        (Json::String(star), Json::String(_)) if star == "*" => true,
        (Json::Array(expected), Json::Array(found)) => {
            expected.len() == found.len() && expected.iter().zip(found).all(|(e, f)| agree(e, f))
        }
        (Json::Object(expected), Json::Object(found)) => {
            let open = expected.contains_key("*");
            let mut named = expected.iter().filter(|(key, _)| *key != "*");
            (open || expected.len() == found.len()) && named.all(|(key, e)| found.get(key).is_some_and(|f| agree(e, f)))
        }
        _ => expected == found,
    }
}
