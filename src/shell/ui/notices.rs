//! Messages that came up once. They stay until dismissed: nobody has to read against the clock.

use super::bars::{quoted, trouble};
use super::element::{Node, el, group};
use super::icons::Icon;
use super::live::live;
use super::parts::{details, paragraph, picture_button};
use super::{App, recent, words};
use crate::engine::crm::{Failure, MissedCall};
use crate::engine::event::Intent;
use crate::engine::settings::Problem;
use crate::engine::time::Timestamp;
use crate::engine::view::{Notice, NoticeKind};

pub fn notices(app: App) -> Node {
    let row = move |Notice { id, what }: &Notice| {
        let id = *id;
        // The words of the back office come with it.
        let said = said_first(app, what).or_else(|| app.in_cards(|cards| (cards.notice)(app, what)))?;
        let dismiss = picture_button(Icon::Cross, app.t.dismiss).press(move || app.send(Intent::DismissNotice(id)));
        Some(el("li").child(el("div").child(said)).child(dismiss))
    };
    let list = live(
        move || (app.has_cards(), app.see(|v| v.notices.clone())),
        move |(_, notices)| {
            let rows = notices.iter().filter_map(row).collect::<Vec<_>>();
            let list = || el("ul").class("notices").attr("aria-label", app.t.notices);
            if rows.is_empty() { group() } else { list().child(rows) }
        },
    );
    el("div").attr("role", "status").child(list)
}

/// What can come up before the back office is here.
fn said_first(app: App, what: &NoticeKind) -> Option<Node> {
    let t = app.t;
    Some(match what {
        NoticeKind::NotANumber(text) => paragraph("", &(t.not_a_number)(text)),
        NoticeKind::CannotDial(why) => trouble(app, t.cannot_dial, *why),
        NoticeKind::CommandRefused { what, why } => trouble(app, (t.command_refused)(*what), *why),
        NoticeKind::CallFailed(why) => trouble(app, t.call_failed, *why),
        NoticeKind::Storage(trouble) => paragraph("", (t.storage)(*trouble)),
        _ => return None,
    })
}

/// The rest.
pub fn said(app: App, what: &NoticeKind) -> Node {
    let t = app.cards();
    match what {
        NoticeKind::NotANumber(_)
        | NoticeKind::CannotDial(_)
        | NoticeKind::CommandRefused { .. }
        | NoticeKind::CallFailed(_)
        | NoticeKind::Storage(_) => group(),
        NoticeKind::PopFailed(failure) => {
            group().child(el("p").child(el("b").child(t.pop_failed))).child(app.failure(failure))
        }
        NoticeKind::Unreadable(key) => paragraph("", &(t.unreadable)(key)),
        NoticeKind::Settings(bad) => {
            let key = |problem: &Problem| el("dt").child(el("code").child(problem.key()));
            let row = |one: &Problem| el("div").child(key(one)).child(el("dd").child((t.problem)(one)));
            let list = el("dl").class("problems").child(bad.iter().map(row).collect::<Vec<_>>());
            details("", (t.settings_bad)(bad.len()), list)
        }
        NoticeKind::NeedsPackage(need) => paragraph("", (t.needs_package)(*need)),
        NoticeKind::RecordTypeRefused(object) => paragraph("", &(t.record_type_refused)(&(t.object)(object))),
        NoticeKind::TasksNotClosed { completed, failed } => {
            let completed = (*completed > 0).then(|| paragraph("", &(t.tasks_completed)(*completed)));
            let open = (!failed.is_empty()).then(|| paragraph("", t.tasks_not_closed));
            let words = failed.iter().filter(|words| !words.is_empty()).map(|words| el("q").child(&**words));
            group().child(completed).child(open).child(words.collect::<Vec<_>>())
        }
        NoticeKind::MailFailed(failure) => told(t.mail_failed, failure),
        NoticeKind::DoNotDisturb => paragraph("", t.do_not_disturb),
        NoticeKind::PresenceNotTold(code) => paragraph("", &(t.presence_not_told)(code)),
        NoticeKind::Unplugged(device) => paragraph("", (t.unplugged)(*device)),
        NoticeKind::Gap { from, to, desk_phone } => {
            let moment = |at: &Timestamp| app.see(|v| words::moment(v.locale, *at));
            paragraph("", &(t.gap)(&moment(from), &moment(to), *desk_phone))
        }
        NoticeKind::MissedMeanwhile(calls) => group()
            .child(el("p").child(el("b").child(t.missed_meanwhile)))
            .child(el("ul").child(calls.iter().map(|call| missed(app, call)).collect::<Vec<_>>())),
        NoticeKind::Undone => paragraph("", t.undone),
        NoticeKind::UndoFailed(failure) => told(t.undo_failed, failure),
        NoticeKind::FieldsMissing(fields) => paragraph("", &(t.fields_missing)(&fields.join(", "))),
    }
}

fn missed(app: App, call: &MissedCall) -> Node {
    let at = app.see(|v| words::moment(v.locale, call.start));
    let number = call.number.as_ref().map(|number| number.as_given());
    let who = call.name.as_deref().or(number).unwrap_or(app.t.withheld);
    let says = [&at, who].into_iter().chain(number.filter(|number| *number != who)).collect::<Vec<_>>().join(" · ");
    let back = call.number.clone().map(|number| recent::call_back(app, number, who));
    el("li").child(el("span").child(says)).child(back)
}

/// What it means for the call is ours to say; the reason is Salesforce's.
fn told(what: &str, failure: &Failure) -> Node {
    group().child(paragraph("", what)).child(quoted(failure))
}
