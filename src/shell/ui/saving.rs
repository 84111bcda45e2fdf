//! Whether Salesforce has it. Always in words, always at the foot of the card, with the one button that is due.

use leptos::prelude::*;

use super::bars::Why;
use super::icons::{Icon, icon};
use super::{App, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallView, Saving};

#[component]
pub fn SavingBar(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let saving = Memo::new(move |_| call.with(|c| c.saving.clone()));
    let can = Memo::new(move |_| call.with(|c| c.can));
    let locale = app.part(|v| v.locale);
    let button = move |label: &'static str, intent: Intent, class: &'static str| {
        view! { <button type="button" class=class on:click=move |_| app.send(intent.clone())>{label}</button> }
    };

    let words = move || {
        let time = |at| words::time(locale.get(), at);
        match saving.get() {
            Saving::NotYet => view! { <p>{t.not_saved_yet}</p> }.into_any(),
            Saving::Unsaved { by_agent: true } => view! { <p>{t.unsaved_by_agent}</p> }.into_any(),
            Saving::Unsaved { by_agent: false } => view! { <p>{t.unsaved}</p> }.into_any(),
            Saving::Saving { attempt: 0 | 1 } => view! { <p class="busy">{t.saving}</p> }.into_any(),
            Saving::Saving { attempt } => view! { <p class="busy">{(t.saving_again)(attempt)}</p> }.into_any(),
            Saving::Saved { at, .. } => {
                view! { <p class="good">{icon(Icon::Check)}{(t.saved_at)(&time(at))}</p> }.into_any()
            }
            Saving::Refused(failure) => {
                view! { <div class="bad"><p><b>{t.refused}</b></p><Why failure /></div> }.into_any()
            }
            Saving::Waiting { retry, why } => view! {
                <details>
                    <summary>{(t.waiting)(&time(retry))}</summary>
                    <Why failure=why />
                </details>
            }
            .into_any(),
            Saving::Unknown { .. } => view! { <p class="ask">{t.unknown}</p> }.into_any(),
            Saving::None => view! { <p>{t.not_saved}</p> }.into_any(),
        }
    };
    let buttons = move || {
        let saving = saving.get();
        let save = match &saving {
            Saving::Refused(_) => t.try_again,
            Saving::Waiting { .. } => t.try_now,
            Saving::NotYet
            | Saving::Unsaved { .. }
            | Saving::Saving { .. }
            | Saving::Saved { .. }
            | Saving::Unknown { .. }
            | Saving::None => t.save,
        };
        let open = match saving.clone() {
            Saving::Saved { task: Some(task), .. } => {
                Some(button(t.open_task, Intent::Open { call: id, record: task }, "plain"))
            }
            _ => None,
        };
        let settle = matches!(saving, Saving::Unknown { .. }).then(|| {
            let settle = |saved| Intent::Settle { call: id, saved };
            (button(t.it_is_there, settle(true), "plain"), button(t.save_again, settle(false), "plain"))
        });
        let save = (can.get().save && settle.is_none()).then(|| button(save, Intent::Save(id), "primary"));
        let close = can.get().close.then(|| button(t.close, Intent::Close(id), "plain"));
        view! { {open} {settle} {close} {save} }
    };

    view! {
        <footer aria-label=t.saving_title>
            <div class="said" role="status">{words}</div>
            <div class="buttons">{buttons}</div>
        </footer>
    }
}
