//! One call, several phones: whoever loses must not see a missed call.

use ferrophone::engine::telephony::{EndCause, Incoming};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

/// `winner` takes the call, `loser` is told so, and both know it was the same call.
fn one_wins(pbx: &Asterisk, winner: &Phone, loser: &Phone) -> Incoming {
    let lost = loser.incoming();
    pbx.has_heard_ringing(2);
    let won = winner.pick_up();
    assert_eq!(loser.ended(&lost.leg), EndCause::AnsweredElsewhere);
    assert!(won.call_ref.is_some());
    assert_eq!(won.call_ref, lost.call_ref);
    assert_ne!(won.leg, lost.leg);
    won
}

#[test]
fn s18_in_a_ring_group_the_other_phone_stops_ringing() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("900");
    let call = one_wins(&pbx, &bob, &alice);
    bob.hang_up(&call.leg);
    assert_eq!(bob.ended(&call.leg), EndCause::Here);
}

#[test]
fn s20_in_a_queue_the_other_agent_stops_ringing() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("800");
    let call = one_wins(&pbx, &alice, &bob);
    assert_eq!(call.queue.as_deref(), Some("support"));
    assert_eq!(call.from.number.expect("hers").as_given(), "+33612345678");
}

#[test]
fn s21_of_two_tabs_of_one_user_the_other_stops_ringing() {
    let pbx = Asterisk::start();
    let (tab, other_tab) = (Phone::ready(&pbx, "1001"), Phone::off("1001-other-tab"));
    other_tab.connect(crate::phone::account(&pbx, "1001"));
    other_tab.is_ready();
    pbx.customer_calls("840");
    one_wins(&pbx, &other_tab, &tab);
}

#[test]
fn s19_a_caller_who_gives_up_on_a_group_is_missed_by_all() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    pbx.customer_calls("900");
    let calls = [(&alice, alice.incoming()), (&bob, bob.incoming())];
    pbx.has_heard_ringing(2);
    pbx.hang_up_all();
    for (phone, call) in calls {
        assert_eq!(phone.ended(&call.leg), EndCause::There);
    }
}
