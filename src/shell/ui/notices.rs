//! Messages that came up once. They stay until dismissed: nobody has to read against the clock.

use leptos::prelude::*;

use super::bars::{trouble, why};
use super::icons::Icon;
use super::parts::{Button, live, paragraph};
use super::{App, use_texts};
use crate::engine::event::Intent;
use crate::engine::view::{Notice, NoticeKind};

#[component]
pub fn Notices() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let notices = app.part(|v| v.notices.clone());
    let row = move |Notice { id, what }: Notice| {
        let dismiss = Button::only_icon(Icon::Cross, t.dismiss).press(move || app.send(Intent::DismissNotice(id)));
        view! { <li><div>{said(what)}</div> {dismiss}</li> }.into_any()
    };
    let list = live(move || {
        let rows = notices.get().into_iter().map(row).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| view! { <ul class="notices" aria-label=t.notices>{rows}</ul> }.into_any()).into_any()
    });
    view! { <div role="status">{list}</div> }.into_any()
}

fn said(what: NoticeKind) -> AnyView {
    let t = use_texts();
    match what {
        NoticeKind::NotANumber(text) => paragraph("", (t.not_a_number)(&text)),
        NoticeKind::CannotDial(why) => trouble(t.cannot_dial, why),
        NoticeKind::CommandRefused { what, why } => trouble((t.command_refused)(what), why),
        NoticeKind::CallFailed(why) => trouble(t.call_failed, why),
        NoticeKind::PopFailed(failure) => view! { <p><b>{t.pop_failed}</b></p> {why(failure)} }.into_any(),
        NoticeKind::Storage(trouble) => paragraph("", (t.storage)(trouble)),
        NoticeKind::Unreadable(key) => paragraph("", (t.unreadable)(&key)),
        NoticeKind::Settings(bad) => {
            let list =
                bad.into_iter().map(|(key, value)| view! { <code>{format!("{key} = {value}")}</code> }.into_any());
            view! { <p>{t.settings_bad}</p> {list.collect_view()} }.into_any()
        }
        NoticeKind::FieldsMissing(fields) => paragraph("", (t.fields_missing)(&fields.join(", "))),
    }
}
