//! English.

use super::super::en as first;
use super::{CardTexts, custom, sound};
use crate::engine::crm::{FailureKind, Object};
use crate::engine::settings::{Clash, FollowUp, KEYS, PresenceKind, Problem};
use crate::engine::telephony::{Lamp, Trouble};
use crate::engine::view::Need;

pub static EN: CardTexts = CardTexts {
    first: &first::EN,

    inbound: "Incoming call",
    outbound: "Outgoing call",
    internal: "Internal call",
    muted: "You are muted",
    queue: "Queue",
    ivr: "Entered",
    diverted_by: "Passed on by",
    calls: "Calls",

    phone_elsewhere: "The phone is in another tab. You can use it here, too.",
    call_elsewhere: "This call is in another tab: its sound is there. You can control it here, too.",
    phone_silent: "The phone is in another tab, and that does not answer. Wake that tab, or close it: then the phone comes here.",
    sound: sound::english_grade,
    sound_unknown: "Measuring the sound …",
    mos: sound::english_mos,
    sound_numbers: sound::english_numbers,
    audio_trouble: sound::english_trouble,

    lost_state: "Interrupted",
    lost: "The page went away in the middle of this call. The other side is probably still there, and hears nothing.",
    rejoin: "Rejoin",
    rejoining: "Going back into the call …",

    gap: |from, to, desk_phone| match desk_phone {
        true => format!(
            "Your phone's calls were not followed from {from} to {to}: this computer slept, or the connection was lost. What came in or went out in that time is not saved."
        ),
        false => format!(
            "You could not be reached from {from} to {to}: this computer slept, or the connection was lost. Calls of that time did not ring here."
        ),
    },

    missed_meanwhile: "Nobody took these calls meanwhile",

    controls: "Call controls",
    end_name: "End call",
    hold: "Hold",
    hold_name: "Hold call",
    resume: "Resume",
    resume_name: "Resume call",
    mute: "Mute",
    mute_name: "Mute microphone",
    unmute: "Unmute",
    unmute_name: "Unmute microphone",
    keypad: "Keypad",
    keys_sent: "Keys sent",
    no_keys_sent: "none yet",

    transfer: "Transfer",
    transfer_name: "Transfer call",
    transfer_to: "Transfer to number",
    transfer_now: "Transfer now",
    ask_first: "Ask first",
    transfer_hint: "Ask first calls the number and puts this call on hold. Then you join the two, or swap between them.",
    transferring: "Being transferred. The call is yours until that has worked.",
    swap: "Swap",
    swap_name: |who| format!("Swap to {who}"),
    join: "Join",
    join_name: |who| format!("Join this call with {who} and leave both"),
    join_all: "Join all",
    join_all_name: |who| format!("Join all: talk with {who} as well"),
    conference: "Conference",
    leave_both: "Leave both",
    invited: |who| format!("They ask you to call {who} instead."),
    follow: "Call there",
    watched: "Colleagues",
    lamp,
    messages,

    note: "Call note",
    note_hint: "What was it about?",
    note_room: |left| format!("{left} characters left"),
    note_full: "The note is full: Salesforce takes no more characters.",
    subject: "Subject",
    subject_locked: "Subject (set by your administrator)",

    result: "Result",
    no_result: "No result",
    follow_up: "Follow-up",
    nothing_follows: "Nothing",
    follow_ups,
    follow_up_hint: "Done when you save.",
    due: "Due",
    which_task: "Which task",
    searching_tasks: "Looking for open tasks",
    no_tasks: "There is no such open task.",
    tasks_failed: "The open tasks could not be found out.",
    task_due: |day| format!("due {day}"),
    task_not_mine: "a colleague's",
    follow_now,
    followed,

    record: "Who it is",
    object,
    searching: "Looking for the number in Salesforce",
    nothing_found: "No record in Salesforce has this number.",
    search_failed: "Salesforce could not be searched. The call is not affected.",
    several: |n| format!("{n} records have this number. Which is it?"),
    found_by: |spelling| format!("found as {spelling}"),
    none_of_these: "None of these",
    change: "Change",
    others: |n| if n == 1 { "1 more has this number".into() } else { format!("{n} more have this number") },
    unassigned: "Related to no record.",
    add_page: |object, name| format!("Add open page: {object} {name}"),
    assign_page: |object, name| format!("Assign open page: {object} {name}"),
    open: "Open",
    open_search: "Search in Salesforce",

    saving_title: "Saving",
    not_saved_yet: "Not saved yet",
    unsaved_by_agent: "Not saved yet. Press Save.",
    unsaved: "Changes will be saved by themselves",
    saving: "Saving",
    saving_again: |attempt| format!("Saving, attempt {attempt}"),
    saved_at: |time| format!("Saved {time}"),
    refused: "Salesforce did not save this call. Your note is kept here.",
    part_refused: "Salesforce did not save it. Everything is kept here; Save tries again.",
    part_waiting: |time| format!("not saved yet, next try at {time}"),
    part_unknown: "Salesforce gave no answer: it may or may not be there. Please look at the record.",
    undo: "Undo",
    keep_unsaved: "Keep unsaved",
    keep_unsaved_explained: "Keep unsaved: call and note stay in your recent calls only.",
    waiting: |time| format!("Not saved yet, next try at {time}. Your note is kept here."),
    unknown: "Salesforce gave no answer: the call may or may not be saved. Please look at the activities of the record. Your note is kept here.",
    conflict: "Changed in Salesforce meanwhile. Which one stands?",
    field: |name| {
        Some(match name {
            "Description" => "Note",
            "Subject" => "Subject",
            "CallDisposition" => "Result",
            "Status" => "Status",
            "Priority" => "Priority",
            "ActivityDate" | "StartDateTime" => "Date",
            "WhoId" => "Name",
            "WhatId" => "Related to",
            "ContactId" => "Contact",
            "AccountId" => "Account",
            "CallDurationInSeconds" => "Duration in seconds",
            "DurationInMinutes" => "Duration in minutes",
            "CallType" => "Call type",
            _ => return None,
        })
    },
    there: "in Salesforce",
    keep_theirs: "Salesforce's",
    keep_mine: "Mine",
    keep_both: "Both",
    another_record: "another record",
    empty: "empty",
    not_saved: "This call is not saved to Salesforce.",
    off_record: "Do not log this call",
    save: "Save",
    it_is_there: "It is there",
    save_again: "Save again",
    open_task: "Open task",
    close: "Close",

    presence: "Your state",
    presence_kind: |kind| match kind {
        PresenceKind::Available => "Available",
        PresenceKind::Away => "Away",
        PresenceKind::DoNotDisturb => "Do not disturb",
        PresenceKind::WrapUp => "Wrap-up",
    },
    presence_untold: "The phone system has not confirmed it yet.",
    on_call: "On a call",
    wrap_up: "Wrap-up",
    time_left: "Time left:",
    prolong: |seconds| format!("{seconds} s more"),
    ready_again: "Ready now",

    recent: "Recent calls",
    no_recent: "No calls yet. They appear here when they are over.",
    saved_mark: "Saved to Salesforce",
    off_record_mark: "Not logged, as you said",
    log_late: |who| format!("Not in Salesforce yet. Save now: {who}"),
    unlogged: |n| format!("{n} not logged"),
    all_logged: "Salesforce has every call that it should have.",
    call_back: |who| format!("Call {who}"),

    why: "Why?",
    why_name: |who| format!("Why? {who}"),
    why_title: |who| format!("Why: {who}"),
    why_empty: "What was decided about this call is not kept any more.",
    why_settings: "settings",
    acts: "acts",
    declines: "declines",
    copy: "Copy as text",
    copied: "Copied",
    not_copied: "The browser did not let it be copied.",
    failure,
    remedy,
    pop_failed: "The record could not be opened. The call is not affected.",
    unreadable: |key| {
        format!(
            "A call of an earlier session cannot be read. It is left in this browser's storage under \"{key}\". Tell your administrator."
        )
    },
    settings_bad: |n| {
        let bad = match n {
            1 => "One setting of the call center is".into(),
            n => format!("{n} settings of the call center are"),
        };
        format!("{bad} not in force as written. Everything else is. Tell your administrator.")
    },
    problem,
    needs_package,
    record_type_refused: |object| {
        format!(
            "{object} saved, but without its record type, which you may not use. Your administrator: check the id in the settings and the record types of your profile."
        )
    },
    tasks_completed: |n| {
        let tasks = if n == 1 { "The old task".into() } else { format!("{n} old tasks") };
        format!("{tasks} could not be deleted and got the status Completed instead. You need not do anything.")
    },
    tasks_not_closed: "The old task is still open. Your call and its note are saved. Close the task on its own page:",
    mail_failed: "The e-mail about the missed call was not sent. The call is not affected. Your administrator: check that your e-mail address is verified in Salesforce, and the template.",
    do_not_disturb: "You are set to do not disturb: nothing is dialled. Choose another state at the top.",
    presence_not_told: |code| {
        format!(
            "The phone system did not take your state (code {code}). Here it is in force all the same. Your administrator: compare presence.states with the phone system's codes."
        )
    },
    undone: "The save was taken back: Salesforce has nothing of this call. Your note is kept here, and Save saves it anew.",
    undo_failed: "The save could not be taken back: the task is still in Salesforce. Change or delete it there.",
    unplugged: sound::english_unplugged,
    fields_missing: |fields| {
        format!(
            "The call is saved, but these fields do not exist in your Salesforce: {fields}. Their values stand in the comments. Please tell your administrator."
        )
    },
};

fn object(object: &Object) -> String {
    custom(object.api_name())
}

fn failure(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::NotInFrame => {
            "The widget does not run inside Salesforce. Open it from the utility bar of a Lightning app."
        }
        FailureKind::InitFailed => {
            "Salesforce refused the page. Administrator: compare the CTI Adapter URL in Setup > Call Centers with the address of this page."
        }
        FailureKind::NotReady => "Salesforce is not ready yet. Nothing was done; it is tried again.",
        FailureKind::Rejected => "Salesforce said no. Nothing was changed.",
        FailureKind::ServerError => "Salesforce reports a fault of its own. It may or may not have been done.",
        FailureKind::Timeout => "Salesforce did not answer in time. It may or may not have been done.",
        FailureKind::Garbled => {
            "Salesforce gave an answer that cannot be understood. It may or may not have been done."
        }
        FailureKind::Malformed => "The widget made a mistake. Nothing was changed. Please report it.",
        FailureKind::Unsupported => "This Salesforce cannot do that. Nothing was changed.",
    }
}

fn lamp(lamp: Lamp) -> &'static str {
    match lamp {
        Lamp::Free => "free",
        Lamp::Ringing => "ringing",
        Lamp::Busy => "on a call",
        Lamp::Unknown => "unknown",
    }
}

fn messages(new: u32, old: u32) -> String {
    match (new, old) {
        (1, _) => "1 new voice message. Call the mailbox".to_owned(),
        (0, 0) => "No voice messages. Call the mailbox".to_owned(),
        (0, old) => format!("No new voice messages, {old} heard. Call the mailbox"),
        (new, _) => format!("{new} new voice messages. Call the mailbox"),
    }
}

fn remedy(trouble: Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::MicrophoneRefused => Some(
            "Click the symbol left of the address and allow the microphone. If there is no such choice, your administrator sets Setup > Session Settings > Browser Feature Permissions > Microphone to Always.",
        ),
        Trouble::Forbidden => Some("Your administrator checks the extension in the phone system."),
        Trouble::Unreachable => Some(
            "If it lasts, your administrator checks the server address in the call center, its certificate, and Setup > Trusted URLs.",
        ),
        Trouble::ShutOut => Some(
            "Check user and password in the settings. If that does not help, your administrator checks the server address, its certificate, Setup > Trusted URLs, and ari.conf.",
        ),
        Trouble::DeskPhoneOff => {
            Some("Check that the phone is switched on and its network cable plugged in. Then try again.")
        }
        Trouble::Media => Some("Your administrator checks the codecs and the STUN or TURN server of the phone system."),
        Trouble::MicrophoneMissing
        | Trouble::WrongPassword
        | Trouble::Unavailable
        | Trouble::Unsupported
        | Trouble::Protocol { .. } => None,
    }
}

fn follow_ups(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task => "New task",
        FollowUp::TaskCloseToday => "New task, close today's",
        FollowUp::OpenToday => "Open today's task",
        FollowUp::OpenLatest => "Open latest task",
        FollowUp::Event => "New event",
    }
}

fn follow_now(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task | FollowUp::TaskCloseToday | FollowUp::Event => "Create now",
        FollowUp::OpenToday | FollowUp::OpenLatest => "Open now",
    }
}

fn followed(follow_up: FollowUp) -> &'static str {
    match follow_up {
        FollowUp::Task | FollowUp::TaskCloseToday => "New task",
        FollowUp::Event => "New event",
        FollowUp::OpenToday | FollowUp::OpenLatest => "Task opened",
    }
}

fn needs_package(need: Need) -> &'static str {
    match need {
        Need::Records => {
            "The latest case or opportunity, the account and what the caller entered cannot be looked up: the caller's own record opens instead. Your administrator: install the Ferrophone package."
        }
        Need::Tasks => {
            "Open tasks can be neither listed nor closed. New tasks are still made. Your administrator: install the Ferrophone package."
        }
        Need::MissedButAnswered => {
            "A colleague's missed call could not be marked as answered. Your own call is saved as ever. Your administrator: install the Ferrophone package."
        }
        Need::Mail => {
            "No e-mail is sent about missed calls. The calls themselves are saved as ever. Your administrator: install the Ferrophone package."
        }
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Unusable { key, text } => {
            let key = KEYS.iter().find(|known| known.name == *key);
            let (form, default) = key.map_or(("", ""), |key| (key.form(), key.default));
            let default = if default.is_empty() { "nothing" } else { default };
            format!("“{text}” cannot be used; in force: {default}. It takes: {form}.")
        }
        Problem::Unknown(_) => "There is no such setting; it changes nothing. Correct its name or remove it.".into(),
        Problem::UnknownVariable(name) => {
            format!("“{{{name}}}” stands for nothing and is written as it is. Correct it or take it out.")
        }
        Problem::Clash(clash) => match clash {
            Clash::InteractionLog { .. } => {
                "Off, because interaction_log.enabled is on: Salesforce's own log writes calls down. Turn off one of the two."
            }
            Clash::TrackNeedsMissed => "Off, because missed.save_inbound is off. Turn that on, or this off.",
            Clash::TrackNeedsCallIds => "Off, because calls.unique_ids is off. Turn that on, or this off.",
            Clash::OwnerNeedsMail => "Off, because email.missed is off. Turn that on, or this off.",
            Clash::OwnerNeedsAddress => {
                "Empty: where none or several records have the number, who missed the call gets the e-mail. Enter an address."
            }
            Clash::RingAll { .. } => {
                "Off, because calls.ring_all is on: where all phones ring, everybody would miss every call. Turn off one of the two."
            }
            Clash::EditHidesResult { .. } => {
                "On, so the result is chosen on the task's page and {callresult} stays empty. Take it out of subject.template, or turn this off."
            }
            Clash::DefaultNotOffered { .. } => {
                "Is not among the options: nothing is preselected. Add it to the options, or choose another."
            }
            Clash::IvrNeedsBoth => {
                "What the caller entered is not looked up. Fill in pop.ivr_object and pop.ivr_field, or neither."
            }
        }
        .into(),
    }
}
