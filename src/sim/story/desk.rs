//! A telephone on the desk instead of one in the page: its calls go on without the page, and the next page is told of them.

use std::time::Duration;

use crate::engine::id::LegId;
use crate::engine::telephony::{Command, LineState, Party, Signal, Trouble};
use crate::engine::time::Timestamp;

/// A sleep that a connection does not outlive.
const LOST: Duration = Duration::from_secs(90);

#[derive(Default)]
pub struct Desk {
    /// The calls that go on, as they began, and whether they are up.
    calls: Vec<(LegId, Signal, bool)>,
    unplugged: bool,
}

impl Desk {
    /// The telephone was told to do this.
    pub fn commanded(&mut self, command: &Command) {
        if let Command::Dial { leg, number } = command {
            let to = Party { number: Some(number.clone()), name: None };
            self.calls.push((leg.clone(), Signal::Placed { leg: leg.clone(), to }, false));
        }
    }

    pub fn happened(&mut self, signal: &Signal) {
        match signal {
            Signal::Incoming(call) => self.calls.push((call.leg.clone(), signal.clone(), false)),
            Signal::Placed { leg, .. } => self.calls.push((leg.clone(), signal.clone(), false)),
            Signal::Answered { leg } => {
                if let Some((.., up)) = self.calls.iter_mut().find(|(known, ..)| known == leg) {
                    *up = true;
                }
            }
            Signal::Ended { leg, .. } => self.calls.retain(|(known, ..)| known != leg),
            _ => {}
        }
    }

    /// What the line is told to be.
    pub fn line_is(&mut self, state: &LineState) {
        self.unplugged = matches!(state, LineState::Down { why: Trouble::DeskPhoneOff, .. });
        if self.unplugged {
            self.calls.clear();
        }
    }

    /// Whoever asks for the line is told so.
    pub fn as_it_is(&self, signal: Signal) -> Signal {
        match signal {
            Signal::Line(LineState::Ready { .. }) if self.unplugged => {
                Signal::Line(LineState::Down { why: Trouble::DeskPhoneOff, retry: None })
            }
            other => other,
        }
    }

    /// The computer was asleep for so long that the connection to the telephone system was lost; it is back at once.
    pub fn slept(&self, from: Timestamp, to: Timestamp) -> Option<Signal> {
        (to.since(from) >= LOST).then_some(Signal::Gap { from, to })
    }

    /// What a new page hears first.
    pub fn again(&self) -> Vec<Signal> {
        let told = |(leg, began, up): &(LegId, Signal, bool)| {
            [Some(began.clone()), up.then(|| Signal::Answered { leg: leg.clone() })]
        };
        self.calls.iter().flat_map(told).flatten().collect()
    }
}
