//! The agent's side: what is wanted, and whether it makes sense now.

use super::call::{Call, Caller, Choice, Fact, Lookup, Related, RelatedBy, State, Tasks};
use super::crm::{Direction, Object, RecordRef, Target};
use super::event::{Preference, Press};
use super::id::{LegId, RecordId};
use super::number::PhoneNumber;
use super::outbox::Key;
use super::saving::task_of;
use super::search::is_in;
use super::telephony::Command;
use super::workflow::result;
use super::*;

impl Engine {
    pub(super) fn agent(&mut self, intent: Intent, now: Timestamp) {
        match intent {
            Intent::Dial(text) => self.dial(&text, None, now),
            Intent::Answer(id) => {
                if let Some(leg) = self.leg_if(id, |state| matches!(state, State::Ringing { answering: false, .. })) {
                    self.hold_talking();
                    self.selected = Some(id);
                    self.edit(id, |call| {
                        if let State::Ringing { answering, .. } = &mut call.state {
                            *answering = true;
                        }
                    });
                    self.out.push(Effect::Phone(Command::Answer { leg }));
                }
            }
            Intent::Decline(id) => {
                if let Some(leg) = self.leg_if(id, |state| matches!(state, State::Ringing { .. })) {
                    self.out.push(Effect::Phone(Command::Decline { leg }));
                }
            }
            Intent::HangUp(id) => match self.leg_if(id, |_| true) {
                Some(leg) => self.out.push(Effect::Phone(Command::HangUp { leg })),
                None => self.at_card(intent, now),
            },
            Intent::Hold(id) => {
                let can = self.line.can.hold;
                let holds = |state| can && matches!(state, State::Talking { held_here: false, .. });
                if let Some(leg) = self.leg_if(id, holds) {
                    self.out.push(Effect::Phone(Command::Hold { leg }));
                }
            }
            Intent::Resume(id) => {
                if let Some(leg) = self.leg_if(id, |state| matches!(state, State::Talking { held_here: true, .. })) {
                    self.hold_talking();
                    self.out.push(Effect::Phone(Command::Resume { leg }));
                }
            }
            Intent::Mute { call, on } => {
                // There is one microphone, however many hear it.
                let table = self.at_table(call);
                for id in self.roster.ids() {
                    if id != call && !(table && self.at_table(id)) {
                        continue;
                    }
                    if let Some(leg) = self.leg_if(id, |state| matches!(state, State::Talking { .. })) {
                        self.out.push(Effect::Phone(Command::Mute { leg, on }));
                    }
                }
            }
            Intent::Digits { call, digits } => self.send_digits(call, &digits),
            Intent::Transfer { call, to } => self.transfer(call, &to),
            Intent::Follow(_) | Intent::JoinAll { .. } | Intent::Rejoin(_) | Intent::CallBack(_) => {
                self.at_card(intent, now);
            }
            Intent::JoinTransfer { call, to_call } => self.join(call, to_call),
            Intent::Select(id) => {
                if self.roster.get(id).is_some() {
                    self.selected = Some(id);
                }
            }
            // Out of another tab, when its card is gone already.
            Intent::Note { call, .. } | Intent::Subject { call, .. } if self.roster.get(call).is_none() => {
                self.at_card(intent, now);
            }
            Intent::Note { call, text } => self.edit(call, |call| call.note = text.into()),
            Intent::Subject { call, text } => {
                if !self.settings.subject.locked {
                    // An empty line gives the template back.
                    self.edit(call, |call| call.subject = (!text.trim().is_empty()).then_some(text.into()));
                }
            }
            Intent::DismissNotice(id) => self.notices.retain(|notice| notice.id != id),
            Intent::SignIn { user, password } => self.sign_in(user.map(String::from), password),
            Intent::ForgetPassword => self.forget_password(),
            Intent::GoOnline => self.go_online(true),
            Intent::GoOffline => self.go_online(false),
            Intent::FetchOffice => self.fetch_office(),
            Intent::Prefer(preference) => self.prefer(preference),
            Intent::Rehearse(incoming) => {
                if self.line.can.rehearse {
                    self.out.push(Effect::Phone(Command::Rehearse(incoming)));
                }
            }
            Intent::Headset(press) => {
                if let Some(intent) = self.meant(press) {
                    self.agent(intent, now);
                }
            }
            Intent::Unplugged(device) => self.notice(NoticeKind::Unplugged(device)),
            Intent::Choose { .. }
            | Intent::Unassign(_)
            | Intent::AssignPage(_)
            | Intent::Open { .. }
            | Intent::OpenSearch(_)
            | Intent::Decide { .. }
            | Intent::Result { .. }
            | Intent::FollowUp { .. }
            | Intent::FollowUpDue { .. }
            | Intent::FollowUpTask { .. }
            | Intent::Save(_)
            | Intent::Undo(_)
            | Intent::GiveUp(_)
            | Intent::ShowWhy(_)
            | Intent::Settle { .. }
            | Intent::OffRecord { .. }
            | Intent::LogLate(_)
            | Intent::Presence(_)
            | Intent::LookBack(_)
            | Intent::Diagnose(_)
            | Intent::Close(_) => self.at_card(intent, now),
        }
    }

    /// What is done at a card, in the back office.
    pub(super) fn agent_at_card(&mut self, intent: Intent, now: Timestamp) {
        match intent {
            Intent::Choose { call, record } => self.choose(call, &record, now),
            Intent::Unassign(id) => {
                self.assign(id, Related::Unassigned);
                self.fact(id, Fact::Assigned, now);
            }
            Intent::AssignPage(id) => {
                let page = self.desk.page.clone();
                let can = self.roster.get(id).is_some_and(|call| self.can_assign_page(call));
                if let Some(record) = page.filter(|_| can) {
                    self.assign_page(id, record, now);
                }
            }
            Intent::Follow(id) => self.follow(id, now),
            Intent::Rejoin(id) => self.take_up(id, false),
            Intent::HangUp(id) => self.take_up(id, true),
            Intent::CallBack(id) => self.call_back(id, now),
            Intent::JoinAll { call, with } => self.join_all(call, with),
            Intent::Open { call, record } if self.roster.get(call).is_some() => self.pop(Target::Record(record), now),
            Intent::OpenSearch(id) => {
                if let Some(target) = self.search_page(id) {
                    self.pop(target, now);
                }
            }
            Intent::Decide { call, part, field, keep } => self.decide(Key { call, part }, &field, keep, now),
            Intent::Result { call, label } => self.set_result(call, label),
            Intent::FollowUp { call, choice } => {
                self.edit(call, |call| {
                    call.wrap_up.choice = choice.map_or(Choice::Nothing, Choice::Chosen);
                    call.wrap_up.tasks = Tasks::NotAsked;
                });
                self.fact(call, Fact::FollowUpChosen, now);
            }
            Intent::FollowUpDue { call, day } => self.edit(call, |call| call.wrap_up.due = Some(day)),
            Intent::FollowUpTask { call, task } => self.edit(call, |call| call.wrap_up.task = Some(task)),
            Intent::Save(id) if self.is_off_record(id) => {}
            Intent::Save(id) => {
                let first = !self.is_logged(id);
                self.fact(id, Fact::SaveAsked, now);
                if first {
                    self.offer_undo(id, now);
                }
            }
            Intent::Undo(id) => self.undo(id, now),
            Intent::GiveUp(id) if self.can_give_up(id) => self.archive(id),
            Intent::ShowWhy(call) => self.why = call,
            Intent::Diagnose(found) => self.diagnose(found, now),
            Intent::Settle { call, saved } => {
                let settled = self.outbox.looked(task_of(call), saved.then_some(None), now);
                self.settled(task_of(call), settled, now);
            }
            Intent::Close(id) => self.close(id, now),
            Intent::OffRecord { call, on }
                if self.roster.get(call).is_some_and(|call| self.may_go_off_record(call)) =>
            {
                self.edit(call, |call| call.off_record = on.then_some(now));
            }
            Intent::Presence(wish) => self.presence_wished(wish, now),
            Intent::LogLate(id) => self.log_late(id, now),
            Intent::LookBack(look) => self.look_back(look),
            Intent::Note { call, .. } | Intent::Subject { call, .. } => self.write_late(call, intent, now),
            // The front's, or of a call that allows it no more.
            _ => {}
        }
    }

    /// A headset has one button for all calls: it answers the one that rings longest, and ends and mutes the one that is heard.
    fn meant(&self, press: Press) -> Option<Intent> {
        let first = |is: fn(State) -> bool| self.roster.iter().find(|call| is(call.state));
        let heard = || first(|state| matches!(state, State::Talking { held_here: false, .. } | State::Dialling { .. }));
        match press {
            Press::Lift => first(|state| matches!(state, State::Ringing { answering: false, .. }))
                .map(|call| Intent::Answer(call.id)),
            Press::HangUp => heard().map(|call| Intent::HangUp(call.id)),
            Press::Mute => heard().map(|call| Intent::Mute { call: call.id, on: !call.muted }),
        }
    }

    /// The leg of a live call whose state allows it.
    fn leg_if(&self, id: CallId, allows: impl Fn(State) -> bool) -> Option<LegId> {
        let call = self.roster.get(id).filter(|call| allows(call.state))?;
        call.leg.clone()
    }

    fn send_digits(&mut self, id: CallId, digits: &str) {
        let digits: String = digits.chars().filter(|c| c.is_ascii_digit() || is_in("*#ABCD", *c)).collect();
        if digits.is_empty() {
            return;
        }
        // Early announcements take key presses, too.
        let hears = |state| matches!(state, State::Talking { .. } | State::Dialling { far: call::FarEnd::Heard, .. });
        if let Some(leg) = self.leg_if(id, hears) {
            self.edit(id, |call| call.digits_sent.push_str(&digits));
            self.out.push(Effect::Phone(Command::SendDigits { leg, digits: digits.into() }));
        }
    }

    /// The other side is handed on to a number; the call stays ours until the telephone says that it worked.
    fn transfer(&mut self, id: CallId, to: &str) {
        let Some(leg) = self.transferable(id).filter(|_| self.line.can.transfer_blind) else { return };
        match PhoneNumber::parse(to) {
            Some(to) => {
                let to = self.staff.dialled(&to, &self.settings.numbers);
                self.transferring.insert(id);
                self.out.push(Effect::Phone(Command::TransferBlind { leg, to }));
            }
            None => self.notice(NoticeKind::NotANumber(to.trim().chars().take(60).collect())),
        }
    }

    /// The other sides of two calls are joined. Both are ours until that has worked.
    fn join(&mut self, id: CallId, with: CallId) {
        let (Some(leg), Some(to)) = (self.transferable(id), self.transferable(with)) else { return };
        if id != with && self.line.can.transfer_attended {
            self.transferring.insert(id);
            self.out.push(Effect::Phone(Command::TransferAttended { leg, to }));
        }
    }

    fn transferable(&self, id: CallId) -> Option<LegId> {
        self.leg_if(id, |state| matches!(state, State::Talking { .. })).filter(|_| !self.transferring.contains(&id))
    }

    /// What the layout opens for this number, or else Salesforce's own search page: the agent asked, so it opens.
    fn search_page(&self, id: CallId) -> Option<Target> {
        let call = self.roster.get(id)?;
        if let Caller::Found { search, layout_pops: true, .. } = call.caller {
            return Some(Target::AsLayoutSays { search });
        }
        let spellings = call.remote.number.as_ref()?.spellings(&self.settings.numbers);
        spellings.into_iter().next().map(|text| Target::Search(text.into()))
    }

    pub(super) fn edit(&mut self, id: CallId, change: impl FnOnce(&mut Call)) {
        if let Some(call) = self.roster.get_mut(id) {
            change(call);
            self.touched.insert(id);
        }
    }

    /// Only a record that was offered can be chosen.
    fn choose(&mut self, id: CallId, record: &RecordId, now: Timestamp) {
        let Some(call) = self.roster.get(id) else { return };
        let offered = call.matches().iter().map(|found| &found.record).find(|r| r.id == *record).cloned();
        if let Some(record) = offered {
            self.assign(id, Related::To { record, by: RelatedBy::Agent });
            self.fact(id, Fact::Assigned, now);
        }
    }

    /// The agent's word. What was found out for the record before is of no use for this one.
    fn assign(&mut self, id: CallId, related: Related) {
        self.edit(id, |call| {
            let lead = matches!(&related, Related::To { record, .. } if record.object == Object::Lead);
            if lead || related == Related::Unassigned {
                call.progress.further = None;
            }
            call.related = related;
            call.progress.target = Lookup::NotAsked;
            call.progress.popped = None;
            call.wrap_up.tasks = Tasks::NotAsked;
        });
    }

    /// The record that the agent looks at. A contact can have one more thing beside it, and a thing a contact; a lead stands alone.
    fn assign_page(&mut self, id: CallId, page: RecordRef, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        if adds(call, &page) {
            call.progress.further = Some(page);
            self.touched.insert(id);
            return;
        }
        let thing = call.related_record().filter(|record| !record.object.is_person()).cloned();
        let beside = match page.object {
            Object::Contact => thing.or(call.progress.further.clone()),
            _ => None,
        };
        let related = Related::To { record: page.clone(), by: RelatedBy::Agent };
        self.assign(id, related);
        self.edit(id, |call| {
            call.progress.further = beside;
            call.is_open(&page);
        });
        self.fact(id, Fact::Assigned, now);
    }

    /// With every event: of the page that the agent has opened since the last one the call on the screen hears.
    pub(super) fn follow_page(&mut self, now: Timestamp) {
        if self.desk.visited == self.desk.page {
            return;
        }
        self.desk.visited.clone_from(&self.desk.page);
        if let Some(id) = self.selected.filter(|_| self.desk.page.is_some()) {
            self.fact(id, Fact::Visited, now);
        }
    }

    /// Only a result that is offered can be chosen.
    fn set_result(&mut self, id: CallId, label: Option<String>) {
        let Some(call) = self.roster.get(id) else { return };
        let offered = result::offered(call, &self.settings).unwrap_or_default();
        if label.as_ref().is_none_or(|label| offered.iter().any(|result| result.label == *label)) {
            self.edit(id, |call| call.wrap_up.result = label);
        }
    }

    /// Salesforce refused the Task, and the agent cannot or does not want to mend it.
    pub(super) fn can_give_up(&self, id: CallId) -> bool {
        self.roster.get(id).is_some_and(Call::is_over) && matches!(self.saving(id), view::Saving::Refused(_))
    }

    /// Done with the card: what is unsaved goes out first, and the card stays until it is safe.
    pub(super) fn close(&mut self, id: CallId, now: Timestamp) {
        if !self.roster.get(id).is_some_and(Call::is_over) {
            return;
        }
        self.fact(id, Fact::LeftBehind, now);
        self.closing.insert(id);
        self.close_settled(now);
    }

    /// Cards that the agent closed go when their Task is safe, with what was typed in them since.
    pub(super) fn close_settled(&mut self, now: Timestamp) {
        for id in self.closing.clone() {
            if self.is_quiet_and_unknown(id) {
                continue;
            }
            let quiet = self.roster.get(id).is_some_and(|call| call.quiet);
            if !quiet && self.saving(id) == (view::Saving::Unsaved { by_agent: false }) {
                self.fact(id, Fact::LeftBehind, now);
            }
            if self.is_settled(id) || !self.is_logged(id) {
                self.closing.remove(&id);
                self.archive(id);
            } else if self.roster.get(id).is_some_and(|call| call.quiet) {
                self.quiet_needs_agent(id);
            }
        }
    }

    fn prefer(&mut self, preference: Preference) {
        match preference {
            Preference::Language(language) => self.preferences.language = Some(language),
            Preference::Theme(theme) => self.preferences.theme = theme,
            Preference::Driver(driver) => {
                self.preferences.driver = Some(driver);
                self.line.stale = true;
            }
        }
        self.apply_preferences();
        self.store_preferences();
        self.open_driver();
    }

    fn is_off_record(&self, id: CallId) -> bool {
        self.roster.get(id).is_some_and(|call| call.off_record.is_some()) && !self.is_logged(id)
    }

    /// Whether the agent may say that a call is not to be logged: until it has been.
    pub(super) fn may_go_off_record(&self, call: &Call) -> bool {
        (self.settings.offer_off_record || call.off_record.is_some()) && !self.is_logged(call.id)
    }

    pub(super) fn can_assign_page(&self, call: &Call) -> bool {
        let page = self.desk.page.as_ref().filter(|_| call.direction != Direction::Internal);
        let known = [call.related_record(), call.progress.further.as_ref()];
        page.is_some_and(|page| page.object.takes_activities() && known.into_iter().flatten().all(|r| r.id != page.id))
    }
}

/// Whether the page comes beside the record that the call belongs to, and not in its place.
pub(super) fn adds(call: &Call, page: &RecordRef) -> bool {
    !page.object.is_person() && call.related_record().is_some_and(|record| record.object == Object::Contact)
}
