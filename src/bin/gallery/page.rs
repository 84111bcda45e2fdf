//! Reads the address, mounts the real screens, and plays an engine that only echoes what a screen needs to go on.

use std::time::Duration;

use ferrophone::engine::event::{Intent, Preference, Theme};
use ferrophone::engine::locale::Locale;
use ferrophone::engine::view::View;
use ferrophone::shell::later::Later;
use ferrophone::shell::ui;
use leptos::prelude::*;
use web_sys::UrlSearchParams;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};

use crate::states;

pub fn open() {
    console_error_panic_hook::set_once();
    let query = window().location().search().unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&query).expect("a query string");
    let state = query.get("state").unwrap_or_else(|| "dialpad".into());
    let mut first = states::view(&state).unwrap_or_default();
    first.locale = Locale::from_tag(&query.get("lang").unwrap_or_else(|| "en-GB".into()));
    first.theme = match query.get("theme").as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ => Theme::System,
    };
    list_states();
    let owner = Owner::new();
    owner.with(|| {
        let (view, set_view) = signal_local(first);
        // As in the widget, the answer comes later than the key press.
        let send = move |intent| {
            set_timeout(move || set_view.update(|view| echo(view, intent)), Duration::ZERO);
        };
        ui::mount(view, send, Later::here());
    });
    std::mem::forget(owner); // as long as the page
    // Some pictures are of a screen behind a button.
    if matches!(state.as_str(), "recent" | "settings" | "practice") {
        request_animation_frame(move || {
            let button = document().query_selector(&format!("[data-screen={state}]")).ok().flatten();
            button.expect("the button of this screen").unchecked_into::<web_sys::HtmlElement>().click();
        });
    }
}

/// `window.gallery_states()`: every name that `?state=` takes.
fn list_states() {
    let list = Closure::<dyn Fn() -> JsValue>::new(|| {
        states::NAMES.iter().map(|name| JsValue::from_str(name)).collect::<js_sys::Array>().into()
    });
    let window: JsValue = window().into();
    js_sys::Reflect::set(&window, &"gallery_states".into(), list.into_js_value().unchecked_ref()).expect("a window");
}

fn echo(view: &mut View, intent: Intent) {
    let call = |view: &mut View, id| view.calls.iter().position(|call| call.id == id);
    match intent {
        Intent::Note { call: id, text } => {
            if let Some(i) = call(view, id) {
                let call = &mut view.calls[i];
                call.note_room = (call.note_room + call.note.chars().count()).saturating_sub(text.chars().count());
                call.note = text;
            }
        }
        Intent::Subject { call: id, text } => {
            if let Some(i) = call(view, id) {
                view.calls[i].subject = text;
            }
        }
        Intent::Digits { call: id, digits } => {
            if let Some(i) = call(view, id) {
                view.calls[i].digits_sent.push_str(&digits);
            }
        }
        Intent::Mute { call: id, on } => {
            if let Some(i) = call(view, id) {
                view.calls[i].muted = on;
            }
        }
        Intent::Close(id) => view.calls.retain(|call| call.id != id),
        Intent::Select(id) => view.selected = Some(id),
        Intent::DismissNotice(id) => view.notices.retain(|notice| notice.id != id),
        Intent::Prefer(Preference::Language(language)) => view.locale.language = language,
        Intent::Prefer(Preference::Theme(theme)) => view.theme = theme,
        Intent::Prefer(Preference::Driver(driver)) => view.line.driver = driver,
        other => leptos::logging::log!("{other:?}"),
    }
}
