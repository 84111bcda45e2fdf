//! What others do to a record between our saves: an agent on the record's page, a colleague, a flow. A field that they have changed
//! is not overwritten. It stays as it is there, and as it is wanted here, until the agent has said which of the two it shall be; what
//! nobody else has touched is written.

use super::{Entry, Key, Outbox, Settled, State};
use crate::engine::crm::{Changed, Failure, FailureKind, Fields, Value};
use crate::engine::id::RecordId;
use crate::engine::journal::{Form, field};
use crate::engine::json::Json;
use crate::engine::locale::Locale;
use crate::engine::time::Timestamp;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Meanwhile {
    /// What is in conflict: fields that hold neither what we left there nor what we want, with what they do hold.
    pub theirs: Fields,
    /// Fields of which the agent kept what Salesforce has, with what we wanted: while we want just that, theirs stands.
    pub yielded: Fields,
    /// A change whose answer was lost. It may have been made, and what it made would look like somebody else's: so the very same is
    /// asked again, before anything newer is.
    pub tried: Option<Fields>,
    /// The record was found by its key: what its fields hold is not known, and cannot be compared with.
    pub blind: bool,
    /// The agent has decided, or something else was wanted, while a request was out: when its answer is here, the rest goes out.
    pub again: bool,
}

impl Meanwhile {
    /// A request failed, and may have been carried out all the same.
    pub(super) fn doubt(&mut self, why: &Failure, sent: &Fields) {
        match why.kind.surely_not_done() {
            false => self.tried = Some(sent.clone()),
            // Of an earlier attempt it tells nothing.
            true if why.kind == FailureKind::NotReady => {}
            true => self.tried = None,
        }
    }
}

/// In the journal; null where nothing happened, as for most records. Missing in that of an older version.
impl Form for Meanwhile {
    fn write(&self) -> Json {
        if *self == Self::default() {
            return Json::Null;
        }
        Json::object(vec![
            ("theirs", self.theirs.write()),
            ("yielded", self.yielded.write()),
            ("tried", self.tried.write()),
            ("blind", self.blind.write()),
        ])
    }

    fn read(json: &Json) -> Option<Self> {
        if *json == Json::Null {
            return Self::absent();
        }
        Some(Self {
            theirs: field(json, "theirs")?,
            yielded: field(json, "yielded")?,
            tried: field(json, "tried")?,
            blind: field(json, "blind")?,
            again: false,
        })
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// What was decided on, for whoever shows it.
pub struct Decided {
    pub theirs: Value,
    /// What both started from, as far as it is known.
    pub before: Option<Value>,
}

impl Outbox {
    /// The CRM has compared. What was changed there meanwhile was left alone, and is to be decided by the agent.
    pub fn changed(&mut self, key: Key, left: Vec<Changed>, locale: Locale, now: Timestamp) -> Option<Settled> {
        let entry = self.entries.get_mut(&key)?;
        let State::Sending { sent } = &mut entry.state else { return None };
        let mut holds = std::mem::take(sent);
        for Changed { field, now } in left {
            let Some(ours) = holds.get(&field) else { continue };
            let theirs = alike(ours, entry.without_lines(&field, now, locale));
            put(&mut holds, &field, entry.held.get(&field).cloned());
            entry.meanwhile.theirs.insert(field, theirs);
        }
        entry.holds(holds, now);
        Some(entry.as_saved())
    }

    /// The agent has said which value a field shall have. `None`: there is nothing to decide any more.
    pub fn decide(&mut self, key: Key, field: &str, keep_theirs: bool, now: Timestamp) -> Option<Decided> {
        let entry = self.entries.get_mut(&key)?;
        let theirs = entry.meanwhile.theirs.remove(field)?;
        let before = entry.held.insert(field.to_owned(), theirs.clone());
        let under_way = match &mut entry.state {
            State::Sending { sent } => Some(sent),
            _ => None,
        };
        for fields in under_way.into_iter().chain(&mut entry.meanwhile.tried) {
            fields.insert(field.to_owned(), theirs.clone());
        }
        if keep_theirs && let Some(ours) = entry.wanted.insert(field.to_owned(), theirs.clone()) {
            entry.meanwhile.yielded.insert(field.to_owned(), ours);
        }
        match entry.state {
            State::Committed { .. } => entry.state = State::Queued { not_before: now, why: None },
            State::Sending { .. } => entry.meanwhile.again = true,
            State::Queued { .. } | State::Unknown { .. } | State::Refused { .. } => {}
        }
        Some(Decided { theirs, before })
    }
}

impl Entry {
    /// The record shall hold these, but for what was left to Salesforce.
    pub(super) fn wish(&mut self, fields: Fields) {
        self.wanted = self.yielding(&fields);
        // The agent has changed their mind, or the value: what is wanted now is wanted anew.
        self.meanwhile.yielded.retain(|name, ours| fields.get(name) == Some(ours));
    }

    fn yielding(&self, fields: &Fields) -> Fields {
        let mut fields = fields.clone();
        for (name, ours) in self.meanwhile.yielded.iter() {
            if fields.get(name) == Some(ours) {
                put(&mut fields, name, self.held.get(name).cloned());
            }
        }
        fields
    }

    /// The org does not hold just these.
    pub fn differs_from(&self, fields: &Fields) -> bool {
        self.held != self.yielding(fields)
    }

    /// What the record holds when all has been done that can be: what is in conflict stays as it is.
    pub(super) fn to_be(&self) -> Fields {
        if let Some(tried) = &self.meanwhile.tried {
            return tried.clone();
        }
        let mut fields = self.wanted.clone();
        for name in self.meanwhile.theirs.keys() {
            put(&mut fields, name, self.held.get(name).cloned());
        }
        fields
    }

    /// Something can be sent that the org does not hold.
    pub(super) fn has_news(&self) -> bool {
        self.held != self.to_be()
    }

    /// It is known what the record holds now.
    pub(super) fn holds(&mut self, fields: Fields, now: Timestamp) {
        self.held = fields;
        self.attempts = 0;
        let waits = self.meanwhile.tried.take().is_some() | std::mem::take(&mut self.meanwhile.again);
        self.meanwhile.blind = false;
        // Where only the agent vouches for it nobody knows which record to change.
        self.state = match waits && self.record.is_some() && self.has_news() {
            true => State::Queued { not_before: now, why: None },
            // What was typed while the answer was under way waits for its occasion, as any change after the end does.
            false => State::Committed { at: now },
        };
    }

    /// What these fields hold, as far as we know. What we never wrote is empty; of a record that was only found we do not know it.
    pub(super) fn believed(&self, fields: &Fields, locale: Locale) -> Fields {
        let held = self.in_comments(&self.held, locale);
        let known = |name: &String| held.get(name).cloned().or((!self.meanwhile.blind).then_some(Value::Empty));
        fields.keys().filter_map(|name| Some((name.clone(), known(name)?))).collect()
    }

    /// The comments without the lines that stand there for fields which the org lacks.
    fn without_lines(&self, field: &str, text: Option<String>, locale: Locale) -> Option<String> {
        let (note, with_lines) = (self.held.get(field), self.in_comments(&self.held, locale));
        if let (Some(Value::Text(note)), Some(Value::Text(all)), Some(text)) = (note, with_lines.get(field), &text)
            && let Some(lines) = all.strip_prefix(&**note).filter(|lines| !lines.is_empty())
            && let Some(own) = text.strip_suffix(lines.trim_start())
        {
            return Some(own.trim_end().to_owned());
        }
        text
    }
}

fn put(fields: &mut Fields, name: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(fields.insert(name.to_owned(), value)),
        None => drop(fields.remove(name)),
    }
}

/// What Salesforce says of a field, as a value of the same kind as ours: an empty text is not nothing.
fn alike(ours: &Value, theirs: Option<String>) -> Value {
    let Some(text) = theirs else {
        return if matches!(ours, Value::Text(_)) { Value::Text(String::new()) } else { Value::Empty };
    };
    let read = match ours {
        Value::Date(_) => text.parse().ok().map(Value::Date),
        Value::Reference(_) | Value::Empty => RecordId::parse(&text).map(Value::Reference),
        _ => None,
    };
    read.unwrap_or(Value::Text(text))
}
