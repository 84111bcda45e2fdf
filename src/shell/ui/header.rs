//! The line's state in words, and behind it the little that can be done about it.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, KeyboardEvent, Node as PageNode};

use super::bars::bars;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, maybe, text, when};
use super::parts::{aside, button};
use super::state::State;
use super::{App, Screen, focus, words};
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState};

pub fn header(app: App) -> Node {
    let wrap_up =
        when(move || app.has_cards(), move || app.in_cards(|cards| (cards.wrap_up)(app)).unwrap_or_else(group));
    el("header").child(line(app)).child(bars(app)).child(wrap_up)
}

fn line(app: App) -> Node {
    let open = State::new(false);
    let account =
        move || app.see(|v| if v.line.driver == Driver::Practice { String::new() } else { v.line.account.clone() });
    let user = move || account().split('@').next().unwrap_or_default().to_owned();
    let state = el("button").attr("type", "button").id("line").class("line").attr("aria-controls", "line-menu");
    let dot = el("span").class("dot").attr("aria-hidden", "true");
    let state = state
        .says("aria-expanded", move || open.get())
        .press(move || open.flip())
        .child(dot.follow("data-tone", move || Some(app.see(|v| tone(&v.line.state, v.line.driver)).into())))
        .child(aside(app.t.line).child(": "))
        .child(el("span").class("words").child(text(move || app.see(|v| words::line(app.t, &v.line)))))
        .child(icon(Icon::Down));
    el("div")
        .class("top")
        .on("keydown", move |event| {
            if event.unchecked_into::<KeyboardEvent>().key() == "Escape" && open.get_untracked() {
                close(open);
            }
        })
        .on("focusout", move |event| {
            if !stays_inside(event) {
                open.set(false);
            }
        })
        .child(state)
        .child(messages(app))
        .child(el("span").class("account").follow("title", move || Some(account())).child(text(user)))
        .child(menu(app, open))
        .child(when(move || app.has_cards(), move || app.in_cards(|cards| (cards.presence)(app)).unwrap_or_else(group)))
}

/// They come with the cards.
fn messages(app: App) -> Node {
    live(
        move || app.has_cards(),
        move |_| app.in_cards(|cards| cards.messages).map_or_else(group, |messages| messages(app)),
    )
}

fn menu(app: App, open: State<bool>) -> Node {
    let t = app.t;
    let proved = maybe(
        move || {
            app.see(|v| match (&v.line.state, v.line.driver) {
                (LineState::Ready { proved }, Driver::Sip | Driver::Ari) => Some(words::time(v.locale, *proved)),
                _ => None,
            })
        },
        move |time| el("p").child((t.proved)(time)),
    );
    let switch = maybe(
        move || {
            app.see(|v| match v.line.state {
                LineState::Off | LineState::Down { .. } => Some(true),
                LineState::Connecting | LineState::Ready { .. } => Some(false),
                LineState::NeedsPassword => None,
            })
        },
        move |on| {
            let on = *on;
            button(if on { t.go_online } else { t.go_offline }).press(move || {
                app.send(if on { Intent::GoOnline } else { Intent::GoOffline });
                close(open);
            })
        },
    );
    let settings = button(t.nav_settings).press(move || {
        app.go(Screen::Settings);
        close(open);
    });
    let menu = el("div").id("line-menu").class("menu").has("hidden", move || !open.get());
    menu.child(proved).child(switch).child(settings)
}

fn close(open: State<bool>) {
    open.set(false);
    focus::to("line");
}

fn stays_inside(event: Event) -> bool {
    let event: FocusEvent = event.unchecked_into();
    let place = event.current_target().map(JsCast::unchecked_into::<PageNode>);
    let to = event.related_target().and_then(|to| to.dyn_into::<PageNode>().ok());
    place.is_some_and(|place| place.contains(to.as_ref()))
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
