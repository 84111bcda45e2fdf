//! Taking a save back. For ten seconds after the agent's first Save of a call: what is not sent yet is not sent, and
//! what is there is deleted, which takes the package. The note and everything else stays on the card.

use std::time::Duration;

use super::crm::{Failure, FailureKind, Reply, Request};
use super::outbox::{Key, Part, State};
use super::requests::Purpose;
use super::saving::task_of;
use super::*;

const OFFERED: Duration = Duration::from_secs(10);

impl Engine {
    /// The agent pressed Save on a call that had no Task before.
    pub(super) fn offer_undo(&mut self, call: CallId, now: Timestamp) {
        if self.is_logged(call) {
            self.undo.insert(call, now.plus(OFFERED));
        }
    }

    pub(super) fn end_undo(&mut self, now: Timestamp) {
        self.undo.retain(|_, until| *until > now);
    }

    /// Until when the save can be taken back, if it can.
    pub(super) fn undo_until(&self, call: CallId) -> Option<Timestamp> {
        let until = *self.undo.get(&call)?;
        let entry = self.outbox.get(task_of(call))?;
        let can_delete = self.desk.can().is_some_and(|can| can.find_saved);
        match (&entry.state, &entry.record) {
            (State::Committed { .. }, Some(_)) => can_delete.then_some(until),
            (State::Queued { .. }, None) => Some(until),
            _ => None,
        }
    }

    pub(super) fn undo(&mut self, call: CallId, now: Timestamp) {
        if self.undo_until(call).is_none() {
            return;
        }
        let written = [Part::Task, Part::FollowUp].into_iter().filter_map(|part| self.outbox.get(Key { call, part }));
        let tasks: Vec<_> = written.filter_map(|entry| entry.record.clone()).collect();
        match tasks.is_empty() {
            true => self.taken_back(call),
            false => self.ask(Purpose::Undo(call), Request::CloseTasks { tasks, delete: true }, now),
        }
        self.undo.remove(&call);
    }

    pub(super) fn undone(&mut self, call: CallId, reply: Reply) {
        match reply {
            Reply::Closed(closed) if closed.failed.is_empty() && closed.completed_instead.is_empty() => {
                self.taken_back(call);
                self.refresh_page();
            }
            Reply::Closed(closed) => {
                let why = closed.failed.into_iter().map(|(_, why)| why).next().unwrap_or_default();
                self.notice(NoticeKind::UndoFailed(Failure::new(FailureKind::Rejected, why)));
            }
            Reply::Failed(failure) => self.notice(NoticeKind::UndoFailed(failure)),
            _ => self.notice(NoticeKind::UndoFailed(Failure::new(FailureKind::Garbled, ""))),
        }
    }

    fn taken_back(&mut self, call: CallId) {
        for part in [Part::Task, Part::FollowUp] {
            self.outbox.forget(Key { call, part });
        }
        self.progress(call, |progress| {
            progress.taken_back = true;
            progress.followed = None;
        });
        self.notice(NoticeKind::Undone);
    }
}
