//! Calls that their page left: it was loaded again or closed while they were up, and the other side may still be there. The agent is
//! offered to take them up again ([`Command::Rejoin`]) for as long as a PBX keeps them at most; what nobody takes up has ended when
//! it was last seen.
//!
//! Such a call is in the state [`State::Talking`] and has no leg. Nobody is heard in it, and nothing is known of it.

use std::time::Duration;

use super::call::{Call, State};
use super::id::LegId;
use super::telephony::{Command, EndCause, LineState, Trouble};
use super::*;

/// A driver asks the PBX to end what it leaves behind when nobody has come back by then: RFC 4028 section 4, the shortest time
/// between two signs of life.
const KEPT: Duration = Duration::from_secs(90);

/// The agent's word on a lost call.
pub(super) struct Try {
    /// What it is called for; `None`: the line is not there yet.
    leg: Option<LegId>,
    /// To end it: the other side shall not be left in silence.
    to_end: bool,
}

impl Call {
    /// Until when it is offered.
    pub fn lost_until(&self) -> Option<Timestamp> {
        (self.is_lost() && self.handle.is_some()).then(|| self.seen.plus(KEPT))
    }
}

impl Engine {
    /// Whether a call of the last page is offered to the agent.
    pub(super) fn is_offered(call: &Call, now: Timestamp) -> bool {
        call.lost_until().is_some_and(|until| until > now)
    }

    /// The agent takes it up again, or has it ended.
    pub(super) fn take_up(&mut self, id: CallId, to_end: bool) {
        let Some(call) = self.roster.get(id).filter(|call| call.lost_until().is_some()) else { return };
        if let Some(under_way) = self.tries.get_mut(&call.id) {
            under_way.to_end |= to_end;
            return;
        }
        self.tries.insert(id, Try { leg: None, to_end });
    }

    /// Calls the other side of a call that its page ended.
    pub(super) fn call_back(&mut self, id: CallId, now: Timestamp) {
        let Some(call) = self.roster.get(id).filter(|call| can_call_back(call)) else { return };
        let origin = call.related_record().cloned();
        if let Some(number) = call.remote.number.as_ref().map(|number| number.as_given().to_owned()) {
            self.dial(&number, origin, now);
        }
    }

    /// With every event: what waited for the line is asked for, and what nobody took up is over.
    pub(super) fn follow_lost(&mut self, now: Timestamp) {
        for id in self.roster.ids() {
            let Some((until, handle)) = self.roster.get(id).and_then(|call| call.lost_until().zip(call.handle.clone()))
            else {
                continue;
            };
            let waits = self.tries.get(&id).is_some_and(|one| one.leg.is_none());
            if until <= now && (waits || !self.tries.contains_key(&id)) {
                self.tries.remove(&id);
                self.give_up_lost(id, now);
            } else if waits && matches!(self.line.state, LineState::Ready { .. }) {
                let leg = LegId(format!("again-{}", CallId(self.next_id())));
                self.hold_talking();
                if let Some(one) = self.tries.get_mut(&id) {
                    one.leg = Some(leg.clone());
                }
                self.out.push(Effect::Phone(Command::Rejoin { leg, handle }));
            }
        }
    }

    pub(super) fn lost_wakes_at(&self) -> Option<Timestamp> {
        let asked = |call: &&Call| self.tries.get(&call.id).is_some_and(|one| one.leg.is_some());
        self.roster.iter().filter(|call| !asked(call)).filter_map(Call::lost_until).min()
    }

    /// How it goes with a call that is taken up again. `false`: it is about something else.
    pub(super) fn rejoin_heard(&mut self, signal: &Signal, now: Timestamp) -> bool {
        let (Signal::Answered { leg } | Signal::Ended { leg, .. }) = signal else { return false };
        let Some(id) = self.tries.iter().find(|(_, one)| one.leg.as_ref() == Some(leg)).map(|(id, _)| *id) else {
            return false;
        };
        let Some(one) = self.tries.remove(&id) else { return false };
        match signal {
            Signal::Ended { cause: EndCause::Failed(why), .. } if !one.to_end && can_try_again(*why) => {
                self.notice(NoticeKind::CallFailed(*why));
            }
            Signal::Ended { .. } => self.give_up_lost(id, now),
            _ => self.is_back(id, leg, one.to_end, now),
        }
        true
    }

    fn is_back(&mut self, id: CallId, leg: &LegId, to_end: bool, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        if let State::Talking { held_here, held_there, .. } = &mut call.state {
            (*held_here, *held_there) = (false, false);
        }
        call.leg = Some(leg.clone());
        call.muted = false;
        call.seen = now;
        self.touched.insert(id);
        if to_end {
            self.out.push(Effect::Phone(Command::HangUp { leg: leg.clone() }));
        } else {
            self.selected = Some(id);
        }
    }

    /// It ended when it was last seen.
    fn give_up_lost(&mut self, id: CallId, now: Timestamp) {
        let Some(call) = self.roster.get_mut(id) else { return };
        let seen = start::last_seen(call);
        if let Some(fact) = call.state.cut_off(seen) {
            self.touched.insert(id);
            self.fact(id, fact, now);
        }
    }

    /// What the screen shows of it.
    pub(super) fn lost_view(&self, call: &Call) -> Option<view::LostView> {
        let until = call.lost_until()?;
        Some(view::LostView { until, asked: self.tries.contains_key(&call.id) })
    }
}

pub(super) fn can_call_back(call: &Call) -> bool {
    matches!(call.state, State::Ended { cause: EndCause::PageClosed, .. }) && call.remote.number.is_some()
}

/// Whose move it is says whether there is any sense in it.
fn can_try_again(why: Trouble) -> bool {
    match why {
        Trouble::MicrophoneRefused
        | Trouble::MicrophoneMissing
        | Trouble::Unreachable
        | Trouble::Unavailable
        | Trouble::Media => true,
        Trouble::WrongPassword
        | Trouble::Forbidden
        | Trouble::DeskPhoneOff
        | Trouble::ShutOut
        | Trouble::Unsupported
        | Trouble::Protocol { .. } => false,
    }
}
