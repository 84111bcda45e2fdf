//! A page that goes while a call is up, at a PBX that lets the call be taken up again.

use ferrophone::engine::effect::Effect;
use ferrophone::engine::event::Event;
use ferrophone::engine::telephony::{Command, Signal};
use ferrophone::sim::story::World;

use crate::pains::{each, played};

story!(
    after_a_reload_the_call_is_offered_and_taken_up_again_and_there_is_one_task_with_all_of_it,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    note Half a sen
    20s
    reload
    look
    5s
    rejoin
    look
    30s
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: lost, offered; Jane Customer; nothing to save yet; note "Half a sen"
      phone: rejoin again-0000000200000002
      screen: talking; Jane Customer; nothing to save yet; note "Half a sen"
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved; note "Half a sen"
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=55
      CallObject=ref-1
      CallType=Inbound
      Description=Half a sen
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:55.700Z
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
    what_nobody_takes_up_has_ended_when_it_was_last_seen,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    20s
    reload
    80s
    look
    11s
    look
    call back
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
      panel: Jane Customer
      screen: lost, offered; Jane Customer; nothing to save yet
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.200Z
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
    who_has_hung_up_meanwhile_is_not_there_any_more_and_can_be_called_back,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    20s
    reload
    far hangs up on nobody
    rejoin
    2s
    look
    call back
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      phone: rejoin again-0000000200000002
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
      phone: dial +33612345678
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: dialling; Jane Customer; nothing to save yet
      done: Jane Customer; saved; note ""
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=20
      CallObject=ref-1
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.100Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.200Z
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
    an_agent_who_is_done_ends_it_and_leaves_nobody_in_silence,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    20s
    reload
    hang up
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      phone: rejoin again-0000000200000002
      phone: hang up again-0000000200000002
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
      screen: over; Jane Customer; saved
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

story!(
    what_is_asked_for_before_the_line_is_there_is_done_when_it_is,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    20s
    reload
    line drops
    rejoin
    look
    5s
    line is back
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      screen: lost, asked for; Jane Customer; nothing to save yet
      phone: rejoin again-0000000200000002
      screen: talking; Jane Customer; nothing to save yet
    journal: 1 kept
    "#
);

story!(
    while_it_is_offered_another_call_rings_and_is_held_when_the_lost_one_is_taken_up,
    r#"
    pbx keeps calls
    rings +33612345678
    answer
    5s
    reload
    rings +493023125150
    look
    call 2: answer
    call 1: rejoin
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
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      crm: search +493023125150 | 03023125150 | 3023125150 | 493023125150 | +4903023125150 | 00493023125150
      panel: Ringing: +493023125150 (raised)
      ringing
      screen: lost, offered; Jane Customer; nothing to save yet
      screen: rings; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
      phone: answer in-2
      panel: Jane Customer
      silent
      panel: +493023125150
      phone: hold in-2
      phone: rejoin again-0000000200000004
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet
      screen: held; one of Anna Schäfer, Birgit Weiß, Cem Yılmaz; nothing to save yet
    journal: 2 kept
    "#
);

story!(
    the_tab_that_takes_over_offers_it,
    r#"
    pbx keeps calls
    tab 2: opens
    rings +33612345678
    answer
    10s
    tab 1: closes
    look
    rejoin
    look
    10s
    far hangs up
    2s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      tab 2 has the phone
      screen: lost, offered; Jane Customer; nothing to save yet
      phone: rejoin again-0000000200000002
      screen: talking; Jane Customer; nothing to save yet
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
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:20.700Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

/// In whatever state the page went: what was up is offered, and nothing else; there is one Task at the end.
#[test]
fn what_was_up_is_offered_and_nothing_else() {
    for (state, script, offered) in [
        ("ringing", "rings +33612345678", 0),
        ("talking", "rings +33612345678\nanswer", 1),
        ("held", "rings +33612345678\nanswer\nhold", 1),
        ("in the time after it", "rings +33612345678\nanswer\n5s\nfar hangs up", 0),
        ("dialling", "dials +33612345678", 0),
        ("talking, called", "dials +33612345678\nfar answers", 1),
        ("two of them", "rings +33612345678\nanswer\nrings +493023125150\ncall 2: answer", 2),
    ] {
        for page in ["reload", "crash", "reload\nreload", "crash in 1 steps\nnote x"] {
            let lost = |world: &World| world.engine.view().calls.iter().filter(|call| call.lost.is_some()).count();
            let script = format!("pbx keeps calls\n{script}\n5s\n{page}");
            assert_eq!(lost(&played(&script, None)), offered, "{state}, {page}");
            let late = played(&format!("{script}\n2m"), None);
            assert_eq!(lost(&late), 0, "{state}, {page}");
            let mut world = played(&format!("{script}\ncall 1: rejoin\ncall 2: rejoin\n3s"), None);
            let up = world.engine.view().calls.iter().filter(|call| call.can.hang_up).count();
            assert_eq!(up, offered, "{state}, {page}");
            world.play("call 1: hang up\ncall 2: hang up\n2s\ncall 1: save\ncall 2: save\n2s");
            let calls = 1 + usize::from(script.contains("call 2"));
            assert_eq!(each(&world, "Subject").len(), calls, "{state}, {page}:\n{}", world.finish());
        }
    }
}

/// What the next page could not read is not left to the PBX.
#[test]
fn a_call_that_could_not_be_written_down_is_ended_with_its_page() {
    let ends = |storage: &str| {
        let mut world = played(&format!("pbx keeps calls\nrings +33612345678\nanswer\n{storage}\nnote kept"), None);
        let effects = world.engine.handle(Event::Leaving, world.now);
        effects.iter().any(|effect| matches!(effect, Effect::Phone(Command::HangUp { .. })))
    };
    assert!(ends("storage fills up"));
    assert!(!ends("storage is free"));
}

/// A page that was put away and comes back is as one that was loaded again.
#[test]
fn a_page_that_was_put_away_offers_the_call_too() {
    let mut world = played("pbx keeps calls\nrings +33612345678\nanswer\n5s", None);
    let leg = world.engine.leg_of(world.engine.view().calls[0].id).unwrap();
    world.event(Event::Leaving);
    assert!(world.engine.view().calls[0].lost.is_some());
    // Of the leg nobody is told any more.
    world.event(Event::Signal(Signal::Muted { leg, on: true }));
    assert!(!world.engine.view().calls[0].muted);
}
