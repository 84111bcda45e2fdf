//! On line with a password. It goes to the engine and stays in this browser; the field forgets it at once.

use leptos::prelude::*;

use super::App;
use super::element::{Node, el};
use super::fields::{entered, field, input_by_id, label};
use super::live::{text, when};
use super::parts::{button, form};
use crate::engine::event::Intent;
use crate::engine::secret::Secret;

/// `heading`: `h1` where it has the screen to itself.
pub fn sign_in(app: App, heading: &str) -> Node {
    let more = app.more();
    let account = el("p").class("account").child(text(move || app.see(|v| v.line.account.clone())));
    let user = when(
        move || app.see(|v| v.line.user.is_empty()),
        move || {
            let user = el("input").id("user").attr("type", "text").attr("autocomplete", "username");
            field().child(label("user", app.more().user)).child(user.attr("required", ""))
        },
    );
    let password = el("input").id("password").attr("type", "password").attr("autocomplete", "current-password");
    let password = password.attr("required", "").attr("aria-describedby", "kept");
    let kept = el("p").id("kept").class("hint").child(more.kept_here);
    let forget = when(
        move || app.see(|v| v.line.has_password),
        move || button(more.forget).press(move || app.send(Intent::ForgetPassword)),
    );
    let go = el("button").attr("type", "submit").class("primary").child(app.more().sign_in);
    form("sign-in", move || submit(app))
        .child(el(heading).child(app.more().sign_in))
        .child(account)
        .child(user)
        .child(field().child(label("password", app.more().password)).child(password).child(kept))
        .child(el("div").class("buttons").child(forget).child(go))
}

fn submit(app: App) {
    let Some(field) = input_by_id("password") else { return };
    let (secret, user) = (field.value(), entered("user"));
    let needs_user = untrack(|| app.see(|v| v.line.user.is_empty()));
    if secret.is_empty() || (needs_user && user.is_none()) {
        let _ = field.focus();
        return;
    }
    field.set_value("");
    app.send(Intent::SignIn { user: user.map(Into::into), password: Secret::new(secret) });
}
