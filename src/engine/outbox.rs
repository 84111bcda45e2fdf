//! What the org is to hold, and how far it is. One entry for each record that a call asks for, so that a call can
//! never be saved twice, whatever becomes of the answers.
//!
//! ```text
//!            want                 send                  Saved
//!   (none) ───────▶ Queued ──────────────▶ Sending ───────────────▶ Committed ─┐ want: something new
//!                     ▲ ▲                   │ │ │                       ▲  ▲   │
//!                     │ └── surely not done ┘ │ └── perhaps done ──▶ Unknown   │
//!                     │       (try later)     │                         │      │
//!                     │                       └── said no ──▶ Refused   │      │
//!                     └──────────────── looked up: not there ───────────┘      │
//!                     └────────────────────────────────────────────────────────┘
//! ```
//!
//! Only the creation of a record can be doubled. So an answer that was lost is *Unknown* for a creation, and is
//! looked up, by the CRM or by the agent; a change of a known record is simply sent again. A call that the last page left is
//! looked up before anything is created, where the CRM can do that: the journal may be older than what was sent, as storage
//! was full, or the browser died before it had written to the disk.
//!
//! A change of a known record says of each field what it is believed to hold, where the CRM can compare: see [`Meanwhile`].

mod meanwhile;
mod refusal;

use std::time::Duration;

use super::crm::{Draft, Failure, FailureKind, Fields, Object, Request, Value};
use super::id::{CallId, RecordId};
use super::locale::Locale;
use super::time::Timestamp;
use super::workflow::task;
use crate::engine::map::Map;
pub use meanwhile::{Decided, Meanwhile};
pub use refusal::DUPLICATE;
use refusal::{duplicate_of, unknown_fields};

/// Which record of which call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    pub call: CallId,
    pub part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// The Task that logs the call.
    Task,
    Case,
    /// The task to do afterwards.
    FollowUp,
    Event,
}

impl Part {
    /// In the order in which they are sent: a Task names its case.
    pub const ALL: [Self; 4] = [Self::Task, Self::Case, Self::FollowUp, Self::Event];
}

/// One record on its way.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub object: Object,
    /// How the org knows the call: for looking it up.
    pub call_key: String,
    /// What the record shall hold. Names all its fields, those that the org lacks too.
    pub wanted: Fields,
    /// What the org confirmed that it holds.
    pub(super) held: Fields,
    /// Once it is known, only changes are sent.
    pub record: Option<RecordId>,
    pub state: State,
    /// Fields that this org does not have; their values go into the comments.
    pub missing: Vec<String>,
    /// What others do to the record between our saves.
    pub meanwhile: Meanwhile,
    pub(super) attempts: u32,
}

#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// To be sent, not before `not_before`. `why`: what went wrong the last time.
    Queued {
        not_before: Timestamp,
        why: Option<Failure>,
    },
    /// Sent; the answer is awaited. A page that is loaded again finds this as `Unknown`.
    Sending {
        sent: Fields,
    },
    /// A creation whose answer was lost. It may be there; it must not be sent again until somebody looked. Nothing in `sent`:
    /// it is not known of any creation.
    Unknown {
        since: Timestamp,
        sent: Fields,
        look_at: Option<Timestamp>,
    },
    Committed {
        at: Timestamp,
    },
    /// Salesforce said no. Waits for the agent.
    Refused {
        why: Failure,
    },
}

/// What an answer meant.
#[derive(Clone, PartialEq, Debug)]
pub enum Settled {
    /// It stands in the org now.
    Saved,
    /// It stands there, but without these fields, which the org does not have.
    WithoutFields(Vec<String>),
    /// Not yet.
    Pending,
    Refused,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outbox {
    entries: Map<Key, Entry>,
    /// The package is of a version that cannot compare: changes go out as they did before.
    cannot_compare: bool,
}

impl Outbox {
    pub fn get(&self, key: Key) -> Option<&Entry> {
        self.entries.get(&key)
    }

    /// Out of the journal after a reload: what was being sent then is unknown now.
    pub fn restore(&mut self, key: Key, mut entry: Entry, now: Timestamp) {
        if let State::Sending { sent } = entry.state {
            entry.state = match entry.record {
                Some(_) => {
                    entry.meanwhile.tried = Some(sent);
                    State::Queued { not_before: now, why: None }
                }
                None => State::Unknown { since: now, sent, look_at: Some(now) },
            };
        }
        self.entries.insert(key, entry);
        self.doubt(key, now);
    }

    pub fn forget(&mut self, key: Key) {
        self.entries.remove(&key);
    }

    /// The record shall hold `fields`. Makes the entry or changes it; queues it where something is new.
    pub fn want(&mut self, key: Key, object: Object, call_key: String, fields: Fields, now: Timestamp) {
        let entry = self.entries.get_or_insert_with(key, || Entry {
            object,
            call_key,
            wanted: Fields::new(),
            held: Fields::new(),
            record: None,
            state: State::Queued { not_before: now, why: None },
            missing: Vec::new(),
            meanwhile: Meanwhile::default(),
            attempts: 0,
        });
        entry.wish(fields);
        let again = match entry.state {
            // Where only the agent vouches for it nobody knows which record to change, and a second must not be made.
            State::Committed { .. } => entry.has_news() && entry.record.is_some(),
            State::Refused { .. } => true,
            State::Queued { .. } => true,
            // Its answer decides; what is new by then is queued behind it.
            State::Sending { .. } | State::Unknown { .. } => {
                entry.meanwhile.again = true;
                false
            }
        };
        if again {
            entry.attempts = 0;
            entry.state = State::Queued { not_before: now, why: None };
        }
    }

    /// Nothing is known of a creation, and yet there may have been one.
    pub fn doubt(&mut self, key: Key, now: Timestamp) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        if entry.record.is_none() && matches!(entry.state, State::Queued { .. }) {
            entry.state = State::Unknown { since: now, sent: Fields::new(), look_at: Some(now) };
        }
    }

    /// Takes the next entry that is due and marks it as sent. `compare`: the CRM can look at what a field holds before it is set.
    pub fn send(&mut self, compare: bool, locale: Locale, now: Timestamp) -> Option<(Key, Request)> {
        let compare = compare && !self.cannot_compare;
        let due = |entry: &Entry| matches!(entry.state, State::Queued { not_before, .. } if not_before <= now);
        for (key, entry) in self.entries.iter_mut().filter(|(_, entry)| due(entry)) {
            let sent = entry.to_be();
            let fields = entry.to_send(&sent, locale);
            // What has changed is only in fields that this org does not have, or that wait for the agent.
            if entry.record.is_some() && fields.is_empty() {
                entry.holds(sent, now);
                continue;
            }
            let was = (compare && entry.record.is_some()).then(|| entry.believed(&fields, locale));
            let draft = Draft { object: entry.object.clone(), record: entry.record.clone(), fields };
            entry.attempts = entry.attempts.saturating_add(1);
            entry.state = State::Sending { sent };
            let request = match was {
                Some(was) => Request::Change(draft, was),
                None => Request::Save(draft),
            };
            return Some((*key, request));
        }
        None
    }

    /// The CRM confirmed the record. Holds for an answer that comes after its deadline, too.
    pub fn saved(&mut self, key: Key, record: Option<RecordId>, now: Timestamp) -> Option<Settled> {
        let entry = self.entries.get_mut(&key)?;
        let sent = match &mut entry.state {
            State::Sending { sent } | State::Unknown { sent, .. } => std::mem::take(sent),
            State::Queued { .. } | State::Committed { .. } | State::Refused { .. } => return None,
        };
        entry.record = record.or(entry.record.take());
        entry.holds(sent, now);
        Some(entry.as_saved())
    }

    /// The CRM failed, or its answer did not come in time.
    pub fn failed(&mut self, key: Key, why: Failure, can_look: bool, now: Timestamp) -> Option<Settled> {
        let entry = self.entries.get_mut(&key)?;
        let State::Sending { sent } = &mut entry.state else { return None };
        let sent = std::mem::take(sent);
        if !why.kind.surely_not_done() && entry.record.is_none() {
            entry.state = State::Unknown { since: now, sent, look_at: can_look.then_some(now) };
            return Some(Settled::Pending);
        }
        // The package is an older one, or gone: nobody can compare.
        if why.kind == FailureKind::Unsupported && entry.record.is_some() && can_look && !self.cannot_compare {
            self.cannot_compare = true;
            entry.state = State::Queued { not_before: now, why: None };
            return Some(Settled::Pending);
        }
        let asked_again = entry.meanwhile.tried.is_some();
        entry.meanwhile.doubt(&why, &sent);
        match duplicate_of(&why, entry.record.is_none()) {
            // It was made by an earlier attempt.
            Some(Some(there)) => return Some(entry.found(there, now)),
            Some(None) => {
                entry.state = State::Sending { sent };
                return self.saved(key, None, now);
            }
            None => {}
        }
        let missing = unknown_fields(&why, &sent);
        if !missing.is_empty() {
            entry.missing.extend(missing);
            entry.state = State::Queued { not_before: now, why: None };
            return Some(Settled::Pending);
        }
        entry.state = match why.kind {
            FailureKind::NotReady | FailureKind::ServerError | FailureKind::Timeout | FailureKind::Garbled => {
                State::Queued { not_before: now.plus(back_off(entry.attempts)), why: Some(why) }
            }
            FailureKind::NotInFrame
            | FailureKind::InitFailed
            | FailureKind::Rejected
            | FailureKind::Malformed
            // What was refused was only asked again, and is not wanted any more.
            | FailureKind::Unsupported if asked_again && entry.to_be() != sent => {
                State::Queued { not_before: now, why: None }
            }
            FailureKind::NotInFrame
            | FailureKind::InitFailed
            | FailureKind::Rejected
            | FailureKind::Malformed
            | FailureKind::Unsupported => {
                entry.state = State::Refused { why };
                return Some(Settled::Refused);
            }
        };
        Some(Settled::Pending)
    }

    /// The unknown entries that somebody should look up now. Each is asked for again after a growing while.
    pub fn look(&mut self, now: Timestamp) -> Vec<(Key, Object, String)> {
        let mut due = Vec::new();
        for (key, entry) in &mut self.entries {
            let State::Unknown { look_at: Some(at), .. } = &mut entry.state else { continue };
            if *at <= now {
                entry.attempts = entry.attempts.saturating_add(1);
                *at = now.plus(back_off(entry.attempts));
                due.push((*key, entry.object.clone(), entry.call_key.clone()));
            }
        }
        due
    }

    /// Nobody can look it up after all: the agent has to, where there was a creation.
    pub fn cannot_look(&mut self, key: Key, now: Timestamp) {
        let Some(entry) = self.entries.get_mut(&key) else { return };
        match &mut entry.state {
            State::Unknown { sent, .. } if sent.is_empty() => {
                entry.state = State::Queued { not_before: now, why: None }
            }
            State::Unknown { look_at, .. } => *look_at = None,
            State::Queued { .. } | State::Sending { .. } | State::Committed { .. } | State::Refused { .. } => {}
        }
    }

    /// A look-up, or the agent, says whether the record is there after all. `there`: the record where it has a name.
    pub fn looked(&mut self, key: Key, there: Option<Option<RecordId>>, now: Timestamp) -> Option<Settled> {
        let entry = self.entries.get_mut(&key)?;
        let State::Unknown { sent, .. } = &entry.state else { return None };
        match there {
            Some(Some(record)) if sent.is_empty() => Some(entry.found(record, now)),
            Some(record) => self.saved(key, record, now),
            None => {
                entry.state = State::Queued { not_before: now, why: None };
                Some(Settled::Pending)
            }
        }
    }

    /// The CRM is back: what waited or was refused for want of it is tried at once.
    pub fn retry(&mut self, can_look: bool, now: Timestamp) {
        self.cannot_compare = false;
        for entry in self.entries.values_mut() {
            match &mut entry.state {
                State::Queued { not_before, .. } => *not_before = (*not_before).min(now),
                State::Unknown { sent, .. } if sent.is_empty() && !can_look => {
                    entry.state = State::Queued { not_before: now, why: None };
                }
                State::Unknown { look_at, .. } => *look_at = can_look.then_some(now),
                State::Refused { why } => {
                    if matches!(why.kind, FailureKind::NotInFrame | FailureKind::InitFailed | FailureKind::Unsupported)
                    {
                        entry.state = State::Queued { not_before: now, why: None };
                    }
                }
                State::Sending { .. } | State::Committed { .. } => {}
            }
        }
    }

    /// The clock was set back: nothing waits longer for it.
    pub fn set_back(&mut self, by: Duration) {
        for entry in self.entries.values_mut() {
            match &mut entry.state {
                State::Queued { not_before, .. } => *not_before = not_before.minus(by),
                State::Unknown { look_at: Some(at), .. } => *at = at.minus(by),
                State::Unknown { look_at: None, .. }
                | State::Sending { .. }
                | State::Committed { .. }
                | State::Refused { .. } => {}
            }
        }
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        let due = |entry: &Entry| match &entry.state {
            State::Queued { not_before, .. } => Some(*not_before),
            State::Unknown { look_at, .. } => *look_at,
            State::Sending { .. } | State::Committed { .. } | State::Refused { .. } => None,
        };
        self.entries.values().filter_map(due).min()
    }
}

impl Entry {
    /// Something is wanted that the org does not hold.
    pub fn is_dirty(&self) -> bool {
        self.held != self.wanted
    }

    /// The org itself confirmed the record, and all that was wanted of it.
    pub fn is_safe(&self) -> bool {
        matches!(self.state, State::Committed { .. }) && self.record.is_some() && !self.is_dirty()
    }

    /// All that it says of the record: what is wanted, what is held, what is on its way, what others wrote.
    pub fn all_fields(&mut self) -> impl Iterator<Item = &mut Fields> {
        let sent = match &mut self.state {
            State::Sending { sent } | State::Unknown { sent, .. } => Some(sent),
            State::Queued { .. } | State::Committed { .. } | State::Refused { .. } => None,
        };
        let Meanwhile { theirs, yielded, tried, .. } = &mut self.meanwhile;
        [&mut self.wanted, &mut self.held, theirs, yielded].into_iter().chain(sent).chain(tried)
    }

    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The org has it already, and holds what was known when it was made: the rest follows as a change. What is empty here does
    /// not: somebody may have filled it in there.
    fn found(&mut self, there: RecordId, now: Timestamp) -> Settled {
        self.record = Some(there);
        self.held = self.wanted.clone();
        self.held.retain(|_, value| match value {
            Value::Empty => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        });
        self.meanwhile.blind = true;
        self.state = State::Queued { not_before: now, why: None };
        Settled::Pending
    }

    fn as_saved(&self) -> Settled {
        match self.missing.is_empty() {
            true => Settled::Saved,
            false => Settled::WithoutFields(self.missing.clone()),
        }
    }

    /// As this org takes them: what it has no field for stands in the comments.
    fn in_comments(&self, fields: &Fields, locale: Locale) -> Fields {
        let mut fields = fields.clone();
        task::into_comments(&self.object, &mut fields, &self.missing, locale);
        fields
    }

    /// All of it for a new record, but for what is empty anyway; else what the org does not hold yet.
    fn to_send(&self, to_be: &Fields, locale: Locale) -> Fields {
        let mut fields = self.in_comments(to_be, locale);
        match self.record {
            None => fields.retain(|_, value| *value != Value::Empty),
            Some(_) => {
                let held = self.in_comments(&self.held, locale);
                // `TaskSubtype` can be set at creation only.
                fields.retain(|name, value| held.get(name) != Some(value) && name != "TaskSubtype");
            }
        }
        fields
    }
}

/// 2, 4, 8 … at most 60 seconds.
fn back_off(attempts: u32) -> Duration {
    Duration::from_secs(2u64.saturating_pow(attempts.clamp(1, 6)).min(60))
}
