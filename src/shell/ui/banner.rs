//! Calls that ring while something else is on the screen: a banner above it, never in its place. Until the cards are here, all that go
//! on: enough to answer and to hang up. And what a screen
//! reader says by itself: urgently that it rings, calmly how the line and the call stand.

use super::clock::elapsed;
use super::element::{Node, el, group};
use super::icons::Icon;
use super::live::{list, maybe, text, when};
use super::parts::{button, icon_button};
use super::texts::Texts;
use super::{App, Screen, front, is_up, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, View};

pub fn banners(app: App) -> Node {
    let t = app.t;
    let banners = list(
        move || {
            let cards = app.has_cards();
            // A call in front has its card, where cards are shown.
            let card = cards && app.shown() == Screen::Call;
            app.see(|v| {
                let carded = front(v).map(|call| call.id).filter(|_| card);
                let tells = |call: &&CallView| if cards { since(call).is_some() } else { is_up(call) };
                let behind = v.calls.iter().filter(|call| tells(call) && Some(call.id) != carded);
                behind.map(|call| call.id).collect()
            })
        },
        move |id| Some(banner(app, Call { app, id: *id })),
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
    let line = words::line(t, &view.line);
    match front(view) {
        Some(call) => format!("{}. {line}", words::state(t, call.state, call.outgoing)),
        None => line,
    }
}

/// One call of the view; of one that is gone nothing is to be seen.
#[derive(Clone, Copy)]
struct Call {
    app: App,
    id: CallId,
}

impl Call {
    fn see<T: Default>(self, part: impl FnOnce(&CallView) -> T) -> T {
        self.app.see(|v| v.calls.iter().find(|call| call.id == self.id).map(part)).unwrap_or_default()
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
    let timer = maybe(move || call.see(|c| words::since(c.state)), move |since| elapsed(app, *since));
    let state = move || call.see(|c| words::state(t, c.state, c.outgoing));
    let rings = el("span").child(text(state)).child(" ").child(timer).child(text(queue));
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
    let end = when(
        move || call.see(|c| c.can.hang_up),
        move || icon_button(Icon::HangUp, t.end).class("end").press(move || app.send(Intent::HangUp(id))),
    );
    let label = move || {
        let name = name();
        Some(if call.see(|c| since(c).is_some()) { (t.rings)(&name) } else { name })
    };
    let banner = el("section").class("banner").follow("aria-label", label);
    banner.child(from).child(answer).child(decline).child(end)
}
