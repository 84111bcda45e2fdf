//! From the outbox to the CRM and back.

use super::call::Outcome;
use super::crm::{Fields, Object, Request};
use super::desk::Standing;
use super::outbox::{Entry, Key, Part, State};
use super::requests::Purpose;
use super::workflow::task;
use super::*;
use crate::engine::view::Saving;

impl Engine {
    /// Sends what is due and looks up what is unknown. Only while there is a CRM: until then the journal keeps it.
    pub(super) fn pump(&mut self, now: Timestamp) {
        let Standing::Connected(connection) = &self.desk.standing else { return };
        let can = connection.can;
        while let Some((key, request)) = can.save.then(|| self.outbox.send(can.find_saved, self.locale, now)).flatten()
        {
            self.touched.insert(key.call);
            self.ask(Purpose::Save(key), request, now);
        }
        if can.find_saved {
            for (key, object, call_key) in self.outbox.look(now) {
                self.ask(Purpose::FindSaved(key), Request::FindSaved { object, key: call_key }, now);
            }
        }
    }

    /// The org shall hold a record of a call. One of the last page's may be there already, whatever the journal says.
    pub(super) fn want(&mut self, key: Key, object: Object, call_key: String, fields: Fields, now: Timestamp) {
        let is_new = self.outbox.get(key).is_none();
        self.outbox.want(key, object, call_key, fields, now);
        if is_new && self.left.contains(&key.call) && self.desk.can().is_none_or(|can| can.find_saved) {
            self.outbox.doubt(key, now);
        }
    }

    pub(super) fn outbox_wake_at(&self) -> Option<Timestamp> {
        matches!(self.desk.standing, Standing::Connected(_)).then(|| self.outbox.wake_at()).flatten()
    }

    /// The page behind the widget shows the Task once it is there: one request, however many were saved at once.
    pub(super) fn refresh_page(&mut self) {
        let asked = |effect: &Effect| matches!(effect, Effect::Crm(_, Request::RefreshView));
        if !self.out.iter().any(asked) {
            let id = self.request_id();
            self.out.push(Effect::Crm(id, Request::RefreshView));
        }
    }

    pub(super) fn is_logged(&self, id: CallId) -> bool {
        self.outbox.get(task_of(id)).is_some()
    }

    /// Nothing of this call waits for anything.
    pub(super) fn is_settled(&self, id: CallId) -> bool {
        let noted = self.roster.get(id).is_none_or(|call| !call.note.is_empty() && call.off_record.is_none());
        let safe = |part| match self.outbox.get(Key { call: id, part }) {
            Some(entry) => matches!(entry.state, State::Committed { .. }) && !entry.is_dirty(),
            None => part != Part::Task || !noted,
        };
        Part::ALL.into_iter().all(safe)
    }

    /// Where another record of this call stands; `None`: there is none.
    pub(super) fn saving_of(&self, call: CallId, part: Part) -> Option<Saving> {
        self.outbox.get(Key { call, part }).map(|entry| self.stands(Key { call, part }, entry, None))
    }

    /// Where the Task of this call stands, in the screen's words.
    pub(super) fn saving(&self, id: CallId) -> Saving {
        let Some(call) = self.roster.get(id) else { return Saving::NotYet };
        let Some(entry) = self.outbox.get(task_of(id)) else {
            if call.off_record.is_some() || matches!(self.desk.standing, Standing::Absent(_)) {
                return Saving::None;
            }
            let talked = matches!(call.state.outcome(call.outgoing), Some(Outcome::Answered));
            return match call.is_over() {
                false => Saving::NotYet,
                true if talked || !call.note.is_empty() => Saving::Unsaved { by_agent: true },
                true => Saving::None,
            };
        };
        let changed = |at| {
            let fields = task::fields(call, &self.settings, self.locale, at);
            call.is_over() && entry.differs_from(&fields)
        };
        self.stands(task_of(id), entry, Some(&changed))
    }

    /// Where an entry stands. `changed`: whether there is something new since that moment.
    fn stands(&self, key: Key, entry: &Entry, changed: Option<&dyn Fn(Timestamp) -> bool>) -> Saving {
        match &entry.state {
            // The agent has to decide, whatever else is under way.
            State::Committed { .. } | State::Queued { .. } | State::Sending { .. }
                if !entry.meanwhile.theirs.is_empty() =>
            {
                Saving::Conflict(self.conflicts(key, entry))
            }
            State::Committed { at } => match changed.is_some_and(|changed| changed(*at)) {
                true => Saving::Unsaved { by_agent: false },
                false => Saving::Saved { at: *at, task: entry.record.clone() },
            },
            State::Queued { not_before, why: Some(why) } => Saving::Waiting { retry: *not_before, why: why.clone() },
            State::Queued { why: None, .. } | State::Sending { .. } => {
                Saving::Saving { attempt: entry.attempts().max(1) }
            }
            State::Unknown { look_at: Some(_), .. } => Saving::Saving { attempt: entry.attempts().max(1) },
            State::Unknown { since, look_at: None, .. } => Saving::Unknown { since: *since },
            State::Refused { why } => Saving::Refused(why.clone()),
        }
    }
}

pub(super) fn task_of(call: CallId) -> Key {
    Key { call, part: Part::Task }
}
