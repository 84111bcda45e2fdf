//! The dial pad. The field takes what people type and paste; the engine judges whether it is a number.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, KeyboardEvent};

use super::controls::{key_of, keys};
use super::element::{Node, el};
use super::fields::{self, typed};
use super::icons::{Icon, icon};
use super::live::{live, on_change, text, when};
use super::pages::{at_office, page};
use super::parts::{form, on_window, picture_button};
use super::{App, focus};
use crate::engine::event::Intent;
use crate::engine::telephony::{LineState, Trouble};
use crate::engine::view::View;

pub fn dial(app: App) -> Node {
    // By a flag, so that a half-typed password outlives other changes of the line.
    let left = live(
        move || app.see(|v| needs_password(&v.line.state)),
        move |signs_in| if *signs_in { page(app, |pages| pages.sign_in) } else { pad(app) },
    );
    el("div").class("two").child(left).child(el("div").class("beside").child(at_office(app, |cards| cards.recent_list)))
}

fn pad(app: App) -> Node {
    let t = app.t;
    listen(app);
    let delete = when(
        move || app.number.with(|number| !number.is_empty()),
        move || {
            picture_button(Icon::Backspace, t.delete_digit).press(move || {
                app.number.update(|number| {
                    number.pop();
                });
            })
        },
    );
    let call = el("button").attr("type", "submit").class("answer call").attr("aria-describedby", "reason");
    let call = call.says("aria-disabled", move || !app.see(|v| v.can_dial));
    let call = call.child(icon(Icon::Phone)).child(el("span").child(t.call));
    let reason = move || app.see(|v| if v.can_dial { String::new() } else { reason(app, &v.line.state).to_owned() });
    form("pad", move || dial_number(app))
        .child(el("h1").class("sr").child(t.dial_title))
        .child(el("div").class("number-field").child(number_field(app)).child(delete))
        .child(keys(move |key| app.number.update(|number| number.push(key))))
        .child(call)
        .child(el("p").id("reason").class("hint").child(text(reason)))
}

fn number_field(app: App) -> Node {
    let field = el("input").id("number").attr("type", "tel").attr("inputmode", "tel").attr("autocomplete", "off");
    let field = field.attr("aria-label", app.t.number).attr("placeholder", app.t.number).attr("maxlength", "60");
    let input = fields::input(field.element());
    on_change(
        move || app.number.get(),
        move |number| {
            if input.value() != *number {
                input.set_value(number);
            }
        },
    );
    field.on("input", move |event| app.number.set(typed(&event)))
}

fn dial_number(app: App) {
    let number = app.number.get_untracked();
    let (can_dial, last) = untrack(|| app.see(|v| (v.can_dial, last_dialled(v))));
    match (number.trim().is_empty(), last) {
        // As on a desk phone: calling nobody brings back the last number, calling again calls it.
        (true, Some(last)) => app.number.set(last),
        (true, None) => {}
        (false, _) if can_dial => app.send(Intent::Dial(number.into())),
        (false, _) => {}
    }
}

/// What is typed or pasted into nothing goes to the field.
fn listen(app: App) {
    on_window("keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        let alone = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if let Some(key) = key_of(&event, "+").filter(|_| alone && focus::is_nowhere()) {
            event.prevent_default();
            app.number.update(|number| number.push(key));
            focus::to("number");
        }
    });
    on_window("paste", move |event| {
        let event: ClipboardEvent = event.unchecked_into();
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = text.filter(|_| focus::is_nowhere()) {
            app.number.set(text.trim().to_owned());
        }
    });
}

fn reason(app: App, line: &LineState) -> &'static str {
    match line {
        LineState::Off => app.t.reason_off,
        LineState::NeedsPassword => app.t.reason_password,
        LineState::Connecting => app.t.reason_connecting,
        LineState::Down { .. } => app.t.reason_down,
        LineState::Ready { .. } => app.t.reason_busy,
    }
}

fn last_dialled(view: &View) -> Option<String> {
    view.history.redial.as_ref().map(|number| number.as_given().to_owned())
}

fn needs_password(state: &LineState) -> bool {
    matches!(state, LineState::NeedsPassword | LineState::Down { why: Trouble::WrongPassword, .. })
}
