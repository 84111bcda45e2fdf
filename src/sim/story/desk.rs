//! A telephone on the desk instead of one in the page: its calls go on without the page, and the next page is told of them.

use crate::engine::id::LegId;
use crate::engine::telephony::{Command, Party, Signal};

/// The calls that go on, as they began, and whether they are up.
#[derive(Default)]
pub struct Desk(Vec<(LegId, Signal, bool)>);

impl Desk {
    /// The telephone was told to do this.
    pub fn commanded(&mut self, command: &Command) {
        if let Command::Dial { leg, number } = command {
            let to = Party { number: Some(number.clone()), name: None };
            self.0.push((leg.clone(), Signal::Placed { leg: leg.clone(), to }, false));
        }
    }

    pub fn happened(&mut self, signal: &Signal) {
        match signal {
            Signal::Incoming(call) => self.0.push((call.leg.clone(), signal.clone(), false)),
            Signal::Placed { leg, .. } => self.0.push((leg.clone(), signal.clone(), false)),
            Signal::Answered { leg } => {
                if let Some((.., up)) = self.0.iter_mut().find(|(known, ..)| known == leg) {
                    *up = true;
                }
            }
            Signal::Ended { leg, .. } => self.0.retain(|(known, ..)| known != leg),
            _ => {}
        }
    }

    /// What a new page hears first.
    pub fn again(&self) -> Vec<Signal> {
        let told = |(leg, began, up): &(LegId, Signal, bool)| {
            [Some(began.clone()), up.then(|| Signal::Answered { leg: leg.clone() })]
        };
        self.0.iter().flat_map(told).flatten().collect()
    }
}
