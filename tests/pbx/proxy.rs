//! What only a proxy shows: phones that negotiate with each other, forks of one call, two winners at once.

use ferrophone::engine::id::LegId;
use ferrophone::engine::telephony::{Command, EndCause, Signal};

use crate::kamailio::Kamailio;
use crate::phone::Phone;

#[test]
fn k1_a_proxy_asks_for_the_password_in_its_own_way() {
    let pbx = Kamailio::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let leg = alice.dial("1002");
    let call = bob.incoming();
    assert_eq!(alice.received("407").len(), 1);
    assert!(alice.sent("INVITE")[1].contains("\r\nProxy-Authorization: Digest "));
    assert_eq!(call.from.name.as_deref(), Some("Agent 1001"), "as the proxy vouches for it");
    alice.hang_up(&leg);
    assert_eq!(bob.ended(&call.leg), EndCause::There);
}

#[test]
fn k3_each_side_learns_that_the_other_holds() {
    let pbx = Kamailio::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let (ours, theirs) = talk(&alice, &bob);
    for (holder, its_leg, other, other_leg) in [(&alice, &ours, &bob, &theirs), (&bob, &theirs, &alice, &ours)] {
        holder.command(Command::Hold { leg: its_leg.clone() });
        assert!(holder.held_here(its_leg));
        assert!(other.held_there(other_leg));
        holder.command(Command::Resume { leg: its_leg.clone() });
        assert!(!holder.held_here(its_leg));
        assert!(!other.held_there(other_leg));
    }
    alice.command(Command::SendDigits { leg: ours.clone(), digits: "7".into() });
    bob.has_received(1, "INFO");
    bob.hang_up(&theirs);
    assert_eq!(alice.ended(&ours), EndCause::There);
}

#[test]
fn two_who_hold_each_other_at_the_same_moment_both_get_their_way() {
    let pbx = Kamailio::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let (ours, theirs) = talk(&alice, &bob);
    // Neither hears the other's offer before its own is on the way: both are refused with 491 (RFC 3261 14.1).
    alice.deaf(true);
    bob.deaf(true);
    alice.command(Command::Hold { leg: ours.clone() });
    bob.command(Command::Hold { leg: theirs.clone() });
    alice.has_sent(3, "INVITE");
    bob.has_sent(1, "INVITE");
    alice.deaf(false);
    bob.deaf(false);
    assert!(alice.held_here(&ours));
    assert!(bob.held_here(&theirs));
    assert_eq!((alice.sent("491").len(), bob.sent("491").len()), (1, 1));
}

#[test]
fn an_offer_of_the_other_side_does_not_undo_our_hold() {
    let pbx = Kamailio::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let (ours, theirs) = talk(&alice, &bob);
    alice.command(Command::Hold { leg: ours.clone() });
    assert!(alice.held_here(&ours));
    assert!(bob.held_there(&theirs));
    bob.command(Command::Hold { leg: theirs.clone() });
    assert!(bob.held_here(&theirs));
    bob.command(Command::Resume { leg: theirs.clone() });
    assert!(!bob.held_here(&theirs));
    let answer = bob.received("200").pop().expect("the answer to his offer");
    assert!(answer.contains("CSeq: ") && answer.contains(" INVITE\r\n"));
    assert!(answer.contains("a=sendonly") || answer.contains("a=inactive"), "she still does not listen:\n{answer}");
    assert!(!alice.heard().contains(&Signal::HeldHere { leg: ours.clone(), on: false }));
    alice.command(Command::Resume { leg: ours.clone() });
    assert!(!alice.held_here(&ours));
    assert!(!bob.held_there(&theirs));
}

#[test]
fn k2_of_two_forks_the_one_that_loses_is_told_so() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let leg = carol.dial("900");
    let lost = alice.incoming();
    let won = bob.pick_up();
    carol.answered(&leg);
    assert_eq!(alice.ended(&lost.leg), EndCause::AnsweredElsewhere);
    carol.hang_up(&leg);
    assert_eq!(bob.ended(&won.leg), EndCause::There);
}

#[test]
fn k5_of_two_that_answer_at_the_same_moment_one_is_thanked_and_let_go() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let leg = carol.dial("900");
    let (first, second) = (alice.incoming(), bob.incoming());
    // Bob answers before he hears that Alice was faster: the proxy passes both answers on (RFC 3261 16.7).
    bob.deaf(true);
    alice.command(Command::Answer { leg: first.leg.clone() });
    carol.answered(&leg);
    bob.command(Command::Answer { leg: second.leg.clone() });
    bob.has_sent(1, "200");
    bob.deaf(false);
    // RFC 3261 13.2.2.4: the caller acknowledges the second answer and ends that dialog at once.
    carol.has_sent(1, "BYE");
    bob.ended(&second.leg);
    let answers = carol.heard().iter().filter(|signal| matches!(signal, Signal::Answered { .. })).count();
    assert_eq!(answers, 1);
    carol.command(Command::Hold { leg: leg.clone() });
    assert!(carol.held_here(&leg), "the call with Alice goes on");
    assert!(alice.held_there(&first.leg));
}

#[test]
fn k4_a_caller_who_gives_up_stops_every_fork() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let leg = carol.dial("900");
    let calls = [(&alice, alice.incoming()), (&bob, bob.incoming())];
    carol.hang_up(&leg);
    for (phone, call) in calls {
        assert_eq!(phone.ended(&call.leg), EndCause::There);
    }
    assert_eq!(carol.ended(&leg), EndCause::Here);
}

#[test]
fn a_fork_that_declines_leaves_the_call_to_the_other() {
    let pbx = Kamailio::start();
    let (alice, bob, carol) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"), Phone::ready(&pbx, "1003"));
    let leg = carol.dial("900");
    let call = alice.incoming();
    alice.command(Command::Decline { leg: call.leg.clone() });
    assert_eq!(alice.ended(&call.leg), EndCause::Here);
    bob.pick_up();
    carol.answered(&leg);
}

#[test]
fn who_is_not_there_and_who_does_not_exist_are_told_apart() {
    let pbx = Kamailio::start();
    let alice = Phone::ready(&pbx, "1001");
    for (number, cause) in [("1002", EndCause::NoAnswer), ("5555", EndCause::NoSuchNumber)] {
        let leg = alice.dial(number);
        assert_eq!(alice.ended(&leg), cause, "{number}");
    }
}

/// Alice has called Bob, and he has answered.
fn talk(alice: &Phone, bob: &Phone) -> (LegId, LegId) {
    let ours = alice.dial("1002");
    let theirs = bob.pick_up().leg;
    alice.answered(&ours);
    bob.has_received(1, "ACK");
    (ours, theirs)
}
