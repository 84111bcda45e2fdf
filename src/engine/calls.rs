//! The calls' side: a signal becomes a fact, the rules answer it, their actions are carried out.

use super::answers::subject_of;
use super::call::{Call, Caller, Fact, Lookup, Related, RelatedBy, State, Tasks};
use super::crm::{Direction, Object, RecordRef, Request, Target};
use super::id::LegId;
use super::number::PhoneNumber;
use super::outbox::{Key, Part};
use super::requests::Purpose;
use super::saving::task_of;
use super::settings::FollowUp;
use super::telephony::{Ask, Command, EndCause, Incoming, Party, TransferOutcome};
use super::trace::{Line, Outcome};
use super::workflow::{self, Action, Moment, follow_up};
use super::*;

impl Engine {
    pub(super) fn signal(&mut self, signal: Signal, now: Timestamp) {
        let leg = match &signal {
            Signal::Line(state) => return self.line_changed(state.clone(), now),
            Signal::Gap { .. } => return self.stray(&signal, now),
            Signal::Incoming(incoming) => return self.rang(incoming.clone(), now),
            Signal::Placed { leg, to } => return self.placed(leg.clone(), to.clone(), now),
            // Told, and so far nobody's business here.
            Signal::Asked { leg, what } => return self.asked(&leg.clone(), what.clone(), now),
            Signal::MessagesWaiting { new, old } => return self.messages_wait(*new, *old),
            Signal::Lamp { number, lamp } => return self.lamp_is(number.clone(), *lamp),
            Signal::Handle { leg, handle } => {
                if let Some(id) = self.roster.by_leg(leg) {
                    self.edit(id, |call| call.handle = Some(handle.clone()));
                }
                return;
            }
            Signal::Sampled { leg, sample } => {
                if let Some(id) = self.roster.by_leg(leg) {
                    self.sampled(id, *sample, now);
                }
                return;
            }
            Signal::Progress { leg, .. }
            | Signal::Answered { leg }
            | Signal::HeldHere { leg, .. }
            | Signal::HeldThere { leg, .. }
            | Signal::Identity { leg, .. }
            | Signal::Muted { leg, .. }
            | Signal::Transfer { leg, .. }
            | Signal::Ended { leg, .. }
            | Signal::Refused { leg, .. } => leg.clone(),
        };
        let Some(id) = self.roster.by_leg(&leg) else { return self.stray(&signal, now) };
        self.unconfirmed.remove(&id);
        let Some(call) = self.roster.get_mut(id) else { return };
        call.seen = now;
        let mut told = None;
        // Whatever it comes to, it is over; until then a second try would only be refused.
        let settles = match &signal {
            Signal::Transfer { outcome, .. } => *outcome != TransferOutcome::Trying,
            Signal::Refused { what, .. } => *what == telephony::CommandKind::Transfer,
            other => matches!(other, Signal::Ended { .. }),
        };
        if settles {
            self.transferring.remove(&id);
        }
        match &signal {
            Signal::Identity { party, .. } => {
                let plan = &self.settings.numbers;
                let mut party = party.clone();
                if !call.outgoing {
                    party.number = party.number.map(|number| number.restored(plan));
                }
                if call.remote == party {
                    return;
                }
                let colleague = party.number.as_ref().is_some_and(|n| n.is_internal(plan));
                let same_number = match (&call.remote.number, &party.number) {
                    (Some(before), Some(after)) => self.staff.is_same(before, after, plan),
                    (before, after) => before == after,
                };
                // Whom we called is known better than who took it: a PBX names the phone that answered. Only a
                // colleague can hand us on to a customer.
                let ours = call.outgoing && (colleague || call.direction != Direction::Internal);
                if same_number || ours {
                    call.remote.name = call.remote.name.take().or(party.name);
                    self.touched.insert(id);
                    return;
                }
                call.remote = party;
                // What was found belongs to who was there before; the agent's own word stands.
                call.caller = Caller::NotSearched;
                if matches!(
                    call.related,
                    Related::To { by: RelatedBy::Search | RelatedBy::Origin | RelatedBy::Visit, .. }
                ) {
                    call.related = Related::Open;
                    call.progress.target = Lookup::NotAsked;
                    call.progress.popped = None;
                }
                call.direction = match (colleague, call.outgoing) {
                    (true, _) => Direction::Internal,
                    (false, true) => Direction::Outbound,
                    (false, false) => Direction::Inbound,
                };
            }
            Signal::Muted { on, .. } => call.muted = *on,
            Signal::Refused { what, why, .. } => told = Some(NoticeKind::CommandRefused { what: *what, why: *why }),
            Signal::Transfer { outcome: TransferOutcome::Failed { status }, .. } => {
                let why = telephony::Trouble::Protocol { status: *status };
                told = Some(NoticeKind::CommandRefused { what: telephony::CommandKind::Transfer, why });
            }
            Signal::Ended { cause, .. } => {
                call.leg = None;
                if let EndCause::Failed(why) = cause {
                    told = Some(NoticeKind::CallFailed(*why));
                }
            }
            Signal::Progress { .. }
            | Signal::Answered { .. }
            | Signal::HeldHere { .. }
            | Signal::HeldThere { .. }
            | Signal::Transfer { .. }
            | Signal::Asked { .. }
            | Signal::Handle { .. }
            | Signal::MessagesWaiting { .. }
            | Signal::Lamp { .. }
            | Signal::Sampled { .. }
            | Signal::Line(_)
            | Signal::Gap { .. }
            | Signal::Incoming(_)
            | Signal::Placed { .. } => {}
        }
        let fact = call.state.take(&signal, now);
        if call.quiet && call.is_over() {
            self.closing.insert(id);
        }
        self.touched.insert(id);
        if let Some(told) = told {
            self.notice(told);
        }
        if let Some(fact) = fact {
            self.fact(id, fact, now);
        }
    }

    /// The other side, or the PBX for it, asks for something. Whether it is done the settings say; where to go, the agent.
    fn asked(&mut self, leg: &LegId, what: Ask, now: Timestamp) {
        let Some(id) = self.roster.by_leg(leg) else { return };
        let obeys = self.settings.answer_on_request;
        match what {
            Ask::Answer => {
                if let Some(call) = self.roster.get_mut(id) {
                    call.asked_to_answer = true;
                }
                self.fact(id, Fact::AskedToAnswer, now);
            }
            Ask::Hold if obeys => self.agent(Intent::Hold(id), now),
            Ask::Resume if obeys => self.agent(Intent::Resume(id), now),
            Ask::Hold | Ask::Resume => {}
            Ask::Follow(party) => {
                if let Some(call) = self.roster.get_mut(id) {
                    call.invited = Some(party);
                }
            }
        }
    }

    /// Calls where the other side asked us to go.
    pub(super) fn follow(&mut self, id: CallId, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        let (Some(leg), Some(to)) = (call.leg.clone(), call.invited.take()) else { return };
        let next = CallId(self.next_id());
        let other = LegId(format!("out-{next}"));
        self.hold_talking();
        self.out.push(Effect::Phone(Command::Follow { leg, to: other.clone() }));
        self.went_out(next, other, to, None, now);
        self.selected = Some(next);
    }

    /// Whether a call that is told as new is known: from the page before, or told twice.
    fn knows(&mut self, leg: &LegId) -> bool {
        let known = self.roster.by_leg(leg);
        if let Some(id) = known {
            self.unconfirmed.remove(&id);
        }
        known.is_some()
    }

    fn rang(&mut self, mut incoming: Incoming, now: Timestamp) {
        if self.knows(&incoming.leg) {
            return;
        }
        incoming.from.number = incoming.from.number.map(|number| number.restored(&self.settings.numbers));
        let quiet = self.preferences.is_quiet(now);
        if !quiet {
            self.leave_behind(now);
        }
        let internal = incoming.from.number.as_ref().is_some_and(|n| n.is_internal(&self.settings.numbers));
        let id = CallId(self.next_id());
        let call_ref = incoming.call_ref.as_deref().unwrap_or_default();
        let leg = incoming.leg.clone();
        self.roster.push(Call {
            id,
            quiet,
            key: format!("{call_ref} {}", incoming.leg.0).trim_start().to_owned(),
            kept: self.kept(&incoming.leg),
            leg: Some(incoming.leg),
            direction: if internal { Direction::Internal } else { Direction::Inbound },
            outgoing: false,
            remote: incoming.from,
            own: incoming.dialled,
            diverted_by: incoming.diverted_by,
            asked_to_answer: incoming.wants_auto_answer,
            call_ref: incoming.call_ref,
            queue: incoming.queue,
            ivr: incoming.ivr,
            ..Call::blank(id, State::Ringing { since: now, answering: false }, now)
        });
        self.begun(id, Fact::Rang, now);
        if quiet {
            self.out.push(Effect::Phone(Command::Decline { leg }));
        }
    }

    pub(super) fn call(&mut self, number: PhoneNumber, origin: Option<RecordRef>, now: Timestamp) {
        self.leave_behind(now);
        self.hold_talking();
        let id = CallId(self.next_id());
        let leg = LegId(format!("out-{id}"));
        let name = origin.as_ref().filter(|o| o.object != Object::Task).map(|o| o.name.clone());
        let to = Party { number: Some(number.clone()), name };
        let number = self.staff.dialled(&number, &self.settings.numbers);
        self.out.push(Effect::Phone(Command::Dial { leg: leg.clone(), number }));
        self.went_out(id, leg, to, origin, now);
        self.selected = Some(id);
    }

    /// Dialled at the telephone itself.
    fn placed(&mut self, leg: LegId, to: Party, now: Timestamp) {
        if !self.knows(&leg) {
            self.leave_behind(now);
            let id = CallId(self.next_id());
            self.went_out(id, leg, to, None, now);
        }
    }

    fn went_out(&mut self, id: CallId, leg: LegId, to: Party, origin: Option<RecordRef>, now: Timestamp) {
        let internal = to.number.as_ref().is_some_and(|number| number.is_internal(&self.settings.numbers));
        self.roster.push(Call {
            kept: self.kept(&leg),
            leg: Some(leg),
            direction: if internal { Direction::Internal } else { Direction::Outbound },
            outgoing: true,
            remote: to,
            own: PhoneNumber::parse(&self.account_user()),
            origin,
            ..Call::blank(id, State::Dialling { since: now, far: call::FarEnd::Silent }, now)
        });
        self.begun(id, Fact::Dialled, now);
    }

    /// The name under which a call that outlives the page is found again.
    fn kept(&self, leg: &LegId) -> Option<LegId> {
        self.line.can.outlives_page.then(|| leg.clone())
    }

    fn begun(&mut self, id: CallId, fact: Fact, now: Timestamp) {
        // A second call is announced; it does not take the card from the first.
        let busy = self.selected.and_then(|id| self.roster.get(id)).is_some_and(|call| !call.is_over());
        let quiet = self.roster.get(id).is_some_and(|call| call.quiet);
        if !busy && !quiet {
            self.selected = Some(id);
        }
        self.touched.insert(id);
        self.fact(id, fact, now);
    }

    /// Another call begins: what is unsaved of the calls before goes out, and those that are done with make room.
    fn leave_behind(&mut self, now: Timestamp) {
        for id in self.roster.ids() {
            if self.roster.get(id).is_some_and(Call::is_over) {
                self.left_behind(id, now);
            }
        }
    }

    /// Only one call has our ear: the one before goes on hold. Where we cannot, the telephone sees to it.
    pub(super) fn hold_talking(&mut self) {
        if !self.line.can.hold {
            return;
        }
        for leg in self.roster.iter().filter(|call| call.is_heard()).filter_map(|call| call.leg.clone()) {
            self.out.push(Effect::Phone(Command::Hold { leg }));
        }
    }

    /// Asks the rules what to do about a fact, keeps their answers as the trace, and does what stands there. For the back office:
    /// everybody else tells a fact by [`Engine::fact`].
    pub(super) fn ask_rules(&mut self, id: CallId, fact: Fact, now: Timestamp) {
        let Some(call) = self.roster.get(id) else { return };
        let moment = Moment {
            fact,
            call,
            settings: &self.settings,
            locale: self.locale,
            now,
            crm: self.desk.can(),
            logged: self.is_logged(id),
            task: self.outbox.get(task_of(id)).and_then(|entry| entry.record.as_ref()),
            has_case: self.outbox.get(Key { call: id, part: Part::Case }).is_some(),
            page: self.desk.page.as_ref(),
            alone: self.roster.iter().all(|other| other.id == id || other.is_over() || other.quiet),
            can_answer: self.line.can.answer,
        };
        let lines = workflow::run(&moment, self.settings_version);
        let acts = |line: &Line| match &line.outcome {
            Outcome::Acts { actions, .. } => actions.clone(),
            Outcome::Declines { .. } => Vec::new(),
        };
        let actions: Vec<_> = lines.iter().flat_map(acts).collect();
        self.remember(id, lines);
        // What all of them agreed upon is done before the next fact has its say.
        let related = actions.iter().any(|action| matches!(action, Action::Relate(_)));
        for action in actions {
            self.act(id, action, now);
        }
        if related {
            self.fact(id, Fact::Related, now);
        }
    }

    fn act(&mut self, id: CallId, action: Action, now: Timestamp) {
        self.touched.insert(id);
        let Some(call) = self.roster.get_mut(id) else { return };
        match action {
            Action::Answer => self.agent(Intent::Answer(id), now),
            Action::FindCaller { spellings, objects: _ } => {
                call.caller = Caller::Searching;
                let direction = call.direction;
                self.ask(Purpose::FindCaller(id), Request::Search { spellings, direction }, now);
            }
            Action::FindIvr(find) => {
                call.progress.ivr = Lookup::Asked;
                self.ask(Purpose::FindIvr(id), Request::Find(find), now);
            }
            Action::FindTarget(find) => {
                call.progress.target = Lookup::Asked;
                let of = subject_of(call);
                self.ask(Purpose::FindTarget(id, of), Request::Find(find), now);
            }
            Action::Relate(record) => {
                let from_page = call.origin.as_ref().is_some_and(|origin| origin.id == record.id);
                // Of several none is the search's.
                let visited = call.matches().len() > 1 && !from_page;
                if visited {
                    call.is_open(&record);
                }
                let by = match (from_page, visited) {
                    (true, _) => RelatedBy::Origin,
                    (false, true) => RelatedBy::Visit,
                    (false, false) => RelatedBy::Search,
                };
                call.related = Related::To { record, by };
            }
            Action::RelateToo(record) => call.progress.further = Some(record),
            Action::ScreenPop(target) => self.pop_for(id, target, now),
            Action::LogTask(fields) => {
                let key = call.key.clone();
                self.want(task_of(id), Object::Task, key, fields, now);
            }
            Action::SaveCase(fields) => {
                let key = call.key.clone();
                self.want(Key { call: id, part: Part::Case }, Object::Case, key, fields, now);
            }
            Action::EditTask(record) => {
                call.progress.edited = true;
                let target = Target::Edit { object: Object::Task, record };
                self.ask(Purpose::ScreenPop(None), Request::ScreenPop(target), now);
            }
            Action::SendMail(mail) => {
                call.progress.mailed = true;
                self.ask(Purpose::Mail, Request::Mail(mail), now);
            }
            Action::ResolveMissed { call_ref, answered, missed, missed_answered } => {
                let request = Request::ResolveMissed { call_ref, answered, missed, missed_answered };
                self.ask(Purpose::ResolveMissed, request, now);
            }
            Action::ListTasks { related, due } => {
                call.wrap_up.tasks = Tasks::Asked;
                let but = self.outbox.get(task_of(id)).and_then(|entry| entry.record.clone());
                self.ask(Purpose::ListTasks(id), Request::OpenTasks { related, due, but }, now);
            }
            Action::CloseTask { task, delete } => {
                self.ask(Purpose::CloseTask, Request::CloseTasks { tasks: vec![task], delete }, now);
            }
            Action::SaveFollowUp { kind, fields } => {
                let (part, object) = match kind {
                    FollowUp::Event => (Part::Event, Object::Event),
                    FollowUp::Task | FollowUp::TaskCloseToday | FollowUp::OpenToday | FollowUp::OpenLatest => {
                        (Part::FollowUp, Object::Task)
                    }
                };
                let key = follow_up::key(call);
                self.want(Key { call: id, part }, object, key, fields, now);
            }
            Action::Followed(choice) => call.progress.followed = Some(choice),
        }
    }

    pub(super) fn pop(&mut self, target: Target, now: Timestamp) {
        self.ask(Purpose::ScreenPop(None), Request::ScreenPop(target), now);
    }

    pub(super) fn ask(&mut self, purpose: Purpose, request: Request, now: Timestamp) {
        let id = self.request_id();
        self.requests.opened(id, purpose, &request, now);
        self.out.push(Effect::Crm(id, request));
    }

    fn remember(&mut self, id: CallId, lines: Vec<Line>) {
        let trace = Arc::make_mut(self.traces.get_or_insert_with(id, Arc::default));
        trace.extend(lines);
        if trace.len() > TRACE {
            trace.drain(..trace.len() - TRACE);
        }
    }
}
