//! What works and what does not, line by line, each with the way out and whose it is; all of it also as text.

use leptos::prelude::*;

use super::copy::copy_button;
use super::element::{Node, el, group};
use super::export::export_log;
use super::fields::{self, typed};
use super::live::{live, maybe};
use super::parts::{button, pairs, paragraph};
use super::texts::{DiagnosisTexts, diagnosis as texts};
use super::{App, Screen, bars, words};
use crate::engine::crm::{Failure, Greeting};
use crate::engine::diagnosis::{Check, Package, Verdict};
use crate::engine::event::Intent;
use crate::engine::number::{Explained, NumberPlan};
use crate::engine::settings::Problem;
use crate::engine::telephony::LineState;
use crate::shell::probe;

pub fn diagnosis(app: App) -> Node {
    let t = texts(app.see(|v| v.locale.language));
    look(app);
    on_cleanup(move || app.send(Intent::Diagnose(None)));
    let again = button(t.again).id("check-again").press(move || look(app));
    let copy = copy_button(app, "copy-diagnosis", move || plain(app, t));
    let rows = live(
        move || app.see(|v| v.checks.as_ref().map(Vec::len)),
        move |count| match *count {
            Some(count) => el("ul").class("checks").child((0..count).map(|i| row(app, t, i)).collect::<Vec<_>>()),
            None => paragraph("quiet busy", t.asking).attr("role", "status"),
        },
    );
    let back = button(t.back).class("link").press(move || app.go(Screen::Settings));
    el("section")
        .class("page diagnosis")
        .attr("aria-labelledby", "diagnosis")
        .child(el("p").child(back))
        .child(el("h1").id("diagnosis").attr("tabindex", "-1").child(t.title))
        .child(paragraph("quiet", t.explained))
        .child(rows)
        .child(el("p").class("row").child(again).child(copy))
        .child(explainer(app, t))
        .child(export_log(app))
}

/// What becomes of a number that is typed here.
fn explainer(app: App, t: &'static DiagnosisTexts) -> Node {
    let given = RwSignal::new(String::new());
    let field = el("input").id("explained").attr("type", "tel").attr("autocomplete", "off").attr("maxlength", "60");
    let field = field.attr("aria-describedby", "explanation").on("input", move |event| given.set(typed(&event)));
    let told = maybe(
        move || {
            let text = given.get();
            let plan = app.see(|v| v.checks.iter().flatten().find_map(plan_in))?;
            (!text.trim().is_empty()).then(|| plan.explain(&text))
        },
        move |told| match told {
            Some(told) => pairs("explained", &explained(t, told)),
            None => paragraph("quiet", t.number_none),
        },
    );
    el("section")
        .attr("aria-labelledby", "number-explained")
        .child(el("h2").id("number-explained").child(t.number))
        .child(paragraph("quiet", t.number_explained))
        .child(fields::field().child(fields::label("explained", t.number_label)).child(field))
        .child(el("div").id("explanation").attr("aria-live", "polite").child(told))
}

fn plan_in(check: &Check) -> Option<NumberPlan> {
    match check {
        Check::Settings { numbers, .. } => Some(numbers.clone()),
        _ => None,
    }
}

fn explained(t: &DiagnosisTexts, told: &Explained) -> Vec<(String, String)> {
    let read = [(t.number_kind)(told.kind), ": ", told.e164.as_deref().unwrap_or_default()].concat();
    let by = told.by.iter().map(|(key, value)| [key, " = ", value].concat()).collect::<Vec<_>>();
    let listed = |all: &[String], none: &str| if all.is_empty() { none.to_owned() } else { all.join(", ") };
    let mut rows = vec![
        (t.number_read.to_owned(), read.trim_end_matches(": ").to_owned()),
        (t.number_dialled.to_owned(), told.dialled.clone()),
    ];
    rows.extend(told.extension.iter().map(|extension| (t.number_extension.to_owned(), extension.clone())));
    rows.push((t.number_searched.to_owned(), listed(&told.spellings, t.number_not_searched)));
    rows.push((t.number_by.to_owned(), listed(&by, t.number_by_none)));
    rows
}

fn look(app: App) {
    probe::look(move |found| app.send(Intent::Diagnose(Some(found))));
}

/// Drawn anew when its own check has changed: the line's proof is renewed all day.
fn row(app: App, t: &'static DiagnosisTexts, place: usize) -> Node {
    let check = move || app.see(|v| v.checks.as_ref().and_then(|checks| checks.get(place).cloned()));
    let class = move || check().map(|check| class(check.verdict()).to_owned());
    let drawn = maybe(check, move |check| {
        let verdict = el("span").class("verdict").child((t.verdict)(check.verdict()));
        let head = el("h2").child((t.name)(check)).child(" ").child(verdict);
        let told = sentences(app, t, check).into_iter().map(|words| paragraph("", &words)).collect::<Vec<_>>();
        let remedy = remedy(app, t, check).map(|words| paragraph("remedy", words));
        group().child(head).child(told).child(facts(app, t, check)).child(remedy)
    });
    el("li").follow("class", class).child(drawn)
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Open => "open",
        Verdict::Fair => "fair",
        Verdict::Bad => "bad",
    }
}

fn sentences(app: App, t: &DiagnosisTexts, check: &Check) -> Vec<String> {
    let time = |at| app.see(|v| words::moment(v.locale, at));
    let mut out = vec![(t.said)(check)];
    match check {
        Check::Line(LineState::Ready { proved }) => out.push((t.proved)(&time(*proved))),
        Check::Line(LineState::Down { why, .. }) => out.push((app.t.trouble)(*why).to_owned()),
        Check::Org(Some(Err(failure))) | Check::Package { said: Package::Failed(failure), .. } if out[0].is_empty() => {
            out.push((app.cards().failure)(failure.kind).to_owned());
        }
        Check::Settings { since: Some(at), .. } => out.push((t.since)(&time(*at))),
        _ => {}
    }
    out.retain(|words| !words.is_empty());
    out
}

fn remedy(app: App, t: &DiagnosisTexts, check: &Check) -> Option<&'static str> {
    match check {
        Check::Line(LineState::Down { why, .. }) => (app.cards().remedy)(*why),
        _ => (t.remedy)(check),
    }
}

/// What belongs to a line beside its sentences: who is seen, which settings are wrong, what Salesforce said.
fn facts(app: App, t: &DiagnosisTexts, check: &Check) -> Node {
    match check {
        Check::Package { said: Package::There(greeting), .. } => pairs("", &known(t, greeting)),
        Check::Org(Some(Err(failure))) | Check::Package { said: Package::Failed(failure), .. } => quoted(failure),
        Check::Settings { problems, .. } => pairs("", &wrong(app, problems)),
        _ => group(),
    }
}

fn quoted(failure: &Failure) -> Node {
    el("p").child(bars::quoted(failure))
}

fn known(t: &DiagnosisTexts, greeting: &Greeting) -> Vec<(String, String)> {
    let center = greeting.call_center.clone().unwrap_or_else(|| "–".into());
    let facts = [(t.user, greeting.user.clone()), (t.profile, greeting.profile.clone()), (t.call_center, center)];
    let actions = (t.can, greeting.actions.join(", "));
    facts.into_iter().chain([actions]).map(|(name, value)| (name.to_owned(), value)).collect()
}

fn wrong(app: App, problems: &[Problem]) -> Vec<(String, String)> {
    problems.iter().map(|problem| (problem.key().to_owned(), (app.cards().problem)(problem))).collect()
}

/// The whole of it as lines of text: what an administrator far away gets.
fn plain(app: App, t: &DiagnosisTexts) -> String {
    let mut out = ["Ferrophone ", env!("CARGO_PKG_VERSION"), "\n"].concat();
    for check in app.see(|v| v.checks.clone()).unwrap_or_default() {
        let mut parts = sentences(app, t, &check);
        let facts = match &check {
            Check::Package { said: Package::There(greeting), .. } => known(t, greeting),
            Check::Settings { problems, .. } => wrong(app, problems),
            Check::Org(Some(Err(failure))) | Check::Package { said: Package::Failed(failure), .. } => {
                vec![(String::new(), failure.message.clone())]
            }
            _ => Vec::new(),
        };
        parts.extend(facts.iter().map(|(name, value)| [name, ": ", value].concat()));
        parts.extend(remedy(app, t, &check).map(str::to_owned));
        let line = [(t.verdict)(check.verdict()), " | ", (t.name)(&check), " | ", &parts.join(" | "), "\n"];
        out.push_str(&line.concat());
    }
    out
}
