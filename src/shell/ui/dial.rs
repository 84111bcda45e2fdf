//! The dial pad. The field takes what people type and paste; the engine judges whether it is a number.

use leptos::html;
use leptos::prelude::*;

use super::controls::{is_key, keys};
use super::icons::{Icon, icon};
use super::parts::{Button, live, maybe, text};
use super::recent::RecentList;
use super::sign_in::SignIn;
use super::{App, focus, use_texts};
use crate::engine::event::Intent;
use crate::engine::telephony::{LineState, Trouble};
use crate::engine::view::View;

#[component]
pub fn Dial() -> impl IntoView {
    let app = App::from_context();
    // A flag, so that a half-typed password outlives other changes of the line.
    let signs_in = app.part(|v| needs_password(&v.line.state));
    let left = live(move || match signs_in.get() {
        true => view! { <SignIn page=true /> }.into_any(),
        false => view! { <Pad /> }.into_any(),
    });
    view! {
        <div class="two">
            {left}
            <div class="beside">
                <RecentList />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Pad() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let number = app.number;
    let field = NodeRef::<html::Input>::new();
    let reason = move || {
        let why = match app.line.get().state {
            _ if app.can_dial.get() => "",
            LineState::Off => t.reason_off,
            LineState::NeedsPassword => t.reason_password,
            LineState::Connecting => t.reason_connecting,
            LineState::Down { .. } => t.reason_down,
            LineState::Ready { .. } => t.reason_busy,
        };
        why.to_owned()
    };

    let dial = move || {
        let text = number.get_untracked();
        match (text.trim().is_empty(), app.view.with_untracked(last_dialled)) {
            // As on a desk phone: calling nobody brings back the last number, calling again calls it.
            (true, Some(last)) => number.set(last),
            (true, None) => {}
            (false, _) if app.can_dial.get_untracked() => app.send(Intent::Dial(text)),
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

    let delete = maybe(move || {
        let delete = Button::only_icon(Icon::Backspace, t.delete_digit);
        (!number.with(String::is_empty)).then(|| {
            delete.press(move || {
                number.update(|text| {
                    text.pop();
                });
            })
        })
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
                    prop:value=text(move || number.get())
                    on:input:target=move |ev| number.set(ev.target().value())
                />
                {delete}
            </div>
            {keys(press)}
            <button
                type="submit"
                class="answer call"
                aria-disabled=text(move || String::from(if app.can_dial.get() { "false" } else { "true" }))
                aria-describedby="reason"
            >
                {icon(Icon::Phone)}
                <span>{t.call}</span>
            </button>
            <p id="reason" class="hint">{text(reason)}</p>
        </form>
    }
    .into_any()
}

fn last_dialled(view: &View) -> Option<String> {
    let ours = view.recent.iter().find(|call| call.outgoing)?;
    ours.party.number.as_ref().map(|number| number.as_given().to_owned())
}

fn needs_password(state: &LineState) -> bool {
    matches!(state, LineState::NeedsPassword | LineState::Down { why: Trouble::WrongPassword, .. })
}
