//! A call that its page left: the agent takes it up again or has it ended. One that is over can be called back.

use super::card::Call;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{maybe, when};
use super::parts::icon_button;
use super::{App, words};
use crate::engine::event::Intent;

pub fn lost(app: App, call: Call) -> Node {
    let t = app.cards();
    let id = call.id;
    let offered = maybe(
        move || call.see(|c| c.lost.map(|lost| lost.asked)),
        move |asked| {
            let words = el("p").child(if *asked { t.rejoining } else { t.lost });
            let told = el("div").class("trouble").child(icon(Icon::Warning)).child(words);
            let end = icon_button(Icon::HangUp, t.end).class("end").press(move || app.send(Intent::HangUp(id)));
            let buttons = el("div").class("controls").attr("role", "group").attr("aria-label", t.controls);
            let buttons = if *asked {
                buttons
            } else {
                let rejoin = icon_button(Icon::Phone, t.rejoin).class("answer");
                buttons.child(rejoin.press(move || app.send(Intent::Rejoin(id))))
            };
            group().child(told).child(buttons.child(end))
        },
    );
    let back = when(
        move || call.see(|c| c.can.call_back),
        move || {
            let name = call.see(|c| words::name(t, c));
            let back = icon_button(Icon::Phone, &(t.call_back)(&name)).class("answer");
            el("div").class("controls").child(back.press(move || app.send(Intent::CallBack(id))))
        },
    );
    group().child(el("div").class("lost").attr("role", "alert").child(offered)).child(back)
}
