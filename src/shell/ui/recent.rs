//! Calls that are over: who, when, how long, whether Salesforce has it, and the way to call back. Of a thousand of them the page
//! holds only those that are in sight, and some more on either side.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::clock::span;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{list, live, on_change, text, when};
use super::parts::{aside, button, on_window, paragraph, picture_button};
use super::why::button_id;
use super::{App, words};
use crate::engine::event::Intent;
use crate::engine::history::Look;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::EndCause;
use crate::engine::view::{Logged, RecentCall};

/// As many rows more on either side, so that the next ones are there when the list is moved.
const SPARE: usize = 12;
/// Height of a row until one is there to be measured, in CSS pixels.
const ROW: f64 = 52.0;

pub fn recent(app: App) -> Node {
    el("div").class("page history").child(calls(app))
}

pub fn calls(app: App) -> Node {
    let t = app.cards();
    // Whoever comes here sees the latest, and all of them.
    request_animation_frame(move || app.send(Intent::LookBack(Look::default())));
    let rows = live(
        move || app.see(|v| (v.history.total == 0, v.history.only_unlogged)),
        move |none| match none {
            (true, false) => paragraph("quiet empty", t.no_recent),
            (true, true) => paragraph("quiet empty", t.all_logged),
            (false, _) => rows(app),
        },
    );
    let head = el("div").class("title").child(el("h1").id("history").child(t.recent)).child(filter(app));
    group().child(head).child(rows)
}

/// How many calls Salesforce should have and has not, for the button that leads here.
pub fn count(app: App) -> Node {
    let count = move || app.see(|v| v.history.unlogged).to_string();
    let words = move || app.see(|v| (app.cards().unlogged)(v.history.unlogged));
    let number = el("span").attr("aria-hidden", "true").child(text(count));
    el("span").class("count").child(number).child(aside("").child(text(words)))
}

/// Only those that Salesforce should have and has not.
fn filter(app: App) -> Node {
    let due = move || app.see(|v| v.history.unlogged > 0 || v.history.only_unlogged);
    when(due, move || {
        let label = text(move || app.see(|v| (app.cards().unlogged)(v.history.unlogged)));
        let only = move || app.see(|v| v.history.only_unlogged);
        button(label).class("chip filter").id("unlogged").says("aria-pressed", only).press(move || {
            let unlogged = !untrack(only);
            app.send(Intent::LookBack(Look { unlogged, ..Look::default() }));
        })
    })
}

fn rows(app: App) -> Node {
    let list = list(move || app.see(|v| v.history.rows.clone()), move |call| Some(row(app, call)));
    let sheet = el("ul").class("recent").child(list);
    let place = sheet.element().clone().unchecked_into::<HtmlElement>();
    // Above and below the rows that are there is room for the others.
    on_change(
        move || app.see(|v| (v.history.first, v.history.first + v.history.rows.len(), v.history.total)),
        move |(first, end, total)| {
            let height = height(&place);
            #[allow(clippy::cast_precision_loss)] // a thousand rows
            let room = |rows: usize| format!("{}px", rows as f64 * height);
            let style = place.style();
            let _ = style.set_property("padding-top", &room(*first));
            let _ = style.set_property("padding-bottom", &room(total - end));
        },
    );
    let moved = move || look(app);
    // In a low window the page moves as a whole.
    on_window("scroll", move |_| moved());
    on_window("resize", move |_| moved());
    request_animation_frame(moved);
    el("div")
        .class("rows")
        .id("rows")
        .attr("role", "group")
        .attr("aria-labelledby", "history")
        .attr("tabindex", "0")
        .on("scroll", move |_| moved())
        .child(sheet)
}

/// Asks for other rows where those that are there do not cover what is in sight.
fn look(app: App) {
    let Some(scroller) = document().get_element_by_id("rows") else { return };
    let Some(sheet) = scroller.first_element_child() else { return };
    let row = height(&sheet);
    let (shown, window) = (scroller.get_bounding_client_rect(), viewport());
    let above = (shown.top().max(0.0) - sheet.get_bounding_client_rect().top()).max(0.0);
    let in_sight = (shown.bottom().min(window) - shown.top().max(0.0)).max(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not negative, some thousands at most
    let (first, rows) = ((above / row) as usize, (in_sight / row) as usize + 2);
    let (there, end, total, unlogged) = untrack(|| {
        app.see(|v| {
            let h = &v.history;
            (h.first, h.first + h.rows.len(), h.total, h.only_unlogged)
        })
    });
    if there <= first && (first + rows).min(total) <= end {
        return;
    }
    let look = Look { first: first.saturating_sub(SPARE), rows: rows + 2 * SPARE, unlogged };
    keep_focus(&scroller, look);
    app.send(Intent::LookBack(look));
}

/// A row that goes takes the focus with it: then the keyboard goes on at the list.
fn keep_focus(scroller: &Element, look: Look) {
    let focused = document().active_element().filter(|focused| focused != scroller && scroller.contains(Some(focused)));
    let Some(row) = focused.and_then(|focused| focused.closest("li").ok().flatten()) else { return };
    let place = row.get_attribute("aria-posinset").and_then(|place| place.parse::<usize>().ok());
    let stays = |place: usize| (look.first..look.first + look.rows).contains(&(place - 1));
    if !place.is_some_and(stays) {
        let _ = scroller.unchecked_ref::<HtmlElement>().focus();
    }
}

fn height(sheet: &Element) -> f64 {
    let row = sheet.first_element_child().map(|row| row.get_bounding_client_rect().height());
    row.filter(|height| *height > 0.0).unwrap_or(ROW)
}

fn viewport() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Calls whoever has called, or was called.
pub fn call_back(app: App, number: PhoneNumber, name: &str) -> Node {
    let back = picture_button(Icon::Phone, &(app.cards().call_back)(name));
    let back = back.says("aria-disabled", move || !app.see(|v| v.can_dial));
    back.press(move || app.send(Intent::Dial(number.as_given().into())))
}

/// All rows are of one height: what is too long for it can be read by pointing at it.
fn row(app: App, call: &Arc<RecentCall>) -> Node {
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
    // What is cut off in a narrow panel is the number, which the name stands for.
    let line = [words::moment(locale, call.at), how].into_iter().chain(number).collect::<Vec<_>>().join(" · ");
    let back = call.call_back.clone().map(|number| call_back(app, number, &name));
    let way = el("span").attr("title", direction).child(icon(picture)).child(aside(direction).child(". "));
    let id = call.id;
    let why = picture_button(Icon::Question, &(t.why_name)(&name)).id(&button_id(id));
    let why = why.press(move || app.send(Intent::ShowWhy(Some(id))));
    let whole = [&name, "\n", &line, "\n", &call.note].concat();
    // What stands nowhere else is not lost.
    let note = (!call.note.is_empty()).then(|| group().child(" · ").child(el("q").child(call.note.as_str())));
    let line = el("small").child(line).child(note);
    let what = el("div").attr("title", whole.trim()).child(el("b").child(name.as_str())).child(line);
    let place = move || {
        app.see(|v| {
            let at = v.history.rows.iter().position(|row| row.id == id)?;
            Some((v.history.first + at + 1).to_string())
        })
    };
    let row = el("li").class(if missed { "missed" } else { "" }).follow("aria-posinset", place);
    let row = row.follow("aria-setsize", move || Some(app.see(|v| v.history.total).to_string()));
    row.child(way).child(what).child(mark(app, call, &name)).child(why).child(back)
}

/// Whether Salesforce has it; where it should and has not, the button that sees to it.
fn mark(app: App, call: &RecentCall, name: &str) -> Node {
    let t = app.cards();
    let said = |class: &str, picture, words: &str| {
        el("span").class(class).attr("title", words).child(icon(picture)).child(aside(words))
    };
    match call.logged {
        Logged::Yes => said("good", Icon::Check, t.saved_mark),
        Logged::OffRecord => said("", Icon::Private, t.off_record_mark),
        Logged::NotMeant => group(),
        Logged::No => {
            let id = call.id;
            let late = picture_button(Icon::Upload, &(t.log_late)(name)).class("quiet wanted");
            late.press(move || app.send(Intent::LogLate(id)))
        }
    }
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
