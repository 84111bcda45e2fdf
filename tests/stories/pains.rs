//! What hurts most about softphones in Salesforce, each pain as the story in which it does not happen; and the same story
//! without the safeguard that is for it, in which it does.

use ferrophone::engine::id::RecordId;
use ferrophone::sim::org::ChangeKind;
use ferrophone::sim::story::{Sabotage, World};

/// A script, what must hold when it is over, what happened, and the safeguard without which it does not hold.
macro_rules! pain {
    ($name:ident, without $safeguard:ident, $holds:expr, $script:literal, @$outcome:literal) => {
        mod $name {
            use super::*;

            #[test]
            fn does_not_hurt() {
                let world = played($script, None);
                assert!($holds(&world));
                insta::assert_snapshot!(world.finish(), @$outcome);
            }

            #[test]
            fn hurts_without_its_safeguard() {
                assert!(!$holds(&played($script, Some(Sabotage::$safeguard))));
            }
        }
    };
}

pub fn played(script: &str, sabotage: Option<Sabotage>) -> World {
    let mut world = World::default();
    world.sabotage = sabotage;
    world.play(script);
    world
}

/// A field of each call Task that was made, or nothing where it is empty.
pub fn each(world: &World, field: &str) -> Vec<String> {
    let made = |id: &RecordId| world.org.audit.iter().any(|c| c.kind == ChangeKind::Created && c.record == *id);
    let calls = world.org.of("Task").filter(|task| !task.text("CallType").is_empty() && made(&task.id));
    calls.map(|task| world.org.shown(&task.id, field).unwrap_or_default()).collect()
}

// Row 1: the page died in the call, and the call was never logged.
pain!(
    row_1_a_call_that_nobody_logged,
    without NoJournal,
    |world: &World| each(world, "CallDisposition") == ["Answered"],
    r#"
    rings +33612345678
    answer
    20s
    crash
    2s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

/// Row 1: at every step, before the org has it and after. What is there at the end is one Task.
#[test]
fn row_1_the_page_dies_at_every_step_of_a_call() {
    let dies = |step: u32, lines: &str, sabotage| {
        let settings = "set missed.save_inbound=true\nset follow_up.options_inbound=";
        let call = "rings +33612345678\n2s\nanswer\nnote asks for an offer\n20s\nfar hangs up\n2s\nsave\n5s\nclose\n2m";
        played(
            &format!("{settings}\n{lines}\nstart\ncrash in {step} steps\n{call}\noffice comes\ncrm is back\n5m"),
            sabotage,
        )
    };
    for lines in ["", "crm loses the next answer", "crm loses the next save", "office is late", "crm is out"] {
        // Before the first step nothing is known of the call; the telephone system lets it ring again.
        for step in 1.. {
            let world = dies(step, lines, None);
            if world.cut_short == 0 {
                assert!(step > 25, "{step} steps are no call");
                break;
            }
            let tasks = each(&world, "Subject");
            assert_eq!(tasks.len(), 1, "dead after {step} steps, {lines}:\n{}", world.finish());
        }
    }
    let lost = |step| each(&dies(step, "", Some(Sabotage::NoJournal)), "Subject").is_empty();
    assert!((1..40).any(lost), "without a journal it is lost");
}

// Row 2: the same agent has two browsers open, which know nothing of each other; the call rings in both.
pain!(
    row_2_the_same_call_logged_twice,
    without CauseUnread,
    |world: &World| each(world, "CallDisposition") == ["Answered"],
    r#"
    set missed.save_inbound=true
    rings +33612345678 ref=X
    browser 2: rings +33612345678 ref=X
    2s
    browser 2: answer
    far is answered elsewhere
    20s
    browser 2: far hangs up
    5s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      browser 2:phone: connect
      browser 2:panel: Phone
      browser 2:crm: search +33612345678 | 33612345678 | 0033612345678
      browser 2:panel: Ringing: +33612345678 (raised)
      browser 2:ringing
      browser 2:crm: pop Contact Jane Customer
      browser 2:panel: Ringing: Jane Customer
      browser 2:phone: answer in-2001
      browser 2:panel: Jane Customer
      browser 2:silent
      panel: Phone
      silent
      browser 2:crm: open tasks of Contact Jane Customer
      browser 2:crm: create Task
      browser 2:panel: Phone
      browser 2:crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=X
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:02.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:22.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Row 2: an answer got lost, and the call was logged again.
pain!(
    row_2_the_same_call_logged_twice_because_an_answer_got_lost,
    without BlindResend,
    |world: &World| each(world, "CallDisposition") == ["Answered"],
    r#"
    rings +33612345678
    answer
    20s
    crm loses the next answer
    far hangs up
    2m
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: is there a Task of this call?
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Row 3: the page is gone before anything was saved, and with it the note.
pain!(
    row_3_a_note_that_vanished,
    without NoKeystrokes,
    |world: &World| each(world, "Description") == ["asks for two grinders, by Friday"],
    r#"
    rings +33612345678
    answer
    note asks for two grinders
    crash
    note asks for two grinders, by Friday
    crash
    save
    2s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      phone: connect
      crm: search +33612345678 | 33612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: change Task: Description="asks for two grinders, by Friday"
      panel: Phone
      crm: refresh
      crm: pop Task Send the spare parts list
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=1
      CallObject=ref-1
      CallType=Inbound
      Description=asks for two grinders, by Friday
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:01.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Row 4: several people have the number, and one of them is taken by chance.
pain!(
    row_4_the_wrong_record,
    without FirstMatch,
    |world: &World| each(world, "WhoId") == [""],
    r#"
    rings +493023125150
    answer
    look
    20s
    far hangs up
    2s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      phone: answer in-1
      panel: +493023125150
      silent
      screen: talking; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+493023125150
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
    journal: 1 kept
    "#
);

/// Row 4: whatever order they are told in; and the agent's choice moves the one Task, also afterwards.
#[test]
fn row_4_the_order_of_the_answer_decides_nothing_and_the_choice_moves_the_one_task() {
    let call = "rings +493023125150\nanswer\nlook\n20s\nfar hangs up\n2s";
    assert_eq!(played(call, None).finish(), played(&format!("org tells matches backwards\n{call}"), None).finish());
    let chosen = "choose Cem Yılmaz\nsave\n2s\nunassign\nsave\n2s\nchoose Cem Yılmaz\nsave\n2s";
    let world = played(&format!("{call}\n{chosen}"), None);
    assert_eq!(each(&world, "WhoId"), ["Cem Yılmaz"], "{}", world.finish());
}

// Row 5: the page is loaded again in a call.
pain!(
    row_5_a_call_gone_with_the_page,
    without NoJournal,
    |world: &World| {
        let view = world.engine.view();
        view.calls.len() == 1 && view.calls[0].note == "asks for an offer"
    },
    r#"
    rings +33612345678
    answer
    note asks for an offer
    20s
    reload
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "asks for an offer"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Description=asks for an offer
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

/// Row 5: the page is loaded again in each state of a call. The card is there again, with its note, and one Task at the end.
#[test]
fn row_5_the_page_is_loaded_again_in_each_state() {
    for (state, script) in [
        ("ringing", "rings +33612345678\nnote kept"),
        ("talking", "rings +33612345678\nanswer\nnote kept\n5s"),
        ("held", "rings +33612345678\nanswer\nnote kept\n5s\nhold"),
        ("over", "rings +33612345678\nanswer\nnote kept\n5s\nfar hangs up"),
        ("dialling", "dials +33612345678\nnote kept"),
        ("ringing there", "dials +33612345678\nfar rings\nnote kept"),
        ("talking, called", "dials +33612345678\nfar answers\nnote kept\n5s"),
        ("held, the first of two", "rings +33612345678\nanswer\nnote kept\n5s\nrings +33199001234"),
    ] {
        for page in ["reload", "crash"] {
            let settings = "set missed.save_inbound=true\nset no_answer.save_outbound=true";
            let mut world = played(&format!("{settings}\n{script}\n{page}"), None);
            let notes: Vec<_> = world.engine.view().calls.iter().map(|call| call.note.clone()).collect();
            assert!(notes.contains(&"kept".to_owned()), "{state}, {page}: {notes:?}");
            world.play("call 1: save\n2s");
            assert_eq!(each(&world, "Description").iter().filter(|note| *note == "kept").count(), 1, "{state}, {page}");
        }
    }
}

// Row 7: a colleague took it, and everybody else in the group reads "missed".
pain!(
    row_7_missed_calls_that_nobody_missed,
    without CauseUnread,
    |world: &World| each(world, "Subject").is_empty() && world.org.mails.is_empty(),
    r#"
    set missed.save_inbound=true
    set email.missed=true
    rings +33612345678
    5s
    far is answered elsewhere
    2s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Phone
      silent
      screen: over; Jane Customer; not saved
    journal: 1 kept
    "#
);

/// Row 7: how a call ends, and what is written and sent for it.
#[test]
fn row_7_each_end_has_its_entry() {
    let settings = "set missed.save_inbound=true\nset email.missed=true\nset no_answer.save_outbound=true";
    for (call, result, seconds, mails) in [
        ("rings +33612345678\n9s\nfar gives up", Some("Missed call"), "0", 1),
        ("rings +33612345678\n9s\ndecline", Some("Missed call"), "0", 1),
        ("rings +33612345678\n9s\nfar is answered elsewhere", None, "0", 0),
        ("rings +33612345678\n9s\nanswer\n7s\nfar hangs up", Some("Answered"), "7", 0),
        ("rings +33612345678\n9s\nanswer\n7s\nhang up", Some("Answered"), "7", 0),
        // A clock that is set back makes no call shorter than it was known to be.
        ("rings +33612345678\n9s\nanswer\n7s\nmute\nclock jumps back 1h\nhang up", Some("Answered"), "7", 0),
        ("dials +33612345678\n9s\nfar is busy", Some("No answer"), "0", 0),
        ("dials +33612345678\n9s\nfar does not answer", Some("No answer"), "0", 0),
        ("dials +33612345678\n9s\nfar declines", Some("No answer"), "0", 0),
        ("dials +33612345678\n9s\nhang up", Some("No answer"), "0", 0),
        ("dials +33612345678\n9s\nfar answers\n7s\nfar hangs up", Some("Answered"), "7", 0),
        ("rings 1002\n9s\nfar gives up", None, "0", 0),
    ] {
        let world = played(&format!("{settings}\n{call}\n3s"), None);
        assert_eq!(each(&world, "CallDisposition"), Vec::from_iter(result), "{call}");
        let talked = each(&world, "CallDurationInSeconds");
        assert!(talked.iter().all(|found| found == seconds), "{talked:?} {call}");
        assert_eq!(world.org.mails.len(), mails, "{call}");
    }
}

// Row 16: the administrator changes something, and nothing changes.
pain!(
    row_16_settings_of_yesterday,
    without OldSettings,
    |world: &World| each(world, "Subject").is_empty(),
    r#"
    rings +33612345678
    answer
    set autosave.inbound=false
    20s
    far hangs up
    2s
    why
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
      phone: connect
      panel: Phone
      - auto-answer on rang: the settings leave it out
      + find caller on rang: the number may belong to a record
      - find entry on rang: the settings leave it out
      + relate record on caller searched: only this record has the number
      - pop record on caller searched: the call belongs to no record yet
      - find target on related: the settings open the caller's own record
      - create case on related: the settings leave it out
      + pop record on related: the settings open the caller's own record
      - create case on answered: the settings leave it out
      - pop record on answered: it has been done for this call
      - resolve missed call on answered: the settings leave it out
      - log call on ended: the settings leave saving to the agent
      - mail missed call on ended: the settings leave it out
      - resolve missed call on ended: the settings leave it out
      + list tasks on ended: the choice needs to know the open tasks
    journal: 1 kept
    "#
);
