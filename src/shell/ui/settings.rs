//! What an agent sets for this browser: the line, the language, the colours.

use leptos::prelude::*;

use super::parts::{Button, maybe, paragraph, text};
use super::sign_in::SignIn;
use super::texts::texts;
use super::{App, use_texts};
use crate::engine::event::{Intent, Preference, Theme};
use crate::engine::locale::Language;
use crate::engine::telephony::{Driver, LineState};

#[component]
pub fn Settings() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let line = app.line;
    let theme = app.part(|v| v.theme);
    // Two flags, so that the form is not drawn anew, and emptied, by every other change of the line.
    let own_line = app.part(|v| v.line.has_account && v.line.driver == Driver::Sip);
    let signed_in =
        app.part(|v| v.line.has_password && !matches!(v.line.state, LineState::NeedsPassword | LineState::Down { .. }));
    let prefer = move |preference| app.send(Intent::Prefer(preference));

    let drivers = {
        let one = |driver, label, off| {
            let chosen = Signal::derive(move || line.with(|l| l.driver == driver));
            choice("line", None, label, chosen, off, move || prefer(Preference::Driver(driver)))
        };
        let no_account = Signal::derive(move || line.with(|l| !l.has_account));
        let account = move || line.with(|l| if l.has_account { l.account.clone() } else { t.no_own_line.into() });
        view! {
            {one(Driver::Sip, t.own_line, no_account)} <p class="hint">{text(account)}</p>
            {one(Driver::Practice, t.practice_line, Signal::stored(false))} {paragraph("hint", t.practice_explained)}
        }
    };
    let password = maybe(move || {
        let forget = Button::with_text(t.forget).press(move || app.send(Intent::ForgetPassword));
        own_line.get().then(|| match signed_in.get() {
            true => view! { <p class="row"><span>{t.password} ": " {t.kept_here}</span> {forget}</p> }.into_any(),
            false => view! { <SignIn /> }.into_any(),
        })
    });
    let languages = [Language::English, Language::German].map(|value| {
        let own = texts(value);
        let chosen = Signal::derive(move || app.locale.get().language == value);
        let choose = move || prefer(Preference::Language(value));
        choice("language", Some(own.tag), own.own_name, chosen, Signal::stored(false), choose)
    });
    let themes = [(Theme::System, t.theme_system), (Theme::Light, t.theme_light), (Theme::Dark, t.theme_dark)];
    let themes = themes.map(|(value, label)| {
        let chosen = Signal::derive(move || theme.get() == value);
        choice("theme", None, label, chosen, Signal::stored(false), move || prefer(Preference::Theme(value)))
    });

    view! {
        <div class="page settings">
            <h1>{t.settings}</h1>
            <fieldset>
                <legend>{t.which_line}</legend>
                {drivers}
            </fieldset>
            {password}
            <fieldset>
                <legend>{t.language}</legend>
                {Vec::from(languages)}
            </fieldset>
            <fieldset>
                <legend>{t.theme}</legend>
                {Vec::from(themes)}
            </fieldset>
        </div>
    }
    .into_any()
}

/// One of several. The engine decides what is chosen; the button shows it.
pub fn choice(
    group: &'static str,
    id: Option<&'static str>,
    label: &'static str,
    chosen: Signal<bool>,
    off: Signal<bool>,
    choose: impl Fn() + 'static,
) -> AnyView {
    let choose: Box<dyn Fn()> = Box::new(choose);
    view! {
        <label class="choice">
            <input type="radio" name=group id=id prop:checked=chosen disabled=off on:change=move |_| choose() />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
