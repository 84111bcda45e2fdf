//! Makes up a call: for trying the widget out, and for training.

use super::element::{Node, el, group};
use super::fields::{entered, field, label};
use super::live::when;
use super::parts::{choice, fieldset, form, paragraph, radio};
use super::state::{Small, State};
use super::{App, Screen};
use crate::engine::event::Intent;
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{Incoming, Party};

/// Who calls. The numbers are those of the rehearsal's org.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Jane,
    Shared,
    Unknown,
    Withheld,
    Own,
}

impl Small for Who {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::Jane, Self::Shared, Self::Unknown, Self::Withheld, Self::Own];
        all.into_iter().find(|who| *who as i64 == number).unwrap_or(Self::Jane)
    }
}

impl Who {
    fn number(self) -> Option<&'static str> {
        match self {
            Self::Jane => Some("+33 6 12 34 56 78"),
            Self::Shared => Some("+49 30 23125 150"),
            Self::Unknown => Some("+44 20 7946 0999"),
            Self::Withheld | Self::Own => None,
        }
    }
}

pub fn practice(app: App) -> Node {
    let (t, more) = (app.t, app.more());
    let who = State::new(Who::Jane);
    let choices = [
        (Who::Jane, more.practice_jane),
        (Who::Shared, more.practice_shared),
        (Who::Unknown, more.practice_unknown),
        (Who::Withheld, more.practice_withheld),
        (Who::Own, more.practice_own),
    ];
    let choices = choices.into_iter().map(|(value, label)| {
        let radio = radio("caller", move || who.get() == value, move || who.set(value));
        group().child(choice(radio, label)).child(value.number().map(|number| paragraph("hint", number)))
    });
    let other = when(move || who.get() == Who::Own, move || question("practice-number", t.number, "+49 30 1234567"));
    form("page settings", move || ring(app, who.get_untracked()))
        .child(el("h1").child(app.more().practice))
        .child(paragraph("quiet", more.practice_explained))
        .child(fieldset(more.practice_who).child(choices.collect::<Vec<_>>()).child(other))
        .child(question("practice-name", more.practice_name, ""))
        .child(question("practice-queue", more.practice_queue, ""))
        .child(question("practice-ivr", more.practice_ivr, more.practice_ivr_hint))
        .child(question("practice-ref", more.practice_ref, more.practice_ref_hint))
        .child(el("button").attr("type", "submit").class("answer").child(more.let_it_ring))
}

fn ring(app: App, who: Who) {
    let given = match who {
        Who::Own => entered("practice-number"),
        preset => preset.number().map(str::to_owned),
    };
    let moment = js_sys::Date::now() as u64;
    app.send(Intent::Rehearse(Incoming {
        leg: LegId(format!("practice-{moment}")),
        from: Party { number: given.as_deref().and_then(PhoneNumber::parse), name: entered("practice-name") },
        dialled: None,
        diverted_by: None,
        call_ref: entered("practice-ref"),
        queue: entered("practice-queue"),
        ivr: entered("practice-ivr"),
        wants_auto_answer: false,
    }));
    app.go(Screen::Call); // wherever the keyboard is: the agent asked for it
}

fn question(id: &str, name: &str, hint: &str) -> Node {
    let input = el("input").id(id).attr("type", "text").attr("autocomplete", "off").attr("placeholder", hint);
    field().child(label(id, name)).child(input)
}
