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

mod audio;
mod banner;
mod bars;
mod caller;
mod card;
mod clock;
mod conflict;
mod controls;
mod copy;
mod diagnosis;
mod dial;
mod element;
mod export;
mod fields;
mod focus;
mod follow_up;
mod header;
mod icons;
mod keys;
mod live;
mod lost;
mod mailbox;
mod notices;
mod pages;
mod parts;
mod practice;
mod presence;
mod recent;
mod result;
mod saving;
mod settings;
mod sign_in;
mod sound;
mod state;
mod tabs;
mod texts;
mod transfer;
mod why;
mod words;

use std::rc::Rc;

use leptos::prelude::*;

use crate::engine::event::{Intent, Theme};
use crate::engine::locale::Language;
use crate::engine::settings::Problem;
use crate::engine::view::{CallStateView, CallView, View};
use crate::shell::later::Later;
use element::{Node, el, group};
use icons::Icon;
use live::{live, maybe, on_change, when};
pub use pages::{Cards, Pages};
use pages::{Shelf, at_office, page};
use state::{Small, State};
use texts::{Texts, texts};

/// Draws the widget into the page's body, for as long as the page lives.
pub fn mount(view: ReadSignal<View, LocalStorage>, send: Rc<dyn Fn(Intent)>, later: Later) {
    mount_to_body(move || {
        let app = App {
            view,
            send: StoredValue::new_local(send),
            t: texts(view.with_untracked(|v| v.locale.language)),
            screen: State::new(Screen::Dial),
            number: RwSignal::new(String::new()),
            now: clock::start(view),
            shelf: Shelf::new(later),
        };
        app.follow_office();
        app.follow_pages();
        app.follow_calls();
        app.dress_page();
        // A change of language, twice in the life of an agent, draws everything anew: so no text need be reactive.
        let all = live(
            move || app.see(|v| v.locale.language),
            move |language| {
                let t = texts(*language);
                focus::rescue(t.tag); // the choice just made, if it was one
                frame(App { t, ..app })
            },
        );
        let _ = document().body().expect("a body").append_child(&all.0);
    });
}

/// What is wrong with a setting and what to do about it. For the settings page, which is no part of the widget.
pub fn problem_in_words(problem: &Problem, language: Language) -> String {
    (texts::cards(language).problem)(problem)
}

/// What every screen needs. Lives as long as the page.
#[derive(Clone, Copy)]
struct App {
    view: ReadSignal<View, LocalStorage>,
    send: StoredValue<Rc<dyn Fn(Intent)>, LocalStorage>,
    /// Every word, in the agent's language.
    t: &'static Texts,
    /// What the agent asked to see.
    screen: State<Screen>,
    /// The text of the dial field.
    number: RwSignal<String>,
    /// Milliseconds since 1970; moves only while a call is up.
    now: State<i64>,
    /// The screens that are not in the first load.
    shelf: Shelf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Call,
    Dial,
    Recent,
    Settings,
    Practice,
    Diagnosis,
    /// Over whatever was there before.
    Why,
}

impl Small for Screen {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        let all = [Self::Call, Self::Dial, Self::Recent, Self::Settings, Self::Practice, Self::Diagnosis, Self::Why];
        all.into_iter().find(|screen| *screen as i64 == number).unwrap_or(Self::Dial)
    }
}

impl App {
    fn send(self, intent: Intent) {
        let send = self.send.get_value();
        send(intent);
    }

    /// A part of the view, followed by whoever asks where that can be.
    fn see<T>(self, part: impl FnOnce(&View) -> T) -> T {
        let (mut part, mut seen) = (Some(part), None);
        self.look(&mut |view| seen = part.take().map(|part| part(view)));
        seen.expect("looked once")
    }

    fn look(self, part: &mut dyn FnMut(&View)) {
        self.view.with(part);
    }

    /// What is shown: without a call there is no call screen.
    fn shown(self) -> Screen {
        match self.screen.get() {
            _ if self.see(|v| v.why.is_some()) => Screen::Why,
            Screen::Call if self.see(|v| v.calls.is_empty()) => Screen::Dial,
            other => other,
        }
    }

    /// Shows this screen, whatever is open over it.
    fn go(self, screen: Screen) {
        self.screen.set(screen);
        if untrack(|| self.see(|v| v.why.is_some())) {
            self.send(Intent::ShowWhy(None));
        }
    }

    /// Shows a call that the engine put in front, unless the agent is typing elsewhere: then its banner has to do.
    fn follow_calls(self) {
        let front = move || self.see(|v| front(v).map(|call| (call.id, call.outgoing)));
        on_change(front, move |front| {
            let Some((_, outgoing)) = *front else { return };
            if outgoing {
                self.number.set(String::new());
            }
            if outgoing || !focus::is_typing() {
                self.go(Screen::Call);
            }
        });
    }

    /// Language and colours belong to the page, not to an element of ours.
    fn dress_page(self) {
        let dress = move || self.see(|v| (v.locale.language, v.theme));
        on_change(dress, |(language, theme)| {
            let Some(root) = document().document_element() else { return };
            let _ = root.set_attribute("lang", texts(*language).tag);
            let _ = match theme {
                Theme::System => root.remove_attribute("data-theme"),
                Theme::Light => root.set_attribute("data-theme", "light"),
                Theme::Dark => root.set_attribute("data-theme", "dark"),
            };
        });
    }
}

/// The call whose card is shown.
fn front(view: &View) -> Option<&CallView> {
    let selected = view.selected.and_then(|id| view.calls.iter().find(|call| call.id == id));
    selected.or(view.calls.first())
}

fn is_up(call: &CallView) -> bool {
    !matches!(call.state, CallStateView::Ended { .. })
}

fn frame(app: App) -> Node {
    let screen = live(
        move || app.shown(),
        move |shown| match shown {
            Screen::Call => at_office(app, |cards| cards.calls),
            Screen::Dial => dial::dial(app),
            Screen::Recent => at_office(app, |cards| cards.recent),
            Screen::Settings => page(app, |pages| pages.settings),
            Screen::Practice => page(app, |pages| pages.practice),
            Screen::Diagnosis => at_office(app, |cards| cards.diagnosis),
            Screen::Why => at_office(app, |cards| cards.why),
        },
    );
    let top = group().child(header::header(app)).child(banner::banners(app)).child(notices::notices(app));
    top.child(el("main").child(screen)).child(navigation(app))
}

fn navigation(app: App) -> Node {
    let t = app.t;
    let tab = move |screen: Screen, name: &str, picture: Icon, label: &str| {
        let tab = parts::icon_button(picture, label).attr("data-screen", name);
        tab.says("aria-current", move || app.shown() == screen).press(move || app.go(screen))
    };
    let call = maybe(
        move || app.see(|v| (!v.calls.is_empty()).then(|| v.calls.iter().any(is_up))),
        move |live| {
            let class = if *live { "live" } else { "" };
            el("div").class(class).child(tab(Screen::Call, "call", Icon::Phone, t.nav_call))
        },
    );
    let unlogged = when(
        move || app.has_cards() && app.see(|v| v.history.unlogged > 0),
        move || app.in_cards(|cards| (cards.unlogged)(app)).unwrap_or_else(group),
    );
    let tabs = el("nav").attr("aria-label", t.navigation).child(call);
    tabs.child(tab(Screen::Dial, "dial", Icon::Keypad, t.nav_dial))
        .child(tab(Screen::Recent, "recent", Icon::Clock, t.nav_recent).child(unlogged))
        .child(tab(Screen::Settings, "settings", Icon::Sliders, t.nav_settings))
}
