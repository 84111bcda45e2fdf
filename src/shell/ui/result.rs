//! What came of the call. The list takes the first letters of a result; Alt with a number takes that one from anywhere
//! on the card, also while the note is being typed.

use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use super::App;
use super::card::Call;
use super::element::Node;
use super::fields::{field, label};
use super::live::maybe;
use super::parts::{on_window, select};
use crate::engine::event::Intent;
use crate::engine::settings::CallResult;

/// As many results have a number.
const NUMBERED: usize = 9;

pub fn result(app: App, call: Call) -> Node {
    // While it rings nothing has come of it.
    let offered = move || call.see(|c| c.result.as_ref().filter(|_| !c.can.answer).map(|r| r.options.clone()));
    maybe(offered, move |options| picker(app, call, options))
}

fn picker(app: App, call: Call, options: &[CallResult]) -> Node {
    let t = app.cards();
    let labels: Vec<String> = options.iter().map(|result| result.label.clone()).collect();
    let mut rows = vec![(None, t.no_result.to_owned())];
    let mut keys = String::from("Alt+0");
    for (i, CallResult { label, group, .. }) in options.iter().enumerate() {
        let mut words = label.clone();
        if i < NUMBERED {
            let key = ["Alt+", &(i + 1).to_string()].concat();
            words = [label, " · ", &key].concat();
            keys = [&keys, " ", &key].concat();
        }
        rows.push((group.clone(), words));
    }
    let known = labels.clone();
    let chosen = move || {
        let place = |label: &String| known.iter().position(|known| known == label).map_or(0, |i| i + 1);
        call.see(|c| c.result.as_ref().and_then(|r| r.chosen.as_ref()).map_or(0, place))
    };
    let (count, id) = (labels.len(), call.id);
    let choose = move |place: usize| {
        let label = place.checked_sub(1).and_then(|i| labels.get(i).cloned());
        app.send(Intent::Result { call: id, label });
    };
    let by_key = choose.clone();
    on_window("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        // By the key's place on the keyboard: with Alt it stands for other characters in places.
        let code = event.code();
        let number = code.strip_prefix("Digit").and_then(|digit| digit.parse::<usize>().ok());
        let alone = event.alt_key() && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if let Some(place) = number.filter(|place| alone && *place <= count) {
            event.prevent_default();
            by_key(place);
        }
    });
    let list = select("result", rows, chosen, choose).attr("aria-keyshortcuts", &keys);
    field().child(label("result", t.result)).child(list)
}
