//! Calls that are done with: what is kept of them, and what Salesforce still has not got.

use ferrophone::engine::event::{Event, Intent};
use ferrophone::engine::history::{KEPT, Look};
use ferrophone::engine::view::Logged;
use ferrophone::sim::story::World;

// The call stands in no Task, because the agent left it; a press of one button opens its card again and saves it, note and all.
story!(
    a_call_that_was_left_unlogged_is_logged_late_with_one_press,
    r#"
    set autosave.inbound=false
    set follow_up.options_inbound=
    rings +33612345678
    answer
    note Wants a quote
    10s
    far hangs up
    close
    look
    rings +493023125150
    log late
    2s
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
      panel: Phone
      done: Jane Customer; not saved; note "Wants a quote"
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      crm: is there a Task of this call?
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Wants a quote"
      screen: rings; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Description=Wants a quote
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 2 kept
    "#
);

// Over a reload, too: what is needed for it stands in the journal.
story!(
    what_was_given_up_can_be_logged_on_another_day,
    r#"
    org demands notes
    rings +33612345678
    answer
    10s
    far hangs up
    2s
    look
    give up
    look
    crash
    look
    org demands nothing
    log late
    2s
    look
    close
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
      screen: over; Jane Customer; refused: Please write down what the call was about.
      done: Jane Customer; not saved; note ""
      phone: connect
      panel: Phone
      done: Jane Customer; not saved; note ""
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
      done: Jane Customer; saved; note ""
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
      WhoId=Jane Customer
    "#
);

// P25
story!(
    a_call_off_the_record_is_not_logged_and_the_next_one_is,
    r#"
    set calls.offer_off_record=true
    set case.create_inbound=true
    set follow_up.options_inbound=
    rings +33612345678
    off the record
    answer
    note Private
    10s
    far hangs up
    save
    look
    why
    close
    look
    rings +33612345678
    answer
    10s
    far hangs up
    2s
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
      panel: Phone
      screen: over; Jane Customer; not saved; note "Private"
      - auto-answer on rang: the settings leave it out
      + find caller on rang: the number may belong to a record
      - find entry on rang: the settings leave it out
      + relate record on caller searched: only this record has the number
      - pop record on caller searched: the call belongs to no record yet
      - find target on related: the settings open the caller's own record
      - create case on related: a case is made for an answered call
      + pop record on related: the settings open the caller's own record
      - create case on answered: the agent said not to log it
      - pop record on answered: it has been done for this call
      - resolve missed call on answered: the settings leave it out
      - log call on ended: the agent said not to log it
      - mail missed call on ended: the settings leave it out
      - resolve missed call on ended: the settings leave it out
      - list tasks on ended: the choice needs no open tasks
      done: Jane Customer; off the record; note "Private"
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-2
      panel: Jane Customer
      silent
      crm: create Case
      crm: refresh
      crm: find the name of Case 00001005
      crm: pop Case 00001005
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      done: Jane Customer; off the record; note "Private"
    org: Case
      AccountId=Harbour Coffee Roasters
      CaseNumber=00001005
      ContactId=Jane Customer
      Origin=Phone
      Status=New
      Subject=Incoming call 11/23/2026 09:00
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-2
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:11.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:21.200Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:11.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhatId=00001005
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// P25: what holds at the end of the call decides; afterwards it is the agent's to press Save.
story!(
    a_call_put_back_on_the_record_in_time_is_logged_as_ever,
    r#"
    set calls.offer_off_record=true
    set follow_up.options_inbound=
    rings +33612345678
    off the record
    answer
    10s
    on the record
    far hangs up
    2s
    look
    off the record
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
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.400Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

story!(
    without_the_setting_no_call_goes_off_the_record,
    r#"
    set follow_up.options_inbound=
    rings +33612345678
    off the record
    answer
    10s
    far hangs up
    2s
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
      crm: create Task
      panel: Phone
      crm: refresh
      screen: over; Jane Customer; saved
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=10
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.300Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

// Missed calls that the settings do not log are not missing in Salesforce.
story!(
    what_is_not_meant_to_be_logged_is_not_unlogged,
    r#"
    rings +33612345678
    far gives up
    close
    history unlogged
    look
    history all
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
    panel: Phone
    silent
    done: Jane Customer; not to be saved; note ""
    "#
);

/// So many calls, one after another: missed by every third, kept from Salesforce by none.
fn busy_day(calls: usize) -> World {
    let mut world = World::default();
    world.play("set follow_up.options_inbound=\nset autosave.inbound=false");
    for n in 0..calls {
        let number = 33_600_000_000 + n;
        let taken = if n % 3 == 0 { "far gives up" } else { "answer\n1s\nfar hangs up" };
        world.play(&format!("rings +{number}\n{taken}\nclose"));
    }
    world
}

fn look(world: &mut World, first: usize, rows: usize, unlogged: bool) -> Vec<String> {
    world.event(Event::Agent(Intent::LookBack(Look { first, rows, unlogged })));
    let history = world.engine.view().history;
    assert_eq!(history.first, first);
    history.rows.iter().map(|call| call.party.number.as_ref().expect("a number").as_given().to_owned()).collect()
}

#[test]
fn the_latest_thousand_calls_are_kept_and_a_few_are_shown_at_a_time() {
    let mut world = busy_day(KEPT + 5);
    assert_eq!(world.mistakes(), [""; 0]);
    let kept = |world: &World| world.journal().keys().filter(|key| key.starts_with("done/")).count();
    assert_eq!(kept(&world), KEPT);
    let history = world.engine.view().history;
    assert_eq!((history.total, history.rows.len()), (KEPT, 40));
    let newest = KEPT + 4;
    let number = |n: usize| format!("+{}", 33_600_000_000 + n);
    assert_eq!(look(&mut world, 0, 2, false), [number(newest), number(newest - 1)]);
    assert_eq!(look(&mut world, 998, 40, false), [number(newest - 998), number(newest - 999)]);
    assert_eq!(look(&mut world, 500, 3, false).first(), Some(&number(newest - 500)));
    // Another page finds the same, in the same order.
    let before = (look(&mut world, 0, 200, false), look(&mut world, 0, 200, true));
    world.play("reload\n1s");
    assert_eq!((look(&mut world, 0, 200, false), look(&mut world, 0, 200, true)), before);
    assert_eq!(kept(&world), KEPT);
    assert!(before.1.iter().all(|number| (number[1..].parse::<usize>().unwrap() - 33_600_000_000) % 3 != 0));
}

#[test]
fn one_more_call_costs_as_many_writes_as_the_first() {
    let writes = |calls: usize| {
        let mut world = busy_day(calls);
        let before = world.stored;
        world.play("rings +4930999\nanswer\n1s\nfar hangs up\nclose");
        world.stored - before
    };
    let few = writes(3);
    assert!(few > 3, "{few}");
    // One more: the oldest goes.
    assert_eq!(writes(KEPT + 3), few + 1);
}

#[test]
fn an_unlogged_call_that_is_one_too_many_leaves_both_lists() {
    let mut world = busy_day(KEPT + 40);
    let history = world.engine.view().history;
    let counted = (0..KEPT).step_by(200).flat_map(|first| {
        world.event(Event::Agent(Intent::LookBack(Look { first, rows: 200, unlogged: false })));
        world.engine.view().history.rows.clone()
    });
    assert_eq!(counted.filter(|call| call.logged == Logged::No).count(), history.unlogged);
}
