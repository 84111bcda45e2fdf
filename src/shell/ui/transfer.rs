//! Handing a call on: at once, or after asking there first. Who asked has two calls, swaps between them, and joins them.

use leptos::prelude::*;

use super::card::Call;
use super::element::{Node, el, group};
use super::fields::{entered, field, input_by_id, label};
use super::live::{list, live, maybe, text, when};
use super::parts::{button, form, paragraph};
use super::state::State;
use super::{App, focus, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::telephony::Lamp;
use crate::engine::view::{CallStateView, LampView, View};

pub fn transfer(app: App, call: Call, open: State<bool>) -> Node {
    let t = app.cards();
    // It stays while the call is handed on: should that fail, the number is still there.
    let shown = move || open.get() && call.see(|c| c.can.transfer || c.transferring);
    let panel = when(shown, move || panel(app, call, open));
    let invited = maybe(
        move || call.see(|c| c.invited.as_ref().map(|to| words::party(app.cards(), to))),
        move |to| {
            let follow = button(t.follow).class("primary").press(move || app.send(Intent::Follow(call.id)));
            el("p").class("pair").attr("role", "status").child(el("span").child((t.invited)(to))).child(follow)
        },
    );
    let under_way = when(move || call.see(|c| c.transferring), move || paragraph("busy", t.transferring));
    let pairs = move || call.see(|c| c.can.join || c.can.join_all);
    let others = move || if pairs() { app.see(|v| joinable(v, call.id)) } else { Vec::new() };
    let others = list(others, move |other| Call::new(app, *other).map(|other| pair(app, call, other)));
    group().child(invited).child(panel).child(el("div").attr("role", "status").child(under_way)).child(others)
}

fn joinable(view: &View, but: CallId) -> Vec<CallId> {
    view.calls
        .iter()
        .filter(|call| (call.can.join || call.can.join_all) && call.id != but)
        .map(|call| call.id)
        .collect()
}

fn panel(app: App, call: Call, open: State<bool>) -> Node {
    let t = app.cards();
    let to = el("input").id("transfer-to").attr("type", "tel").attr("autocomplete", "off").attr("maxlength", "60");
    // The number stays with the call: what is no number is told, and mended here.
    let send = move |intent: fn(CallId, String) -> Intent| match entered("transfer-to") {
        Some(number) => app.send(intent(call.id, number)),
        None => focus::to("transfer-to"),
    };
    let ask = button(t.ask_first).press(move || {
        send(|_, number| Intent::Dial(number.into()));
        if input_by_id("transfer-to").is_some_and(|field| !field.value().is_empty()) {
            open.set(false);
        }
    });
    let now = el("button").attr("type", "submit").class("primary").child(t.transfer_now);
    form("transfer", move || send(|call, to| Intent::Transfer { call, to: to.into() }))
        .child(field().child(label("transfer-to", t.transfer_to)).child(to))
        .child(watched(app))
        .child(el("div").class("buttons").child(ask).child(now))
        .child(paragraph("hint", t.transfer_hint))
}

/// Colleagues' phones, and whether they are free: a press puts the number into the field.
fn watched(app: App) -> Node {
    let t = app.cards();
    let key = move || app.see(|v| v.lamps.clone());
    live(key, move |lamps| {
        if lamps.is_empty() {
            return group();
        }
        let one = |lamp: &LampView| {
            let number = lamp.number.as_given().to_owned();
            let name = lamp.name.clone().unwrap_or_else(|| number.clone());
            let dot = el("span").class("dot").attr("aria-hidden", "true").attr("data-tone", tone(lamp.lamp));
            let state = el("small").child((t.lamp)(lamp.lamp));
            let press = button(dot).child(el("span").child(name)).child(" ").child(state).press(move || {
                if let Some(field) = input_by_id("transfer-to") {
                    field.set_value(&number);
                    focus::to("transfer-to");
                }
            });
            el("li").child(press)
        };
        let all = lamps.iter().map(one).collect::<Vec<_>>();
        el("ul").class("watched").attr("aria-label", t.watched).child(all)
    })
}

/// As the line's own light: green can be called, red cannot.
fn tone(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Free => "ready",
        Lamp::Ringing => "wait",
        Lamp::Busy => "down",
        Lamp::Unknown => "off",
    }
}

/// This call and another: which of them has the ear, or both for each other.
fn pair(app: App, call: Call, other: Call) -> Node {
    let t = app.cards();
    let name = move || other.see(|c| words::name(t, c));
    // Who sits at one table is neither swapped nor asked again.
    let together = move || call.see(|c| c.in_conference) && other.see(|c| c.in_conference);
    let all = when(
        move || !together() && call.see(|c| c.can.join_all) && other.see(|c| c.can.join_all),
        move || {
            let all = button(t.join_all).follow("aria-label", move || Some((t.join_all_name)(&name())));
            all.press(move || app.send(Intent::JoinAll { call: call.id, with: other.id }))
        },
    );
    let swap = button(t.swap).has("hidden", together).follow("aria-label", move || Some((t.swap_name)(&name())));
    let swap = swap.press(move || {
        let held = |c: Call| untrack(|| c.see(|c| matches!(c.state, CallStateView::Talking { held_here: true, .. })));
        // Whoever is on hold gets the ear; the engine holds the one before.
        let next = if held(call) && !held(other) { call.id } else { other.id };
        app.send(Intent::Resume(next));
        app.send(Intent::Select(next));
    });
    let can_join = when(
        move || call.see(|c| c.can.join) && other.see(|c| c.can.join),
        move || {
            let join = button(t.join).class("primary").follow("aria-label", move || Some((t.join_name)(&name())));
            join.press(move || {
                // The one who was there first is handed on to the one who was asked.
                let (call, to_call) = if call.id < other.id { (call.id, other.id) } else { (other.id, call.id) };
                app.send(Intent::JoinTransfer { call, to_call });
            })
        },
    );
    let state = move || other.see(|c| words::state(t, c.state, c.outgoing));
    let who = el("span").child(el("b").child(text(name))).child(" ").child(el("small").child(text(state)));
    el("p").class("pair").child(who).child(swap).child(all).child(can_join)
}
