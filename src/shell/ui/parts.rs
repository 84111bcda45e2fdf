//! Parts that many screens share, with their types erased: each distinct type of view, and each closure drawn by one,
//! is compiled anew and costs one to three kilobytes of wasm.

use leptos::prelude::*;

use super::icons::{Icon, icon};

/// A place that is drawn anew when what it reads changes.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(draw)
}

/// A place that is empty at times.
pub fn maybe(mut draw: impl FnMut() -> Option<AnyView> + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    live(move || draw().into_any())
}

/// What `read` gives, told on only when it changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(read: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let read: Box<dyn Fn() -> T + Send + Sync> = Box::new(read);
    Memo::new(move |_| read())
}

/// Text that follows what it reads.
pub fn text(words: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(words)
}

/// Text for a screen reader alone.
pub fn aside(words: impl Into<String>) -> AnyView {
    view! { <span class="sr">{words.into()}</span> }.into_any()
}

pub fn paragraph(class: &'static str, words: impl Into<String>) -> AnyView {
    view! { <p class=class>{words.into()}</p> }.into_any()
}

/// Label and value pairs.
pub fn pairs(class: &'static str, rows: Vec<(String, String)>) -> AnyView {
    let row = |(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }.into_any();
    view! { <dl class=class>{rows.into_iter().map(row).collect_view()}</dl> }.into_any()
}

/// Something short that opens to tell more.
pub fn details(class: &'static str, short: AnyView, more: AnyView) -> AnyView {
    view! { <details class=class><summary>{short}</summary>{more}</details> }.into_any()
}

/// A button that does not submit. [`Button::press`] finishes it.
pub struct Button {
    class: &'static str,
    screen: Option<&'static str>,
    content: AnyView,
    name: Option<String>,
    title: Option<String>,
    current: Option<Signal<bool>>,
    expanded: Option<Signal<bool>>,
    off: Option<Signal<bool>>,
}

impl Button {
    pub fn new(content: impl IntoAny) -> Self {
        let content = content.into_any();
        let [name, title] = [None, None];
        Self { class: "", screen: None, content, name, title, current: None, expanded: None, off: None }
    }

    pub fn with_text(label: impl Into<String>) -> Self {
        Self::new(label.into())
    }

    pub fn with_icon(picture: Icon, label: impl Into<String>) -> Self {
        Self::new(view! { {icon(picture)} <span>{label.into()}</span> })
    }

    /// Only a picture; `name` is told on hover and to a screen reader.
    pub fn only_icon(picture: Icon, name: impl Into<String>) -> Self {
        let name = name.into();
        let title = Some(name.clone());
        Self { class: "quiet", title, ..Self::new(icon(picture)).name(name) }
    }

    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// The name for assistive technology, where the text in sight is too short. Contains that text (WCAG 2.5.3).
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// For tests and the gallery, which must not depend on a language.
    pub fn screen(self, screen: &'static str) -> Self {
        Self { screen: Some(screen), ..self }
    }

    /// Whether it stands for what is shown.
    pub fn current(self, current: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { current: Some(Signal::derive(current)), ..self }
    }

    /// Whether what it opens is open.
    pub fn expanded(self, expanded: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { expanded: Some(Signal::derive(expanded)), ..self }
    }

    /// It can still be reached, to hear what it is, but does nothing.
    pub fn off(self, off: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { off: Some(Signal::derive(off)), ..self }
    }

    pub fn press(self, action: impl Fn() + 'static) -> AnyView {
        let action: Box<dyn Fn()> = Box::new(action);
        let said = |flag: Option<Signal<bool>>| {
            flag.map(|flag| Signal::derive(move || String::from(if flag.get() { "true" } else { "false" })))
        };
        view! {
            <button
                type="button"
                class=self.class
                data-screen=self.screen
                aria-label=self.name
                title=self.title
                aria-current=said(self.current)
                aria-expanded=said(self.expanded)
                aria-disabled=said(self.off)
                on:click=move |_| {
                    if !self.off.is_some_and(|off| off.get_untracked()) {
                        action();
                    }
                }
            >
                {self.content}
            </button>
        }
        .into_any()
    }
}
