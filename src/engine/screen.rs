//! What the screen, the utility bar and the ringer show: drawn from what is known, never kept.

use std::sync::Arc;

use super::call::{Call, Caller, FarEnd, Related, State, Tasks};
use super::crm::{Match, PanelIcon};
use super::desk::Standing;
use super::outbox::Part;
use super::quality::AudioTrouble;
use super::settings::FollowUp;
use super::telephony::{EndCause, LineState};
use super::texts::texts;
use super::view::*;
use super::workflow::{follow_up, result, subject, task};
use super::*;

pub(super) fn draw(engine: &Engine) -> View {
    let (surface, trouble) = match &engine.desk.standing {
        Standing::Unknown => (None, None),
        Standing::Connected(connection) => (Some(connection.surface), None),
        Standing::Absent(failure) => (None, Some(failure.clone())),
    };
    let user = engine.account_user();
    let mut view = View {
        locale: engine.locale,
        theme: engine.preferences.theme,
        line: LineView {
            state: engine.line.state.clone(),
            driver: engine.line.driver.unwrap_or_default(),
            own: engine.own_driver(),
            has_account: engine.has_account(),
            account: if user.is_empty() { String::new() } else { format!("{user}@{}", engine.domain()) },
            user: engine.settings.line.user.clone(),
            has_password: engine.password.is_some(),
        },
        crm: CrmView { surface, trouble, page: engine.desk.page.clone() },
        calls: shown(&engine.roster).map(|call| engine.card(call)).collect(),
        selected: engine.selected,
        history: Arc::default(),
        notices: engine.notices.clone(),
        messages: None,
        lamps: Vec::new(),
        can_dial: matches!(engine.line.state, LineState::Ready { .. }),
        office: OfficeView::default(),
        why: None,
        tab: TabView::Here,
        checks: None,
        presence: None,
    };
    engine.view_of_office(&mut view);
    view
}

/// Calls that the agent is not to be disturbed by are not shown.
fn shown(roster: &Roster) -> impl Iterator<Item = &Call> {
    roster.iter().filter(|call| !call.quiet)
}

/// What the back office adds: who it is, what is noted and saved, and the calls that are done with.
pub(super) fn draw_cards(engine: &Engine, view: &mut View) {
    view.history = engine.history.view();
    view.messages = engine.messages();
    view.lamps = engine.lamps();
    view.why = engine.why.map(|call| Why { call, lines: engine.traces.get(&call).cloned().unwrap_or_default() });
    view.checks = engine.checks();
    view.presence = Some(engine.presence_view());
    for (call, card) in shown(&engine.roster).zip(&mut view.calls) {
        engine.fill(call, card);
    }
}

impl Engine {
    fn card(&self, call: &Call) -> CallView {
        CallView {
            id: call.id,
            outgoing: call.outgoing,
            internal: call.direction == crm::Direction::Internal,
            party: call.remote.clone(),
            state: state(call),
            muted: call.muted,
            transferring: self.transferring.contains(&call.id),
            in_conference: false,
            queue: call.queue.clone(),
            ivr: call.ivr.clone(),
            diverted_by: call.diverted_by.clone(),
            invited: call.invited.clone(),
            digits_sent: call.digits_sent.clone(),
            sound: SoundView::default(),
            caller: CallerView::NotSearched,
            about: None,
            subject: String::new(),
            subject_locked: true,
            result: None,
            follow_up: None,
            note: call.note.clone(),
            note_room: 0,
            saving: Saving::NotYet,
            case: None,
            lost: None,
            undo: None,
            off_record: None,
            can: self.controls(call),
        }
    }

    fn fill(&self, call: &Call, card: &mut CallView) {
        card.caller = caller(call);
        card.sound = sound(call, self.line.can.audio_in_page);
        card.about = call.about().or(call.progress.target.found()).cloned();
        card.subject = subject::of(call, &self.settings, self.locale);
        card.subject_locked = self.settings.subject.locked;
        card.result = result::offered(call, &self.settings)
            .map(|options| ResultView { options, chosen: call.wrap_up.result.clone() });
        card.follow_up = self.follow_up(call);
        card.note_room = task::LONG_TEXT.saturating_sub(call.note.chars().count());
        card.case = self.saving_of(call.id, Part::Case);
        card.undo = self.undo_until(call.id);
        card.saving = self.saving(call.id);
        let savable = match card.saving {
            Saving::NotYet | Saving::Unsaved { .. } | Saving::Refused(_) | Saving::Waiting { .. } | Saving::None => {
                true
            }
            Saving::Saving { .. } | Saving::Saved { .. } | Saving::Conflict(_) | Saving::Unknown { .. } => false,
        };
        card.off_record = self.may_go_off_record(call).then_some(call.off_record.is_some());
        card.can.save = savable && call.off_record.is_none() && self.desk.can().is_none_or(|can| can.save);
        card.in_conference = self.at_table(call.id);
        card.can.join_all = self.line.can.conference && self.can_sit(call);
        card.lost = self.lost_view(call);
        card.can.call_back = lost::can_call_back(call);
        card.can.close = call.is_over();
        card.can.give_up = self.can_give_up(call.id);
        card.can.assign_page = self.can_assign_page(call);
        card.can.add_page = self.desk.page.as_ref().is_some_and(|page| agent::adds(call, page));
    }

    fn follow_up(&self, call: &Call) -> Option<FollowUpView> {
        let offer = self.settings.follow_up.of(call.outgoing);
        if offer.options.is_empty() || call.direction == crm::Direction::Internal {
            return None;
        }
        let chosen = follow_up::choice(call, &self.settings).filter(|choice| offer.options.contains(choice));
        let tasks = match &call.wrap_up.tasks {
            Tasks::NotAsked => TasksView::NotAsked,
            Tasks::Asked => TasksView::Searching,
            Tasks::Failed(failure) => TasksView::Failed(failure.clone()),
            Tasks::Found(tasks) => TasksView::Found(tasks.clone()),
        };
        let part = if chosen == Some(FollowUp::Event) { Part::Event } else { Part::FollowUp };
        Some(FollowUpView {
            options: offer.options.clone(),
            chosen,
            due: follow_up::due(call, call.seen),
            tasks,
            task: call.wrap_up.task().map(|task| task.id.clone()),
            saving: self.saving_of(call.id, part),
            done: chosen.is_some() && call.progress.followed == chosen,
        })
    }

    fn controls(&self, call: &Call) -> Controls {
        let can = self.line.can;
        let mut controls = Controls::default();
        match call.state {
            State::Ringing { answering, .. } => {
                controls.answer = can.answer && !answering;
                controls.decline = true;
            }
            State::Dialling { far, .. } => {
                controls.hang_up = true;
                controls.digits = can.digits && far == FarEnd::Heard;
            }
            State::Talking { .. } if call.is_lost() => {}
            State::Talking { held_here, .. } => {
                controls.hang_up = true;
                controls.hold = can.hold && !held_here;
                controls.resume = can.hold && held_here;
                controls.mute = can.mute;
                controls.digits = can.digits;
                let free = !self.transferring.contains(&call.id);
                controls.transfer = can.transfer_blind && free;
                controls.join = can.transfer_attended && free;
            }
            // What can be done with a card is the back office's.
            State::Ended { .. } => {}
        }
        controls
    }

    /// Tells the utility bar, the ringer and the page's guard, where something changed.
    pub(super) fn show(&mut self) {
        let texts = texts(self.locale.language);
        let ringing = shown(&self.roster).find(|call| matches!(call.state, State::Ringing { answering: false, .. }));
        let with_sound = self.roster.talking().and_then(|id| self.roster.get(id));
        let talking = with_sound.or_else(|| shown(&self.roster).find(|call| !call.is_over()));
        let (label, icon) = match (ringing, talking) {
            (Some(call), _) => (format!("{}: {}", texts.ringing, name(call, texts)), PanelIcon::Ringing),
            (None, Some(call)) => match call.state {
                State::Talking { held_here: true, .. } => {
                    (format!("{}: {}", texts.on_hold, name(call, texts)), PanelIcon::Talking)
                }
                State::Talking { .. } | State::Dialling { .. } | State::Ringing { .. } | State::Ended { .. } => {
                    (name(call, texts), PanelIcon::Talking)
                }
            },
            (None, None) => match self.line.state {
                LineState::Down { .. } | LineState::NeedsPassword => (texts.offline.to_owned(), PanelIcon::Trouble),
                LineState::Off | LineState::Connecting | LineState::Ready { .. } => {
                    (texts.phone.to_owned(), PanelIcon::Idle)
                }
            },
        };
        let new_ring = ringing.is_some() && self.shown.panel.icon != PanelIcon::Ringing;
        let panel = Panel { label, icon, raise: false };
        if panel != self.shown.panel && matches!(self.desk.standing, Standing::Connected(_)) {
            self.out.push(Effect::Panel(Panel { raise: new_ring, ..panel.clone() }));
            self.shown.panel = panel;
        }
        // Who talks is not rung at: the banner must do.
        // What is answered at another telephone rings there.
        let ring = ringing.is_some() && self.roster.talking().is_none() && self.line.can.answer;
        if ring != self.shown.ringing {
            self.shown.ringing = ring;
            self.out.push(Effect::Ring(ring));
        }
        let guard = self.roster.any_live() && self.line.can.audio_in_page;
        if guard != self.shown.guarded {
            self.shown.guarded = guard;
            self.out.push(Effect::GuardUnload(guard));
        }
    }
}

fn state(call: &Call) -> CallStateView {
    match call.state {
        State::Ringing { since, .. } => CallStateView::RingingIn { since },
        State::Dialling { since, far: FarEnd::Silent } => CallStateView::Dialling { since },
        State::Dialling { since, far } => CallStateView::RingingOut { since, early_media: far == FarEnd::Heard },
        // Until it is taken up again it has ended, as far as anybody can tell.
        State::Talking { .. } if call.is_lost() => CallStateView::Ended {
            cause: EndCause::PageClosed,
            talked: call.talked(call.seen),
            answered: true,
            at: call.seen,
        },
        State::Talking { since, held_here, held_there } => CallStateView::Talking { since, held_here, held_there },
        State::Ended { cause, answered, at } => {
            CallStateView::Ended { cause, talked: call.talked(at), answered: answered.is_some(), at }
        }
    }
}

fn sound(call: &Call, measured: bool) -> SoundView {
    match call.state {
        State::Talking { held_here: false, held_there: false, .. } => {}
        State::Talking { .. } => return SoundView { measured, ..SoundView::default() },
        State::Ringing { .. } | State::Dialling { .. } | State::Ended { .. } => return SoundView::default(),
    }
    let told = |trouble: &AudioTrouble| call.muted || *trouble != AudioTrouble::MutedSpeaking;
    SoundView { measured, reading: call.quality.now, trouble: call.quality.trouble.filter(told) }
}

fn caller(call: &Call) -> CallerView {
    let matches = call.matches();
    match (&call.related, &call.caller) {
        (Related::To { record, .. }, _) => {
            let found = matches.iter().find(|found| found.record.id == record.id);
            let others: Vec<Match> = matches.iter().filter(|found| found.record.id != record.id).cloned().collect();
            let details = found.map(|found| found.details.clone()).unwrap_or_default();
            CallerView::Known { record: record.clone(), details, others }
        }
        (Related::Unassigned, _) => CallerView::Unassigned(matches.to_vec()),
        (Related::Open, Caller::NotSearched) => CallerView::NotSearched,
        (Related::Open, Caller::Searching) => CallerView::Searching,
        (Related::Open, Caller::Failed(failure)) => CallerView::Failed(failure.clone()),
        (Related::Open, Caller::Found { matches, .. }) if matches.is_empty() => CallerView::Unknown,
        (Related::Open, Caller::Found { matches, .. }) => CallerView::Several(matches.clone()),
    }
}

fn name(call: &Call, texts: &texts::Texts) -> String {
    let related = call.related_record().map(|record| record.name.clone());
    let shown = related.or_else(|| call.remote.name.clone());
    let number = || call.remote.number.as_ref().map(|number| number.as_given().to_owned());
    shown.or_else(number).unwrap_or_else(|| texts.withheld.to_owned())
}
