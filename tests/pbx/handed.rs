//! Calls that others hand to us, and calls taken up again. Behind a proxy a transfer is the phones' own business.

use std::time::Duration;

use ferrophone::engine::id::LegId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Ask, Command, EndCause, Signal, TransferOutcome, Trouble};

use crate::asterisk::Asterisk;
use crate::kamailio::Kamailio;
use crate::phone::Phone;

#[test]
fn who_is_handed_on_calls_the_other_and_is_let_go() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let ours = alice.dial("1002");
    let theirs = bob.pick_up().leg;
    alice.answered(&ours);
    alice.command(Command::TransferBlind { leg: ours.clone(), to: PhoneNumber::parse("1003").unwrap() });
    let Ask::Follow(to) = bob.asked(&theirs) else { panic!("to follow") };
    assert_eq!(to.number.expect("Carol's").as_given(), "1003");
    let new = LegId("new".into());
    bob.command(Command::Follow { leg: theirs.clone(), to: new.clone() });
    carol.pick_up();
    bob.answered(&new);
    assert_eq!(alice.transferred(&ours), TransferOutcome::Done);
    assert_eq!(alice.ended(&ours), EndCause::Transferred);
    assert_eq!(bob.ended(&theirs), EndCause::There);
    bob.hang_up(&new);
    assert_eq!(bob.ended(&new), EndCause::Here);
}

#[test]
fn at_the_end_of_an_attended_transfer_one_phone_takes_the_others_place() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let ours = alice.dial("1002");
    let theirs = bob.pick_up().leg;
    alice.answered(&ours);
    alice.command(Command::Hold { leg: ours.clone() });
    assert!(alice.held_here(&ours));
    let question = alice.dial("1003");
    let asked = carol.pick_up().leg;
    alice.answered(&question);
    carol.has_received(1, "ACK");

    alice.command(Command::TransferAttended { leg: ours.clone(), to: question.clone() });
    bob.asked(&theirs);
    let new = LegId("new".into());
    bob.command(Command::Follow { leg: theirs.clone(), to: new.clone() });
    bob.answered(&new);
    assert!(bob.sent("INVITE").last().unwrap().contains("\r\nReplaces: "));
    // Carol's call goes on, with Bob.
    assert_eq!(carol.identity(&asked).number.expect("Bob's").as_given(), "1002");
    assert_eq!(alice.transferred(&ours), TransferOutcome::Done);
    assert_eq!(alice.ended(&ours), EndCause::Transferred);
    alice.hears(&Signal::Ended { leg: question, cause: EndCause::Transferred });
    assert_eq!(bob.ended(&theirs), EndCause::There);
    carol.command(Command::Hold { leg: asked.clone() });
    assert!(carol.held_here(&asked));
    assert!(bob.held_there(&new));
    carol.hang_up(&asked);
    assert_eq!(bob.ended(&new), EndCause::There);
}

#[test]
fn an_invitation_that_nobody_follows_lapses() {
    let pbx = Kamailio::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let ours = alice.dial("1002");
    let theirs = bob.pick_up().leg;
    alice.answered(&ours);
    alice.command(Command::TransferBlind { leg: ours.clone(), to: PhoneNumber::parse("1003").unwrap() });
    bob.asked(&theirs);
    bob.skip(Duration::from_secs(11));
    assert_eq!(alice.transferred(&ours), TransferOutcome::Failed { status: 603 });
    bob.hang_up(&theirs);
    assert_eq!(alice.ended(&ours), EndCause::There);
}

#[test]
fn a_call_lost_with_its_page_is_taken_up_again() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let lost = alice.call("602");
    let handle = alice.handle(&lost);
    drop(alice); // the page crashes: no BYE
    let alice = Phone::ready(&pbx, "1001");
    let leg = LegId("again".into());
    alice.command(Command::Rejoin { leg: leg.clone(), handle });
    alice.answered(&leg);
    // One call: the lost one was replaced and not doubled.
    pbx.has_calls(1);
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    pbx.has_no_calls();
}

#[test]
fn a_customer_lost_with_the_page_is_taken_up_again() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    let handle = alice.handle(&call.leg);
    drop(alice);
    let alice = Phone::ready(&pbx, "1001");
    let leg = LegId("again".into());
    alice.command(Command::Rejoin { leg: leg.clone(), handle });
    alice.answered(&leg);
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    // She is let go with that, so it was her call.
    pbx.has_no_calls();
}

#[test]
fn a_customer_left_by_a_page_that_is_loaded_again_talks_on_with_the_next() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    let call = alice.pick_up();
    pbx.has_put_through("1001");
    let handle = alice.handle(&call.leg);
    alice.leave();
    alice.is_off();
    let told = alice.sent("UPDATE");
    assert!(told[0].contains("\r\nSession-Expires: 90;refresher=uac\r\n"), "{told:?}");
    assert!(alice.sent("BYE").is_empty(), "nobody hangs up");
    drop(alice);
    let alice = Phone::ready(&pbx, "1001");
    let leg = LegId("again".into());
    alice.command(Command::Rejoin { leg: leg.clone(), handle });
    alice.answered(&leg);
    // She is held and taken back as in any call: it is hers.
    alice.command(Command::Hold { leg: leg.clone() });
    assert!(alice.held_here(&leg));
    alice.command(Command::Resume { leg: leg.clone() });
    assert!(!alice.held_here(&leg));
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    pbx.has_no_calls();
}

/// Whoever talked to it is not left in silence until a cleaner comes by.
#[test]
fn a_call_left_by_a_page_that_does_not_come_back_is_ended_by_the_pbx() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    pbx.customer_calls("1001");
    alice.pick_up();
    pbx.has_put_through("1001");
    alice.leave();
    alice.is_off();
    drop(alice);
    pbx.has_no_calls_within(Duration::from_secs(95));
}

#[test]
fn a_call_that_is_over_cannot_be_taken_up_again() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let lost = alice.call("602");
    let handle = alice.handle(&lost);
    alice.hang_up(&lost);
    alice.ended(&lost);
    pbx.has_no_calls();
    let leg = LegId("again".into());
    alice.command(Command::Rejoin { leg: leg.clone(), handle });
    assert!(matches!(alice.ended(&leg), EndCause::NoSuchNumber | EndCause::Failed(Trouble::Protocol { status: 481 })));
}

#[test]
fn a_line_that_wants_its_ringing_confirmed_gets_it_both_ways() {
    let pbx = Asterisk::start();
    let (alice, dave) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1004"));
    let leg = dave.dial("603");
    assert!(dave.progress(&leg), "an announcement");
    dave.has_sent(1, "PRACK");
    assert!(dave.received("183")[0].contains("Require: 100rel"));
    dave.hang_up(&leg);
    assert_eq!(dave.ended(&leg), EndCause::Here);

    let leg = alice.dial("1004");
    let call = dave.incoming();
    dave.has_received(1, "PRACK");
    dave.command(Command::Answer { leg: call.leg.clone() });
    dave.answered(&call.leg);
    alice.answered(&leg);
    alice.hang_up(&leg);
    assert_eq!(dave.ended(&call.leg), EndCause::There);
}
