//! The practice line's glue: the told telephone, with a timer for what its far side does by itself.

use std::cell::RefCell;
use std::rc::Rc;

use crate::engine::telephony::{Command, Signal};
use crate::shell::later::{Later, Line};
use crate::shell::page::{self, Timer};
use crate::shell::runtime::Inbox;
use crate::sim::phone::{CAN, FarSide, Phone};

struct Practice(Rc<Inner>);

struct Inner {
    phone: RefCell<Phone>,
    timer: RefCell<Option<Timer>>,
    tell: Box<dyn Fn(Signal)>,
}

/// See the module above.
pub fn open(inbox: Inbox, _: Later) -> Line {
    let line = Practice::new(super::opened(CAN, inbox));
    Box::new(move |command| line.command(command))
}

impl Practice {
    fn new(tell: impl Fn(Signal) + 'static) -> Self {
        let phone = RefCell::new(Phone::new(FarSide::Practised));
        Self(Rc::new(Inner { phone, timer: RefCell::default(), tell: Box::new(tell) }))
    }

    fn command(&self, command: Command) {
        let signals = self.0.phone.borrow_mut().handle(command, page::now());
        self.0.told(signals);
    }
}

impl Inner {
    fn told(self: &Rc<Self>, signals: Vec<Signal>) {
        for signal in signals {
            (self.tell)(signal);
        }
        let wake_at = self.phone.borrow().wake_at();
        let inner = Rc::downgrade(self);
        let timer = wake_at.map(|at| {
            Timer::new(at.since(page::now()), move || {
                if let Some(inner) = inner.upgrade() {
                    let signals = inner.phone.borrow_mut().wake(page::now());
                    inner.told(signals);
                }
            })
        });
        self.timer.replace(timer);
    }
}
