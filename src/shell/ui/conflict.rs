//! What was changed in Salesforce meanwhile, field by field: what it says there, and the buttons with which the agent decides.

use super::App;
use super::element::{Node, el};
use super::focus;
use super::live::list;
use super::parts::{aside, button, paragraph};
use crate::engine::crm::Value;
use crate::engine::event::{Intent, Keep};
use crate::engine::id::CallId;
use crate::engine::view::{Conflict, Saving};

/// Where the keyboard goes on when the button that was pressed is gone.
const PLACE: &str = "conflicts";

/// Those of the call's Task, in a place of their own: it takes the keyboard when one of them is decided.
pub fn of_task(app: App, call: CallId, saving: impl Fn() -> Saving + 'static) -> Node {
    let all = move || if let Saving::Conflict(all) = saving() { all } else { Vec::new() };
    el("div").id(PLACE).attr("tabindex", "-1").child(list(all, move |one| Some(conflict(app, call, one))))
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
    let head = el("p").child(el("b").child(&*name)).child(aside(": ")).child(theirs(app, call, &conflict.theirs));
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
            text if text.is_empty() => paragraph("quiet", t.empty_there),
            text => el("q").child(text),
        },
    }
}
