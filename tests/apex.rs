//! The package's interface from both sides. `salesforce/fixtures` say what the Apex answers: the simulated org must answer
//! the same over the wire, and the widget's codec must read it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use ferrophone::engine::crm::*;
use ferrophone::engine::id::RecordId;
use ferrophone::engine::locale::Language;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::host::call_center::CallCenter;
use ferrophone::sim::host::desk::Desk;
use ferrophone::sim::host::page::percent;
use ferrophone::sim::host::{Host, Wire};
use ferrophone::sim::org::schema::{Field, Kind, ObjectType};
use ferrophone::sim::org::{Org, Template, Workflow};
use ferrophone::wire::apex::{self, Expects};
use ferrophone::wire::opencti::answer;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

/// Calls `runApex` as the library does, and returns the response.
fn run_apex(org: &mut Org, params: &str, now: Timestamp) -> Json {
    let origin = "https://acme.lightning.force.com";
    let mut host = Host::new(Wire::Lightning, Desk::new(origin, CallCenter::parse("")), now);
    host.frame_loaded("n1", now);
    let args = json!({ "apexClass": apex::CLASS, "methodName": apex::METHOD, "methodParams": params });
    let message = json!({
        "methodName": "runApex", "callId": 0, "apiVersion": 66, "apiType": "opencti",
        "isCallbackRegistered": true, "isListenerRegistered": false, "args": args,
    });
    host.receive(org, &message, now);
    assert_eq!(host.violations, []);
    let at = host.wake_at().expect("an answer");
    host.wake(at).remove(0)["response"].take()
}

/// Asks as the widget asks.
fn ask(org: &mut Org, request: &Request, now: Timestamp) -> Reply {
    let (params, expects) = apex::question(request).expect("a question for the package");
    apex::read(expects, answer::unwrap(run_apex(org, &params, now)))
}

mod fixtures {
    use super::*;

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
        let access = |kind: &str| -> BTreeSet<RecordId> {
            told["access"][kind].as_array().into_iter().flatten().map(id).collect()
        };
        org.rights.hidden = access("hidden");
        org.rights.locked = access("readOnly");
        org.rights.undeletable = access("undeletable");
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

    fn template(told: &Json) -> Template {
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        let active = told["IsActive"] == true;
        Template {
            id: id(&told["Id"]),
            name: text("DeveloperName"),
            active,
            subject: text("Subject"),
            body: text("Body"),
        }
    }

    pub fn id(json: &Json) -> RecordId {
        RecordId::parse(json.as_str().unwrap()).unwrap()
    }

    /// Equal, where a message of `*` stands for any text.
    pub fn agree(expected: &Json, found: &Json) -> bool {
        match (expected, found) {
            (Json::String(star), Json::String(_)) if star == "*" => true,
            (Json::Array(expected), Json::Array(found)) => {
                expected.len() == found.len() && expected.iter().zip(found).all(|(e, f)| agree(e, f))
            }
            (Json::Object(expected), Json::Object(found)) => {
                expected.len() == found.len()
                    && expected.iter().all(|(key, e)| found.get(key).is_some_and(|f| agree(e, f)))
            }
            _ => expected == found,
        }
    }
}

/// What a sample's request is sent as: text as it stands, an object in both notations.
fn payloads(payload: &Json) -> Vec<String> {
    match payload {
        Json::String(text) => vec![text.clone()],
        object => vec![object.to_string(), format!("b64:{}", base64url(object.to_string().as_bytes()))],
    }
}

/// Bit by bit, so as not to repeat the one that is tested.
fn base64url(bytes: &[u8]) -> String {
    let mut bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.resize(bits.len().div_ceil(6) * 6, 0);
    let digit = |six: &[u8]| match six.iter().fold(0, |sum, bit| sum << 1 | bit) {
        upper @ 0..26 => b'A' + upper,
        lower @ 26..52 => b'a' + lower - 26,
        digit @ 52..62 => b'0' + digit - 52,
        62 => b'-',
        _ => b'_',
    };
    bits.chunks(6).map(|six| char::from(digit(six))).collect()
}

/// What is wrong with the answer to one sample. Nothing: it is as the sample has it.
fn differences(told: &Json, sample: &Json, payload: &str) -> Vec<String> {
    let mut org = fixtures::laid_down(told);
    let params = format!("action={}&payload={}", sample["request"]["action"].as_str().unwrap(), percent(payload));
    let response = run_apex(&mut org, &params, fixtures::now(told));
    let text = response["returnValue"]["runApex"].as_str().unwrap_or_else(|| panic!("no text in {response}"));
    let reply: Json = serde_json::from_str(text).unwrap();
    let mut wrong = Vec::new();
    if !fixtures::agree(&sample["reply"], &reply) {
        wrong.push(format!("expected {}\n    answered {reply}", sample["reply"]));
    }
    let mut changed = BTreeSet::new();
    for after in sample["after"].as_object().into_iter().flatten().flat_map(|(_, records)| records.as_array().unwrap())
    {
        let id = fixtures::id(&after["Id"]);
        let record = org.all().find(|record| record.id == id);
        for (field, value) in after.as_object().unwrap() {
            let held = match field.as_str() {
                "Id" => continue,
                "IsDeleted" => json!(record.is_none()),
                _ => record.and_then(|record| record.fields.get(field).cloned()).unwrap_or_default(),
            };
            if held != *value {
                wrong.push(format!("{id}.{field} should be {value} and is {held}"));
            }
        }
        changed.insert(id);
    }
    let written: BTreeSet<RecordId> = org.audit.iter().map(|change| change.record.clone()).collect();
    if written != changed {
        wrong.push(format!("should write {changed:?} and wrote {written:?}"));
    }
    let address = |to: &Json| {
        let user = told["records"]["User"].as_array().unwrap().iter().find(|user| user["Id"] == *to);
        user.map_or(to.clone(), |user| user["Email"].clone())
    };
    let mails = sample["mail"].as_array().cloned().unwrap_or_default();
    let expected: Vec<_> =
        mails.iter().map(|mail| json!([address(&mail["to"]), mail["subject"], mail["text"]])).collect();
    let sent: Vec<_> = org.mails.iter().map(|mail| json!([mail.to, mail.subject, mail.body])).collect();
    if expected != sent {
        wrong.push(format!("should send {}\n    and sent {}", Json::from(expected), Json::from(sent)));
    }
    wrong
}

#[test]
fn the_simulated_org_answers_every_sample_as_the_apex_does() {
    let mut wrong = Vec::new();
    let mut samples = 0;
    for (file, told) in fixtures::files() {
        for sample in told["samples"].as_array().unwrap() {
            let org = fixtures::merged(&told["org"], &sample["org"]);
            for payload in payloads(&sample["request"]["payload"]) {
                samples += 1;
                for difference in differences(&org, sample, &payload) {
                    wrong.push(format!("{file}: {}\n    {difference}", sample["name"]));
                }
            }
        }
    }
    assert!(samples > 300, "only {samples} samples were found");
    assert!(wrong.is_empty(), "{} of {samples}\n{}", wrong.len(), wrong.join("\n"));
}
