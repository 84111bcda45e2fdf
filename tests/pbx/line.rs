//! The line: coming up, staying up, going down.

use std::thread;
use std::time::{Duration, Instant};

use ferrophone::engine::secret::Secret;
use ferrophone::engine::telephony::{Account, Command, EndCause, LineState, Signal, Trouble};

use crate::asterisk::Asterisk;
use crate::phone::{Phone, account};
use crate::server::Pbx;

#[test]
fn s01_a_phone_registers_with_md5() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    assert_eq!(alice.sent("REGISTER").len(), 2, "once without and once with credentials");
    assert!(alice.received("401")[0].contains("algorithm=MD5"));
    assert!(pbx.cli("pjsip show contacts").contains("1001/sip:"));
}

#[test]
fn s03_a_phone_registers_where_only_sha_256_is_allowed() {
    let pbx = Asterisk::start();
    let carol = Phone::ready(&pbx, "1003");
    assert!(carol.received("401")[0].contains("algorithm=SHA-256"));
    assert!(carol.sent("REGISTER")[1].contains("algorithm=SHA-256"));
}

#[test]
fn s02_a_wrong_password_is_tried_once() {
    let pbx = Asterisk::start();
    let alice = Phone::off("1001");
    alice.connect(Account { password: Secret::new("not-her-password"), ..account(&pbx, "1001") });
    assert_eq!(alice.is_down(), (Trouble::WrongPassword, false));
    alice.skip(Duration::from_secs(24 * 3600));
    thread::sleep(Duration::from_millis(300));
    assert_eq!(alice.sent("REGISTER").len(), 2, "once without and once with credentials, then never again");

    // The agent types the right one.
    alice.connect(account(&pbx, "1001"));
    alice.is_ready();
}

#[test]
fn a_user_the_pbx_does_not_know_is_somebody_elses_move() {
    let pbx = Asterisk::start();
    let nobody = Phone::off("1999");
    nobody.connect(account(&pbx, "1999"));
    let (_, comes_back) = nobody.is_down();
    assert!(!comes_back);
    assert!(nobody.sent("REGISTER").len() <= 2);
}

#[test]
fn the_registration_is_refreshed_before_it_runs_out() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let before = alice.sent("REGISTER").len();
    alice.skip(Duration::from_secs(590));
    alice.is_ready();
    assert!(alice.sent("REGISTER").len() > before);
    assert_eq!(pbx.cli("pjsip show contacts").matches("1001/sip:").count(), 1, "the same contact again");
}

#[test]
fn a_pbx_that_grants_more_time_than_asked_is_not_asked_sooner() {
    let pbx = Asterisk::start();
    let alice = Phone::off("1001");
    alice.connect(Account { expires: Duration::from_secs(10), ..account(&pbx, "1001") });
    alice.is_ready();
    // RFC 3261 10.2.4: what counts is what the 200 says, and Asterisk grants no less than a minute.
    alice.skip(Duration::from_secs(15));
    thread::sleep(Duration::from_millis(200));
    assert_eq!(alice.sent("REGISTER").len(), 2);
    alice.skip(Duration::from_secs(45));
    alice.is_ready();
}

#[test]
fn leaving_the_line_takes_the_phone_out_of_the_pbx() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    alice.command(Command::Disconnect);
    alice.is_off();
    assert!(!pbx.cli("pjsip show contacts").contains("1001/sip:"));
}

#[test]
fn the_next_server_is_tried_when_the_first_is_out_of_order() {
    let pbx = Asterisk::start();
    let alice = Phone::off("1001");
    // Port 1 (tcpmux) refuses.
    let servers = vec!["ws://127.0.0.1:1/ws".into(), pbx.url()];
    alice.connect(Account { servers, ..account(&pbx, "1001") });
    alice.is_ready();
}

#[test]
fn a_pbx_that_is_away_is_tried_again() {
    let pbx = Asterisk::start();
    let account = account(&pbx, "1001");
    let alice = Phone::off("1001");
    alice.connect(account);
    alice.is_ready();
    drop(pbx);
    assert_eq!(alice.is_down(), (Trouble::Unreachable, true));
    // Still away: the next attempt fails as well, and another one follows.
    alice.skip(Duration::from_secs(120));
    assert_eq!(alice.is_down(), (Trouble::Unreachable, true));
}

#[test]
fn s25_a_call_outlives_its_web_socket() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");
    alice.cut_wire();
    assert_eq!(alice.is_down(), (Trouble::Unreachable, true));
    alice.skip(Duration::from_secs(60));
    alice.is_ready();
    // The call is told the new way: a re-INVITE from the new socket, so that the BYE below can find it.
    alice.has_sent(3, "ACK");
    pbx.hang_up_all();
    assert_eq!(alice.ended(&leg), EndCause::There);
    assert_eq!(alice.received("BYE").len(), 1);
}

#[test]
fn a_call_hung_up_without_a_line_ends_at_the_pbx_when_the_line_is_back() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");
    alice.cut_wire();
    alice.is_down();
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    assert!(pbx.cli("core show channels").contains("1 active channel"));
    alice.skip(Duration::from_secs(60));
    alice.is_ready();
    pbx.has_no_calls();
}

#[test]
fn without_a_line_a_call_fails_and_says_so() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    drop(pbx);
    alice.is_down();
    let leg = alice.dial("602");
    assert_eq!(alice.ended(&leg), EndCause::Failed(Trouble::Unreachable));
}

#[test]
fn after_a_restart_of_the_pbx_the_phone_is_back_on_line() {
    let mut pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");
    pbx.restart();
    alice.is_down();
    alice.skip(Duration::from_secs(60));
    alice.is_ready();
    // The PBX knows nothing of the call: its answer to our re-INVITE says so (RFC 3261 12.2.1.2).
    assert_eq!(alice.ended(&leg), EndCause::Failed(Trouble::Protocol { status: 481 }));
    pbx.customer_calls("1001");
    alice.pick_up();
}

#[test]
fn a_pbx_that_answers_no_keep_alive_but_lives_is_not_given_up() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    // Past the silence and the answer that Asterisk never gives to a double line end (RFC 5626 4.4.1).
    alice.skip(Duration::from_secs(26));
    alice.has_sent_line_ends();
    alice.skip(Duration::from_secs(11));
    alice.has_sent(1, "OPTIONS");
    // Asterisk wants a password for that as well, but any answer is a sign of life.
    alice.has_received(2, "401");
    alice.skip(Duration::from_secs(11));
    pbx.customer_calls("1001");
    alice.pick_up();
    assert!(!alice.heard().iter().any(|signal| matches!(signal, Signal::Line(LineState::Down { .. }))));
}

/// The socket has lived on, or is dead without a word.
#[test]
fn who_has_slept_is_proved_to_be_on_line_within_two_seconds_and_told_the_gap() {
    for dead in [false, true] {
        let pbx = Asterisk::start();
        let alice = Phone::ready(&pbx, "1001");
        alice.deaf(dead);
        let woken = Instant::now();
        alice.skip(Duration::from_secs(600));
        alice.expect("Line(Connecting)", |signal| (*signal == Signal::Line(LineState::Connecting)).then_some(()));
        if dead {
            // Until what does not answer has been given up.
            thread::sleep(Duration::from_millis(1100));
            alice.deaf(false);
        }
        alice.is_ready();
        assert!(woken.elapsed() < Duration::from_secs(2), "dead: {dead}, {:?}", woken.elapsed());
        let gap = alice.expect("Gap", |signal| match signal {
            Signal::Gap { from, to } => Some(to.since(*from)),
            _ => None,
        });
        assert!((600..603).contains(&gap.as_secs()), "{gap:?}");
        pbx.customer_calls("1001");
        alice.pick_up();
    }
}
