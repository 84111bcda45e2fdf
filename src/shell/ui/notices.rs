//! Messages that came up once. They stay until dismissed: nobody has to read against the clock.

use super::App;
use super::bars::{trouble, why};
use super::element::{Node, el, group};
use super::icons::Icon;
use super::live::live;
use super::parts::{paragraph, picture_button};
use crate::engine::event::Intent;
use crate::engine::view::{Notice, NoticeKind};

pub fn notices(app: App) -> Node {
    let row = move |Notice { id, what }: &Notice| {
        let id = *id;
        let dismiss = picture_button(Icon::Cross, app.t.dismiss).press(move || app.send(Intent::DismissNotice(id)));
        el("li").child(el("div").child(said(app, what))).child(dismiss)
    };
    let list = live(
        move || app.see(|v| v.notices.clone()),
        move |notices| {
            let rows = notices.iter().map(row).collect::<Vec<_>>();
            let list = || el("ul").class("notices").attr("aria-label", app.t.notices);
            if rows.is_empty() { group() } else { list().child(rows) }
        },
    );
    el("div").attr("role", "status").child(list)
}

fn said(app: App, what: &NoticeKind) -> Node {
    let t = app.t;
    match what {
        NoticeKind::NotANumber(text) => paragraph("", &(t.not_a_number)(text)),
        NoticeKind::CannotDial(why) => trouble(app, t.cannot_dial, *why),
        NoticeKind::CommandRefused { what, why } => trouble(app, (t.command_refused)(*what), *why),
        NoticeKind::CallFailed(why) => trouble(app, t.call_failed, *why),
        NoticeKind::PopFailed(failure) => {
            group().child(el("p").child(el("b").child(t.pop_failed))).child(why(app, failure))
        }
        NoticeKind::Storage(trouble) => paragraph("", (t.storage)(*trouble)),
        NoticeKind::Unreadable(key) => paragraph("", &(t.unreadable)(key)),
        NoticeKind::Settings(bad) => {
            let list = bad.iter().map(|problem| el("code").child(problem.key()));
            group().child(el("p").child(t.settings_bad)).child(list.collect::<Vec<_>>())
        }
        NoticeKind::NeedsPackage(_)
        | NoticeKind::RecordTypeRefused(_)
        | NoticeKind::TasksNotClosed { .. }
        | NoticeKind::MailFailed(_)
        | NoticeKind::Undone
        | NoticeKind::UndoFailed(_) => group(),
        NoticeKind::FieldsMissing(fields) => paragraph("", &(t.fields_missing)(&fields.join(", "))),
    }
}
