//! What colleagues' phones do, and whether somebody left a message.

use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::{Command, Lamp, Signal};

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
