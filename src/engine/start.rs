//! The start: out of the journal comes what the last page left behind.

use std::time::Duration;

use super::call::{Call, Fact, State};
use super::event::Boot;
use super::journal::{self, Saved};
use super::outbox::Key;
use super::telephony::Command;
use super::*;
use crate::engine::map::Map;

impl Engine {
    pub(super) fn started(&mut self, boot: Boot, now: Timestamp) {
        self.entropy = boot.entropy;
        self.locale = boot.locale;
        self.password = boot.password;
        if let Some(trouble) = boot.storage {
            self.notice(NoticeKind::Storage(trouble));
        }
        let mut calls = Vec::new();
        for (key, text) in boot.journal {
            if key == journal::PREFERENCES {
                self.preferences = journal::read(&text).unwrap_or_default();
            } else if key == journal::SETTINGS {
                let found: Map<String, String> = journal::read(&text).unwrap_or_default();
                (self.settings.0, _) = self.understood(&found);
                self.desk.call_center = found;
                self.settings_version = 1;
            } else if key.starts_with(journal::CALL) {
                calls.push((key, text));
            }
        }
        self.apply_preferences();
        self.left_by_last_page(calls, boot.office, now);
        self.open_driver();
    }

    /// Calls of the last page out of the journal, key and text.
    pub(super) fn restore(&mut self, calls: Vec<(String, String)>, now: Timestamp) {
        let since: Vec<CallId> = self.roster.ids();
        for (key, text) in calls {
            match journal::read::<Saved>(&text) {
                Some(saved) => self.restore_call(saved, now),
                None => self.notice(NoticeKind::Unreadable(key)),
            }
        }
        self.out.push(Effect::ReadHistory);
        // Calls that began before this was read left them behind.
        if !since.is_empty() {
            self.roster.order();
            for id in self.roster.ids().into_iter().filter(|id| !since.contains(id)) {
                self.left_behind(id, now);
            }
        }
    }

    pub(super) fn restore_call(&mut self, saved: Saved, now: Timestamp) {
        let Saved { mut call, entries, owed } = saved;
        let id = call.id;
        self.left.insert(id);
        for (part, entry) in entries {
            self.outbox.restore(Key { call: id, part }, entry, now);
        }
        // The clock was set back while nobody looked, or before its entry could be read.
        let ahead = call.seen.since(now);
        if !ahead.is_zero() {
            call.set_back(ahead, now);
        }
        call.leg = call.kept.clone().filter(|_| !call.is_over());
        if Self::is_offered(&call, now) {
            return self.restored(call, owed, None, now);
        }
        if call.leg.is_some() {
            self.unconfirmed.insert(id);
            return self.restored(call, owed, None, now);
        }
        let seen = last_seen(&call);
        let fact = call.state.cut_off(seen);
        self.restored(call, owed, fact, now);
    }

    fn restored(&mut self, call: Call, owed: Vec<Fact>, fact: Option<Fact>, now: Timestamp) {
        let id = call.id;
        self.roster.push(call);
        self.touched.insert(id);
        if self.selected.is_none() {
            self.selected = Some(id);
        }
        for fact in owed.into_iter().chain(fact) {
            self.fact(id, fact, now);
        }
    }

    /// Calls of the last page that the driver does not have any more: they ended while nobody looked.
    pub(super) fn cut_off_unconfirmed(&mut self, now: Timestamp) {
        for id in std::mem::take(&mut self.unconfirmed) {
            let Some(call) = self.roster.get_mut(id) else { continue };
            call.leg = None;
            let seen = last_seen(call);
            if let Some(fact) = call.state.cut_off(seen) {
                self.touched.insert(id);
                self.fact(id, fact, now);
            }
        }
    }

    pub(super) fn apply_preferences(&mut self) {
        if let Some(language) = self.preferences.language {
            self.locale.language = language;
            if language == locale::Language::German {
                self.locale.date = locale::DateOrder::DayMonthYearDots;
            }
        }
    }

    pub(super) fn store_preferences(&mut self) {
        self.out.push(journal::store(journal::PREFERENCES, &self.preferences));
    }

    /// The page goes, and its calls may go on without it: until now they did. A call that the next page could not read of is ended.
    pub(super) fn leaving(&mut self, now: Timestamp) {
        for id in self.roster.ids() {
            let unstored = self.unstored.contains(&id);
            let Some(call) = self.roster.get_mut(id) else { continue };
            let Some(leg) = call.leg.clone() else { continue };
            call.seen = now;
            self.touched.insert(id);
            match (&call.handle, unstored) {
                (Some(_), false) => call.leg = None,
                (Some(_), true) => self.out.push(Effect::Phone(Command::HangUp { leg })),
                (None, _) => {}
            }
        }
    }

    pub(super) fn whole_entry(&self, id: CallId) -> Effect {
        match self.saved(id) {
            Some(saved) => journal::store(journal::call_key(id), &saved),
            None => journal::remove(journal::call_key(id)),
        }
    }

    /// A call and its records, as they stand in the journal.
    pub(super) fn saved(&self, id: CallId) -> Option<Saved> {
        let call = self.roster.get(id)?.clone();
        let entries = outbox::Part::ALL.into_iter().filter_map(|part| {
            let entry = self.outbox.get(Key { call: id, part })?;
            Some((part, entry.clone()))
        });
        Some(Saved { call, entries: entries.collect(), owed: Vec::new() })
    }

    /// The traces of calls that are done with are kept for a while.
    pub(super) fn trim_traces(&mut self) {
        while self.traces.len() > TRACES {
            let Some(oldest) = self.traces.keys().find(|id| self.roster.get(**id).is_none()).copied() else { break };
            self.traces.remove(&oldest);
        }
    }
}

/// Who talked when the page went has talked: a second at least, or the call would count as missed.
pub(super) fn last_seen(call: &Call) -> Timestamp {
    match call.state {
        State::Talking { since, .. } => call.seen.max(since.plus(Duration::from_secs(1))),
        State::Ringing { .. } | State::Dialling { .. } | State::Ended { .. } => call.seen,
    }
}
