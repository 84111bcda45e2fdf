//! What the line tells beside calls.

use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::Lamp;
use ferrophone::engine::view::{LampView, Messages};

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).expect("a number")
}

pub fn messages() -> Messages {
    Messages { new: 2, old: 5, mailbox: number("*97") }
}

pub fn lamps() -> Vec<LampView> {
    let lamp = |text, name: Option<&str>, lamp| LampView { number: number(text), name: name.map(str::to_owned), lamp };
    vec![
        lamp("1002", Some("Max Mustermann"), Lamp::Free),
        lamp("1007", Some("Erika Musterfrau"), Lamp::Busy),
        lamp("1011", Some("Bea Beispiel"), Lamp::Ringing),
        lamp("1013", None, Lamp::Unknown),
    ]
}
