//! Text for the clipboard.

use leptos::prelude::*;
use web_sys::HtmlDocument;
use web_sys::wasm_bindgen::JsCast;

use super::element::{Node, el, group};
use super::fields::input;
use super::live::text;
use super::parts::button;
use super::{App, focus};

/// Copies what `plain` gives, and says beside it whether that worked.
pub fn copy_button(app: App, id: &'static str, plain: impl Fn() -> String + 'static) -> Node {
    let t = app.cards();
    let copied = RwSignal::new("");
    let button = button(t.copy).id(id).press(move || {
        copied.set(if copy(&untrack(&plain)) { t.copied } else { t.not_copied });
        focus::to(id);
    });
    let said = el("span").class("quiet").attr("role", "status").child(text(move || copied.get().to_owned()));
    group().child(button).child(said)
}

/// By the old command: the new interface is closed to frames in other people's pages.
fn copy(plain: &str) -> bool {
    let area = el("textarea").class("sr");
    let Some(body) = document().body() else { return false };
    let _ = body.append_child(&area.0);
    let field = input(area.element());
    field.set_value(plain);
    let _ = field.focus();
    field.select();
    let done = document().unchecked_into::<HtmlDocument>().exec_command("copy").unwrap_or(false);
    let _ = body.remove_child(&area.0);
    done
}
