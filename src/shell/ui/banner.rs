//! Calls that ring while something else is on the screen: a banner above it, never in its place. And what a screen
//! reader says by itself: urgently that it rings, calmly how the line and the call stand.

use leptos::prelude::Set;

use super::clock::elapsed;
use super::element::{Node, el, group, live, text};
use super::icons::Icon;
use super::parts::{button, icon_button};
use super::texts::Texts;
use super::{App, Screen, front, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, Controls, View};

#[derive(PartialEq)]
struct Banner {
    id: CallId,
    name: String,
    since: Timestamp,
    queue: Option<String>,
    can: Controls,
}

pub fn banners(app: App) -> Node {
    let t = app.t;
    let rings = move || {
        let all = app.see(|v| ringing(t, v));
        all.iter().map(|call| (t.rings)(&call.name)).collect::<Vec<_>>().join(". ")
    };
    let banners = live(
        move || {
            // A call in front has its card, where cards are shown.
            let card = app.shown() == Screen::Call;
            app.see(|v| {
                let carded = front(v).map(|call| call.id).filter(|_| card);
                let behind = ringing(t, v).into_iter().filter(|call| Some(call.id) != carded);
                behind.collect::<Vec<_>>()
            })
        },
        move |calls| group().child(calls.iter().map(|call| banner(app, call)).collect::<Vec<_>>()),
    );
    let urgent = el("div").class("sr").attr("aria-live", "assertive").child(text(rings));
    let calm = el("div").class("sr").attr("aria-live", "polite").child(text(move || app.see(|v| stands(t, v))));
    group().child(urgent).child(calm).child(banners)
}

fn ringing(t: &Texts, view: &View) -> Vec<Banner> {
    let mut ringing = Vec::new();
    for call in &view.calls {
        if let CallStateView::RingingIn { since } = call.state {
            let (name, queue) = (words::name(t, call), call.queue.clone());
            ringing.push(Banner { id: call.id, name, since, queue, can: call.can });
        }
    }
    ringing
}

fn stands(t: &Texts, view: &View) -> String {
    let line = words::line(t, view.locale, &view.line);
    match front(view) {
        Some(call) => format!("{}. {line}", words::state(t, call.state, call.outgoing)),
        None => line,
    }
}

fn banner(app: App, call: &Banner) -> Node {
    let t = app.t;
    let (id, can) = (call.id, call.can);
    let select = move || {
        app.send(Intent::Select(id));
        app.screen.set(Screen::Call);
    };
    let queue = call.queue.as_ref().map(|queue| format!(" · {queue}"));
    let rings = el("span").child(t.ringing_in).child(" ").child(elapsed(app, call.since)).child(queue);
    let from = button(el("b").child(call.name.as_str())).child(rings).class("from").press(select);
    let answer = can.answer.then(|| {
        icon_button(Icon::Phone, t.answer).class("answer").press(move || {
            app.send(Intent::Answer(id));
            select();
        })
    });
    let decline = can
        .decline
        .then(|| icon_button(Icon::HangUp, t.decline).class("end").press(move || app.send(Intent::Decline(id))));
    let banner = el("section").class("banner").attr("aria-label", &(t.rings)(&call.name));
    banner.child(from).child(answer).child(decline)
}
