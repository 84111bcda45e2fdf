//! One setting: its name, the way to enter it, and what follows from it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Setup;
use crate::engine::settings::{Key, Problem};
use crate::setup::form::Entry;
use crate::setup::words;
use crate::shell::ui::problem_in_words;

pub fn entry(setup: Setup, key: &'static Key) -> AnyView {
    let language = setup.language.get_untracked();
    let name = words::name(key, language);
    let id = format!("setting-{}", key.item_name());
    let about = format!("about-{}", key.item_name());
    let value = Memo::new(move |_| setup.draft.with(|draft| draft.get(key).to_owned()));
    let wrong = Memo::new(move |_| {
        let problems = setup.draft.with(|draft| draft.settings().1);
        problems.into_iter().filter(|one| one.key() == key.name).collect::<Vec<Problem>>()
    });
    let is_wrong = move || !wrong.get().is_empty();
    let told = move || {
        let line = |problem: &Problem| view! { <p class="bad">{problem_in_words(problem, language)}</p> };
        wrong.get().iter().map(line).collect_view()
    };
    let put = move |text: &str| setup.draft.update(|draft| draft.set(key, text));
    let typed = matches!(Entry::of(key), Entry::Text { .. });
    let control = match Entry::of(key) {
        Entry::Checkbox => {
            return view! {
                <div class="setting" class:wrong=is_wrong data-setting=key.name>
                    <label class="choice">
                        <input
                            type="checkbox"
                            id=id
                            aria-describedby=about.clone()
                            prop:checked=move || value.get() == "true"
                            on:change=move |event| put(if event_target_checked(&event) { "true" } else { "false" })
                        />
                        <span>{name}</span>
                    </label>
                    <p class="faint" id=about>{words::consequence(key, language)}</p>
                    {told}
                </div>
            }
            .into_any();
        }
        Entry::Choice(choices) => {
            let option = |choice: &'static str| {
                view! { <option value=choice selected=move || value.get() == choice>{words::value(choice, language)}</option> }
            };
            let options = choices.into_iter().map(option).collect_view();
            view! {
                <select
                    id=id.clone()
                    aria-describedby=about.clone()
                    prop:value=value
                    on:change=move |event| put(&event_target_value(&event))
                >
                    {options}
                </select>
            }
            .into_any()
        }
        Entry::Ordered(all) => return ordered(setup, key, all, value, name, about, told.into_any()),
        Entry::Text { long: true } => view! {
            <textarea
                id=id.clone()
                rows="3"
                spellcheck="false"
                aria-describedby=about.clone()
                aria-invalid=move || is_wrong().to_string()
                prop:value=value
                on:input=move |event| put(&event_target_value(&event).replace('\n', " "))
            ></textarea>
        }
        .into_any(),
        Entry::Text { long: false } => view! {
            <input
                type="text"
                id=id.clone()
                spellcheck="false"
                autocomplete="off"
                aria-describedby=about.clone()
                aria-invalid=move || is_wrong().to_string()
                prop:value=value
                on:input=move |event| put(&event_target_value(&event))
            />
        }
        .into_any(),
    };
    view! {
        <div class="setting" class:wrong=is_wrong data-setting=key.name>
            <label for=id>{name}</label>
            {control}
            <p class="faint" id=about>
                {words::consequence(key, language)} " " {typed.then(|| view! { <code>{key.form()}</code> })}
            </p>
            {told}
        </div>
    }
    .into_any()
}

/// Some of all, each with a place in the order. A row stays the same element wherever it goes, and keeps the focus.
fn ordered(
    setup: Setup,
    key: &'static Key,
    all: Vec<&'static str>,
    value: Memo<String>,
    name: String,
    about: String,
    told: AnyView,
) -> AnyView {
    let language = setup.language.get_untracked();
    let chosen = move || value.get().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let put = move |chosen: Vec<String>| setup.draft.update(|draft| draft.set(key, &chosen.join(" ")));
    let rows = move || {
        let chosen = chosen();
        let left = all.iter().filter(|one| chosen.iter().all(|there| there != *one)).map(|one| (*one).to_owned());
        chosen.iter().cloned().chain(left).collect::<Vec<_>>()
    };
    let row = move |one: String| {
        let words = words::value(&one, language);
        let label = setup.t().earlier(&words);
        let one = StoredValue::new(one);
        let place = Memo::new(move |_| chosen().iter().position(|there| one.with_value(|one| there == one)));
        let toggle = move |_| {
            let mut now = untrack(chosen);
            match place.get_untracked() {
                Some(at) => drop(now.remove(at)),
                None => now.push(one.get_value()),
            }
            put(now);
        };
        let id = format!("{}-{}", key.item_name(), one.get_value());
        let again = id.clone();
        let earlier = move |_| {
            let Some(at) = place.get_untracked().filter(|at| *at > 0) else { return };
            let mut now = untrack(chosen);
            now.swap(at - 1, at);
            put(now);
            let again = again.clone();
            // An element that moves loses the focus.
            request_animation_frame(move || focus(&again));
        };
        view! {
            <li>
                <label class="choice">
                    <input
                        type="checkbox"
                        data-option=one.get_value()
                        prop:checked=move || place.get().is_some()
                        on:change=toggle
                    />
                    <span>{words}</span>
                </label>
                <button
                    type="button"
                    class="quiet"
                    id=id
                    aria-label=label.clone()
                    title=label
                    aria-disabled=move || place.get().is_none_or(|at| at == 0).to_string()
                    on:click=earlier
                >
                    "↑"
                </button>
            </li>
        }
    };
    let described = about.clone();
    view! {
        <fieldset class="setting" data-setting=key.name aria-describedby=described>
            <legend>{name}</legend>
            <ol class="ordered">
                <For each=rows key=String::clone children=row/>
            </ol>
            <p class="faint" id=about>{words::consequence(key, language)}</p>
            {told}
        </fieldset>
    }
    .into_any()
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
