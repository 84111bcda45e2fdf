//! The desk phone's glue: drives the [`DeskPhone`] with a WebSocket, a timer and the browser's chance.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::socket::{Alarm, Heard, Listener, Socket};
use crate::engine::telephony::{Command, Signal};
use crate::shell::later::{Later, Line};
use crate::shell::page;
use crate::shell::runtime::Inbox;
use crate::wire::ari::{CAN, DeskPhone, Input, Output};

/// Dropping it closes the socket. The calls go on.
struct Ari(Rc<Inner>);

struct Inner {
    phone: RefCell<DeskPhone>,
    queue: RefCell<Vec<Input>>,
    /// An input is being handled: what comes now waits.
    busy: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    alarm: Alarm,
    _page: [Listener; 2],
    report: Box<dyn Fn(Signal)>,
    me: Weak<Inner>,
}

/// See the module above.
pub fn open(inbox: Inbox, _: Later) -> Line {
    let line = Ari::new(super::opened(CAN, inbox));
    Box::new(move |command| line.command(command))
}

impl Ari {
    fn new(report: impl Fn(Signal) + 'static) -> Self {
        Self(Rc::new_cyclic(|me: &Weak<Inner>| {
            let take = |input: fn() -> Input| {
                let me = me.clone();
                move || {
                    if let Some(inner) = me.upgrade() {
                        inner.take(input());
                    }
                }
            };
            Inner {
                phone: RefCell::new(DeskPhone::new(page::random_u32())),
                queue: RefCell::default(),
                busy: Cell::new(false),
                socket: RefCell::default(),
                alarm: Alarm::new(take(|| Input::Woke)),
                _page: [
                    Listener::new("online", take(|| Input::Online)),
                    Listener::new("pagehide", take(|| Input::PageGone)),
                ],
                report: Box::new(report),
                me: me.clone(),
            }
        }))
    }

    fn command(&self, command: Command) {
        self.0.take(Input::Command(command));
    }
}

impl Inner {
    /// Queues the input; inputs that come about while one is handled are handled after it.
    fn take(&self, input: Input) {
        self.queue.borrow_mut().push(input);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let inputs = self.queue.take();
            if inputs.is_empty() {
                break;
            }
            for input in inputs {
                let outputs = self.phone.borrow_mut().handle(input, page::now());
                for output in outputs {
                    self.carry_out(output);
                }
            }
        }
        self.busy.set(false);
        self.alarm.set(self.phone.borrow().wake_at());
    }

    fn carry_out(&self, output: Output) {
        match output {
            Output::Open { url } => {
                self.socket.replace(None);
                match self.open(&url) {
                    Some(socket) => drop(self.socket.replace(Some(socket))),
                    None => self.queue.borrow_mut().push(Input::Closed),
                }
            }
            Output::Send(text) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&text);
                }
            }
            Output::Close => drop(self.socket.replace(None)),
            Output::Signal(signal) => (self.report)(signal),
        }
    }

    fn open(&self, url: &str) -> Option<Socket> {
        let me = self.me.clone();
        let heard = move |heard| {
            if let Some(inner) = me.upgrade() {
                inner.take(match heard {
                    Heard::Opened => Input::Opened,
                    Heard::Closed => Input::Closed,
                    Heard::Text(text) => Input::Received(text),
                });
            }
        };
        Socket::open(url, None, heard).ok()
    }
}
