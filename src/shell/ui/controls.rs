//! What can be done with a call. While it rings, Answer and Decline stand far apart; from then on End is where Decline was.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::{App, focus, use_texts};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::CallView;

/// A second click of a double click on Answer must not mute: buttons that have just appeared do not listen yet.
const SETTLE_MS: f64 = 400.0;

#[component]
pub fn Controls(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let can = Memo::new(move |_| call.with(|c| c.can));
    let muted = Memo::new(move |_| call.with(|c| c.muted));
    let keypad = RwSignal::new(false);
    let rings = Memo::new(move |_| can.with(|can| can.answer || can.decline));

    view! {
        <div class="controls" role="group" aria-label=t.controls>
            {move || {
                if rings.get() {
                    view! {
                        {can
                            .get()
                            .answer
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="answer"
                                        on:click=move |_| {
                                            app.send(Intent::Answer(id));
                                            focus::to("note");
                                        }
                                    >
                                        {icon(Icon::Phone)}
                                        <span>{t.answer}</span>
                                    </button>
                                }
                            })}
                        {can
                            .get()
                            .decline
                            .then(|| {
                                view! {
                                    <button type="button" class="end" on:click=move |_| app.send(Intent::Decline(id))>
                                        {icon(Icon::HangUp)}
                                        <span>{t.decline}</span>
                                    </button>
                                }
                            })}
                    }
                        .into_any()
                } else {
                    let since = js_sys::Date::now();
                    let press = move |intent: Intent| {
                        if js_sys::Date::now() - since > SETTLE_MS {
                            app.send(intent);
                        }
                    };
                    let round = move |picture, label: &'static str, name: &'static str, on: bool, intent: Intent| {
                        view! {
                            <button type="button" class="round" class:on=on aria-label=name on:click=move |_| press(intent.clone())>
                                {icon(picture)}
                                <span>{label}</span>
                            </button>
                        }
                    };
                    view! {
                        {move || {
                            can.get()
                                .mute
                                .then(|| match muted.get() {
                                    false => {
                                        let mute = Intent::Mute { call: id, on: true };
                                        round(Icon::Microphone, t.mute, t.mute_name, false, mute)
                                    }
                                    true => {
                                        let unmute = Intent::Mute { call: id, on: false };
                                        round(Icon::MicrophoneOff, t.unmute, t.unmute_name, true, unmute)
                                    }
                                })
                        }}
                        {move || can.get().hold.then(|| round(Icon::Pause, t.hold, t.hold_name, false, Intent::Hold(id)))}
                        {move || {
                            can.get().resume.then(|| round(Icon::Play, t.resume, t.resume_name, true, Intent::Resume(id)))
                        }}
                        {move || {
                            can.get()
                                .digits
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="round"
                                            class:on=move || keypad.get()
                                            aria-expanded=move || if keypad.get() { "true" } else { "false" }
                                            aria-label=move || if keypad.get() { t.keypad_close } else { t.keypad_name }
                                            on:click=move |_| keypad.update(|open| *open = !*open)
                                        >
                                            {icon(Icon::Keypad)}
                                            <span>{t.keypad}</span>
                                        </button>
                                    }
                                })
                        }}
                        {move || {
                            can.get()
                                .hang_up
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="round end"
                                            aria-label=t.end_name
                                            on:click=move |_| press(Intent::HangUp(id))
                                        >
                                            {icon(Icon::HangUp)}
                                            <span>{t.end}</span>
                                        </button>
                                    }
                                })
                        }}
                    }
                        .into_any()
                }
            }}
        </div>
        {move || (keypad.get() && can.get().digits).then(|| view! { <Tones call id /> })}
    }
}

/// Key presses for the other side. What was sent stays in sight, as in a long menu one loses count.
#[component]
fn Tones(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let sent = Memo::new(move |_| call.with(|c| c.digits_sent.clone()));
    let send = move |digit: char| app.send(Intent::Digits { call: id, digits: digit.into() });
    view! {
        <div
            class="tones"
            on:keydown=move |ev| {
                let key = ev.key();
                if let (Some(digit), 1) = (key.chars().next().filter(|c| is_key(*c)), key.len()) {
                    send(digit);
                }
            }
        >
            <p class="sent">
                <span>{t.keys_sent} ": "</span>
                <output>{move || if sent.with(String::is_empty) { t.no_keys_sent.into() } else { sent.get() }}</output>
            </p>
            <Keys press=send />
        </div>
    }
}

/// The twelve keys with their letters (ITU-T E.161).
#[component]
pub fn Keys(press: impl Fn(char) + Copy + 'static) -> impl IntoView {
    let t = use_texts();
    let key = move |(key, letters): (char, &'static str)| {
        view! {
            <button type="button" aria-label=(t.key)(key, letters) on:click=move |_| press(key)>
                <b>{key}</b>
                <small>{letters}</small>
            </button>
        }
    };
    view! { <div class="keys">{KEYS.into_iter().map(key).collect_view()}</div> }
}

const KEYS: [(char, &str); 12] = [
    ('1', ""),
    ('2', "ABC"),
    ('3', "DEF"),
    ('4', "GHI"),
    ('5', "JKL"),
    ('6', "MNO"),
    ('7', "PQRS"),
    ('8', "TUV"),
    ('9', "WXYZ"),
    ('*', ""),
    ('0', "+"),
    ('#', ""),
];

/// Whether this character is a key of the telephone.
pub fn is_key(c: char) -> bool {
    KEYS.iter().any(|(key, _)| *key == c)
}
