//! The dial pad. The field takes what people type and paste; the engine judges whether it is a number.

use leptos::html;
use leptos::prelude::*;

use super::controls::{Keys, is_key};
use super::icons::{Icon, icon};
use super::recent::RecentList;
use super::sign_in::SignIn;
use super::{App, focus, use_texts};
use crate::engine::event::Intent;
use crate::engine::telephony::{LineState, Trouble};

#[component]
pub fn Dial() -> impl IntoView {
    let app = App::from_context();
    let signs_in = app.part(|v| {
        matches!(v.line.state, LineState::NeedsPassword | LineState::Down { why: Trouble::WrongPassword, .. })
    });
    view! {
        <div class="two">
            {move || if signs_in.get() { view! { <SignIn /> }.into_any() } else { view! { <Pad /> }.into_any() }}
            <div class="beside">
                <RecentList />
            </div>
        </div>
    }
}

#[component]
fn Pad() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let number = app.number;
    let field = NodeRef::<html::Input>::new();
    let can_dial = app.part(|v| v.can_dial);
    let reason = app.part(move |v| {
        (!v.can_dial).then(|| match v.line.state {
            LineState::Off => t.reason_off,
            LineState::NeedsPassword => t.reason_password,
            LineState::Connecting => t.reason_connecting,
            LineState::Down { .. } => t.reason_down,
            LineState::Ready { .. } => t.reason_busy,
        })
    });
    let last_dialled = app.part(|v| {
        let ours = v.recent.iter().find(|call| call.outgoing);
        ours.and_then(|call| call.party.number.as_ref()).map(|number| number.as_given().to_owned())
    });

    let dial = move || {
        let text = number.get_untracked();
        match (text.trim().is_empty(), last_dialled.get_untracked()) {
            // As on a desk phone: calling nobody brings back the last number, calling again calls it.
            (true, Some(last)) => number.set(last),
            (true, None) => {}
            (false, _) if can_dial.get_untracked() => app.send(Intent::Dial(text)),
            (false, _) => {}
        }
    };
    let press = move |key: char| number.update(|text| text.push(key));
    let typed = window_event_listener(leptos::ev::keydown, move |ev| {
        let alone = !(ev.ctrl_key() || ev.alt_key() || ev.meta_key());
        let key = ev.key();
        let key = key.chars().next().filter(|c| key.len() == 1 && (is_key(*c) || *c == '+'));
        if let Some(key) = key.filter(|_| alone && focus::is_nowhere()) {
            ev.prevent_default();
            press(key);
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
        }
    });
    let pasted = window_event_listener(leptos::ev::paste, move |ev| {
        let text = ev.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|_| focus::is_nowhere()) {
            number.set(text.trim().to_owned());
        }
    });
    on_cleanup(move || {
        typed.remove();
        pasted.remove();
    });

    view! {
        <form
            class="pad"
            on:submit=move |ev| {
                ev.prevent_default();
                dial();
            }
        >
            <h1 class="sr">{t.dial_title}</h1>
            <div class="number-field">
                <input
                    id="number"
                    type="tel"
                    inputmode="tel"
                    autocomplete="off"
                    aria-label=t.number
                    placeholder=t.number
                    maxlength="60"
                    node_ref=field
                    prop:value=move || number.get()
                    on:input:target=move |ev| number.set(ev.target().value())
                />
                <button
                    type="button"
                    class="quiet"
                    aria-label=t.delete_digit
                    title=t.delete_digit
                    class:hidden=move || number.with(String::is_empty)
                    on:click=move |_| number.update(|text| {
                        text.pop();
                    })
                >
                    {icon(Icon::Backspace)}
                </button>
            </div>
            <Keys press />
            <button
                type="submit"
                class="answer call"
                aria-disabled=move || if can_dial.get() { "false" } else { "true" }
                aria-describedby="reason"
            >
                {icon(Icon::Phone)}
                <span>{t.call}</span>
            </button>
            <p id="reason" class="hint">{move || reason.get()}</p>
        </form>
    }
}
