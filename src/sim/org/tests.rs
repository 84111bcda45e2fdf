//! The org told by its refusals and its searches.

use super::*;
use crate::engine::crm::{Direction, Reply, Request, Value as Field};
use crate::engine::crm::{Draft, FailureKind};
use faults::{Fault, Outage};

const NOW: i64 = 1_795_464_240_000;

fn now() -> Timestamp {
    Timestamp::new(NOW, 60)
}

fn org() -> Org {
    Org::demo(now())
}

fn fields(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

fn id_of(org: &Org, object: &str, name: &str) -> RecordId {
    org.of(object).find(|r| org.name(r) == name).unwrap().id.clone()
}

/// Saves and gives what Salesforce says: the id's prefix, or the status codes.
fn told(org: &mut Org, value: Value) -> String {
    match org.save(&fields(value), now()) {
        Ok(id) => format!("ok {}", &id.0[..3]),
        Err(refusal) => refusal.statuses().join(" "),
    }
}

#[test]
fn every_write_is_checked_as_salesforce_checks_it() {
    let mut org = org();
    let lead = id_of(&org, "Lead", "Louis Lefèvre").0;
    let account = id_of(&org, "Account", "Bay Area Logistics").0;
    let contact = id_of(&org, "Contact", "Jane Customer").0;
    let long = "x".repeat(256);
    let task = |more: Value| {
        let mut value = json!({"entityApiName": "Task", "Subject": "Call"});
        value.as_object_mut().unwrap().extend(fields(more));
        value
    };
    let cases = [
        (task(json!({})), "ok 00T"),
        (json!({"entityApiName": "Contact", "FirstName": "No"}), "REQUIRED_FIELD_MISSING"),
        (json!({"entityApiName": "Nope__c", "Name": "x"}), "INVALID_TYPE"),
        (json!({"Subject": "neither"}), "INVALID_TYPE"),
        (task(json!({"Nope__c": 1})), "INVALID_FIELD"),
        (task(json!({"CallType": "Inbound"})), "ok 00T"),
        (task(json!({"CallType": "inbound"})), "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        (task(json!({"TaskSubtype": "Phone"})), "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"),
        (task(json!({"Status": "In the drawer"})), "ok 00T"),
        (task(json!({"CallDisposition": long})), "STRING_TOO_LONG"),
        (task(json!({"Description": "x".repeat(32_000)})), "ok 00T"),
        (task(json!({"Description": "x".repeat(32_001)})), "STRING_TOO_LONG"),
        (task(json!({"CallDurationInSeconds": 12.5})), "INVALID_TYPE_ON_FIELD_IN_RECORD"),
        (task(json!({"CallDurationInSeconds": 123_456_789})), "NUMBER_OUTSIDE_VALID_RANGE"),
        (task(json!({"CallDurationInSeconds": "12"})), "ok 00T"),
        (task(json!({"ActivityDate": "next week"})), "INVALID_TYPE_ON_FIELD_IN_RECORD"),
        (task(json!({"ActivityDate": "2026-11-24T08:00:00.000Z"})), "ok 00T"),
        (task(json!({"IsClosed": true})), "INVALID_FIELD_FOR_INSERT_UPDATE"),
        (task(json!({"WhoId": contact, "WhatId": account})), "ok 00T"),
        (task(json!({"WhoId": lead})), "ok 00T"),
        (task(json!({"WhoId": lead, "WhatId": account})), "FIELD_INTEGRITY_EXCEPTION"),
        (task(json!({"WhoId": account})), "FIELD_INTEGRITY_EXCEPTION"),
        (task(json!({"WhatId": contact})), "FIELD_INTEGRITY_EXCEPTION"),
        (task(json!({"WhatId": "001000000000000AAA"})), "INVALID_CROSS_REFERENCE_KEY"),
        (task(json!({"WhatId": "somewhere"})), "MALFORMED_ID"),
        (task(json!({"WhatId": ""})), "ok 00T"),
        (task(json!({"RecordTypeId": "012000000000000AAA"})), "INVALID_CROSS_REFERENCE_KEY"),
        (json!({"Id": "00T000000000000EAA", "Subject": "gone"}), "ENTITY_IS_DELETED"),
    ];
    for (value, expected) in cases {
        assert_eq!(told(&mut org, value.clone()), expected, "{value}");
    }
}

#[test]
fn what_is_refused_leaves_no_trace() {
    let mut org = org();
    let before = org.all().count();
    told(&mut org, json!({"entityApiName": "Task", "Subject": "fine", "CallType": "inbound"}));
    assert_eq!((org.all().count(), org.audit.len()), (before, 0));
}

#[test]
fn a_subtype_is_for_new_tasks_only() {
    let mut org = org();
    let id = org.save(&fields(json!({"entityApiName": "Task", "Subject": "a", "TaskSubtype": "Call"})), now()).unwrap();
    assert_eq!(told(&mut org, json!({"Id": id.0, "TaskSubtype": "Task"})), "INVALID_FIELD_FOR_INSERT_UPDATE");
    assert_eq!(told(&mut org, json!({"Id": id.0, "TaskSubtype": "Call", "Subject": "b"})), "ok 00T", "no change");
    assert_eq!(org.record(&id).unwrap().text("Subject"), "b");
}

#[test]
fn a_call_key_names_one_task() {
    let mut org = org();
    let call = json!({"entityApiName": "Task", "Subject": "a", "Ferrophone_Call_Key__c": "k1"});
    assert_eq!(told(&mut org, call.clone()), "ok 00T");
    assert_eq!(told(&mut org, call.clone()), "DUPLICATE_VALUE");
    org.schema.remove_package();
    assert_eq!(told(&mut org, call), "INVALID_FIELD");
}

#[test]
fn salesforce_derives_what_nobody_may_write() {
    let mut org = org();
    let jane = id_of(&org, "Contact", "Jane Customer");
    let task =
        json!({"entityApiName": "Task", "Subject": "a", "WhoId": jane.0, "Status": "Completed", "Priority": "High"});
    let id = org.save(&fields(task), now()).unwrap();
    let task = org.record(&id).unwrap();
    assert!(task.flag("IsClosed") && task.flag("IsHighPriority"));
    assert_eq!(task.link("AccountId"), org.record(&jane).unwrap().link("AccountId"));
    assert_eq!(task.text("CompletedDateTime"), "2026-11-23T20:04:00.000Z");
    assert_eq!(task.link("OwnerId").as_ref(), Some(&org.user));
}

#[test]
fn rules_and_rights_can_be_switched() {
    let mut org = org();
    let call = json!({"entityApiName": "Task", "Subject": "a", "TaskSubtype": "Call"});
    let twin = json!({"entityApiName": "Contact", "LastName": "Twin", "Phone": "+33612345678"});
    assert_eq!(told(&mut org, call.clone()), "ok 00T");
    assert_eq!(told(&mut org, twin.clone()), "ok 003");
    org.validation_rules[0].active = true;
    org.duplicate_rules[0].active = true;
    assert_eq!(told(&mut org, call.clone()), "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    assert_eq!(told(&mut org, twin), "DUPLICATES_DETECTED");
    org.rights.not_creatable.insert("Task".into());
    assert_eq!(told(&mut org, call), "INSUFFICIENT_ACCESS_OR_READONLY");
    let jane = id_of(&org, "Contact", "Jane Customer");
    org.rights.locked.insert(jane.clone());
    assert_eq!(told(&mut org, json!({"Id": jane.0, "Title": "x"})), "INSUFFICIENT_ACCESS_OR_READONLY");
    org.rights.hidden.insert(jane.clone());
    assert_eq!(told(&mut org, json!({"Id": jane.0, "Title": "x"})), "ENTITY_IS_DELETED");
}

#[test]
fn a_record_type_is_the_given_one_or_the_default() {
    let mut org = org();
    let of = |count, name: &str, default, available| RecordType {
        id: id::make("012", count),
        object: "Task".into(),
        developer_name: name.into(),
        available,
        default,
    };
    org.record_types = vec![of(1, "Standard", true, true), of(2, "Call", false, true), of(3, "Other", false, false)];
    let with = |id: &str| fields(json!({"entityApiName": "Task", "Subject": "a", "RecordTypeId": id}));
    let made =
        |org: &mut Org, id: &str| org.save(&with(id), now()).map(|t| org.record(&t).unwrap().link("RecordTypeId"));
    assert_eq!(made(&mut org, ""), Ok(Some(id::make("012", 1))));
    assert_eq!(made(&mut org, &id::make("012", 2).0[..15]), Ok(Some(id::make("012", 2))));
    assert!(made(&mut org, &id::make("012", 3).0).is_err(), "not the agent's");
}

#[test]
fn an_update_clears_and_keeps_and_is_audited() {
    let mut org = org();
    let jane = id_of(&org, "Contact", "Jane Customer");
    org.save(&fields(json!({"id": &jane.0[..15], "title": null, "Phone": "1"})), now()).unwrap();
    let jane = org.record(&jane).unwrap();
    assert_eq!((jane.text("Title"), jane.text("Phone"), jane.text("LastName")), ("", "1", "Customer"));
    let change = org.audit.last().unwrap();
    assert_eq!((change.kind, change.object.as_str()), (ChangeKind::Updated, "Contact"));
    let title = change.fields.iter().find(|(name, ..)| name == "Title").unwrap();
    assert_eq!((&title.1, &title.2), (&Some(json!("Head of Purchasing")), &None));
}

#[test]
fn a_number_is_found_by_its_digits_and_a_name_by_its_words() {
    let mut org = org();
    let names = |org: &Org, text: &str, direction| {
        org.search(text, direction, now()).iter().map(|r| org.name(r)).collect::<Vec<_>>().join(", ")
    };
    let inbound = |org: &Org, text: &str| names(org, text, Direction::Inbound);
    assert_eq!(inbound(&org, "33612345678"), "Jane Customer");
    assert_eq!(inbound(&org, "4155550142"), "Maria Lopez");
    assert_eq!(inbound(&org, "+493023125150"), "Anna Schäfer, Birgit Weiß, Cem Yılmaz");
    assert_eq!(inbound(&org, "0612345678"), "", "Salesforce knows no country codes");
    assert_eq!(inbound(&org, "mül"), "Jörg Müller");
    assert_eq!(inbound(&org, "33"), "", "too short");
    assert_eq!(inbound(&org, "1002"), "", "users are for internal calls");
    assert_eq!(names(&org, "1002", Direction::Internal), "Bea Büro");
    org.strict_search = true;
    assert_eq!(inbound(&org, "4155550142"), "");
    assert_eq!(inbound(&org, "(415) 555-0142"), "Maria Lopez");
    org.rights.not_readable.insert("Contact".into());
    assert_eq!(inbound(&org, "(415) 555-0142"), "");
}

#[test]
fn a_new_record_is_found_after_a_while() {
    let mut org = org();
    org.save(&fields(json!({"entityApiName": "Contact", "LastName": "New", "Phone": "5550100"})), now()).unwrap();
    let found = |seconds| org.search("5550100", Direction::Inbound, now().plus(Duration::from_secs(seconds))).len();
    assert_eq!([found(0), found(3), found(4)], [0, 0, 1]);
}

#[test]
fn the_contract_is_answered_from_the_same_org() {
    let mut org = org();
    let search = |spellings: &[&str]| Request::Search {
        spellings: spellings.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().into(),
        direction: Direction::Inbound,
    };
    let Reply::Found { matches, layout_pops } = org.answer(&search(&["0612345678", "33612345678"]), now()) else {
        panic!("no search")
    };
    assert!(layout_pops);
    assert_eq!(matches[0].record.name, "Jane Customer");
    assert_eq!(matches[0].found_by, "33612345678");
    assert_eq!(matches[0].details[1], ("Account".into(), "Harbour Coffee Roasters".into()));
    let draft = Draft {
        object: crate::engine::crm::Object::Task,
        record: None,
        fields: [
            ("Subject".to_owned(), Field::Text("Call".into())),
            ("WhoId".to_owned(), Field::Reference(matches[0].record.id.clone())),
            ("Ferrophone_Call_Key__c".to_owned(), Field::Text("key-1".into())),
            ("WhatId".to_owned(), Field::Empty),
        ]
        .into(),
    };
    let Reply::Saved { record } = org.answer(&Request::Save(draft), now()) else { panic!("not saved") };
    let located =
        |org: &mut Org, key: &str| org.answer(&Request::FindSaved { object: Object::Task, key: key.into() }, now());
    assert_eq!(located(&mut org, "key-1"), Reply::Located { record: Some(record.clone()) });
    assert_eq!(located(&mut org, "key-2"), Reply::Located { record: None });
    org.has_package = false;
    assert!(matches!(located(&mut org, "key-1"), Reply::Failed(f) if f.kind == FailureKind::Unsupported));
    let pop = |org: &mut Org, target| org.answer(&Request::ScreenPop(target), now());
    assert_eq!(pop(&mut org, Target::Record(record)), Reply::Opened);
    assert!(matches!(pop(&mut org, Target::Search("ab".into())), Reply::Failed(f) if f.kind == FailureKind::Rejected));
    assert_eq!(org.screen.len(), 1);
}

#[test]
fn an_answer_may_be_lost_although_the_task_is_there() {
    let mut org = org();
    let draft = Draft { object: crate::engine::crm::Object::Task, record: None, fields: Default::default() };
    let tasks = |org: &Org| org.of("Task").count();
    let before = tasks(&org);
    org.faults.plan("saveLog", Fault::ReplyLost);
    assert_eq!(org.deliver(&Request::Save(draft.clone()), now()), []);
    assert_eq!(tasks(&org), before + 1);
    org.faults.plan("saveLog", Fault::Outage(Outage::BeforeCommit));
    let told = org.deliver(&Request::Save(draft), now());
    assert!(matches!(&told[0].1, Reply::Failed(f) if !f.kind.surely_not_done()));
    assert_eq!(tasks(&org), before + 1);
}

#[test]
fn the_demo_company_is_the_same_at_every_start() {
    let listed = |org: &Org| org.all().map(|r| format!("{r:?}")).collect::<Vec<_>>();
    assert_eq!(listed(&org()), listed(&org()));
    let count = |object: &str| org().of(object).count();
    assert_eq!(
        ["Account", "Contact", "Lead", "Opportunity", "Case", "Task", "Event", "User"].map(count),
        [3, 10, 2, 5, 4, 3, 1, 3]
    );
}

#[test]
fn a_custom_object_is_written_found_and_related_like_any_other() {
    let mut org = org();
    let fields_of = vec![schema::Field::new("Hotline__c", "Hotline", schema::Kind::Phone)];
    org.schema.add(schema::ObjectType::custom("Machine__c", "a00", fields_of));
    let columns = vec![("Name".to_owned(), "Name".to_owned())];
    org.layout.inbound.objects.push(("Machine__c".to_owned(), columns));
    let machine = json!({"entityApiName": "Machine__c", "Name": "Press 7", "Hotline__c": "030 555 0107"});
    let machine = org.save(&fields(machine), now()).unwrap();
    assert!(machine.0.starts_with("a00") && id::is_sound(&machine.0));
    org.indexing = Duration::ZERO;
    assert_eq!(org.search("0305550107", Direction::Inbound, now())[0].id, machine);
    assert_eq!(told(&mut org, json!({"entityApiName": "Task", "Subject": "a", "WhatId": machine.0})), "ok 00T");
}
