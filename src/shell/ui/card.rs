//! One call: who, how it stands, what can be done, the note, and whether it is saved. Several calls have a row of
//! tabs above the card.

use leptos::prelude::*;

use super::caller::Caller;
use super::clock::{Elapsed, span};
use super::controls::Controls;
use super::fields::{Note, Subject};
use super::icons::{Icon, icon};
use super::saving::SavingBar;
use super::{App, focus, front, use_texts, words};
use crate::engine::crm::Object;
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallStateView, CallView, CallerView};

#[component]
pub fn Calls() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let shown = app.part(|v| front(v).map(|call| call.id));
    let all = app.part(|v| {
        v.calls
            .iter()
            .map(|call| (call.id, words::name(t, call), words::state(t, call.state, call.outgoing)))
            .collect::<Vec<_>>()
    });
    view! {
        {move || {
            let all = all.get();
            (all.len() > 1)
                .then(|| {
                    let tab = |(id, name, state): (CallId, String, String)| {
                        view! {
                            <button
                                type="button"
                                aria-current=move || (shown.get() == Some(id)).then_some("true")
                                on:click=move |_| app.send(Intent::Select(id))
                            >
                                <b>{name}</b>
                                <span>{state}</span>
                            </button>
                        }
                    };
                    view! { <div class="calls" role="group" aria-label=t.calls>{all.into_iter().map(tab).collect_view()}</div> }
                })
        }}
        {move || shown.get().map(|id| view! { <Card id /> })}
    }
}

/// Made once per call, so that what is typed into one card draws nothing anew, neither there nor in another.
#[component]
fn Card(id: CallId) -> impl IntoView {
    let view = App::from_context().view;
    let find = move || view.with(|v| v.calls.iter().find(|call| call.id == id).cloned());
    let Some(first) = view.with_untracked(|v| v.calls.iter().find(|call| call.id == id).cloned()) else {
        return ().into_any();
    };
    // A card is still there for a moment when its call has gone: it keeps what it had.
    let call =
        Memo::new(move |last: Option<&CallView>| find().or_else(|| last.cloned()).unwrap_or_else(|| first.clone()));
    let kind = Memo::new(move |_| call.with(|c| std::mem::discriminant(&c.state)));
    Effect::new(move |_| {
        kind.get();
        focus::rescue("who");
    });
    view! {
        <article class="card" aria-labelledby="who">
            <div class="column">
                <Who call />
                <Controls call id />
            </div>
            <div class="column">
                <Note call id />
                <Caller call id />
                <Subject call id />
            </div>
            <SavingBar call id />
        </article>
    }
    .into_any()
}

#[component]
fn Who(call: Memo<CallView>) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let id = call.with_untracked(|c| c.id);
    let name = Memo::new(move |_| call.with(|c| words::name(t, c)));
    let number = Memo::new(move |_| call.with(|c| words::number(t, &c.party)));
    let record = Memo::new(move |_| {
        call.with(|c| match &c.caller {
            CallerView::Known { record, .. } => Some(record.clone()),
            CallerView::NotSearched
            | CallerView::Searching
            | CallerView::Failed(_)
            | CallerView::Unknown
            | CallerView::Several(_)
            | CallerView::Unassigned(_) => None,
        })
    });
    let state = Memo::new(move |_| call.with(|c| (c.state, c.outgoing, c.muted)));
    let way = Memo::new(move |_| {
        call.with(|c| {
            let row = |label: &'static str, text: Option<String>| text.map(|text| (label, text));
            let diverted = c.diverted_by.as_ref().map(|by| words::party(t, by));
            [row(t.queue, c.queue.clone()), row(t.ivr, c.ivr.clone()), row(t.diverted_by, diverted)]
        })
    });
    let direction = call.with_untracked(|c| words::direction(t, c));
    let arrow = if call.with_untracked(|c| c.outgoing) { Icon::Outgoing } else { Icon::Incoming };

    view! {
        <div class="who">
            <h1 id="who" tabindex="-1">{move || name.get()}</h1>
            {move || {
                record
                    .get()
                    .map(|record| {
                        let open = Intent::Open { call: id, record: record.id };
                        view! {
                            <div class="record">
                                <Badge object=record.object />
                                <button type="button" class="link" on:click=move |_| app.send(open.clone())>
                                    {t.open}
                                    <span class="sr">" " {record.name}</span>
                                </button>
                            </div>
                        }
                    })
            }}
            <p class="number" class:hidden=move || name.get() == number.get()>{move || number.get()}</p>
            <p class="state" data-state=move || tone(state.get().0)>
                <span class="direction" title=direction>{icon(arrow)}<span class="sr">{direction}". "</span></span>
                <span class="words">
                    {move || {
                        let (state, outgoing, muted) = state.get();
                        let words = words::state(t, state, outgoing);
                        if muted && !matches!(state, CallStateView::Ended { .. }) {
                            format!("{words} · {}", t.muted)
                        } else {
                            words
                        }
                    }}
                </span>
                {move || match state.get().0 {
                    CallStateView::Ended { answered: false, .. } => None,
                    CallStateView::Ended { talked, .. } => Some(view! { <span class="timer">{span(talked)}</span> }.into_any()),
                    state => words::since(state).map(|since| view! { <Elapsed since /> }.into_any()),
                }}
            </p>
            {move || {
                let rows = way.get().into_iter().flatten().collect::<Vec<_>>();
                (!rows.is_empty())
                    .then(|| {
                        let row = |(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> };
                        view! { <dl class="way">{rows.into_iter().map(row).collect_view()}</dl> }
                    })
            }}
        </div>
    }
}

/// What kind of record it is, in the colour that people know it by.
#[component]
pub fn Badge(object: Object) -> impl IntoView {
    let t = use_texts();
    view! { <span class="badge" data-object=object.api_name().to_owned()>{(t.object)(&object)}</span> }
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
