//! What Salesforce's refusal of a save says beyond "no": that the record is there already, or that the org lacks a field.

use crate::engine::crm::{Failure, FailureKind, Fields};
use crate::engine::id::RecordId;
use crate::engine::workflow::task;

/// Salesforce's status code for a value that must be unique and is there already. Its words are in the agent's language.
pub const DUPLICATE: &str = "DUPLICATE_VALUE";

/// Salesforce refused a second record with our unique key: it is there already. Its message names the record
/// ("duplicates value on record with id: 00T…").
pub(super) fn duplicate_of(why: &Failure, creating: bool) -> Option<Option<RecordId>> {
    let tells = |text: &str| text.contains(DUPLICATE) || text.to_ascii_lowercase().contains("duplicate value");
    let of_key = why.fields.iter().find(|(name, text)| name == task::CALL_KEY && tells(text));
    let text = of_key
        .map(|(_, text)| text)
        .or((tells(&why.message) && why.message.contains(task::CALL_KEY)).then_some(&why.message))?;
    let id = text.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(RecordId::parse).find(|id| {
        // Task, Event, Case; not one of the longer words of the message.
        ["00T", "00U", "500"].iter().any(|prefix| id.0.starts_with(prefix))
    });
    creating.then_some(id)
}

/// The fields that this org does not have, or does not take, by its own account. Only ours are given up, and the
/// record type that an administrator named; never another standard one.
pub(super) fn unknown_fields(why: &Failure, sent: &Fields) -> Vec<String> {
    let named = |name: &&&str| why.message.contains(**name) || why.fields.iter().any(|(field, _)| field == **name);
    // "Record Type ID: this ID value isn't valid for the user", or by the field's name.
    let of_record_type = |text: &str| text.to_ascii_lowercase().contains("record type");
    if why.kind == FailureKind::Rejected
        && sent.contains_key(task::RECORD_TYPE)
        && (named(&&task::RECORD_TYPE)
            || of_record_type(&why.message)
            || why.fields.iter().any(|(_, text)| of_record_type(text)))
    {
        return vec![task::RECORD_TYPE.to_owned()];
    }
    if why.kind != FailureKind::Rejected || !task::CALL_FIELDS.iter().any(|name| named(&name)) {
        return Vec::new();
    }
    // An org without one of them has no package: give up all, rather than learn it field by field.
    task::CALL_FIELDS.iter().filter(|name| sent.contains_key(**name)).map(|name| (*name).to_owned()).collect()
}
