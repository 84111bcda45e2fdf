//! The case of a call: which field holds what, by Salesforce's "Case" object reference.

use super::{Moment, subject, task};
use crate::engine::crm::{Fields, Object, Value};

/// What the case of this call should hold, as things stand.
pub fn fields(m: &Moment) -> Fields {
    let mut out = Fields::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("Subject", Value::Text(subject::of(m.call, m.settings, m.locale)));
    put("Origin", Value::Text("Phone".into()));
    put(task::CALL_KEY, Value::Text(m.call.key.chars().take(task::SHORT_TEXT).collect()));
    match m.call.related_record() {
        // The contact's account is filled in by Salesforce.
        Some(record) if record.object == Object::Contact => put("ContactId", Value::Reference(record.id.clone())),
        Some(record) if record.object == Object::Account => put("AccountId", Value::Reference(record.id.clone())),
        Some(_) | None => None,
    };
    if let Some(id) = &m.settings.case.record_type {
        put(task::RECORD_TYPE, Value::Reference(id.clone()));
    }
    out
}
