//! Where the keyboard is. The widget never takes the focus from the page around it, and never from a field.

use leptos::prelude::*;
use web_sys::{HtmlElement, wasm_bindgen::JsCast};

/// Whether the agent is in a field of the widget.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|el| matches!(el.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether the keyboard belongs to the widget's page but to none of its elements.
pub fn is_nowhere() -> bool {
    let in_page = document().has_focus().unwrap_or(false);
    in_page && document().active_element().is_none_or(|el| el.tag_name() == "BODY")
}

/// Once the page is drawn: where the focused element is gone, the keyboard goes on at `id`.
pub fn rescue(id: &'static str) {
    request_animation_frame(move || {
        if is_nowhere() {
            to(id);
        }
    });
}

pub fn to(id: &str) {
    if let Some(el) = document().get_element_by_id(id).and_then(|el| el.dyn_into::<HtmlElement>().ok()) {
        let _ = el.focus();
    }
}
