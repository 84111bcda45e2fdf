//! The screens: they read the [`View`] and send [`Intent`]s. They decide nothing and keep nothing that matters.
//!
//! ```text
//!   header ─ line ▾ ──────────────┐
//!   bars: no CRM, line down, …    │  always there
//!   banners: another call rings   │
//!   notices                       │
//!   ┌ one of ────────────────────┐│
//!   │ call · dial · recent · …   ││
//!   └────────────────────────────┘│
//!   navigation ───────────────────┘
//! ```

mod banner;
mod bars;
mod caller;
mod card;
mod clock;
mod controls;
mod dial;
mod fields;
mod focus;
mod header;
mod icons;
mod notices;
mod parts;
mod practice;
mod recent;
mod saving;
mod settings;
mod sign_in;
mod texts;
mod words;

use std::rc::Rc;

use leptos::prelude::*;

use crate::engine::event::{Intent, Theme};
use crate::engine::id::CallId;
use crate::engine::locale::Locale;
use crate::engine::view::{CallStateView, CallView, CrmView, LineView, View};
use icons::Icon;
use parts::{Button, live, maybe, memo};
use texts::{Texts, texts};

/// Draws the widget into the page's body, for as long as the page lives.
pub fn mount(view: ReadSignal<View, LocalStorage>, send: impl Fn(Intent) + 'static) {
    let send: Rc<dyn Fn(Intent)> = Rc::new(send);
    mount_to_body(move || {
        let screen = RwSignal::new(Screen::Dial);
        let app = App {
            view,
            send: StoredValue::new_local(send),
            locale: memo(move || view.read().locale),
            line: memo(move || view.with(|v| v.line.clone())),
            crm: memo(move || view.with(|v| v.crm.clone())),
            can_dial: memo(move || view.read().can_dial),
            screen,
            shown: shown(view, screen),
            number: RwSignal::new(String::new()),
            now: clock::start(view),
        };
        provide_context(app);
        app.follow_calls();
        app.dress_page();
        // A change of language, twice in the life of an agent, draws everything anew: so no text need be reactive.
        live(move || {
            let texts = texts(app.locale.get().language);
            provide_context(texts);
            focus::rescue(texts.tag); // the choice just made, if it was one
            view! { <Frame /> }.into_any()
        })
    });
}

/// What every screen needs. Lives as long as the page.
#[derive(Clone, Copy)]
struct App {
    view: ReadSignal<View, LocalStorage>,
    send: StoredValue<Rc<dyn Fn(Intent)>, LocalStorage>,
    // Parts of the view that many screens read.
    locale: Memo<Locale>,
    line: Memo<LineView>,
    crm: Memo<CrmView>,
    can_dial: Memo<bool>,
    /// What the agent asked to see.
    screen: RwSignal<Screen>,
    /// What is shown.
    shown: Memo<Screen>,
    /// The text of the dial field.
    number: RwSignal<String>,
    /// Milliseconds since 1970; moves only while a call is up.
    now: RwSignal<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Call,
    Dial,
    Recent,
    Settings,
    Practice,
}

impl App {
    fn from_context() -> Self {
        expect_context()
    }

    fn send(self, intent: Intent) {
        let send = self.send.get_value();
        send(intent);
    }

    /// A part of the view; whoever reads it is drawn again only when that part changes.
    fn part<T: PartialEq + Send + Sync + 'static>(self, part: impl Fn(&View) -> T + Send + Sync + 'static) -> Memo<T> {
        let view = self.view;
        memo(move || view.with(&part))
    }

    /// Shows a call that the engine put in front, unless the agent is typing elsewhere: then its banner has to do.
    fn follow_calls(self) {
        let front = self.part(|v| front(v).map(|call| (call.id, call.outgoing)));
        let (screen, number) = (self.screen, self.number);
        Effect::new(move |before: Option<Option<CallId>>| {
            let now = front.get();
            if let Some((_, outgoing)) = now.filter(|(id, _)| before.flatten() != Some(*id)) {
                if outgoing {
                    number.set(String::new());
                }
                if outgoing || !focus::is_typing() {
                    screen.set(Screen::Call);
                }
            }
            now.map(|(id, _)| id)
        });
    }

    /// Language and colours belong to the page, not to an element of ours.
    fn dress_page(self) {
        let dress = self.part(|v| (texts(v.locale.language).tag, v.theme));
        Effect::new(move |_| {
            let (tag, theme) = dress.get();
            let Some(root) = document().document_element() else { return };
            let _ = root.set_attribute("lang", tag);
            let _ = match theme {
                Theme::System => root.remove_attribute("data-theme"),
                Theme::Light => root.set_attribute("data-theme", "light"),
                Theme::Dark => root.set_attribute("data-theme", "dark"),
            };
        });
    }
}

/// Without a call there is no call screen.
fn shown(view: ReadSignal<View, LocalStorage>, screen: RwSignal<Screen>) -> Memo<Screen> {
    memo(move || match screen.get() {
        Screen::Call if view.with(|v| v.calls.is_empty()) => Screen::Dial,
        other => other,
    })
}

fn use_texts() -> &'static Texts {
    expect_context()
}

/// The call whose card is shown.
fn front(view: &View) -> Option<&CallView> {
    let selected = view.selected.and_then(|id| view.calls.iter().find(|call| call.id == id));
    selected.or(view.calls.first())
}

#[component]
fn Frame() -> impl IntoView {
    let shown = App::from_context().shown;
    let screen = live(move || match shown.get() {
        Screen::Call => view! { <card::Calls /> }.into_any(),
        Screen::Dial => view! { <dial::Dial /> }.into_any(),
        Screen::Recent => view! { <recent::Recent /> }.into_any(),
        Screen::Settings => view! { <settings::Settings /> }.into_any(),
        Screen::Practice => view! { <practice::Practice /> }.into_any(),
    });
    view! {
        <header::Header />
        <banner::Banners />
        <notices::Notices />
        <main>{screen}</main>
        <Navigation />
    }
    .into_any()
}

#[component]
fn Navigation() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let any = app.part(|v| !v.calls.is_empty());
    let live = app.part(|v| v.calls.iter().any(|call| !matches!(call.state, CallStateView::Ended { .. })));
    let tab = move |screen: Screen, name: &'static str, picture: Icon, label: &'static str| {
        let tab = Button::with_icon(picture, label).screen(name).current(move || app.shown.get() == screen);
        tab.press(move || app.screen.set(screen))
    };
    let call = maybe(move || {
        let class = if live.get() { "live" } else { "" };
        let tab = tab(Screen::Call, "call", Icon::Phone, t.nav_call);
        any.get().then(|| view! { <div class=class>{tab}</div> }.into_any())
    });
    view! {
        <nav aria-label=t.navigation>
            {call} {tab(Screen::Dial, "dial", Icon::Keypad, t.nav_dial)}
            {tab(Screen::Recent, "recent", Icon::Clock, t.nav_recent)}
            {tab(Screen::Settings, "settings", Icon::Sliders, t.nav_settings)}
        </nav>
    }
    .into_any()
}
