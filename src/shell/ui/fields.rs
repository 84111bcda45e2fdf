//! Note and subject. While the agent is in a field, it belongs to the agent: the engine hears every key press, and what
//! it answers never moves the caret. When the agent has left it, the field shows what the engine has.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::App;
use super::card::Call;
use super::element::{Node, el};
use super::live::{on_change, text};
use crate::engine::event::Intent;
use crate::engine::view::CallView;

/// From here on the counter is shown.
const ROOM_WORTH_TELLING: usize = 500;
/// `Task.Subject` holds this many characters.
const SUBJECT_LIMIT: &str = "255";

pub fn note(app: App, call: Call) -> Node {
    let t = app.cards();
    let id = call.id;
    let counter = move || {
        call.see(|c| match c.note_room {
            0 if c.note.is_empty() => String::new(), // nobody has counted yet
            0 => t.note_full.to_owned(),
            left if left <= ROOM_WORTH_TELLING => (t.note_room)(left),
            _ => String::new(),
        })
    };
    let area = el("textarea").id("note").attr("rows", "2").attr("placeholder", t.note_hint);
    let area = area.attr("aria-describedby", "note-room").follow("maxlength", move || call.see(note_limit));
    let area = area.on("input", move |event| app.send(Intent::Note { call: id, text: typed(&event).into() }));
    let room = el("p").id("note-room").class("hint").attr("aria-live", "polite").child(text(counter));
    field().child(label("note", t.note)).child(shows(area, move || call.see(|c| c.note.clone()))).child(room)
}

/// In UTF-16 units, as HTML counts: never fewer than Salesforce's characters, so nothing typed is cut off later. None
/// while nobody has counted, as a limit of nothing would shut the field.
fn note_limit(call: &CallView) -> Option<String> {
    let limit = call.note.encode_utf16().count() + call.note_room;
    (limit > 0).then(|| limit.to_string())
}

pub fn subject(app: App, call: Call) -> Node {
    let t = app.cards();
    let id = call.id;
    let name = move || String::from(call.see(|c| if c.subject_locked { t.subject_locked } else { t.subject }));
    let line = el("input").id("subject").attr("type", "text").attr("autocomplete", "off");
    let line = line.attr("maxlength", SUBJECT_LIMIT).has("readonly", move || call.see(|c| c.subject_locked));
    let line = line.on("input", move |event| app.send(Intent::Subject { call: id, text: typed(&event).into() }));
    field().child(label("subject", text(name))).child(shows(line, move || call.see(|c| c.subject.clone())))
}

/// The field shows what the engine has, unless the agent is in it.
fn shows(field: Node, own: impl Fn() -> String + Copy + 'static) -> Node {
    let shown = input(field.element());
    on_change(own, move |own| show(&shown, own));
    field.on("blur", move |event| {
        let left = event.current_target();
        // The card may be gone by then, and the field with it.
        request_animation_frame(move || {
            if let Some(left) = left.map(JsCast::unchecked_into::<Element>).filter(|left| left.is_connected()) {
                show(&input(&left), &untrack(own));
            }
        });
    })
}

fn show(field: &HtmlInputElement, text: &str) {
    let focused = document().active_element().as_ref() == Some(field.as_ref());
    if !focused && field.value() != text {
        field.set_value(text);
    }
}

/// A label and its field.
pub fn field() -> Node {
    el("div").class("field")
}

pub fn label(id: &str, name: impl super::element::Content) -> Node {
    el("label").attr("for", id).child(name)
}

/// Any field with a `value`: in JavaScript a `textarea` has the same.
pub fn input(field: &Element) -> HtmlInputElement {
    field.clone().unchecked_into()
}

pub fn input_by_id(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// What stands in the field `id`, if anything does.
pub fn entered(id: &str) -> Option<String> {
    input_by_id(id).map(|field| field.value().trim().to_owned()).filter(|text| !text.is_empty())
}

/// What stands in the field that this event is of.
pub fn typed(event: &Event) -> String {
    event
        .current_target()
        .map(JsCast::unchecked_into::<HtmlInputElement>)
        .map(|field| field.value())
        .unwrap_or_default()
}
