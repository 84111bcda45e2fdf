//! What is logged, and for whom: rows 1 to 4.

use super::{each, played};
use ferrophone::sim::story::{Sabotage, World};

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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      browser 2:phone: connect
      browser 2:panel: Phone
      browser 2:crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
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

// A colleague adds to the Task on its page, and the next word that is typed here wipes it out.
pain!(
    what_a_colleague_wrote_is_overwritten,
    without Overwriting,
    |world: &World| each(world, "Description") == ["wants a quote, by Friday"],
    r#"
    rings +33612345678
    answer
    note wants a quote
    30s
    far hangs up
    org changes Task Description=wants a quote, by Friday
    note wants a quote for two
    save
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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
      crm: refresh
      crm: pop Task Send the spare parts list
      crm: change Task: Description="wants a quote for two"
      crm: refresh
      screen: over; Jane Customer; conflict: in Salesforce Description is "wants a quote, by Friday"; note "wants a quote for two"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=30
      CallObject=ref-1
      CallType=Inbound
      Description=wants a quote, by Friday
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:30.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);
