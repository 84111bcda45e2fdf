//! Every word on the screen, in each language. A text that is missing in one of them does not compile.
//! Errors follow one pattern: what happened, what was kept, whose move it is.

mod audio;
mod cards;
mod de;
mod diagnosis;
mod en;
mod keys;
mod later;

use crate::engine::event::StorageTrouble;
use crate::engine::locale::Language;
use crate::engine::telephony::{CommandKind, EndCause, Trouble};

pub use audio::{AudioTexts, audio};
pub use cards::{CardTexts, cards};
pub use diagnosis::{DiagnosisTexts, diagnosis};
pub use keys::{KeysTexts, keys};
pub use later::{LaterTexts, later};

/// The texts of this language.
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &en::EN,
        Language::German => &de::DE,
    }
}

/// The name of an object of the org's own, `Service_Contract__c`, without what its users never see.
fn custom(name: &str) -> String {
    let name = name.strip_suffix("__c").unwrap_or(name);
    name.chars().map(|c| if c == '_' { ' ' } else { c }).collect()
}

/// One language. Plain texts are labels; functions take what is told and give the sentence.
pub struct Texts {
    /// BCP 47, for the page's `lang`.
    pub tag: &'static str,

    // The line
    pub line: &'static str,
    pub ready: &'static str,
    pub connecting: &'static str,
    pub no_connection: &'static str,
    /// The time of day of the next try.
    pub next_try: fn(&str) -> String,
    pub password_needed: &'static str,
    pub off: &'static str,
    pub practice_line: &'static str,
    /// The time of day of the server's last word.
    pub proved: fn(&str) -> String,
    pub go_online: &'static str,
    pub go_offline: &'static str,
    pub try_now: &'static str,

    // Navigation
    pub navigation: &'static str,
    pub nav_call: &'static str,
    pub nav_dial: &'static str,
    pub nav_recent: &'static str,
    pub nav_settings: &'static str,

    // Dialling
    pub dial_title: &'static str,
    pub number: &'static str,
    pub call: &'static str,
    pub delete_digit: &'static str,
    pub reason_off: &'static str,
    pub reason_password: &'static str,
    pub reason_connecting: &'static str,
    pub reason_down: &'static str,
    pub reason_busy: &'static str,

    // A call
    pub withheld: &'static str,
    pub ringing_in: &'static str,
    pub dialling: &'static str,
    pub ringing_out: &'static str,
    pub early_media: &'static str,
    pub talking: &'static str,
    pub held_here: &'static str,
    pub held_there: &'static str,
    /// Cause, whether we called, whether anyone spoke.
    pub ended: fn(EndCause, bool, bool) -> String,
    /// Said once when it rings.
    pub rings: fn(&str) -> String,
    pub answer: &'static str,
    pub decline: &'static str,
    pub end: &'static str,

    // What comes later
    pub try_again: &'static str,
    /// While a screen that is not in the first load is fetched, and where it cannot be.
    pub page_coming: &'static str,
    pub page_missing: &'static str,

    // The practice line
    pub practice_bar: &'static str,
    pub practice_open: &'static str,

    // Trouble
    pub notices: &'static str,
    pub dismiss: &'static str,
    pub no_crm: &'static str,
    pub what_to_do: &'static str,
    pub office_missing: &'static str,
    pub trouble: fn(Trouble) -> String,
    pub not_a_number: fn(&str) -> String,
    pub cannot_dial: &'static str,
    pub command_refused: fn(CommandKind) -> &'static str,
    pub call_failed: &'static str,
    pub storage: fn(StorageTrouble) -> &'static str,
}
