//! The activity timeline of a record: its calls, tasks and events, newest first.

use leptos::prelude::*;

use super::record::{Link, when};
use super::state::{Demo, World};
use crate::engine::id::RecordId;
use crate::sim::org::Record;

#[component]
pub fn Timeline(demo: Demo, id: RecordId) -> impl IntoView {
    let t = move || demo.texts();
    let of = id.clone();
    let entries = Memo::new(move |_| demo.read(|world| activities(world, &of)));
    view! {
        <section class="card timeline" aria-label=move || t().activity>
            <h2>{move || t().activity}</h2>
            {move || {
                let entries = entries.get();
                if entries.is_empty() {
                    return view! { <p class="faint">{t().no_activity}</p> }.into_any();
                }
                let entry = |mut entry: Activity| {
                    // The page's own record needs no link to itself.
                    entry.links.retain(|link| *link != id);
                    view! { <Entry demo entry/> }
                };
                view! { <ol>{entries.into_iter().map(entry).collect_view()}</ol> }.into_any()
            }}
        </section>
    }
}

/// One activity as the timeline shows it.
#[derive(Clone, PartialEq)]
pub struct Activity {
    pub record: RecordId,
    pub object: String,
    pub subject: String,
    /// Inbound, outbound or internal; empty for what is no call.
    pub call_type: String,
    pub result: String,
    pub seconds: Option<i64>,
    pub at: String,
    pub note: String,
    pub links: Vec<RecordId>,
    pub closed: bool,
}

impl Activity {
    pub fn of(record: &Record) -> Self {
        let text = |field: &str| record.text(field).to_owned();
        Self {
            record: record.id.clone(),
            object: record.object.clone(),
            subject: text("Subject"),
            call_type: if record.text("TaskSubtype") == "Call" { text("CallType") } else { String::new() },
            result: text("CallDisposition"),
            seconds: record.number("CallDurationInSeconds"),
            at: text("CreatedDate"),
            note: text("Description"),
            links: ["WhoId", "WhatId"].iter().filter_map(|field| record.link(field)).collect(),
            closed: record.flag("IsClosed"),
        }
    }

    pub fn is_call(&self) -> bool {
        !self.call_type.is_empty() || self.seconds.is_some()
    }
}

/// What points to this record, or, for an account, to its people.
fn activities(world: &World, id: &RecordId) -> Vec<Activity> {
    let points =
        |record: &&Record| ["WhoId", "WhatId", "AccountId"].iter().any(|field| record.link(field).as_ref() == Some(id));
    let both = world.org.of("Task").chain(world.org.of("Event"));
    let mut found: Vec<_> = both.filter(points).map(Activity::of).collect();
    found.sort_by(|a, b| b.at.cmp(&a.at).then(b.record.cmp(&a.record)));
    found
}

#[component]
pub fn Entry(demo: Demo, entry: Activity) -> impl IntoView {
    let is_call = entry.is_call();
    let sign = match (is_call, entry.call_type.as_str()) {
        (true, "Inbound") => "↙",
        (true, "Outbound") => "↗",
        (true, _) => "↔",
        (false, _) if entry.closed => "✓",
        (false, _) => "○",
    };
    let kind = if is_call { "call" } else { "task" };
    let duration = entry.seconds.map(|s| format!("{}:{:02}", s / 60, s % 60));
    let links = entry.links.clone();
    view! {
        <li class=kind>
            <span class="sign" aria-hidden="true">{sign}</span>
            <div>
                <p class="line">
                    <Link demo id=entry.record.clone() text=entry.subject.clone()/>
                    <time>{when(demo, &entry.at)}</time>
                </p>
                <p class="facts">
                    {(!entry.result.is_empty()).then(|| view! { <span class="result">{entry.result.clone()}</span> })}
                    {duration.map(|d| view! { <span class="duration" title=demo.texts_now().duration>{d}</span> })}
                    {links
                        .into_iter()
                        .filter_map(|id| demo.peek(|w| w.org.record_ref(&id)))
                        .map(|r| view! { <Link demo id=r.id text=r.name/> })
                        .collect_view()}
                </p>
                {(!entry.note.is_empty()).then(|| view! { <p class="note">{entry.note.clone()}</p> })}
            </div>
        </li>
    }
}
