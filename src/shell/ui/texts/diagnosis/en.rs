//! English.

use super::DiagnosisTexts;
use crate::engine::crm::{FailureKind, Surface};
use crate::engine::diagnosis::{Check, Microphone, Output, Package, Verdict};
use crate::engine::event::StorageTrouble;
use crate::engine::number::Kind;
use crate::engine::telephony::LineState;

pub static EN: DiagnosisTexts = DiagnosisTexts {
    back: "Back to settings",
    title: "Diagnosis",
    explained: "What the phone needs, and whether it is there. Send it to your administrator as text.",
    asking: "Being found out …",
    again: "Check again",
    log: "Event log",
    log_explained: "For whoever looks into what this phone did: all that happened since the page was opened, with other names, numbers and notes in it and without passwords.",
    log_export: "Export event log",
    log_coming: "The log is being made …",
    log_missing: "What makes the log could not be fetched. Try again.",
    log_here: "Saved as ferrophone-log.jsonl. If no file came, Salesforce's page does not allow it: copy the log instead.",
    verdict,
    name,
    said,
    remedy,
    proved: |time| format!("The server's last word: {time}."),
    number: "A number",
    number_explained: "How the phone understands it. Nothing is dialled.",
    number_label: "Number to explain",
    number_none: "This is no telephone number.",
    number_read: "Understood as",
    number_kind: |kind| match kind {
        Kind::Code => "a code of the phone system",
        Kind::Internal => "a colleague's extension",
        Kind::Short => "an emergency or service number",
        Kind::Service => "a service number of the whole country",
        Kind::Local => "a number without area code",
        Kind::National => "a number of the country",
        Kind::International => "an international number",
        Kind::Unknown => "a number whose country is not known",
    },
    number_dialled: "Dialled as",
    number_extension: "Extension, after the answer",
    number_searched: "Searched for",
    number_not_searched: "nothing: a colleague is no customer",
    number_by: "By the settings",
    number_by_none: "none: it is taken as it is",
    since: |time| format!("In force since {time}."),
    user: "User",
    profile: "Profile",
    call_center: "Call center",
    can: "It answers",
};

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "Works",
        Verdict::Open => "Wait",
        Verdict::Fair => "Note",
        Verdict::Bad => "Fails",
    }
}

fn name(check: &Check) -> &'static str {
    match check {
        Check::Microphone { .. } => "Microphone",
        Check::Output(_) => "Sound",
        Check::Storage(_) => "Storage",
        Check::Tabs { .. } => "Several tabs",
        Check::Clock(_) => "Clock",
        Check::Line(_) => "Phone line",
        Check::Org(_) => "Salesforce",
        Check::Package { .. } => "Package",
        Check::Settings { .. } => "Settings",
    }
}

fn said(check: &Check) -> String {
    match check {
        Check::Microphone { state, needed } => {
            let state = match state {
                Microphone::Works => "There, and allowed.",
                Microphone::NotAsked => "There. The browser will ask at the first call.",
                Microphone::Refused => "The browser does not allow it on this page.",
                Microphone::Forbidden => "Salesforce's page does not hand it on to the widget.",
                Microphone::Missing => "There is none.",
                Microphone::Insecure => "The widget was not loaded by HTTPS, so there is none for it.",
                Microphone::Unknown => "This browser tells nothing before a call.",
            };
            if *needed { state.into() } else { format!("{state} This line does without.") }
        }
        Check::Output(Output::Works) => "The phone can be heard.".into(),
        Check::Output(Output::Silent) => "The browser keeps the page silent until it is clicked.".into(),
        Check::Output(Output::Missing) => "There is no speaker and no headset.".into(),
        Check::Storage(None) => "Calls and notes survive a reload and a crash.".into(),
        Check::Storage(Some(StorageTrouble::Full)) => "It is full. What is typed now is lost with the page.".into(),
        Check::Storage(Some(StorageTrouble::Denied)) => {
            "The browser allows none. What is typed now is lost with the page.".into()
        }
        Check::Tabs { agree: true } => "They can agree on who is the phone.".into(),
        Check::Tabs { agree: false } => "This browser lets them not agree: keep one open.".into(),
        Check::Clock(None) => "The host of the widget could not be asked for the time.".into(),
        Check::Clock(Some(ahead)) => match (check.verdict(), *ahead > 0) {
            (Verdict::Good, _) => "It is right.".into(),
            (_, true) => format!("It is {} seconds ahead. Calls are saved with its times.", ahead),
            (_, false) => format!("It is {} seconds behind. Calls are saved with its times.", ahead.unsigned_abs()),
        },
        Check::Line(LineState::Ready { .. }) => "Calls can come in.".into(),
        Check::Line(LineState::Connecting) => "Connecting …".into(),
        Check::Line(LineState::Off) => "The phone is off line.".into(),
        Check::Line(LineState::NeedsPassword) => "It waits for your password.".into(),
        Check::Line(LineState::Down { .. }) | Check::Org(Some(Err(_))) => String::new(),
        Check::Org(None) => "It has not answered yet.".into(),
        Check::Org(Some(Ok(Surface::Lightning))) => "Lightning Experience answers.".into(),
        Check::Org(Some(Ok(Surface::Classic))) => "Salesforce Classic answers.".into(),
        Check::Org(Some(Ok(Surface::None))) => "The widget stands alone: a phone without records.".into(),
        Check::Package { said, missing } => match said {
            Package::NoOrg => "Without Salesforce there is none.".into(),
            Package::Asked => "It is being asked.".into(),
            Package::There(_) if missing.is_empty() => "It is installed, and you may use it.".into(),
            Package::There(_) => format!("It is older than the widget and does not know: {}.", missing.join(", ")),
            Package::Failed(failure) if failure.kind == FailureKind::Unsupported => {
                "It is not installed, or you may not use it. Calls are found and saved; open tasks, latest cases, e-mails and the look-up after a lost answer are missing.".into()
            }
            Package::Failed(_) => String::new(),
        },
        Check::Settings { version: 0, .. } => "None have arrived yet; the widget's own defaults hold.".into(),
        Check::Settings { version, from_package, problems, .. } => {
            let from = if *from_package { "the package's record over the call center" } else { "the call center" };
            let count = match problems.len() {
                0 => "all in force as written".to_owned(),
                1 => "one is not in force as written".to_owned(),
                count => format!("{count} are not in force as written"),
            };
            format!("Version {version}, from {from}; {count}.")
        }
    }
}

fn remedy(check: &Check) -> Option<&'static str> {
    Some(match check {
        Check::Microphone { state, .. } => match state {
            Microphone::Refused => {
                "You: click the symbol left of the address, allow the microphone, and reload. If there is no such choice, your administrator: Setup > Session Settings > Browser Feature Permissions > Microphone: Always."
            }
            Microphone::Forbidden => {
                "Your administrator: Setup > Session Settings > Browser Feature Permissions > Microphone: Always, or Trusted URLs only together with Setup > Trusted URLs > the widget's host > Permissions Policy Directives: microphone."
            }
            Microphone::Missing => "You: plug in a headset, and check again.",
            Microphone::Insecure => {
                "Your administrator: Setup > Call Centers > CTI Adapter URL must begin with https://."
            }
            Microphone::Works | Microphone::NotAsked | Microphone::Unknown => return None,
        },
        Check::Output(Output::Silent) => "You: click anywhere in the widget.",
        Check::Output(Output::Missing) => "You: plug in a headset, and check again.",
        Check::Storage(Some(StorageTrouble::Full)) => {
            "You: delete the data of sites that you do not need, in the browser's settings."
        }
        Check::Storage(Some(StorageTrouble::Denied)) => {
            "You: leave the private window. Your administrator: allow site data for the widget's host in the browser's policy, and third-party storage where it is blocked."
        }
        Check::Tabs { agree: false } => "Your administrator: a browser of this year's version, and HTTPS.",
        Check::Clock(Some(_)) if check.verdict() == Verdict::Bad => {
            "You: let the machine set its clock from the network."
        }
        Check::Line(LineState::Off) => "You: go on line in the menu at the top left.",
        Check::Line(LineState::NeedsPassword) => "You: enter it in the settings. Your administrator hands it out.",
        Check::Org(Some(Ok(Surface::None))) => {
            "You: open the phone in the utility bar of a Lightning app. Your administrator: App Manager > the app > Utility Items > Open CTI Softphone."
        }
        Check::Package { said: Package::There(_), missing } if !missing.is_empty() => {
            "Your administrator: deploy the package that belongs to this version of the widget."
        }
        Check::Package { said: Package::Failed(failure), .. } if failure.kind == FailureKind::Unsupported => {
            "Your administrator: deploy the package, then Setup > Permission Sets > Ferrophone User > Manage Assignments. Reload the widget afterwards."
        }
        Check::Settings { problems, .. } if !problems.is_empty() => {
            "Your administrator: correct them in Setup > Call Centers, or in the package's settings record."
        }
        _ => return None,
    })
}
