//! The line's state in words, and behind it the little that can be done about it.

use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use super::icons::{Icon, icon};
use super::{App, Screen, focus, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState};

#[component]
pub fn Header() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let line = app.part(|v| v.line.clone());
    let locale = app.part(|v| v.locale);
    let open = RwSignal::new(false);
    let header = NodeRef::<leptos::html::Header>::new();

    let tone = move || match line.with(|l| (l.driver, tone(&l.state))) {
        (Driver::Practice, "ready") => "dot practice",
        (_, tone) => match tone {
            "ready" => "dot ready",
            "wait" => "dot wait",
            "down" => "dot down",
            _ => "dot",
        },
    };
    let words = move || {
        line.with(|l| match (l.driver, &l.state) {
            (Driver::Practice, LineState::Ready { .. }) => t.practice_line.to_owned(),
            _ => words::line(t, locale.get(), &l.state),
        })
    };
    let close = move || {
        open.set(false);
        focus::to("line");
    };

    view! {
        <header
            node_ref=header
            on:keydown=move |ev| {
                if ev.key() == "Escape" && open.get_untracked() {
                    close();
                }
            }
            on:focusout=move |ev| {
                let to = ev.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
                if !header.get_untracked().is_some_and(|header| header.contains(to.as_ref())) {
                    open.set(false);
                }
            }
        >
            <button
                type="button"
                id="line"
                class="line"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="line-menu"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class=tone aria-hidden="true"></span>
                <span class="sr">{t.line}": "</span>
                <span class="words">{words}</span>
                {icon(Icon::Down)}
            </button>
            <span class="account">{move || line.with(|l| (l.driver == Driver::Sip).then(|| l.account.clone()))}</span>
            <div id="line-menu" class="menu" hidden=move || !open.get()>
                {move || {
                    line.with(|l| match l.state {
                        LineState::Ready { proved } if l.driver == Driver::Sip => {
                            Some(view! { <p>{(t.proved)(&words::time(locale.get(), proved))}</p> })
                        }
                        _ => None,
                    })
                }}
                {move || {
                    line.with(|l| match l.state {
                        LineState::Off | LineState::Down { .. } => Some((Intent::GoOnline, t.go_online)),
                        LineState::Connecting | LineState::Ready { .. } => Some((Intent::GoOffline, t.go_offline)),
                        LineState::NeedsPassword => None,
                    })
                        .map(|(intent, label)| {
                            view! {
                                <button
                                    type="button"
                                    on:click=move |_| {
                                        app.send(intent.clone());
                                        close();
                                    }
                                >
                                    {label}
                                </button>
                            }
                        })
                }}
                <button
                    type="button"
                    on:click=move |_| {
                        app.screen.set(Screen::Settings);
                        close();
                    }
                >
                    {t.nav_settings}
                </button>
            </div>
        </header>
    }
}

fn tone(state: &LineState) -> &'static str {
    match state {
        LineState::Ready { .. } => "ready",
        LineState::Connecting | LineState::NeedsPassword => "wait",
        LineState::Down { .. } => "down",
        LineState::Off => "",
    }
}
