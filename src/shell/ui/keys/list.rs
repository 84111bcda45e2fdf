//! The list of the shortcuts, over whatever is shown: each with its keys, which a press on them changes.

use leptos::prelude::*;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use super::chord;
use super::{ALL, KEPT, Keys, tell, words};
use crate::shell::devices::keep;
use crate::shell::ui::App;
use crate::shell::ui::element::{Node, el};
use crate::shell::ui::icons::Icon;
use crate::shell::ui::live::text;
use crate::shell::ui::parts::{button, check, choice, paragraph, picture_button};
use crate::shell::ui::state::State;
use crate::shell::ui::texts::KeysTexts;

const ID: &str = "shortcuts";
/// Nobody waits for keys.
const NONE: i64 = -1;

#[derive(Clone, Copy)]
struct List {
    t: &'static KeysTexts,
    /// The place of the shortcut that waits for its keys.
    waits: State<i64>,
    /// Counts the changes: what shows one reads it.
    changes: State<i64>,
    told: RwSignal<String>,
}

/// `open`: whether it is shown.
pub fn list(app: App, open: State<bool>) -> Node {
    let t = words(app);
    let list = List { t, waits: State::new(NONE), changes: State::new(0), told: RwSignal::new(String::new()) };
    let title = el("h1").id("shortcuts-title").child(t.title);
    let close = picture_button(Icon::Cross, t.close).press(shut);
    let on = check(move || list.now().on, move |on| list.change(|keys| keys.on = on));
    let rows = (0..ALL.len()).map(|place| list.row(place)).collect::<Vec<_>>();
    let fixed = |name: &str, keys: &str| el("li").child(el("span").child(name)).child(el("kbd").child(keys));
    let reset = button(t.reset).id("reset-shortcuts").press(move || {
        keep(KEPT, None);
        list.changes.set(list.changes.get_untracked() + 1);
        list.told.set(t.reset_done.to_owned());
    });
    request_animation_frame(|| {
        if let Some(dialog) = document().get_element_by_id(ID) {
            tell(&dialog, "showModal");
        }
    });
    el("dialog")
        .id(ID)
        .attr("aria-labelledby", "shortcuts-title")
        .on("close", move |_| open.set(false))
        .on("keydown", move |event| list.pressed(&event.unchecked_into()))
        .child(el("div").class("title").child(title).child(close))
        .child(choice(on.id("shortcuts-on"), t.on))
        .child(el("ul").child(rows).child(fixed(t.results, t.results_keys)).child(fixed(t.dials, t.dials_keys)))
        .child(el("p").class("told").attr("role", "status").child(text(move || list.told.get())))
        .child(paragraph("hint", t.hint))
        .child(el("p").class("row last").child(reset))
}

/// The browser gives the focus back to where it was.
fn shut() {
    if let Some(dialog) = document().get_element_by_id(ID) {
        tell(&dialog, "close");
    }
}

impl List {
    fn now(self) -> Keys {
        self.changes.get();
        Keys::now()
    }

    fn change(self, how: impl FnOnce(&mut Keys)) {
        let mut keys = Keys::now();
        how(&mut keys);
        keys.keep();
        self.changes.set(self.changes.get_untracked() + 1);
    }

    fn name(self, place: usize) -> &'static str {
        (self.t.name)(ALL[place].0)
    }

    fn row(self, place: usize) -> Node {
        let waits = move || usize::try_from(self.waits.get()) == Ok(place);
        let keys = move || match self.now().chords.get(place) {
            _ if waits() => self.t.waits.to_owned(),
            Some(chord) if !chord.is_empty() => (self.t.shown)(chord),
            _ => self.t.none.to_owned(),
        };
        let name = self.name(place);
        let label = move || Some([name, ": ", &keys()].concat());
        let change = button(text(keys)).follow("aria-label", label).says("aria-pressed", waits);
        let change = change.attr("data-shortcut", ALL[place].1).press(move || {
            self.waits.set(i64::try_from(place).unwrap_or(NONE));
            self.told.set((self.t.ask)(name));
        });
        let change = change.on("blur", move |_| {
            if usize::try_from(self.waits.get_untracked()) == Ok(place) {
                self.waits.set(NONE);
            }
        });
        el("li").child(el("span").child(name)).child(change)
    }

    /// The keys for the one that waits.
    fn pressed(self, event: &KeyboardEvent) {
        let Ok(place) = usize::try_from(self.waits.get_untracked()) else { return };
        let (Some(chord), name) = (chord::of(event), self.name(place)) else { return };
        if chord == "Tab" || chord == "Shift+Tab" {
            return; // goes on, and nothing waits any more
        }
        event.prevent_default();
        match chord.as_str() {
            "Escape" => {
                self.waits.set(NONE);
                self.told.set(String::new());
            }
            "Delete" | "Backspace" => self.set(place, "", (self.t.removed)(name)),
            _ => match (chord::check(&chord), Keys::now().place(&chord)) {
                (Err(why), _) => self.told.set((self.t.refused)(&(self.t.shown)(&chord), why)),
                (Ok(()), Some(other)) if other != place => {
                    self.told.set((self.t.taken)(&(self.t.shown)(&chord), self.name(other)));
                }
                (Ok(()), _) => self.set(place, &chord, [name, ": ", &(self.t.shown)(&chord)].concat()),
            },
        }
    }

    fn set(self, place: usize, chord: &str, told: String) {
        self.change(|keys| chord.clone_into(&mut keys.chords[place]));
        self.waits.set(NONE);
        self.told.set(told);
    }
}
