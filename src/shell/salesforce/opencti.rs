//! Drives a [`Session`] with the page: its calls go to Salesforce's library, what comes back goes to it, one timer
//! wakes it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::bindings::{self, Callback};
use super::library::{self, End};
use crate::engine::crm::{Panel, Request};
use crate::engine::id::RequestId;
use crate::shell::runtime::Inbox;
use crate::wire::opencti::{Carrier, Dialect, Frame, Out, Session};

/// The Salesforce page around the widget. Kept by its owner for as long as the widget lives.
pub struct Page {
    session: RefCell<Session<JsValue>>,
    global: [&'static str; 2],
    inbox: Inbox,
    callback: Callback,
    wake: Closure<dyn Fn()>,
    timer: Cell<Option<i32>>,
}

impl Page {
    pub fn open(frame: Frame, dialect: &'static dyn Dialect, global: [&'static str; 2], inbox: Inbox) -> Rc<Self> {
        let url = frame.library();
        let page = Rc::new_cyclic(|page: &Weak<Self>| {
            let (woken, heard) = (page.clone(), page.clone());
            Self {
                session: RefCell::new(Session::new(dialect, frame.surface, frame.origin, bindings::now())),
                global,
                inbox,
                callback: Callback::new(move |ticket, text, data| {
                    with(&heard, |session| session.heard(ticket, &text, data, bindings::now()));
                }),
                wake: Closure::new(move || with(&woken, |session| session.woke(bindings::now()))),
                timer: Cell::new(None),
            }
        });
        page.schedule();
        let loading = Rc::downgrade(&page);
        if bindings::is_there(global) {
            // A second copy would mix up the answers of the two.
            with(&loading, |session| session.loaded(None, bindings::now()));
            return page;
        }
        library::load(&url, move |end| {
            with(&loading, |session| match end {
                End::Loaded { thrown } if bindings::is_there(global) => {
                    session.loaded(thrown.as_deref(), bindings::now())
                }
                End::Loaded { .. } => session.failed("what Salesforce sent is not its library"),
                End::Missing => session.failed("Salesforce's library could not be loaded; is its host allowed here?"),
            });
        });
        page
    }

    pub fn request(&self, carrier: Carrier<JsValue>, id: RequestId, request: Request) {
        let outs = self.session.borrow_mut().request(carrier, id, request);
        self.carry(outs);
    }

    pub fn panel(&self, panel: Panel) {
        let outs = self.session.borrow_mut().panel(panel);
        self.carry(outs);
    }

    /// The session is not borrowed while the library runs: it may call back at once.
    fn carry(&self, outs: Vec<Out<JsValue>>) {
        for out in outs {
            match out {
                Out::Event(event) => self.inbox.send(event),
                Out::Call { ticket, call, data } => {
                    if let Err(thrown) = bindings::call(self.global, &call, ticket, data, &self.callback) {
                        let outs = self.session.borrow_mut().threw(ticket, &thrown, bindings::now());
                        self.carry(outs);
                    }
                }
            }
        }
        self.schedule();
    }

    fn schedule(&self) {
        let Some(window) = web_sys::window() else { return };
        if let Some(timer) = self.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        let Some(at) = self.session.borrow().wake_at() else { return };
        // A little late rather than early: a wake before the time would set the timer again.
        let ms = at.saturating_sub(bindings::now()).as_millis() as i32 + 1;
        let wake = self.wake.as_ref().unchecked_ref();
        self.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(wake, ms).ok());
    }
}

fn with(page: &Weak<Page>, act: impl FnOnce(&mut Session<JsValue>) -> Vec<Out<JsValue>>) {
    if let Some(page) = page.upgrade() {
        let outs = act(&mut page.session.borrow_mut());
        page.carry(outs);
    }
}
