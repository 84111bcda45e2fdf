//! English.

use super::{Texts, custom};
use crate::engine::crm::{FailureKind, Object};
use crate::engine::event::StorageTrouble;
use crate::engine::telephony::{CommandKind, EndCause, Trouble};

pub static EN: Texts = Texts {
    tag: "en",

    line: "Phone line",
    ready: "Ready",
    connecting: "Connecting",
    no_connection: "No connection",
    no_connection_until: |time| format!("No connection, next try at {time}"),
    password_needed: "Password needed",
    off: "Off",
    practice_line: "Practice line",
    proved: |time| format!("Confirmed by the phone system at {time}"),
    go_online: "Go on line",
    go_offline: "Go off line",
    try_now: "Try now",

    navigation: "Main",
    nav_call: "Call",
    nav_dial: "Dial",
    nav_recent: "Recent",
    nav_settings: "Settings",

    dial_title: "Dial",
    number: "Number",
    call: "Call",
    delete_digit: "Delete the last character",
    reason_off: "You are off line. Go on line to call.",
    reason_password: "Sign in to call.",
    reason_connecting: "The line is being connected. One moment.",
    reason_down: "There is no connection to the phone system.",
    reason_busy: "You are on a call. Hold or end it to call.",

    inbound: "Incoming call",
    outbound: "Outgoing call",
    internal: "Internal call",
    withheld: "Number withheld",
    ringing_in: "Ringing",
    dialling: "Dialling",
    ringing_out: "Ringing there",
    early_media: "Connecting, listen",
    talking: "On the call",
    held_here: "On hold",
    held_there: "They put you on hold",
    muted: "You are muted",
    ended,
    queue: "Queue",
    ivr: "Entered",
    diverted_by: "Passed on by",
    rings: |who| format!("Incoming call from {who}"),
    calls: "Calls",

    controls: "Call controls",
    answer: "Answer",
    decline: "Decline",
    end: "End",
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

    note: "Call note",
    note_hint: "What was it about?",
    note_room: |left| format!("{left} characters left"),
    note_full: "The note is full: Salesforce takes no more characters.",
    subject: "Subject",
    subject_locked: "Subject (set by your administrator)",

    record: "Who it is",
    object,
    searching: "Looking for the number in Salesforce",
    nothing_found: "No record in Salesforce has this number.",
    search_failed: "Salesforce could not be searched. The call is not affected.",
    several: |n| format!("{n} records have this number. Which one is it?"),
    found_by: |spelling| format!("found as {spelling}"),
    none_of_these: "None of these",
    change: "Change",
    others: |n| if n == 1 { "1 more has this number".into() } else { format!("{n} more have this number") },
    unassigned: "Related to no record.",
    assign_page: |object, name| format!("Assign open page: {object} {name}"),
    open: "Open",
    open_search: "Search in Salesforce",

    saving_title: "Saving",
    not_saved_yet: "Not saved yet",
    unsaved_by_agent: "Changes not saved yet",
    unsaved: "Changes will be saved by themselves",
    saving: "Saving",
    saving_again: |attempt| format!("Saving, attempt {attempt}"),
    saved_at: |time| format!("Saved {time}"),
    refused: "Salesforce did not save this call. Your note is kept here.",
    waiting: |time| format!("Not saved yet, next try at {time}. Your note is kept here."),
    unknown: "Salesforce gave no answer: the call may or may not be saved. Please look at the activities of the record. Your note is kept here.",
    not_saved: "This call is not saved to Salesforce.",
    save: "Save",
    try_again: "Try again",
    page_coming: "One moment.",
    page_missing: "This page could not be fetched. Calls are not affected. Try again; after an update of Ferrophone, reload the page once no call is up.",
    it_is_there: "It is there",
    save_again: "Save again",
    open_task: "Open task",
    close: "Close",

    recent: "Recent calls",
    no_recent: "No calls yet. They appear here when they are over.",
    saved_mark: "Saved to Salesforce",
    call_back: |who| format!("Call {who}"),

    settings: "Settings",
    sign_in: "Sign in",
    user: "User",
    password: "Password",
    language: "Language",
    theme: "Appearance",

    practice: "Practice call",
    practice_bar: "Practice line: all calls are made up.",
    practice_open: "Practice call",

    notices: "Messages",
    dismiss: "Dismiss",
    no_crm: "The phone works, but nothing is found in or saved to Salesforce.",
    failure,
    trouble,
    remedy,
    what_to_do: "What to do",
    not_a_number: |text| format!("“{text}” is not a phone number. Please check it and call again."),
    cannot_dial: "The call was not made.",
    command_refused,
    call_failed: "The call did not come about.",
    pop_failed: "The record could not be opened. The call is not affected.",
    storage,
    unreadable: |key| {
        format!(
            "A call of an earlier session cannot be read. It is left in this browser's storage under \"{key}\". Tell your administrator."
        )
    },
    settings_bad: "Some settings of the call center make no sense; the defaults are used instead. Please tell your administrator:",
    fields_missing: |fields| {
        format!(
            "The call is saved, but these fields do not exist in your Salesforce: {fields}. Their values stand in the comments. Please tell your administrator."
        )
    },
};

fn ended(cause: EndCause, outgoing: bool, answered: bool) -> String {
    match cause {
        EndCause::Here | EndCause::There if answered => "Call ended".into(),
        EndCause::Here if outgoing => "Cancelled".into(),
        EndCause::Here => "Declined".into(),
        EndCause::There if outgoing => "No answer".into(),
        EndCause::There => "Missed: the caller gave up".into(),
        EndCause::AnsweredElsewhere => "Answered on another phone".into(),
        EndCause::DeclinedElsewhere => "Declined on another phone".into(),
        EndCause::Busy => "Busy".into(),
        EndCause::NoAnswer => "No answer".into(),
        EndCause::Declined => "They declined".into(),
        EndCause::NoSuchNumber => "This number does not exist".into(),
        EndCause::Transferred => "Transferred".into(),
        EndCause::PageClosed => "Ended when the page was closed".into(),
        EndCause::Failed(why) => trouble(why),
    }
}

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

fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::MicrophoneRefused => "The browser does not allow the microphone.",
        Trouble::MicrophoneMissing => "There is no microphone. Plug one in and try again.",
        Trouble::WrongPassword => "The phone system does not accept this user and password. Please sign in again.",
        Trouble::Forbidden => "The phone system refuses this account.",
        Trouble::Unreachable => "The phone system cannot be reached. It is tried again by itself.",
        Trouble::Unavailable => "The phone system is overloaded or out of order. It is tried again by itself.",
        Trouble::Media => "No sound could be set up between you and the other side.",
        Trouble::Unsupported => "This phone line cannot do that.",
        Trouble::Protocol { status: 0 } => "The phone system gave an answer that makes no sense.",
        Trouble::Protocol { status } => return format!("The phone system answered with an unexpected code: {status}."),
    }
    .into()
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
        Trouble::Media => Some("Your administrator checks the codecs and the STUN or TURN server of the phone system."),
        Trouble::MicrophoneMissing
        | Trouble::WrongPassword
        | Trouble::Unavailable
        | Trouble::Unsupported
        | Trouble::Protocol { .. } => None,
    }
}

fn command_refused(what: CommandKind) -> &'static str {
    match what {
        CommandKind::Dial => "The call was not made.",
        CommandKind::Answer => "The call was not answered.",
        CommandKind::Hold => "The call was not put on hold; you are still heard.",
        CommandKind::Resume => "The call was not taken back; it is still on hold.",
        CommandKind::Mute => "The microphone was not switched.",
        CommandKind::SendDigits => "The keys were not sent.",
        CommandKind::Transfer => "The call was not transferred; it is still yours.",
    }
}

fn storage(trouble: StorageTrouble) -> &'static str {
    match trouble {
        StorageTrouble::Full => {
            "The browser's storage is full: notes live only as long as this page. Save open calls and do not close the page."
        }
        StorageTrouble::Denied => {
            "The browser denies storage: notes live only as long as this page. Administrator: allow site data for the address of the widget."
        }
    }
}
