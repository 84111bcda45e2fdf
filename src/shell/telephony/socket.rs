//! What drivers over a WebSocket have in common: the socket with its handlers, one timer, and listeners on the window.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, EventTarget, MessageEvent, WebSocket, Window};

use crate::engine::time::Timestamp;
use crate::shell::page;

/// What happens to a socket.
pub enum Heard {
    Opened,
    Closed,
    /// Text, or bytes that are text.
    Text(String),
}

/// A WebSocket with its handlers. Dropping it closes it, and nothing is heard of it any more.
pub struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn Fn()>,
    _closed: Closure<dyn Fn(CloseEvent)>,
    _received: Closure<dyn Fn(MessageEvent)>,
}

impl Socket {
    pub fn open(url: &str, protocol: Option<&str>, heard: impl Fn(Heard) + 'static) -> Result<Self, JsValue> {
        let socket = match protocol {
            Some(protocol) => WebSocket::new_with_str(url, protocol)?,
            None => WebSocket::new(url)?,
        };
        socket.set_binary_type(BinaryType::Arraybuffer);
        let heard: Rc<dyn Fn(Heard)> = Rc::new(heard);
        let (opening, closing) = (heard.clone(), heard.clone());
        let opened = Closure::<dyn Fn()>::new(move || opening(Heard::Opened));
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |_| closing(Heard::Closed));
        let received = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = text_of(&event.data()) {
                heard(Heard::Text(text));
            }
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        // An error is always followed by a close (WHATWG WebSockets, section 4).
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(received.as_ref().unchecked_ref()));
        Ok(Self { socket, _opened: opened, _closed: closed, _received: received })
    }

    pub fn send(&self, text: &str) {
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

/// One timer for whatever a driver waits for.
pub struct Alarm {
    timer: Cell<Option<i32>>,
    ring: Closure<dyn Fn()>,
    /// From the first time that something was waited for in a hidden page.
    heart: OnceCell<Option<Worker>>,
}

impl Alarm {
    pub fn new(ring: impl Fn() + 'static) -> Self {
        Self { timer: Cell::new(None), ring: Closure::new(ring), heart: OnceCell::new() }
    }

    pub fn set(&self, at: Option<Timestamp>) {
        self.stop();
        if let (Some(window), Some(at)) = (web_sys::window(), at) {
            // A timer may come a little early by the clock that we read; one millisecond more is not noticed.
            let ms = i32::try_from(at.since(page::now()).as_millis() + 1).unwrap_or(i32::MAX);
            let callback = self.ring.as_ref().unchecked_ref();
            self.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, ms).ok());
            if window.document().is_some_and(|document| document.hidden())
                && let Some(heart) = self.heart.get_or_init(|| self.heart())
            {
                heart.beat_in(ms);
            }
        }
    }

    /// A browser lets the timers of a hidden page come up to a minute late, but not those of a worker. Which of the two is first
    /// rings; whoever is woken for nothing does nothing.
    fn heart(&self) -> Option<Worker> {
        let heart = Worker::new(&page::beside("heartbeat.js")?).ok()?;
        heart.add_event_listener_with_callback("message", self.ring.as_ref().unchecked_ref()).ok()?;
        Some(heart)
    }

    fn stop(&self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer.take()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.stop();
        if let Some(heart) = self.heart.take().flatten() {
            heart.terminate();
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// `web/heartbeat.js`. By hand, because a feature of web-sys for three functions is none.
    #[wasm_bindgen(extends = EventTarget)]
    type Worker;

    #[wasm_bindgen(constructor, catch)]
    fn new(url: &str) -> Result<Worker, JsValue>;

    #[wasm_bindgen(method, js_name = postMessage)]
    fn beat_in(this: &Worker, ms: i32);

    #[wasm_bindgen(method)]
    fn terminate(this: &Worker);
}

/// A listener on the window.
pub struct Listener {
    name: &'static str,
    callback: Closure<dyn Fn()>,
}

impl Listener {
    pub fn new(name: &'static str, run: impl Fn() + 'static) -> Self {
        let callback = Closure::new(run);
        on_window(|window| window.add_event_listener_with_callback(name, Closure::as_ref(&callback).unchecked_ref()));
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
