//! Calls handed on.

use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Command, EndCause, Signal, TransferOutcome};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

#[test]
fn s22_a_blind_transfer_leaves_the_customer_with_the_colleague() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    let to = PhoneNumber::parse("1002").unwrap();
    alice.command(Command::TransferBlind { leg: call.leg.clone(), to });
    let handed = bob.pick_up();
    assert_eq!(handed.from.number.expect("Jane's").as_given(), "+33612345678");
    assert_eq!(alice.transferred(&call.leg), TransferOutcome::Done);
    assert_eq!(alice.ended(&call.leg), EndCause::Transferred);

    pbx.hang_up_all();
    assert_eq!(bob.ended(&handed.leg), EndCause::There);
}

#[test]
fn a_blind_transfer_to_nowhere_leaves_the_customer_with_us() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    let to = PhoneNumber::parse("999999").unwrap();
    alice.command(Command::TransferBlind { leg: call.leg.clone(), to });
    assert_eq!(alice.transferred(&call.leg), TransferOutcome::Failed { status: 404 });
    alice.hang_up(&call.leg);
    assert_eq!(alice.ended(&call.leg), EndCause::Here);
}

#[test]
fn s23_an_attended_transfer_leaves_the_customer_with_the_colleague() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let music = alice.call("602");
    alice.command(Command::Hold { leg: music.clone() });
    assert!(alice.held_here(&music));
    let question = alice.dial("1002");
    let asked = bob.pick_up();
    alice.answered(&question);
    pbx.has_joined(&["1001-00000001", "1002-00000002"]);
    alice.command(Command::TransferAttended { leg: music.clone(), to: question.clone() });
    assert_eq!(alice.transferred(&music), TransferOutcome::Done);
    assert_eq!(alice.ended(&music), EndCause::Transferred);
    alice.hears(&Signal::Ended { leg: question, cause: EndCause::Transferred });
    // Bob has the music now.
    bob.hang_up(&asked.leg);
    assert_eq!(bob.ended(&asked.leg), EndCause::Here);
    pbx.has_no_calls();
}

#[test]
fn s24_after_an_attended_transfer_the_second_agent_learns_who_the_customer_is() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    alice.command(Command::Hold { leg: call.leg.clone() });
    assert!(alice.held_here(&call.leg));

    // Alice asks Bob first.
    let question = alice.dial("1002");
    let asked = bob.pick_up();
    assert_eq!(asked.from.number.clone().expect("Alice's").as_given(), "1001");
    alice.answered(&question);
    pbx.has_joined(&["1001-00000001", "1002-00000002"]);

    alice.command(Command::TransferAttended { leg: call.leg.clone(), to: question.clone() });
    assert_eq!(alice.transferred(&call.leg), TransferOutcome::Done);
    assert_eq!(alice.ended(&call.leg), EndCause::Transferred);
    // The PBX may end this one before it tells that the transfer has worked, or after.
    alice.hears(&Signal::Ended { leg: question, cause: EndCause::Transferred });

    let customer = bob.identity(&asked.leg);
    assert_eq!(customer.name.as_deref(), Some("Jane Customer"));
    assert_eq!(customer.number.expect("Jane's").as_given(), "+33612345678");

    pbx.hang_up_all();
    assert_eq!(bob.ended(&asked.leg), EndCause::There);
}

#[test]
fn news_of_the_other_side_does_not_undo_a_hold() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    let question = alice.dial("1002");
    let asked = bob.pick_up();
    alice.answered(&question);
    pbx.has_joined(&["1001-00000001", "1002-00000002"]);

    // Bob puts Alice on hold to look something up; meanwhile she hands him the customer.
    bob.command(Command::Hold { leg: asked.leg.clone() });
    assert!(bob.held_here(&asked.leg));
    let before = bob.sent("200").len();
    alice.command(Command::TransferAttended { leg: call.leg.clone(), to: question });
    assert_eq!(bob.identity(&asked.leg).name.as_deref(), Some("Jane Customer"));

    // Asterisk tells it with UPDATE to a phone that allows it, and says nothing of the audio; so must the answer.
    bob.has_sent(before + 1, "200");
    assert!(bob.received("UPDATE").len() == 1 && !bob.sent("200").last().unwrap().contains("m=audio"));
    assert!(!bob.heard().contains(&Signal::HeldHere { leg: asked.leg.clone(), on: false }));
    bob.command(Command::Resume { leg: asked.leg.clone() });
    assert!(!bob.held_here(&asked.leg));
}
