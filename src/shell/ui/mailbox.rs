//! Voice messages: how many are new, and the way to hear them.

use super::App;
use super::element::{Node, el};
use super::icons::{Icon, icon};
use super::live::maybe;
use super::parts::{aside, button};
use crate::engine::event::Intent;

pub fn messages(app: App) -> Node {
    let t = app.cards();
    maybe(
        move || app.see(|v| v.messages.clone()),
        move |messages| {
            let number = messages.mailbox.as_given().to_owned();
            let says = (t.messages)(messages.new, messages.old);
            let count = (messages.new > 0).then(|| el("b").attr("aria-hidden", "true").child(messages.new.to_string()));
            let press =
                button(icon(Icon::Mailbox)).child(count).child(aside(&says)).attr("title", &says).class("mailbox");
            let press = press.says("aria-disabled", move || !app.see(|v| v.can_dial));
            press.press(move || app.send(Intent::Dial(number.as_str().into())))
        },
    )
}
