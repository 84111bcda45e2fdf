//! A small Lightning look-alike around the widget, in one page: the org in memory ([`crate::sim::org`]), the Salesforce
//! half of Open CTI ([`crate::sim::host`]), and the widget in a frame of another origin, as in a real org. A reload of
//! the page starts the org afresh; the widget's own journal lives in its frame's storage and survives.

mod expose;
mod form;
mod frame;
mod home;
mod icon;
mod list;
mod options;
mod protocol;
mod record;
mod state;
mod texts;
mod timeline;
mod trouble;
mod utility;

use leptos::prelude::*;

use crate::sim::host::page::Page;
use icon::Tile;
use options::Options;
use state::Demo;

/// The objects of the navigation bar.
const TABS: [&str; 8] = ["Contact", "Account", "Lead", "Case", "Opportunity", "Task", "Machine__c", "User"];

/// The path of the tab for e-mail that left the org.
const MAILS: &str = "/lightning/n/Mails";

/// Mounts the page and gives tests their hold on it.
pub fn start() {
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        let demo = Demo::new(&Options::of_page());
        expose::expose(demo);
        view! { <App demo/> }
    });
}

#[component]
fn App(demo: Demo) -> impl IntoView {
    let page = Memo::new(move |_| demo.read(|world| world.host.desk.page.clone()));
    Effect::new(move |_| {
        let language = demo.texts().language;
        if let Some(root) = document().document_element() {
            // Setting an attribute of this name cannot fail.
            let _ = root.set_attribute("lang", language);
        }
    });
    // A form is drawn over the page behind it.
    let behind = Memo::new(move |_| match page.get() {
        Page::NewRecord { background, .. } => *background,
        Page::Edit(id) => Page::Record(id),
        other => other,
    });
    view! {
        <Header demo/>
        <main id="main">
            {move || {
                // A page is rebuilt in the other language.
                demo.texts();
                view_of(demo, behind.get())
            }}
        </main>
        {move || match page.get() {
            Page::NewRecord { object, defaults, .. } => view! { <form::Create demo object defaults/> }.into_any(),
            Page::Edit(id) => view! { <form::Edit demo id/> }.into_any(),
            Page::Home
            | Page::Record(_)
            | Page::Objects { .. }
            | Page::Search(_)
            | Page::Flow { .. }
            | Page::Other(_) => ().into_any(),
        }}
        <utility::UtilityBar demo/>
    }
}

fn view_of(demo: Demo, page: Page) -> AnyView {
    match page {
        Page::Home | Page::NewRecord { .. } => view! { <home::Home demo/> }.into_any(),
        Page::Record(id) | Page::Edit(id) => view! { <record::RecordPage demo id/> }.into_any(),
        Page::Objects { object, .. } => view! { <list::Objects demo object/> }.into_any(),
        Page::Search(text) => view! { <list::Found demo text/> }.into_any(),
        Page::Flow { name, args } => view! { <list::Flow demo name args=args.to_string()/> }.into_any(),
        Page::Other(path) if path == MAILS => view! { <list::Mails demo/> }.into_any(),
        Page::Other(path) => view! { <list::Elsewhere demo path/> }.into_any(),
    }
}

#[component]
fn Header(demo: Demo) -> impl IntoView {
    let t = move || demo.texts();
    let search = RwSignal::new(String::new());
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = search.get_untracked();
        if text.trim().chars().count() >= crate::sim::org::search::SHORTEST {
            demo.go(Page::Search(text.trim().to_owned()));
        }
    };
    let current = move || demo.read(|world| section_of(&world.host.desk.page, &world.org));
    let tab = move |key: &'static str, label: String, page: Page| {
        let active = move || current() == key;
        view! {
            <button
                class="tab"
                class:active=active
                aria-current=move || active().then_some("page")
                on:click=move |_| demo.go(page.clone())
            >
                {label}
            </button>
        }
    };
    view! {
        <header>
            <div class="global">
                <span class="cloud" aria-hidden="true">"S"</span>
                <form class="search" role="search" on:submit=go>
                    <input
                        type="search"
                        placeholder=move || t().search
                        aria-label=move || t().search
                        prop:value=search
                        on:input=move |event| search.set(event_target_value(&event))
                    />
                </form>
                <button class="plain" on:click=move |_| demo.switch_language()>{move || t().other_language}</button>
                <span class="who" title=move || t().logged_in>
                    <Tile object="User".to_owned()/>
                    "Alex Agent"
                </span>
            </div>
            <nav aria-label=move || t().navigation>
                <strong class="app">{move || t().app}</strong>
                {move || tab("Home", t().home.into(), Page::Home)}
                {move || {
                    TABS.map(|object| {
                        let page = Page::Objects { object: object.into(), list_view: None };
                        tab(object, t().plural(object).to_owned(), page)
                    })
                }}
                {move || tab(MAILS, t().mails.into(), Page::Other(MAILS.into()))}
            </nav>
        </header>
    }
}

/// The tab under which a page is found; empty for none.
fn section_of(page: &Page, org: &crate::sim::org::Org) -> String {
    match page {
        Page::Home => "Home".into(),
        Page::Record(id) | Page::Edit(id) => org.schema.of_id(&id.0).map_or(String::new(), |o| o.name.clone()),
        Page::Objects { object, .. } => object.clone(),
        Page::NewRecord { background, .. } => section_of(background, org),
        Page::Other(path) => path.clone(),
        Page::Search(_) | Page::Flow { .. } => String::new(),
    }
}
