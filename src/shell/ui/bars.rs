//! Standing conditions, told in one line each at the top: no Salesforce, no connection, the practice line.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::{App, Screen, use_texts};
use crate::engine::crm::Failure;
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState, Trouble};

#[component]
pub fn Bars() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let crm = app.part(|v| v.crm.trouble.clone());
    let down = app.part(|v| match v.line.state {
        LineState::Down { why, retry } => Some((why, retry.is_some())),
        LineState::Off | LineState::NeedsPassword | LineState::Connecting | LineState::Ready { .. } => None,
    });
    let practice = app.part(|v| v.line.driver == Driver::Practice && matches!(v.line.state, LineState::Ready { .. }));
    let shown = app.shown();

    view! {
        <div role="status">
            {move || {
                crm.get()
                    .map(|failure| {
                        view! {
                            <details class="bar">
                                <summary>{icon(Icon::Warning)} <span>{t.no_crm}</span></summary>
                                <Why failure />
                            </details>
                        }
                    })
            }}
            {move || {
                down.get()
                    .map(|(why, retries)| {
                        let action = match why {
                            Trouble::WrongPassword => (Intent::GoOffline, None),
                            _ => (Intent::GoOnline, Some(t.try_now)),
                        };
                        view! {
                            <div class="bar bad">
                                {icon(Icon::Warning)} <span>{(t.trouble)(why)}</span>
                                {action
                                    .1
                                    .filter(|_| retries || why != Trouble::Forbidden)
                                    .map(|label| {
                                        let intent = action.0.clone();
                                        view! {
                                            <button type="button" on:click=move |_| app.send(intent.clone())>
                                                {label}
                                            </button>
                                        }
                                    })}
                            </div>
                        }
                    })
            }}
        </div>
        {move || {
            (practice.get() && shown.get() != Screen::Practice)
                .then(|| {
                    view! {
                        <div class="bar">
                            <span>{t.practice_bar}</span>
                            <button
                                type="button"
                                data-screen="practice"
                                on:click=move |_| app.screen.set(Screen::Practice)
                            >
                                {t.practice_open}
                            </button>
                        </div>
                    }
                })
        }}
    }
}

/// What a failure means, and what Salesforce itself said.
#[component]
pub fn Why(failure: Failure) -> impl IntoView {
    let t = use_texts();
    view! {
        <p>{(t.failure)(failure.kind)}</p>
        {(!failure.message.is_empty()).then(|| view! { <q>{failure.message.clone()}</q> })}
        {failure
            .fields
            .iter()
            .map(|(field, message)| view! { <p class="field-error"><b>{field.clone()}</b> <q>{message.clone()}</q></p> })
            .collect_view()}
    }
}
