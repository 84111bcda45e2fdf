//! What becomes of calls, and of an administrator's word: rows 5 to 8, 16 and 17.

use super::{each, played};
use ferrophone::engine::quality::AudioTrouble;
use ferrophone::engine::telephony::LineState;
use ferrophone::engine::view::{Notice, NoticeKind, View};
use ferrophone::sim::story::{Sabotage, World};

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

// Row 6: the computer sleeps, calls go past it, and the phone claims to be ready.
pain!(
    row_6_a_phone_that_slept_and_says_that_it_is_ready,
    without SleepUnnoticed,
    |world: &World| {
        let View { notices, line, .. } = world.engine.view();
        let told = |notice: &Notice| matches!(notice.what, NoticeKind::Gap { from, to, .. } if to.since(from).as_secs() == 421);
        notices.iter().any(told) && matches!(line.state, LineState::Ready { proved } if world.now.since(proved).as_secs() == 0)
    },
    r#"
    1m
    freezes 7m
    1500ms
    look
    "#,
    @r#"
    phone: connect
    panel: Phone
    crm: missed by others from 09:01 to 09:08
    notice: not reachable from 09:01 to 09:08
    "#
);

/// Row 6: whether the line is ready is not known from the moment on at which somebody looks; two seconds later it is. What was
/// dialled in between goes out then.
#[test]
fn row_6_the_line_is_doubted_at_once_and_proved_within_two_seconds() {
    let mut world = played("1m\nfreezes 7m", None);
    assert_eq!(world.engine.view().line.state, LineState::Connecting);
    let woken = world.now;
    world.play("dials +33612345678\n2s");
    let LineState::Ready { proved } = world.engine.view().line.state else { panic!("it is not ready") };
    assert!(proved > woken && proved.since(woken).as_secs() < 2);
    assert_eq!(world.engine.view().calls.len(), 1, "what was dialled goes out");
    // A page that nobody looks at for a minute, as browsers do it to hidden ones, has not slept.
    assert!(played("1m\nfreezes 1m\n5s", None).engine.view().notices.is_empty());
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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
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

// Row 8: the network changes; the call is up, and nobody hears anybody.
pain!(
    row_8_a_call_that_is_up_and_silent,
    without Deaf,
    |world: &World| world.engine.view().calls[0].sound.trouble == Some(AudioTrouble::NothingComes),
    r#"
    rings +33612345678
    answer
    sound 10s
    sound 4s comes=no
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
      screen: talking; Jane Customer; nothing to save yet; sounds Good, MOS 4.4, loss 0.0 %; NothingComes
    journal: 1 kept
    "#
);

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
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      ringing
      crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      phone: answer in-1
      panel: Jane Customer
      silent
      crm: open tasks of Contact Jane Customer
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

// Row 17: the tab with the phone dies between what another tab asks of it and its answer.
pain!(
    row_17_a_tab_that_asked_one_that_died,
    without ForgetfulHeir,
    |world: &World| {
        each(world, "Description") == ["asks for two grinders"] && world.engine.view().calls.iter().all(|call| !call.can.hang_up)
    },
    r#"
    desk phone
    tab 2: opens
    rings +33612345678
    far answers
    5s
    tab 1: sleeps
    tab 2: note asks for two grinders
    tab 2: hang up
    tab 1: closes
    look
    hang up
    5s
    "#,
    @r#"
      phone: connect
      panel: Phone
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Ringing: +33612345678 (raised)
      tab 2: crm: pop Contact Jane Customer
      panel: Ringing: Jane Customer
      panel: Jane Customer
      phone: connect
      crm: search +33612345678 | 33612345678 | +330612345678 | 0033612345678
      panel: Jane Customer
      tab 2 has the phone
      screen: talking; Jane Customer; nothing to save yet; note "asks for two grinders"
      phone: hang up in-1
      crm: open tasks of Contact Jane Customer
      crm: is there a Task of this call?
      panel: Phone
      crm: create Task
      crm: refresh
    org: Task
      AccountId=Harbour Coffee Roasters
      ActivityDate=2026-11-23
      CallDisposition=Answered
      CallDurationInSeconds=5
      CallObject=ref-1
      CallType=Inbound
      Description=asks for two grinders
      Ferrophone_Call_Answered__c=2026-11-23T08:00:00.200Z
      Ferrophone_Call_End__c=2026-11-23T08:00:05.800Z
      Ferrophone_Call_Start__c=2026-11-23T08:00:00.100Z
      Ferrophone_Caller_Number__c=+33612345678
      IsReminderSet=false
      Status=Completed
      Subject=Incoming call 11/23/2026 09:00
      WhoId=Jane Customer
    journal: 1 kept
    "#
);

/// Row 17: whenever it dies, there is no ghost: the call is shown by whoever has the phone now, once, and can be ended there.
#[test]
fn row_17_whoever_is_left_has_the_call_and_can_end_it() {
    for deaths in 1..4 {
        for asleep in ["", "tab 1: sleeps\n"] {
            let opened: String = (2..=deaths + 1).map(|tab| format!("tab {tab}: opens\n")).collect();
            let died: String = (1..=deaths).map(|tab| format!("tab {tab}: closes\n1s\n")).collect();
            let script = format!("desk phone\n{opened}rings +33612345678\nfar answers\n5s\n{asleep}{died}");
            let mut world = played(&script, None);
            let up = world.engine.view().calls.iter().filter(|call| call.can.hang_up).count();
            assert_eq!(up, 1, "{deaths} tabs died, {asleep}");
            world.play("hang up\n5s");
            assert_eq!(each(&world, "CallDisposition"), ["Answered"], "{deaths} tabs died, {asleep}");
        }
    }
}
