//! One queue, one timer, one signal. Everything from outside becomes an [`Event`] in the queue; the engine takes one
//! at a time; its effects are carried out in order. What an effect causes is queued behind it, never nested in it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::{ReadSignal, Set, WriteSignal, signal_local};
use leptos::reactive::owner::LocalStorage;

use super::page::{self, Timer};
use super::ringer::Ringer;
use super::salesforce::{self, Salesforce};
use super::storage::Storage;
use super::telephony::{self, Line};
use crate::engine::Engine;
use crate::engine::effect::Effect;
use crate::engine::event::{Boot, Event, Intent};
use crate::engine::view::View;

/// Where events go in. Cheap to clone, for every driver, surface and screen.
#[derive(Clone)]
pub struct Inbox(Rc<dyn Fn(Event)>);

impl Inbox {
    /// `put` is given every event, in order.
    pub fn new(put: impl Fn(Event) + 'static) -> Self {
        Self(Rc::new(put))
    }

    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}

/// Everything that runs, for as long as the page lives.
pub struct Runtime {
    engine: RefCell<Engine>,
    queue: RefCell<VecDeque<Event>>,
    /// An event is being handled: what comes now waits.
    busy: Cell<bool>,
    line: RefCell<Option<Line>>,
    salesforce: RefCell<Option<Salesforce>>,
    storage: Storage,
    ringer: RefCell<Ringer>,
    timer: RefCell<Option<Timer>>,
    guarded: Rc<Cell<bool>>,
    show: WriteSignal<View, LocalStorage>,
}

/// Starts everything: the journal is read, Salesforce asked, the line opened. Returns what the screens need.
pub fn start() -> (ReadSignal<View, LocalStorage>, impl Fn(Intent) + 'static) {
    let (view, show) = signal_local(View::default());
    let storage = Storage::open();
    let runtime = Rc::new(Runtime {
        engine: RefCell::default(),
        queue: RefCell::default(),
        busy: Cell::new(false),
        line: RefCell::default(),
        salesforce: RefCell::default(),
        ringer: RefCell::default(),
        timer: RefCell::default(),
        guarded: Rc::default(),
        show,
        storage,
    });
    let boot = Boot {
        entropy: page::random_u32(),
        locale: page::locale(),
        journal: runtime.storage.journal(),
        password: runtime.storage.password(),
        storage: runtime.storage.trouble(),
    };
    runtime.put(Event::Started(boot));
    let salesforce = salesforce::detect(runtime.inbox());
    runtime.salesforce.replace(Some(salesforce));
    page::watch(&runtime.inbox(), &runtime.guarded);
    let inbox = runtime.inbox();
    (view, move |intent| inbox.send(Event::Agent(intent)))
}

impl Runtime {
    fn inbox(self: &Rc<Self>) -> Inbox {
        let runtime = self.clone();
        Inbox::new(move |event| runtime.put(event))
    }

    fn put(self: &Rc<Self>, event: Event) {
        self.queue.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(event) = next else { break };
            let effects = self.engine.borrow_mut().handle(event, page::now());
            for effect in effects {
                self.carry_out(effect);
            }
        }
        self.busy.set(false);
        self.show.set(self.engine.borrow().view());
        self.set_timer();
    }

    fn carry_out(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::OpenDriver(driver) => {
                // The old one is closed before the new one opens: one registration at a time.
                self.line.replace(None);
                let line = telephony::open(driver, self.inbox());
                self.line.replace(Some(line));
            }
            Effect::Phone(command) => {
                if let Some(line) = &*self.line.borrow() {
                    line.command(command);
                }
            }
            Effect::Crm(id, request) => {
                if let Some(salesforce) = &*self.salesforce.borrow() {
                    salesforce.request(id, request);
                }
            }
            Effect::Panel(panel) => {
                if let Some(salesforce) = &*self.salesforce.borrow() {
                    salesforce.panel(panel);
                }
            }
            Effect::Store { key, value } => {
                if let Err(reason) = self.storage.write(&key, value.as_deref()) {
                    self.queue.borrow_mut().push_back(Event::StorageFailed { key, reason });
                }
            }
            Effect::Password(password) => self.storage.keep_password(password.as_ref()),
            Effect::Ring(on) => self.ringer.borrow_mut().ring(on),
            Effect::GuardUnload(on) => self.guarded.set(on),
        }
    }

    /// One timer for whatever the engine waits for; none while it waits for nothing.
    fn set_timer(self: &Rc<Self>) {
        let wake_at = self.engine.borrow().wake_at();
        let runtime = Rc::downgrade(self);
        let timer = wake_at.map(|at| {
            Timer::new(at.since(page::now()), move || {
                if let Some(runtime) = runtime.upgrade() {
                    runtime.put(Event::Woke);
                }
            })
        });
        self.timer.replace(timer);
    }
}
