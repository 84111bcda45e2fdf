//! The words of the call card and of all that comes with it, in each language: nothing in the first load names them, so they come
//! with the cards. See `shell/later.rs`.

mod de;
mod en;
mod sound;

use super::{Texts, custom};
use crate::engine::crm::{FailureKind, Object};
use crate::engine::event::Device;
use crate::engine::locale::Language;
use crate::engine::quality::{AudioTrouble, Grade};
use crate::engine::settings::{FollowUp, PresenceKind, Problem};
use crate::engine::telephony::{Lamp, Trouble};
use crate::engine::view::Need;

/// The texts of this language.
pub fn cards(language: Language) -> &'static CardTexts {
    match language {
        Language::English => &en::EN,
        Language::German => &de::DE,
    }
}

/// One language. Whoever has these has those of the first load, too.
pub struct CardTexts {
    first: &'static Texts,

    // A call
    pub inbound: &'static str,
    pub outbound: &'static str,
    pub internal: &'static str,
    pub muted: &'static str,
    pub queue: &'static str,
    pub ivr: &'static str,
    pub diverted_by: &'static str,
    pub calls: &'static str,

    // Several tabs
    pub phone_elsewhere: &'static str,
    pub call_elsewhere: &'static str,
    pub phone_silent: &'static str,
    // How it sounds
    pub sound: fn(Grade) -> &'static str,
    pub sound_unknown: &'static str,
    /// Tenths.
    pub mos: fn(u32) -> String,
    /// Loss per mille, round trip and jitter in milliseconds.
    pub sound_numbers: fn(u32, Option<u32>, u32) -> String,
    /// What is wrong, and what to do.
    pub audio_trouble: fn(AudioTrouble) -> (&'static str, &'static str),

    // A call that its page left
    pub lost_state: &'static str,
    pub lost: &'static str,
    pub rejoin: &'static str,
    pub rejoining: &'static str,

    /// No call could come in: from when to when.
    /// From, to, and whether it is a desk phone.
    pub gap: fn(&str, &str, bool) -> String,
    pub missed_meanwhile: &'static str,

    // Controls
    pub controls: &'static str,
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
    pub join_all: &'static str,
    pub join_all_name: fn(&str) -> String,
    pub conference: &'static str,
    pub leave_both: &'static str,
    /// Where the other side asks us to go.
    pub invited: fn(&str) -> String,
    pub follow: &'static str,
    pub watched: &'static str,
    pub lamp: fn(Lamp) -> &'static str,
    /// New and old voice messages, and what pressing does.
    pub messages: fn(u32, u32) -> String,

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
    pub add_page: fn(&str, &str) -> String,
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
    /// Fields were changed in Salesforce meanwhile; each with what it says there and the buttons below.
    pub conflict: &'static str,
    /// What the agent calls a field, by its API name.
    pub field: fn(&str) -> Option<&'static str>,
    /// Behind a field's name.
    pub there: &'static str,
    pub keep_theirs: &'static str,
    pub keep_mine: &'static str,
    pub keep_both: &'static str,
    /// A field that refers to another record there.
    pub another_record: &'static str,
    pub empty: &'static str,
    pub not_saved: &'static str,
    pub off_record: &'static str,
    pub save: &'static str,
    pub it_is_there: &'static str,
    pub save_again: &'static str,
    pub open_task: &'static str,
    pub close: &'static str,

    // Being there
    pub presence: &'static str,
    pub presence_kind: fn(PresenceKind) -> &'static str,
    pub presence_untold: &'static str,
    pub on_call: &'static str,
    pub wrap_up: &'static str,
    /// Before the time.
    pub time_left: &'static str,
    /// By how many seconds.
    pub prolong: fn(u64) -> String,
    pub ready_again: &'static str,

    // Recent calls
    pub recent: &'static str,
    pub no_recent: &'static str,
    pub saved_mark: &'static str,
    pub off_record_mark: &'static str,
    /// Who it was, for the button that saves it.
    pub log_late: fn(&str) -> String,
    /// How many calls Salesforce should have and has not.
    pub unlogged: fn(usize) -> String,
    pub all_logged: &'static str,
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
    pub failure: fn(FailureKind) -> &'static str,
    /// What somebody can do about it who may change the set-up.
    pub remedy: fn(Trouble) -> Option<&'static str>,
    pub pop_failed: &'static str,
    pub unreadable: fn(&str) -> String,
    pub settings_bad: fn(usize) -> String,
    pub problem: fn(&Problem) -> String,
    pub needs_package: fn(Need) -> &'static str,
    /// The record's object.
    pub record_type_refused: fn(&str) -> String,
    pub tasks_completed: fn(usize) -> String,
    pub tasks_not_closed: &'static str,
    pub mail_failed: &'static str,
    pub do_not_disturb: &'static str,
    /// The dial code.
    pub presence_not_told: fn(&str) -> String,
    pub undone: &'static str,
    pub undo_failed: &'static str,
    pub unplugged: fn(Device) -> &'static str,
    pub fields_missing: fn(&str) -> String,
}

impl std::ops::Deref for CardTexts {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        self.first
    }
}
