//! A setting's text and what it must look like.

use super::{CallResult, FollowUp, PopMode, PopWhen, PresenceKind, PresenceState, Watched};
use crate::engine::crm::{CustomObject, LatestBy};
use crate::engine::id::RecordId;
use crate::engine::number::PhoneNumber;
use crate::engine::search::is_in;
use crate::engine::telephony::Driver;

/// The values of a setting that has a few, by name.
type Choices<T> = &'static [(&'static str, T)];

pub(super) const POP_MODES: Choices<PopMode> = &[
    ("identified", PopMode::Identified),
    ("latest_opportunity_contact", PopMode::LatestOpportunityContact),
    ("latest_opportunity_account", PopMode::LatestOpportunityAccount),
    ("latest_case_contact", PopMode::LatestCaseContact),
    ("latest_case_account", PopMode::LatestCaseAccount),
    ("account_instead_of_contact", PopMode::AccountInsteadOfContact),
];

pub(super) const LATEST_BY: Choices<LatestBy> =
    &[("created_date", LatestBy::CreatedDate), ("last_modified_date", LatestBy::LastModifiedDate)];

pub(super) const POP_WHEN: Choices<PopWhen> = &[("ringing", PopWhen::Ringing), ("answer", PopWhen::Answer)];

pub(super) const PRESENCE: Choices<PresenceKind> = &[
    ("available", PresenceKind::Available),
    ("away", PresenceKind::Away),
    ("dnd", PresenceKind::DoNotDisturb),
    ("wrap_up", PresenceKind::WrapUp),
];

pub(super) fn one_of<T: Copy>(choices: Choices<T>, text: &str) -> Result<T, ()> {
    choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value).ok_or(())
}

/// The id of a record type, 15 or 18 characters that begin with 012; empty: none.
pub(super) fn record_type(text: &str) -> Result<Option<RecordId>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    RecordId::parse(text).filter(|id| id.0.starts_with("012")).map(Some).ok_or(())
}

/// The API name of an object or field.
pub(super) fn api_name(text: &str) -> Result<String, ()> {
    let fits = text.len() <= 80 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (fits && !text.starts_with(|c: char| c.is_ascii_digit() || c == '_')).then(|| text.to_owned()).ok_or(())
}

/// A result's text; empty: none.
pub(super) fn label(text: &str) -> Result<Option<String>, ()> {
    (text.chars().count() <= 255).then(|| (!text.is_empty()).then(|| text.to_owned())).ok_or(())
}

/// Something with one @ between a name and a domain; empty: none. Whether it exists only a mail server knows.
pub(super) fn address(text: &str) -> Result<Option<String>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let (name, domain) = text.split_once('@').ok_or(())?;
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || is_in("@,;<>", c));
    (plain(name) && plain(domain) && text.len() <= 254).then(|| Some(text.to_owned())).ok_or(())
}

/// `Machine__c:Hotline__c,Mobile__c>Contact__c; Site__c:Phone__c`
pub(super) fn custom_objects(text: &str) -> Result<Vec<CustomObject>, ()> {
    parts(text, ';').map(custom_object).collect()
}

fn custom_object(text: &str) -> Result<CustomObject, ()> {
    let (object, rest) = text.split_once(':').ok_or(())?;
    let (fields, target) = rest.split_once('>').unwrap_or((rest, ""));
    let fields: Vec<_> = parts(fields, ',').map(api_name).collect::<Result<_, _>>()?;
    let (object, target) = (api_name(object.trim())?, api_name(target.trim())?);
    let sound = !object.is_empty() && !fields.is_empty() && fields.len() <= 10;
    sound.then(|| CustomObject { object, fields, target: (!target.is_empty()).then_some(target) }).ok_or(())
}

/// `Sales: Interested, Not now (out); Solved (in, answered)`
pub(super) fn results(text: &str) -> Result<Vec<CallResult>, ()> {
    let mut all: Vec<CallResult> = Vec::new();
    for block in parts(text, ';') {
        let (group, labels) = block.split_once(':').unwrap_or(("", block));
        let group = label(group.trim())?;
        for text in outside_brackets(labels) {
            let result = call_result(text, group.clone())?;
            if all.iter().any(|there| there.label == result.label) {
                return Err(());
            }
            all.push(result);
        }
    }
    Ok(all)
}

fn call_result(text: &str, group: Option<String>) -> Result<CallResult, ()> {
    let (text, flags) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((text, flags)) => (text.trim(), flags),
        None => (text, ""),
    };
    let mut result =
        CallResult { label: label(text)?.ok_or(())?, group, inbound: true, outbound: true, answered_only: false };
    for flag in parts(flags, ',') {
        match flag {
            "in" => result.outbound = false,
            "out" => result.inbound = false,
            "answered" => result.answered_only = true,
            _ => return Err(()),
        }
    }
    Ok(result)
}

/// Parts between commas, those in brackets left alone.
fn outside_brackets(text: &str) -> Vec<&str> {
    let mut deep = false;
    let parts = text.split(move |c: char| {
        deep = c == '(' || deep && c != ')';
        c == ',' && !deep
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn parts(text: &str, by: char) -> impl Iterator<Item = &str> {
    text.split(by).map(str::trim).filter(|part| !part.is_empty())
}

/// `Available (available) *60; Lunch (away)`; empty: one of each that can be chosen, without codes.
pub(super) fn presence_states(text: &str) -> Result<Vec<PresenceState>, ()> {
    let mut all: Vec<PresenceState> = Vec::new();
    for part in parts(text, ';') {
        let (name, rest) = part.rsplit_once('(').ok_or(())?;
        let (kind, code) = rest.split_once(')').ok_or(())?;
        let kind = one_of(PRESENCE, kind.trim())?;
        let label = label(name.trim())?.filter(|label| label.chars().count() <= 40);
        let code = match code.trim() {
            "" => None,
            code => Some(PhoneNumber::parse(code).ok_or(())?),
        };
        let state = PresenceState { label, kind, code };
        let twice =
            |there: &PresenceState| there.name() == state.name() || kind == PresenceKind::WrapUp && there.kind == kind;
        if (state.label.is_none() && !name.trim().is_empty()) || all.iter().any(twice) {
            return Err(());
        }
        all.push(state);
    }
    if all.is_empty() {
        let plain = [PresenceKind::Available, PresenceKind::Away, PresenceKind::DoNotDisturb];
        all.extend(plain.map(|kind| PresenceState { label: None, kind, code: None }));
    }
    let sound = all.len() <= 20 && all.iter().any(|state| state.kind == PresenceKind::Available);
    sound.then_some(all).ok_or(())
}

/// `none`, or one of [`FollowUp::name`].
pub(super) fn follow_up(text: &str) -> Result<Option<FollowUp>, ()> {
    match text {
        "none" => Ok(None),
        _ => FollowUp::ALL.into_iter().find(|choice| choice.name() == text).map(Some).ok_or(()),
    }
}

/// Several, in order, each once.
pub(super) fn follow_ups(text: &str) -> Result<Vec<FollowUp>, ()> {
    let mut all = Vec::new();
    for name in list(text) {
        let choice = follow_up(name)?.ok_or(())?;
        if all.contains(&choice) {
            return Err(());
        }
        all.push(choice);
    }
    Ok(all)
}

pub(super) fn driver(text: &str) -> Result<Driver, ()> {
    match text {
        "practice" => Ok(Driver::Practice),
        "sip" => Ok(Driver::Sip),
        "ari" => Ok(Driver::Ari),
        _ => Err(()),
    }
}

pub(super) fn list(text: &str) -> Vec<&str> {
    text.split([' ', ',', ';']).filter(|part| !part.is_empty()).collect()
}

pub(super) fn server(text: &str) -> Result<String, ()> {
    let host = text.strip_prefix("wss://").or_else(|| text.strip_prefix("ws://")).ok_or(())?;
    (!host.is_empty() && !host.starts_with(['/', ':'])).then(|| text.to_owned()).ok_or(())
}

pub(super) fn word(text: &str) -> Result<String, ()> {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !is_in("<>\"@;,", c));
    plain.then(|| text.to_owned()).ok_or(())
}

pub(super) fn headers(text: &str) -> Result<Vec<String>, ()> {
    let is_name = |t: &str| t.chars().all(|c| c.is_ascii_alphanumeric() || is_in("-_.", c));
    let names = list(text);
    names.iter().all(|t| is_name(t)).then(|| names.into_iter().map(str::to_owned).collect()).ok_or(())
}

/// `1002 Bob Agent; 1003`
pub(super) fn watched(text: &str) -> Result<Vec<Watched>, ()> {
    let one = |part: &str| {
        let (number, name) = part.split_once(' ').unwrap_or((part, ""));
        let name = name.trim();
        Ok(Watched { number: PhoneNumber::parse(number).ok_or(())?, name: (!name.is_empty()).then(|| name.to_owned()) })
    };
    let all: Vec<Watched> = parts(text, ';').map(one).collect::<Result<_, _>>()?;
    // Each is a subscription, and a line on the screen.
    (all.len() <= 30).then_some(all).ok_or(())
}

/// A number that can be dialled; empty: none.
pub(super) fn dialled(text: &str) -> Result<String, ()> {
    (text.is_empty() || PhoneNumber::parse(text).is_some()).then(|| text.to_owned()).ok_or(())
}

pub(super) fn digits(text: &str) -> Result<String, ()> {
    let text = text.trim_start_matches('+');
    (text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned()).ok_or(())
}

/// Digits in place of a preset's; `none`: no such digits; empty: the preset's.
pub(super) fn code(text: &str) -> Result<Option<String>, ()> {
    match text {
        "" => Ok(None),
        "none" => Ok(Some(String::new())),
        text => digits(text).map(Some),
    }
}

/// Digits, the first of which may be a `+`.
pub(super) fn prefix(text: &str) -> Result<String, ()> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (text.len() <= 8 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| text.to_owned()).ok_or(())
}

pub(super) fn number(text: &str, range: std::ops::RangeInclusive<u64>) -> Result<u64, ()> {
    text.parse().ok().filter(|n| range.contains(n)).ok_or(())
}

pub(super) fn flag(text: &str) -> Result<bool, ()> {
    match text {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err(()),
    }
}
