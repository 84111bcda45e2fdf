//! The CRM's side: is it there, what does it show, what did it answer.

use super::call::{Caller, Fact};
use super::crm::{Connection, Failure, FailureKind, RecordRef, Reply};
use super::journal;
use super::outbox::Settled;
use super::requests::Purpose;
use super::*;
use crate::engine::map::Map;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    pub standing: Standing,
    /// The record that the agent's window shows.
    pub page: Option<RecordRef>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub enum Standing {
    /// It has not said anything yet.
    #[default]
    Unknown,
    Connected(Connection),
    Absent(Failure),
}

impl Desk {
    /// `None`: not known yet.
    pub fn can(&self) -> Option<crm::Capabilities> {
        match &self.standing {
            Standing::Unknown => None,
            Standing::Connected(connection) => Some(connection.can),
            Standing::Absent(_) => Some(crm::Capabilities::default()),
        }
    }
}

impl Engine {
    pub(super) fn news(&mut self, news: News, now: Timestamp) {
        match news {
            News::Connected(connection) => {
                self.desk.standing = Standing::Connected(connection);
                self.open_driver();
                self.catch_up(now);
            }
            News::Unreachable(failure) => {
                self.desk.standing = Standing::Absent(failure);
                self.open_driver();
            }
            News::CallCenter(found) => self.settings_found(&found),
            News::ClickToDial { number, record } => self.dial(&number, record, now),
            News::Navigated { record } => self.desk.page = record,
        }
    }

    fn settings_found(&mut self, found: &Map<String, String>) {
        let (settings, rejected) = Settings::read(found);
        if !rejected.is_empty() {
            self.notice(NoticeKind::Settings(rejected));
        }
        self.out.push(journal::store(journal::SETTINGS, found));
        if settings != self.settings || self.settings_version == 0 {
            self.settings = settings;
            self.settings_version += 1;
            self.line.stale = true;
        }
        self.open_driver();
    }

    /// The CRM is there (again): what had to wait for it is asked and sent now.
    fn catch_up(&mut self, now: Timestamp) {
        let can_look = self.desk.can().is_some_and(|can| can.find_saved);
        self.outbox.retry(can_look, now);
        for id in self.roster.ids() {
            let Some(call) = self.roster.get(id) else { continue };
            let begun = if call.outgoing { Fact::Dialled } else { Fact::Rang };
            let (unsearched, over) = (matches!(call.caller, Caller::NotSearched | Caller::Failed(_)), call.is_over());
            if unsearched {
                self.fact(id, begun, now);
            }
            if over && !self.is_logged(id) {
                self.fact(id, Fact::Ended, now);
            }
        }
    }

    pub(super) fn reply(&mut self, id: RequestId, reply: Reply, now: Timestamp) {
        match self.requests.close(id) {
            Some(purpose) => self.answered(id, purpose, reply, now),
            None => self.late_reply(id, reply, now),
        }
    }

    /// What was not answered in time counts as failed; whether it was done is another question.
    pub(super) fn expire(&mut self, now: Timestamp) {
        for (id, purpose) in self.requests.expired(now) {
            let failure = Failure::new(FailureKind::Timeout, String::new());
            self.answered(id, purpose, Reply::Failed(failure), now);
        }
    }

    fn answered(&mut self, id: RequestId, purpose: Purpose, reply: Reply, now: Timestamp) {
        match (purpose, reply) {
            (Purpose::FindCaller(call), Reply::Found { mut matches, layout_pops }) => {
                map::order(&mut matches, |a, b| (rank(a), a) < (rank(b), b));
                matches.dedup_by(|a, b| a.record.id == b.record.id);
                self.searched(call, Caller::Found { matches, search: id, layout_pops }, now);
            }
            (Purpose::FindCaller(call), Reply::Failed(failure)) => {
                self.searched(call, Caller::Failed(failure), now);
            }
            (Purpose::ScreenPop, Reply::Failed(failure)) => self.notice(NoticeKind::PopFailed(failure)),
            (Purpose::Save(key), Reply::Saved { record }) => {
                let settled = self.outbox.saved(key, Some(record), now);
                self.settled(key, settled);
            }
            (Purpose::Save(key), Reply::Failed(failure)) => {
                self.unanswered.insert(id, key);
                self.save_failed(key, failure, now);
            }
            (Purpose::FindSaved(key), Reply::Located { record }) => {
                let settled = self.outbox.looked(key, record.map(Some), now);
                self.settled(key, settled);
            }
            (Purpose::FindSaved(key), Reply::Failed(failure)) if failure.kind.surely_not_done() => {
                self.outbox.cannot_look(key);
                self.touched.insert(key.call);
            }
            // Looked up again after a while, or shown again at the next save.
            (Purpose::FindSaved(_) | Purpose::Refresh, Reply::Failed(_)) => {}
            (Purpose::ScreenPop, Reply::Opened) | (Purpose::Refresh, Reply::Refreshed) => {}
            // An answer to another question: as good as none.
            (Purpose::FindCaller(call), _) => self.searched(call, Caller::Failed(garbled()), now),
            (Purpose::Save(key), _) => self.save_failed(key, garbled(), now),
            (Purpose::ScreenPop | Purpose::FindSaved(_) | Purpose::Refresh, _) => {}
        }
    }

    /// Too late or once more. Only the confirmation of a save is still worth something: it settles what was unknown.
    fn late_reply(&mut self, id: RequestId, reply: Reply, now: Timestamp) {
        if let (Some(key), Reply::Saved { record }) = (self.unanswered.remove(&id), reply) {
            let settled = self.outbox.looked(key, Some(Some(record)), now);
            self.settled(key, settled);
        }
    }

    fn save_failed(&mut self, key: outbox::Key, failure: Failure, now: Timestamp) {
        let can_look = self.desk.can().is_some_and(|can| can.find_saved);
        let settled = self.outbox.failed(key, failure, can_look, now);
        self.settled(key, settled);
    }

    pub(super) fn settled(&mut self, key: outbox::Key, settled: Option<Settled>) {
        self.touched.insert(key.call);
        match settled {
            Some(Settled::Saved) => self.refresh_page(),
            Some(Settled::WithoutFields(missing)) => {
                self.notice(NoticeKind::FieldsMissing(missing));
                self.refresh_page();
            }
            Some(Settled::Pending | Settled::Refused) | None => {}
        }
    }

    fn searched(&mut self, id: CallId, caller: Caller, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        call.caller = caller;
        self.touched.insert(id);
        self.fact(id, Fact::CallerSearched, now);
    }
}

/// People before their company, what one calls before what one works on; then by name, then by id: the order never
/// depends on that of the answer.
fn rank(found: &crm::Match) -> (u8, &str) {
    let by_object = match found.record.object {
        crm::Object::Contact => 0,
        crm::Object::Lead => 1,
        crm::Object::Account => 2,
        crm::Object::Case => 3,
        crm::Object::Opportunity => 4,
        crm::Object::User => 5,
        crm::Object::Task | crm::Object::Event | crm::Object::Other(_) => 6,
    };
    (by_object, &found.record.name)
}

fn garbled() -> Failure {
    Failure::new(FailureKind::Garbled, "")
}
