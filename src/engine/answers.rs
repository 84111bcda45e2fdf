//! What the CRM's answers to the workflow's questions mean for a call.

use super::call::{Caller, Fact, Lookup, Popped, Tasks};
use super::crm::{Closed, Failure, FailureKind, Find, Match, RecordRef, Reply, Request, Target};
use super::id::RecordId;
use super::outbox::{Key, Part};
use super::requests::Purpose;
use super::view::Need;
use super::*;

impl Engine {
    /// An answer that is not about the search, a save or the page.
    pub(super) fn workflow_answered(&mut self, purpose: Purpose, reply: Reply, now: Timestamp) {
        match (purpose, reply) {
            (Purpose::FindIvr(call), reply) => {
                let found = self.record_found(reply);
                self.progress(call, |progress| progress.ivr = found);
                self.fact(call, Fact::IvrSearched, now);
            }
            (Purpose::FindTarget(call, asked), reply) => {
                // The call belongs to another record by now: this answer is to a question of the past.
                if self.roster.get(call).and_then(|call| call.related_record()).is_none_or(|r| r.id != asked) {
                    return;
                }
                let found = self.record_found(reply);
                self.progress(call, |progress| progress.target = found);
                self.fact(call, Fact::TargetSearched, now);
            }
            (Purpose::NameCase(call), Reply::Record(Some(case))) => {
                self.progress(call, |progress| progress.case = Some(case));
            }
            (Purpose::ListTasks(call), reply) => {
                let tasks = match reply {
                    Reply::Tasks(tasks) => Tasks::Found(tasks),
                    Reply::Failed(failure) => Tasks::Failed(failure),
                    _ => Tasks::Failed(Failure::new(FailureKind::Garbled, "")),
                };
                if let Some(call) = self.roster.get_mut(call) {
                    call.wrap_up.tasks = tasks;
                }
            }
            (Purpose::CloseTask, Reply::Closed(closed)) => self.tasks_closed(closed),
            (Purpose::CloseTask, Reply::Failed(failure)) => match failure.kind {
                FailureKind::Unsupported => self.needs_package(Need::Tasks),
                _ => self.notice(NoticeKind::TasksNotClosed { completed: 0, failed: vec![failure.message.into()] }),
            },
            (Purpose::Mail, Reply::Failed(failure)) => match failure.kind {
                FailureKind::Unsupported => self.needs_package(Need::Mail),
                _ => self.notice(NoticeKind::MailFailed(failure)),
            },
            (Purpose::ResolveMissed, Reply::Failed(failure)) if failure.kind == FailureKind::Unsupported => {
                self.needs_package(Need::MissedButAnswered);
            }
            (Purpose::ListMissed, Reply::MissedCalls(calls)) => self.missed_told(calls, now),
            (Purpose::Undo(call), reply) => self.undone(call, reply),
            (Purpose::Greet, reply) => self.greeted(reply),
            // A colleague's entry that this agent may not change is nobody's trouble here (S63); the rest changes
            // nothing.
            _ => {}
        }
    }

    fn record_found(&mut self, reply: Reply) -> Lookup {
        match reply {
            Reply::Record(Some(record)) => return Lookup::Found(record),
            Reply::Failed(failure) if failure.kind == FailureKind::Unsupported => {
                self.needs_package(Need::Records);
            }
            _ => {}
        }
        Lookup::Nothing
    }

    /// Told once, however often it is missed.
    fn needs_package(&mut self, what: Need) {
        if self.needs.insert(what) {
            self.notice(NoticeKind::NeedsPackage(what));
        }
    }

    fn tasks_closed(&mut self, closed: Closed) {
        let completed = closed.completed_instead.len();
        let failed: Vec<_> = closed.failed.into_iter().map(|(_, why)| why.into()).collect();
        if completed > 0 || !failed.is_empty() {
            self.notice(NoticeKind::TasksNotClosed { completed, failed });
        }
        self.refresh_page();
    }

    /// A pop that did not work. Where it was not the caller's own record, that opens instead.
    pub(super) fn pop_failed(&mut self, call: Option<CallId>, failure: Failure, now: Timestamp) {
        let instead = call.and_then(|id| self.roster.get(id)).and_then(|call| {
            let own = call.related_record()?.id.clone();
            let other = call.progress.popped.as_ref().is_some_and(|popped| *popped != Popped::Record(own.clone()));
            (other && failure.kind == FailureKind::Rejected).then_some(own)
        });
        match (call, instead) {
            (Some(call), Some(own)) => self.pop_for(call, Target::Record(own), now),
            _ => self.notice(NoticeKind::PopFailed(failure)),
        }
    }

    /// Opens something for a call and keeps what.
    pub(super) fn pop_for(&mut self, call: CallId, target: Target, now: Timestamp) {
        let popped = match &target {
            Target::Record(id) => Some(Popped::Record(id.clone())),
            Target::AsLayoutSays { .. } => Some(Popped::Layout),
            _ => None,
        };
        if popped.is_some() {
            self.progress(call, |progress| progress.popped = popped);
        }
        self.ask(Purpose::ScreenPop(Some(call)), Request::ScreenPop(target), now);
    }

    /// What the layout's search found; the objects beyond the layout are asked now, where there are any.
    pub(super) fn found(&mut self, call: CallId, found: Found, objects: Vec<crm::CustomObject>, now: Timestamp) {
        let number = self.roster.get(call).and_then(|call| call.remote.number.clone());
        match number {
            Some(number) if !objects.is_empty() => {
                let spellings = number.spellings(&self.settings.numbers);
                let request = Request::SearchObjects { objects, spellings: spellings.into() };
                self.ask(Purpose::FindObjects(call, found), request, now);
            }
            _ => self.all_found(call, found, now),
        }
    }

    pub(super) fn objects_found(&mut self, call: CallId, mut found: Found, reply: Reply, now: Timestamp) {
        match reply {
            Reply::Found { matches, .. } => found.matches.extend(matches),
            Reply::Failed(failure) if failure.kind == FailureKind::Unsupported => {
                self.needs_package(Need::Records);
            }
            _ => {}
        }
        self.all_found(call, found, now);
    }

    fn all_found(&mut self, call: CallId, found: Found, now: Timestamp) {
        let Found { mut matches, search, layout_pops } = found;
        map::order(&mut matches, |a, b| (rank(a), a) < (rank(b), b));
        matches.dedup_by(|a, b| a.record.id == b.record.id);
        self.searched(call, Caller::Found { matches, search, layout_pops }, now);
    }

    /// The org confirmed a record of this call.
    pub(super) fn record_saved(&mut self, key: Key, now: Timestamp) {
        let record = self.outbox.get(key).and_then(|entry| entry.record.clone());
        match key.part {
            Part::Task => self.fact(key.call, Fact::TaskSaved, now),
            Part::Case => {
                let Some(id) = record else { return };
                let known = self.roster.get(key.call).is_some_and(|call| call.progress.case.is_some());
                if !known {
                    let case = RecordRef { id: id.clone(), object: crm::Object::Case, name: String::new() };
                    self.progress(key.call, |progress| progress.case = Some(case));
                    self.ask(Purpose::NameCase(key.call), Request::Find(Find::Named(id)), now);
                    self.fact(key.call, Fact::CaseSaved, now);
                }
            }
            // The agent sets the hour of a new event on its page.
            Part::Event => {
                if let Some(record) = record {
                    let target = Target::Edit { object: crm::Object::Event, record };
                    self.ask(Purpose::ScreenPop(None), Request::ScreenPop(target), now);
                }
            }
            Part::FollowUp => {}
        }
    }

    pub(super) fn progress(&mut self, call: CallId, change: impl FnOnce(&mut call::Progress)) {
        if let Some(found) = self.roster.get_mut(call) {
            change(&mut found.progress);
            self.touched.insert(call);
        }
    }
}

/// What a search has found so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub matches: Vec<Match>,
    pub search: RequestId,
    pub layout_pops: bool,
}

/// People before their company, what one calls before what one works on; then by name, then by id: the order never
/// depends on that of the answer.
fn rank(found: &Match) -> (u8, &str) {
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

/// Which record a question is about.
pub(super) fn subject_of(call: &call::Call) -> RecordId {
    call.related_record().map(|record| record.id.clone()).unwrap_or(RecordId(String::new()))
}
