//! Draws the page. Everything that is known stands in one draft; what is shown of it follows.

mod checks;
mod entry;
mod exchange;
mod rehearsal;
mod texts;

use std::time::Duration;

use leptos::prelude::*;

use super::form::{Draft, HEADINGS, below};
use crate::engine::locale::{Language, Locale};
use texts::{Texts, texts};

/// Mounts the page.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <Page/> });
}

/// What every part of the page needs. Lives as long as the page.
#[derive(Clone, Copy)]
struct Setup {
    language: RwSignal<Language>,
    /// What is being edited.
    draft: RwSignal<Draft>,
    /// The draft as it was when the last key was pressed a moment ago: what takes longer follows this one.
    settled: RwSignal<Draft>,
    /// What it is compared with: what was read in last.
    live: RwSignal<Draft>,
}

/// So long nobody types before calls are played again.
const PAUSE: Duration = Duration::from_millis(300);

/// Where the draft is kept in this browser, so that a reload loses nothing.
const DRAFT: &str = "ferrophone setup draft";
const LIVE: &str = "ferrophone setup live";

impl Setup {
    fn new() -> Self {
        let tag = window().navigator().language().unwrap_or_default();
        let (draft, live) = (kept(DRAFT), kept(LIVE));
        let setup = Self {
            language: RwSignal::new(Locale::from_tag(&tag).language),
            settled: RwSignal::new(draft.clone()),
            draft: RwSignal::new(draft),
            live: RwSignal::new(live),
        };
        let mut waiting: Option<TimeoutHandle> = None;
        Effect::new(move |first: Option<()>| {
            let draft = setup.draft.get();
            if first.is_none() {
                return;
            }
            keep(DRAFT, &draft);
            if let Some(waiting) = waiting.take() {
                waiting.clear();
            }
            waiting = set_timeout_with_handle(move || setup.settled.set(setup.draft.get_untracked()), PAUSE).ok();
        });
        Effect::new(move |_| keep(LIVE, &setup.live.get()));
        setup
    }

    fn t(self) -> &'static Texts {
        texts(self.language.get())
    }

    /// The language of the page with the day as it is usually written in it.
    fn locale(self) -> Locale {
        Locale::from_tag(self.t().locale)
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn kept(name: &str) -> Draft {
    let text = storage().and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default();
    Draft::read(&text).unwrap_or_default()
}

/// A browser that keeps nothing is no reason not to work: the page says nothing is sent anywhere, and export is there.
fn keep(name: &str, draft: &Draft) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, &draft.lines());
    }
}

#[component]
fn Page() -> impl IntoView {
    let setup = Setup::new();
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", setup.t().locale.split('-').next().unwrap_or("en"));
        }
        document().set_title(setup.t().title);
    });
    let other = move |_| {
        setup.language.update(|language| {
            *language = match language {
                Language::English => Language::German,
                Language::German => Language::English,
            };
        });
    };
    view! {
        <header class="head">
            <div>
                <h1>{move || setup.t().title}</h1>
                <p class="faint">{move || setup.t().intro}</p>
            </div>
            <button type="button" class="quiet" id="language" on:click=other>{move || setup.t().other_language}</button>
        </header>
        <div class="setup">
            <main id="settings" aria-label=move || setup.t().settings>
                {move || {
                    setup.language.get();
                    HEADINGS.iter().map(|(heading, _)| group(setup, heading)).collect_view()
                }}
            </main>
            <aside aria-label=move || setup.t().consequences>
                <checks::Problems setup/>
                <checks::Subject setup/>
                <rehearsal::Rehearsal setup/>
                <rehearsal::Differences setup/>
                <exchange::Import setup/>
                <exchange::Export setup/>
            </aside>
        </div>
    }
}

fn group(setup: Setup, heading: &'static str) -> AnyView {
    let keys = below(heading);
    if keys.is_empty() {
        return ().into_any();
    }
    let words = setup.t().heading(heading);
    view! {
        <fieldset class="group" id=format!("group-{heading}")>
            <legend><h2>{words}</h2></legend>
            {keys.into_iter().map(|key| entry::entry(setup, key)).collect_view()}
        </fieldset>
    }
    .into_any()
}
