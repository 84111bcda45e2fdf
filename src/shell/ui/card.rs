//! One call: who, how it stands, what can be done, the note, and whether it is saved. Several calls have a row of
//! tabs above the card.

use leptos::prelude::*;

use super::caller::Caller;
use super::clock::{elapsed, span};
use super::controls::Controls;
use super::fields::{Note, Subject};
use super::icons::{Icon, icon};
use super::parts::{Button, aside, maybe, memo, pairs, text};
use super::saving::SavingBar;
use super::{App, focus, front, use_texts, words};
use crate::engine::crm::Object;
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallStateView, CallView, CallerView, View};

#[component]
pub fn Calls() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let shown = app.part(|v| front(v).map(|call| call.id));
    let all = app.part(tabs);
    let tab = move |(id, name, state): (CallId, String, String)| {
        let tab = Button::new(view! { <b>{name}</b> <span>{state}</span> });
        tab.current(move || shown.get() == Some(id)).press(move || app.send(Intent::Select(id)))
    };
    let tabs = maybe(move || {
        let tabs = all.get().into_iter().map(tab).collect::<Vec<_>>();
        (tabs.len() > 1).then(|| view! { <div class="calls" role="group" aria-label=t.calls>{tabs}</div> }.into_any())
    });
    view! {
        {tabs}
        <Shown shown />
    }
    .into_any()
}

/// The calls that are not told of by a banner already.
fn tabs(view: &View) -> Vec<(CallId, String, String)> {
    let t = super::texts::texts(view.locale.language);
    let shown = front(view).map(|call| call.id);
    let has_banner = |call: &CallView| matches!(call.state, CallStateView::RingingIn { .. }) && Some(call.id) != shown;
    let tab = |call: &CallView| (call.id, words::name(t, call), words::state(t, call.state, call.outgoing));
    view.calls.iter().filter(|call| !has_banner(call)).map(tab).collect()
}

/// Made once per call, so that what is typed into one card draws nothing anew, neither there nor in another.
#[component]
fn Shown(shown: Memo<Option<CallId>>) -> impl IntoView {
    let rows = move || shown.get().into_iter().collect::<Vec<_>>();
    view! {
        <For each=rows key=|id| *id let:id>
            <Card id />
        </For>
    }
}

#[component]
fn Card(id: CallId) -> impl IntoView {
    let view = App::from_context().view;
    let find = move |v: &View| v.calls.iter().find(|call| call.id == id).cloned();
    let Some(first) = view.with_untracked(find) else { return ().into_any() };
    // A card is still there for a moment when its call has gone: it keeps what it had.
    let call = Memo::new(move |last: Option<&CallView>| {
        view.with(find).or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    let nothing = String::new;
    // The same without what is being typed: nothing else may follow each key press.
    let still =
        memo(move || call.with(|c| CallView { note: nothing(), note_room: 0, subject: nothing(), ..c.clone() }));
    let caller = memo(move || still.with(|c| c.caller.clone()));
    let tone = memo(move || still.with(|c| tone(c.state)));
    Effect::new(move |_| {
        tone.track();
        focus::rescue("who");
    });
    view! {
        <article class="card" aria-labelledby="who">
            <div class="columns">
                <div class="column">
                    <Who call=still caller />
                    <Controls call=still id />
                </div>
                <div class="column">
                    <Note call id />
                    <Caller call=still caller id />
                    <Subject call id />
                </div>
            </div>
            <SavingBar call=still id />
        </article>
    }
    .into_any()
}

#[component]
fn Who(call: Memo<CallView>, caller: Memo<CallerView>) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let (id, outgoing, direction) = call.with_untracked(|c| (c.id, c.outgoing, words::direction(t, c)));
    let name = memo(move || call.with(|c| words::name(t, c)));

    let record = maybe(move || {
        let CallerView::Known { record, .. } = caller.get() else { return None };
        let open = Button::new(view! { {t.open} {aside(format!(" {}", record.name))} }).class("link");
        let intent = Intent::Open { call: id, record: record.id };
        let open = open.press(move || app.send(intent.clone()));
        Some(view! { <div class="record">{badge(&record.object)} {open}</div> }.into_any())
    });
    let number = move || {
        let number = call.with(|c| words::number(t, &c.party));
        if name.with(|name| *name == number) { String::new() } else { number }
    };
    let words = move || {
        let (state, muted) = call.with(|c| (c.state, c.muted));
        let words = words::state(t, state, outgoing);
        let over = matches!(state, CallStateView::Ended { .. });
        if muted && !over { format!("{words} · {}", t.muted) } else { words }
    };
    let timer = maybe(move || match call.read().state {
        CallStateView::Ended { answered: false, .. } => None,
        CallStateView::Ended { talked, .. } => Some(view! { <span class="timer">{span(talked)}</span> }.into_any()),
        state => words::since(state).map(elapsed),
    });
    let way = maybe(move || {
        let (queue, ivr) = call.with(|c| (c.queue.clone(), c.ivr.clone()));
        let diverted = call.with(|c| c.diverted_by.as_ref().map(|by| words::party(t, by)));
        let rows = [(t.queue, queue), (t.ivr, ivr), (t.diverted_by, diverted)];
        let rows = rows.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?))).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| pairs("way", rows))
    });
    let arrow = if outgoing { Icon::Outgoing } else { Icon::Incoming };

    view! {
        <div class="who">
            <h1 id="who" tabindex="-1">{text(move || name.get())}</h1>
            {record}
            <p class="number">{text(number)}</p>
            <p class="state" data-state=Signal::derive(move || call.with(|c| tone(c.state)))>
                <span title=direction>{icon(arrow)} {aside(format!("{direction}. "))}</span>
                <span class="words">{text(words)}</span>
                {timer}
            </p>
            {way}
        </div>
    }
    .into_any()
}

/// What kind of record it is, in the colour that people know it by.
pub fn badge(object: &Object) -> AnyView {
    let label = (use_texts().object)(object);
    view! { <span class="badge" data-object=object.api_name().to_owned()>{label}</span> }.into_any()
}

fn tone(state: CallStateView) -> &'static str {
    match state {
        CallStateView::RingingIn { .. } | CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => {
            "ringing"
        }
        CallStateView::Talking { held_here: false, held_there: false, .. } => "talking",
        CallStateView::Talking { .. } => "held",
        CallStateView::Ended { .. } => "ended",
    }
}
