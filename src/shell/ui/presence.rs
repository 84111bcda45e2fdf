//! Being there: the state in the header with the ones to choose, and after a call the time that is left to wrap it up.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node as PageNode};

use super::clock::left;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, maybe, text};
use super::parts::{aside, button};
use super::state::State;
use super::{App, focus};
use crate::engine::event::Intent;
use crate::engine::presence::Wish;
use crate::engine::settings::{PresenceKind, PresenceState};
use crate::engine::view::{PresenceNow, PresenceView, View};

pub fn presence(app: App) -> Node {
    let t = app.cards();
    let open = State::new(false);
    let words = move || app.see(|v| v.presence.as_ref().map(|p| now(app, p)).unwrap_or_default());
    let tone = move || app.see(|v| v.presence.as_ref().map(|p| tone(p).to_owned()));
    let state = button(el("span").class("dot").attr("aria-hidden", "true").follow("data-tone", tone));
    let state = state.class("line").id("presence").attr("aria-controls", "presence-menu");
    let state = state
        .says("aria-expanded", move || open.get())
        .press(move || open.flip())
        .child(aside(t.presence).child(": "))
        .child(el("span").class("words").child(text(words)))
        .child(icon(Icon::Down));
    let choices = live(
        move || app.see(|v| v.presence.as_ref().map(|p| (p.choices.clone(), p.chosen))),
        move |choices| {
            let Some((choices, chosen)) = choices else { return group() };
            let row = |(place, state): (usize, &PresenceState)| {
                let dot = el("span").class("dot").attr("aria-hidden", "true").attr("data-tone", of_kind(state.kind));
                let row = button(dot).child(el("span").child(label(app, state)));
                let row = row.attr("aria-pressed", if place == *chosen { "true" } else { "false" });
                row.press(move || {
                    app.send(Intent::Presence(Wish::Be(place)));
                    close(open);
                })
            };
            group().child(choices.iter().enumerate().map(row).collect::<Vec<_>>())
        },
    );
    let untold = maybe(move || app.see(is_untold).then_some(()), move |()| el("p").child(t.presence_untold));
    let menu = el("div").id("presence-menu").class("menu").has("hidden", move || !open.get());
    let said = el("span").class("sr").attr("role", "status").child(text(words));
    el("div")
        .class("presence")
        .on("keydown", move |event| {
            if event.unchecked_into::<KeyboardEvent>().key() == "Escape" && open.get_untracked() {
                close(open);
            }
        })
        .on("focusout", move |event| {
            let event: FocusEvent = event.unchecked_into();
            let place = event.current_target().map(JsCast::unchecked_into::<PageNode>);
            let to = event.related_target().and_then(|to| to.dyn_into::<PageNode>().ok());
            if !place.is_some_and(|place| place.contains(to.as_ref())) {
                open.set(false);
            }
        })
        .child(state)
        .child(menu.child(choices).child(untold))
        .child(said)
}

/// The time after a call, with more of it and its end a press away.
pub fn wrap_up(app: App) -> Node {
    let t = app.cards();
    let until = move || {
        app.see(|v| match v.presence.as_ref()?.now {
            PresenceNow::WrapUp { until, prolong } => Some((until, prolong)),
            PresenceNow::AsChosen | PresenceNow::OnCall => None,
        })
    };
    // Drawn once, so that what is prolonged stays under the agent's finger.
    let bar = maybe(
        move || until().map(|(_, prolong)| prolong),
        move |prolong| {
            let more = prolong.map(|by| {
                let more = button((t.prolong)(by.as_secs()).as_str()).id("prolong");
                more.press(move || app.send(Intent::Presence(Wish::Prolong)))
            });
            let ready = button(t.ready_again).press(move || {
                app.send(Intent::Presence(Wish::Ready));
                focus::to("presence");
            });
            let rest = left(app, move || until().map(|(until, _)| until));
            let words = el("span").child(t.time_left).child(" ").child(rest);
            el("div").class("bar wrap-up").child(icon(Icon::Clock)).child(words).child(more).child(ready)
        },
    );
    el("div").attr("role", "group").attr("aria-label", t.wrap_up).child(bar)
}

fn close(open: State<bool>) {
    open.set(false);
    focus::to("presence");
}

fn is_untold(view: &View) -> bool {
    view.presence.as_ref().is_some_and(|presence| presence.untold)
}

/// What is in force, in a word or two.
fn now(app: App, presence: &PresenceView) -> String {
    let t = app.cards();
    match presence.now {
        PresenceNow::WrapUp { .. } => t.wrap_up.to_owned(),
        PresenceNow::OnCall => t.on_call.to_owned(),
        PresenceNow::AsChosen => presence.choices.get(presence.chosen).map(|s| label(app, s)).unwrap_or_default(),
    }
}

fn label(app: App, state: &PresenceState) -> String {
    state.label.clone().unwrap_or_else(|| (app.cards().presence_kind)(state.kind).to_owned())
}

fn tone(presence: &PresenceView) -> &'static str {
    match presence.now {
        PresenceNow::WrapUp { .. } | PresenceNow::OnCall => "down",
        PresenceNow::AsChosen => presence.choices.get(presence.chosen).map_or("off", |state| of_kind(state.kind)),
    }
}

fn of_kind(kind: PresenceKind) -> &'static str {
    match kind {
        PresenceKind::Available => "ready",
        PresenceKind::Away => "wait",
        PresenceKind::DoNotDisturb | PresenceKind::WrapUp => "down",
    }
}
