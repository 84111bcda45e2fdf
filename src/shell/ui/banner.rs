//! Calls that ring while something else is on the screen: a banner above it, never in its place. And what a screen
//! reader says by itself: urgently that it rings, calmly how the line and the call stand.

use super::card::Call;
use super::clock::elapsed;
use super::element::{Node, el, group};
use super::icons::Icon;
use super::live::{list, maybe, text, when};
use super::parts::{button, icon_button};
use super::texts::Texts;
use super::{App, Screen, front, words};
use crate::engine::event::Intent;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, View};

pub fn banners(app: App) -> Node {
    let t = app.t;
    let banners = list(
        move || {
            // A call in front has its card, where cards are shown.
            let card = app.shown() == Screen::Call;
            app.see(|v| {
                let carded = front(v).map(|call| call.id).filter(|_| card);
                let behind = v.calls.iter().filter(|call| since(call).is_some() && Some(call.id) != carded);
                behind.map(|call| call.id).collect()
            })
        },
        move |id| Call::new(app, *id).map(|call| banner(app, call)),
    );
    let urgent = el("div").class("sr").attr("aria-live", "assertive").child(text(move || app.see(|v| rings(t, v))));
    let calm = el("div").class("sr").attr("aria-live", "polite").child(text(move || app.see(|v| stands(t, v))));
    group().child(urgent).child(calm).child(banners)
}

fn rings(t: &Texts, view: &View) -> String {
    let ringing = view.calls.iter().filter(|call| since(call).is_some());
    ringing.map(|call| (t.rings)(&words::name(t, call))).collect::<Vec<_>>().join(". ")
}

/// Since when it rings here.
fn since(call: &CallView) -> Option<Timestamp> {
    if let CallStateView::RingingIn { since } = call.state { Some(since) } else { None }
}

fn stands(t: &Texts, view: &View) -> String {
    let line = words::line(t, view.locale, &view.line);
    match front(view) {
        Some(call) => format!("{}. {line}", words::state(t, call.state, call.outgoing)),
        None => line,
    }
}

fn banner(app: App, call: Call) -> Node {
    let t = app.t;
    let id = call.id;
    let select = move || {
        app.send(Intent::Select(id));
        app.go(Screen::Call);
    };
    let name = move || call.see(|c| words::name(t, c));
    let queue = move || call.see(|c| c.queue.as_ref().map(|queue| format!(" · {queue}")).unwrap_or_default());
    let timer = maybe(move || call.see(since), move |since| elapsed(app, *since));
    let rings = el("span").child(t.ringing_in).child(" ").child(timer).child(text(queue));
    let from = button(el("b").child(text(name))).child(rings).class("from").press(select);
    let answer = when(
        move || call.see(|c| c.can.answer),
        move || {
            icon_button(Icon::Phone, t.answer).class("answer").press(move || {
                app.send(Intent::Answer(id));
                select();
            })
        },
    );
    let decline = when(
        move || call.see(|c| c.can.decline),
        move || icon_button(Icon::HangUp, t.decline).class("end").press(move || app.send(Intent::Decline(id))),
    );
    let banner = el("section").class("banner").follow("aria-label", move || Some((t.rings)(&name())));
    banner.child(from).child(answer).child(decline)
}
