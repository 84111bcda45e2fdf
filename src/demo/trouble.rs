//! The switches that make Salesforce difficult, for people and, by name, for tests.

use std::time::Duration;

use leptos::prelude::*;

use super::state::{Demo, World};
use crate::engine::time::Timestamp;
use crate::sim::org::demo::CALLS_NEED_A_NOTE;
use crate::sim::org::faults::{DetailsShape, Fault, Outage};

/// What [`set`] knows. A name with `-off` takes back the one without.
pub const NAMES: [&str; 19] = [
    "lose-save",       // the next saveLog is done, its answer lost
    "lose-any",        // the same for the next question of any kind
    "drop-save",       // the next saveLog is lost before anything is done
    "twice-save",      // the next saveLog is answered twice
    "late-save",       // the next saveLog is answered 5 s late
    "late-search",     // the same for the next search
    "fail-save",       // the next saveLog fails before it is done
    "fail-save-after", // the next saveLog fails although it was done
    "outage",          // everything fails before it is done
    "outage-after",    // everything fails after it was done
    "outage-off",
    "not-ready", // the softphone's container is not up for 5 s
    "rule",      // a call needs a note
    "rule-off",
    "no-fields", // the package's fields are gone
    "fields",
    "strict-search", // numbers are found only as they are written
    "strict-search-off",
    "details-list", // a refused save tells its details as a list
];

/// Makes the trouble of this name. False where there is none of it.
pub fn set(world: &mut World, name: &str, now: Timestamp) -> bool {
    let org = &mut world.org;
    const LATE: Duration = Duration::from_secs(5);
    let rule = |org: &mut crate::sim::org::Org, on| {
        let rules = org.validation_rules.iter_mut().filter(|rule| rule.name == CALLS_NEED_A_NOTE);
        rules.for_each(|rule| rule.active = on);
    };
    match name {
        "lose-save" => org.faults.plan("saveLog", Fault::ReplyLost),
        "lose-any" => org.faults.plan("*", Fault::ReplyLost),
        "drop-save" => org.faults.plan("saveLog", Fault::RequestLost),
        "twice-save" => org.faults.plan("saveLog", Fault::Twice(Duration::from_millis(200))),
        "late-save" => org.faults.plan("saveLog", Fault::Late(LATE)),
        "late-search" => org.faults.plan("searchAndScreenPop", Fault::Late(LATE)),
        "fail-save" => org.faults.plan("saveLog", Fault::Outage(Outage::BeforeCommit)),
        "fail-save-after" => org.faults.plan("saveLog", Fault::Outage(Outage::AfterCommit)),
        "outage" => org.faults.outage = Some(Outage::BeforeCommit),
        "outage-after" => org.faults.outage = Some(Outage::AfterCommit),
        "outage-off" => org.faults.outage = None,
        "not-ready" => org.faults.not_ready_until = Some(now.plus(LATE)),
        "rule" => rule(org, true),
        "rule-off" => rule(org, false),
        "no-fields" => org.schema.remove_package(),
        "fields" => org.schema.install_package(),
        "strict-search" => org.strict_search = true,
        "strict-search-off" => org.strict_search = false,
        "details-list" => org.faults.details = DetailsShape::List,
        _ => return false,
    }
    true
}

#[component]
pub fn Trouble(demo: Demo) -> impl IntoView {
    let t = move || demo.texts();
    let latency = move || demo.read(|w| w.org.faults.latency.as_millis());
    let slide = move |event| {
        let ms = event_target_value(&event).parse().unwrap_or(0);
        demo.act(|w, _| w.org.faults.latency = Duration::from_millis(ms));
    };
    let switch = move |is_on: fn(&World) -> bool, on: &'static str, off: &'static str| {
        view! {
            <input
                type="checkbox"
                prop:checked=move || demo.read(is_on)
                on:change=move |event| {
                    let name = if event_target_checked(&event) { on } else { off };
                    demo.act(|w, now| set(w, name, now));
                }
            />
        }
    };
    let lose = move |_| {
        demo.act(|w, now| set(w, "lose-save", now));
    };
    view! {
        <h2>{move || t().trouble}</h2>
        <p>{move || t().trouble_intro}</p>
        <label class="range">
            {move || t().answer_time}
            <input type="range" min="0" max="5000" step="50" prop:value=latency on:input=slide/>
            <output>{move || format!("{} ms", latency())}</output>
        </label>
        <label class="check">
            {switch(|w| w.org.faults.outage == Some(Outage::BeforeCommit), "outage", "outage-off")}
            {move || t().outage}
        </label>
        <label class="check">
            {switch(|w| w.org.faults.outage == Some(Outage::AfterCommit), "outage-after", "outage-off")}
            {move || t().outage_after}
        </label>
        <label class="check">
            {switch(|w| w.org.validation_rules.iter().any(|rule| rule.active), "rule", "rule-off")}
            {move || t().rule}
        </label>
        <label class="check">
            {switch(
                |w| w.org.schema.object("Task").is_none_or(|o| o.field("Ferrophone_Call_Key__c").is_none()),
                "no-fields",
                "fields",
            )}
            {move || t().no_fields}
        </label>
        <label class="check">
            {switch(|w| w.org.strict_search, "strict-search", "strict-search-off")}
            {move || t().strict_search}
        </label>
        <p>
            <button class="button" on:click=lose>
                {move || t().lose_next}
            </button>
            {move || (demo.read(|w| w.org.faults.pending()) > 0).then(|| view! { <em>" "{t().lose_pending}</em> })}
        </p>
    }
}
