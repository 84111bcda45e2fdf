//! What the last page left behind, with other names in it. It is read as the engine reads it; what the engine cannot read it cannot
//! read afterwards, either.

use std::sync::Arc;

use super::shape::Shape;
use super::veil::{Veil, is_call_id};
use crate::engine::call::{Call, Lookup, Popped, Progress, Related, WrapUp};
use crate::engine::crm::{Fields, Value};
use crate::engine::history::Done;
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
    /// What a page finds when it starts, key and text.
    pub fn journal(&mut self, entries: &mut Vec<(String, String)>, locale: Locale) {
        self.settings.locale = locale;
        // Settings first: what a number is follows from them.
        for (_, text) in entries.iter_mut().filter(|(key, _)| key == journal::SETTINGS) {
            *text = veiled(text, |found| self.call_center(found));
        }
        // Nobody reads anything else, and nobody knows what it is.
        let known =
            |key: &str| key == journal::SETTINGS || key == journal::PREFERENCES || key.starts_with(journal::CALL);
        entries.retain(|(key, _)| known(key));
        for (key, text) in entries.iter_mut() {
            if key == journal::PREFERENCES {
                *text = veiled(text, |preferences: &mut Preferences| preferences.user.veil(self));
            } else if key.starts_with(journal::CALL) {
                *text = veiled(text, |saved| self.saved(saved));
            }
        }
    }

    /// Calls that are done with, key and text.
    pub fn history(&mut self, entries: &mut [(String, String)]) {
        for (_, text) in entries {
            *text = veiled(text, |done: &mut Done| {
                self.recent(Arc::make_mut(&mut done.seen));
                if let Some(whole) = &mut done.whole {
                    self.saved(whole);
                }
            });
        }
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

    /// Each field is named, so that a new one makes us think.
    fn of_call(&mut self, call: &mut Call) {
        let Call {
            id,
            leg,
            kept,
            handle,
            direction: _,
            outgoing: _,
            remote,
            own,
            diverted_by,
            asked_to_answer: _,
            invited,
            call_ref,
            key,
            queue,
            ivr,
            started: _,
            state: _,
            seen: _,
            // Asked for anew.
            caller: _,
            related,
            origin,
            note,
            subject,
            digits_sent,
            muted: _,
            off_record: _,
            quality: _,
            // Of one page.
            quiet: _,
            progress,
            wrap_up,
        } = call;
        self.call = Some(*id);
        let before = call_ref.clone().unwrap_or_default();
        *call_ref = call_ref.as_deref().map(|name| self.name(name));
        *key = match key.strip_prefix(before.as_str()).and_then(|rest| rest.strip_prefix(' ')) {
            Some(leg) if !before.is_empty() => [&self.name(&before), " ", &self.leg(leg)].concat(),
            // Our own name for a call says nothing.
            _ if is_call_id(key) => key.clone(),
            _ => self.leg(key),
        };
        leg.veil(self);
        kept.veil(self);
        handle.veil(self);
        remote.veil(self);
        own.veil(self);
        diverted_by.veil(self);
        invited.veil(self);
        queue.veil(self);
        ivr.veil(self);
        origin.veil(self);
        if let Related::To { record, by: _ } = related {
            record.veil(self);
        }
        *note = self.note(note);
        *subject = subject.take().map(|text| self.subject(&text));
        *digits_sent = self.shuffled(digits_sent);
        let Progress { ivr, target, popped, case, further, edited: _, mailed: _, followed: _, taken_back: _ } =
            progress;
        for lookup in [ivr, target] {
            if let Lookup::Found(record) = lookup {
                record.veil(self);
            }
        }
        if let Some(Popped::Record(record)) = popped {
            record.veil(self);
        }
        case.veil(self);
        further.veil(self);
        // A result is one of those that the settings offer.
        let WrapUp { result: _, choice: _, due: _, task, tasks: _ } = wrap_up;
        task.veil(self);
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
        if is_call_id(text) { text.to_owned() } else { self.leg(text) }
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
                Value::Number(_)
                | Value::Tenths(_)
                | Value::Flag(_)
                | Value::Date(_)
                | Value::Moment(_)
                | Value::Empty => {}
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
        let RecentCall {
            id,
            outgoing: _,
            party,
            name,
            at: _,
            talked: _,
            answered: _,
            cause: _,
            logged: _,
            note,
            call_back,
        } = recent;
        self.call = Some(*id);
        party.veil(self);
        name.veil(self);
        *note = self.note(note);
        call_back.veil(self);
    }
}

fn veiled<T: Form>(text: &str, veil: impl FnOnce(&mut T)) -> String {
    let Some(mut value) = journal::read::<T>(text) else { return UNREADABLE.to_owned() };
    veil(&mut value);
    value.write().to_string()
}
