//! The start page: what to try first, whom to call, what was called, and what the org holds.

use leptos::prelude::*;

use super::TABS;
use super::icon::Tile;
use super::record::{Link, PhoneNumber};
use super::state::Demo;
use super::timeline::{Activity, Entry};
use crate::engine::id::RecordId;
use crate::sim::host::page::Page;

/// How many calls, tasks and people are shown.
const SHOWN: usize = 6;

#[component]
pub fn Home(demo: Demo) -> impl IntoView {
    let t = move || demo.texts();
    view! {
        <div class="columns">
            <div>
                <section class="card welcome">
                    <h1>{move || t().welcome}</h1>
                    <p>{move || t().welcome_intro}</p>
                    <ol>{move || t().steps.map(|step| view! { <li>{step}</li> })}</ol>
                    <p><a href="widget/setup/" target="_blank">{move || t().settings_page}</a></p>
                    <p class="faint">{move || t().honest}</p>
                </section>
                <section class="card">
                    <h2>{move || t().people_to_call}</h2>
                    <People demo/>
                </section>
            </div>
            <div>
                <section class="card timeline">
                    <h2>{move || t().latest_calls}</h2>
                    <Tasks demo calls=true/>
                </section>
                <section class="card timeline">
                    <h2>{move || t().open_tasks}</h2>
                    <Tasks demo calls=false/>
                </section>
                <section class="card">
                    <h2>{move || t().holds}</h2>
                    <Counts demo/>
                </section>
            </div>
        </div>
    }
}

#[component]
fn People(demo: Demo) -> impl IntoView {
    let people = Memo::new(move |_| {
        demo.read(|w| {
            let all = w.org.of("Contact").chain(w.org.of("Lead"));
            let named = all.map(|r| (r.id.clone(), r.object.clone(), w.org.name(r), r.text("Phone").to_owned()));
            named.filter(|(.., phone)| !phone.is_empty()).take(SHOWN).collect::<Vec<_>>()
        })
    });
    let person = move |(id, object, name, phone): (RecordId, String, String, String)| {
        view! {
            <li>
                <Tile object/>
                <Link demo id=id.clone() text=name/>
                <PhoneNumber demo id number=phone/>
            </li>
        }
    };
    view! { <ul class="people">{move || people.get().into_iter().map(person).collect_view()}</ul> }
}

/// The latest calls, or the tasks that are open.
#[component]
fn Tasks(demo: Demo, calls: bool) -> impl IntoView {
    let found = Memo::new(move |_| {
        demo.read(|w| {
            let all = w.org.of("Task").map(Activity::of);
            let mut found: Vec<_> = all.filter(|a| if calls { a.is_call() } else { !a.closed }).collect();
            found.sort_by(|a, b| b.at.cmp(&a.at).then(b.record.cmp(&a.record)));
            found.truncate(SHOWN);
            found
        })
    });
    move || {
        let found = found.get();
        if found.is_empty() {
            let nothing = if calls { demo.texts().no_calls } else { demo.texts().none };
            return view! { <p class="faint">{nothing}</p> }.into_any();
        }
        view! { <ol>{found.into_iter().map(|entry| view! { <Entry demo entry/> }).collect_view()}</ol> }.into_any()
    }
}

#[component]
fn Counts(demo: Demo) -> impl IntoView {
    let one = move |object: &'static str| {
        let count = move || demo.read(|w| w.org.of(object).count());
        let page = Page::Objects { object: object.into(), list_view: None };
        view! {
            <li>
                <Tile object=object.to_owned()/>
                <button class="link" on:click=move |_| demo.go(page.clone())>{move || demo.texts().plural(object)}</button>
                <span>{count}</span>
            </li>
        }
    };
    view! { <ul class="counts">{TABS.map(one)}</ul> }
}
