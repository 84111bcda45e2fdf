//! A notification of the desktop when it rings and nobody sees the page. Only where the agent wanted it, here.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission, window};

use super::note;
use crate::engine::view::CallStateView;
use crate::shell::devices::{keep, kept};
use crate::shell::ui::element::{Node, el};
use crate::shell::ui::live::on_change;
use crate::shell::ui::parts::fieldset;
use crate::shell::ui::state::State;
use crate::shell::ui::texts::AudioTexts;
use crate::shell::ui::{App, fields, words};

const WANTED: &str = "ferrophone-notify";

fn wanted() -> bool {
    kept(WANTED).is_some()
}

/// Not in every browser, and not in every frame.
fn exists() -> bool {
    window().is_some_and(|w| js_sys::Reflect::has(&w, &"Notification".into()).unwrap_or(false))
}

thread_local! {
    /// The one that is shown.
    static SHOWN: RefCell<Option<Notification>> = const { RefCell::new(None) };
}

/// As long as the widget lives.
pub fn watch(app: App) {
    let ringing = move || {
        app.see(|v| {
            let ringing = v.calls.iter().find(|call| matches!(call.state, CallStateView::RingingIn { .. }));
            ringing.map(|call| (call.id, words::name(app.t, call)))
        })
    };
    on_change(ringing, move |ringing| {
        if let Some(before) = SHOWN.take() {
            before.close();
        }
        let hidden = window().and_then(|w| w.document()).is_some_and(|page| page.hidden());
        if let Some((_, name)) = ringing.as_ref().filter(|_| hidden && wanted()) {
            // The language may have changed since the pages came.
            let t = app.view.with_untracked(|v| crate::shell::ui::texts::texts(v.locale.language));
            SHOWN.set(show(&(t.rings)(name)).ok());
        }
    });
}

fn show(words: &str) -> Result<Notification, JsValue> {
    let options = NotificationOptions::new();
    options.set_tag("ferrophone"); // two tabs show one
    options.set_require_interaction(true);
    let shown = Notification::new_with_options(words, &options)?;
    let look = Closure::<dyn Fn()>::new(|| drop(window().map(|w| w.focus())));
    shown.set_onclick(Some(look.into_js_value().unchecked_ref()));
    Ok(shown)
}

pub fn choice(t: &'static AudioTexts) -> Node {
    let on = State::new(exists() && wanted() && Notification::permission() == NotificationPermission::Granted);
    let denied = State::new(false);
    let input = el("input").attr("type", "checkbox").id("notify");
    let shown = fields::input(input.element());
    on_change(move || on.get(), move |on| shown.set_checked(*on));
    let input = input.on("change", move |_| {
        if on.get_untracked() {
            keep(WANTED, None);
            return on.set(false);
        }
        spawn_local(async move {
            let allowed = match exists().then(Notification::request_permission) {
                Some(Ok(asked)) => {
                    JsFuture::from(asked).await.is_ok_and(|word| word.as_string().as_deref() == Some("granted"))
                }
                Some(Err(_)) | None => false,
            };
            if allowed {
                keep(WANTED, Some("1"));
            }
            denied.set(!allowed);
            on.set(allowed);
            // What was refused is ticked by the click, and known to be off already.
            if let Some(field) = fields::input_by_id("notify") {
                field.set_checked(allowed);
            }
        });
    });
    let node = el("label").class("choice").child(input).child(el("span").child(t.notify));
    let told = el("div").attr("role", "alert").child(note(move || denied.get(), t.notify_denied));
    fieldset(t.notify_title).child(node).child(told)
}
