//! One queue, one timer, one signal. Everything from outside becomes an [`Event`] in the queue; the engine takes one
//! at a time; its effects are carried out in order. What an effect causes is queued behind it, never nested in it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{ReadSignal, Set, WriteSignal, signal_local};
use leptos::reactive::owner::LocalStorage;

use super::later::{self, Later, Line, OpenLine};
use super::page::{self, Timer};
use super::ringer::Ringer;
use super::salesforce::{self, Salesforce};
use super::storage::Storage;
use crate::engine::Engine;
use crate::engine::effect::Effect;
use crate::engine::event::{Boot, Event, Intent};
use crate::engine::secret::Stored;
use crate::engine::telephony::{Driver, LineState, Signal, Trouble};
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

/// Between two tries to fetch the drivers. The network is likely to be gone.
const FETCH_AGAIN: Duration = Duration::from_secs(10);

/// Everything that runs, for as long as the page lives.
pub struct Runtime {
    engine: RefCell<Engine>,
    queue: RefCell<VecDeque<Event>>,
    /// An event is being handled: what comes now waits.
    busy: Cell<bool>,
    later: Later,
    line: RefCell<Option<Line>>,
    /// The drivers could not be fetched: the one that is wanted, and when it is tried again.
    missing: RefCell<Option<(Driver, Timer)>>,
    /// Counts the drivers that were asked for: of several on their way, the last one is opened.
    asked: Cell<u32>,
    salesforce: RefCell<Option<Salesforce>>,
    storage: Storage,
    ringer: RefCell<Ringer>,
    timer: RefCell<Option<Timer>>,
    guarded: Rc<Cell<bool>>,
    show: WriteSignal<View, LocalStorage>,
}

/// Starts everything: the journal is read, Salesforce asked, the line opened. Returns what the screens need.
pub fn start(later: Later) -> (ReadSignal<View, LocalStorage>, impl Fn(Intent) + 'static) {
    let (view, show) = signal_local(View::default());
    let storage = Storage::open();
    let runtime = Rc::new(Runtime {
        engine: RefCell::default(),
        queue: RefCell::default(),
        busy: Cell::new(false),
        later,
        line: RefCell::default(),
        missing: RefCell::default(),
        asked: Cell::new(0),
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
        office: None,
    };
    runtime.put(Event::Started(boot));
    let salesforce = salesforce::detect(runtime.inbox(), later.classic);
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
        if !self.busy.replace(true) {
            self.settle();
        }
    }

    /// Handles what is queued. To be called busy.
    fn settle(self: &Rc<Self>) {
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
                self.fetch_line(driver);
            }
            Effect::Phone(command) => {
                if let Some(line) = &*self.line.borrow() {
                    line(command);
                } else if let Some((driver, _)) = self.missing.take() {
                    self.fetch_line(driver); // the agent asked to try now
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
            Effect::ReadHistory => {
                let entries = Stored(self.storage.history());
                self.queue.borrow_mut().push_back(Event::HistoryRead(entries));
            }
            Effect::FetchOffice => {
                let inbox = self.inbox();
                later::fetch((self.later.office)(), move |office| {
                    inbox.send(office.map_or(Event::OfficeMissing, |office| Event::OfficeOpened(office.engine)));
                });
            }
        }
    }

    /// The drivers are not in the first load. The engine waits: it commands nothing until the driver says that it is open.
    fn fetch_line(self: &Rc<Self>, driver: Driver) {
        self.missing.take();
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let runtime = self.clone();
        later::fetch(self.later.driver(driver), move |open| {
            if runtime.asked.get() == asked {
                runtime.open_line(driver, open);
            }
        });
    }

    fn open_line(self: &Rc<Self>, driver: Driver, open: Option<OpenLine>) {
        if let Some(open) = open {
            // What the driver tells while it opens is handled when it can be commanded.
            self.busy.set(true);
            let line = open(self.inbox(), self.later);
            self.line.replace(Some(line));
            self.settle();
            return;
        }
        let runtime = self.clone();
        let timer = Timer::new(FETCH_AGAIN, move || runtime.fetch_line(driver));
        self.missing.replace(Some((driver, timer)));
        let down = LineState::Down { why: Trouble::Unreachable, retry: Some(page::now().plus(FETCH_AGAIN)) };
        self.put(Event::Signal(Signal::Line(down)));
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
