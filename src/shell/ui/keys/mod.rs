//! Keyboard shortcuts: which keys do what, as the agent has them in this browser, and the list in which they are changed.
//!
//! They come with the pages, and work wherever the keyboard is in the widget. Each does what its button does: what there is no
//! button for now does nothing.

mod chord;
mod list;

pub use chord::Refusal;

use std::cell::Cell;

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::{JsCast, JsValue};

use super::element::el;
use super::live::{text, when};
use super::parts::on_window;
use super::state::State;
use super::texts::{KeysTexts, keys as texts};
use super::{App, Screen, focus, front};
use crate::engine::event::Intent;
use crate::engine::view::{CallView, Controls, View};
use crate::shell::devices::{keep, kept};

/// What a shortcut does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Answer,
    Decline,
    End,
    Mute,
    Hold,
    Keypad,
    Transfer,
    Note,
    Save,
    Next,
    Dial,
    List,
}

/// Each with the name under which it is kept, and its keys as long as nobody says otherwise. Letters that write an accent, `@` or
/// the like with the Option key of a Mac are left out.
const ALL: [(Act, &str, &str); 12] = [
    (Act::Answer, "answer", "Alt+A"),
    (Act::Decline, "decline", "Alt+D"),
    (Act::End, "end", "Alt+X"),
    (Act::Mute, "mute", "Alt+M"),
    (Act::Hold, "hold", "Alt+H"),
    (Act::Keypad, "keypad", "Alt+K"),
    (Act::Transfer, "transfer", "Alt+T"),
    (Act::Note, "note", "Alt+O"),
    (Act::Save, "save", "Alt+S"),
    (Act::Next, "next", "Alt+W"),
    (Act::Dial, "dial", "Alt+P"),
    (Act::List, "list", "?"),
];

/// The key in the browser's storage. A line for each that is not as above, `mute=Alt+Q`, nothing after the sign where it has no
/// keys; and `off`, where none is to work.
const KEPT: &str = "ferrophone-keys";
const OFF: &str = "off";

/// As the agent has them now, in any tab.
struct Keys {
    on: bool,
    /// In the order of [`ALL`]; empty: none.
    chords: Vec<String>,
}

impl Keys {
    fn now() -> Self {
        let kept = kept(KEPT).unwrap_or_default();
        let own = |name: &str| kept.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        let chords = ALL.iter().map(|(_, name, usual)| own(name).unwrap_or(usual).to_owned()).collect();
        Self { on: !kept.lines().any(|line| line == OFF), chords }
    }

    fn keep(&self) {
        let mut lines = if self.on { String::new() } else { [OFF, "\n"].concat() };
        for ((_, name, usual), chord) in ALL.iter().zip(&self.chords) {
            if chord != usual {
                lines.push_str(&[name, "=", chord, "\n"].concat());
            }
        }
        keep(KEPT, (!lines.is_empty()).then_some(&*lines));
    }

    /// The place in [`ALL`] of what these keys do.
    fn place(&self, chord: &str) -> Option<usize> {
        self.chords.iter().position(|own| own == chord)
    }
}

thread_local! {
    /// Whether the list is open. For its button in the settings.
    static OPEN: Cell<Option<State<bool>>> = const { Cell::new(None) };
}

/// Shows the list, over whatever is there.
pub fn show() {
    if let Some(open) = OPEN.get() {
        open.set(true);
    }
}

/// As long as the widget lives.
pub fn attach(app: App) {
    let open = State::new(false);
    OPEN.set(Some(open));
    let said = RwSignal::new(String::new());
    on_window("keydown", move |event| pressed(app, said, &event.unchecked_into()));
    let list = when(move || open.get(), move || list::list(app, open));
    // What is done from elsewhere is not seen there: a screen reader tells it.
    let told = el("div").class("sr").attr("role", "status").child(text(move || said.get()));
    if let Some(body) = document().body() {
        let _ = body.append_child(&told.0);
        let _ = body.append_child(&list.0);
    }
}

fn words(app: App) -> &'static KeysTexts {
    app.view.with_untracked(|v| texts(v.locale.language))
}

fn pressed(app: App, said: RwSignal<String>, event: &KeyboardEvent) {
    let repeated = Reflect::get(event, &"repeat".into()).is_ok_and(|repeat| repeat.is_truthy());
    let listed = OPEN.get().is_some_and(State::get_untracked);
    let Some(chord) = chord::of(event).filter(|_| !(repeated || listed)) else { return };
    let keys = Keys::now();
    let Some(place) = keys.place(&chord).filter(|_| keys.on) else { return };
    if chord::writes(&chord) && focus::is_typing() {
        return;
    }
    event.prevent_default();
    ALL[place].0.run(app, said);
}

impl Act {
    fn run(self, app: App, said: RwSignal<String>) {
        let call = |can: fn(&Controls) -> bool| untrack(|| app.see(|v| first(v, can).map(|call| call.id)));
        match self {
            Self::Answer => {
                if let Some(id) = call(|can| can.answer) {
                    app.send(Intent::Answer(id));
                    app.send(Intent::Select(id));
                    Self::on_card(app, || {
                        if !focus::is_typing() {
                            focus::to("note")
                        }
                    });
                }
            }
            Self::Decline => {
                if let Some(id) = call(|can| can.decline) {
                    app.send(Intent::Decline(id));
                }
            }
            Self::End => {
                if let Some(id) = call(|can| can.hang_up) {
                    app.send(Intent::HangUp(id));
                }
            }
            Self::Mute => {
                let call = untrack(|| app.see(|v| first(v, |can| can.mute).map(|call| (call.id, !call.muted))));
                if let Some((call, on)) = call {
                    app.send(Intent::Mute { call, on });
                    let t = words(app);
                    said.set((if on { t.muted } else { t.unmuted }).to_owned());
                }
            }
            Self::Hold => match (call(|can| can.hold), call(|can| can.resume)) {
                (Some(id), _) => app.send(Intent::Hold(id)),
                (None, Some(id)) => app.send(Intent::Resume(id)),
                (None, None) => {}
            },
            Self::Keypad => {
                if call(|can| can.digits).is_some() {
                    Self::on_card(app, || {
                        press("keypad");
                        request_animation_frame(|| focus::to("tones"));
                    });
                }
            }
            Self::Transfer => {
                if call(|can| can.transfer).is_some() {
                    Self::on_card(app, || press("transfer"));
                }
            }
            Self::Note => Self::on_card(app, || focus::to("note")),
            Self::Save => {
                let due = |call: &CallView| match &call.can {
                    can if can.save => Some(Intent::Save(call.id)),
                    can if can.close && !can.give_up => Some(Intent::Close(call.id)),
                    _ => None,
                };
                if let Some(intent) = untrack(|| app.see(|v| front(v).and_then(due))) {
                    app.send(intent);
                }
            }
            Self::Next => {
                let next = untrack(|| {
                    app.see(|v| {
                        let at = v.calls.iter().position(|call| Some(call.id) == front(v).map(|call| call.id))?;
                        v.calls.get((at + 1) % v.calls.len()).map(|call| call.id)
                    })
                });
                if let Some(id) = next {
                    app.send(Intent::Select(id));
                    app.go(Screen::Call);
                }
            }
            Self::Dial => {
                app.go(Screen::Dial);
                request_animation_frame(|| focus::to("number"));
            }
            Self::List => show(),
        }
    }

    /// What is done there, once it is shown.
    fn on_card(app: App, act: fn()) {
        app.go(Screen::Call);
        request_animation_frame(act);
    }
}

/// The call in front, where this can be done with it; else the first with which it can.
fn first(view: &View, can: fn(&Controls) -> bool) -> Option<&CallView> {
    front(view).filter(|call| can(&call.can)).or_else(|| view.calls.iter().find(|call| can(&call.can)))
}

fn press(id: &str) {
    if let Some(button) = document().get_element_by_id(id) {
        tell(&button, "click");
    }
}

/// Calls a method that takes nothing.
fn tell(element: &JsValue, method: &str) {
    if let Ok(method) = Reflect::get(element, &method.into()).and_then(JsCast::dyn_into::<Function>) {
        let _ = method.call0(element);
    }
}
