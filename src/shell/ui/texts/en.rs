//! English.

use super::Texts;
use crate::engine::event::StorageTrouble;
use crate::engine::telephony::{CommandKind, EndCause, Trouble};

pub static EN: Texts = Texts {
    tag: "en",

    line: "Phone line",
    ready: "Ready",
    connecting: "Connecting",
    no_connection: "No connection",
    next_try: |time| format!(" Next try at {time}."),
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
    withheld: "Number withheld",
    ringing_in: "Ringing",
    dialling: "Dialling",
    ringing_out: "Ringing there",
    early_media: "Connecting, listen",
    talking: "On the call",
    held_here: "On hold",
    held_there: "They put you on hold",
    ended,
    rings: |who| format!("Incoming call from {who}"),
    answer: "Answer",
    decline: "Decline",
    end: "End",
    try_again: "Try again",
    page_coming: "One moment.",
    page_missing: "This page could not be fetched. Calls are not affected. Try again; after an update of Ferrophone, reload the page once no call is up.",
    practice_bar: "Practice line: all calls are made up.",
    practice_open: "Practice call",

    notices: "Messages",
    dismiss: "Dismiss",
    no_crm: "The phone works, but nothing is found in or saved to Salesforce.",
    what_to_do: "What to do",
    office_missing: "What finds callers and saves calls could not be fetched. Calls work, and are saved once it is here. It is tried again by itself.",
    trouble,
    not_a_number: |text| format!("“{text}” is not a phone number. Please check it and call again."),
    cannot_dial: "The call was not made.",
    command_refused,
    call_failed: "The call did not come about.",
    storage,
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

fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::MicrophoneRefused => "The browser does not allow the microphone.",
        Trouble::MicrophoneMissing => "There is no microphone. Plug one in and try again.",
        Trouble::WrongPassword => "The phone system does not accept this user and password. Please sign in again.",
        Trouble::Forbidden => "The phone system refuses this account.",
        Trouble::Unreachable => "The phone system cannot be reached. It is tried again by itself.",
        Trouble::Unavailable => "The phone system is overloaded or out of order. It is tried again by itself.",
        Trouble::Media => "No sound could be set up between you and the other side.",
        Trouble::DeskPhoneOff => "Your desk phone is not connected to the phone system.",
        Trouble::ShutOut => "The phone system cannot be reached, or does not accept this user and password. It is tried again by itself.",
        Trouble::Unsupported => "This phone line cannot do that.",
        Trouble::Protocol { status: 0 } => "The phone system gave an answer that makes no sense.",
        Trouble::Protocol { status } => return format!("The phone system answered with an unexpected code: {status}."),
    }
    .into()
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
