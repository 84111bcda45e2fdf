//! What a call takes beyond ringing: its code comes once the line is up, or when it is first wanted. It is the SIP user agent's
//! [`Talk`] and the audio, in one part.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use super::mix::{Ends, OpenMix};
use crate::shell::later::{Coming, fetch};
use crate::shell::page::Timer;
use crate::wire::sip::{MediaEvent, MediaOrder, Talk};

/// The audio of one leg, until it is dropped, which hangs it up.
#[derive(Clone)]
pub struct Audio {
    pub order: Rc<dyn Fn(MediaOrder)>,
    /// For a conference; nothing until it sounds.
    pub ends: Rc<dyn Fn() -> Option<Ends>>,
}

pub type OpenAudio = fn(Box<dyn Fn(MediaEvent)>) -> Audio;

#[derive(Clone, Copy)]
pub struct Talking {
    pub talk: Talk,
    pub audio: OpenAudio,
    pub mix: OpenMix,
}

/// Between two tries to fetch it, and how many there are while somebody waits.
const AGAIN: Duration = Duration::from_secs(2);
const TRIES: u32 = 4;

/// Gets the part, and gets it once.
pub struct Getting {
    part: fn() -> Coming<Talking>,
    /// Given the part, or nothing where it cannot be had.
    got: Box<dyn Fn(Option<Talking>)>,
    on_the_way: Cell<bool>,
    wanted: Cell<bool>,
    tries: Cell<u32>,
    again: RefCell<Option<Timer>>,
    me: Weak<Self>,
}

impl Getting {
    pub fn new(part: fn() -> Coming<Talking>, got: impl Fn(Option<Talking>) + 'static) -> Rc<Self> {
        Rc::new_cyclic(|me| Self {
            part,
            got: Box::new(got),
            on_the_way: Cell::new(false),
            wanted: Cell::new(false),
            tries: Cell::new(0),
            again: RefCell::default(),
            me: me.clone(),
        })
    }

    /// `wanted`: somebody waits for it, so it is tried more than once.
    pub fn get(&self, wanted: bool) {
        self.wanted.set(wanted || self.wanted.get());
        if !self.on_the_way.replace(true) {
            self.ask();
        }
    }

    fn ask(&self) {
        let me = self.me.clone();
        fetch((self.part)(), move |part| me.upgrade().iter().for_each(|me| me.fetched(part)));
    }

    fn fetched(&self, part: Option<Talking>) {
        let tries = self.tries.get() + 1;
        if part.is_some() {
            (self.got)(part);
        } else if self.wanted.get() && tries < TRIES {
            self.tries.set(tries);
            let me = self.me.clone();
            self.again.replace(Some(Timer::new(AGAIN, move || me.upgrade().iter().for_each(|me| me.ask()))));
        } else {
            self.tries.set(0);
            self.wanted.set(false);
            self.on_the_way.set(false);
            (self.got)(None);
        }
    }
}
