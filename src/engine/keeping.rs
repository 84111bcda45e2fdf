//! What keeps time and journal true: a clock that is set back moves nothing; while somebody talks the call's last sign of life is written down now and then, so that
//! a crash costs seconds of the duration and not the call; and what could not be stored is stored again.

use std::time::Duration;

use super::call::State;
use super::event::StorageTrouble;
use super::journal;
use super::*;

/// A crash in a call costs so much of its duration at most.
const BEAT: Duration = Duration::from_secs(20);

impl Engine {
    /// A clock that was set back: what was to be in a minute shall still be in a minute, and a call that has gone on
    /// for a minute has gone on for a minute.
    pub(super) fn follow_clock(&mut self, now: Timestamp) {
        let before = self.last.replace(now);
        let Some(by) = before.map(|before| before.since(now)).filter(|by| *by > Duration::ZERO) else { return };
        for id in self.roster.ids() {
            if let Some(call) = self.roster.get_mut(id) {
                call.set_back(by, now);
                self.touched.insert(id);
            }
        }
        self.set_office_back(by);
        if let Some(waiting) = &mut self.waiting {
            waiting.until = waiting.until.minus(by);
        }
    }

    /// When the next sign of life is due; nothing while nobody talks.
    pub(super) fn beat_at(&self) -> Option<Timestamp> {
        let talks = |call: &&call::Call| call.leg.is_some() && matches!(call.state, State::Talking { .. });
        self.roster.iter().filter(talks).map(|call| call.seen.plus(BEAT)).min()
    }

    pub(super) fn beat(&mut self, now: Timestamp) {
        for id in self.roster.ids() {
            let Some(call) = self.roster.get_mut(id) else { continue };
            if call.leg.is_some() && matches!(call.state, State::Talking { .. }) && call.seen.plus(BEAT) <= now {
                call.seen = now;
                self.touched.insert(id);
            }
        }
    }

    /// A write to the journal failed. It is tried again with the next thing that happens, whatever that is.
    pub(super) fn storage_failed(&mut self, key: &str, trouble: StorageTrouble) {
        self.notice(NoticeKind::Storage(trouble));
        let of_call = |id: &CallId| journal::call_key(*id) == key;
        if let Some(id) = self.roster.ids().into_iter().find(of_call) {
            self.unstored.insert(id);
        } else if key.starts_with(journal::DONE) {
            self.unstored_done.push(key.to_owned());
        }
    }

    /// Before an event is looked at: what was not stored before goes along with it.
    pub(super) fn store_again(&mut self) {
        for id in std::mem::take(&mut self.unstored) {
            self.touched.insert(id);
        }
    }
}
