//! A story's org in the words of `salesforce/fixtures/README.md`, and back: what the Apex did to it.

use std::collections::BTreeMap;

use ferrophone::engine::id::RecordId;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::schema::{Field, Kind, ObjectType};
use ferrophone::sim::org::{Mail, Org, Record, Rights, Template, Workflow, id};
use serde_json::{Map, Value as Json, json};

/// Everything that the Apex can see of the org.
pub fn described(org: &Org, now: Timestamp) -> Json {
    let mut records: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    let mut add = |object: &str, record: Json| records.entry(object.to_owned()).or_default().push(record);
    let (profile, center) = (id::make("00e", 1), id::make("04v", 1));
    for record in org.all() {
        let mut fields = record.fields.clone();
        fields.insert("Id".into(), json!(record.id.0));
        if record.id == org.user {
            fields.insert("ProfileId".into(), json!(profile.0));
            fields.insert("CallCenterId".into(), json!(org.session.call_center.as_ref().map(|_| &center.0)));
            fields.insert("LanguageLocaleKey".into(), json!(org.session.language));
            fields.insert("TimeZoneSidKey".into(), json!(org.session.time_zone));
        }
        add(&record.object, Json::Object(fields));
    }
    add("Profile", json!({ "Id": profile.0, "Name": org.session.profile }));
    if let Some(name) = &org.session.call_center {
        add("CallCenter", json!({ "Id": center.0, "InternalName": name }));
    }
    // Every agent has the package's permission set.
    let rights = id::make("0PS", 1);
    add("PermissionSet", json!({ "Id": rights.0, "Name": "Ferrophone_User" }));
    let assigned = json!({ "Id": id::make("0Pa", 1).0, "PermissionSetId": rights.0, "AssigneeId": org.user.0 });
    add("PermissionSetAssignment", assigned);
    for (at, workflow) in org.workflows.iter().enumerate() {
        add("Ferrophone_Workflow__c", record_of(workflow, at as u64 + 1));
    }
    for kind in &org.record_types {
        let named = json!({ "Id": kind.id.0, "SobjectType": kind.object, "DeveloperName": kind.developer_name,
            "Name": kind.developer_name, "IsActive": kind.available });
        add("RecordType", named);
    }
    // The package's own templates are read from the package.
    for template in org.templates.iter().filter(|_| org.templates != Template::shipped()) {
        let told = json!({ "Id": template.id.0, "DeveloperName": template.name, "Name": template.name,
            "IsActive": template.active, "Subject": template.subject, "Body": template.body });
        add("EmailTemplate", told);
    }
    let open = ["Not Started", "In Progress", "Waiting on someone else", "Deferred"].map(str::to_owned);
    for (at, status) in open.iter().chain(&org.closed_statuses).enumerate() {
        let is_closed = org.closed_statuses.contains(status);
        add(
            "TaskStatus",
            json!({ "Id": id::make("01Z", at as u64 + 1).0, "ApiName": status, "MasterLabel": status,
            "SortOrder": at + 1, "IsClosed": is_closed, "IsDefault": at == 0 }),
        );
    }
    let custom = org.schema.objects().filter(|object| object.name.ends_with("__c"));
    json!({
        "now": now.to_rfc3339_utc(),
        "user": org.user.0,
        "url": org.session.url,
        "records": records,
        "access": access(org),
        "customPermissions": org.rights.resolve_missed.then_some("Ferrophone_Resolve_Missed_Calls").into_iter().collect::<Vec<_>>(),
        "objects": custom.map(|object| (object.name.clone(), described_object(object))).collect::<Map<_, _>>(),
        "mailRefused": org.mail_refused,
    })
}

/// Rights on objects, record by record.
fn access(org: &Org) -> Json {
    let Rights { not_readable, not_editable, not_deletable, hidden, locked, undeletable, .. } = &org.rights;
    let ids = |of: &dyn Fn(&Record) -> bool| org.all().filter(|r| of(r)).map(|r| r.id.0.clone()).collect::<Vec<_>>();
    json!({
        "hidden": ids(&|r| hidden.contains(&r.id) || not_readable.contains(&r.object)),
        "readOnly": ids(&|r| locked.contains(&r.id) || not_editable.contains(&r.object)),
        "undeletable": ids(&|r| undeletable.contains(&r.id) || not_deletable.contains(&r.object)),
    })
}

fn described_object(object: &ObjectType) -> Json {
    let field = |field: &Field| {
        let kind = match &field.kind {
            Kind::Phone => "PHONE",
            Kind::Reference(_) => "REFERENCE",
            Kind::Text(_) => "STRING",
            other => panic!("a field of another kind: {other:?}"),
        };
        let to = match &field.kind {
            Kind::Reference(objects) => objects.first().copied(),
            _ => None,
        };
        (field.name.clone(), to.map_or(json!({ "type": kind }), |to| json!({ "type": kind, "to": to })))
    };
    let own = object.fields.iter().filter(|field| field.name == "Name" || field.name.ends_with("__c"));
    let fields: Map<_, _> = own.map(field).collect();
    json!({ "keyPrefix": object.prefix, "label": object.label, "fields": fields })
}

/// Settings as a record of the package's object.
pub fn record_of(workflow: &Workflow, count: u64) -> Json {
    let mut record = json!({
        "Id": id::make("a0W", count).0,
        "Name": workflow.name,
        "Active__c": workflow.active,
        "Call_Center__c": workflow.call_center,
        "Profile_Name__c": workflow.profile,
        "CreatedDate": workflow.created,
    });
    for (key, value) in &workflow.values {
        record[Workflow::field(key)] = match value.as_str() {
            "true" => json!(true),
            "false" => json!(false),
            chosen if key.starts_with("follow_up.options") => json!(chosen.replace(' ', ";")),
            text => json!(text),
        };
    }
    record
}

/// Does to the org what the Apex did: with everything that Salesforce derives from it, and nobody's rights asked again.
pub fn happened(org: &mut Org, payload: &str, answered: &Json, now: Timestamp) {
    for (object, changed) in answered["changes"].as_object().expect("changes") {
        for record in changed.as_array().expect("records") {
            let mut fields = record.as_object().expect("fields").clone();
            let id = RecordId(fields.remove("Id").and_then(|id| id.as_str().map(str::to_owned)).expect("an id"));
            assert!(org.all().any(|held| held.id == id), "the Apex made a {object}, which this test cannot follow yet");
            if fields.remove("IsDeleted") == Some(json!(true)) {
                org.delete(&id, now);
                continue;
            }
            let rights = std::mem::take(&mut org.rights);
            let done = org.update(&id, &fields, now);
            org.rights = rights;
            done.unwrap_or_else(|refusal| {
                panic!("the Apex wrote what the simulated org refuses: {fields:?} {refusal:?}")
            });
        }
    }
    for mail in answered["mail"].as_array().expect("mail") {
        let text = |name: &str| mail[name].as_str().unwrap_or_default().to_owned();
        let user = org.all().find(|record| record.id.0 == text("to")).map(|user| user.text("Email").to_owned());
        let (to, subject, body) = (user.unwrap_or_else(|| text("to")), text("subject"), text("text"));
        org.mails.push(Mail { at: now, to, key: key_of(payload), subject, body });
    }
}

/// Which call a message is about stands in the question alone.
fn key_of(payload: &str) -> String {
    let readable = ferrophone::sim::org::package::readable(&format!("action=mailMissed&payload={payload}"));
    let json = readable.and_then(|text| text.split_once(' ').map(|(_, json)| json.to_owned())).expect("a payload");
    serde_json::from_str::<Json>(&json).expect("JSON")["key"].as_str().expect("a key").to_owned()
}
