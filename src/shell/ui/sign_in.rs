//! On line with a password. It goes to the engine and stays in this browser; the field forgets it at once.

use leptos::html;
use leptos::prelude::*;

use super::parts::{Button, maybe, text};
use super::{App, use_texts};
use crate::engine::event::Intent;
use crate::engine::secret::Secret;

/// `page`: it has the screen to itself.
#[component]
pub fn SignIn(#[prop(optional)] page: bool) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let no_user = app.part(|v| v.line.user.is_empty());
    let kept = app.part(|v| v.line.has_password);
    let user = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let submit = move || {
        let Some(field) = password.get_untracked() else { return };
        let secret = field.value();
        let name = user.get_untracked().map(|field| field.value().trim().to_owned()).filter(|name| !name.is_empty());
        if secret.is_empty() || (no_user.get_untracked() && name.is_none()) {
            let _ = field.focus();
            return;
        }
        field.set_value("");
        app.send(Intent::SignIn { user: name, password: Secret::new(secret) });
    };
    let heading = match page {
        true => view! { <h1>{t.sign_in}</h1> }.into_any(),
        false => view! { <h2>{t.sign_in}</h2> }.into_any(),
    };
    let account = move || app.line.with(|l| l.account.clone());
    let name = maybe(move || {
        let field = view! {
            <div class="field">
                <label for="user">{t.user}</label>
                <input id="user" type="text" autocomplete="username" required node_ref=user />
            </div>
        };
        no_user.get().then(|| field.into_any())
    });
    let forget = maybe(move || {
        let forget = Button::with_text(t.forget);
        kept.get().then(|| forget.press(move || app.send(Intent::ForgetPassword)))
    });
    view! {
        <form
            class="sign-in"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            {heading}
            <p class="account">{text(account)}</p>
            {name}
            <div class="field">
                <label for="password">{t.password}</label>
                <input
                    id="password"
                    type="password"
                    autocomplete="current-password"
                    required
                    aria-describedby="kept"
                    node_ref=password
                />
                <p id="kept" class="hint">{t.kept_here}</p>
            </div>
            <div class="buttons">
                {forget} <button type="submit" class="primary">{t.sign_in}</button>
            </div>
        </form>
    }
    .into_any()
}
