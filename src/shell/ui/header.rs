//! The line's state in words, and behind it the little that can be done about it.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::bars::Bars;
use super::icons::{Icon, icon};
use super::parts::{Button, maybe, text};
use super::{App, Screen, focus, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState};

#[component]
pub fn Header() -> impl IntoView {
    view! {
        <header>
            <Line />
            <Bars />
        </header>
    }
    .into_any()
}

#[component]
fn Line() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let (line, locale) = (app.line, app.locale);
    let open = RwSignal::new(false);
    let place = NodeRef::<leptos::html::Div>::new();
    let close = move || {
        open.set(false);
        focus::to("line");
    };
    let tone = Signal::derive(move || line.with(|l| tone(&l.state, l.driver)));
    let expanded = Signal::derive(move || String::from(if open.get() { "true" } else { "false" }));
    let account = move || line.with(|l| if l.driver == Driver::Sip { l.account.clone() } else { String::new() });

    let proved = maybe(move || match line.with(|l| (l.state.clone(), l.driver)) {
        (LineState::Ready { proved }, Driver::Sip) => {
            Some(view! { <p>{(t.proved)(&words::time(locale.get(), proved))}</p> }.into_any())
        }
        _ => None,
    });
    let switch = maybe(move || {
        let (intent, label) = match line.with(|l| l.state.clone()) {
            LineState::Off | LineState::Down { .. } => (Intent::GoOnline, t.go_online),
            LineState::Connecting | LineState::Ready { .. } => (Intent::GoOffline, t.go_offline),
            LineState::NeedsPassword => return None,
        };
        Some(Button::with_text(label).press(move || {
            app.send(intent.clone());
            close();
        }))
    });
    let settings = Button::with_text(t.nav_settings).press(move || {
        app.screen.set(Screen::Settings);
        close();
    });

    view! {
        <div
            class="top"
            node_ref=place
            on:keydown=move |ev| {
                if ev.key() == "Escape" && open.get_untracked() {
                    close();
                }
            }
            on:focusout=move |ev| {
                let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
                if !place.get_untracked().is_some_and(|place| place.contains(to.as_ref())) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                id="line"
                class="line"
                aria-expanded=expanded
                aria-controls="line-menu"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="dot" data-tone=tone aria-hidden="true"></span>
                <span class="sr">{t.line}": "</span>
                <span class="words">{text(move || line.with(|l| words::line(t, locale.get(), l)))}</span>
                {icon(Icon::Down)}
            </button>
            <span class="account" title=text(account)>{text(account)}</span>
            <div id="line-menu" class="menu" hidden=Signal::derive(move || !open.get())>
                {proved} {switch} {settings}
            </div>
        </div>
    }
    .into_any()
}

fn tone(state: &LineState, driver: Driver) -> &'static str {
    match state {
        LineState::Ready { .. } if driver == Driver::Practice => "practice",
        LineState::Ready { .. } => "ready",
        LineState::Connecting | LineState::NeedsPassword => "wait",
        LineState::Down { .. } => "down",
        LineState::Off => "off",
    }
}
