//! One queue, one timer, one signal. Everything from outside becomes an [`Event`] in the queue; the engine takes one
//! at a time; its effects are carried out in order. What an effect causes is queued behind it, never nested in it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::engine::event::Event;

/// Where events go in. Cheap to clone, for every driver, surface and screen.
#[derive(Clone)]
pub struct Inbox(Rc<RefCell<VecDeque<Event>>>, Rc<dyn Fn()>);

impl Inbox {
    /// `wake` is called after an event was put in; it takes them out in its own time.
    pub fn new(wake: impl Fn() + 'static) -> Self {
        Self(Rc::default(), Rc::new(wake))
    }

    pub fn send(&self, event: Event) {
        self.0.borrow_mut().push_back(event);
        (self.1)();
    }

    pub fn take(&self) -> Option<Event> {
        self.0.borrow_mut().pop_front()
    }
}
