//! Note and subject. While the agent is in a field, it belongs to the agent: the engine hears every key press, and what
//! it answers never moves the caret. When the agent has left it, the field shows what the engine has.

use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::parts::{memo, text};
use super::{App, use_texts};
use crate::engine::event::Intent;
use crate::engine::id::CallId;
use crate::engine::view::CallView;

/// From here on the counter is shown.
const ROOM_WORTH_TELLING: usize = 500;
/// `Task.Subject` holds this many characters.
const SUBJECT_LIMIT: &str = "255";

#[component]
pub fn Note(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let field = NodeRef::<html::Textarea>::new();
    let own = memo(move || call.with(|c| c.note.clone()));
    let room = memo(move || call.read().note_room);
    // In UTF-16 units, as HTML counts: never fewer than Salesforce's characters, so nothing typed is cut off later.
    let limit = memo(move || call.with(|c| c.note.encode_utf16().count() + c.note_room));
    Effect::new(move |_| {
        if let (text, Some(field)) = (own.get(), field.get()) {
            show(&field, &text);
        }
    });
    // The card may be gone by then.
    let left = move || {
        if let (Some(text), Some(Some(field))) = (own.try_get_untracked(), field.try_get_untracked()) {
            show(&field, &text);
        }
    };

    let counter = move || match room.get() {
        0 => t.note_full.to_owned(),
        left if left <= ROOM_WORTH_TELLING => (t.note_room)(left),
        _ => String::new(),
    };

    view! {
        <div class="field">
            <label for="note">{t.note}</label>
            <textarea
                id="note"
                rows="2"
                node_ref=field
                maxlength=text(move || limit.get().to_string())
                placeholder=t.note_hint
                aria-describedby="note-room"
                on:input:target=move |ev| app.send(Intent::Note { call: id, text: ev.target().value() })
                on:blur=move |_| request_animation_frame(left)
            ></textarea>
            <p id="note-room" class="hint" aria-live="polite">
                {text(counter)}
            </p>
        </div>
    }
    .into_any()
}

#[component]
pub fn Subject(call: Memo<CallView>, id: CallId) -> impl IntoView {
    let app = App::from_context();
    let t = use_texts();
    let field = NodeRef::<html::Input>::new();
    let own = memo(move || call.with(|c| c.subject.clone()));
    let locked = memo(move || call.read().subject_locked);
    Effect::new(move |_| {
        if let (text, Some(field)) = (own.get(), field.get()) {
            show(&field, &text);
        }
    });
    // The card may be gone by then.
    let left = move || {
        if let (Some(text), Some(Some(field))) = (own.try_get_untracked(), field.try_get_untracked()) {
            show(&field, &text);
        }
    };

    let label = move || String::from(if locked.get() { t.subject_locked } else { t.subject });

    view! {
        <div class="field">
            <label for="subject">{text(label)}</label>
            <input
                id="subject"
                type="text"
                autocomplete="off"
                maxlength=SUBJECT_LIMIT
                node_ref=field
                readonly=Signal::derive(move || locked.get())
                on:input:target=move |ev| app.send(Intent::Subject { call: id, text: ev.target().value() })
                on:blur=move |_| request_animation_frame(left)
            />
        </div>
    }
    .into_any()
}

trait TextBox: AsRef<web_sys::Element> {
    fn text(&self) -> String;
    fn set_text(&self, text: &str);
}

impl TextBox for HtmlTextAreaElement {
    fn text(&self) -> String {
        self.value()
    }

    fn set_text(&self, text: &str) {
        self.set_value(text);
    }
}

impl TextBox for HtmlInputElement {
    fn text(&self) -> String {
        self.value()
    }

    fn set_text(&self, text: &str) {
        self.set_value(text);
    }
}

fn show(field: &impl TextBox, text: &str) {
    let focused = document().active_element().as_ref() == Some(field.as_ref());
    if !focused && field.text() != text {
        field.set_text(text);
    }
}
