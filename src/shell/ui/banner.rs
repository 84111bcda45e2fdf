//! Calls that ring while something else is on the screen: a banner above it, never in its place. And what a screen
//! reader says by itself: urgently that it rings, calmly how the line and the call stand.

use leptos::prelude::*;

use super::clock::elapsed;
use super::icons::Icon;
use super::parts::{Button, live, text};
use super::{App, Screen, front, use_texts, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, Controls, View};

#[derive(Clone, PartialEq)]
struct Banner {
    id: CallId,
    /// Its card is the one that is shown where cards are shown.
    in_front: bool,
    name: String,
    since: Timestamp,
    queue: Option<String>,
    can: Controls,
}

#[component]
pub fn Banners() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let all = app.part(move |v| {
        let front = front(v).map(|call| call.id);
        let banner = |call: &CallView| match call.state {
            CallStateView::RingingIn { since } => Some(Banner {
                id: call.id,
                in_front: Some(call.id) == front,
                name: words::name(t, call),
                since,
                queue: call.queue.clone(),
                can: call.can,
            }),
            _ => None,
        };
        v.calls.iter().filter_map(banner).collect::<Vec<_>>()
    });
    let rings = move || all.with(|all| all.iter().map(|call| (t.rings)(&call.name)).collect::<Vec<_>>().join(". "));
    let stands = app.part(stands);
    let banners = live(move || {
        let card = app.shown.get() == Screen::Call;
        let behind = all.get().into_iter().filter(|call| !(card && call.in_front));
        behind.map(|call| banner(app, call)).collect_view().into_any()
    });
    view! {
        <div class="sr" aria-live="assertive">{text(rings)}</div>
        <div class="sr" aria-live="polite">{text(move || stands.get())}</div>
        {banners}
    }
    .into_any()
}

fn stands(view: &View) -> String {
    let t = super::texts::texts(view.locale.language);
    let line = words::line(t, view.locale, &view.line);
    match front(view) {
        Some(call) => format!("{}. {line}", words::state(t, call.state, call.outgoing)),
        None => line,
    }
}

fn banner(app: App, call: Banner) -> AnyView {
    let t = use_texts();
    let Banner { id, name, since, queue, can, .. } = call;
    let label = (t.rings)(&name);
    let select = move || {
        app.send(Intent::Select(id));
        app.screen.set(Screen::Call);
    };
    let queue = queue.map(|queue| format!(" · {queue}"));
    let who = view! { <b>{name}</b> <span>{t.ringing_in} " " {elapsed(since)} {queue}</span> };
    let answer = can.answer.then(|| {
        Button::with_icon(Icon::Phone, t.answer).class("answer").press(move || {
            app.send(Intent::Answer(id));
            select();
        })
    });
    let decline = can
        .decline
        .then(|| Button::with_icon(Icon::HangUp, t.decline).class("end").press(move || app.send(Intent::Decline(id))));
    view! {
        <section class="banner" aria-label=label>
            {Button::new(who).class("from").press(select)} {answer} {decline}
        </section>
    }
    .into_any()
}
