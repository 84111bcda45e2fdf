//! What can be done with a call. While it rings, Answer and Decline stand far apart; from then on End is where Decline was.

use leptos::prelude::*;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use super::card::Call;
use super::element::{Node, el, group, live, maybe, text, when};
use super::icons::Icon;
use super::parts::{button, icon_button};
use super::{App, focus};
use crate::engine::event::Intent;

/// A second click of a double click on Answer must not mute: buttons that have just appeared do not listen yet.
const SETTLE_MS: f64 = 400.0;

pub fn controls(app: App, call: Call) -> Node {
    let keypad = RwSignal::new(false);
    let buttons = live(
        move || call.see(|c| c.can.answer || c.can.decline),
        move |rings| if *rings { ringing(app, call) } else { talking(app, call, keypad) },
    );
    let tones = when(move || keypad.get() && call.see(|c| c.can.digits), move || tones(app, call));
    let controls = el("div").class("controls").attr("role", "group").attr("aria-label", app.t.controls);
    group().child(controls.child(buttons)).child(tones)
}

fn ringing(app: App, call: Call) -> Node {
    let t = app.t;
    let id = call.id;
    let answer = when(
        move || call.see(|c| c.can.answer),
        move || {
            icon_button(Icon::Phone, t.answer).class("answer").press(move || {
                app.send(Intent::Answer(id));
                focus::to("note");
            })
        },
    );
    let decline = when(
        move || call.see(|c| c.can.decline),
        move || icon_button(Icon::HangUp, t.decline).class("end").press(move || app.send(Intent::Decline(id))),
    );
    group().child(answer).child(decline)
}

/// One place per button, so that none becomes another under the agent's finger.
fn talking(app: App, call: Call, keypad: RwSignal<bool>) -> Node {
    let t = app.t;
    let id = call.id;
    let since = js_sys::Date::now();
    let round = move |class: &str, picture: Icon, label: &str, name: &str, intent: Intent| {
        icon_button(picture, label).class(class).attr("aria-label", name).press(move || {
            if js_sys::Date::now() - since > SETTLE_MS {
                app.send(intent.clone());
            }
        })
    };
    let mute = maybe(
        move || call.see(|c| c.can.mute.then_some(c.muted)),
        move |muted| {
            let intent = Intent::Mute { call: id, on: !muted };
            match muted {
                false => round("round", Icon::Microphone, t.mute, t.mute_name, intent),
                true => round("round on", Icon::MicrophoneOff, t.unmute, t.unmute_name, intent),
            }
        },
    );
    let hold = maybe(
        move || call.see(|c| (c.can.hold || c.can.resume).then_some(!c.can.hold)),
        move |held| match held {
            false => round("round", Icon::Pause, t.hold, t.hold_name, Intent::Hold(id)),
            true => round("round on", Icon::Play, t.resume, t.resume_name, Intent::Resume(id)),
        },
    );
    let keys = when(
        move || call.see(|c| c.can.digits),
        move || {
            let keys = icon_button(Icon::Keypad, t.keypad).class("round").says("aria-expanded", move || keypad.get());
            keys.press(move || keypad.update(|open| *open = !*open))
        },
    );
    let end = when(
        move || call.see(|c| c.can.hang_up),
        move || round("round end", Icon::HangUp, t.end, t.end_name, Intent::HangUp(id)),
    );
    group().child(mute).child(hold).child(keys).child(end)
}

/// Key presses for the other side. What was sent stays in sight, as in a long menu one loses count.
fn tones(app: App, call: Call) -> Node {
    let t = app.t;
    let send = move |digit: char| app.send(Intent::Digits { call: call.id, digits: digit.into() });
    let sent =
        move || call.see(|c| if c.digits_sent.is_empty() { t.no_keys_sent.into() } else { c.digits_sent.clone() });
    let tones = el("div").class("tones").on("keydown", move |event| {
        if let Some(digit) = key_of(&event.unchecked_into(), "") {
            send(digit);
        }
    });
    let title = el("span").child(t.keys_sent).child(": ");
    let sent = el("p").class("sent").child(title).child(el("output").child(text(sent)));
    tones.child(sent).child(keys(send))
}

/// The twelve keys with their letters (ITU-T E.161).
pub fn keys(press: impl Fn(char) + Copy + 'static) -> Node {
    let key = |&(key, letters): &(char, &str)| {
        let letters = el("small").attr("aria-hidden", "true").child(letters);
        button(el("b").child(key.to_string())).child(letters).press(move || press(key))
    };
    el("div").class("keys").child(KEYS.iter().map(key).collect::<Vec<_>>())
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

/// The key of the telephone that this key press is; `more`: what else counts as one.
pub fn key_of(event: &KeyboardEvent, more: &str) -> Option<char> {
    let key = event.key();
    let key = key.chars().next().filter(|_| key.len() == 1)?;
    (KEYS.iter().any(|(own, _)| *own == key) || more.contains(key)).then_some(key)
}
