//! The SIP driver: drives the [`UserAgent`] with a WebSocket, a timer, the browser's chance and the audio of each leg.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket, Window};

use super::talking::{Audio, Getting, OpenAudio, Talking};
use crate::engine::id::LegId;
use crate::engine::map::Map;
use crate::engine::telephony::{Capabilities, Command, LineState, Signal};
use crate::shell::later::Coming;
use crate::shell::page;
use crate::wire::sip::{Entropy, Input, MediaOrder, Output, UserAgent};

/// What this driver can do.
pub const CAN: Capabilities = Capabilities {
    answer: true,
    hold: true,
    mute: true,
    digits: true,
    transfer_blind: true,
    transfer_attended: true,
    audio_in_page: true,
    rehearse: false,
};

/// Dropping it says goodbye to the PBX and closes everything.
pub struct Sip(Rc<Inner>);

struct Inner {
    agent: RefCell<UserAgent>,
    queue: RefCell<Vec<Input>>,
    /// An input is being handled: what comes now waits.
    busy: Cell<bool>,
    socket: RefCell<Option<Socket>>,
    /// Comes with what orders it.
    open_audio: Cell<Option<OpenAudio>>,
    audio: RefCell<Map<LegId, Audio>>,
    talking: Rc<Getting>,
    timer: Cell<Option<i32>>,
    wake: Closure<dyn Fn()>,
    page: RefCell<Vec<Listener>>,
    report: Box<dyn Fn(Signal)>,
    me: Weak<Inner>,
}

impl Sip {
    pub fn new(talking: fn() -> Coming<Talking>, report: impl Fn(Signal) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            agent: RefCell::new(UserAgent::listening(Browser)),
            queue: RefCell::default(),
            busy: Cell::new(false),
            socket: RefCell::default(),
            open_audio: Cell::new(None),
            audio: RefCell::default(),
            talking: Inner::talking(me.clone(), talking),
            timer: Cell::new(None),
            wake: Inner::handler(me, || Input::Woke),
            page: RefCell::default(),
            report: Box::new(report),
            me: me.clone(),
        });
        inner.page.replace(vec![
            Listener::new("online", &inner.me, || Input::Online),
            Listener::new("pagehide", &inner.me, || Input::PageGone),
        ]);
        Self(inner)
    }

    pub fn command(&self, command: Command) {
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
        self.set_timer();
    }

    fn carry_out(&self, output: Output) {
        match output {
            Output::Open { url } => {
                self.socket.replace(None);
                match Socket::open(&url, &self.me) {
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
        audio(order);
    }

    fn add_audio(&self, leg: LegId) -> Option<Audio> {
        let (me, of) = (self.me.clone(), leg.clone());
        let audio = self.open_audio.get()?(Box::new(move |event| {
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
            inner.open_audio.set(talking.map(|talking| talking.audio));
            inner.take(talking.map_or(Input::NoTalk, |talking| Input::Talk(talking.talk)));
        })
    }

    /// One timer for whatever the agent waits for.
    fn set_timer(&self) {
        let Some(window) = web_sys::window() else { return };
        if let Some(timer) = self.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        if let Some(at) = self.agent.borrow().wake_at() {
            // A timer may come a little early by the clock that we read; one millisecond more is not noticed.
            let ms = i32::try_from(at.since(page::now()).as_millis() + 1).unwrap_or(i32::MAX);
            let callback = self.wake.as_ref().unchecked_ref();
            self.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, ms).ok());
        }
    }

    fn handler(me: &Weak<Self>, input: impl Fn() -> Input + 'static) -> Closure<dyn Fn()> {
        let me = me.clone();
        Closure::new(move || {
            if let Some(inner) = me.upgrade() {
                inner.take(input());
            }
        })
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer.take()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

/// A WebSocket with its handlers. Dropping it closes it, and nothing is heard of it any more.
struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn Fn()>,
    _closed: Closure<dyn Fn(CloseEvent)>,
    _received: Closure<dyn Fn(MessageEvent)>,
}

impl Socket {
    fn open(url: &str, me: &Weak<Inner>) -> Result<Self, JsValue> {
        let socket = WebSocket::new_with_str(url, "sip")?; // RFC 7118 section 4
        socket.set_binary_type(BinaryType::Arraybuffer);
        let take = |me: &Weak<Inner>, input: Input| {
            if let Some(inner) = me.upgrade() {
                inner.take(input);
            }
        };
        let opened = Inner::handler(me, || Input::Opened);
        let (closing, receiving) = (me.clone(), me.clone());
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |_| take(&closing, Input::Closed));
        let received = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = text_of(&event.data()) {
                take(&receiving, Input::Received(text));
            }
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        // An error is always followed by a close (WHATWG WebSockets, section 4).
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(received.as_ref().unchecked_ref()));
        Ok(Self { socket, _opened: opened, _closed: closed, _received: received })
    }

    fn send(&self, text: &str) {
        // It fails on a socket that is still opening; the agent sends on open ones only.
        let _ = self.socket.send_with_str(text);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        self.socket.set_onmessage(None);
        let _ = self.socket.close();
    }
}

/// SIP may come as text or as binary (RFC 7118 section 5).
fn text_of(data: &JsValue) -> Option<String> {
    let bytes = || Some(js_sys::Uint8Array::new(data.dyn_ref::<js_sys::ArrayBuffer>()?).to_vec());
    data.as_string().or_else(|| String::from_utf8(bytes()?).ok())
}

/// A listener on the window.
struct Listener {
    name: &'static str,
    callback: Closure<dyn Fn()>,
}

impl Listener {
    fn new(name: &'static str, me: &Weak<Inner>, input: impl Fn() -> Input + 'static) -> Self {
        let callback = Inner::handler(me, input);
        on_window(|window| window.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref()));
        Self { name, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        on_window(|window| window.remove_event_listener_with_callback(self.name, callback));
    }
}

fn on_window(act: impl FnOnce(&Window) -> Result<(), JsValue>) {
    let _ = web_sys::window().map(|window| act(&window));
}

/// The browser's cryptographic generator.
struct Browser;

impl Entropy for Browser {
    fn fill(&mut self, bytes: &mut [u8]) {
        page::fill_random(bytes);
    }
}
