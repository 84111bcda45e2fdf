//! A telephone without a PBX: the practice line, and the telephone of the stories. It does what a well-behaved driver
//! does with every [`Command`]; how the far end behaves is either practised or told.
//!
//! On the practice line every number answers after three seconds, but for the last three digits `486` (busy), `480`
//! (rings, nobody answers) and `404` (no such number), which take no transfer either. Who rings here gives up after thirty seconds.

use std::time::Duration;

use crate::engine::id::LegId;
use crate::engine::map::{Map, Set, order};
use crate::engine::telephony::{
    Capabilities, Command, CommandKind, EndCause, Handle, Incoming, LineState, Signal, TransferOutcome, Trouble,
};
use crate::engine::time::Timestamp;

/// What the practice line can do. Its audio is imagined, so a reload ends nothing that could be heard.
pub const CAN: Capabilities = Capabilities {
    answer: true,
    hold: true,
    mute: true,
    digits: true,
    transfer_blind: true,
    transfer_attended: true,
    conference: true,
    audio_in_page: false,
    outlives_page: false,
    rehearse: true,
};

/// A sleep that is noticed, and how long after it the line is proved.
const NOTICED: Duration = Duration::from_secs(90);
const PROVED: Duration = Duration::from_secs(1);

/// Whether the far end acts by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FarSide {
    Practised,
    Told,
}

pub struct Phone {
    far_side: FarSide,
    online: bool,
    legs: Map<LegId, Leg>,
    /// Calls that are up go on without their page, and can be taken up again.
    pub keeps: bool,
    /// Those that a page left, by their handles.
    left: Set<String>,
    /// The computer has slept: since when nothing was heard, and when it is proved that calls come in again.
    doubt: Option<(Timestamp, Timestamp)>,
    count: u32,
}

#[derive(Clone, Debug)]
struct Leg {
    talking: bool,
    /// What the far end does next, soonest first.
    plan: Vec<(Timestamp, Signal)>,
}

impl Phone {
    pub fn new(far_side: FarSide) -> Self {
        Self { far_side, online: false, legs: Map::new(), keeps: false, left: Set::default(), doubt: None, count: 0 }
    }

    /// Its page is gone, and another one is loaded.
    pub fn of_next_page(&mut self) -> Self {
        let mut next = Self::new(self.far_side);
        next.keeps = self.keeps;
        next.left = std::mem::take(&mut self.left);
        for (leg, _) in self.legs.iter().filter(|(_, state)| self.keeps && state.talking) {
            next.left.insert(leg.0.clone());
        }
        next
    }

    /// The computer has slept since `from`.
    pub fn slept(&mut self, from: Timestamp, now: Timestamp) -> Vec<Signal> {
        if !self.online || now.since(from) < NOTICED {
            return Vec::new();
        }
        self.doubt = Some((from, now.plus(PROVED)));
        vec![Signal::Line(LineState::Connecting)]
    }

    /// Whoever was left behind has hung up.
    pub fn loses_patience(&mut self) {
        self.left = Set::default();
    }

    pub fn handle(&mut self, command: Command, now: Timestamp) -> Vec<Signal> {
        match command {
            Command::Connect(_) => {
                self.online = true;
                vec![Signal::Line(LineState::Ready { proved: now })]
            }
            Command::Disconnect => {
                self.online = false;
                let ended = std::mem::take(&mut self.legs).into_keys();
                let mut out: Vec<_> = ended.map(|leg| Signal::Ended { leg, cause: EndCause::Here }).collect();
                out.push(Signal::Line(LineState::Off));
                out
            }
            Command::Rehearse(incoming) => self.ring(incoming, now),
            Command::Dial { leg, number } => {
                if !self.online {
                    return vec![Signal::Ended { leg, cause: EndCause::Failed(Trouble::Unreachable) }];
                }
                let plan = self.far_end(&leg, &number.dialable(), now);
                self.legs.insert(leg, Leg { talking: false, plan });
                Vec::new()
            }
            Command::Answer { leg } => match self.legs.get_mut(&leg) {
                Some(state) if !state.talking => {
                    *state = Leg { talking: true, plan: Vec::new() };
                    self.answered(leg)
                }
                Some(_) | None => Vec::new(),
            },
            Command::Decline { leg } | Command::HangUp { leg } => self.end(leg, EndCause::Here),
            Command::Hold { leg } => self.talking(leg, CommandKind::Hold, |leg| Signal::HeldHere { leg, on: true }),
            Command::Resume { leg } => {
                self.talking(leg, CommandKind::Resume, |leg| Signal::HeldHere { leg, on: false })
            }
            Command::Mute { leg, on } => self.talking(leg, CommandKind::Mute, |leg| Signal::Muted { leg, on }),
            Command::SendDigits { .. } => Vec::new(),
            Command::Rejoin { leg, handle } if self.left.contains(&handle.0) => {
                self.left.remove(&handle.0);
                self.legs.insert(leg.clone(), Leg { talking: true, plan: Vec::new() });
                self.answered(leg)
            }
            Command::Rejoin { leg, .. } => vec![Signal::Ended { leg, cause: EndCause::NoSuchNumber }],
            // Nobody here asks to be followed, and there is nobody to watch.
            Command::Follow { to: leg, .. } => {
                vec![Signal::Ended { leg, cause: EndCause::Failed(Trouble::Unsupported) }]
            }
            Command::Watch { .. } | Command::Mix { .. } => Vec::new(),
            Command::TransferBlind { leg, to } => match refusal(&to.dialable()) {
                Some(status) => vec![Signal::Transfer { leg, outcome: TransferOutcome::Failed { status } }],
                None => self.hand_over(leg),
            },
            Command::TransferAttended { leg, to } => {
                let mut out = self.hand_over(leg);
                out.extend(self.end(to, EndCause::Transferred));
                out
            }
        }
    }

    /// What the line and the far end do by now.
    pub fn wake(&mut self, now: Timestamp) -> Vec<Signal> {
        let proved = self.doubt.take_if(|(_, proved)| *proved <= now);
        let line =
            proved.map(|(from, _)| [Signal::Line(LineState::Ready { proved: now }), Signal::Gap { from, to: now }]);
        let mut due = Vec::new();
        for leg in self.legs.values_mut() {
            let later = leg.plan.iter().position(|(at, _)| *at > now).unwrap_or(leg.plan.len());
            due.extend(leg.plan.drain(..later));
        }
        order(&mut due, |a, b| a.0 < b.0);
        let line = line.into_iter().flatten().collect::<Vec<_>>();
        line.into_iter().chain(due.into_iter().flat_map(|(_, signal)| self.far(signal))).collect()
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        let legs = self.legs.values().filter_map(|leg| leg.plan.first()).map(|(at, _)| *at);
        legs.chain(self.doubt.map(|(_, proved)| proved)).min()
    }

    /// The far end does this.
    pub fn far(&mut self, signal: Signal) -> Vec<Signal> {
        match &signal {
            Signal::Ended { leg, cause } => return self.end(leg.clone(), *cause),
            Signal::Answered { leg } => {
                if let Some(state) = self.legs.get_mut(leg) {
                    state.talking = true;
                }
                return self.answered(leg.clone());
            }
            Signal::Incoming(incoming) => {
                self.legs.insert(incoming.leg.clone(), Leg { talking: false, plan: Vec::new() });
            }
            Signal::Placed { leg, .. } => drop(self.legs.insert(leg.clone(), Leg { talking: false, plan: Vec::new() })),
            Signal::Line(_)
            | Signal::Gap { .. }
            | Signal::Progress { .. }
            | Signal::HeldHere { .. }
            | Signal::HeldThere { .. }
            | Signal::Identity { .. }
            | Signal::Muted { .. }
            | Signal::Transfer { .. }
            | Signal::Asked { .. }
            | Signal::Handle { .. }
            | Signal::MessagesWaiting { .. }
            | Signal::Lamp { .. }
            | Signal::Sampled { .. }
            | Signal::Refused { .. } => {}
        }
        vec![signal]
    }

    fn ring(&mut self, mut incoming: Incoming, now: Timestamp) -> Vec<Signal> {
        if !self.online {
            return Vec::new();
        }
        self.count += 1;
        incoming.leg = LegId(format!("practice-{}-{}", now.unix_ms(), self.count));
        let out = self.far(Signal::Incoming(incoming.clone()));
        if self.far_side == FarSide::Practised {
            let leg = incoming.leg;
            let gives_up = Signal::Ended { leg: leg.clone(), cause: EndCause::There };
            let plan = vec![(now.plus(Duration::from_secs(30)), gives_up)];
            self.legs.insert(leg, Leg { talking: false, plan });
        }
        out
    }

    fn far_end(&self, leg: &LegId, number: &str, now: Timestamp) -> Vec<(Timestamp, Signal)> {
        if self.far_side == FarSide::Told {
            return Vec::new();
        }
        let at = |ms| now.plus(Duration::from_millis(ms));
        let rings = (at(400), Signal::Progress { leg: leg.clone(), early_media: false });
        let ends = |ms, cause| (at(ms), Signal::Ended { leg: leg.clone(), cause });
        if number.ends_with("486") {
            vec![ends(600, EndCause::Busy)]
        } else if number.ends_with("404") {
            vec![ends(600, EndCause::NoSuchNumber)]
        } else if number.ends_with("480") {
            vec![rings, ends(12_000, EndCause::NoAnswer)]
        } else {
            vec![rings, (at(3_000), Signal::Answered { leg: leg.clone() })]
        }
    }

    fn answered(&self, leg: LegId) -> Vec<Signal> {
        let handle = self.keeps.then(|| Signal::Handle { leg: leg.clone(), handle: Handle(leg.0.clone()) });
        [Signal::Answered { leg }].into_iter().chain(handle).collect()
    }

    fn end(&mut self, leg: LegId, cause: EndCause) -> Vec<Signal> {
        match self.legs.remove(&leg) {
            Some(_) => vec![Signal::Ended { leg, cause }],
            None => Vec::new(),
        }
    }

    fn talking(&self, leg: LegId, what: CommandKind, done: impl Fn(LegId) -> Signal) -> Vec<Signal> {
        match self.legs.get(&leg) {
            Some(state) if state.talking => vec![done(leg)],
            Some(_) => vec![Signal::Refused { leg, what, why: Trouble::Protocol { status: 0 } }],
            None => Vec::new(),
        }
    }

    fn hand_over(&mut self, leg: LegId) -> Vec<Signal> {
        let mut out = vec![Signal::Transfer { leg: leg.clone(), outcome: TransferOutcome::Done }];
        out.extend(self.end(leg, EndCause::Transferred));
        out
    }
}

/// How a number that takes nobody answers a transfer.
fn refusal(number: &str) -> Option<u16> {
    [486, 480, 404].into_iter().find(|status| number.ends_with(&status.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::number::PhoneNumber;

    fn at(ms: u64) -> Timestamp {
        Timestamp::new(0, 0).plus(Duration::from_millis(ms))
    }

    fn online() -> Phone {
        let mut phone = Phone::new(FarSide::Practised);
        phone.online = true;
        phone
    }

    fn dial(phone: &mut Phone, number: &str) -> LegId {
        let leg = LegId("out".into());
        let number = PhoneNumber::parse(number).unwrap();
        assert_eq!(phone.handle(Command::Dial { leg: leg.clone(), number }, at(0)), []);
        leg
    }

    #[test]
    fn a_practised_number_rings_and_answers() {
        let mut phone = online();
        let leg = dial(&mut phone, "030 1234");
        assert_eq!(phone.wake_at(), Some(at(400)));
        assert_eq!(phone.wake(at(400)), [Signal::Progress { leg: leg.clone(), early_media: false }]);
        assert_eq!(phone.wake(at(3_000)), [Signal::Answered { leg: leg.clone() }]);
        assert_eq!(phone.wake_at(), None);
        assert_eq!(phone.handle(Command::Hold { leg: leg.clone() }, at(3_100)), [Signal::HeldHere { leg, on: true }]);
    }

    #[test]
    fn a_leg_ends_once() {
        let mut phone = online();
        let leg = dial(&mut phone, "0486");
        let ended = Signal::Ended { leg: leg.clone(), cause: EndCause::Busy };
        assert_eq!(phone.wake(at(10_000)), [ended]);
        assert_eq!(phone.handle(Command::HangUp { leg }, at(10_001)), []);
    }

    #[test]
    fn offline_nothing_rings() {
        let mut phone = Phone::new(FarSide::Practised);
        let leg = LegId("out".into());
        let number = PhoneNumber::parse("123456").unwrap();
        let cause = EndCause::Failed(Trouble::Unreachable);
        assert_eq!(phone.handle(Command::Dial { leg: leg.clone(), number }, at(0)), [Signal::Ended { leg, cause }]);
    }
}
