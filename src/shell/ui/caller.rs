//! Who it is: what the search found, and the agent's word on it. Several matches are never decided silently.

use leptos::prelude::*;

use super::bars::Why;
use super::card::Badge;
use super::icons::{Icon, icon};
use super::{App, use_texts};
use crate::engine::crm::Match;
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::{CallView, CallerView};

#[component]
pub fn Caller(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let caller = Memo::new(move |_| call.with(|c| c.caller.clone()));
    let assign = Memo::new(move |_| call.with(|c| c.can.assign_page));
    let page = app.part(|v| v.crm.page.clone());
    let changing = RwSignal::new(false);
    // Whatever was decided, the list has done its work.
    Effect::new(move |_| {
        caller.track();
        changing.set(false);
    });
    let change = move |label: &'static str| {
        view! {
            <button
                type="button"
                class="link"
                aria-expanded=move || if changing.get() { "true" } else { "false" }
                on:click=move |_| changing.update(|open| *open = !*open)
            >
                {label}
            </button>
        }
    };
    let search = move || {
        view! {
            <button type="button" class="link" on:click=move |_| app.send(Intent::OpenSearch(id))>
                {t.open_search}
            </button>
        }
    };

    let found = move || match caller.get() {
        CallerView::NotSearched => ().into_any(),
        CallerView::Searching => view! { <p class="quiet busy">{t.searching}</p> }.into_any(),
        CallerView::Failed(failure) => view! {
            <details class="failure">
                <summary>{t.search_failed}</summary>
                <Why failure />
            </details>
        }
        .into_any(),
        CallerView::Unknown => {
            view! { <p class="row"><span class="quiet">{t.nothing_found}</span> {search()}</p> }.into_any()
        }
        CallerView::Several(matches) => view! {
            <p class="ask">{(t.several)(matches.len())}</p>
            <Matches id matches />
            <p class="row">{search()}</p>
        }
        .into_any(),
        CallerView::Known { details, others, .. } => {
            let detail = |(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
            let more = others.len();
            view! {
                {(!details.is_empty()).then(|| view! { <dl>{details.into_iter().map(detail).collect_view()}</dl> })}
                <p class="row">
                    {(more > 0).then(|| view! { <span class="quiet">{(t.others)(more)}</span> })} {change(t.change)}
                </p>
                {move || changing.get().then(|| view! { <Matches id matches=others.clone() /> })}
            }
            .into_any()
        }
        CallerView::Unassigned(matches) => {
            let any = !matches.is_empty();
            view! {
                <p class="row">
                    <span class="quiet">{t.unassigned}</span> {any.then(|| change(t.change))}
                </p>
                {move || changing.get().then(|| view! { <Matches id matches=matches.clone() /> })}
            }
            .into_any()
        }
    };

    view! {
        <section class="caller" aria-label=t.record>
            {found}
            {move || {
                page.get()
                    .filter(|_| assign.get())
                    .map(|page| {
                        view! {
                            <button type="button" class="wide" on:click=move |_| app.send(Intent::AssignPage(id))>
                                {icon(Icon::Link)}
                                <span>{(t.assign_page)(&(t.object)(&page.object), &page.name)}</span>
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// One button per record, with what tells them apart and why each was found; and the right to choose none.
#[component]
fn Matches(id: CallId, matches: Vec<Match>) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let row = move |found: Match| {
        let Match { record, details, found_by } = found;
        let details = details.into_iter().map(|(_, value)| value).filter(|value| !value.is_empty());
        let line = details.chain([(t.found_by)(&found_by)]).collect::<Vec<_>>().join(" · ");
        let choose = Intent::Choose { call: id, record: record.id };
        view! {
            <li>
                <button type="button" on:click=move |_| app.send(choose.clone())>
                    <span class="record"><b>{record.name}</b> <Badge object=record.object /></span>
                    <small>{line}</small>
                </button>
            </li>
        }
    };
    view! {
        <ul class="matches">
            {matches.into_iter().map(row).collect_view()} <li>
                <button type="button" on:click=move |_| app.send(Intent::Unassign(id))>
                    <span>{t.none_of_these}</span>
                </button>
            </li>
        </ul>
    }
}
