//! What an agent sets for this browser: the line, the language, the colours.

use leptos::prelude::*;

use super::sign_in::SignIn;
use super::{App, focus, use_texts};
use crate::engine::event::{Intent, Preference, Theme};
use crate::engine::locale::Language;
use crate::engine::telephony::{Driver, LineState};

#[component]
pub fn Settings() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let line = app.part(|v| v.line.clone());
    let has_account = Memo::new(move |_| line.with(|l| l.has_account));
    let driver = Memo::new(move |_| line.with(|l| l.driver));
    let language = app.part(|v| v.locale.language);
    let theme = app.part(|v| v.theme);

    let signed_in = Memo::new(move |_| {
        line.with(|l| l.has_password && !matches!(l.state, LineState::NeedsPassword | LineState::Down { .. }))
    });

    view! {
        <div class="page settings">
            <h1>{t.settings}</h1>
            <fieldset>
                <legend>{t.which_line}</legend>
                <Choice
                    group="line"
                    label=t.own_line
                    chosen=move || driver.get() == Driver::Sip
                    off=move || !has_account.get()
                    choose=move || app.send(Intent::Prefer(Preference::Driver(Driver::Sip)))
                />
                <p class="hint">
                    {move || if has_account.get() { line.with(|l| l.account.clone()) } else { t.no_own_line.into() }}
                </p>
                <Choice
                    group="line"
                    label=t.practice_line
                    chosen=move || driver.get() == Driver::Practice
                    choose=move || app.send(Intent::Prefer(Preference::Driver(Driver::Practice)))
                />
                <p class="hint">{t.practice_explained}</p>
            </fieldset>
            {move || {
                (has_account.get() && driver.get() == Driver::Sip)
                    .then(|| {
                        if signed_in.get() {
                            view! {
                                <p class="row">
                                    <span>{t.password} ": " {t.kept_here}</span>
                                    <button type="button" class="plain" on:click=move |_| app.send(Intent::ForgetPassword)>
                                        {t.forget}
                                    </button>
                                </p>
                            }
                                .into_any()
                        } else {
                            view! { <SignIn /> }.into_any()
                        }
                    })
            }}
            <fieldset id="language">
                <legend>{t.language}</legend>
                {[(Language::English, "English"), (Language::German, "Deutsch")]
                    .map(|(value, label)| {
                        let choose = move || {
                            app.send(Intent::Prefer(Preference::Language(value)));
                            // Everything is drawn anew then; the keyboard stays where it was.
                            focus::rescue(label);
                        };
                        view! { <Choice group="language" id=label label chosen=move || language.get() == value choose /> }
                    })}
            </fieldset>
            <fieldset>
                <legend>{t.theme}</legend>
                {[(Theme::System, t.theme_system), (Theme::Light, t.theme_light), (Theme::Dark, t.theme_dark)]
                    .map(|(value, label)| {
                        let choose = move || app.send(Intent::Prefer(Preference::Theme(value)));
                        view! { <Choice group="theme" label chosen=move || theme.get() == value choose /> }
                    })}
            </fieldset>
        </div>
    }
}

/// One of several. The engine decides what is chosen; the button shows it.
#[component]
pub fn Choice(
    group: &'static str,
    #[prop(optional)] id: Option<&'static str>,
    label: &'static str,
    chosen: impl Fn() -> bool + Copy + Send + Sync + 'static,
    #[prop(optional, into)] off: Signal<bool>,
    choose: impl Fn() + Copy + 'static,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="radio"
                name=group
                id=id
                prop:checked=chosen
                disabled=move || off.get()
                on:change=move |_| choose()
            />
            <span>{label}</span>
        </label>
    }
}
