//! The course of a call.
//!
//! ```text
//!              Incoming                     Dial
//!                 │                          │
//!                 ▼                          ▼
//!            ┌─────────┐               ┌──────────┐ ◀─┐ Progress: the far phone
//!            │ Ringing │               │ Dialling │ ──┘ rings, or is heard early
//!            └────┬────┘               └────┬─────┘
//!          │      └────── Answered ─────────┘      │
//!          │                  │                    │
//!          │                  ▼                    │
//!          │             ┌─────────┐ ◀─┐           │
//!          │             │ Talking │ ──┘ HeldHere, HeldThere, Identity
//!          │             └────┬────┘               │
//!          │                  │                    │
//!          └──── Ended ───────┴────── Ended ───────┘
//!                             ▼
//!                         ┌───────┐
//!                         │ Ended │  nothing leads out of it
//!                         └───────┘
//! ```

use super::fact::Fact;
use crate::engine::telephony::{EndCause, Signal};
use crate::engine::time::Timestamp;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Here: it rings. There: they wait for us. `answering`: we pressed Answer, and wait for the line.
    Ringing { since: Timestamp, answering: bool },
    /// Here: we wait for them. There: it rings, or nothing yet.
    Dialling { since: Timestamp, far: FarEnd },
    /// Both: connected, though each side may have put the other on hold.
    Talking { since: Timestamp, held_here: bool, held_there: bool },
    /// Both: over. `answered`: when it was, if ever.
    Ended { cause: EndCause, answered: Option<Timestamp>, at: Timestamp },
}

/// What is known of the far end while we dial.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FarEnd {
    Silent,
    Ringing,
    /// The network can be heard before the answer: announcements, or its own ringing tone.
    Heard,
}

/// What came of a call, in the words of the workflow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Talked for at least a second.
    Answered,
    /// Rang here and was not taken, by anybody.
    Missed,
    /// Rang here; a colleague took it.
    AnsweredElsewhere,
    /// Rang here; we, or a colleague for all, refused it.
    Declined,
    /// We called: busy, no answer, refused, given up by us, or a connection that lasted no second.
    Unsuccessful,
}

impl State {
    /// Takes a signal of this call's leg. `None`: nothing that the workflow needs to know, or a signal that makes no
    /// sense now and changes nothing. State first, then signal; no wildcard, so that a new one makes us think.
    pub fn take(&mut self, signal: &Signal, now: Timestamp) -> Option<Fact> {
        match *self {
            Self::Ringing { since, .. } => match signal {
                Signal::Answered { .. } => self.answered(now),
                // It did not work, and can be tried again while it rings.
                Signal::Refused { .. } => {
                    *self = Self::Ringing { since, answering: false };
                    None
                }
                Signal::Identity { .. } => Some(Fact::IdentityChanged),
                Signal::Ended { cause, .. } => self.end(*cause, None, now),
                Signal::Progress { .. }
                | Signal::HeldHere { .. }
                | Signal::HeldThere { .. }
                | Signal::Muted { .. }
                | Signal::Transfer { .. }
                | Signal::Asked { .. }
                | Signal::Handle { .. }
                | Signal::MessagesWaiting { .. }
                | Signal::Lamp { .. }
                | Signal::Sampled { .. }
                | Signal::Line(_)
                | Signal::Gap { .. }
                | Signal::Incoming(_)
                | Signal::Placed { .. } => None,
            },
            Self::Dialling { since, .. } => match signal {
                Signal::Progress { early_media, .. } => {
                    let far = if *early_media { FarEnd::Heard } else { FarEnd::Ringing };
                    *self = Self::Dialling { since, far };
                    None
                }
                Signal::Answered { .. } => self.answered(now),
                Signal::Identity { .. } => Some(Fact::IdentityChanged),
                Signal::Ended { cause, .. } => self.end(*cause, None, now),
                Signal::HeldHere { .. }
                | Signal::HeldThere { .. }
                | Signal::Muted { .. }
                | Signal::Transfer { .. }
                | Signal::Refused { .. }
                | Signal::Asked { .. }
                | Signal::Handle { .. }
                | Signal::MessagesWaiting { .. }
                | Signal::Lamp { .. }
                | Signal::Sampled { .. }
                | Signal::Line(_)
                | Signal::Gap { .. }
                | Signal::Incoming(_)
                | Signal::Placed { .. } => None,
            },
            Self::Talking { since, held_here, held_there } => match signal {
                Signal::HeldHere { on, .. } => {
                    *self = Self::Talking { since, held_here: *on, held_there };
                    None
                }
                Signal::HeldThere { on, .. } => {
                    *self = Self::Talking { since, held_here, held_there: *on };
                    None
                }
                Signal::Identity { .. } => Some(Fact::IdentityChanged),
                Signal::Ended { cause, .. } => self.end(*cause, Some(since), now),
                Signal::Progress { .. }
                | Signal::Answered { .. }
                | Signal::Muted { .. }
                | Signal::Transfer { .. }
                | Signal::Refused { .. }
                | Signal::Asked { .. }
                | Signal::Handle { .. }
                | Signal::MessagesWaiting { .. }
                | Signal::Lamp { .. }
                | Signal::Sampled { .. }
                | Signal::Line(_)
                | Signal::Gap { .. }
                | Signal::Incoming(_)
                | Signal::Placed { .. } => None,
            },
            Self::Ended { .. } => match signal {
                Signal::Progress { .. }
                | Signal::Answered { .. }
                | Signal::HeldHere { .. }
                | Signal::HeldThere { .. }
                | Signal::Identity { .. }
                | Signal::Muted { .. }
                | Signal::Transfer { .. }
                | Signal::Ended { .. }
                | Signal::Refused { .. }
                | Signal::Asked { .. }
                | Signal::Handle { .. }
                | Signal::MessagesWaiting { .. }
                | Signal::Lamp { .. }
                | Signal::Sampled { .. }
                | Signal::Line(_)
                | Signal::Gap { .. }
                | Signal::Incoming(_)
                | Signal::Placed { .. } => None,
            },
        }
    }

    /// The page was gone for a while and the call with it: it ended when it was last seen.
    pub fn cut_off(&mut self, seen: Timestamp) -> Option<Fact> {
        match *self {
            Self::Ringing { .. } | Self::Dialling { .. } => self.end(EndCause::PageClosed, None, seen),
            Self::Talking { since, .. } => self.end(EndCause::PageClosed, Some(since), seen),
            Self::Ended { .. } => None,
        }
    }

    fn answered(&mut self, now: Timestamp) -> Option<Fact> {
        *self = Self::Talking { since: now, held_here: false, held_there: false };
        Some(Fact::Answered)
    }

    fn end(&mut self, cause: EndCause, answered: Option<Timestamp>, at: Timestamp) -> Option<Fact> {
        *self = Self::Ended { cause, answered, at };
        Some(Fact::Ended)
    }

    /// What came of it; `None` while it is going on.
    pub fn outcome(&self, outgoing: bool) -> Option<Outcome> {
        let Self::Ended { cause, answered, at } = *self else { return None };
        if answered.is_some_and(|answered| at.since(answered).as_secs() > 0) {
            return Some(Outcome::Answered);
        }
        if outgoing || answered.is_some() {
            return Some(if outgoing { Outcome::Unsuccessful } else { Outcome::Missed });
        }
        Some(match cause {
            EndCause::AnsweredElsewhere => Outcome::AnsweredElsewhere,
            EndCause::Here | EndCause::Declined | EndCause::DeclinedElsewhere => Outcome::Declined,
            EndCause::There
            | EndCause::Busy
            | EndCause::NoAnswer
            | EndCause::NoSuchNumber
            | EndCause::Transferred
            | EndCause::PageClosed
            | EndCause::Failed(_) => Outcome::Missed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::id::LegId;
    use std::time::Duration;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::new(0, 0).plus(Duration::from_secs(seconds))
    }

    fn leg() -> LegId {
        LegId("leg".into())
    }

    fn ended(cause: EndCause) -> Signal {
        Signal::Ended { leg: leg(), cause }
    }

    #[test]
    fn nothing_leads_out_of_the_end() {
        let mut state = State::Ringing { since: at(0), answering: false };
        assert_eq!(state.take(&ended(EndCause::There), at(5)), Some(Fact::Ended));
        let over = state;
        for signal in
            [Signal::Answered { leg: leg() }, ended(EndCause::Here), Signal::HeldHere { leg: leg(), on: true }]
        {
            assert_eq!(state.take(&signal, at(9)), None);
            assert_eq!(state, over);
        }
    }

    #[test]
    fn holds_of_the_two_sides_do_not_undo_each_other() {
        let mut state = State::Talking { since: at(0), held_here: false, held_there: false };
        for (signal, here, there) in [
            (Signal::HeldHere { leg: leg(), on: true }, true, false),
            (Signal::HeldThere { leg: leg(), on: true }, true, true),
            (Signal::HeldThere { leg: leg(), on: false }, true, false),
        ] {
            state.take(&signal, at(1));
            assert_eq!(state, State::Talking { since: at(0), held_here: here, held_there: there });
        }
    }

    #[test]
    fn each_end_has_one_outcome() {
        let mut seen = Vec::new();
        for cause in [EndCause::There, EndCause::Here, EndCause::AnsweredElsewhere, EndCause::DeclinedElsewhere] {
            seen.push(State::Ended { cause, answered: None, at: at(9) }.outcome(false).unwrap());
        }
        assert_eq!(seen, [Outcome::Missed, Outcome::Declined, Outcome::AnsweredElsewhere, Outcome::Declined]);
        let talked = |seconds, outgoing| {
            State::Ended { cause: EndCause::There, answered: Some(at(0)), at: at(seconds) }.outcome(outgoing).unwrap()
        };
        assert_eq!(talked(30, false), Outcome::Answered);
        assert_eq!(talked(0, true), Outcome::Unsuccessful);
        assert_eq!(talked(0, false), Outcome::Missed);
    }
}
