//! One call: who, how it stands, what can be done, the note, and whether it is saved. Several calls have a row of
//! tabs above the card.

use std::sync::Arc;

use leptos::prelude::*;

use super::caller::caller;
use super::clock::{elapsed, span};
use super::conflict::conflicts;
use super::controls::controls;
use super::element::{Node, el, group};
use super::fields::{note, subject};
use super::follow_up::follow_up;
use super::icons::{Icon, icon};
use super::live::{list, live, maybe, on_change, text, when};
use super::lost::lost;
use super::parts::{aside, button, check, choice, pairs};
use super::result::result;
use super::saving::{part, saving};
use super::sound;
use super::texts::CardTexts;
use super::why::button_id;
use super::{App, focus, front, words};
use crate::engine::crm::{Object, RecordRef};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallStateView, CallView, CallerView, Saving, View};

/// One call of the view, for its card.
#[derive(Clone, Copy)]
pub struct Call {
    pub id: CallId,
    now: Memo<Arc<CallView>>,
}

impl Call {
    pub fn new(app: App, id: CallId) -> Option<Self> {
        let find = move |v: &View| v.calls.iter().find(|call| call.id == id).cloned();
        let first = Arc::new(app.see(find)?);
        // A card is still there for a moment when its call has gone: it keeps what it had.
        let now = Memo::new(move |last: Option<&Arc<CallView>>| {
            app.see(find).map_or_else(|| last.unwrap_or(&first).clone(), Arc::new)
        });
        Some(Self { id, now })
    }

    /// A part of it, followed by whoever asks where that can be.
    pub fn see<T>(self, part: impl FnOnce(&CallView) -> T) -> T {
        part(&self.now.get())
    }
}

pub fn calls(app: App) -> Node {
    let t = app.cards();
    let shown = move || app.see(|v| front(v).map(|call| call.id));
    let tab = move |id: &CallId| {
        let call = Call::new(app, *id)?;
        let name = el("b").child(text(move || call.see(|c| words::name(t, c))));
        let state = text(move || call.see(|c| stands(t, c)));
        let tab = button(name).child(el("span").child(state));
        let tab = tab.says("aria-current", move || shown() == Some(call.id));
        Some(tab.press(move || app.send(Intent::Select(call.id))))
    };
    let all = move || app.see(tabs);
    let tabs = when(
        move || all().len() > 1,
        move || el("div").class("calls").attr("role", "group").attr("aria-label", t.calls).child(list(all, tab)),
    );
    // Made once per call, so that what is typed into one card draws nothing anew, neither there nor in another.
    let card = maybe(shown, move |id| Call::new(app, *id).map_or_else(group, |call| card(app, call)));
    group().child(tabs).child(card)
}

/// The calls that are not told of by a banner already.
fn tabs(view: &View) -> Vec<CallId> {
    let shown = front(view).map(|call| call.id);
    let has_banner = |call: &CallView| matches!(call.state, CallStateView::RingingIn { .. }) && Some(call.id) != shown;
    view.calls.iter().filter(|call| !has_banner(call)).map(|call| call.id).collect()
}

fn card(app: App, call: Call) -> Node {
    on_change(move || call.see(tone), |_| focus::rescue("who"));
    let column = || el("div").class("column");
    let left = column()
        .child(who(app, call))
        .child(controls(app, call))
        .child(lost(app, call))
        .child(sound::trouble(app, call));
    // Several matches wait for a word: they come first. Any other answer can be read, and changed, later.
    let asks = move || call.see(|c| matches!(c.caller, CallerView::Several(_)));
    let first = when(asks, move || caller(app, call));
    let later = when(move || !asks(), move || caller(app, call));
    let right = column()
        .child(case(app, call))
        .child(first)
        .child(conflicts(app, call))
        .child(note(app, call))
        .child(off_record(app, call))
        .child(result(app, call))
        .child(follow_up(app, call));
    let right = right.child(later).child(subject(app, call)).child(why(app, call));
    let card = el("article").class("card").attr("aria-labelledby", "who");
    card.child(el("div").class("columns").child(left).child(right)).child(saving(app, call))
}

/// Where the agent may say so: this call is not for Salesforce.
fn off_record(app: App, call: Call) -> Node {
    when(
        move || call.see(|c| c.off_record.is_some()),
        move || {
            let on = move || call.see(|c| c.off_record == Some(true));
            let tick = check(on, move |on| app.send(Intent::OffRecord { call: call.id, on }));
            choice(tick.id("off-record"), app.cards().off_record)
        },
    )
}

fn why(app: App, call: Call) -> Node {
    let why = button(app.cards().why).id(&button_id(call.id)).class("link");
    el("p").class("row last").child(why.press(move || app.send(Intent::ShowWhy(Some(call.id)))))
}

/// A case that is there has its number and its page above; one that is not has words.
fn case(app: App, call: Call) -> Node {
    let case = maybe(
        move || call.see(|c| c.case.clone().filter(|case| !matches!(case, Saving::Saved { .. }))),
        move |case| part(app, call.id, &(app.cards().object)(&Object::Case), case),
    );
    el("div").attr("role", "status").child(case)
}

fn who(app: App, call: Call) -> Node {
    let t = app.cards();
    let (outgoing, direction) = call.see(|c| (c.outgoing, words::direction(t, c)));
    let name = move || call.see(|c| words::name(t, c));
    let open = maybe(
        move || {
            call.see(|c| if let CallerView::Known { record, .. } = &c.caller { Some(record.clone()) } else { None })
        },
        move |found| record(app, call.id, found, false),
    );
    let about = maybe(move || call.see(|c| c.about.clone()), move |about| record(app, call.id, about, true));
    let number = move || {
        let number = call.see(|c| words::number(t, &c.party));
        if name() == number { String::new() } else { number }
    };
    let way = live(
        move || {
            call.see(|c| {
                let diverted = c.diverted_by.as_ref().map(|by| words::party(t, by));
                let rows = [(t.queue, c.queue.clone()), (t.ivr, c.ivr.clone()), (t.diverted_by, diverted)];
                rows.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect::<Vec<_>>()
            })
        },
        |rows| if rows.is_empty() { group() } else { pairs("way", rows) },
    );
    let arrow = icon(if outgoing { Icon::Outgoing } else { Icon::Incoming });
    let state = el("p").class("state").follow("data-state", move || Some(call.see(tone).to_owned()));
    let state = state
        .child(el("span").attr("title", direction).child(arrow).child(aside(direction).child(". ")))
        .child(el("span").class("words").child(text(move || call.see(|c| state_words(t, c)))))
        .child(timer(app, call));
    el("div")
        .class("who")
        .child(el("h1").id("who").attr("tabindex", "-1").child(text(name)))
        .child(open)
        .child(el("div").class("row").child(el("p").class("number").child(text(number))).child(about))
        .child(state)
        .child(way)
}

/// `named`: nothing else on the card tells its name.
fn record(app: App, call: CallId, record: &RecordRef, named: bool) -> Node {
    let intent = Intent::Open { call, record: record.id.clone() };
    let name = if named { el("span") } else { aside(" ") }.child(record.name.as_str());
    let open = if named {
        button(aside(app.cards().open).child(" ")).child(name)
    } else {
        button(app.cards().open).child(name)
    };
    let open = open.class("link");
    let open = open.press(move || app.send(intent.clone()));
    el("div").class("record").child(badge(app, &record.object)).child(open)
}

fn stands(t: &CardTexts, call: &CallView) -> String {
    if call.lost.is_some() { t.lost_state.into() } else { words::state(t, call.state, call.outgoing) }
}

fn state_words(t: &CardTexts, call: &CallView) -> String {
    let words = stands(t, call);
    let over = matches!(call.state, CallStateView::Ended { .. });
    let words = if call.in_conference { format!("{words} · {}", t.conference) } else { words };
    if call.muted && !over { format!("{words} · {}", t.muted) } else { words }
}

/// How long it has gone on, or went on.
fn timer(app: App, call: Call) -> Node {
    let state = move || call.see(|c| c.state);
    live(state, move |state| match *state {
        CallStateView::Ended { answered: false, .. } => group(),
        CallStateView::Ended { talked, .. } => el("span").class("timer").child(span(talked)),
        state => words::since(state).map_or_else(group, |since| elapsed(app, since)),
    })
}

/// What kind of record it is, in the colour that people know it by.
pub fn badge(app: App, object: &Object) -> Node {
    let label = (app.cards().object)(object);
    el("span").class("badge").attr("data-object", object.api_name()).child(label)
}

fn tone(call: &CallView) -> &'static str {
    match call.state {
        _ if call.lost.is_some() => "held",
        CallStateView::RingingIn { .. } | CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => {
            "ringing"
        }
        CallStateView::Talking { held_here: false, held_there: false, .. } => "talking",
        CallStateView::Talking { .. } => "held",
        CallStateView::Ended { .. } => "ended",
    }
}
