//! Makes up a call: for trying the widget out, and for training.

use leptos::html;
use leptos::prelude::*;

use super::parts::{maybe, paragraph};
use super::settings::choice;
use super::{App, Screen, use_texts};
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

#[component]
pub fn Practice() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let who = RwSignal::new(Who::Jane);
    let [number, name, queue, ivr] = std::array::from_fn(|_| NodeRef::<html::Input>::new());
    let text = |field: NodeRef<html::Input>| {
        let text = field.get_untracked().map(|field| field.value().trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let ring = move || {
        let given = match who.get_untracked() {
            Who::Own => text(number),
            preset => preset.number().map(str::to_owned),
        };
        let moment = js_sys::Date::now() as u64;
        app.send(Intent::Rehearse(Incoming {
            leg: LegId(format!("practice-{moment}")),
            from: Party { number: given.as_deref().and_then(PhoneNumber::parse), name: text(name) },
            dialled: None,
            diverted_by: None,
            call_ref: None,
            queue: text(queue),
            ivr: text(ivr),
            wants_auto_answer: false,
        }));
        app.screen.set(Screen::Call); // wherever the keyboard is: the agent asked for it
    };
    let choices = [
        (Who::Jane, t.practice_jane),
        (Who::Shared, t.practice_shared),
        (Who::Unknown, t.practice_unknown),
        (Who::Withheld, t.practice_withheld),
        (Who::Own, t.practice_own),
    ];
    let choices = choices.map(|(value, label)| {
        let chosen = Signal::derive(move || who.get() == value);
        let choice = choice("caller", None, label, chosen, Signal::stored(false), move || who.set(value));
        let number = value.number().map(|number| paragraph("hint", number));
        view! { {choice} {number} }.into_any()
    });
    let other =
        maybe(move || (who.get() == Who::Own).then(|| field("practice-number", t.number, number, "+49 30 1234567")));
    view! {
        <form
            class="page settings"
            on:submit=move |ev| {
                ev.prevent_default();
                ring();
            }
        >
            <h1>{t.practice}</h1>
            <p class="quiet">{t.practice_explained}</p>
            <fieldset>
                <legend>{t.practice_who}</legend>
                {Vec::from(choices)} {other}
            </fieldset>
            {field("practice-name", t.practice_name, name, "")} {field("practice-queue", t.practice_queue, queue, "")}
            {field("practice-ivr", t.practice_ivr, ivr, t.practice_ivr_hint)}
            <button type="submit" class="answer">{t.let_it_ring}</button>
        </form>
    }
    .into_any()
}

fn field(id: &'static str, label: &'static str, node: NodeRef<html::Input>, hint: &'static str) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id type="text" autocomplete="off" node_ref=node placeholder=hint />
        </div>
    }
    .into_any()
}
