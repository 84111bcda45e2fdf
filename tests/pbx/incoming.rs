//! Calls that come in, and what they bring along.

use ferrophone::engine::telephony::{Command, EndCause, Signal};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

#[test]
fn a_customer_comes_with_name_number_queue_and_what_she_keyed_in() {
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
fn a_colleague_calls_and_the_callee_hangs_up() {
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
fn a_declined_caller_hears_busy() {
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
fn a_caller_who_gives_up_is_a_missed_call() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let leg = alice.dial("1002");
    let call = bob.incoming();
    alice.hang_up(&leg);
    assert_eq!(bob.ended(&call.leg), EndCause::There);
    bob.has_sent(1, "487");
}

#[test]
fn a_call_passed_on_says_by_whom() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("820");
    let switchboard = alice.incoming().diverted_by.expect("a Diversion header");
    assert_eq!(switchboard.name.as_deref(), Some("Switchboard"));
    assert_eq!(switchboard.number.expect("its number").as_given(), "820");
}

#[test]
fn the_pbx_may_ask_the_phone_to_answer_by_itself() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("830");
    assert!(alice.incoming().wants_auto_answer);
    assert_eq!(alice.sent("200").len(), 0, "whether it does is not the driver's to decide");
}
