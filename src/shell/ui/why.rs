//! Why what happened to a call: each moment with the rules that were asked then, those that acted first to the eye. What
//! stands here is also what an administrator gets as text.

use leptos::prelude::*;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use super::copy::copy_button;
use super::element::{Node, el, group};
use super::icons::{Icon, icon};
use super::live::{live, text};
use super::parts::{aside, on_window, paragraph, picture_button};
use super::{App, focus, words};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::trace::{Line, Outcome};
use crate::engine::view::{View, Why};

/// The id of the button that opens it.
pub fn button_id(call: CallId) -> String {
    ["why-", &call.to_string()].concat()
}

pub fn why(app: App) -> Node {
    let t = app.cards();
    focus::rescue("why");
    let opener = untrack(|| app.see(|v| v.why.as_ref().map(|why| button_id(why.call)))).unwrap_or_default();
    // Whoever comes back goes on where it was opened; whoever goes elsewhere, there.
    on_cleanup(move || {
        request_animation_frame(move || {
            if focus::is_nowhere() {
                focus::to(&opener);
            }
        });
    });
    let close = move || app.send(Intent::ShowWhy(None));
    on_window("keydown", move |event| {
        if event.unchecked_into::<KeyboardEvent>().key() == "Escape" {
            close();
        }
    });
    let copy = copy_button(app, "copy-why", move || {
        app.see(|v| v.why.as_ref().map(|why| plain(app, v, why)).unwrap_or_default())
    });
    let title =
        move || app.see(|v| (t.why_title)(&v.why.as_ref().map(|why| who(app, v, why.call)).unwrap_or_default()));
    let lines = live(
        move || app.see(|v| v.why.clone()),
        move |why| match why {
            Some(why) if !why.lines.is_empty() => group().child(moments(app, why)),
            Some(_) | None => paragraph("quiet", t.why_empty),
        },
    );
    let head = el("div").class("head").child(el("h1").id("why").attr("tabindex", "-1").child(text(title)));
    el("section")
        .class("page why")
        .attr("aria-labelledby", "why")
        .child(head.child(picture_button(Icon::Cross, t.close).press(close)))
        .child(el("p").class("row").child(copy))
        .child(lines)
}

fn who(app: App, view: &View, id: CallId) -> String {
    let call = view.calls.iter().find(|call| call.id == id).map(|call| words::name(app.cards(), call));
    let recent = || view.history.rows.iter().find(|call| call.id == id).map(|call| words::recent(app.cards(), call));
    call.or_else(recent).unwrap_or_default()
}

/// The rules that were asked together have the moment and the facts above them once.
fn moments(app: App, why: &Why) -> Vec<Node> {
    let mut out = Vec::new();
    let lines = &why.lines[..];
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let same = rest.iter().position(|line| !is_together(line, first)).unwrap_or(rest.len());
        let (now, later) = rest.split_at(same);
        rest = later;
        let [time, inputs] = facts(app, first);
        let head = el("h2").child(el("span").class("time").child(time)).child(" ");
        let head = head.child(el("span").attr("lang", "en").child(first.fact.name()));
        let rows = now.iter().map(|line| rule(app, line)).collect::<Vec<_>>();
        out.push(el("div").class("moment").child(head).child(el("small").child(inputs)).child(el("ul").child(rows)));
    }
    out
}

fn is_together(one: &Line, other: &Line) -> bool {
    let moment = |line: &Line| (line.at, line.fact, line.settings_version);
    moment(one) == moment(other) && one.inputs == other.inputs
}

fn rule(app: App, line: &Line) -> Node {
    let acts = matches!(line.outcome, Outcome::Acts { .. });
    let (class, sign) = if acts { ("acts", Some(icon(Icon::Check))) } else { ("declines", None) };
    let name = el("b").attr("lang", "en").child(line.rule.to_string());
    let words = el("span").child(name).child(aside(" ")).child(aside(sign_of(app, line))).child(": ");
    el("li").class(class).child(el("span").class("sign").child(sign)).child(words.child(reason(app, line)))
}

fn reason(app: App, line: &Line) -> &'static str {
    line.outcome.why().text(app.see(|v| v.locale.language))
}

fn sign_of(app: App, line: &Line) -> &'static str {
    match line.outcome {
        Outcome::Acts { .. } => app.cards().acts,
        Outcome::Declines { .. } => app.cards().declines,
    }
}

/// The time to the second; what the rules had before them, and under which settings.
fn facts(app: App, line: &Line) -> [String; 2] {
    let settings = [app.cards().why_settings, " ", &line.settings_version.to_string()].concat();
    [words::seconds(line.at), [&line.inputs, " · ", &settings].concat()]
}

/// The whole trace as lines of text.
fn plain(app: App, view: &View, why: &Why) -> String {
    let mut out = [(app.cards().why_title)(&who(app, view, why.call)).as_str(), "\n"].concat();
    for line in why.lines.iter() {
        let [time, inputs] = facts(app, line);
        let sign = sign_of(app, line);
        for part in
            [&time, " ", line.fact.name(), " | ", &line.rule, " | ", sign, " | ", reason(app, line), " | ", &inputs]
        {
            out.push_str(part);
        }
        out.push('\n');
    }
    out
}
