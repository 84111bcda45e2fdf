//! On line with a password. It goes to the engine and stays in this browser; the field forgets it at once.

use leptos::html;
use leptos::prelude::*;

use super::{App, use_texts};
use crate::engine::event::Intent;
use crate::engine::secret::Secret;

#[component]
pub fn SignIn() -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let line = app.part(|v| (v.line.user.clone(), v.line.account.clone(), v.line.has_password));
    let asks_user = move || line.with(|(user, ..)| user.is_empty());
    let user = NodeRef::<html::Input>::new();
    let password = NodeRef::<html::Input>::new();
    let submit = move || {
        let Some(field) = password.get_untracked() else { return };
        let secret = field.value();
        let name = user.get_untracked().map(|field| field.value().trim().to_owned()).filter(|name| !name.is_empty());
        if secret.is_empty() || (line.with_untracked(|(user, ..)| user.is_empty()) && name.is_none()) {
            let _ = field.focus();
            return;
        }
        field.set_value("");
        app.send(Intent::SignIn { user: name, password: Secret::new(secret) });
    };
    view! {
        <form
            class="sign-in"
            on:submit=move |ev| {
                ev.prevent_default();
                submit();
            }
        >
            <h2>{t.sign_in}</h2>
            {move || {
                line.with(|(_, account, _)| (!account.is_empty()).then(|| view! { <p class="account">{account.clone()}</p> }))
            }}
            {move || {
                asks_user()
                    .then(|| {
                        view! {
                            <div class="field">
                                <label for="user">{t.user}</label>
                                <input id="user" type="text" autocomplete="username" required node_ref=user />
                            </div>
                        }
                    })
            }}
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
                {move || {
                    line.with(|(.., kept)| *kept)
                        .then(|| {
                            view! {
                                <button type="button" class="plain" on:click=move |_| app.send(Intent::ForgetPassword)>
                                    {t.forget}
                                </button>
                            }
                        })
                }} <button type="submit" class="primary">{t.sign_in}</button>
            </div>
        </form>
    }
}
