//! Presence: what the agent says about being there, the time after a call in which no other comes through, and what the PBX is told
//! of it. The agent's own choice always wins.
//!
//! ```text
//!                 a call that was talked ends
//!   available ───────────────────────────────▶ wrap-up ──▶ available   when it runs out, or the agent is ready
//!      │  ▲                                       │
//!      ▼  │ the agent chooses                     │ the agent chooses, or dials
//!   away, do not disturb ◀────────────────────────┘
//! ```
//!
//! A state that the administrator gave a dial code is told to the PBX by dialling it, once nobody talks: one code at a time, the last
//! one chosen.

use std::time::Duration;

use super::call::{Call, Fact, State};
use super::id::LegId;
use super::journal::Preferences;
use super::number::PhoneNumber;
use super::settings::{PresenceKind, PresenceState};
use super::telephony::{Command, EndCause, LineState};
use super::view::{PresenceNow, PresenceView};
use super::*;

/// What the agent wants of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    /// This state, by its place among those that can be chosen.
    Be(usize),
    /// More time after this call.
    Prolong,
    /// The time after the call is over.
    Ready,
}

#[derive(Default)]
pub struct Presence {
    /// When the agent last chose.
    chosen_at: Option<Timestamp>,
    /// The code that the PBX has not heard yet.
    untold: Option<PhoneNumber>,
    telling: Option<Telling>,
}

/// A code that is being dialled.
struct Telling {
    leg: LegId,
    code: PhoneNumber,
    answered: bool,
    until: Timestamp,
}

/// So long a PBX may take to answer a code.
const PATIENCE: Duration = Duration::from_secs(15);
/// So long it may confirm what it has heard before we hang up.
const CONFIRMS: Duration = Duration::from_secs(3);

impl Preferences {
    /// Whether calls come through without a sound, and are declined.
    pub fn is_quiet(&self, now: Timestamp) -> bool {
        self.dnd == Some(true) || self.wrap_up.is_some_and(|until| now < until)
    }
}

impl Engine {
    /// A fact about a call, in the back office.
    pub(super) fn fact_came(&mut self, id: CallId, fact: Fact, now: Timestamp) {
        match fact {
            Fact::Dialled => self.end_wrap_up(),
            Fact::Ended => self.begin_wrap_up(id, now),
            _ => {}
        }
        self.ask_rules(id, fact, now);
    }

    pub(super) fn presence_wished(&mut self, wish: Wish, now: Timestamp) {
        match wish {
            Wish::Be(place) => {
                let states = self.settings.presence.states.clone();
                let Some(state) = states.iter().filter(|state| state.kind != PresenceKind::WrapUp).nth(place) else {
                    return;
                };
                self.preferences.presence = Some(state.name().to_owned());
                self.preferences.dnd = Some(state.kind == PresenceKind::DoNotDisturb);
                self.preferences.wrap_up = None;
                self.presence.chosen_at = Some(now);
                self.tell(state.code.clone());
                self.store_preferences();
            }
            Wish::Prolong => {
                if let Some(until) = self.preferences.wrap_up {
                    self.preferences.wrap_up = Some(until.plus(self.settings.presence.prolong));
                    self.store_preferences();
                }
            }
            Wish::Ready => self.end_wrap_up(),
        }
    }

    /// Where a call that was talked has just ended: the time after it begins, unless the agent said otherwise meanwhile.
    pub(super) fn begin_wrap_up(&mut self, id: CallId, now: Timestamp) {
        let length = self.settings.presence.wrap_up;
        let Some(call) = self.roster.get(id) else { return };
        let State::Ended { answered: Some(_), at, .. } = call.state else { return };
        let chose = self.presence.chosen_at.is_some_and(|at| at >= call.started);
        let available = self.presence_chosen().is_none_or(|state| state.kind == PresenceKind::Available);
        if length.is_zero() || at != now || chose || !available || self.roster.any_live() {
            return;
        }
        self.preferences.wrap_up = Some(now.plus(length));
        let code = self.wrap_up_state().and_then(|state| state.code.clone());
        self.tell(code);
        self.store_preferences();
    }

    pub(super) fn end_wrap_up(&mut self) {
        if self.preferences.wrap_up.take().is_some() {
            // Only where the PBX was told that it began.
            if self.wrap_up_state().is_some_and(|state| state.code.is_some()) {
                let code = self.presence_chosen().and_then(|state| state.code.clone());
                self.tell(code);
            }
            self.store_preferences();
        }
    }

    /// With every event: what has run out, and what the PBX is still to be told.
    pub(super) fn run_presence(&mut self, now: Timestamp) {
        if self.preferences.wrap_up.is_some_and(|until| until <= now) {
            self.end_wrap_up();
        }
        if let Some(telling) = self.presence.telling.take_if(|telling| telling.until <= now) {
            self.out.push(Effect::Phone(Command::HangUp { leg: telling.leg }));
            if !telling.answered {
                self.untold(&telling.code);
            }
        }
        let free = self.presence.telling.is_none() && !self.roster.any_live();
        if free
            && matches!(self.line.state, LineState::Ready { .. })
            && let Some(code) = self.presence.untold.take()
        {
            let leg = LegId(format!("code-{:016x}", self.next_id()));
            self.out.push(Effect::Phone(Command::Dial { leg: leg.clone(), number: code.clone() }));
            self.presence.telling = Some(Telling { leg, code, answered: false, until: now.plus(PATIENCE) });
        }
    }

    pub(super) fn presence_wakes_at(&self) -> Option<Timestamp> {
        let telling = self.presence.telling.as_ref().map(|telling| telling.until);
        [self.preferences.wrap_up, telling].into_iter().flatten().min()
    }

    pub(super) fn set_presence_back(&mut self, by: Duration) {
        let telling = self.presence.telling.as_mut().map(|telling| &mut telling.until);
        for moment in
            [self.preferences.wrap_up.as_mut(), self.presence.chosen_at.as_mut(), telling].into_iter().flatten()
        {
            *moment = moment.minus(by);
        }
    }

    /// A signal of a leg that is no call's.
    pub(super) fn code_heard(&mut self, signal: &Signal, now: Timestamp) {
        let Some(telling) = &mut self.presence.telling else { return };
        match signal {
            Signal::Answered { leg } if *leg == telling.leg => {
                telling.answered = true;
                telling.until = now.plus(CONFIRMS);
            }
            Signal::Ended { leg, cause } if *leg == telling.leg => {
                // A PBX that just hangs up has heard it, too.
                let heard = telling.answered || matches!(cause, EndCause::Here | EndCause::There);
                let code = telling.code.clone();
                self.presence.telling = None;
                if !heard {
                    self.untold(&code);
                }
            }
            _ => {}
        }
    }

    pub(super) fn presence_view(&self) -> PresenceView {
        let choices: Vec<_> = self.presence_choices().cloned().collect();
        let chosen = self.presence_chosen().and_then(|chosen| choices.iter().position(|state| state == chosen));
        let prolong = self.settings.presence.prolong;
        let now = match self.preferences.wrap_up {
            Some(until) => PresenceNow::WrapUp { until, prolong: (!prolong.is_zero()).then_some(prolong) },
            None if self.roster.iter().any(|call| matches!(call.state, State::Talking { .. })) => PresenceNow::OnCall,
            None => PresenceNow::AsChosen,
        };
        PresenceView {
            choices,
            chosen: chosen.unwrap_or_default(),
            now,
            untold: self.presence.untold.is_some() || self.presence.telling.is_some(),
        }
    }

    /// The code of a state; none: the PBX is not told, and what it was to be told before is out of date.
    fn tell(&mut self, code: Option<PhoneNumber>) {
        self.presence.untold = code;
    }

    fn untold(&mut self, code: &PhoneNumber) {
        self.notice(NoticeKind::PresenceNotTold(code.as_given().into()));
    }

    fn presence_choices(&self) -> impl Iterator<Item = &PresenceState> {
        self.settings.presence.states.iter().filter(|state| state.kind != PresenceKind::WrapUp)
    }

    /// What the agent chose last; where that is gone from the settings, the first state in which calls come through.
    fn presence_chosen(&self) -> Option<&PresenceState> {
        let wanted = self.preferences.presence.as_deref();
        let chosen = self.presence_choices().find(|state| Some(state.name()) == wanted);
        chosen.or_else(|| self.presence_choices().find(|state| state.kind == PresenceKind::Available))
    }

    fn wrap_up_state(&self) -> Option<&PresenceState> {
        self.settings.presence.states.iter().find(|state| state.kind == PresenceKind::WrapUp)
    }

    /// A call that nobody was to be disturbed by leaves the screen alone, unless it needs the agent after all.
    pub(super) fn quiet_needs_agent(&mut self, id: CallId) {
        if matches!(
            self.saving(id),
            view::Saving::Refused(_) | view::Saving::Conflict(_) | view::Saving::Unknown { .. }
        ) {
            self.closing.remove(&id);
            if let Some(call) = self.roster.get_mut(id) {
                call.quiet = false;
            }
        }
    }

    /// It is over, and the search for who it was is not.
    pub(super) fn is_quiet_and_unknown(&self, id: CallId) -> bool {
        let searching = |call: &Call| call.quiet && call.caller == call::Caller::Searching;
        self.roster.get(id).is_some_and(searching)
    }
}
