//! Cases (S42 to S50): for an answered call from a contact or an account, and for an outgoing one as it is dialled.

use super::logging::records;
use ferrophone::sim::story::play;

const FIELDS: [&str; 4] = ["AccountId", "ContactId", "RecordTypeId", "Origin"];

fn cases(script: &str) -> Vec<String> {
    let told = play(&format!("{script}\n5s"));
    assert!(!told.contains("line "), "{told}");
    records(&told, "Case", &FIELDS)
}

const IN: &str = "set case.create_inbound=true";
const OUT: &str = "set case.create_outbound=true";
const JANE: &str = "AccountId=Harbour Coffee Roasters ContactId=Jane Customer Origin=Phone";

// S42 S43 S44
#[test]
fn an_answered_call_from_a_contact_or_an_account_makes_a_case() {
    let call = |number: &str| format!("{IN}\nrings {number}\n1s\nanswer\n5s\nfar hangs up");
    assert_eq!(cases(&call("+33612345678")), [JANE]);
    assert_eq!(cases(&call("+442079460100")), ["AccountId=Harbour Coffee Roasters Origin=Phone"]);
    assert_eq!(cases(&call("+33199001234")), [] as [&str; 0], "a lead");
    assert_eq!(cases(&call("+4915112345678")), [] as [&str; 0], "nobody");
    assert_eq!(cases(&call("1002")), [] as [&str; 0], "a colleague");
    assert_eq!(cases(&call("+33612345678").replace(IN, "")), [] as [&str; 0], "switched off");
    assert_eq!(cases(&format!("{IN}\nrings +33612345678\n5s\nfar gives up")), [] as [&str; 0], "not answered");
}

// S43: several were found, and the agent picks one while talking: then both are true.
#[test]
fn a_case_is_made_when_the_agent_picks_the_caller_in_the_call() {
    let story = |pick: &str| format!("{IN}\nrings +493023125150\n1s\nanswer\n5s\n{pick}\n5s\nfar hangs up");
    assert_eq!(cases(&story("")), [] as [&str; 0]);
    let case = "AccountId=Lindenhof Maschinenbau GmbH ContactId=Cem Yılmaz Origin=Phone";
    assert_eq!(cases(&story("choose Cem Yılmaz")), [case]);
}

// S26 S27 with S43: where an open case was found there is no new one; where none is, the new one opens.
#[test]
fn an_open_case_stands_in_for_a_new_one() {
    let story =
        |number: &str| format!("{IN}\nset pop.mode=latest_case_contact\nrings {number}\n1s\nanswer\n2s\nfar hangs up");
    assert_eq!(cases(&story("+33612345678")), [] as [&str; 0]);
    assert_eq!(cases(&story("+491713920001")), ["ContactId=Paula Privat Origin=Phone"]);
    let told = play(&story("+491713920001"));
    let pops: Vec<_> = told.lines().filter_map(|line| line.trim().strip_prefix("crm: pop ")).collect();
    assert_eq!(pops, ["Contact Paula Privat", "Case 00001005"]);
    let quiet = play(&format!("set case.pop_new=false\n{}", story("+491713920001")));
    assert!(!quiet.contains("pop Case"), "{quiet}");
}

// S46 S47
#[test]
fn an_outgoing_call_makes_its_case_as_it_is_dialled() {
    assert_eq!(cases(&format!("{OUT}\ndials +33612345678\n2s\nfar is busy")), [JANE], "linked once it is known");
    assert_eq!(cases(&format!("{OUT}\ndials +4915112345678\n2s")), ["Origin=Phone"], "literally: always");
    let identified = format!("{OUT}\nset case.outbound_require_identified=true");
    assert_eq!(cases(&format!("{identified}\ndials +4915112345678\n2s")), [] as [&str; 0]);
    assert_eq!(cases(&format!("{identified}\ndials +33612345678\n2s")), [JANE]);
    assert_eq!(cases(&format!("{OUT}\ndials 1002\n2s")), [] as [&str; 0], "a colleague");
    assert_eq!(cases(&format!("{OUT}\nclicks +33612345678 on Contact Jane Customer\n2s")), [JANE]);
}

// S49 S50: also in Lightning.
#[test]
fn a_new_case_gets_its_record_type() {
    let known = "org has record type Case 012000000000002AAA";
    let story = |settings: &str| format!("{settings}\n{IN}\nrings +33612345678\n1s\nanswer\n5s\nfar hangs up");
    assert_eq!(
        cases(&story(&format!("{known}\nset case.record_type=012000000000002AAA"))),
        ["AccountId=Harbour Coffee Roasters ContactId=Jane Customer Origin=Phone RecordTypeId=012000000000002AAA"]
    );
    assert_eq!(cases(&story("set case.record_type=012000000000009AAA")), [JANE], "one that cannot be used");
}

// S43: one case for a call, whatever becomes of the answers, and the Task names it.
#[test]
fn a_call_has_one_case_and_its_task_names_it() {
    for accident in ["crm loses the next answer", "crm loses the next save", "crm answers the next save twice", "crash"]
    {
        let story = format!("{IN}\nrings +33612345678\n1s\n{accident}\nanswer\n{accident}\n1m\nfar hangs up\n1m");
        let told = play(&story);
        let made = records(&told, "Case", &FIELDS);
        assert!(made.len() <= 1, "{accident}: {told}");
        if accident != "crash" {
            assert_eq!(made, [JANE], "{accident}");
            assert_eq!(records(&told, "Task", &["WhatId"]), ["WhatId=00001005"], "{accident}: {told}");
        }
    }
}

// S43 S30: what is open for the call already needs no second one.
story!(
    a_caller_who_keys_in_a_case_gets_no_new_one,
    r#"
    set case.create_inbound=true
    set pop.ivr_object=Case
    set pop.ivr_field=CaseNumber
    rings +33612345678 ivr=00001001
    answer
    10s
    far hangs up
    1m
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: find Case with CaseNumber 00001001
      panel: Ringing: +33612345678 (raised)
      ringing
      panel: Ringing: Jane Customer
      crm: pop Case 00001001
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer, Case 00001001
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=00001001
      WhoId=Jane Customer
    journal: 1 kept
    "#
);
