//! Every word on the screen, in each language. A text that is missing in one of them does not compile.
//! Errors follow one pattern: what happened, what was kept, whose move it is.

mod de;
mod en;
mod later;

use crate::engine::crm::{FailureKind, Object};
use crate::engine::event::StorageTrouble;
use crate::engine::locale::Language;
use crate::engine::settings::{FollowUp, Problem};
use crate::engine::telephony::{CommandKind, EndCause, Trouble};
use crate::engine::view::Need;

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
    pub no_connection_until: fn(&str) -> String,
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
    pub inbound: &'static str,
    pub outbound: &'static str,
    pub internal: &'static str,
    pub withheld: &'static str,
    pub ringing_in: &'static str,
    pub dialling: &'static str,
    pub ringing_out: &'static str,
    pub early_media: &'static str,
    pub talking: &'static str,
    pub held_here: &'static str,
    pub held_there: &'static str,
    pub muted: &'static str,
    /// Cause, whether we called, whether anyone spoke.
    pub ended: fn(EndCause, bool, bool) -> String,
    pub queue: &'static str,
    pub ivr: &'static str,
    pub diverted_by: &'static str,
    /// Said once when it rings.
    pub rings: fn(&str) -> String,
    pub calls: &'static str,

    // Controls
    pub controls: &'static str,
    pub answer: &'static str,
    pub decline: &'static str,
    pub end: &'static str,
    pub end_name: &'static str,
    pub hold: &'static str,
    pub hold_name: &'static str,
    pub resume: &'static str,
    pub resume_name: &'static str,
    pub mute: &'static str,
    pub mute_name: &'static str,
    pub unmute: &'static str,
    pub unmute_name: &'static str,
    pub keypad: &'static str,
    pub keys_sent: &'static str,
    pub no_keys_sent: &'static str,

    // Handing a call on
    pub transfer: &'static str,
    pub transfer_name: &'static str,
    pub transfer_to: &'static str,
    pub transfer_now: &'static str,
    pub ask_first: &'static str,
    pub transfer_hint: &'static str,
    pub transferring: &'static str,
    pub swap: &'static str,
    pub swap_name: fn(&str) -> String,
    pub join: &'static str,
    pub join_name: fn(&str) -> String,

    // Note and subject
    pub note: &'static str,
    pub note_hint: &'static str,
    /// Characters left.
    pub note_room: fn(usize) -> String,
    pub note_full: &'static str,
    pub subject: &'static str,
    pub subject_locked: &'static str,

    // Result and what follows
    pub result: &'static str,
    pub no_result: &'static str,
    pub follow_up: &'static str,
    pub nothing_follows: &'static str,
    pub follow_ups: fn(FollowUp) -> &'static str,
    pub follow_up_hint: &'static str,
    pub due: &'static str,
    pub which_task: &'static str,
    pub searching_tasks: &'static str,
    pub no_tasks: &'static str,
    pub tasks_failed: &'static str,
    pub task_due: fn(&str) -> String,
    pub task_not_mine: &'static str,
    /// The button that carries the choice out.
    pub follow_now: fn(FollowUp) -> &'static str,
    /// It has been carried out.
    pub followed: fn(FollowUp) -> &'static str,

    // Who it is
    pub record: &'static str,
    pub object: fn(&Object) -> String,
    pub searching: &'static str,
    pub nothing_found: &'static str,
    pub search_failed: &'static str,
    pub several: fn(usize) -> String,
    pub found_by: fn(&str) -> String,
    pub none_of_these: &'static str,
    pub change: &'static str,
    pub others: fn(usize) -> String,
    pub unassigned: &'static str,
    /// Object and name of the open page.
    pub assign_page: fn(&str, &str) -> String,
    pub open: &'static str,
    pub open_search: &'static str,

    // Saving
    pub saving_title: &'static str,
    pub not_saved_yet: &'static str,
    pub unsaved_by_agent: &'static str,
    pub unsaved: &'static str,
    pub saving: &'static str,
    /// Number of the attempt, from two.
    pub saving_again: fn(u32) -> String,
    pub saved_at: fn(&str) -> String,
    pub refused: &'static str,
    /// Of a case or a follow-up.
    pub part_refused: &'static str,
    pub part_waiting: fn(&str) -> String,
    pub part_unknown: &'static str,
    pub undo: &'static str,
    pub keep_unsaved: &'static str,
    pub keep_unsaved_explained: &'static str,
    pub waiting: fn(&str) -> String,
    pub unknown: &'static str,
    pub not_saved: &'static str,
    pub save: &'static str,
    pub try_again: &'static str,
    /// While a screen that is not in the first load is fetched, and where it cannot be.
    pub page_coming: &'static str,
    pub page_missing: &'static str,
    pub it_is_there: &'static str,
    pub save_again: &'static str,
    pub open_task: &'static str,
    pub close: &'static str,

    // Recent calls
    pub recent: &'static str,
    pub no_recent: &'static str,
    pub saved_mark: &'static str,
    pub call_back: fn(&str) -> String,

    // Why
    pub why: &'static str,
    /// Of whom, for a button that is only a picture.
    pub why_name: fn(&str) -> String,
    pub why_title: fn(&str) -> String,
    pub why_empty: &'static str,
    pub why_settings: &'static str,
    pub acts: &'static str,
    pub declines: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub not_copied: &'static str,

    // Settings
    pub settings: &'static str,
    pub sign_in: &'static str,
    pub user: &'static str,
    pub password: &'static str,
    pub language: &'static str,
    pub theme: &'static str,

    // The practice line
    pub practice: &'static str,
    pub practice_bar: &'static str,
    pub practice_open: &'static str,

    // Trouble
    pub notices: &'static str,
    pub dismiss: &'static str,
    pub no_crm: &'static str,
    pub failure: fn(FailureKind) -> &'static str,
    pub trouble: fn(Trouble) -> String,
    /// What somebody can do about it who may change the set-up.
    pub remedy: fn(Trouble) -> Option<&'static str>,
    pub what_to_do: &'static str,
    pub not_a_number: fn(&str) -> String,
    pub cannot_dial: &'static str,
    pub command_refused: fn(CommandKind) -> &'static str,
    pub call_failed: &'static str,
    pub pop_failed: &'static str,
    pub storage: fn(StorageTrouble) -> &'static str,
    pub unreadable: fn(&str) -> String,
    pub settings_bad: fn(usize) -> String,
    pub problem: fn(&Problem) -> String,
    pub needs_package: fn(Need) -> &'static str,
    /// The record's object.
    pub record_type_refused: fn(&str) -> String,
    pub tasks_completed: fn(usize) -> String,
    pub tasks_not_closed: &'static str,
    pub mail_failed: &'static str,
    pub undone: &'static str,
    pub undo_failed: &'static str,
    pub fields_missing: fn(&str) -> String,
}
