//! The SIP driver: drives the [`UserAgent`] with a WebSocket, a timer, the browser's chance and the audio of each leg.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use super::mix::Mix;
use super::socket::{Alarm, Heard, Listener, Socket};
use super::talking::{Audio, Getting, Talking};
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::telephony::{Capabilities, Command, LineState, Signal};
use crate::shell::later::{Coming, Line};
use crate::shell::page;
use crate::shell::runtime::Inbox;
use crate::wire::sip::{Entropy, Input, MediaOrder, Output, UserAgent};

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
    /// Comes with what orders it.
    open: Cell<Option<Talking>>,
    mix: RefCell<Option<Mix>>,
    audio: RefCell<Map<LegId, Audio>>,
    talking: Rc<Getting>,
    alarm: Alarm,
    _page: [Listener; 2],
    report: Box<dyn Fn(Signal)>,
    me: Weak<Inner>,
}

/// See the module above.
pub fn open(talking: fn() -> Coming<Talking>, inbox: Inbox) -> Line {
    let line = Sip::new(talking, super::opened(CAN, inbox));
    Box::new(move |command| line.command(command))
}

impl Sip {
    fn new(talking: fn() -> Coming<Talking>, report: impl Fn(Signal) + 'static) -> Self {
        Self(Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            agent: RefCell::new(UserAgent::listening(Browser)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            socket: RefCell::default(),
            open: Cell::new(None),
            mix: RefCell::default(),
            audio: RefCell::default(),
            talking: Inner::talking(me.clone(), talking),
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
            return self.0.mix(legs);
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
        if self.agent.borrow().waits() {
            self.talking.get(true);
        }
        self.alarm.set(self.agent.borrow().wake_at());
    }

    /// Of legs that sound, so the code for it is there.
    fn mix(&self, legs: &[LegId]) {
        drop(self.mix.take());
        let Some(talking) = self.open.get().filter(|_| legs.len() > 1) else { return };
        let ends = legs.iter().filter_map(|leg| (self.audio.borrow().get(leg)?.ends)()).collect();
        self.mix.replace((talking.mix)(ends));
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
            Output::Media(leg, MediaOrder::Close) => {
                let audio = self.audio.borrow_mut().remove(&leg);
                drop(audio);
            }
            Output::Media(leg, order) => self.order_audio(leg, order),
            Output::Signal(signal) => {
                if matches!(signal, Signal::Line(LineState::Ready { .. })) {
                    self.talking.get(false); // the line had the network to itself while it came up
                }
                (self.report)(signal);
            }
        }
    }

    fn order_audio(&self, leg: LegId, order: MediaOrder) {
        let known = self.audio.borrow().get(&leg).cloned();
        let Some(audio) = known.or_else(|| self.add_audio(leg)) else { return };
        (audio.order)(order);
    }

    fn add_audio(&self, leg: LegId) -> Option<Audio> {
        let (me, of) = (self.me.clone(), leg.clone());
        let audio = (self.open.get()?.audio)(Box::new(move |event| {
            if let Some(inner) = me.upgrade() {
                inner.take(Input::Media(of.clone(), event));
            }
        }));
        self.audio.borrow_mut().insert(leg, audio.clone());
        Some(audio)
    }

    fn talking(me: Weak<Self>, part: fn() -> Coming<Talking>) -> Rc<Getting> {
        Getting::new(part, move |talking| {
            let Some(inner) = me.upgrade() else { return };
            inner.open.set(talking);
            inner.take(talking.map_or(Input::NoTalk, |talking| Input::Talk(talking.talk)));
        })
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
