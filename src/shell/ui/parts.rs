//! Parts that many screens share.

use leptos::prelude::{on_cleanup, window_event_listener_untyped};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::element::{Content, Node, el};
use super::fields::{input, typed};
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

/// Something that is so or not. The engine decides; the box shows it.
pub fn check(checked: impl Fn() -> bool + 'static, choose: impl Fn(bool) + 'static) -> Node {
    let checked: Box<dyn Fn() -> bool> = Box::new(checked);
    let check = el("input").attr("type", "checkbox");
    let input: HtmlInputElement = check.element().clone().unchecked_into();
    on_change(checked, move |checked| input.set_checked(*checked));
    check.on("change", move |event| {
        if let Some(input) = event.current_target().map(JsCast::unchecked_into::<HtmlInputElement>) {
            choose(input.checked());
        }
    })
}

/// A [`radio`] or a [`check`] and what it stands for.
pub fn choice(radio: Node, label: &str) -> Node {
    el("label").class("choice").child(radio).child(el("span").child(label))
}

/// A list to choose one from, with the mouse, the arrows, or by its first letters. Each option has its group, where it
/// belongs to one, and its words; both `chosen` and `choose` count them from zero.
pub fn select(
    id: &str,
    options: Vec<(Option<String>, String)>,
    chosen: impl Fn() -> usize + 'static,
    choose: impl Fn(usize) + 'static,
) -> Node {
    let chosen: Box<dyn Fn() -> usize> = Box::new(chosen);
    let mut select = el("select").id(id);
    let mut last = None::<(String, Node)>;
    for (place, (name, words)) in options.into_iter().enumerate() {
        let option = el("option").attr("value", &place.to_string()).child(words);
        let Some(name) = name else {
            select = select.child(option);
            continue;
        };
        let group = match last.take() {
            Some((same, group)) if same == name => group,
            _ => {
                let group = el("optgroup").attr("label", &name);
                select = select.child(group.clone());
                group
            }
        };
        last = Some((name, group.child(option)));
    }
    let shown = input(select.element());
    on_change(chosen, move |place| shown.set_value(&place.to_string()));
    select.on("change", move |event| {
        if let Ok(place) = typed(&event).parse() {
            choose(place);
        }
    })
}

/// Keys and the like, wherever they are pressed, as long as the owner lives.
pub fn on_window(event: &str, act: impl Fn(Event) + 'static) {
    let act: Box<dyn Fn(Event)> = Box::new(act);
    let listener = window_event_listener_untyped(event, act);
    on_cleanup(move || listener.remove());
}
