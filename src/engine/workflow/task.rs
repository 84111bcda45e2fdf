//! The Task of a call: which field holds what. Standard fields by Salesforce's "Task" object reference; the call
//! fields are those that the package adds to Activity.

use crate::engine::call::{Call, Outcome, State};
use crate::engine::crm::{Direction, Fields, Value};
use crate::engine::locale::Locale;
use crate::engine::settings::Settings;
use crate::engine::texts::texts;
use crate::engine::time::Timestamp;

pub const CALLER_NUMBER: &str = "Ferrophone_Caller_Number__c";
pub const CALLED_NUMBER: &str = "Ferrophone_Called_Number__c";
pub const CALL_START: &str = "Ferrophone_Call_Start__c";
pub const CALL_ANSWERED: &str = "Ferrophone_Call_Answered__c";
pub const CALL_END: &str = "Ferrophone_Call_End__c";
/// Unique: the org itself refuses a second Task for a call.
pub const CALL_KEY: &str = "Ferrophone_Call_Key__c";

/// The fields of the package. An org without it takes the Task all the same: see [`into_comments`].
pub const CALL_FIELDS: &[&str] = &[CALLER_NUMBER, CALLED_NUMBER, CALL_START, CALL_ANSWERED, CALL_END, CALL_KEY];

/// `Task.Subject` and `Task.CallObject`.
pub const SHORT_TEXT: usize = 255;
/// `Task.Description`.
pub const LONG_TEXT: usize = 32_000;

/// What the Task of this call should hold, as things stand.
pub fn fields(call: &Call, settings: &Settings, locale: Locale, now: Timestamp) -> Fields {
    let mut out = Fields::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("Subject", Value::Text(subject(call, settings, locale)));
    put("Description", Value::Text(call.note.clone()));
    put("CallType", Value::Text(call.direction.call_type().into()));
    put("CallObject", Value::Text(cut(&call.shared_name(), SHORT_TEXT)));
    put("TaskSubtype", Value::Text("Call".into()));
    put("Priority", Value::Text("Normal".into()));
    put("ActivityDate", Value::Date(call.started.date()));
    put(CALL_KEY, Value::Text(cut(&call.key, SHORT_TEXT)));
    put(CALL_START, Value::Moment(call.started));
    let (caller, called) = match call.outgoing {
        true => (call.own.clone(), call.remote.number.clone()),
        false => (call.remote.number.clone(), call.own.clone()),
    };
    if let Some(number) = caller {
        put(CALLER_NUMBER, Value::Phone(number));
    }
    if let Some(number) = called {
        put(CALLED_NUMBER, Value::Phone(number));
    }
    let (who, what) = match call.related_record() {
        Some(record) if record.object.is_person() => (Value::Reference(record.id.clone()), Value::Empty),
        Some(record) => (Value::Empty, Value::Reference(record.id.clone())),
        None => (Value::Empty, Value::Empty),
    };
    put("WhoId", who);
    put("WhatId", what);
    match call.state {
        State::Ended { answered, at, .. } => {
            put("Status", Value::Text("Completed".into()));
            put(CALL_END, Value::Moment(at));
            if let Some(answered) = answered {
                put(CALL_ANSWERED, Value::Moment(answered));
            }
            let seconds = i64::try_from(call.talked_seconds(now)).unwrap_or(i64::MAX).min(99_999_999);
            put("CallDurationInSeconds", Value::Number(seconds));
            if let Some(result) = result(call, locale) {
                put("CallDisposition", Value::Text(result));
            }
        }
        State::Talking { since, .. } => {
            put("Status", Value::Text("In Progress".into()));
            put(CALL_ANSWERED, Value::Moment(since));
        }
        State::Ringing { .. } | State::Dialling { .. } => {
            put("Status", Value::Text("In Progress".into()));
        }
    }
    out
}

/// The subject line: the agent's own words, or the template filled in.
pub fn subject(call: &Call, settings: &Settings, locale: Locale) -> String {
    match &call.subject {
        Some(own) if !settings.log.subject_locked => cut(own, SHORT_TEXT),
        Some(_) | None => cut(&fill(&settings.log.subject, |name| variable(name, call, settings, locale)), SHORT_TEXT),
    }
}

fn variable(name: &str, call: &Call, settings: &Settings, locale: Locale) -> Option<String> {
    let texts = texts(locale.language);
    Some(match name.to_ascii_lowercase().as_str() {
        "calltype" => match (call.direction, call.outgoing) {
            (Direction::Internal, _) => texts.internal_call.into(),
            (_, false) => texts.incoming_call.into(),
            (_, true) => texts.outgoing_call.into(),
        },
        "date" => locale.day(call.started.date()),
        "time" => locale.time_of_day(call.started, settings.log.time_12h),
        "callresult" => result(call, locale).unwrap_or_default(),
        _ => return None,
    })
}

/// Replaces `{name}`; what is unknown stays as it stands, and what is empty leaves no doubled blank behind.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            Some((text, after)) => {
                out.push_str(&text);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(call: &Call, locale: Locale) -> Option<String> {
    match call.state.outcome(call.outgoing)? {
        Outcome::Answered => Some(texts(locale.language).answered.into()),
        Outcome::Missed | Outcome::AnsweredElsewhere | Outcome::Declined | Outcome::Unsuccessful => None,
    }
}

/// For an org that does not have `missing`: takes these fields out and appends their values to the comments,
/// so that nothing is lost. The note is never cut for it: what does not fit below it is left out.
pub fn into_comments(fields: &mut Fields, missing: &[String], locale: Locale) {
    let texts = texts(locale.language);
    let mut lines = Vec::new();
    for name in missing {
        let Some(value) = fields.remove(name) else { continue };
        let label = match name.as_str() {
            CALLER_NUMBER => texts.caller_number,
            CALLED_NUMBER => texts.called_number,
            CALL_START => texts.call_start,
            CALL_ANSWERED => texts.call_answered,
            CALL_END => texts.call_end,
            // Without a field of its own the unique name takes the place of the shared one.
            CALL_KEY => {
                fields.insert("CallObject".to_owned(), value);
                continue;
            }
            other => other,
        };
        let moment = |t: Timestamp| format!("{} {}", locale.day(t.date()), locale.time_of_day(t, false));
        let text = match value {
            Value::Text(text) => text,
            Value::Number(n) => n.to_string(),
            Value::Flag(on) => on.to_string(),
            Value::Date(day) => locale.day(day),
            Value::Moment(t) => moment(t),
            Value::Phone(number) => number.as_given().to_owned(),
            Value::Reference(id) => id.to_string(),
            Value::Empty => continue,
        };
        lines.push(format!("{label}: {text}"));
    }
    if lines.is_empty() {
        return;
    }
    let footer = lines.join("\n");
    let Some(Value::Text(note)) = fields.get_mut("Description") else { return };
    let joined = if note.is_empty() { footer } else { format!("{note}\n\n{footer}") };
    if joined.chars().count() <= LONG_TEXT {
        *note = joined;
    }
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::example::call;
    use super::*;
    use crate::engine::locale::Language;

    fn with_template(template: &str, locale: Locale) -> String {
        let mut settings = Settings::default();
        settings.log.subject = template.into();
        subject(&call(), &settings, locale)
    }

    #[test]
    fn the_template_is_filled_in_both_languages() {
        assert_eq!(with_template("{calltype} {date} {time}", Locale::default()), "Incoming call 11/23/2026 21:04");
        assert_eq!(with_template("{CallType} {date}", Locale::from_tag("de-DE")), "Eingehendes Gespräch 23.11.2026");
        assert_eq!(with_template("ANRUF", Locale::default()), "ANRUF");
    }

    #[test]
    fn what_is_unknown_stays_and_what_is_empty_leaves_no_gap() {
        assert_eq!(with_template("a {foo} {callresult} b { {date", Locale::default()), "a {foo} b { {date");
    }

    #[test]
    fn a_subject_of_300_characters_is_cut_at_the_fields_end() {
        assert_eq!(with_template(&"ä".repeat(300), Locale::default()).chars().count(), 255);
    }

    #[test]
    fn an_org_without_the_call_fields_finds_them_in_the_comments() {
        let mut call = call();
        call.note = "Wants a quote".into();
        let locale = Locale { language: Language::English, ..Locale::default() };
        let mut fields = fields(&call, &Settings::default(), locale, call.started);
        let missing: Vec<String> = CALL_FIELDS.iter().map(|f| (*f).to_owned()).collect();
        into_comments(&mut fields, &missing, locale);
        let Some(Value::Text(text)) = fields.get("Description") else { panic!() };
        assert_eq!(
            text,
            "Wants a quote\n\nCaller number: +33612345678\nCalled number: +49 30 1000\nCall start: 11/23/2026 21:04"
        );
        assert!(!fields.keys().any(|name| name.ends_with("__c")));
    }
}
