//! Which tab has the telephone, where it is not this one.

use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::maybe;
use super::{App, is_up};
use crate::engine::view::{TabView, View};

/// Comes with the cards: one tab alone needs no word of it.
pub fn bar(app: App) -> Node {
    let t = app.cards();
    let calls = |v: &View| v.calls.iter().any(is_up);
    let elsewhere = maybe(
        move || app.see(|v| (v.tab == TabView::Elsewhere).then(|| calls(v))),
        move |call| {
            let said = if *call { t.call_elsewhere } else { t.phone_elsewhere };
            el("div").class("bar").id("tab").child(icon(Icon::Link)).child(el("span").child(said))
        },
    );
    let silent = maybe(
        move || app.see(|v| (v.tab == TabView::Silent).then_some(())),
        move |()| {
            let said = el("span").child(t.phone_silent);
            el("div").class("bar bad").id("tab").child(icon(Icon::Warning)).child(said)
        },
    );
    group().child(elsewhere).child(silent)
}
