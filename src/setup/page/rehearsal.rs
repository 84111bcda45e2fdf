//! Calls under the draft, played by the real engine in the demo company; and what the draft changes.

use leptos::prelude::*;

use super::Setup;
use crate::setup::words;
use crate::sim::dry_run::{Difference, Family, Item, Line, Outcome, SCENARIOS, difference};

/// One call: what opens, what is written, who is told.
#[component]
pub fn Rehearsal(setup: Setup) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let outcome =
        Memo::new(move |_| setup.settled.with(|draft| SCENARIOS[chosen.get()].play(draft.values(), setup.locale())));
    let choose = move |event| {
        if let Ok(at) = event_target_value(&event).parse::<usize>()
            && at < SCENARIOS.len()
        {
            chosen.set(at);
        }
    };
    const FAMILIES: [Family; 5] =
        [Family::Inbound, Family::Unanswered, Family::Outbound, Family::Internal, Family::Afterwards];
    let options = move || {
        let t = setup.t();
        let of = move |family: Family| {
            let here = SCENARIOS.iter().enumerate().filter(move |(_, scenario)| scenario.family == family);
            let option = move |(at, scenario): (usize, &'static crate::sim::dry_run::Scenario)| {
                view! { <option value=at.to_string() selected=chosen.get_untracked() == at>{t.scenario(scenario.name)}</option> }
            };
            view! { <optgroup label=t.family(family)>{here.map(option).collect_view()}</optgroup> }
        };
        FAMILIES.into_iter().map(of).collect_view()
    };
    view! {
        <section class="box" id="rehearsal">
            <h2>{move || setup.t().rehearsal}</h2>
            <label for="scenario">{move || setup.t().what_happens}</label>
            <select id="scenario" on:change=choose>{options}</select>
            <div aria-live="polite">{move || told(setup, &outcome.get())}</div>
        </section>
    }
}

fn told(setup: Setup, outcome: &Outcome) -> AnyView {
    let t = setup.t();
    if outcome.items.is_empty() && outcome.offered.is_empty() {
        return view! { <p class="nothing">{t.nothing}</p> }.into_any();
    }
    let item = |item: &Item| {
        let fields = item.fields.iter().map(|(name, value)| {
            view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> }
        });
        view! {
            <li data-kind=format!("{:?}", item.kind)>
                <p><b>{t.kind(item.kind)}</b> " " <span class="title">{item.title.clone()}</span></p>
                {(!item.fields.is_empty()).then(|| view! { <dl class="fields">{fields.collect_view()}</dl> })}
            </li>
        }
    };
    let language = setup.language.get();
    let offered = (!outcome.offered.is_empty()).then(|| {
        let option = |name: &String| {
            let words = words::value(name, language);
            let preselected = outcome.preselected.as_ref() == Some(name);
            view! { <li>{words} {preselected.then(|| view! { " " <em>{t.preselected}</em> })}</li> }
        };
        view! {
            <p><b>{t.offered}</b></p>
            <ul class="offered">{outcome.offered.iter().map(option).collect_view()}</ul>
        }
    });
    view! {
        <ol class="outcome">{outcome.items.iter().map(item).collect_view()}</ol>
        {offered}
    }
    .into_any()
}

/// All calls, under what was read in last and under the draft.
#[component]
pub fn Differences(setup: Setup) -> impl IntoView {
    let open = RwSignal::new(false);
    let found = Memo::new(move |_| {
        open.get().then(|| {
            let (live, draft) = (setup.live.get(), setup.settled.get());
            difference(live.values(), draft.values(), setup.locale())
                .iter()
                .map(|one: &Difference| (one.scenario.name, one.gone.clone(), one.new.clone()))
                .collect::<Vec<_>>()
        })
    });
    let toggled = move |event: web_sys::Event| {
        let details: web_sys::Element = event_target(&event);
        open.set(details.has_attribute("open"));
    };
    let rows = move || {
        let t = setup.t();
        let Some(found) = found.get() else { return ().into_any() };
        if found.is_empty() {
            return view! { <p class="good">{t.no_difference}</p> }.into_any();
        }
        let row = move |(name, gone, new): (&'static str, Vec<Line>, Vec<Line>)| {
            let line = move |class: &'static str, sign: &'static str, line: Line| {
                let kind = line.kind.map_or(t.offered, |kind| t.kind(kind));
                view! { <li class=class><b>{sign}</b> " " <span class="faint">{kind}</span> " " {line.text}</li> }
            };
            let lines = move |class: &'static str, sign: &'static str, lines: Vec<Line>| {
                lines.into_iter().map(move |one| line(class, sign, one)).collect_view()
            };
            view! {
                <li data-scenario=name>
                    <p><b>{t.scenario(name)}</b></p>
                    <ul>{lines("gone", "−", gone)} {lines("new", "+", new)}</ul>
                </li>
            }
        };
        let count = found.len();
        view! {
            <p>{t.so_many(count, SCENARIOS.len())}</p>
            <ol class="differences">{found.into_iter().map(row).collect_view()}</ol>
        }
        .into_any()
    };
    view! {
        <section class="box" id="difference">
            <details on:toggle=toggled>
                <summary><h2>{move || setup.t().difference}</h2></summary>
                <p class="faint">{move || setup.t().about_difference}</p>
                {rows}
            </details>
        </section>
    }
}
