//! Calls that are over: who, when, how long, whether Salesforce has it, and the way to call back.

use super::clock::span;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::live;
use super::parts::{aside, paragraph, picture_button};
use super::why::button_id;
use super::{App, words};
use crate::engine::event::Intent;
use crate::engine::telephony::EndCause;
use crate::engine::view::RecentCall;

pub fn recent(app: App) -> Node {
    el("div").class("page").child(list(app))
}

pub fn list(app: App) -> Node {
    let list = live(
        move || app.see(|v| v.recent.clone()),
        move |calls| match calls.is_empty() {
            true => paragraph("quiet empty", app.cards().no_recent),
            false => el("ul").class("recent").child(calls.iter().map(|call| row(app, call)).collect::<Vec<_>>()),
        },
    );
    group().child(el("h1").child(app.cards().recent)).child(list)
}

fn row(app: App, call: &RecentCall) -> Node {
    let t = app.cards();
    let locale = app.see(|v| v.locale);
    let missed = !call.outgoing && !call.answered && is_missed(call.cause);
    let picture = match (call.outgoing, missed) {
        (true, _) => Icon::Outgoing,
        (false, true) => Icon::Missed,
        (false, false) => Icon::Incoming,
    };
    let direction = if call.outgoing { t.outbound } else { t.inbound };
    let name = words::recent(t, call);
    let number = call.party.number.as_ref().map(|number| number.as_given().to_owned()).filter(|number| *number != name);
    let how = if call.answered { span(call.talked) } else { (t.ended)(call.cause, call.outgoing, call.answered) };
    let line = number.into_iter().chain([words::moment(locale, call.at), how]).collect::<Vec<_>>().join(" · ");
    let mark = || el("span").class("good").attr("title", t.saved_mark).child(icon(Icon::Check));
    let saved = call.saved.then(|| mark().child(aside(t.saved_mark)));
    let back = call.call_back.clone().map(|number| {
        let back = picture_button(Icon::Phone, &(t.call_back)(&name));
        let back = back.says("aria-disabled", move || !app.see(|v| v.can_dial));
        back.press(move || app.send(Intent::Dial(number.as_given().into())))
    });
    let way = el("span").attr("title", direction).child(icon(picture)).child(aside(direction).child(". "));
    // What stands nowhere else is not lost.
    let note = (!call.note.is_empty()).then(|| el("q").child(call.note.as_str()));
    let id = call.id;
    let why = picture_button(Icon::Question, &(t.why_name)(&name)).id(&button_id(id));
    let why = why.press(move || app.send(Intent::ShowWhy(Some(id))));
    let what = el("div").child(el("b").child(name)).child(el("small").child(line)).child(note);
    el("li").class(if missed { "missed" } else { "" }).child(way).child(what).child(saved).child(why).child(back)
}

/// Whether nobody took the call. Declining is taking notice, and a colleague's answer is an answer.
fn is_missed(cause: EndCause) -> bool {
    match cause {
        EndCause::There | EndCause::NoAnswer | EndCause::Busy | EndCause::Failed(_) => true,
        EndCause::Here
        | EndCause::AnsweredElsewhere
        | EndCause::DeclinedElsewhere
        | EndCause::Declined
        | EndCause::NoSuchNumber
        | EndCause::Transferred
        | EndCause::PageClosed => false,
    }
}
