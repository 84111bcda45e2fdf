//! Whoever may use the class may send it anything. Every value of every action is replaced by everything that an attacker
//! would try: the Apex and the simulated package answer alike, refuse by a code or find nothing, and change nothing.

use std::collections::{BTreeMap, BTreeSet};

use ferrophone::engine::id::RecordId;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::org::{Org, id};
use serde_json::{Map, Value as Json, json};

use crate::emulator::{self, with_defect};

/// 23 November 2026, 21:04 in Berlin.
fn now() -> Timestamp {
    Timestamp::new(1_795_464_240_000, 60)
}

/// An agent without permissions of his own, a colleague, and what belongs to whom.
struct Office {
    org: Org,
    contact: RecordId,
    hidden: RecordId,
    /// The agent's own.
    task: RecordId,
    /// A colleague's: the agent may read it and no more. It says that a call was missed.
    foreign: RecordId,
}

fn office() -> Office {
    let mut org = Org::new(now());
    org.rights.resolve_missed = false;
    let mut make = |object: &str, fields: Json| {
        let fields: Map<String, Json> = fields.as_object().unwrap().clone();
        org.create(object, &fields, now()).unwrap_or_else(|refusal| panic!("{object}: {refusal:?}"))
    };
    let bea = make("User", json!({ "FirstName": "Bea", "LastName": "Office", "Email": "bea@example.com" }));
    let account = make("Account", json!({ "Name": "Harbour", "Phone": "+44 20 7946 0100" }));
    let contact = make("Contact", json!({ "LastName": "Jane", "AccountId": account.0, "Phone": "+33612345678" }));
    let hidden = make("Contact", json!({ "LastName": "Hidden", "Phone": "+33612345679", "OwnerId": bea.0 }));
    make("Case", json!({ "Subject": "Leak", "ContactId": contact.0 }));
    let task = make("Task", json!({ "Subject": "Call back", "WhoId": contact.0, "ActivityDate": "2026-11-23" }));
    let missed = json!({ "Subject": "Missed call", "OwnerId": bea.0, "CallObject": "ref-1", "Status": "Completed",
        "CallDisposition": "Missed call", "CallDurationInSeconds": 0, "Ferrophone_Call_Key__c": "key-1" });
    let foreign = make("Task", missed);
    org.rights.hidden.insert(hidden.clone());
    org.rights.locked.insert(foreign.clone());
    org.audit.clear();
    Office { org, contact, hidden, task, foreign }
}

/// Every action with a payload in its form, whose values are replaced one by one.
fn requests(office: &Office) -> Vec<(&'static str, Json)> {
    let (contact, task, foreign) = (&office.contact.0, &office.task.0, &office.foreign.0);
    let call = json!({ "number": "+33612345678", "called": "+49301000", "start": "2026-11-23T20:04:00Z",
        "queue": "Support", "name": "Jane" });
    vec![
        ("hello", json!({ "client": "1.0" })),
        ("settings", json!({ "callCenter": "Ferrophone" })),
        ("latest", json!({ "object": "Case", "record": contact, "accountToo": true, "by": "CreatedDate" })),
        ("accountOf", json!({ "record": contact })),
        ("findByField", json!({ "object": "Contact", "field": "Phone", "value": "+33612345678" })),
        ("lookUpField", json!({ "record": contact, "field": "AccountId" })),
        (
            "search",
            json!({ "objects": [{ "object": "Contact", "fields": ["Phone"] }], "numbers": ["33612345678"], "limit": 5 }),
        ),
        ("findSaved", json!({ "object": "Task", "key": "key-1" })),
        ("nameOf", json!({ "records": [contact] })),
        ("openTasks", json!({ "records": [contact], "due": "today", "today": "2026-11-23", "not": task })),
        ("closeTasks", json!({ "ids": [foreign], "mode": "delete" })),
        (
            "resolveMissed",
            json!({ "callRef": "ref-1", "answered": true, "missed": "Missed call", "missedAnswered": "Taken" }),
        ),
        (
            "missedBetween",
            json!({ "from": "2026-11-23T08:00:00Z", "to": "2026-11-23T10:00:00Z", "missed": "Missed call" }),
        ),
        (
            "mailMissed",
            json!({ "key": "key-2", "recipient": "address", "record": contact, "address": "desk@example.com",
            "template": "Ferrophone_Missed_Call", "call": call, "language": "en" }),
        ),
        // What nobody believes, so that nothing is ever written.
        (
            "change",
            json!({ "record": task, "fields": [
                { "name": "Subject", "was": "not this", "shall": "nor that" },
                { "name": "ActivityDate", "was": "2026-01-01", "shall": "2026-01-02" },
                { "name": "WhoId", "was": foreign, "shall": null },
            ] }),
        ),
        ("echo", json!({ "text": "a" })),
    ]
}

/// Kind of attack, and the values that stand for it.
fn attacks(office: &Office) -> Vec<(&'static str, Vec<Json>)> {
    vec![
        ("quotes", vec![json!("'"), json!("\\'"), json!("\"'\"'"), json!("''; --")]),
        (
            "SOQL",
            vec![
                json!("' OR Name != '"),
                json!("x) OR (Id != null"),
                json!("Id FROM User LIMIT 1"),
                json!("Contact WHERE Id != null --"),
                json!("%"),
                json!("{!$User.Id}"),
            ],
        ),
        (
            "400,000 characters",
            vec![
                json!("x".repeat(400_000)),
                json!("x".repeat(40_000)),
                json!("7".repeat(31_000)),
                json!("'".repeat(20_000)),
            ],
        ),
        (
            "wrong ids",
            vec![
                json!("003000000000000AAA"),
                json!(id::make("003", 999_999).0),
                json!(id::make("001", 999_999).0),
                json!(id::make("006", 1).0),
                json!(format!("{}AAA", &office.contact.0[..15].to_ascii_lowercase())),
                json!("zzz000000000001"),
                json!(format!("{} ", office.contact.0)),
            ],
        ),
        ("other users' records", vec![json!(office.hidden.0), json!(office.foreign.0)]),
        (
            "other types",
            vec![
                json!(null),
                json!(true),
                json!(-1),
                json!(1.5),
                json!([]),
                json!({}),
                json!([null]),
                json!([[]]),
                json!({"x": {}}),
            ],
        ),
        (
            "control characters",
            vec![json!("a\r\nBcc: all@example.com"), json!("\u{0}"), json!("\u{202e}\u{feff}"), json!("")],
        ),
        ("too many", vec![json!(vec![office.contact.0.clone(); 3_000]), json!(vec!["x"; 300])]),
    ]
}

/// The place of every value, those within others too.
fn places(json: &Json, path: String, out: &mut Vec<String>) {
    match json {
        Json::Object(fields) => fields.iter().for_each(|(key, value)| places(value, format!("{path}/{key}"), out)),
        Json::Array(list) => list.iter().enumerate().for_each(|(at, value)| places(value, format!("{path}/{at}"), out)),
        _ => {}
    }
    if !path.is_empty() {
        out.push(path);
    }
}

/// Action, to kind of attack, to what came of it.
type Table = BTreeMap<&'static str, BTreeMap<&'static str, BTreeSet<char>>>;

/// Attacks every value of the actions that are `wanted`. The error tells where the Apex and the simulated package differ.
fn attacked(wanted: impl Fn(&str) -> bool) -> Result<Table, String> {
    let office = office();
    let mut table = Table::new();
    let mut differences = Vec::new();
    for (action, payload) in requests(&office).into_iter().filter(|(action, _)| wanted(action)) {
        let mut all = Vec::new();
        places(&payload, String::new(), &mut all);
        for path in all {
            for (kind, values) in attacks(&office) {
                for value in values {
                    let mut hostile = payload.clone();
                    *hostile.pointer_mut(&path).unwrap() = value;
                    match withstood(&office, action, &hostile.to_string()) {
                        Ok(outcome) => drop(table.entry(action).or_default().entry(kind).or_default().insert(outcome)),
                        Err(difference) => differences.push(difference),
                    }
                }
            }
        }
    }
    match differences.is_empty() {
        true => Ok(table),
        false => Err(format!("{} answers differ\n{}", differences.len(), differences.join("\n"))),
    }
}

#[test]
fn every_action_withstands_every_attack_on_every_value() {
    let table = attacked(|_| true).unwrap_or_else(|differences| panic!("{differences}"));
    let kinds: Vec<&str> = attacks(&office()).into_iter().map(|(kind, _)| kind).collect();
    let mut text =
        format!("B bad request, N not found, T no template, . an answer\n\n{:14} {}\n", "", kinds.join(" | "));
    for (action, row) in table {
        let cell = |kind: &&str| format!("{:w$}", row[kind].iter().collect::<String>(), w = kind.chars().count());
        let cells: Vec<_> = kinds.iter().map(cell).collect();
        text += &format!("{action:14} {}\n", cells.join(" | ").trim_end());
    }
    insta::assert_snapshot!(text, @r#"
    B bad request, N not found, T no template, . an answer

                   quotes | SOQL | 400,000 characters | wrong ids | other users' records | other types | control characters | too many
    accountOf      B      | B    | B                  | .B        | .B                   | B           | B                  | B
    change         .B     | .B   | .B                 | .B        | .B                   | .B          | .B                 | B
    closeTasks     B      | B    | B                  | B         | .B                   | .B          | B                  | B
    echo           .      | .    | B                  | .         | .                    | B           | .                  | B
    findByField    .B     | .B   | B                  | .BN       | .B                   | B           | .B                 | B
    findSaved      .B     | .B   | B                  | .B        | .B                   | B           | .B                 | B
    hello          .      | .    | .B                 | .         | .                    | .           | .                  | .
    latest         B      | B    | B                  | .B        | .B                   | .B          | B                  | B
    lookUpField    B      | B    | B                  | .BN       | .B                   | B           | B                  | B
    mailMissed     .BT    | .BT  | B                  | .BT       | .BT                  | .B          | .BT                | B
    missedBetween  .B     | .B   | B                  | .B        | .B                   | B           | .B                 | B
    nameOf         B      | B    | B                  | .B        | .B                   | .B          | B                  | B
    openTasks      B      | B    | B                  | .B        | .B                   | .B          | .B                 | B
    resolveMissed  .B     | .B   | B                  | .B        | .B                   | .B          | .B                 | B
    search         .B     | .B   | B                  | .BN       | .B                   | .B          | .B                 | B
    settings       .      | .    | B                  | .         | .                    | .B          | .                  | B
    "#);
}

#[test]
fn a_class_that_lets_more_in_is_noticed() {
    for defect in [
        ["FerrophoneRequest", "LONGEST_PAYLOAD = 350000", "LONGEST_PAYLOAD = 3500000"],
        ["FerrophoneRequest", "agrees && record.getSobjectType() != null ? record : null", "record"],
        ["FerrophoneRequest", "'[A-Za-z][A-Za-z0-9_]{0,79}'", "'[^ ]*'"],
    ] {
        let found =
            with_defect(defect, || attacked(|action| ["latest", "lookUpField", "findByField"].contains(&action)));
        assert!(found.is_err(), "nobody notices that {defect:?}");
    }
}

/// What both answered, by a letter. They agree, and the org is as it was.
fn withstood(office: &Office, action: &str, payload: &str) -> Result<char, String> {
    let mut simulated = office.org.clone();
    let mut emulated = office.org.clone();
    let told = |text: String| {
        serde_json::from_str::<Json>(&text).unwrap_or_else(|e| panic!("{action} {payload}: {e}: {text}"))
    };
    let ours = told(simulated.invoke(action, payload, now()));
    let apex = told(emulator::invoke(&mut emulated, action, payload, now()));
    let shown: String = payload.chars().take(400).collect();
    if apex != ours {
        return Err(format!("{action} {shown}\n  Apex      {apex}\n  simulated {ours}"));
    }
    for (who, org) in [("simulated", &simulated), ("Apex", &emulated)] {
        assert!(org.audit.is_empty(), "{who}: {action} {shown} changed {:?}", org.audit);
        let strangers =
            org.mails.iter().filter(|mail| !["desk@example.com", "alex.agent@example.com"].contains(&mail.to.as_str()));
        assert_eq!(strangers.count(), 0, "{who}: {action} {shown} wrote to {:?}", org.mails);
        assert!(org.mails.iter().all(|mail| !mail.subject.contains(['\r', '\n'])), "{who}: {action} {shown}");
    }
    assert!(!apex.to_string().contains("Hidden"), "{action} {shown} tells of a record that the agent may not read");
    match apex["ok"].as_bool() {
        Some(false) => {
            let code = apex["error"]["code"].as_str().unwrap_or_default();
            Ok(match code {
                "BAD_REQUEST" => 'B',
                "NOT_FOUND" => 'N',
                "NO_TEMPLATE" => 'T',
                other => panic!("{action} {shown}: {other}"),
            })
        }
        _ => Ok('.'),
    }
}
