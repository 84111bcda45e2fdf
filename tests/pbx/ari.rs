//! Our ARI driver against a real Asterisk: the telephone 2001 stands on Alice's desk, the widget beside it follows.
//! `a1`-`a9` are the scenarios that it has to pass.

use std::time::Duration;

use ferrophone::engine::id::LegId;
use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Command, CommandKind, EndCause, Lamp, Signal, Trouble};

use crate::asterisk::Asterisk;
use crate::desk::{Desk, account};
use crate::phone::Phone;

#[test]
fn a1_the_line_is_ready_once_the_telephone_is() {
    let pbx = Asterisk::start();
    let desk = Desk::off();
    desk.connect(account(&pbx));
    assert_eq!(desk.is_down(), (Trouble::DeskPhoneOff, false), "it stands there unplugged");
    let phone = Phone::ready(&pbx, "2001");
    desk.is_ready();
    phone.command(Command::Disconnect);
    assert_eq!(desk.is_down(), (Trouble::DeskPhoneOff, false));
}

#[test]
fn a2_a_customer_who_calls_the_telephone_is_shown_with_what_the_pbx_knows_of_her() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    assert_eq!(call.from.name.as_deref(), Some("Jane Customer"));
    assert_eq!(call.from.number.expect("not withheld").as_given(), "+33612345678");
    assert_eq!(call.dialled.expect("DNIS").as_given(), "+441632960000");
    assert_eq!(call.queue.as_deref(), Some("support"));
    assert_eq!(call.ivr.as_deref(), Some("4711"));
    assert!(call.call_ref.is_some());

    // Answered and hung up at the telephone.
    let there = phone.incoming();
    assert_eq!(there.call_ref, call.call_ref, "one name for the call on both lines");
    phone.command(Command::Answer { leg: there.leg.clone() });
    desk.answered(&call.leg);
    phone.answered(&there.leg);
    pbx.has_put_through("2001");
    phone.hang_up(&there.leg);
    assert_eq!(desk.ended(&call.leg), EndCause::Here);
}

#[test]
fn a3_a_customer_who_gives_up_or_hangs_up_did_so() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    phone.incoming();
    pbx.hang_up_all();
    assert_eq!(desk.ended(&call.leg), EndCause::There);
    pbx.has_no_calls();

    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    desk.answered(&call.leg);
    pbx.hang_up_all();
    assert_eq!(desk.ended(&call.leg), EndCause::There);
    phone.ended(&there.leg);
}

#[test]
fn a4_a_call_that_another_telephone_took_was_answered_elsewhere() {
    let pbx = Asterisk::start();
    let (_phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("901");
    let call = desk.incoming();
    pbx.has_heard_ringing(2);
    bob.pick_up();
    assert_eq!(desk.ended(&call.leg), EndCause::AnsweredElsewhere);
}

#[test]
fn a5_a_number_is_dialled_by_the_telephone_which_is_asked_to_pick_up_by_itself() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    let leg = desk.dial("1002");
    let own = phone.incoming();
    assert!(own.wants_auto_answer);
    phone.command(Command::Answer { leg: own.leg.clone() });
    let ringing = bob.incoming();
    assert!(!desk.progress(&leg));
    assert_eq!(desk.count(|s| matches!(s, Signal::Answered { .. })), 0, "only our own end is up");
    bob.command(Command::Answer { leg: ringing.leg.clone() });
    desk.answered(&leg);
    bob.hang_up(&ringing.leg);
    assert_eq!(desk.ended(&leg), EndCause::There);
    assert_eq!(desk.count(|s| matches!(s, Signal::Incoming(_) | Signal::Placed { .. })), 0, "it is one call");
}

#[test]
fn a6_a_call_is_hung_up_refused_and_cancelled_from_the_screen() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    desk.answered(&call.leg);
    desk.hang_up(&call.leg);
    assert_eq!(desk.ended(&call.leg), EndCause::Here);
    phone.ended(&there.leg);
    pbx.has_no_calls();

    // Bob is told that she is busy.
    let asked = bob.dial("2001");
    let call = desk.incoming();
    desk.command(Command::Decline { leg: call.leg.clone() });
    assert_eq!(desk.ended(&call.leg), EndCause::Here);
    assert_eq!(bob.ended(&asked), EndCause::Busy);
    pbx.has_no_calls();

    // The telephone was not picked up yet.
    let leg = desk.dial("1002");
    phone.incoming();
    desk.hang_up(&leg);
    assert_eq!(desk.ended(&leg), EndCause::Here);
}

#[test]
fn a7_a_hold_at_the_telephone_is_seen_and_none_is_made_from_here() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    desk.answered(&call.leg);
    pbx.has_put_through("2001");
    phone.command(Command::Hold { leg: there.leg.clone() });
    assert!(desk.held_here(&call.leg));
    phone.command(Command::Resume { leg: there.leg.clone() });
    assert!(!desk.held_here(&call.leg));

    desk.command(Command::Hold { leg: call.leg.clone() });
    let refused = desk.expect("Refused", |signal| match signal {
        Signal::Refused { what, why, .. } => Some((*what, *why)),
        _ => None,
    });
    assert_eq!(refused, (CommandKind::Hold, Trouble::Unsupported));
}

#[test]
fn a8_a_call_handed_on_at_the_telephone_was_transferred() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    pbx.has_put_through("2001");
    let to = ferrophone::engine::number::PhoneNumber::parse("1002").unwrap();
    phone.command(Command::TransferBlind { leg: there.leg.clone(), to });
    assert_eq!(desk.ended(&call.leg), EndCause::Transferred);
    bob.pick_up();
}

#[test]
fn a9_who_may_only_look_cannot_dial_and_who_is_nobody_is_shut_out() {
    let pbx = Asterisk::start();
    let _phone = Phone::ready(&pbx, "2001");
    let wall = Account { auth_user: Some("wallboard".into()), password: Secret::new("secretwall"), ..account(&pbx) };
    let desk = Desk::off();
    desk.connect(wall);
    assert_eq!(desk.is_down(), (Trouble::Forbidden, false));

    let desk = Desk::off();
    desk.connect(Account { password: Secret::new("guess"), ..account(&pbx) });
    assert_eq!(desk.is_down(), (Trouble::ShutOut, true));

    let desk = Desk::off();
    desk.connect(Account { user: "2999".into(), ..account(&pbx) });
    assert_eq!(desk.is_down(), (Trouble::Forbidden, false), "the PBX knows no such telephone");
}

#[test]
fn both_calls_of_an_attended_transfer_at_the_telephone_are_over() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    desk.answered(&call.leg);
    pbx.has_put_through("2001");
    phone.command(Command::Hold { leg: there.leg.clone() });
    let asked = phone.dial("1002");
    let (second, to) = desk.placed();
    assert_eq!(to.number.expect("it was dialled").as_given(), "1002");
    bob.pick_up();
    phone.answered(&asked);
    desk.answered(&second);
    phone.command(Command::TransferAttended { leg: there.leg, to: asked });
    for _ in 0..2 {
        let over = desk.expect("Ended", |signal| match signal {
            Signal::Ended { leg, cause } => Some((leg.clone(), *cause)),
            _ => None,
        });
        assert!([(call.leg.clone(), EndCause::Transferred), (second.clone(), EndCause::Transferred)].contains(&over));
    }
}

#[test]
fn a_number_dialled_on_the_telephones_own_keys_is_followed() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    let own = phone.dial("1002");
    let (leg, to) = desk.placed();
    assert_eq!(to.number.expect("it was dialled").as_given(), "1002");
    assert!(!desk.progress(&leg));
    let there = bob.pick_up();
    desk.answered(&leg);
    bob.hang_up(&there.leg);
    assert_eq!(desk.ended(&leg), EndCause::There);
    assert_eq!(phone.ended(&own), EndCause::There);
}

#[test]
fn calls_that_come_to_nothing_say_why() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    for (number, cause) in [
        ("486", EndCause::Busy),
        ("480", EndCause::NoAnswer),
        ("404", EndCause::NoSuchNumber),
        ("603603", EndCause::Declined),
        ("503", EndCause::Failed(Trouble::Unavailable)),
    ] {
        let leg = desk.dial(number);
        phone.pick_up();
        assert_eq!(desk.ended(&leg), cause, "{number}");
        pbx.has_no_calls();
    }
    let leg = desk.dial("600");
    phone.pick_up();
    desk.answered(&leg);
}

#[test]
fn a_withheld_number_is_none() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("**2001");
    let call = desk.incoming();
    assert_eq!((call.from.number, call.from.name), (None, None), "Asterisk tells it, but she does not want it");
    // Whatever else happens to the call.
    phone.pick_up();
    desk.answered(&call.leg);
    assert_eq!(desk.count(|s| matches!(s, Signal::Identity { .. })), 0);
}

#[test]
fn after_a_reload_the_calls_that_go_on_are_told_anew() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    phone.pick_up();
    desk.answered(&call.leg);
    pbx.has_put_through("2001");
    drop(desk);

    let desk = Desk::ready(&pbx);
    let told: Vec<Signal> = desk.heard().into_iter().filter(|s| !matches!(s, Signal::Line(_))).collect();
    assert!(
        matches!(&told[..], [Signal::Incoming(again), Signal::Answered { leg }]
        if again.leg == call.leg && *leg == call.leg && again.from == call.from),
        "{told:?}"
    );
    desk.hang_up(&call.leg);
    assert_eq!(desk.ended(&call.leg), EndCause::Here);
}

#[test]
fn after_a_reload_a_call_that_was_dialled_here_is_known_to_be_answered() {
    let pbx = Asterisk::start();
    let (phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    let leg = desk.dial("1002");
    phone.pick_up();
    bob.pick_up();
    desk.answered(&leg);
    pbx.logs("Channel PJSIP/1002-00000001 joined 'simple_bridge'");
    drop(desk);

    let desk = Desk::ready(&pbx);
    assert_eq!(desk.placed_before_ready(), (leg.clone(), "1002".into()));
    assert_eq!(desk.count(|s| *s == Signal::Answered { leg: leg.clone() }), 1);
}

#[test]
fn a_lost_socket_comes_back_and_what_happened_meanwhile_is_known() {
    let pbx = Asterisk::start();
    let phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    pbx.customer_calls("2001");
    let call = desk.incoming();
    let there = phone.pick_up();
    desk.answered(&call.leg);
    desk.cut_wire();
    assert_eq!(desk.is_down(), (Trouble::Unreachable, true));
    phone.hang_up(&there.leg);
    pbx.has_no_calls();
    desk.skip(Duration::from_secs(60));
    assert_eq!(desk.ended(&call.leg), EndCause::There);
    desk.is_ready();
    assert_eq!(desk.count(|s| matches!(s, Signal::Incoming(_))), 1);

    // It may be ringing by the time we are back.
    desk.cut_wire();
    pbx.customer_calls("2001");
    phone.incoming();
    desk.skip(Duration::from_secs(60));
    let call = desk.incoming();
    assert_eq!(call.ivr.as_deref(), Some("4711"));
}

#[test]
fn a_silent_pbx_is_asked_and_given_up() {
    let pbx = Asterisk::start();
    let _phone = Phone::ready(&pbx, "2001");
    let desk = Desk::ready(&pbx);
    desk.skip(Duration::from_secs(26));
    desk.command(Command::HangUp { leg: LegId("nobody".into()) });
    assert_eq!(desk.ended(&LegId("nobody".into())), EndCause::There);
    desk.skip(Duration::from_secs(26));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(
        desk.count(|s| matches!(s, Signal::Line(ferrophone::engine::telephony::LineState::Down { .. }))),
        0,
        "it answers"
    );
}

#[test]
fn a_colleagues_telephone_is_watched() {
    let pbx = Asterisk::start();
    let (_phone, bob) = (Phone::ready(&pbx, "2001"), Phone::ready(&pbx, "1002"));
    let desk = Desk::ready(&pbx);
    let number = ferrophone::engine::number::PhoneNumber::parse("1002").unwrap();
    desk.command(Command::Watch { messages: false, lamps: vec![number.clone()] });
    let shows = |lamp| {
        desk.expect("Lamp", |signal| match signal {
            Signal::Lamp { number: n, lamp: l } if *n == number && *l == lamp => Some(()),
            _ => None,
        });
    };
    shows(Lamp::Free);
    pbx.customer_calls("1002");
    shows(Lamp::Ringing);
    let call = bob.pick_up();
    shows(Lamp::Busy);
    bob.hang_up(&call.leg);
    shows(Lamp::Free);
    desk.cut_wire();
    shows(Lamp::Unknown);
    desk.skip(Duration::from_secs(60));
    shows(Lamp::Free);
}
