//! What colleagues' phones do, whether somebody left a message, and what the PBX is told of the agent's being there.

use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Command, EndCause, Lamp, Signal};

use crate::asterisk::Asterisk;
use crate::phone::Phone;

#[test]
fn a_lamp_shows_a_colleague_ringing_busy_and_free() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let number = PhoneNumber::parse("1002").unwrap();
    alice.command(Command::Watch { messages: false, lamps: vec![number.clone()] });
    let shows = |lamp| alice.hears(&Signal::Lamp { number: number.clone(), lamp });
    shows(Lamp::Free);
    pbx.customer_calls("1002");
    let call = bob.incoming();
    shows(Lamp::Ringing);
    bob.command(Command::Answer { leg: call.leg.clone() });
    bob.answered(&call.leg);
    shows(Lamp::Busy);
    bob.hang_up(&call.leg);
    alice.lamp(Lamp::Free);

    // On a new socket it is asked for anew.
    alice.cut_wire();
    alice.lamp(Lamp::Unknown);
    alice.skip(std::time::Duration::from_secs(60));
    alice.lamp(Lamp::Free);
}

#[test]
fn a_phone_that_the_pbx_does_not_watch_is_unknown() {
    let pbx = Asterisk::start();
    let alice = Phone::ready(&pbx, "1001");
    let number = PhoneNumber::parse("777").unwrap();
    alice.command(Command::Watch { messages: false, lamps: vec![number.clone()] });
    alice.hears(&Signal::Lamp { number, lamp: Lamp::Unknown });
}

#[test]
fn a_message_that_somebody_left_is_told() {
    let pbx = Asterisk::start();
    pbx.has_a_message_for_alice();
    let alice = Phone::ready(&pbx, "1001");
    alice.command(Command::Watch { messages: true, lamps: Vec::new() });
    alice.hears(&Signal::MessagesWaiting { new: 1, old: 0 });
}

/// The codes of `presence.states`, dialled as the engine does it. That no call of the agent's comes of it is for the stories, and for
/// the browser tests.
#[test]
fn a_dial_code_changes_what_the_pbx_knows_of_the_agent() {
    let pbx = Asterisk::start();
    let (alice, bob) = (Phone::ready(&pbx, "1001"), Phone::ready(&pbx, "1002"));
    let state = || pbx.cli("devstate list");

    let code = alice.call("*78");
    assert_eq!(alice.ended(&code), EndCause::There, "it hangs up when it has heard the code");
    assert!(state().contains("Custom:DND1001") && state().contains("BUSY"), "{}", state());
    let call = bob.dial("1001");
    assert_eq!(bob.ended(&call), EndCause::Busy);
    assert!(!alice.heard().iter().any(|signal| matches!(signal, Signal::Incoming(_))));

    let code = alice.call("*79");
    assert_eq!(alice.ended(&code), EndCause::There);
    assert!(!state().contains("BUSY"), "{}", state());
    let call = bob.dial("1001");
    alice.incoming();
    bob.hang_up(&call);
}
