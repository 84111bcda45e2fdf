//! What the line tells beside calls.

use ferrophone::engine::id::CallId;
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::telephony::Lamp;
use ferrophone::engine::view::{CallStateView, CallView, CallerView, LampView, Messages, View};

use crate::states::{ago, calls, jane, joinable, party, talking};

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

/// A customer, and a colleague who was asked: one after the other, or `together`.
pub fn consult(together: bool) -> View {
    let customer = CallView {
        state: CallStateView::Talking { since: ago(133), held_here: !together, held_there: false },
        in_conference: together,
        ..joinable(talking(jane()))
    };
    let colleague = CallView {
        id: CallId(2),
        outgoing: true,
        internal: true,
        party: party("1007", Some("Erika Musterfrau")),
        queue: None,
        ivr: None,
        note: String::new(),
        in_conference: together,
        ..joinable(talking(CallerView::NotSearched))
    };
    View { selected: Some(CallId(2)), ..calls([customer, colleague]) }
}
