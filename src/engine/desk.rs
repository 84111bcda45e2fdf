//! The CRM's side: is it there, what does it show, what did it answer.

use super::answers::Found;
use super::call::{Caller, Fact};
use super::crm::{Connection, Failure, FailureKind, RecordRef, Reply};
use super::journal;
use super::outbox::Settled;
use super::requests::Purpose;
use super::workflow::task;
use super::*;
use crate::engine::map::Map;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Desk {
    pub standing: Standing,
    /// The record that the agent's window shows.
    pub page: Option<RecordRef>,
    /// The same, as far as the calls have heard of it.
    pub visited: Option<RecordRef>,
    /// Settings by key, as they were found.
    pub call_center: Map<String, String>,
    pub workflow: Map<String, String>,
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

    /// As the administrator wrote them: the package's record over the call center.
    pub fn settings(&self) -> Map<String, String> {
        let mut found = self.call_center.clone();
        for (key, text) in self.workflow.iter() {
            found.insert(key.clone(), text.clone());
        }
        found
    }
}

/// The settings as they are in force. Until something is found, and until the back office is here: see [`Settings::first`].
pub struct InForce(pub Settings);

impl Default for InForce {
    fn default() -> Self {
        Self(Settings::first(&Map::new()))
    }
}

impl std::ops::Deref for InForce {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.0
    }
}

impl Engine {
    /// Reads them as far as they can be read now, and tells what is wrong with them.
    pub(super) fn read_settings(&mut self, found: &Map<String, String>) {
        let (settings, problems) = self.understood(found);
        self.notices.retain(|notice| !matches!(notice.what, NoticeKind::Settings(_)));
        if !problems.is_empty() {
            self.notice(NoticeKind::Settings(problems));
        }
        self.settings.0 = settings;
    }

    pub(super) fn news(&mut self, news: News, now: Timestamp) {
        match news {
            News::Connected(connection) => {
                self.desk.standing = Standing::Connected(connection);
                self.open_driver();
                self.connected(now);
            }
            News::Unreachable(failure) => {
                self.desk.standing = Standing::Absent(failure);
                self.open_driver();
            }
            News::CallCenter(found) => self.settings_found(|desk| &mut desk.call_center, found, now),
            News::Workflow(found) => self.settings_found(|desk| &mut desk.workflow, found, now),
            News::ClickToDial { number, record } => self.dial(&number, record, now),
            News::Navigated { record } => self.desk.page = record,
        }
    }

    fn settings_found(
        &mut self,
        of: fn(&mut Desk) -> &mut Map<String, String>,
        found: Map<String, String>,
        now: Timestamp,
    ) {
        let before = self.desk.settings();
        *of(&mut self.desk) = found;
        let found = self.desk.settings();
        self.out.push(journal::store(journal::SETTINGS, &found));
        if found != before || self.settings_version == 0 {
            let line = self.settings.line.clone();
            self.read_settings(&found);
            self.settings_version += 1;
            self.settings_since = Some(now);
            // Only what is about the line is worth connecting anew.
            self.line.stale |= self.settings.line != line;
        }
        self.open_driver();
    }

    /// The CRM is there (again): what had to wait for it is asked and sent now.
    pub(super) fn catch_up(&mut self, now: Timestamp) {
        let can_look = self.desk.can().is_some_and(|can| can.find_saved);
        self.outbox.retry(can_look, now);
        for id in self.roster.ids() {
            self.catch_up_with(id, now);
        }
    }

    pub(super) fn catch_up_with(&mut self, id: CallId, now: Timestamp) {
        let Some(call) = self.roster.get(id) else { return };
        let begun = if call.outgoing { Fact::Dialled } else { Fact::Rang };
        let (unsearched, over) = (matches!(call.caller, Caller::NotSearched | Caller::Failed(_)), call.is_over());
        if unsearched {
            self.fact(id, begun, now);
        }
        // Again for the e-mail, too, which had to wait; what is done is not done twice.
        let mailed = self.roster.get(id).is_none_or(|call| call.progress.mailed);
        if over && (!self.is_logged(id) || !mailed) {
            self.fact(id, Fact::Ended, now);
        }
    }

    pub(super) fn replied(&mut self, id: RequestId, reply: Reply, now: Timestamp) {
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
            (Purpose::FindCaller(call), Reply::Found { matches, layout_pops }) => {
                let objects = self.settings.pop.custom_objects.clone();
                self.found(call, Found { matches, search: id, layout_pops }, objects, now);
            }
            (Purpose::FindObjects(call, found), reply) => self.objects_found(call, found, reply, now),
            (Purpose::FindCaller(call), Reply::Failed(failure)) => {
                self.searched(call, Caller::Failed(failure), now);
            }
            (Purpose::ScreenPop(call), Reply::Failed(failure)) => self.pop_failed(call, failure, now),
            (Purpose::Save(key), Reply::Saved { record }) => {
                let settled = self.outbox.saved(key, Some(record), now);
                self.settled(key, settled, now);
            }
            (Purpose::Save(key), Reply::Changed(left)) => {
                let settled = self.outbox.changed(key, left, self.locale, now);
                self.settled(key, settled, now);
            }
            (Purpose::Save(key), Reply::Failed(failure)) => {
                self.unanswered.insert(id, key);
                self.save_failed(key, failure, now);
            }
            (Purpose::FindSaved(key), Reply::Located { record }) => {
                let settled = self.outbox.looked(key, record.map(Some), now);
                self.settled(key, settled, now);
            }
            (Purpose::FindSaved(key), Reply::Failed(failure)) if failure.kind.surely_not_done() => {
                self.outbox.cannot_look(key, now);
                self.touched.insert(key.call);
            }
            // Looked up again after a while, or shown again at the next save.
            (Purpose::FindSaved(_) | Purpose::Refresh, Reply::Failed(_)) => {}
            (Purpose::ScreenPop(_), Reply::Opened) | (Purpose::Refresh, Reply::Refreshed) => {}
            // An answer to another question: as good as none.
            (Purpose::FindCaller(call), _) => self.searched(call, Caller::Failed(garbled()), now),
            (Purpose::Save(key), _) => self.save_failed(key, garbled(), now),
            (Purpose::ScreenPop(_) | Purpose::FindSaved(_) | Purpose::Refresh, _) => {}
            (purpose, reply) => self.workflow_answered(purpose, reply, now),
        }
    }

    /// Too late or once more. Only the confirmation of a save is still worth something: it settles what was unknown.
    fn late_reply(&mut self, id: RequestId, reply: Reply, now: Timestamp) {
        if let (Some(key), Reply::Saved { record }) = (self.unanswered.remove(&id), reply) {
            let settled = self.outbox.looked(key, Some(Some(record)), now);
            self.settled(key, settled, now);
        }
    }

    fn save_failed(&mut self, key: outbox::Key, failure: Failure, now: Timestamp) {
        let can_look = self.desk.can().is_some_and(|can| can.find_saved);
        let settled = self.outbox.failed(key, failure, can_look, now);
        self.settled(key, settled, now);
    }

    pub(super) fn settled(&mut self, key: outbox::Key, settled: Option<Settled>, now: Timestamp) {
        self.touched.insert(key.call);
        match settled {
            Some(Settled::Saved) => {}
            Some(Settled::WithoutFields(mut missing)) => {
                let all = missing.len();
                missing.retain(|name| name != task::RECORD_TYPE);
                if let Some(entry) = self.outbox.get(key).filter(|_| missing.len() < all) {
                    self.notice(NoticeKind::RecordTypeRefused(entry.object.clone()));
                }
                if !missing.is_empty() {
                    self.notice(NoticeKind::FieldsMissing(missing));
                }
            }
            Some(Settled::Pending | Settled::Refused) | None => return,
        }
        self.refresh_page();
        self.record_saved(key, now);
    }

    pub(super) fn searched(&mut self, id: CallId, caller: Caller, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        call.caller = caller;
        self.touched.insert(id);
        self.fact(id, Fact::CallerSearched, now);
    }
}

fn garbled() -> Failure {
    Failure::new(FailureKind::Garbled, "")
}
