//! Who it is: what the search found, and the agent's word on it. Several matches are never decided silently.

use leptos::prelude::*;

use super::bars::why;
use super::card::badge;
use super::icons::Icon;
use super::parts::{Button, details, live, maybe, pairs, paragraph};
use super::{App, use_texts};
use crate::engine::crm::Match;
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallView, CallerView};

#[component]
pub fn Caller(call: Memo<CallView>, caller: Memo<CallerView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let changing = RwSignal::new(false);
    // Whatever was decided, the list has done its work.
    Effect::new(move |_| {
        caller.track();
        changing.set(false);
    });

    let found = live(move || match caller.get() {
        CallerView::NotSearched => ().into_any(),
        CallerView::Searching => paragraph("quiet busy", t.searching),
        CallerView::Failed(failure) => details("failure", t.search_failed.into_any(), why(failure)),
        CallerView::Unknown => {
            view! { <p class="row"><span class="quiet">{t.nothing_found}</span> {search(app, id)}</p> }.into_any()
        }
        CallerView::Several(found) => {
            let ask = paragraph("ask", (t.several)(found.len()));
            view! { {ask} {matches(app, id, found)} <p class="row">{search(app, id)}</p> }.into_any()
        }
        CallerView::Known { details, others, .. } => {
            let more = if others.is_empty() { String::new() } else { (t.others)(others.len()) };
            let facts = (!details.is_empty()).then(|| pairs("", details));
            view! { {facts} <Change id words=more others changing /> }.into_any()
        }
        CallerView::Unassigned(others) => {
            view! { <Change id words=t.unassigned.to_owned() others changing /> }.into_any()
        }
    });
    let assign = maybe(move || {
        let page = app.crm.get().page.filter(|_| call.read().can.assign_page)?;
        let label = (t.assign_page)(&(t.object)(&page.object), &page.name);
        Some(Button::with_icon(Icon::Link, label).class("wide").press(move || app.send(Intent::AssignPage(id))))
    });
    view! {
        <section class="caller" aria-label=t.record>
            {found} {assign}
        </section>
    }
    .into_any()
}

/// What was decided, and the way to decide otherwise.
#[component]
fn Change(id: CallId, words: String, others: Vec<Match>, changing: RwSignal<bool>) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let change = Button::with_text(t.change).class("link").expanded(move || changing.get());
    let change = change.press(move || changing.update(|open| *open = !*open));
    let list = maybe(move || changing.get().then(|| matches(app, id, others.clone())));
    view! {
        <p class="row"><span class="quiet">{words}</span> {change}</p>
        {list}
    }
    .into_any()
}

/// One button per record, with what tells them apart and why each was found; and the right to choose none.
fn matches(app: App, id: CallId, found: Vec<Match>) -> AnyView {
    let t = use_texts();
    let row = move |found: Match| {
        let details = found.details.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty());
        let line = details.chain([(t.found_by)(&found.found_by)]).collect::<Vec<_>>().join(" · ");
        let record = found.record;
        let badge = badge(&record.object);
        let choose = Intent::Choose { call: id, record: record.id };
        let content = view! { <span class="record"><b>{record.name}</b> {badge}</span> <small>{line}</small> };
        Button::new(content).press(move || app.send(choose.clone()))
    };
    let none = Button::with_text(t.none_of_these).press(move || app.send(Intent::Unassign(id)));
    let items = found.into_iter().map(row).chain([none]).map(|row| view! { <li>{row}</li> }.into_any());
    view! { <ul class="matches">{items.collect_view()}</ul> }.into_any()
}

fn search(app: App, id: CallId) -> AnyView {
    Button::with_text(use_texts().open_search).class("link").press(move || app.send(Intent::OpenSearch(id)))
}
