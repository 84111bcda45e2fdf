//! What the screens are made of: elements of the page, built where they are written, each of the one type [`Node`].
//!
//! ```ignore
//! el("p").class("hint").child(t.password).child(": ").child(text(move || app.see(|v| v.line.user.clone())))
//! ```
//!
//! What changes afterwards is in `live`. Leptos' own views have a type per element, each compiled anew: the screens
//! were almost three times as heavy.

use leptos::prelude::document;
use web_sys::wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

use super::live::on_change;

/// An element, a text, or several of them side by side. A clone is the same node.
///
/// A listener must not hold a node: the page would hold the listener, and both would stay for good. It has the event's
/// `current_target`, and ids.
#[derive(Clone)]
pub struct Node(pub web_sys::Node);

/// What can stand in an element: nodes, words, and these in an `Option` or `Vec`.
pub trait Content {
    fn put_into(self, parent: &Node);
}

/// A new element of HTML.
pub fn el(tag: &str) -> Node {
    Node(document().create_element(tag).expect("a name of an element").into())
}

/// A new element of SVG.
pub fn svg(tag: &str) -> Node {
    let namespace = Some("http://www.w3.org/2000/svg");
    Node(document().create_element_ns(namespace, tag).expect("a name of an element").into())
}

/// Several side by side, without an element around them. Not for attributes and listeners.
pub fn group() -> Node {
    Node(document().create_document_fragment().into())
}

impl Node {
    pub fn class(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.element().set_attribute(name, value);
        self
    }

    pub fn child(self, content: impl Content) -> Self {
        content.put_into(&self);
        self
    }

    /// An attribute that changes, and is not there while there is no value.
    pub fn follow(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let value: Box<dyn Fn() -> Option<String>> = Box::new(value);
        let element = self.element().clone();
        on_change(value, move |value| {
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        });
        self
    }

    /// An attribute that says `true` or `false`, as those for assistive technology do.
    pub fn says(self, name: &'static str, flag: impl Fn() -> bool + 'static) -> Self {
        let flag: Box<dyn Fn() -> bool> = Box::new(flag);
        self.follow(name, move || Some(flag().to_string()))
    }

    /// An attribute without a value, there while `flag` is set.
    pub fn has(self, name: &'static str, flag: impl Fn() -> bool + 'static) -> Self {
        let flag: Box<dyn Fn() -> bool> = Box::new(flag);
        self.follow(name, move || flag().then(String::new))
    }

    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        let act = Closure::wrap(act).into_js_value(); // goes when the page's garbage collector takes the element
        let _ = self.0.add_event_listener_with_callback(event, act.unchecked_ref());
        self
    }

    /// A click, or a key that does the same, unless `aria-disabled` says no.
    pub fn press(self, act: impl Fn() + 'static) -> Self {
        let act: Box<dyn Fn()> = Box::new(act);
        self.on("click", move |event| {
            let button = event.current_target().map(JsCast::unchecked_into::<Element>);
            if button.and_then(|button| button.get_attribute("aria-disabled")).as_deref() != Some("true") {
                act();
            }
        })
    }

    pub fn element(&self) -> &Element {
        self.0.unchecked_ref()
    }
}

impl Content for Node {
    fn put_into(self, parent: &Node) {
        let _ = parent.0.append_child(&self.0);
    }
}

impl Content for &str {
    fn put_into(self, parent: &Node) {
        Node(document().create_text_node(self).into()).put_into(parent);
    }
}

impl Content for String {
    fn put_into(self, parent: &Node) {
        self.as_str().put_into(parent);
    }
}

impl<C: Content> Content for Option<C> {
    fn put_into(self, parent: &Node) {
        if let Some(content) = self {
            content.put_into(parent);
        }
    }
}

impl<C: Content> Content for Vec<C> {
    fn put_into(self, parent: &Node) {
        self.into_iter().for_each(|content| content.put_into(parent));
    }
}
