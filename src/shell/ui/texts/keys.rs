//! The words of the keyboard shortcuts, which come with the pages.

use crate::engine::locale::Language;
use crate::shell::ui::keys::{Act, Refusal};

/// The texts of this language.
pub fn keys(language: Language) -> &'static KeysTexts {
    match language {
        Language::English => &EN,
        Language::German => &DE,
    }
}

pub struct KeysTexts {
    pub title: &'static str,
    /// In the settings: the heading, and the button that shows the list.
    pub keyboard: &'static str,
    pub open: &'static str,
    pub close: &'static str,
    pub on: &'static str,
    pub name: fn(Act) -> &'static str,
    /// The keys as they are printed on the keyboard.
    pub shown: fn(&str) -> String,
    pub none: &'static str,
    pub waits: &'static str,
    pub ask: fn(&str) -> String,
    pub removed: fn(&str) -> String,
    /// The keys, and what they do already.
    pub taken: fn(&str, &str) -> String,
    pub refused: fn(&str, Refusal) -> String,
    pub reset: &'static str,
    pub reset_done: &'static str,
    pub hint: &'static str,
    pub results: &'static str,
    pub results_keys: &'static str,
    pub dials: &'static str,
    pub dials_keys: &'static str,
    pub muted: &'static str,
    pub unmuted: &'static str,
}

static EN: KeysTexts = KeysTexts {
    title: "Keyboard shortcuts",
    keyboard: "Keyboard",
    open: "Shortcuts",
    close: "Close",
    on: "Use keyboard shortcuts",
    name: |act| match act {
        Act::Answer => "Answer",
        Act::Decline => "Decline",
        Act::End => "End call",
        Act::Mute => "Mute, unmute",
        Act::Hold => "Hold, resume",
        Act::Keypad => "Keypad",
        Act::Transfer => "Transfer",
        Act::Note => "To the note",
        Act::Save => "Save, then close",
        Act::Next => "Next call",
        Act::Dial => "To the number",
        Act::List => "This list",
    },
    shown: |chord| chord.replace("Control+", "Ctrl+"),
    none: "None",
    waits: "Press keys …",
    ask: |name| format!("Press the keys for “{name}”. Escape leaves it as it is, Delete takes its keys away."),
    removed: |name| format!("“{name}” has no keys any more."),
    taken: |keys, other| format!("{keys} is there for “{other}” already. Press others, or change that one first."),
    refused: |keys, why| {
        let why = match why {
            Refusal::Used => "is needed to move about and to type",
            Refusal::Dials => "dials",
            Refusal::Results => "chooses the result of a call",
            Refusal::Browser => "belongs to the browser",
        };
        format!("{keys} {why}. Press others, for example Alt with a letter.")
    },
    reset: "Back to the first settings",
    reset_done: "All shortcuts are as they were at first.",
    hint: "They work while the keyboard is in the phone. One without Alt or Ctrl does not work while you type. They are kept in this browser.",
    results: "Result of the call",
    results_keys: "Alt+1 … 9",
    dials: "Dial, outside of fields",
    dials_keys: "0 … 9 * # +",
    muted: "You are muted",
    unmuted: "You are heard",
};

static DE: KeysTexts = KeysTexts {
    title: "Tastenkürzel",
    keyboard: "Tastatur",
    open: "Tastenkürzel",
    close: "Schließen",
    on: "Tastenkürzel benutzen",
    name: |act| match act {
        Act::Answer => "Annehmen",
        Act::Decline => "Ablehnen",
        Act::End => "Auflegen",
        Act::Mute => "Stumm, Ton an",
        Act::Hold => "Halten, fortsetzen",
        Act::Keypad => "Tasten",
        Act::Transfer => "Übergabe",
        Act::Note => "Zur Notiz",
        Act::Save => "Speichern, dann schließen",
        Act::Next => "Nächstes Gespräch",
        Act::Dial => "Zur Rufnummer",
        Act::List => "Diese Liste",
    },
    shown: |chord| chord.replace("Control+", "Strg+").replace("Shift+", "Umschalt+"),
    none: "Keine",
    waits: "Tasten drücken …",
    ask: |name| format!("Drücken Sie die Tasten für „{name}“. Escape lässt es, wie es ist, Entf nimmt die Tasten weg."),
    removed: |name| format!("„{name}“ hat keine Tasten mehr."),
    taken: |keys, other| {
        format!("{keys} gibt es schon für „{other}“. Drücken Sie andere, oder ändern Sie zuerst jene.")
    },
    refused: |keys, why| {
        let why = match why {
            Refusal::Used => "wird zum Bewegen und Tippen gebraucht",
            Refusal::Dials => "wählt",
            Refusal::Results => "wählt das Anrufergebnis",
            Refusal::Browser => "gehört dem Browser",
        };
        format!("{keys} {why}. Drücken Sie andere, zum Beispiel Alt mit einem Buchstaben.")
    },
    reset: "Auf den Anfang zurücksetzen",
    reset_done: "Alle Tastenkürzel sind wie am Anfang.",
    hint: "Sie gelten, solange die Tastatur im Telefon ist. Eines ohne Alt oder Strg gilt nicht, während Sie tippen. Sie bleiben in diesem Browser.",
    results: "Anrufergebnis",
    results_keys: "Alt+1 … 9",
    dials: "Wählen, außerhalb von Feldern",
    dials_keys: "0 … 9 * # +",
    muted: "Sie sind stumm",
    unmuted: "Man hört Sie",
};
