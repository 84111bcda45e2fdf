//! The SIP driver: drives the [`UserAgent`] with a WebSocket, a timer, the browser's chance and the audio of each leg.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use super::media::Media;
use super::mix::Mix;
use super::socket::{Alarm, Heard, Listener, Socket};
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::telephony::{Capabilities, Command, Signal};
use crate::shell::later::{Later, Line, fetch};
use crate::shell::page;
use crate::shell::runtime::Inbox;
use crate::wire::sip::{Entropy, Input, MediaEvent, MediaOrder, Output, UserAgent};

/// What this driver can do.
const CAN: Capabilities = Capabilities {
    answer: true,
    hold: true,
    mute: true,
    digits: true,
    transfer_blind: true,
    transfer_attended: true,
    conference: true,
    audio_in_page: true,
    outlives_page: false,
    rehearse: false,
};

/// Dropping it says goodbye to the PBX and closes everything.
struct Sip(Rc<Inner>);

struct Inner {
    agent: RefCell<UserAgent>,
    queue: RefCell<Vec<Input>>,
    /// An input is being handled: what comes now waits.
    busy: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    media: RefCell<Map<LegId, Media>>,
    mix: RefCell<Option<Mix>>,
    /// Counts what was to be mixed: only the last counts.
    mixes: Cell<u32>,
    later: Later,
    alarm: Alarm,
    _page: [Listener; 2],
    report: Box<dyn Fn(Signal)>,
    me: Weak<Inner>,
}

/// See the module above.
pub fn open(inbox: Inbox, later: Later) -> Line {
    let line = Sip::new(later, super::opened(CAN, inbox));
    Box::new(move |command| line.command(command))
}

impl Sip {
    fn new(later: Later, report: impl Fn(Signal) + 'static) -> Self {
        Self(Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            agent: RefCell::new(UserAgent::new(Browser)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            socket: RefCell::default(),
            media: RefCell::default(),
            mix: RefCell::default(),
            mixes: Cell::new(0),
            later,
            alarm: Alarm::new(Inner::taking(me, || Input::Woke)),
            _page: [
                Listener::new("online", Inner::taking(me, || Input::Online)),
                Listener::new("pagehide", Inner::taking(me, || Input::PageGone)),
            ],
            report: Box::new(report),
            me: me.clone(),
        }))
    }

    fn command(&self, command: Command) {
        if let Command::Mix { legs } = &command {
            return self.0.mix(legs.clone());
        }
        self.0.take(Input::Command(command));
    }
}

impl Drop for Sip {
    fn drop(&mut self) {
        self.0.take(Input::PageGone);
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
                let outputs = self.agent.borrow_mut().handle(input, page::now());
                for output in outputs {
                    self.carry_out(output);
                }
            }
        }
        self.busy.set(false);
        self.alarm.set(self.agent.borrow().wake_at());
    }

    /// The code for it comes when it is first wanted.
    fn mix(&self, legs: Vec<LegId>) {
        let serial = self.mixes.get() + 1;
        self.mixes.set(serial);
        drop(self.mix.take());
        let Some(me) = self.me.upgrade().filter(|_| legs.len() > 1) else { return };
        fetch((self.later.mix)(), move |open| {
            let (Some(open), true) = (open, me.mixes.get() == serial) else { return };
            let ends = legs.iter().filter_map(|leg| me.media.borrow().get(leg)?.ends()).collect();
            me.mix.replace(open(ends));
        });
    }

    fn carry_out(&self, output: Output) {
        match output {
            Output::Open { url } => {
                self.socket.replace(None);
                match self.open(&url) {
                    Ok(socket) => drop(self.socket.replace(Some(socket))),
                    Err(_) => self.queue.borrow_mut().push(Input::Closed),
                }
            }
            Output::Send(text) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&text);
                }
            }
            Output::Close => drop(self.socket.replace(None)),
            Output::Media(leg, MediaOrder::Close) => drop(self.media.borrow_mut().remove(&leg)),
            Output::Media(leg, order) => self.order_media(leg, order),
            Output::Signal(signal) => (self.report)(signal),
        }
    }

    fn order_media(&self, leg: LegId, order: MediaOrder) {
        let mut media = self.media.borrow_mut();
        let audio = media.get_or_insert_with(leg.clone(), || {
            let me = self.me.clone();
            Media::new(move |event: MediaEvent| {
                if let Some(inner) = me.upgrade() {
                    inner.take(Input::Media(leg.clone(), event));
                }
            })
        });
        audio.order(order);
    }

    fn open(&self, url: &str) -> Result<Socket, JsValue> {
        let me = self.me.clone();
        // RFC 7118 section 4
        Socket::open(url, Some("sip"), move |heard| {
            if let Some(inner) = me.upgrade() {
                inner.take(match heard {
                    Heard::Opened => Input::Opened,
                    Heard::Closed => Input::Closed,
                    Heard::Text(text) => Input::Received(text),
                });
            }
        })
    }

    fn taking(me: &Weak<Self>, input: fn() -> Input) -> impl Fn() + 'static {
        let me = me.clone();
        move || {
            if let Some(inner) = me.upgrade() {
                inner.take(input());
            }
        }
    }
}

/// The browser's cryptographic generator.
struct Browser;

impl Entropy for Browser {
    fn fill(&mut self, bytes: &mut [u8]) {
        page::fill_random(bytes);
    }
}
