//! What can be done with a call. While it rings, Answer and Decline stand far apart; from then on End is where
//! Decline was.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::card::Call;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, text, when};
use super::parts::{button, icon_button};
use super::state::State;
use super::transfer::transfer;
use super::{App, focus, sound};
use crate::engine::event::Intent;
use crate::engine::search::is_in;

/// The second click of a double click on Answer must not mute, and that of one on a recent call must not hang up: buttons that
/// have just appeared do not listen to it.
const SETTLE_MS: f64 = 400.0;

pub fn controls(app: App, call: Call) -> Node {
    let (keypad, handing_on) = (State::new(false), State::new(false));
    let buttons = live(
        move || call.see(|c| c.can.answer || c.can.decline),
        move |rings| if *rings { ringing(app, call) } else { talking(app, call, keypad, handing_on) },
    );
    let tones = when(move || keypad.get() && call.see(|c| c.can.digits), move || tones(app, call));
    let controls = el("div").class("controls").attr("role", "group").attr("aria-label", app.cards().controls);
    let controls = group().child(controls.child(buttons)).child(sound::reading(app, call));
    controls.child(tones).child(transfer(app, call, handing_on))
}

fn ringing(app: App, call: Call) -> Node {
    let t = app.cards();
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

/// A round button, for as long as the call is up. It stays the same button when it gets another face.
struct Face {
    class: &'static str,
    picture: Icon,
    label: &'static str,
    name: &'static str,
    press: Intent,
}

fn talking(app: App, call: Call, keypad: State<bool>, handing_on: State<bool>) -> Node {
    let t = app.cards();
    let id = call.id;
    let since = js_sys::Date::now();
    let face = |class, picture, label, name, press| Face { class, picture, label, name, press };
    let mute = when(
        move || call.see(|c| c.can.mute),
        move || {
            round(app, since, move || match call.see(|c| c.muted) {
                false => face("round", Icon::Microphone, t.mute, t.mute_name, Intent::Mute { call: id, on: true }),
                true => {
                    face("round on", Icon::MicrophoneOff, t.unmute, t.unmute_name, Intent::Mute { call: id, on: false })
                }
            })
        },
    );
    let hold = when(
        move || call.see(|c| c.can.hold || c.can.resume),
        move || {
            round(app, since, move || match call.see(|c| c.can.hold) {
                true => face("round", Icon::Pause, t.hold, t.hold_name, Intent::Hold(id)),
                false => face("round on", Icon::Play, t.resume, t.resume_name, Intent::Resume(id)),
            })
        },
    );
    let keys = when(
        move || call.see(|c| c.can.digits),
        move || {
            let keys = icon_button(Icon::Keypad, t.keypad)
                .id("keypad")
                .class("round")
                .says("aria-expanded", move || keypad.get());
            keys.press(move || {
                keypad.flip();
                handing_on.set(false);
            })
        },
    );
    let on = when(
        move || call.see(|c| c.can.transfer),
        move || {
            let on = icon_button(Icon::Forward, t.transfer)
                .id("transfer")
                .class("round")
                .attr("aria-label", t.transfer_name);
            on.says("aria-expanded", move || handing_on.get()).press(move || {
                handing_on.flip();
                keypad.set(false);
                request_animation_frame(|| focus::to("transfer-to"));
            })
        },
    );
    let end = when(
        move || call.see(|c| c.can.hang_up),
        move || round(app, since, move || face("round end", Icon::HangUp, t.end, t.end_name, Intent::HangUp(id))),
    );
    // One place per button, so that none becomes another under the agent's finger.
    group().child(mute).child(hold).child(keys).child(on).child(end)
}

fn round(app: App, since: f64, face: impl Fn() -> Face + 'static) -> Node {
    let face: Rc<dyn Fn() -> Face> = Rc::new(face);
    let [class, picture, label, name] = std::array::from_fn(|_| face.clone());
    let picture = live(move || picture().picture, |picture| icon(*picture));
    button(picture)
        .child(el("span").child(text(move || label().label.to_owned())))
        .follow("class", move || Some(class().class.to_owned()))
        .follow("aria-label", move || Some(name().name.to_owned()))
        .on("click", move |event| {
            if !is_repeated(&event) || js_sys::Date::now() - since > SETTLE_MS {
                app.send(untrack(|| face()).press);
            }
        })
}

/// Not the first click of a double click. A key press counts as no click at all.
fn is_repeated(click: &Event) -> bool {
    let clicks = js_sys::Reflect::get(click, &"detail".into()).ok().and_then(|clicks| clicks.as_f64());
    clicks.is_some_and(|clicks| clicks > 1.0)
}

/// Key presses for the other side. What was sent stays in sight, as in a long menu one loses count.
fn tones(app: App, call: Call) -> Node {
    let t = app.cards();
    let send = move |digit: char| app.send(Intent::Digits { call: call.id, digits: String::from(digit).into() });
    let sent =
        move || call.see(|c| if c.digits_sent.is_empty() { t.no_keys_sent.into() } else { c.digits_sent.clone() });
    let tones = el("div")
        .class("tones")
        .id("tones")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", t.keypad)
        .on("keydown", move |event| {
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
    (KEYS.iter().any(|(own, _)| *own == key) || is_in(more, key)).then_some(key)
}
