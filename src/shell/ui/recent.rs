//! Calls that are over: who, when, how long, whether Salesforce has it, and the way to call back.

use leptos::prelude::*;

use super::clock::span;
use super::icons::{Icon, icon};
use super::{App, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::view::RecentCall;

#[component]
pub fn Recent() -> impl IntoView {
    view! {
        <div class="page">
            <RecentList />
        </div>
    }
}

#[component]
pub fn RecentList() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let recent = app.part(|v| v.recent.clone());
    let rows = move || recent.with(|calls| calls.to_vec());
    view! {
        <h1>{t.recent}</h1>
        {move || recent.with(|calls| calls.is_empty()).then(|| view! { <p class="quiet empty">{t.no_recent}</p> })}
        <ul class="recent">
            <For each=rows key=|call| (call.id, call.saved) let:call>
                <Row call />
            </For>
        </ul>
    }
}

#[component]
fn Row(call: RecentCall) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let locale = app.view.with_untracked(|v| v.locale);
    let can_dial = app.part(|v| v.can_dial);
    let missed = !call.answered && !call.outgoing;
    let picture = match (call.outgoing, missed) {
        (true, _) => Icon::Outgoing,
        (false, true) => Icon::Missed,
        (false, false) => Icon::Incoming,
    };
    let direction = if call.outgoing { t.outbound } else { t.inbound };
    let name = call.name.clone().unwrap_or_else(|| words::party(t, &call.party));
    let how = if call.answered { span(call.talked) } else { (t.ended)(call.cause, call.outgoing, call.answered) };
    let number = call.party.number.as_ref().map(|number| number.as_given().to_owned()).filter(|number| *number != name);
    let back = call.call_back.clone();
    let label = (t.call_back)(&name);
    view! {
        <li class:missed=missed>
            <span title=direction>{icon(picture)}<span class="sr">{direction}". "</span></span>
            <div>
                <b>{name}</b>
                <small>
                    {number.map(|number| format!("{number} · "))} {words::moment(locale, call.at)} " · " {how}
                </small>
            </div>
            {call
                .saved
                .then(|| {
                    view! { <span class="good" title=t.saved_mark>{icon(Icon::Check)}<span class="sr">{t.saved_mark}</span></span> }
                })}
            {back
                .map(|number| {
                    view! {
                        <button
                            type="button"
                            class="quiet"
                            aria-label=label.clone()
                            title=label
                            disabled=move || !can_dial.get()
                            on:click=move |_| app.send(Intent::Dial(number.as_given().to_owned()))
                        >
                            {icon(Icon::Phone)}
                        </button>
                    }
                })}
        </li>
    }
}
