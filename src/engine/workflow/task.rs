//! The Task of a call: which field holds what. Standard fields by Salesforce's "Task" object reference; the call
//! fields are those that the package adds to Activity.

use super::{result, subject};
use crate::engine::call::{Call, State};
use crate::engine::crm::{Fields, Object, Value};
use crate::engine::locale::{Language, Locale};
use crate::engine::quality::{Sums, tenths};
use crate::engine::settings::Settings;
use crate::engine::texts::texts;
use crate::engine::time::Timestamp;

pub const CALLER_NUMBER: &str = "Ferrophone_Caller_Number__c";
pub const CALLED_NUMBER: &str = "Ferrophone_Called_Number__c";
pub const CALL_START: &str = "Ferrophone_Call_Start__c";
pub const CALL_ANSWERED: &str = "Ferrophone_Call_Answered__c";
pub const CALL_END: &str = "Ferrophone_Call_End__c";
pub const RESULT_GROUP: &str = "Ferrophone_Result_Group__c";
/// An estimate, to be averaged in reports; and the same in words with all that it is made of.
pub const MOS: &str = "Ferrophone_MOS__c";
pub const QUALITY: &str = "Ferrophone_Quality__c";
/// Unique: the org itself refuses a second record for a call. On Case, too.
pub const CALL_KEY: &str = "Ferrophone_Call_Key__c";
/// Standard, but an administrator can name one that the agent's profile may not use.
pub const RECORD_TYPE: &str = "RecordTypeId";

/// The fields of the package. An org without it takes the Task all the same: see [`into_comments`].
pub const CALL_FIELDS: &[&str] =
    &[CALLER_NUMBER, CALLED_NUMBER, CALL_START, CALL_ANSWERED, CALL_END, RESULT_GROUP, MOS, QUALITY, CALL_KEY];

/// `Task.CallObject` and the package's text fields.
pub const SHORT_TEXT: usize = 255;
/// `Task.Description`.
pub const LONG_TEXT: usize = 32_000;

/// What the Task of this call should hold, as things stand.
pub fn fields(call: &Call, settings: &Settings, locale: Locale, now: Timestamp) -> Fields {
    let mut out = Fields::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("Subject", Value::Text(subject::of(call, settings, locale)));
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
    let (who, what) = parties(call);
    put("WhoId", who);
    put("WhatId", what);
    if let Some(id) = &settings.activity_record_type {
        put(RECORD_TYPE, Value::Reference(id.clone()));
    }
    match call.state {
        State::Ended { answered, at, .. } => {
            put("Status", Value::Text("Completed".into()));
            put(CALL_END, Value::Moment(at));
            if let Some(answered) = answered {
                put(CALL_ANSWERED, Value::Moment(answered));
            }
            let seconds = i64::try_from(call.talked_seconds(now)).unwrap_or(i64::MAX).min(99_999_999);
            put("CallDurationInSeconds", Value::Number(seconds));
            if let Some(result) = result::text(call, settings, locale) {
                put("CallDisposition", Value::Text(cut(&result, SHORT_TEXT)));
            }
            if let Some(group) = result::group(call, settings) {
                put(RESULT_GROUP, Value::Text(cut(group, SHORT_TEXT)));
            }
            if let Some(mos) = call.quality.sums.average().filter(|_| settings.save_quality) {
                put(MOS, Value::Tenths(mos));
                put(QUALITY, Value::Text(quality(&call.quality.sums, mos, locale)));
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

/// `WhoId` and `WhatId`: the person, and the thing that the call is about. A lead takes no thing beside it.
pub fn parties(call: &Call) -> (Value, Value) {
    let reference = |record: &crate::engine::crm::RecordRef| Value::Reference(record.id.clone());
    let about = call.about().filter(|record| !record.object.is_person()).map(reference);
    match call.related_record() {
        Some(lead) if lead.object == Object::Lead => (reference(lead), Value::Empty),
        Some(person) if person.object.is_person() => (reference(person), about.unwrap_or(Value::Empty)),
        Some(thing) => (Value::Empty, about.unwrap_or_else(|| reference(thing))),
        None => (Value::Empty, about.unwrap_or(Value::Empty)),
    }
}

/// For an org that does not have `missing`: takes these fields out and appends their values to the comments,
/// so that nothing is lost. The note is never cut for it: what does not fit below it is left out.
pub fn into_comments(object: &Object, fields: &mut Fields, missing: &[String], locale: Locale) {
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
                if *object == Object::Task && fields.contains_key("CallObject") {
                    fields.insert("CallObject".to_owned(), value);
                }
                continue;
            }
            RECORD_TYPE => continue,
            RESULT_GROUP => texts.result_group,
            MOS => continue, // in the words, too
            QUALITY => texts.quality,
            other => other,
        };
        let moment = |t: Timestamp| format!("{} {}", locale.day(t.date()), locale.time_of_day(t, false));
        let text = match value {
            Value::Text(text) => text,
            Value::Number(n) => n.to_string(),
            Value::Tenths(n) => tenths(n),
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

/// `MOS 4.3 (estimated), lowest 3.9; loss 0.4 %, round trip 84 ms, jitter 6 ms; one way for 12 s`
fn quality(sums: &Sums, mos: u32, locale: Locale) -> String {
    let texts = texts(locale.language);
    let mean = |sum| sums.mean(sum).unwrap_or(0);
    let (mos, worst, loss) = (tenths(mos), tenths(sums.worst), tenths(mean(sums.lost_permille)));
    let (trip, jitter) = (mean(sums.round_trip_ms), mean(sums.jitter_ms));
    let measured = match locale.language {
        Language::English => {
            format!("MOS {mos} (estimated), lowest {worst}; loss {loss} %, round trip {trip} ms, jitter {jitter} ms")
        }
        Language::German => format!(
            "MOS {mos} (geschätzt), niedrigster {worst}; Verlust {loss} %, hin und zurück {trip} ms, Schwankung {jitter} ms"
        ),
    };
    match sums.silent_ms / 1000 {
        0 => measured,
        silent => format!("{measured}; {} {silent} s", texts.one_way),
    }
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rules::example::{call, record};
    use super::*;
    use crate::engine::call::{Lookup, Related, RelatedBy};

    // S4 S5 S6: what the org has no field for stands below the note.
    #[test]
    fn an_org_without_the_call_fields_finds_them_in_the_comments() {
        let mut call = call();
        call.note = "Wants a quote".into();
        let locale = Locale { language: Language::English, ..Locale::default() };
        let mut fields = fields(&call, &Settings::default(), locale, call.started);
        let missing: Vec<String> = CALL_FIELDS.iter().map(|f| (*f).to_owned()).collect();
        into_comments(&Object::Task, &mut fields, &missing, locale);
        let Some(Value::Text(text)) = fields.get("Description") else { panic!() };
        assert_eq!(
            text,
            "Wants a quote\n\nCaller number: +33612345678\nCalled number: +49 30 1000\nCall start: 11/23/2026 21:04"
        );
        assert!(!fields.keys().any(|name| name.ends_with("__c")));
    }

    #[test]
    fn a_lead_takes_no_thing_beside_it() {
        let case = record("500000000000001AAA", Object::Case, "00001026");
        let about = |person: &str, object: Object| {
            let mut call = call();
            call.related = Related::To { record: record(person, object, "P"), by: RelatedBy::Search };
            call.progress.ivr = Lookup::Found(case.clone());
            parties(&call)
        };
        let (who, what) = about("003000000000001AAA", Object::Contact);
        assert_ne!((who, &what), (Value::Empty, &Value::Empty));
        assert_eq!(what, Value::Reference(case.id.clone()));
        let (who, what) = about("00Q000000000001AAA", Object::Lead);
        assert_ne!(who, Value::Empty);
        assert_eq!(what, Value::Empty);
    }
}
