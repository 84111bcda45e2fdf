//! Calls we make.

use ferrophone::engine::telephony::{Command, EndCause, Signal, Trouble};
use ferrophone::wire::sip::{MediaEvent, MediaOrder};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

#[test]
fn s05_a_call_is_answered_held_resumed_and_hung_up() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");

    alice.command(Command::Hold { leg: leg.clone() });
    assert!(alice.held_here(&leg));
    assert!(alice.sent("INVITE").last().unwrap().contains("a=sendonly"));
    assert!(alice.received("200").last().unwrap().contains("a=recvonly"));

    alice.command(Command::Resume { leg: leg.clone() });
    assert!(!alice.held_here(&leg));
    assert!(alice.sent("INVITE").last().unwrap().contains("a=sendrecv"));

    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    alice.has_sent(1, "BYE");
    assert_eq!(alice.media_orders(&leg).last(), Some(&MediaOrder::Close));
    pbx.has_no_calls();
}

#[test]
fn the_other_side_hangs_up() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("606");
    assert_eq!(alice.ended(&leg), EndCause::There);
    assert_eq!(alice.sent("BYE").len(), 0);
}

macro_rules! refusals {
    ($($story:ident: $number:literal => $cause:expr;)*) => {$(
        #[test]
        fn $story() {
            is_refused($number, $cause);
        }
    )*};
}

refusals! {
    s10_a_busy_phone_says_so: "486" => EndCause::Busy;
    s11_a_phone_nobody_is_at_says_so: "480" => EndCause::NoAnswer;
    s12_a_number_that_is_none_says_so: "404" => EndCause::NoSuchNumber;
    s13_a_number_outside_the_dialplan_says_so: "999999" => EndCause::NoSuchNumber;
    s14_who_declines_says_so: "603603" => EndCause::Declined;
    s15_a_network_without_room_says_so: "503" => EndCause::Failed(Trouble::Unavailable);
}

fn is_refused(number: &str, cause: EndCause) {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.dial(number);
    assert_eq!(alice.ended(&leg), cause);
    assert_eq!(alice.media_orders(&leg).last(), Some(&MediaOrder::Close));
    // The refusal is acknowledged, and so was the challenge before it.
    alice.has_sent(2, "ACK");
}

/// What a browser does with it, audio and all, is the browser tests' business.
#[test]
fn s04_the_echo_answers_in_opus_over_dtls() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("600");
    let answer = alice.received("200").pop().expect("the answer");
    for line in ["m=audio", " UDP/TLS/RTP/SAVPF ", "opus/48000/2", "a=fingerprint:", "a=candidate:", "a=rtcp-mux"] {
        assert!(answer.contains(line), "{line}:\n{answer}");
    }
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    pbx.has_no_calls();
}

#[test]
fn the_caller_gives_up() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.dial("604");
    assert!(!alice.progress(&leg), "it rings");
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
    alice.has_sent(1, "CANCEL");
    alice.has_received(1, "487");
}

#[test]
fn s16_early_media_is_heard_before_the_answer() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.dial("603");
    assert!(alice.progress(&leg));
    assert!(alice.media_orders(&leg).iter().any(|order| matches!(order, MediaOrder::Accept { early: true, .. })));
    assert!(!alice.heard().contains(&Signal::Answered { leg: leg.clone() }));
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
}

#[test]
fn s06_digits_go_by_info_where_the_audio_cannot_carry_them() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("605");
    alice.command(Command::SendDigits { leg: leg.clone(), digits: "12#4".into() });
    alice.has_sent(4, "INFO");
    pbx.logs("DIGITS=12");
    alice.hang_up(&leg);
    alice.ended(&leg);
}

#[test]
fn two_calls_at_once_do_not_mix() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let first = alice.call("602");
    alice.command(Command::Hold { leg: first.clone() });
    alice.held_here(&first);
    let second = alice.call("600");
    alice.hang_up(&second);
    assert_eq!(alice.ended(&second), EndCause::Here);
    alice.command(Command::Resume { leg: first.clone() });
    assert!(!alice.held_here(&first));
    alice.hang_up(&first);
    assert_eq!(alice.ended(&first), EndCause::Here);
}

#[test]
fn when_the_audio_loses_its_way_the_call_looks_for_another() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let leg = alice.call("602");
    let before = alice.sent("ACK").len();
    alice.media(&leg, MediaEvent::Interrupted);
    // RFC 8445 section 9: new credentials in a re-INVITE, which the PBX accepts.
    alice.has_sent(before + 1, "ACK");
    assert!(alice.media_orders(&leg).iter().any(|order| matches!(order, MediaOrder::Offer { restart_ice: true, .. })));
    alice.hang_up(&leg);
    assert_eq!(alice.ended(&leg), EndCause::Here);
}

#[test]
fn without_a_microphone_nobody_is_called() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    alice.allow_microphone(false);
    let leg = alice.dial("602");
    assert_eq!(alice.ended(&leg), EndCause::Failed(Trouble::MicrophoneRefused));
    assert_eq!(alice.sent("INVITE").len(), 0);
}
