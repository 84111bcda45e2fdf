//! Calls that are over: who, when, how long, whether Salesforce has it, and the way to call back.

use leptos::prelude::*;

use super::clock::span;
use super::icons::{Icon, icon};
use super::parts::{Button, aside, live, paragraph};
use super::{App, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::telephony::EndCause;
use crate::engine::view::RecentCall;

#[component]
pub fn Recent() -> impl IntoView {
    view! {
        <div class="page">
            <RecentList />
        </div>
    }
    .into_any()
}

#[component]
pub fn RecentList() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let recent = app.part(|v| v.recent.clone());
    let list = live(move || {
        let rows = recent.with(|calls| calls.iter().map(|call| row(app, call)).collect::<Vec<_>>());
        match rows.is_empty() {
            true => paragraph("quiet empty", t.no_recent),
            false => view! { <ul class="recent">{rows}</ul> }.into_any(),
        }
    });
    view! {
        <h1>{t.recent}</h1>
        {list}
    }
    .into_any()
}

fn row(app: App, call: &RecentCall) -> AnyView {
    let t = use_texts();
    let locale = app.view.with_untracked(|v| v.locale);
    let missed = !call.outgoing && !call.answered && is_missed(call.cause);
    let picture = match (call.outgoing, missed) {
        (true, _) => Icon::Outgoing,
        (false, true) => Icon::Missed,
        (false, false) => Icon::Incoming,
    };
    let direction = if call.outgoing { t.outbound } else { t.inbound };
    let name = call.name.clone().unwrap_or_else(|| words::party(t, &call.party));
    let number = call.party.number.as_ref().map(|number| number.as_given().to_owned()).filter(|number| *number != name);
    let how = if call.answered { span(call.talked) } else { (t.ended)(call.cause, call.outgoing, call.answered) };
    let line = number.into_iter().chain([words::moment(locale, call.at), how]).collect::<Vec<_>>().join(" · ");
    let saved = call.saved.then(|| {
        view! { <span class="good" title=t.saved_mark>{icon(Icon::Check)} {aside(t.saved_mark)}</span> }.into_any()
    });
    let back = call.call_back.clone().map(|number| {
        let back = Button::only_icon(Icon::Phone, (t.call_back)(&name)).off(move || !app.can_dial.get());
        back.press(move || app.send(Intent::Dial(number.as_given().to_owned())))
    });
    view! {
        <li class=if missed { "missed" } else { "" }>
            <span title=direction>{icon(picture)} {aside(format!("{direction}. "))}</span>
            <div>
                <b>{name}</b>
                <small>{line}</small>
            </div>
            {saved}
            {back}
        </li>
    }
    .into_any()
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
