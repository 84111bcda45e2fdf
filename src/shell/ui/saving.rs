//! Whether Salesforce has it. Always in words, always at the foot of the card, with the one button that is due.

use leptos::prelude::*;

use super::bars::{quoted, why};
use super::icons::{Icon, icon};
use super::parts::{Button, details, live, maybe, memo, paragraph};
use super::{App, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallView, Saving};

#[component]
pub fn SavingBar(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let saving = memo(move || call.with(|c| c.saving.clone()));
    let can = move || call.read().can;
    let button = move |label: &'static str, class: &'static str, intent: Intent| {
        Button::with_text(label).class(class).press(move || app.send(intent.clone()))
    };

    let said = live(move || {
        let time = |at| words::time(app.locale.get(), at);
        match saving.get() {
            Saving::NotYet => paragraph("quiet", t.not_saved_yet),
            Saving::Unsaved { by_agent: true } => paragraph("", t.unsaved_by_agent),
            Saving::Unsaved { by_agent: false } => paragraph("", t.unsaved),
            Saving::Saving { attempt: 0 | 1 } => paragraph("busy", t.saving),
            Saving::Saving { attempt } => paragraph("busy", (t.saving_again)(attempt)),
            Saving::Saved { at, .. } => {
                view! { <p class="good">{icon(Icon::Check)} {(t.saved_at)(&time(at))}</p> }.into_any()
            }
            // What Salesforce says tells what to do; where it says nothing, we have to.
            Saving::Refused(failure) if failure.message.is_empty() && failure.fields.is_empty() => {
                view! { <p class="bad">{t.refused}</p> {why(failure)} }.into_any()
            }
            Saving::Refused(failure) => view! { <p class="bad">{t.refused}</p> {quoted(failure)} }.into_any(),
            Saving::Waiting { retry, why: failure } => details("", (t.waiting)(&time(retry)).into_any(), why(failure)),
            Saving::Unknown { .. } => paragraph("ask", t.unknown),
            Saving::None => paragraph("quiet", t.not_saved),
        }
    });

    // One place per button, so that none becomes another under the agent's finger.
    let open = maybe(move || match saving.get() {
        Saving::Saved { task: Some(task), .. } => {
            Some(button(t.open_task, "", Intent::Open { call: id, record: task }))
        }
        _ => None,
    });
    let unknown = move || matches!(saving.get(), Saving::Unknown { .. });
    let settle = move |saved| Intent::Settle { call: id, saved };
    let there = maybe(move || unknown().then(|| button(t.it_is_there, "", settle(true))));
    let again = maybe(move || unknown().then(|| button(t.save_again, "", settle(false))));
    let save = maybe(move || {
        let label = match saving.get() {
            Saving::Refused(_) => t.try_again,
            Saving::Waiting { .. } => t.try_now,
            Saving::Unknown { .. } => return None,
            Saving::NotYet | Saving::Unsaved { .. } | Saving::Saving { .. } | Saving::Saved { .. } | Saving::None => {
                t.save
            }
        };
        can().save.then(|| button(label, "primary", Intent::Save(id)))
    });
    let close = maybe(move || {
        let due = matches!(saving.get(), Saving::Saved { .. } | Saving::None) && !can().save;
        can().close.then(|| button(t.close, if due { "primary" } else { "" }, Intent::Close(id)))
    });
    // Nothing to say and nothing to do: the room is worth more.
    let idle = move || saving.get() == Saving::NotYet && !(can().save || can().close);

    view! {
        <footer aria-label=t.saving_title hidden=Signal::derive(idle)>
            <div class="said" role="status">
                {said}
            </div>
            <div class="buttons">{open} {there} {again} {close} {save}</div>
        </footer>
    }
    .into_any()
}
