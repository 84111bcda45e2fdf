//! Whether Salesforce has it. Always in words, always at the foot of the card, with the one button that is due.

use super::bars::{quoted, why};
use super::card::Call;
use super::conflict;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, maybe, text, when};
use super::parts::{aside, button, details, paragraph};
use super::{App, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallView, Saving};

pub fn saving(app: App, call: Call) -> Node {
    let t = app.cards();
    let id = call.id;
    let said = live(move || call.see(|c| c.saving.clone()), move |saving| said(app, saving));
    let act = move |label: &str, intent: Intent| button(label).press(move || app.send(intent.clone()));

    // One place per button, so that none becomes another under the agent's finger.
    let open = maybe(
        move || call.see(|c| if let Saving::Saved { task, .. } = &c.saving { task.clone() } else { None }),
        move |task| act(t.open_task, Intent::Open { call: id, record: task.clone() }),
    );
    let unknown = move || call.see(is_unknown);
    let settle = move |label: &str, saved| act(label, Intent::Settle { call: id, saved });
    let unsure = when(unknown, move || group().child(settle(t.it_is_there, true)).child(settle(t.save_again, false)));
    let label = move || {
        String::from(call.see(|c| match c.saving {
            Saving::Refused(_) => t.try_again,
            Saving::Waiting { .. } => t.try_now,
            Saving::NotYet
            | Saving::Unsaved { .. }
            | Saving::Saving { .. }
            | Saving::Saved { .. }
            | Saving::Conflict(_)
            | Saving::Unknown { .. }
            | Saving::None => t.save,
        }))
    };
    let save = when(
        move || call.see(|c| c.can.save && !is_unknown(c)),
        move || button(text(label)).class("primary").press(move || app.send(Intent::Save(id))),
    );
    let undo = when(move || call.see(|c| c.undo.is_some()), move || act(t.undo, Intent::Undo(id)));
    let give_up = when(move || call.see(|c| c.can.give_up), move || act(t.keep_unsaved, Intent::GiveUp(id)));
    let due = move || call.see(|c| matches!(c.saving, Saving::Saved { .. } | Saving::None) && !c.can.save);
    // A card that Salesforce refuses cannot be closed; it can be given up.
    let close = when(
        move || call.see(|c| c.can.close && !c.can.give_up),
        move || act(t.close, Intent::Close(id)).follow("class", move || due().then(|| "primary".to_owned())),
    );
    // Nothing to say and nothing to do: the room is worth more.
    let idle = move || call.see(|c| c.saving == Saving::NotYet && !(c.can.save || c.can.close));
    let buttons = el("div").class("buttons").child(undo).child(open).child(unsure).child(give_up);
    let buttons = buttons.child(close).child(save);
    let said = el("div").class("said").attr("role", "status").child(said);
    el("footer").attr("aria-label", t.saving_title).has("hidden", idle).child(said).child(buttons)
}

fn is_unknown(call: &CallView) -> bool {
    matches!(call.saving, Saving::Unknown { .. })
}

fn said(app: App, saving: &Saving) -> Node {
    let t = app.cards();
    let time = |at| app.see(|v| words::time(v.locale, at));
    let refused = || group().child(paragraph("bad", t.refused));
    let instead = || paragraph("hint", t.keep_unsaved_explained);
    match saving {
        Saving::NotYet => paragraph("quiet", t.not_saved_yet),
        Saving::Unsaved { by_agent: true } => paragraph("", t.unsaved_by_agent),
        Saving::Unsaved { by_agent: false } => paragraph("", t.unsaved),
        Saving::Saving { attempt: 0 | 1 } => paragraph("busy", t.saving),
        Saving::Saving { attempt } => paragraph("busy", &(t.saving_again)(*attempt)),
        Saving::Saved { at, .. } => el("p").class("good").child(icon(Icon::Check)).child((t.saved_at)(&time(*at))),
        // What Salesforce says tells what to do; where it says nothing, we have to.
        Saving::Refused(failure) if failure.message.is_empty() && failure.fields.is_empty() => {
            refused().child(why(app, failure)).child(instead())
        }
        Saving::Refused(failure) => refused().child(quoted(failure)).child(instead()),
        Saving::Waiting { retry, why: failure } => details("", (t.waiting)(&time(*retry)), why(app, failure)),
        Saving::Conflict(_) => paragraph("changed", t.conflict),
        Saving::Unknown { .. } => paragraph("ask", t.unknown),
        Saving::None => paragraph("quiet", t.not_saved),
    }
}

/// Where something beside the Task stands: a case, a follow-up. Nothing while nothing is to be told.
pub fn part(app: App, call: CallId, what: &str, saving: &Saving) -> Node {
    let t = app.cards();
    let time = |at| app.see(|v| words::time(v.locale, at));
    let led = |class: &str, words: &str| el("p").class(class).child(el("b").child(what)).child(": ").child(words);
    match saving {
        Saving::NotYet | Saving::Unsaved { .. } | Saving::None => group(),
        Saving::Saving { .. } => led("busy", t.saving),
        Saving::Saved { at, task } => {
            let open = task.clone().map(|record| {
                let intent = Intent::Open { call, record };
                button(t.open)
                    .child(aside(" "))
                    .child(aside(what))
                    .class("link")
                    .press(move || app.send(intent.clone()))
            });
            el("p").class("row").child(has_it(what).child(" · ").child((t.saved_at)(&time(*at)))).child(open)
        }
        Saving::Refused(failure) => group().child(led("refused", t.part_refused)).child(quoted(failure)),
        Saving::Waiting { retry, why: failure } => {
            details("", [what, ": ", &(t.part_waiting)(&time(*retry))].concat(), why(app, failure))
        }
        Saving::Conflict(all) => {
            let all = all.iter().map(|one| conflict::conflict(app, call, one));
            group().child(led("ask", t.conflict)).child(all.collect::<Vec<_>>())
        }
        Saving::Unknown { .. } => led("ask", t.part_unknown),
    }
}

/// It is done.
pub fn has_it(what: &str) -> Node {
    el("span").class("good").child(icon(Icon::Check)).child(what)
}
