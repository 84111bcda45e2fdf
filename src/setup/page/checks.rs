//! What does not go together, and what the subject looks like.

use leptos::prelude::*;

use super::Setup;
use crate::engine::locale::Locale;
use crate::engine::settings::KEYS;
use crate::setup::words;
use crate::shell::ui::problem_in_words;

/// Every contradiction with its field and its remedy, as it comes about.
#[component]
pub fn Problems(setup: Setup) -> impl IntoView {
    let problems = Memo::new(move |_| setup.draft.with(|draft| draft.settings().1));
    let row = move |problem: crate::engine::settings::Problem| {
        let language = setup.language.get();
        let key = KEYS.iter().find(|key| key.name == problem.key());
        let name = key.map_or_else(|| problem.key().to_owned(), |key| words::name(key, language));
        let link = key.map(|key| format!("#setting-{}", key.item_name()));
        view! {
            <li>
                {match link {
                    Some(link) => view! { <a href=link>{name}</a> }.into_any(),
                    None => view! { <strong>{name}</strong> }.into_any(),
                }}
                <code>{problem.key().to_owned()}</code>
                <p>{problem_in_words(&problem, language)}</p>
            </li>
        }
    };
    view! {
        <section class="box" id="problems" aria-live="polite">
            <h2>{move || setup.t().problems}</h2>
            {move || {
                let found = problems.get();
                if found.is_empty() {
                    return view! { <p class="good">{setup.t().no_problems}</p> }.into_any();
                }
                view! { <ul class="problems">{found.into_iter().map(row).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

/// In both languages, with both clocks.
#[component]
pub fn Subject(setup: Setup) -> impl IntoView {
    const SHOWN: [(&str, bool); 4] = [("en-US", false), ("en-US", true), ("de-DE", false), ("de-DE", true)];
    let subjects = Memo::new(move |_| {
        setup.settled.with(|draft| SHOWN.map(|(tag, twelve)| draft.subject(Locale::from_tag(tag), twelve)))
    });
    let names = move || setup.t().clocks;
    view! {
        <section class="box" id="subject">
            <h2>{move || setup.t().subject}</h2>
            <dl class="fields">
                {move || {
                    names()
                        .into_iter()
                        .zip(subjects.get())
                        .map(|(name, subject)| view! { <div><dt>{name}</dt><dd>{subject}</dd></div> })
                        .collect_view()
                }}
            </dl>
        </section>
    }
}
