//! Reads the address, mounts the real screens, and plays an engine that only echoes what a screen needs to go on.

use std::rc::Rc;
use std::time::Duration;

use ferrophone::engine::event::{Intent, Preference, Theme};
use ferrophone::engine::id::CallId;
use ferrophone::engine::locale::Locale;
use ferrophone::engine::view::{CallerView, FollowUpView, OfficeView, View};
use ferrophone::shell::later::Later;
use ferrophone::shell::ui;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};

use crate::{states, workflow};

/// With the whole style from the first moment: what is looked at here shall not change while somebody looks.
pub fn open() {
    console_error_panic_hook::set_once();
    spawn_local(async {
        ferrophone::shell::page::style().await;
        show();
    });
}

fn show() {
    let query = window().location().search().unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&query).expect("a query string");
    let state = query.get("state").unwrap_or_else(|| "dialpad".into());
    let mut first = states::view(&state).unwrap_or_default();
    first.office = OfficeView::Here;
    first.presence.get_or_insert_with(workflow::available);
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
        ui::mount(view, Rc::new(send), Later::here());
    });
    std::mem::forget(owner); // as long as the page
    // Some pictures are of what is behind a button.
    press(match state.as_str() {
        "recent" => &["[data-screen=recent]"],
        "settings" => &["[data-screen=settings]"],
        "shortcuts" => &["[data-screen=settings]", "#open-shortcuts"],
        "audio" => &["[data-screen=settings]", "#to-audio"],
        "practice" => &["[data-screen=practice]"],
        "diagnosis" => &["[data-screen=settings]", "[data-screen=diagnosis]"],
        "why" => &["[id^=why-]"],
        "transfer" => &["#transfer"],
        "presence" => &["#presence"],
        "settings-wrong" => &[".notices summary"],
        _ => &[],
    });
}

/// One after the other, as soon as it is there.
fn press(buttons: &'static [&'static str]) {
    let [first, rest @ ..] = buttons else { return };
    request_animation_frame(move || match document().query_selector(first).ok().flatten() {
        Some(button) => {
            button.unchecked_into::<web_sys::HtmlElement>().click();
            press(rest);
        }
        None => press(buttons),
    });
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
                call.note = text.into();
            }
        }
        Intent::Subject { call: id, text } => {
            if let Some(i) = call(view, id) {
                view.calls[i].subject = text.into();
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
        Intent::Result { call: id, label } => {
            if let Some(result) = call(view, id).and_then(|i| view.calls[i].result.as_mut()) {
                result.chosen = label;
            }
        }
        Intent::FollowUp { call: id, choice } => follow_up(view, id, |follow_up| {
            follow_up.chosen = choice;
            follow_up.done = false;
            follow_up.saving = None;
        }),
        Intent::FollowUpDue { call: id, day } => follow_up(view, id, |follow_up| follow_up.due = day),
        Intent::FollowUpTask { call: id, task } => follow_up(view, id, |follow_up| follow_up.task = Some(task)),
        Intent::ShowWhy(of) => view.why = of.map(states::why),
        Intent::Diagnose(found) => view.checks = found.map(|_| workflow::checks()),
        Intent::Choose { call: id, record } => {
            if let Some(i) = call(view, id) {
                view.calls[i].caller = states::chosen(&record);
            }
        }
        Intent::Unassign(id) => {
            if let Some(i) = call(view, id) {
                view.calls[i].caller = CallerView::Unassigned(states::matches());
            }
        }
        Intent::Transfer { call: id, .. } => {
            if let Some(i) = call(view, id) {
                view.calls[i].transferring = true;
                view.calls[i].can.transfer = false;
            }
        }
        Intent::OffRecord { call: id, on } => {
            if let Some(i) = call(view, id) {
                view.calls[i].off_record = Some(on);
            }
        }
        Intent::Close(id) | Intent::GiveUp(id) => view.calls.retain(|call| call.id != id),
        Intent::Select(id) => view.selected = Some(id),
        Intent::DismissNotice(id) => view.notices.retain(|notice| notice.id != id),
        Intent::Prefer(Preference::Language(language)) => view.locale.language = language,
        Intent::Prefer(Preference::Theme(theme)) => view.theme = theme,
        Intent::Prefer(Preference::Driver(driver)) => view.line.driver = driver,
        other => leptos::logging::log!("{other:?}"),
    }
}

fn follow_up(view: &mut View, id: CallId, change: impl FnOnce(&mut FollowUpView)) {
    if let Some(follow_up) = view.calls.iter_mut().find(|call| call.id == id).and_then(|call| call.follow_up.as_mut()) {
        change(follow_up);
    }
}
