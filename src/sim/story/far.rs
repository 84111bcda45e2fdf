//! The far side of the line: who rings, and what the other end does.

use std::time::Duration;

use super::world::World;
use crate::engine::event::Event;
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::quality::Sample;
use crate::engine::telephony::{Ask, EndCause, Incoming, Lamp, Party, Signal, Trouble};

impl World {
    pub(super) fn rings(&mut self, number: Option<String>, name: Option<String>, with: &[(String, String)]) {
        self.rung += 1;
        self.sound = Sample::default();
        let of = |key: &str| with.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
        let number = number.and_then(|text| PhoneNumber::parse(&text));
        let incoming = Incoming {
            leg: LegId(format!("in-{}", self.rung)),
            from: Party { number, name },
            dialled: of("dialled").and_then(|text| PhoneNumber::parse(&text)),
            diverted_by: None,
            call_ref: of("ref").or_else(|| Some(format!("ref-{}", self.rung))),
            queue: of("queue"),
            ivr: of("ivr"),
            wants_auto_answer: of("answer").is_some(),
        };
        self.far_signal(Signal::Incoming(incoming));
    }

    pub(super) fn far(&mut self, what: &str) {
        if let Some(number) = what.strip_prefix("dials ") {
            self.rung += 1;
            let to = Party { number: PhoneNumber::parse(number), name: None };
            return self.far_signal(Signal::Placed { leg: LegId(format!("desk-{}", self.rung)), to });
        }
        if let Some((number, lamp)) = what.split_once(" is ").and_then(|(number, lamp)| {
            let lamps =
                [("free", Lamp::Free), ("ringing", Lamp::Ringing), ("busy", Lamp::Busy), ("unknown", Lamp::Unknown)];
            Some((PhoneNumber::parse(number)?, lamps.iter().find(|(name, _)| *name == lamp)?.1))
        }) {
            return self.far_signal(Signal::Lamp { number, lamp });
        }
        if let Some(new) = what.strip_prefix("leaves messages ").and_then(|new| new.parse().ok()) {
            return self.far_signal(Signal::MessagesWaiting { new, old: 0 });
        }
        if what == "hangs up on nobody" {
            return self.phone.loses_patience();
        }
        let Some(leg) = self.engine.view().calls.iter().rev().find_map(|call| self.engine.leg_of(call.id)) else {
            return self.say(format!("nobody is there to: far {what}"));
        };
        let ended = |cause| Signal::Ended { leg: leg.clone(), cause };
        let signal = match what {
            "rings" => Signal::Progress { leg, early_media: false },
            "is heard" => Signal::Progress { leg, early_media: true },
            "answers" => Signal::Answered { leg },
            "hangs up" | "gives up" => ended(EndCause::There),
            "hangs up unseen" => {
                let over = ended(EndCause::There);
                self.desk.iter_mut().for_each(|desk| desk.happened(&over));
                return drop(self.phone.far(over));
            }
            "is busy" => ended(EndCause::Busy),
            "does not answer" => ended(EndCause::NoAnswer),
            "declines" => ended(EndCause::Declined),
            "is answered elsewhere" => ended(EndCause::AnsweredElsewhere),
            "has no microphone" => ended(EndCause::Failed(Trouble::MicrophoneRefused)),
            "asks to answer" => Signal::Asked { leg, what: Ask::Answer },
            "asks to hold" => Signal::Asked { leg, what: Ask::Hold },
            "asks to resume" => Signal::Asked { leg, what: Ask::Resume },
            "holds" => Signal::HeldThere { leg, on: true },
            "resumes" => Signal::HeldThere { leg, on: false },
            other if other.starts_with("asks to call ") => {
                let number = PhoneNumber::parse(&other["asks to call ".len()..]);
                Signal::Asked { leg, what: Ask::Follow(Party { number, name: None }) }
            }
            other => match other.strip_prefix("becomes ") {
                Some(number) => {
                    let party = Party { number: PhoneNumber::parse(number), name: None };
                    Signal::Identity { leg, party }
                }
                None => return self.say(format!("nobody understands: far {other}")),
            },
        };
        self.far_signal(signal);
    }

    /// What the PBX does with a dial code.
    pub(super) fn code(&mut self, what: &str) {
        let Some(leg) = self.code.clone() else { return self.say(format!("nobody told the pbx: {what}")) };
        self.far_signal(match what {
            "answers the code" => Signal::Answered { leg },
            "hangs up the code" => Signal::Ended { leg, cause: EndCause::There },
            "does not know the code" => Signal::Ended { leg, cause: EndCause::NoSuchNumber },
            other => return self.say(format!("nobody understands: pbx {other}")),
        });
    }

    fn far_signal(&mut self, signal: Signal) {
        for signal in self.phone.far(signal) {
            self.heard(signal);
        }
    }

    /// Nothing is looked at until it is over; then all that is due comes at once.
    pub(super) fn freezes(&mut self, span: Duration) {
        let from = self.now;
        self.now = from.plus(span);
        let told = match &self.desk {
            Some(desk) => desk.slept(from, self.now).into_iter().collect(),
            None => self.phone.slept(from, self.now),
        };
        told.into_iter().for_each(|signal| self.heard(signal));
    }

    /// The telephone tells something.
    pub(super) fn heard(&mut self, signal: Signal) {
        self.desk.iter_mut().for_each(|desk| desk.happened(&signal));
        self.event(Event::Signal(signal));
    }
}
