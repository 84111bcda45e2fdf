//! What changes on the screen: each piece runs its closure at once, again when a signal that it read has changed, and
//! touches the page only when the outcome is another one. All end with the owner they were made under: the [`live`]
//! place around them, or the page. There is one kind of effect, whatever runs in it, to keep the bundle small.

use leptos::prelude::{Owner, RenderEffect, document, on_cleanup, untrack};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node as PageNode};

use super::element::{Node, group};
use super::focus;

/// Words that change.
pub fn text(words: impl Fn() -> String + 'static) -> Node {
    let words: Box<dyn Fn() -> String> = Box::new(words);
    let text = Node(document().create_text_node("").into());
    let node = text.clone();
    on_change(words, move |words| node.0.set_node_value(Some(words)));
    text
}

/// A place that is drawn anew when `key` gives something else. What `draw` reads is not followed, and what it makes
/// lives until the next drawing.
pub fn live<K: PartialEq + 'static>(key: impl Fn() -> K + 'static, draw: impl Fn(&K) -> Node + 'static) -> Node {
    let mut last = None;
    place(Box::new(move |owner| {
        let key = key();
        (last.as_ref() != Some(&key)).then(|| {
            let drawn = draw_under(owner, &mut || draw(&key));
            last = Some(key);
            drawn
        })
    }))
}

/// A [`live`] place that is empty without a key.
pub fn maybe<K: PartialEq + 'static>(
    key: impl Fn() -> Option<K> + 'static,
    draw: impl Fn(&K) -> Node + 'static,
) -> Node {
    live(key, move |key| key.as_ref().map_or_else(group, &draw))
}

/// A [`live`] place that is empty while `flag` is not set.
pub fn when(flag: impl Fn() -> bool + 'static, draw: impl Fn() -> Node + 'static) -> Node {
    let flag: Box<dyn Fn() -> bool> = Box::new(flag);
    let draw: Box<dyn Fn() -> Node> = Box::new(draw);
    live(flag, move |flag| if *flag { draw() } else { group() })
}

/// One element per key, in the order of the keys. It stays what it is, under the agent's finger and with the focus,
/// while its key is there.
pub fn list<K: PartialEq + 'static>(
    keys: impl Fn() -> Vec<K> + 'static,
    draw: impl Fn(&K) -> Option<Node> + 'static,
) -> Node {
    let (whole, start, end) = marks();
    let mut rows = Vec::<(K, Owner, PageNode)>::new();
    let above = Owner::new();
    watch(move || {
        let (keys, Some(parent)) = (keys(), end.parent_node()) else { return };
        rows.retain(|(key, owner, node)| {
            let stays = keys.contains(key);
            if !stays {
                owner.cleanup();
                let _ = parent.remove_child(node);
            }
            stays
        });
        if rows.is_empty() {
            above.cleanup(); // it remembers each owner that it had
        }
        let mut next = start.next_sibling();
        for key in keys {
            let there = rows.iter().find(|(row, ..)| *row == key).map(|(.., node)| node.clone());
            let node = there.or_else(|| {
                let owner = above.child();
                let node = owner.with(|| untrack(|| draw(&key)))?.0;
                rows.push((key, owner, node.clone()));
                Some(node)
            });
            let Some(node) = node else { continue };
            if next.as_ref() == Some(&node) {
                next = node.next_sibling();
            } else {
                let _ = parent.insert_before(&node, next.as_ref());
            }
        }
    });
    whole
}

/// Runs `run` now, and again when a signal that it read has changed.
pub fn watch(run: impl FnMut() + 'static) {
    watch_boxed(Box::new(run));
}

/// Runs `act` now, and again when `key` gives something else.
pub fn on_change<K: PartialEq + 'static>(key: impl Fn() -> K + 'static, act: impl Fn(&K) + 'static) {
    let mut last = None;
    watch(move || {
        let key = key();
        if last.as_ref() != Some(&key) {
            act(&key);
            last = Some(key);
        }
    });
}

/// What is new in a place, made under this owner; nothing where nothing has changed.
type Redraw = Box<dyn FnMut(&Owner) -> Option<Node>>;

fn place(mut redraw: Redraw) -> Node {
    let (whole, start, end) = marks();
    let owner = Owner::new();
    watch(move || {
        if let (Some(new), Some(parent)) = (redraw(&owner), end.parent_node()) {
            replace(&parent, &start, &end, &new.0);
        }
    });
    whole
}

fn draw_under(owner: &Owner, draw: &mut dyn FnMut() -> Node) -> Node {
    owner.with_cleanup(|| untrack(draw))
}

/// A place is between two marks in the page: nodes side by side have no parent that is theirs alone.
fn marks() -> (Node, PageNode, PageNode) {
    let mark = || PageNode::from(document().create_text_node(""));
    let (start, end) = (mark(), mark());
    (group().child(Node(start.clone())).child(Node(end.clone())), start, end)
}

/// Where the focused element is drawn again just as it was, the focus goes over to the new one.
fn replace(parent: &PageNode, start: &PageNode, end: &PageNode, new: &PageNode) {
    let focused = document().active_element().filter(|focused| parent.contains(Some(focused)));
    let focused = focused.map(|focused| (focused.tag_name(), focused.outer_html()));
    while let Some(old) = start.next_sibling().filter(|old| old != end) {
        let _ = parent.remove_child(&old);
    }
    let _ = parent.insert_before(new, Some(end));
    let Some((tag, was)) = focused.filter(|_| focus::is_nowhere()) else { return };
    let candidates = parent.unchecked_ref::<Element>().get_elements_by_tag_name(&tag);
    let same = (0..candidates.length()).filter_map(|i| candidates.item(i)).find(|one| one.outer_html() == was);
    if let Some(same) = same {
        let _ = same.unchecked_into::<HtmlElement>().focus();
    }
}

fn watch_boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| run());
    on_cleanup(move || drop(effect));
}
