//! Calls that come in, and what they bring along.

use std::time::Duration;

use ferrophone::engine::telephony::{Command, CommandKind, EndCause, Signal, Trouble};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

#[test]
fn s17_a_customer_comes_with_name_number_queue_and_what_she_keyed_in() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    assert_eq!(call.from.name.as_deref(), Some("Jane Customer"));
    assert_eq!(call.from.number.expect("not withheld").as_given(), "+33612345678");
    assert_eq!(call.dialled.expect("X-DNIS").as_given(), "+441632960000");
    assert_eq!(call.queue.as_deref(), Some("support"));
    assert_eq!(call.ivr.as_deref(), Some("4711"));
    assert!(call.call_ref.is_some());
    assert_eq!(call.diverted_by, None);
    assert!(!call.wants_auto_answer);

    pbx.hang_up_all();
    assert_eq!(alice.ended(&call.leg), EndCause::There);
}

#[test]
fn a_withheld_number_is_none() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("*1001");
    let call = alice.incoming();
    assert_eq!(call.from.number, None);
}

#[test]
fn s07_a_colleague_calls_and_the_callee_hangs_up() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let leg = alice.dial("1002");
    let call = bob.pick_up();
    assert_eq!(call.from.name.as_deref(), Some("Alice Agent"));
    assert_eq!(call.from.number.clone().expect("a colleague").as_given(), "1001");
    alice.answered(&leg);
    assert!(alice.heard().contains(&Signal::Progress { leg: leg.clone(), early_media: false }), "it rang");
    bob.hang_up(&call.leg);
    assert_eq!(bob.ended(&call.leg), EndCause::Here);
    assert_eq!(alice.ended(&leg), EndCause::There);
}

#[test]
fn s08_a_declined_caller_hears_busy() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let leg = alice.dial("1002");
    let call = bob.incoming();
    bob.command(Command::Decline { leg: call.leg.clone() });
    assert_eq!(bob.ended(&call.leg), EndCause::Here);
    assert_eq!(bob.sent("486").len(), 1);
    assert_eq!(alice.ended(&leg), EndCause::Busy);
}

#[test]
fn s09_a_caller_who_gives_up_is_a_missed_call() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let leg = alice.dial("1002");
    let call = bob.incoming();
    alice.hang_up(&leg);
    assert_eq!(bob.ended(&call.leg), EndCause::There);
    bob.has_sent(1, "487");
}

#[test]
fn s27_a_call_passed_on_says_by_whom() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("820");
    let switchboard = alice.incoming().diverted_by.expect("a Diversion header");
    assert_eq!(switchboard.name.as_deref(), Some("Switchboard"));
    assert_eq!(switchboard.number.expect("its number").as_given(), "820");
}

#[test]
fn s26_the_pbx_may_ask_the_phone_to_answer_by_itself() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("830");
    assert!(alice.incoming().wants_auto_answer);
    assert_eq!(alice.sent("200").len(), 0, "whether it does is not the driver's to decide");
}

#[test]
fn a_second_caller_can_be_declined_without_harm_to_the_first() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");
    pbx.customer_calls("1001");
    let second = alice.incoming();
    alice.command(Command::Decline { leg: second.leg.clone() });
    assert_eq!(alice.ended(&second.leg), EndCause::Here);
    alice.command(Command::Hold { leg: leg.clone() });
    assert!(alice.held_here(&leg));
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
}

#[test]
fn without_a_microphone_the_call_rings_on_until_it_is_allowed() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    alice.allow_microphone(false);
    pbx.customer_calls("1001");
    let call = alice.incoming();
    alice.command(Command::Answer { leg: call.leg.clone() });
    assert_eq!(alice.refused(&call.leg), (CommandKind::Answer, Trouble::MicrophoneRefused));
    alice.allow_microphone(true);
    alice.command(Command::Answer { leg: call.leg.clone() });
    alice.answered(&call.leg);
    pbx.has_put_through("1001");
}

#[test]
fn a_call_that_nobody_keeps_up_is_given_up() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    assert!(alice.received("INVITE")[0].contains("Session-Expires: 1800"));
    // RFC 4028 section 10: the PBX promised to refresh, and half an hour later has not.
    alice.skip(Duration::from_secs(1800));
    alice.ended(&call.leg);
    alice.has_sent(1, "BYE");
}
