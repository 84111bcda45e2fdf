//! Standing conditions, told in one line each at the top: no Salesforce, no connection, the practice line.

use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, maybe, text};
use super::parts::{aside, button, details, paragraph};
use super::{App, Screen, words};
use crate::engine::crm::Failure;
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState, Trouble};
use crate::engine::view::OfficeView;

pub fn bars(app: App) -> Node {
    let t = app.t;
    let no_crm = maybe(
        move || app.see(|v| v.crm.trouble.clone()),
        move |failure| {
            let short = group().child(icon(Icon::Warning)).child(el("span").child(t.no_crm));
            let failure = failure.clone();
            // Only the words come with the cards: who has opened it already goes on reading.
            details("bar", short, live(move || app.has_cards(), move |_| app.failure(&failure)))
        },
    );
    let no_line = maybe(
        move || {
            let down = app.see(|v| if let LineState::Down { why, .. } = v.line.state { Some(why) } else { None });
            down.map(|why| (why, app.has_cards()))
        },
        move |(why, _)| {
            let until = move || {
                app.see(|v| match v.line.state {
                    LineState::Down { retry: Some(at), .. } => (t.next_try)(&words::time(v.locale, at)),
                    _ => String::new(),
                })
            };
            let sentence = el("span").child((t.trouble)(*why)).child(text(until));
            let told = match remedy(app, *why) {
                Some(remedy) => details("", sentence, paragraph("", remedy)),
                None => sentence,
            };
            // Against a wrong password only another one helps, and the form for it is on the screen.
            let again =
                (*why != Trouble::WrongPassword).then(|| button(t.try_now).press(move || app.send(Intent::GoOnline)));
            el("div").class("bar bad").child(icon(Icon::Warning)).child(told).child(again)
        },
    );
    let rehearsal = maybe(
        move || {
            let ready = |v: &super::View| matches!(v.line.state, LineState::Ready { .. });
            let practice = app.see(|v| v.line.driver == Driver::Practice && ready(v));
            practice.then(|| app.shown() != Screen::Practice)
        },
        move |elsewhere| {
            let open = elsewhere.then(|| button(t.practice_open).attr("data-screen", "practice"));
            let open = open.map(|open| open.press(move || app.go(Screen::Practice)));
            el("div").class("bar").child(el("span").child(t.practice_bar)).child(open)
        },
    );
    let no_office = maybe(
        move || app.see(|v| matches!(v.office, OfficeView::Missing { .. }).then_some(())),
        move |()| {
            let again = button(t.try_now).press(move || app.send(Intent::FetchOffice));
            el("div").class("bar bad").child(icon(Icon::Warning)).child(el("span").child(t.office_missing)).child(again)
        },
    );
    let tab = maybe(
        move || app.has_cards().then_some(()),
        move |()| app.in_cards(|cards| (cards.tab)(app)).unwrap_or_else(group),
    );
    group()
        .child(el("div").attr("role", "status").child(tab).child(no_crm).child(no_line).child(no_office))
        .child(rehearsal)
}

/// What can be done about it; nothing until the cards are here.
fn remedy(app: App, trouble: Trouble) -> Option<&'static str> {
    app.in_cards(|cards| (cards.remedy)(app, trouble)).flatten()
}

/// What a failure means, and what Salesforce itself said.
pub fn why(app: App, failure: &Failure) -> Node {
    group().child(paragraph("", (app.cards().failure)(failure.kind))).child(quoted(failure))
}

/// Salesforce's own words, as a whole and of single fields.
pub fn quoted(failure: &Failure) -> Node {
    let whole = (!failure.message.is_empty()).then(|| el("q").child(failure.message.as_str()));
    let field = |(field, words): &(String, String)| {
        let field = (!field.is_empty()).then(|| el("b").child(field.as_str()).child(": "));
        el("q").child(field).child(words.as_str())
    };
    group().child(whole).child(failure.fields.iter().map(field).collect::<Vec<_>>())
}

/// What went wrong with the telephone, and who can help.
pub fn trouble(app: App, what: &str, why: Trouble) -> Node {
    let t = app.t;
    let remedy = remedy(app, why).map(|remedy| details("", t.what_to_do, paragraph("", remedy)));
    let said = el("p").child(el("b").child(what)).child(" ").child((t.trouble)(why));
    group().child(said).child(aside(" ")).child(remedy)
}
