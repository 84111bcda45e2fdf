//! The audio of all legs. Its code comes after the first load: once the line is up, or with the first order. What is ordered before
//! waits; a call that nobody has answered yet has no audio.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;

use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::telephony::Trouble;
use crate::shell::later::{Coming, fetch};
use crate::shell::page::Timer;
use crate::wire::sip::{MediaEvent, MediaOrder};

/// The audio of one leg takes orders until it is dropped, which hangs it up.
pub type Audio = Rc<dyn Fn(MediaOrder)>;

pub type OpenAudio = fn(Box<dyn Fn(MediaEvent)>) -> Audio;

/// While somebody waits for it: between two tries to fetch the code, and how many.
const AGAIN: Duration = Duration::from_secs(2);
const TRIES: u32 = 4;

pub struct Sound {
    part: fn() -> Coming<OpenAudio>,
    report: Box<dyn Fn(LegId, MediaEvent)>,
    state: RefCell<State>,
    me: Weak<Self>,
}

struct State {
    code: Code,
    legs: Map<LegId, Audio>,
    waiting: Vec<(LegId, MediaOrder)>,
    again: Option<Timer>,
}

enum Code {
    /// Asked for so many times, without success.
    Missing(u32),
    Coming(u32),
    Here(OpenAudio),
}

impl Sound {
    pub fn new(part: fn() -> Coming<OpenAudio>, report: impl Fn(LegId, MediaEvent) + 'static) -> Rc<Self> {
        let state = State { code: Code::Missing(0), legs: Map::new(), waiting: Vec::new(), again: None };
        Rc::new_cyclic(|me| Self { part, report: Box::new(report), state: RefCell::new(state), me: me.clone() })
    }

    pub fn order(&self, leg: LegId, order: MediaOrder) {
        let mut state = self.state.borrow_mut();
        if matches!(order, MediaOrder::Close) {
            state.waiting.retain(|(waiting, _)| *waiting != leg);
            let audio = state.legs.remove(&leg);
            drop(state);
            return drop(audio);
        }
        if let Code::Here(open) = state.code {
            drop(state);
            return self.carry_out(open, leg, order);
        }
        state.waiting.push((leg, order));
        drop(state);
        self.prepare();
    }

    /// Fetches the code, if it is not on its way.
    pub fn prepare(&self) {
        let state = &mut *self.state.borrow_mut();
        if let Code::Missing(tries) = state.code {
            state.code = Code::Coming(tries + 1);
            let me = self.me.clone();
            fetch(self.part, move |part| me.upgrade().iter().for_each(|me| me.fetched(part)));
        }
    }

    fn fetched(&self, part: Option<OpenAudio>) {
        let mut state = self.state.borrow_mut();
        let tries = if let Code::Coming(tries) = state.code { tries } else { 0 };
        let again = part.is_none() && tries < TRIES && !state.waiting.is_empty();
        state.code = match part {
            Some(open) => Code::Here(open),
            None => Code::Missing(if again { tries } else { 0 }),
        };
        if again {
            let me = self.me.clone();
            state.again = Some(Timer::new(AGAIN, move || me.upgrade().iter().for_each(|me| me.prepare())));
            return;
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for (leg, order) in waiting {
            match (part, order) {
                (Some(open), order) => self.carry_out(open, leg, order),
                (None, MediaOrder::Offer { .. } | MediaOrder::Answer { .. }) => {
                    (self.report)(leg, MediaEvent::Failed(Trouble::Media));
                }
                (None, _) => {}
            }
        }
    }

    /// Nothing is borrowed while it is: the audio may report at once.
    fn carry_out(&self, open: OpenAudio, leg: LegId, order: MediaOrder) {
        let known = self.state.borrow().legs.get(&leg).cloned();
        let audio = known.unwrap_or_else(|| {
            let (me, of) = (self.me.clone(), leg.clone());
            let audio = open(Box::new(move |event| {
                me.upgrade().iter().for_each(|me| (me.report)(of.clone(), event.clone()));
            }));
            self.state.borrow_mut().legs.insert(leg, audio.clone());
            audio
        });
        audio(order);
    }
}
