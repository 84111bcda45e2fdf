//! Calls that are done with: the latest [`KEPT`], one entry of the journal each, so that a call more costs one write and at most one
//! removal, however many there are. The screen is given the few rows that it looks at. What should be in Salesforce and is not stays
//! whole, so that it can still be saved.

use std::collections::VecDeque;
use std::sync::Arc;

use super::call::{Call, Fact};
use super::event::Intent;
use super::id::CallId;
use super::journal::{self, Form, Saved, field};
use super::json::Json;
use super::number::PhoneNumber;
use super::outbox::{Entry, Key, Part, State};
use super::view::{HistoryView, Logged, RecentCall};
use super::*;

/// As many calls as are kept.
pub const KEPT: usize = 1_000;
/// So many calls can end within the seconds in which a tab is waited for.
const FRESH: usize = 8;
/// More rows than this are not given to the screen at once.
const ROWS: usize = 200;

/// Newest first.
#[derive(Default)]
pub struct History {
    calls: VecDeque<Done>,
    /// Those of them that Salesforce should have and has not.
    unlogged: VecDeque<Arc<RecentCall>>,
    /// The latest of the others, whole: what was typed in another tab may still be on its way.
    fresh: VecDeque<Saved>,
    /// Such words for calls that have not been read yet.
    words: Vec<(CallId, String)>,
    look: Look,
    shown: Arc<HistoryView>,
}

/// A call that is done with.
pub struct Done {
    pub seen: Arc<RecentCall>,
    /// The call itself, where it can still be logged.
    pub whole: Option<Box<Saved>>,
}

/// What the screen looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    pub first: usize,
    pub rows: usize,
    pub unlogged: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { first: 0, rows: 40, unlogged: false }
    }
}

/// The call as the screen shows it, and beside it the call itself, if any.
impl Form for Done {
    fn write(&self) -> Json {
        let mut json = self.seen.write();
        if let (Json::Object(fields), Some(whole)) = (&mut json, &self.whole) {
            fields.insert("whole".to_owned(), whole.write());
        }
        json
    }

    fn read(json: &Json) -> Option<Self> {
        let whole = field::<Option<Saved>>(json, "whole")?.map(Box::new);
        Some(Self { seen: Arc::new(RecentCall::read(json)?), whole })
    }
}

impl History {
    pub fn view(&self) -> Arc<HistoryView> {
        self.shown.clone()
    }

    /// Out of the journal, in any order. Returns those that are too many.
    fn read(&mut self, mut calls: Vec<Done>) -> Vec<CallId> {
        calls.extend(self.calls.drain(..));
        // Those of one moment by their ids, so that the order of the storage makes no difference.
        calls.sort_by_key(|done| std::cmp::Reverse((done.seen.at, done.seen.id)));
        calls.dedup_by_key(|done| done.seen.id);
        let over = calls.split_off(calls.len().min(KEPT));
        self.unlogged = calls.iter().filter(|done| done.is_unlogged()).map(|done| done.seen.clone()).collect();
        self.calls = calls.into();
        self.show();
        over.iter().map(|done| done.seen.id).collect()
    }

    /// Returns the one that is too many now.
    fn push(&mut self, done: Done) -> Option<CallId> {
        if done.is_unlogged() {
            self.unlogged.push_front(done.seen.clone());
        }
        self.calls.push_front(done);
        let over = (self.calls.len() > KEPT).then(|| self.calls.pop_back()).flatten().map(|over| over.seen.id);
        if self.unlogged.back().map(|call| call.id) == over {
            self.unlogged.pop_back();
        }
        self.show();
        over
    }

    /// Takes out a call to which something is added.
    fn recall(&mut self, id: CallId) -> Option<Saved> {
        self.take(id).or_else(|| {
            let at = self.fresh.iter().position(|saved| saved.call.id == id)?;
            self.calls.retain(|done| done.seen.id != id);
            self.show();
            self.fresh.remove(at)
        })
    }

    /// The words stay here.
    fn keep_words(&mut self, id: CallId, words: &str) -> Option<&Done> {
        let at = self.calls.iter().position(|done| done.seen.id == id)?;
        let done = self.calls.get_mut(at)?;
        let seen = Arc::new(RecentCall { note: words.to_owned(), ..(*done.seen).clone() });
        self.unlogged.iter_mut().filter(|call| call.id == id).for_each(|call| *call = seen.clone());
        done.seen = seen;
        done.whole.iter_mut().for_each(|whole| words.clone_into(&mut whole.call.note));
        self.show();
        self.calls.get(at)
    }

    /// Takes out a call that can still be logged.
    fn take(&mut self, id: CallId) -> Option<Saved> {
        let at = self.calls.iter().position(|done| done.seen.id == id && done.whole.is_some())?;
        let whole = self.calls.remove(at)?.whole?;
        self.unlogged.retain(|call| call.id != id);
        self.show();
        Some(*whole)
    }

    fn look(&mut self, look: Look) {
        self.look = Look { rows: look.rows.min(ROWS), ..look };
        self.show();
    }

    /// Made when something changes, not when something else is drawn.
    fn show(&mut self) {
        let Look { first, rows, unlogged } = self.look;
        let total = if unlogged { self.unlogged.len() } else { self.calls.len() };
        let first = first.min(total);
        let rows = first..total.min(first + rows);
        self.shown = Arc::new(HistoryView {
            total,
            unlogged: self.unlogged.len(),
            only_unlogged: unlogged,
            first,
            rows: match unlogged {
                true => self.unlogged.range(rows).cloned().collect(),
                false => self.calls.range(rows).map(|done| done.seen.clone()).collect(),
            },
            redial: self.redial(),
        });
    }

    /// The last number that was dialled. Looked for among the latest: whoever dials seldom enters it anew.
    fn redial(&self) -> Option<PhoneNumber> {
        let ours = self.calls.iter().take(ROWS).find(|done| done.seen.outgoing)?;
        ours.seen.party.number.clone()
    }
}

impl Done {
    fn is_unlogged(&self) -> bool {
        self.seen.logged == Logged::No
    }
}

impl RecentCall {
    fn of(call: &Call, entry: Option<&Entry>, salesforce_logs: bool) -> Self {
        let (cause, answered, talked) = match call.state {
            call::State::Ended { cause, answered, at } => (cause, answered.is_some(), call.talked(at)),
            call::State::Ringing { .. } | call::State::Dialling { .. } | call::State::Talking { .. } => {
                (telephony::EndCause::PageClosed, false, std::time::Duration::ZERO)
            }
        };
        let logged = match entry {
            Some(Entry { state: State::Committed { .. }, .. }) => Logged::Yes,
            _ if call.off_record.is_some() => Logged::OffRecord,
            None if salesforce_logs || !answered && call.note.is_empty() => Logged::NotMeant,
            Some(_) | None => Logged::No,
        };
        Self {
            id: call.id,
            outgoing: call.outgoing,
            party: call.remote.clone(),
            name: call.related_record().map(|record| record.name.clone()).or_else(|| call.remote.name.clone()),
            at: call.started,
            talked,
            answered,
            cause,
            logged,
            // Where only the agent vouches for the Task, the words stay here.
            note: if entry.is_some_and(Entry::is_safe) { String::new() } else { call.note.clone() },
            call_back: call.remote.number.clone(),
        }
    }
}

fn key(id: CallId) -> String {
    format!("{}{id}", journal::DONE)
}

impl Engine {
    /// The calls of earlier pages that are done with, key and text. What cannot be read stays where it is.
    pub(super) fn history_read(&mut self, entries: Vec<(String, String)>) {
        let calls = entries.iter().filter_map(|(_, text)| journal::read::<Done>(text));
        // A page that went while it took one of them up again left it in both places.
        let (twice, calls): (Vec<_>, Vec<_>) = calls.partition(|done| self.roster.get(done.seen.id).is_some());
        let over = self.history.read(calls);
        for id in twice.iter().map(|done| done.seen.id).chain(over) {
            self.out.push(journal::remove(key(id)));
        }
        self.keep_words();
    }

    /// The call is done with: out of the roster, into the history.
    pub(super) fn archive(&mut self, id: CallId) {
        let Some(saved) = self.saved(id) else { return };
        self.roster.remove(id);
        let entry = self.outbox.get(Key { call: id, part: Part::Task });
        let seen = Arc::new(RecentCall::of(&saved.call, entry, self.settings.interaction_log));
        for part in Part::ALL {
            self.outbox.forget(Key { call: id, part });
        }
        self.undo.remove(&id);
        self.left.remove(&id);
        self.trim_traces();
        self.unanswered.retain(|_, key| key.call != id);
        let whole = match seen.logged {
            Logged::No => Some(Box::new(saved)),
            Logged::Yes | Logged::OffRecord | Logged::NotMeant => {
                self.history.fresh.truncate(FRESH - 1);
                self.history.fresh.push_front(saved);
                None
            }
        };
        let done = Done { whole, seen };
        // In this order: a page that goes in between has it twice, not never.
        self.touched.remove(&id);
        self.out.push(journal::store(key(id), &done));
        self.out.push(journal::remove(journal::call_key(id)));
        if let Some(over) = self.history.push(done) {
            self.out.push(journal::remove(key(over)));
        }
        if self.selected == Some(id) {
            self.selected = self.roster.iter().next_back().map(|call| call.id);
        }
    }

    /// A call of the history that Salesforce should have had: its card is there again, and it is saved.
    pub(super) fn log_late(&mut self, id: CallId, now: Timestamp) {
        let Some(saved) = self.history.take(id) else { return };
        self.out.push(journal::remove(key(id)));
        self.restore_call(saved, now);
        self.roster.order();
        let busy = self.selected.and_then(|id| self.roster.get(id)).is_some_and(|call| !call.is_over());
        if !busy {
            self.selected = Some(id);
        }
        if matches!(self.desk.standing, desk::Standing::Connected(_)) {
            self.catch_up_with(id, now);
        }
        self.fact(id, Fact::SaveAsked, now);
    }

    /// Words out of another tab for a card that is gone already: it is there again, and closed with them. Of a call that the last page
    /// was done with they stay in the history.
    pub(super) fn write_late(&mut self, id: CallId, words: Intent, now: Timestamp) {
        if self.roster.get(id).is_some() {
            self.agent(words, now);
        } else if let Some(saved) = self.history.recall(id) {
            self.restore_call(saved, now);
            self.roster.order();
            self.agent(words, now);
            self.close(id, now);
            if self.roster.get(id).is_some() {
                self.out.push(journal::remove(key(id)));
            }
        } else if let Intent::Note { text, .. } = words {
            self.history.words.push((id, text.into()));
            self.keep_words();
        }
    }

    fn keep_words(&mut self) {
        for (id, words) in std::mem::take(&mut self.history.words) {
            match self.history.keep_words(id, &words) {
                Some(done) => self.out.push(journal::store(key(id), done)),
                None => self.history.words.push((id, words)),
            }
        }
        self.history.words.truncate(FRESH);
    }

    /// What could not be written goes along with the next event: the entry of the roster made room for it.
    pub(super) fn store_done_again(&mut self) {
        for key in std::mem::take(&mut self.unstored_done) {
            if let Some(done) = self.history.calls.iter().find(|done| self::key(done.seen.id) == key) {
                self.out.push(journal::store(key, done));
            }
        }
    }

    pub(super) fn look_back(&mut self, look: Look) {
        self.history.look(look);
    }
}
