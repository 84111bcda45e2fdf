//! Who it is: what the search found, and the agent's word on it. Several matches are never decided silently.

use super::bars::why;
use super::card::{Call, badge};
use super::element::{Node, el, group};
use super::icons::Icon;
use super::live::{live, maybe, when};
use super::parts::{button, details, icon_button, pairs, paragraph};
use super::state::State;
use super::{App, focus};
use crate::engine::crm::Match;
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::CallerView;

pub fn caller(app: App, call: Call) -> Node {
    let t = app.cards();
    let id = call.id;
    let found = live(
        move || call.see(|c| c.caller.clone()),
        move |caller| {
            // The button that was pressed is gone: the keyboard goes on at the name.
            focus::rescue("who");
            said(app, id, caller)
        },
    );
    let page = move || {
        let (can, adds) = call.see(|c| (c.can.assign_page, c.can.add_page));
        let words = if adds { t.add_page } else { t.assign_page };
        app.see(|v| v.crm.page.as_ref().filter(|_| can).map(|page| words(&(t.object)(&page.object), &page.name)))
    };
    let assign = maybe(page, move |label| {
        icon_button(Icon::Link, label).class("wide").press(move || app.send(Intent::AssignPage(id)))
    });
    el("section").class("caller").attr("aria-label", t.record).child(found).child(assign)
}

fn said(app: App, id: CallId, caller: &CallerView) -> Node {
    let t = app.cards();
    match caller {
        CallerView::NotSearched => group(),
        CallerView::Searching => paragraph("quiet busy", t.searching),
        CallerView::Failed(failure) => details("failure", t.search_failed, why(app, failure)),
        CallerView::Unknown => {
            let nothing = el("span").class("quiet").child(t.nothing_found);
            el("p").class("row").child(nothing).child(search(app, id))
        }
        CallerView::Several(found) => {
            let ask = paragraph("ask", &(t.several)(found.len()));
            let search = el("p").class("row").child(search(app, id));
            group().child(ask).child(matches(app, id, found)).child(search)
        }
        CallerView::Known { details, others, .. } => {
            let more = if others.is_empty() { String::new() } else { (t.others)(others.len()) };
            let facts = (!details.is_empty()).then(|| pairs("", details));
            group().child(facts).child(change(app, id, &more, others, true))
        }
        CallerView::Unassigned(others) => change(app, id, t.unassigned, others, false),
    }
}

/// As many others have a button each; more of them are a list of their own.
const FEW: usize = 3;

/// What was decided, and the way to decide otherwise. Whatever is decided then, the list has done its work: all this
/// is drawn anew.
fn change(app: App, id: CallId, words: &str, others: &[Match], related: bool) -> Node {
    if others.len() <= FEW {
        let said = el("span").class("quiet").child(words);
        let instead = others.iter().map(|found| {
            let name = el("b").child(found.record.name.as_str());
            let one = button(name).child(badge(app, &found.record.object)).attr("title", &reasons(app, found));
            choosing(one.class("chip"), app, Intent::Choose { call: id, record: found.record.id.clone() })
        });
        let instead = instead.collect::<Vec<_>>();
        let none = || choosing(button(app.cards().none_of_these).class("link"), app, Intent::Unassign(id));
        return el("p").class("row").child(said).child(instead).child(related.then(none));
    }
    let changing = State::new(false);
    let others = others.to_vec();
    let change = button(app.cards().change).class("link").says("aria-expanded", move || changing.get());
    let change = change.press(move || changing.flip());
    let row = el("p").class("row").child(el("span").class("quiet").child(words)).child(change);
    group().child(row).child(when(move || changing.get(), move || matches(app, id, &others)))
}

/// One button per record, with what tells them apart and why each was found; and the right to choose none.
fn matches(app: App, id: CallId, found: &[Match]) -> Node {
    let t = app.cards();
    let row = move |found: &Match| {
        let record = &found.record;
        let choose = Intent::Choose { call: id, record: record.id.clone() };
        let reasons = el("small").child(reasons(app, found));
        let tells = el("span").class("record").child(badge(app, &record.object)).child(" ").child(reasons);
        let who = button(el("b").child(record.name.as_str())).child(" ").child(tells);
        el("li").child(choosing(who, app, choose))
    };
    let none = choosing(button(t.none_of_these), app, Intent::Unassign(id));
    let rows = found.iter().map(row).collect::<Vec<_>>();
    el("ul").class("matches").child(rows).child(el("li").child(none))
}

/// What tells it apart, and the spelling of the number that it was found by.
fn reasons(app: App, found: &Match) -> String {
    let mut line = String::new();
    for (_, value) in found.details.iter().filter(|(_, value)| !value.is_empty()) {
        line += value;
        line += " · ";
    }
    line + &(app.cards().found_by)(&found.found_by)
}

fn choosing(button: Node, app: App, intent: Intent) -> Node {
    button.press(move || app.send(intent.clone()))
}

fn search(app: App, id: CallId) -> Node {
    button(app.cards().open_search).class("link").press(move || app.send(Intent::OpenSearch(id)))
}
