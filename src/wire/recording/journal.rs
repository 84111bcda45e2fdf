//! What the last page left behind, with other names in it. It is read as the engine reads it; what the engine cannot read it cannot
//! read afterwards, either.

use super::shape::Shape;
use super::veil::{Veil, is_call_id};
use crate::engine::call::{Call, Lookup, Popped, Related};
use crate::engine::crm::{Fields, RecordRef, Value};
use crate::engine::journal::{self, Form, Preferences, Saved};
use crate::engine::locale::Locale;
use crate::engine::texts::texts;
use crate::engine::view::RecentCall;
use crate::engine::workflow::{subject, task};

/// Not JSON.
const UNREADABLE: &str = "unreadable";

/// What a follow-up's name has behind the call's.
const FOLLOW_UP: &str = " follow-up";

impl Veil {
    /// The entries of a journal, key and text.
    pub fn journal(&mut self, entries: &mut Vec<(String, String)>, locale: Locale) {
        self.settings.locale = locale;
        // Settings first: what a number is follows from them.
        for (_, text) in entries.iter_mut().filter(|(key, _)| key == journal::SETTINGS) {
            *text = veiled(text, |found| self.call_center(found));
        }
        for (key, text) in entries.iter_mut() {
            if key == journal::PREFERENCES {
                *text = veiled(text, |preferences: &mut Preferences| preferences.user.veil(self));
            } else if key.starts_with(journal::CALL) {
                *text = veiled(text, |saved| self.saved(saved));
            } else if key.starts_with(journal::DONE) {
                *text = veiled(text, |recent| self.recent(recent));
            }
        }
        // Nobody reads anything else, and nobody knows what it is.
        let known = |key: &str| [journal::CALL, journal::DONE].iter().any(|start| key.starts_with(start));
        entries.retain(|(key, _)| known(key) || key == journal::SETTINGS || key == journal::PREFERENCES);
    }

    fn saved(&mut self, saved: &mut Saved) {
        let Saved { call, entries, owed: _ } = saved;
        let before = call.clone();
        self.of_call(call);
        let keys = [(&before.key, &call.key)];
        for (_, entry) in entries {
            entry.call_key = self.derived(&entry.call_key, &keys);
            entry.record.veil(self);
            for fields in entry.all_fields() {
                self.fields(fields, &before, call);
            }
        }
    }

    fn of_call(&mut self, call: &mut Call) {
        self.call = Some(call.id);
        call.remote.veil(self);
        call.own.veil(self);
        call.diverted_by.veil(self);
        let before = call.call_ref.clone();
        call.call_ref = before.as_deref().map(|name| self.name(name));
        call.key = match before.as_deref().zip(call.call_ref.as_deref()) {
            Some((before, after)) => match call.key.strip_prefix(before).and_then(|rest| rest.strip_prefix(' ')) {
                Some(leg) => [after, &self.leg(leg)].join(" "),
                None => self.key(&call.key),
            },
            None => self.key(&call.key),
        };
        call.queue.veil(self);
        call.ivr.veil(self);
        self.of_related(&mut call.related);
        call.origin.veil(self);
        call.note = self.note(&call.note);
        call.subject = call.subject.take().map(|text| self.subject(&text));
        call.digits_sent = self.shuffled(&call.digits_sent);
        for lookup in [&mut call.progress.ivr, &mut call.progress.target] {
            if let Lookup::Found(record) = lookup {
                record.veil(self);
            }
        }
        if let Some(Popped::Record(record)) = &mut call.progress.popped {
            record.veil(self);
        }
        call.progress.case.veil(self);
        call.wrap_up.task.veil(self);
    }

    /// Our own name for a call says nothing.
    fn key(&mut self, text: &str) -> String {
        if is_call_id(text) { text.to_owned() } else { self.leg(text) }
    }

    fn of_related(&mut self, related: &mut Related) {
        if let Related::To { record, by: _ } = related {
            RecordRef::veil(record, self);
        }
    }

    /// A name made from one of these, whole or cut to the length of its field.
    fn derived(&mut self, text: &str, names: &[(&String, &String)]) -> String {
        for (before, after) in names.iter().filter(|(before, _)| !before.is_empty()) {
            if let Some(rest) = text.strip_prefix(before.as_str()).filter(|rest| FOLLOW_UP.starts_with(rest)) {
                return [after, rest].concat();
            }
            if !text.is_empty() && before.starts_with(text) {
                return after.chars().take(text.chars().count()).collect();
            }
        }
        self.key(text)
    }

    /// What a record of this call holds, or is to hold.
    fn fields(&mut self, fields: &mut Fields, before: &Call, after: &Call) {
        let refs = before.call_ref.iter().zip(&after.call_ref);
        let names: Vec<_> = std::iter::once((&before.key, &after.key)).chain(refs).collect();
        for (name, value) in fields.iter_mut() {
            match value {
                Value::Text(text) => match name.as_str() {
                    // Of a picklist, or chosen among those of the settings.
                    "Status" | "CallType" | "TaskSubtype" | "Priority" | "Origin" | "CallDisposition" => {}
                    task::RESULT_GROUP => {}
                    task::CALL_KEY | "CallObject" => *text = self.derived(text, &names),
                    "Subject" if self.is_of_template(before, text) => {}
                    "Subject" => *text = self.subject(text),
                    "Description" => *text = self.note(text),
                    _ => *text = self.words(text),
                },
                Value::Phone(number) => number.veil(self),
                Value::Reference(record) => record.veil(self),
                Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::Moment(_) | Value::Empty => {}
            }
        }
    }

    /// Made from the administrator's words, and none of the agent's.
    fn is_of_template(&self, call: &Call, text: &str) -> bool {
        let plain = Call { subject: None, ..call.clone() };
        self.settings.locales().into_iter().any(|locale| {
            let made = subject::of(&plain, self.settings.all(), locale);
            let before = text.strip_suffix(made.as_str());
            before
                .is_some_and(|before| before.is_empty() || before == [texts(locale.language).follow_up, ": "].concat())
        })
    }

    fn recent(&mut self, recent: &mut RecentCall) {
        self.call = Some(recent.id);
        recent.party.veil(self);
        recent.name.veil(self);
        recent.note = self.note(&recent.note);
        recent.call_back.veil(self);
    }
}

fn veiled<T: Form>(text: &str, veil: impl FnOnce(&mut T)) -> String {
    let Some(mut value) = journal::read::<T>(text) else { return UNREADABLE.to_owned() };
    veil(&mut value);
    value.write().to_string()
}
