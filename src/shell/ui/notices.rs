//! Messages that came up once. They stay until dismissed: nobody has to read against the clock.

use leptos::prelude::*;

use super::bars::Why;
use super::icons::{Icon, icon};
use super::texts::Texts;
use super::{App, use_texts};
use crate::engine::event::Intent;
use crate::engine::telephony::Trouble;
use crate::engine::view::NoticeKind;

#[component]
pub fn Notices() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let notices = app.part(|v| v.notices.clone());
    view! {
        <ul class="notices" role="status" aria-label=t.notices hidden=move || notices.with(Vec::is_empty)>
            <For each=move || notices.get() key=|notice| notice.id let:notice>
                <li>
                    <div>{text(t, &notice.what)}</div>
                    <button
                        type="button"
                        class="quiet"
                        aria-label=t.dismiss
                        title=t.dismiss
                        on:click=move |_| app.send(Intent::DismissNotice(notice.id))
                    >
                        {icon(Icon::Cross)}
                    </button>
                </li>
            </For>
        </ul>
    }
}

fn text(t: &'static Texts, what: &NoticeKind) -> AnyView {
    let because = |what: &'static str, why: Trouble| {
        let why = (t.trouble)(why);
        view! { <p><b>{what}</b> " " {why}</p> }.into_any()
    };
    match what {
        NoticeKind::NotANumber(text) => view! { <p>{(t.not_a_number)(text)}</p> }.into_any(),
        NoticeKind::CannotDial(why) => because(t.cannot_dial, *why),
        NoticeKind::CommandRefused { what, why } => because((t.command_refused)(*what), *why),
        NoticeKind::CallFailed(why) => because(t.call_failed, *why),
        NoticeKind::PopFailed(failure) => {
            view! { <p><b>{t.pop_failed}</b></p> <Why failure=failure.clone() /> }.into_any()
        }
        NoticeKind::Storage(trouble) => view! { <p>{(t.storage)(*trouble)}</p> }.into_any(),
        NoticeKind::Unreadable(key) => view! { <p>{(t.unreadable)(key)}</p> }.into_any(),
        NoticeKind::Settings(bad) => {
            let list =
                bad.iter().map(|(key, value)| view! { <li><code>{key.clone()} " = " {value.clone()}</code></li> });
            view! { <p>{t.settings_bad}</p> <ul>{list.collect_view()}</ul> }.into_any()
        }
        NoticeKind::FieldsMissing(fields) => view! { <p>{(t.fields_missing)(&fields.join(", "))}</p> }.into_any(),
    }
}
