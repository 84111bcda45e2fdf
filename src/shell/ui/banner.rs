//! Calls that ring while something else is on the screen: a banner above it, never in its place. And what a screen
//! reader says by itself: urgently that it rings, calmly how the call stands.

use leptos::prelude::*;

use super::clock::Elapsed;
use super::icons::{Icon, icon};
use super::{App, Screen, front, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::view::{CallStateView, CallView, View};

fn ringing(view: &View) -> impl Iterator<Item = &CallView> {
    view.calls.iter().filter(|call| matches!(call.state, CallStateView::RingingIn { .. }))
}

#[component]
pub fn Banners() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let shown = app.shown();
    let behind = app.part(|v| {
        let front = front(v).map(|call| call.id);
        let part = |call: &CallView| (call.id, words::since(call.state), call.queue.clone(), call.can);
        ringing(v).map(|call| (Some(call.id) == front, words::name(t, call), part(call))).collect::<Vec<_>>()
    });
    let banners = move || {
        let card = shown.get() == Screen::Call;
        behind.get().into_iter().filter(|(front, ..)| !(card && *front)).collect::<Vec<_>>()
    };
    let rings = app.part(|v| ringing(v).map(|call| (t.rings)(&words::name(t, call))).collect::<Vec<_>>().join(". "));
    let stands = app.part(|v| front(v).map(|call| words::state(t, call.state, call.outgoing)));

    view! {
        <div class="sr" aria-live="assertive">{move || rings.get()}</div>
        <div class="sr" aria-live="polite">{move || stands.get()}</div>
        <For each=banners key=|(_, name, (id, ..))| (*id, name.clone()) let:banner>
            {
                let (_, name, (id, since, queue, can)) = banner;
                let label = (t.rings)(&name);
                view! {
                    <section class="banner" aria-label=label>
                        <button
                            type="button"
                            class="who"
                            on:click=move |_| {
                                app.send(Intent::Select(id));
                                app.screen.set(Screen::Call);
                            }
                        >
                            <b>{name}</b>
                            <span>
                                {t.ringing_in} " " {since.map(|since| view! { <Elapsed since /> })}
                                {queue.map(|queue| format!(" · {queue}"))}
                            </span>
                        </button>
                        {can
                            .answer
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="answer"
                                        on:click=move |_| {
                                            app.send(Intent::Answer(id));
                                            app.send(Intent::Select(id));
                                            app.screen.set(Screen::Call);
                                        }
                                    >
                                        {icon(Icon::Phone)}
                                        <span>{t.answer}</span>
                                    </button>
                                }
                            })}
                        {can
                            .decline
                            .then(|| {
                                view! {
                                    <button type="button" class="end" on:click=move |_| app.send(Intent::Decline(id))>
                                        {icon(Icon::HangUp)}
                                        <span>{t.decline}</span>
                                    </button>
                                }
                            })}
                    </section>
                }
            }
        </For>
    }
}
