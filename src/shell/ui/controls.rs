//! What can be done with a call. While it rings, Answer and Decline stand far apart; from then on End is where Decline was.

use leptos::prelude::*;

use super::icons::Icon;
use super::parts::{Button, live, maybe, memo, text};
use super::{App, focus, use_texts};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::CallView;

/// A second click of a double click on Answer must not mute: buttons that have just appeared do not listen yet.
const SETTLE_MS: f64 = 400.0;

#[component]
pub fn Controls(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let t = use_texts();
    let rings = memo(move || call.with(|c| c.can.answer || c.can.decline));
    let keypad = RwSignal::new(false);
    let buttons = live(move || match rings.get() {
        true => view! { <Ringing call id /> }.into_any(),
        false => view! { <Talking call id keypad /> }.into_any(),
    });
    let tones = maybe(move || (keypad.get() && call.read().can.digits).then(|| view! { <Tones call id /> }.into_any()));
    view! {
        <div class="controls" role="group" aria-label=t.controls>
            {buttons}
        </div>
        {tones}
    }
    .into_any()
}

#[component]
fn Ringing(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let can = move || call.read().can;
    let answer = maybe(move || {
        let answer = Button::with_icon(Icon::Phone, t.answer).class("answer");
        can().answer.then(|| {
            answer.press(move || {
                app.send(Intent::Answer(id));
                focus::to("note");
            })
        })
    });
    let decline = maybe(move || {
        let decline = Button::with_icon(Icon::HangUp, t.decline).class("end");
        can().decline.then(|| decline.press(move || app.send(Intent::Decline(id))))
    });
    view! { {answer} {decline} }
}

/// One place per button, so that none becomes another under the agent's finger.
#[component]
fn Talking(call: Memo<CallView>, id: CallId, keypad: RwSignal<bool>) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let can = move || call.read().can;
    let since = js_sys::Date::now();
    let round = move |class: &'static str, picture: Icon, label: &'static str, name: &'static str, intent: Intent| {
        Button::with_icon(picture, label).class(class).name(name).press(move || {
            if js_sys::Date::now() - since > SETTLE_MS {
                app.send(intent.clone());
            }
        })
    };
    let mute = maybe(move || {
        let muted = call.read().muted;
        let intent = Intent::Mute { call: id, on: !muted };
        can().mute.then(|| match muted {
            false => round("round", Icon::Microphone, t.mute, t.mute_name, intent),
            true => round("round on", Icon::MicrophoneOff, t.unmute, t.unmute_name, intent),
        })
    });
    let hold = maybe(move || match (can().hold, can().resume) {
        (true, _) => Some(round("round", Icon::Pause, t.hold, t.hold_name, Intent::Hold(id))),
        (false, true) => Some(round("round on", Icon::Play, t.resume, t.resume_name, Intent::Resume(id))),
        (false, false) => None,
    });
    let keys = maybe(move || {
        let keys = Button::with_icon(Icon::Keypad, t.keypad).class("round");
        let keys = keys.expanded(move || keypad.get());
        can().digits.then(|| keys.press(move || keypad.update(|open| *open = !*open)))
    });
    let end =
        maybe(move || can().hang_up.then(|| round("round end", Icon::HangUp, t.end, t.end_name, Intent::HangUp(id))));
    view! { {mute} {hold} {keys} {end} }
}

/// Key presses for the other side. What was sent stays in sight, as in a long menu one loses count.
#[component]
fn Tones(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let send = move |digit: char| app.send(Intent::Digits { call: id, digits: digit.into() });
    let sent =
        move || call.with(|c| if c.digits_sent.is_empty() { t.no_keys_sent.into() } else { c.digits_sent.clone() });
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
                <output>{text(sent)}</output>
            </p>
            {keys(send)}
        </div>
    }
    .into_any()
}

/// The twelve keys with their letters (ITU-T E.161).
pub fn keys(press: impl Fn(char) + Copy + 'static) -> AnyView {
    let key = move |(key, letters): (char, &'static str)| {
        Button::new(view! { <b>{key}</b> <small aria-hidden="true">{letters}</small> }).press(move || press(key))
    };
    view! { <div class="keys">{KEYS.into_iter().map(key).collect_view()}</div> }.into_any()
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
