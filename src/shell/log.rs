//! What came in since the page began, to be exported when something goes wrong (`wire/recording`). Only this is in the first load.

use std::cell::RefCell;

use crate::engine::event::{Boot, Event, Intent};
use crate::engine::secret::Secret;
use crate::engine::time::Timestamp;

/// Events with their times; the beginning, where there were too many.
pub struct Log {
    pub events: Vec<(Timestamp, Event)>,
    pub cut: bool,
    /// Bytes, about.
    weight: usize,
}

thread_local! {
    static LOG: RefCell<Log> = const { RefCell::new(Log { events: Vec::new(), cut: false, weight: 0 }) };
}

/// A busy day of some hundred calls.
const MOST: usize = 8_000_000;

/// Keeps what is about to be handled.
pub fn keep(event: &Event, now: Timestamp) {
    LOG.with_borrow_mut(|log| log.keep(event, now));
}

pub fn read<T>(what: impl FnOnce(&Log) -> T) -> T {
    LOG.with_borrow(what)
}

impl Log {
    fn keep(&mut self, event: &Event, now: Timestamp) {
        // A field comes whole with every key press; all else is about as long as the event itself.
        let typed = match event {
            Event::Agent(Intent::Note { text, .. } | Intent::Subject { text, .. }) => text.len(),
            _ => 0,
        };
        self.weight += size_of::<(Timestamp, Event)>() + typed;
        self.cut |= self.weight > MOST;
        if self.cut {
            return;
        }
        let mut event = event.clone();
        // A password is kept nowhere but where the agent put it.
        match &mut event {
            Event::Agent(Intent::SignIn { password, .. }) | Event::Started(Boot { password: Some(password), .. }) => {
                *password = Secret::new("gone");
            }
            _ => {}
        }
        self.events.push((now, event));
    }
}
