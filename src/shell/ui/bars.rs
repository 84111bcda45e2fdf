//! Standing conditions, told in one line each at the top: no Salesforce, no connection, the practice line.

use leptos::prelude::*;

use super::icons::{Icon, icon};
use super::parts::{Button, aside, details, live, maybe, paragraph};
use super::{App, Screen, use_texts};
use crate::engine::crm::Failure;
use crate::engine::event::Intent;
use crate::engine::telephony::{Driver, LineState, Trouble};

#[component]
pub fn Bars() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let no_crm = maybe(move || {
        let failure = app.crm.get().trouble?;
        let short = view! { {icon(Icon::Warning)} <span>{t.no_crm}</span> }.into_any();
        Some(details("bar", short, why(failure)))
    });
    let no_line = maybe(move || {
        let LineState::Down { why, .. } = app.line.get().state else { return None };
        let sentence = (t.trouble)(why);
        let told = match (t.remedy)(why) {
            Some(remedy) => details("", sentence.into_any(), paragraph("", remedy)),
            None => view! { <span>{sentence}</span> }.into_any(),
        };
        // Against a wrong password only another one helps, and the form for it is on the screen.
        let again = (why != Trouble::WrongPassword)
            .then(|| Button::with_text(t.try_now).press(move || app.send(Intent::GoOnline)));
        Some(view! { <div class="bar bad">{icon(Icon::Warning)} {told} {again}</div> }.into_any())
    });
    let rehearsal = live(move || {
        let line = app.line.get();
        let practice = line.driver == Driver::Practice && matches!(line.state, LineState::Ready { .. });
        let open = (app.shown.get() != Screen::Practice).then(|| {
            let open = Button::with_text(t.practice_open).screen("practice");
            open.press(move || app.screen.set(Screen::Practice))
        });
        let bar = practice.then(|| view! { <div class="bar"><span>{t.practice_bar}</span> {open}</div> }.into_any());
        bar.into_any()
    });
    view! {
        <div role="status">{no_crm} {no_line}</div>
        {rehearsal}
    }
    .into_any()
}

/// What a failure means, and what Salesforce itself said.
pub fn why(failure: Failure) -> AnyView {
    let meaning = (use_texts().failure)(failure.kind);
    view! { {paragraph("", meaning)} {quoted(failure)} }.into_any()
}

/// Salesforce's own words, as a whole and of single fields.
pub fn quoted(failure: Failure) -> AnyView {
    let whole = (!failure.message.is_empty()).then_some((String::new(), failure.message));
    let quote = |(field, words): (String, String)| {
        let field = (!field.is_empty()).then(|| view! { <b>{field}": "</b> }.into_any());
        view! { <q>{field} {words}</q> }.into_any()
    };
    whole.into_iter().chain(failure.fields).map(quote).collect_view().into_any()
}

/// What went wrong with the telephone, and who can help.
pub fn trouble(what: &'static str, why: Trouble) -> AnyView {
    let t = use_texts();
    let remedy = (t.remedy)(why).map(|remedy| details("", t.what_to_do.into_any(), paragraph("", remedy)));
    view! { <p><b>{what}</b> " " {(t.trouble)(why)}</p> {aside(" ")} {remedy} }.into_any()
}
