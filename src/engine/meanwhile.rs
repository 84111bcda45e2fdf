//! What was changed in Salesforce since our last save, and what the agent says to it.

use super::call::Call;
use super::crm::{Object, Value};
use super::event::Keep;
use super::outbox::{Decided, Entry, Key, Part};
use super::view::Conflict;
use super::workflow::task;
use super::*;

const NOTE: &str = "Description";

/// As much of a text is shown: enough to decide by.
const SHOWN: usize = 1000;

impl Engine {
    /// What the agent has to decide about a record.
    pub(super) fn conflicts(&self, key: Key, entry: &Entry) -> Vec<Conflict> {
        let conflict = |(field, theirs): (&String, &Value)| Conflict {
            part: key.part,
            field: field.clone(),
            theirs: match theirs {
                Value::Text(text) => Value::Text(shortened(text)),
                other => other.clone(),
            },
            both: self.joined(key, field, theirs, None).is_some(),
        };
        entry.meanwhile.theirs.iter().map(conflict).collect()
    }

    pub(super) fn decide(&mut self, key: Key, field: &str, keep: Keep, now: Timestamp) {
        let Some(Decided { theirs, before }) = self.outbox.decide(key, field, keep == Keep::Theirs, now) else {
            return;
        };
        self.touched.insert(key.call);
        let both = self.joined(key, field, &theirs, before.as_ref()).filter(|_| keep == Keep::Both);
        let text = match (keep, theirs) {
            (Keep::Theirs, Value::Text(text)) => Some(text),
            _ => both,
        };
        if let Some(text) = text.filter(|_| key.part == Part::Task) {
            self.edit(key.call, |call| match field {
                NOTE => call.note = text,
                "Subject" => call.subject = Some(text).filter(|text| !text.is_empty()),
                _ => {}
            });
        }
        // What the card says now goes along.
        if let Some(call) = self.roster.get(key.call).filter(|_| key.part == Part::Task) {
            let (name, fields) = (call.key.clone(), task::fields(call, &self.settings, self.locale, now));
            self.want(key, Object::Task, name, fields, now);
        }
    }

    /// The note as it is in Salesforce, then what the agent has written. `before`: where both began; what of it still stands there is
    /// not said twice. `None`: it is no note, or both are too long for one.
    fn joined(&self, key: Key, field: &str, theirs: &Value, before: Option<&Value>) -> Option<String> {
        let (Value::Text(theirs), Part::Task, NOTE) = (theirs, key.part, field) else { return None };
        let note = |call: &Call| call.note.clone();
        let mine = self.roster.get(key.call).map(note).filter(|mine| !mine.is_empty() && !theirs.is_empty())?;
        let added = match before {
            Some(Value::Text(before)) if theirs.starts_with(&**before) => mine.strip_prefix(&**before),
            _ => None,
        };
        let added = added.unwrap_or(&mine).trim_start();
        let both = if added.is_empty() { theirs.clone() } else { [theirs, "\n\n", added].concat() };
        (both.chars().count() <= task::LONG_TEXT).then_some(both)
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
