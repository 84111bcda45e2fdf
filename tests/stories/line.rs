//! What a line tells and asks beside ringing: to answer by itself, to call somebody else, that messages wait, whether a colleague is
//! free; and three at one table.

use ferrophone::engine::view::NoticeKind;
use ferrophone::sim::story::{World, play};

story!(
    where_allowed_the_phone_answers_when_the_pbx_asks_it_to,
    r#"
    set inbound.answer_on_request=true
    rings 1002 answer=1
    5s
    far hangs up
    rings +33612345678
    far asks to answer
    5s
    far asks to hold
    far asks to resume
    far hangs up
    "#,
    @r#"
      phone: connect
      panel: Phone
      phone: answer in-1
      panel: 1002
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-2
      panel: Jane Customer
      silent
      phone: hold in-2
      panel: On hold: Jane Customer
      phone: resume in-2
      panel: Jane Customer
      crm: open tasks of Contact Jane Customer
      crm: create Task
      panel: Phone
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-2
      CallType=Inbound
      Ferrophone_Call_Answered__c=2026-11-23T08:00:05.300Z
      Ferrophone_Call_End__c=2026-11-23T08:00:10.600Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:05.200Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

#[test]
fn nobody_is_answered_unasked_in_a_call_in_a_group_or_where_it_is_not_allowed() {
    let allowed = "set inbound.answer_on_request=true";
    let rings = "rings +33612345678 answer=1";
    let answers = |script: &str| play(script).contains("phone: answer in-");
    assert!(answers(&format!("{allowed}\n{rings}")));
    assert!(!answers(rings), "off is the default");
    assert!(!answers(&format!("{allowed}\nrings +33612345678")), "the PBX did not ask");
    assert!(!answers(&format!("{allowed}\ndials 1002\nfar answers\n{rings}")), "never while talking");
    let group = format!("{allowed}\nset calls.ring_all=true\n{rings}\nlook");
    assert!(!answers(&group), "never where all phones ring");
    assert!(play(&group).contains("RingAll { off: \"inbound.answer_on_request\" }"));
    let held = "rings +33612345678\nanswer\nfar asks to hold";
    assert!(!play(held).contains("phone: hold"), "nor is it held");
}

story!(
    where_the_other_side_asks_to_call_somebody_else_the_agent_decides,
    r#"
    rings +33612345678
    answer
    far asks to call 1002
    look
    follow
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
      screen: talking; Jane Customer; nothing to save yet; asks to call 1002
      phone: hold in-1
      phone: follow in-1 as out
      panel: On hold: Jane Customer
      screen: held; Jane Customer; nothing to save yet
      screen: over; not searched; not saved
      notice: CallFailed(Unsupported)
    journal: 2 kept
    "#
);

story!(
    three_talk_at_one_table_until_one_leaves,
    r#"
    rings +33612345678
    answer
    dials 1002
    far answers
    call 1: join all 2
    look
    call 1: mute
    call 1: unmute
    10s
    call 2: hang up
    look
    far hangs up
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
      phone: hold in-1
      phone: dial 1002
      panel: On hold: Jane Customer
      panel: 1002
      phone: resume in-1
      phone: mix in-1 and out
      panel: Jane Customer
      screen: talking; Jane Customer; nothing to save yet; at the table
      screen: talking; not searched; nothing to save yet; at the table
      phone: mute in-1 true
      phone: mute out true
      phone: mute in-1 false
      phone: mute out false
      phone: hang up out
      phone: mix
      screen: talking; Jane Customer; nothing to save yet
      screen: over; not searched; unsaved, for the agent to save
      crm: open tasks of Contact Jane Customer
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
      Ferrophone_Call_End__c=2026-11-23T08:00:11.000Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 2 kept
    "#
);

story!(
    who_is_put_on_hold_has_left_the_table,
    r#"
    rings +33612345678
    answer
    dials 1002
    far answers
    call 1: join all 2
    call 2: hold
    look
    call 1: join all 2
    rings 1003
    call 3: answer
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
      phone: hold in-1
      phone: dial 1002
      panel: On hold: Jane Customer
      panel: 1002
      phone: resume in-1
      phone: mix in-1 and out
      panel: Jane Customer
      phone: hold out
      phone: mix
      screen: talking; Jane Customer; nothing to save yet
      screen: held; not searched; nothing to save yet
      phone: resume out
      phone: mix in-1 and out
      panel: Ringing: 1003 (raised)
      phone: hold in-1
      phone: hold out
      phone: answer in-2
      panel: Jane Customer
      phone: mix
      panel: 1002
      panel: On hold: Jane Customer
      panel: 1003
      screen: held; Jane Customer; nothing to save yet
      screen: held; not searched; nothing to save yet
      screen: talking; not searched; nothing to save yet
    journal: 3 kept
    "#
);

#[test]
fn only_calls_that_are_up_come_to_the_table() {
    let mixes = |script: &str| play(script).contains("phone: mix");
    let two = "rings +33612345678\nanswer\ndials 1002\n";
    assert!(mixes(&format!("{two}far answers\ncall 1: join all 2")));
    assert!(!mixes(&format!("{two}call 1: join all 2")), "it still rings there");
    assert!(!mixes("rings +33612345678\nanswer\ncall 1: join all 1"), "nobody is alone in company");
    let desk = "desk phone\nrings +33612345678\nfar answers\ndials 1002\nfar answers\ncall 1: join all 2";
    assert!(!mixes(desk), "a desk phone mixes by itself");
}

story!(
    voice_messages_and_colleagues_phones_are_asked_for_and_shown,
    r#"
    set line.mailbox=*97
    set line.watched=1002 Bob Agent; 1003
    look
    far leaves messages 2
    far 1002 is busy
    look
    far 1002 is free
    far leaves messages 0
    look
    "#,
    @r#"
    phone: connect
    phone: watch messages, 1002, 1003
    panel: Phone
    lamp: 1002 Bob Agent Unknown
    lamp: 1003  Unknown
    messages: 2 new, 0 old, heard at *97
    lamp: 1002 Bob Agent Busy
    lamp: 1003  Unknown
    messages: 0 new, 0 old, heard at *97
    lamp: 1002 Bob Agent Free
    lamp: 1003  Unknown
    "#
);

/// A colleague's phone rang while this one slept, as long as she has an entry of it.
const SLEPT: &str =
    "set missed.save_inbound=true\n1m\nbea: rings +33612345678 ref=X\nbea: far gives up\nfreezes 7m\n5s";

story!(
    what_colleagues_missed_while_the_computer_slept_is_told,
    r#"
    set missed.save_inbound=true
    1m
    bea: rings +33612345678 ref=X
    bea: far gives up
    freezes 7m
    5s
    look
    "#,
    @r#"
      phone: connect
      panel: Phone
      bea:phone: connect
      bea:panel: Phone
      bea:crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      bea:panel: Ringing: +33612345678 (raised)
      bea:ringing
      bea:crm: pop Contact Jane Customer
      bea:panel: Ringing: Jane Customer
      bea:crm: create Task
      bea:panel: Phone
      bea:silent
      bea:crm: refresh
      crm: missed by others from 09:01 to 09:08
      notice: not reachable from 09:01 to 09:08
      notice: nobody took 09:01 +33612345678 Jane Customer
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Missed call
      CallDurationInSeconds=0
      CallObject=X
      CallType=Inbound
      Ferrophone_Call_End__c=2026-11-23T08:01:00.100Z
      Ferrophone_Call_Start__c=2026-11-23T08:01:00.000Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:01
      WhoId=Jane Customer
    "#
);

#[test]
fn where_nobody_can_be_asked_the_gap_alone_is_told() {
    let told = |script: &str| {
        let mut world = World::default();
        world.play(script);
        let notices = world.engine.view().notices.clone();
        notices.iter().map(|notice| notice.what.clone()).collect::<Vec<_>>()
    };
    let is_gap = |what: &NoticeKind| matches!(what, NoticeKind::Gap { .. });
    assert_eq!(told(SLEPT).len(), 2);
    for org in ["none", "cannot look up"] {
        let told = told(&format!("org {org}\n{SLEPT}"));
        assert!(told.len() == 1 && is_gap(&told[0]), "{org}: {told:?}");
    }
}
