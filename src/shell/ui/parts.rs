//! Parts that many screens share.

use web_sys::HtmlInputElement;
use web_sys::wasm_bindgen::JsCast;

use super::element::{Content, Node, el};
use super::icons::{Icon, icon};
use super::live::on_change;

/// Text for a screen reader alone.
pub fn aside(words: &str) -> Node {
    el("span").class("sr").child(words)
}

pub fn paragraph(class: &str, words: &str) -> Node {
    el("p").class(class).child(words)
}

/// Label and value pairs.
pub fn pairs(class: &str, rows: &[(String, String)]) -> Node {
    let row = |(label, value): &(String, String)| {
        el("div").child(el("dt").child(label.as_str())).child(el("dd").child(value.as_str()))
    };
    el("dl").class(class).child(rows.iter().map(row).collect::<Vec<_>>())
}

/// Something short that opens to tell more.
pub fn details(class: &str, short: impl Content, more: Node) -> Node {
    el("details").class(class).child(el("summary").child(short)).child(more)
}

/// A button that does not submit. [`Node::press`] says what it does.
pub fn button(content: impl Content) -> Node {
    el("button").attr("type", "button").child(content)
}

pub fn icon_button(picture: Icon, label: &str) -> Node {
    button(icon(picture)).child(el("span").child(label))
}

/// Only a picture; `name` is told on hover and to a screen reader.
pub fn picture_button(picture: Icon, name: &str) -> Node {
    button(icon(picture)).class("quiet").attr("aria-label", name).attr("title", name)
}

/// A form that is worked on here, not sent by the page.
pub fn form(class: &str, submit: impl Fn() + 'static) -> Node {
    el("form").class(class).on("submit", move |event| {
        event.prevent_default();
        submit();
    })
}

/// A heading over choices that belong together.
pub fn fieldset(legend: &str) -> Node {
    el("fieldset").child(el("legend").child(legend))
}

/// One of several. The engine decides what is chosen; the button shows it.
pub fn radio(group: &str, chosen: impl Fn() -> bool + 'static, choose: impl Fn() + 'static) -> Node {
    let chosen: Box<dyn Fn() -> bool> = Box::new(chosen);
    let radio = el("input").attr("type", "radio").attr("name", group).on("change", move |_| choose());
    let input: HtmlInputElement = radio.element().clone().unchecked_into();
    on_change(chosen, move |chosen| input.set_checked(*chosen));
    radio
}

/// A [`radio`] and what it stands for.
pub fn choice(radio: Node, label: &str) -> Node {
    el("label").class("choice").child(radio).child(el("span").child(label))
}
