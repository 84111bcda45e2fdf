//! The package's interface from both sides. `salesforce/fixtures` say what the Apex answers: the simulated org must answer
//! the same over the wire, and the widget's codec must read it.

mod fixtures;
mod harm;

use std::collections::BTreeSet;

use ferrophone::engine::crm::*;
use ferrophone::engine::id::RecordId;
use ferrophone::engine::locale::Language;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::host::call_center::CallCenter;
use ferrophone::sim::host::desk::Desk;
use ferrophone::sim::host::page::percent;
use ferrophone::sim::host::{Host, Wire};
use ferrophone::sim::org::Org;
use ferrophone::wire::apex::{self, Expects};
use ferrophone::wire::opencti::answer;
use serde_json::{Value as Json, json};

/// The tests' JSON as the widget's.
fn ours(json: &Json) -> ferrophone::engine::json::Json {
    ferrophone::engine::json::Json::parse(&json.to_string()).expect("it is JSON")
}

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
    apex::read(expects, answer::unwrap(ours(&run_apex(org, &params, now))))
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
            // The simulated org writes thousandths, too.
            let held = held
                .as_str()
                .and_then(|text| text.strip_suffix(".000Z"))
                .map_or(held.clone(), |t| json!([t, "Z"].concat()));
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

/// Every kind of question that the widget has, about the demo company.
fn questions(org: &Org) -> Vec<Request> {
    let id = |object: &str, name: &str| {
        org.of(object).find(|r| org.name(r) == name).unwrap_or_else(|| panic!("{object} {name}")).id.clone()
    };
    let (jane, harbour) = (id("Contact", "Jane Customer"), id("Account", "Harbour Coffee Roasters"));
    let task = id("Task", "Call back about the descaler");
    let number = PhoneNumber::parse("+33612345678");
    let latest = |object, account_too, by| Request::Find(Find::Latest { object, of: jane.clone(), account_too, by });
    vec![
        Request::FindSaved { object: Object::Task, key: "no such key & ä".into() },
        Request::SearchObjects {
            objects: vec![CustomObject {
                object: "Machine__c".into(),
                fields: vec!["Hotline__c".into()],
                target: Some("Contact__c".into()),
            }],
            spellings: vec!["02079460188".into(), "442079460188".into()].into(),
        },
        latest(Object::Opportunity, false, LatestBy::CreatedDate),
        latest(Object::Case, false, LatestBy::LastModifiedDate),
        latest(Object::Case, true, LatestBy::CreatedDate),
        Request::Find(Find::AccountOf(jane.clone())),
        Request::Find(Find::ByField { object: "Case".into(), field: "CaseNumber".into(), value: "00001001".into() }),
        Request::Find(Find::LookUp { record: id("Machine__c", "Fräse Halle 2"), field: "Contact__c".into() }),
        Request::Find(Find::Named(id("Lead", "Louis Lefèvre"))),
        Request::OpenTasks { related: vec![jane.clone(), harbour.clone()], due: None, but: None },
        Request::OpenTasks { related: vec![jane.clone()], due: Some(now().date()), but: Some(task.clone()) },
        Request::Change(
            Draft {
                object: Object::Task,
                record: Some(task.clone()),
                fields: [
                    ("Description".to_owned(), Value::Text("theirs & mine, äöü".into())),
                    ("WhatId".to_owned(), Value::Empty),
                ]
                .into(),
            },
            [("Description".to_owned(), Value::Text("not so".into()))].into(),
        ),
        Request::CloseTasks { tasks: vec![task], delete: false },
        Request::ResolveMissed {
            call_ref: "none@pbx.example.com".into(),
            answered: true,
            missed: "Missed call".into(),
            missed_answered: "Missed but answered".into(),
        },
        Request::MissedBetween { from: now(), to: now(), missed: "Missed call".into() },
        Request::Mail(Mail {
            key: "key-1".into(),
            to: Recipient::OwnerOf(jane),
            address: Some("desk@example.com".into()),
            template: None,
            number,
            name: Some("Jane & \"Co\" ☎".into()),
            called: None,
            queue: Some("Support".into()),
            start: now(),
            language: Language::German,
        }),
    ]
}

/// 23 November 2026, 21:04 in Berlin.
fn now() -> Timestamp {
    Timestamp::new(1_795_464_240_000, 60)
}

/// A reply by the names of its records.
fn told(reply: &Reply, org: &Org) -> String {
    let name = |id: &RecordId| org.record_ref(id).map_or("?".into(), |r| r.name);
    match reply {
        Reply::Record(Some(record)) => format!("{} {}", record.object.api_name(), record.name),
        Reply::Found { matches, .. } => {
            let one = |m: &Match| format!("{} by {}", m.record.name, m.found_by);
            matches.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Reply::Tasks(tasks) => {
            let mine = |task: &OpenTask| if task.mine { "mine" } else { "a colleague's" };
            let due = |task: &OpenTask| task.due.map_or("undated".into(), |due| due.to_string());
            let one = |task: &OpenTask| format!("{} ({}, {})", task.subject, due(task), mine(task));
            tasks.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Reply::Changed(left) => {
            format!("left alone: {:?}", left.iter().map(|one| (&one.field, &one.now)).collect::<Vec<_>>())
        }
        Reply::Closed(closed) => format!("done: {:?}", closed.done.iter().map(name).collect::<Vec<_>>()),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_question_goes_over_the_wire_and_comes_back_as_its_answer() {
    let mut org = Org::busy_demo(now());
    let mut lines = Vec::new();
    for request in questions(&org) {
        let without_a_wire = org.clone().answer(&request, now());
        let reply = ask(&mut org, &request, now());
        assert_eq!(reply, without_a_wire);
        lines.push(told(&reply, &org));
    }
    let [mail] = &org.mails[..] else { panic!("{:?}", org.mails) };
    lines.push(format!("{}: {} / {}", mail.to, mail.subject, mail.body.replace('\n', " ")));
    insta::assert_snapshot!(lines.join("\n"), @r#"
    Located { record: None }
    Espresso bar, Quay Street by +44 20 7946 0188
    Opportunity Espresso machines for three shops
    Case 00001001
    Case 00001005
    Account Harbour Coffee Roasters
    Case 00001001
    Contact Jörg Müller
    Lead Louis Lefèvre
    Send the spare parts list (2026-11-26, mine), Call back about the descaler (2026-11-23, mine), Renew the service contract (2026-11-24, a colleague's)

    left alone: [("Description", None)]
    done: ["Call back about the descaler"]
    Resolved { updated: 0, refused: 0 }
    MissedCalls([])
    Mailed
    bea.buero@example.com: Verpasster Anruf von Jane & "Co" ☎ / Sie haben einen Anruf verpasst.  Anrufer: Jane & "Co" ☎ Nummer: +33612345678 Angerufen: - Warteschlange: Support Wann: 23.11.2026 21:04  https://acme.my.salesforce.com/003Fp00000000GEIAY
    "#);
}

#[test]
fn an_org_without_the_package_says_so_in_the_librarys_own_words() {
    let mut org = Org::busy_demo(now());
    org.has_package = false;
    for request in questions(&org) {
        let reply = ask(&mut org, &request, now());
        let Reply::Failed(failure) = reply else { panic!("{reply:?}") };
        assert_eq!(failure.kind, FailureKind::Unsupported);
        assert_eq!(failure.message, "Could not load Apex class: FerrophoneApi.");
    }
}

#[test]
fn the_widget_reads_every_success_of_the_samples_and_takes_no_refusal_for_one() {
    let (mut read, mut refused) = (0, 0);
    for (file, told) in fixtures::files() {
        let Some(expects) = expected_by(&file) else { continue };
        for sample in told["samples"].as_array().unwrap() {
            let reply = apex::read(expects, Ok(ours(&json!({ "runApex": sample["reply"].to_string() }))));
            let failed = matches!(reply, Reply::Failed(_));
            let refuses = sample["reply"]["data"]["refused"].as_array().is_some_and(|all| !all.is_empty());
            assert_eq!(failed, refuses || sample["reply"]["ok"] == false, "{file}: {} {reply:?}", sample["name"]);
            if failed { refused += 1 } else { read += 1 }
        }
    }
    assert!(read > 80 && refused > 40, "{read} {refused}");
}

#[test]
fn a_package_knows_what_this_widget_may_ask_of_it() {
    let mut org = Org::busy_demo(now());
    let Reply::Greeted(greeting) = ask(&mut org, &Request::Greet, now()) else { panic!("no greeting") };
    assert_eq!((greeting.user.as_str(), greeting.call_center.as_deref()), ("Alex Agent", Some("Ferrophone")));
    for action in PACKAGE_ACTIONS {
        assert!(greeting.actions.iter().any(|known| known == action), "{action}");
    }
    // And nothing is asked that is not in the list.
    for request in questions(&org) {
        let (params, _) = apex::question(&request).unwrap();
        let action = params.split('&').next().unwrap().strip_prefix("action=").unwrap();
        assert!(PACKAGE_ACTIONS.contains(&action), "{action}");
    }
}

/// What the answers of a file of samples are read as; nothing for those that only a session reads.
fn expected_by(file: &str) -> Option<Expects> {
    Some(match file {
        "latest" | "accountOf" | "findByField" | "lookUpField" => Expects::Record,
        "search" => Expects::Matches,
        "findSaved" => Expects::Saved,
        "nameOf" => Expects::Name,
        "openTasks" => Expects::Tasks,
        "closeTasks" => Expects::Closed,
        "resolveMissed" => Expects::Resolved,
        "missedBetween" => Expects::MissedCalls,
        "mailMissed" => Expects::Mailed,
        "change" => Expects::Changed,
        "hello" => Expects::Greeting,
        "settings" | "echo" | "unknown" => return None,
        other => panic!("samples of an action that nobody reads: {other}"),
    })
}
