//! What was changed in Salesforce meanwhile, field by field: what it says there, and the buttons with which the agent decides.

use super::App;
use super::card::Call;
use super::element::{Node, el};
use super::focus;
use super::live::list;
use super::parts::{aside, button};
use crate::engine::crm::Value;
use crate::engine::event::{Intent, Keep};
use crate::engine::id::CallId;
use crate::engine::view::{Conflict, Saving};

/// Where the keyboard goes on when the button that was pressed is gone.
const PLACE: &str = "conflicts";

/// So many characters fit at any width without being scrolled.
const SHORT: usize = 40;

/// Those of the call's Task, in a place of their own above the note: it takes the keyboard when one of them is decided.
pub fn conflicts(app: App, call: Call) -> Node {
    let all = move || call.see(|c| if let Saving::Conflict(all) = &c.saving { all.clone() } else { Vec::new() });
    el("div").id(PLACE).attr("tabindex", "-1").child(list(all, move |one| Some(conflict(app, call.id, one))))
}

pub fn conflict(app: App, call: CallId, conflict: &Conflict) -> Node {
    let t = app.cards();
    let name = (t.field)(&conflict.field).unwrap_or(&conflict.field).to_owned();
    let choose = |label: &str, keep: Keep| {
        let (part, field) = (conflict.part, conflict.field.clone());
        button(label).press(move || {
            app.send(Intent::Decide { call, part, field: field.clone(), keep });
            focus::rescue(PLACE);
        })
    };
    let buttons = el("div").class("buttons");
    let buttons = buttons.child(choose(t.keep_theirs, Keep::Theirs)).child(choose(t.keep_mine, Keep::Mine));
    let buttons = buttons.child(conflict.both.then(|| choose(t.keep_both, Keep::Both)));
    let head = el("p").child(el("b").child(&*name)).child(" ").child(t.there).child(aside(": ")).child(theirs(
        app,
        call,
        &conflict.theirs,
    ));
    el("div").class("conflict").attr("role", "group").attr("aria-label", &name).child(head).child(buttons)
}

fn theirs(app: App, call: CallId, value: &Value) -> Node {
    let t = app.cards();
    match value {
        Value::Reference(record) => {
            let intent = Intent::Open { call, record: record.clone() };
            button(t.another_record).class("link").press(move || app.send(intent.clone()))
        }
        Value::Date(day) => el("q").child(app.see(|v| v.locale.day(*day))),
        other => match other.to_text() {
            text if text.is_empty() => el("span").class("quiet").child(t.empty),
            // The keyboard scrolls what it can reach.
            text if text.chars().count() > SHORT => el("q").attr("tabindex", "0").child(text),
            text => el("q").child(text),
        },
    }
}
