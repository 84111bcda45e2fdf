//! One queue, one timer, one signal. Everything from outside becomes an [`Event`] in the queue; the engine takes one
//! at a time; its effects are carried out in order. What an effect causes is queued behind it, never nested in it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{ReadSignal, Set, WriteSignal, signal_local};
use leptos::reactive::owner::LocalStorage;

use super::later::{self, Later, Line, OpenLine};
use super::log;
use super::page::{self, Timer};
use super::ringer::Ringer;
use super::salesforce::{self, Carry, Salesforce};
use super::storage::Storage;
use super::tabs::{self, Side};
use super::telephony;
use crate::engine::crm::Panel;
use crate::engine::effect::Effect;
use crate::engine::event::{Boot, Event, Intent};
use crate::engine::secret::Stored;
use crate::engine::telephony::{Driver, LineState, Signal, Trouble};
use crate::engine::view::{TabView, View};
use crate::engine::{Engine, Office};

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

/// Between two tries to fetch a driver. The network is likely to be gone.
pub const FETCH_AGAIN: Duration = Duration::from_secs(10);

/// Everything that runs, for as long as the page lives.
pub struct Runtime {
    engine: RefCell<Engine>,
    queue: RefCell<VecDeque<Event>>,
    /// An event is being handled, or this tab has not begun: what comes now waits.
    busy: Cell<bool>,
    /// This tab has the telephone.
    begun: Cell<bool>,
    pub later: Later,
    line: RefCell<Option<Line>>,
    /// A driver could not be fetched: which, and when it is tried again.
    missing: RefCell<Option<(Driver, Timer)>>,
    /// Counts the drivers that were asked for: of several on their way, the last one is opened.
    asked: Cell<u32>,
    salesforce: RefCell<Option<Salesforce>>,
    /// Comes with the back office, which alone has requests.
    carry: Cell<Option<Carry>>,
    storage: Storage,
    ringer: RefCell<Ringer>,
    timer: RefCell<Option<Timer>>,
    guarded: Rc<Cell<bool>>,
    show: WriteSignal<View, LocalStorage>,
    /// The screens wait for the first view.
    mount: RefCell<Option<Box<dyn FnOnce()>>>,
    /// What stands between this page and its engine, where there are other tabs.
    side: RefCell<Option<Rc<dyn Side>>>,
    /// When it is tried again to get that.
    missing_side: RefCell<Option<Timer>>,
}

/// Starts everything: it is decided which tab has the telephone, the journal is read, Salesforce asked, the line opened. `mount`
/// draws the screens, as soon as there is something to be seen on them.
pub fn start(later: Later, mount: impl FnOnce(ReadSignal<View, LocalStorage>, Rc<dyn Fn(Intent)>) + 'static) {
    let (view, show) = signal_local(View::default());
    let storage = Storage::open();
    let runtime = Rc::new(Runtime {
        engine: RefCell::default(),
        queue: RefCell::default(),
        busy: Cell::new(true),
        begun: Cell::new(false),
        later,
        line: RefCell::default(),
        missing: RefCell::default(),
        asked: Cell::new(0),
        salesforce: RefCell::default(),
        carry: Cell::new(None),
        ringer: RefCell::default(),
        timer: RefCell::default(),
        guarded: Rc::default(),
        show,
        storage,
        mount: RefCell::default(),
        side: RefCell::default(),
        missing_side: RefCell::default(),
    });
    let inbox = runtime.inbox();
    let send = Rc::new(move |intent| inbox.send(Event::Agent(intent)));
    runtime.mount.replace(Some(Box::new(move || mount(view, send))));
    let salesforce = salesforce::detect(runtime.inbox(), later.classic);
    runtime.salesforce.replace(Some(salesforce));
    page::watch(&runtime.inbox(), &runtime.guarded);
    tabs::enter(&runtime, &runtime.storage.name());
}

impl Runtime {
    fn inbox(self: &Rc<Self>) -> Inbox {
        let runtime = self.clone();
        Inbox::new(move |event| runtime.put(event))
    }

    /// This tab has the telephone. `office`: where it is at hand; `after`: what its engine hears first.
    pub fn begin(self: &Rc<Self>, office: Option<Office>, after: Vec<Event>) {
        if self.begun.replace(true) {
            return;
        }
        let boot = Boot {
            entropy: page::random_u32(),
            locale: page::locale(),
            journal: self.storage.journal(),
            password: self.storage.password(),
            storage: self.storage.trouble(),
            office,
        };
        let mut queue = self.queue.borrow_mut();
        for event in after.into_iter().rev() {
            queue.push_front(event);
        }
        queue.push_front(Event::Started(boot));
        drop(queue);
        self.settle();
    }

    /// What came with the back office: the engine's part of it goes to the engine.
    pub fn equip(&self, office: Option<later::Office>) -> Option<Office> {
        self.carry.set(office.map(|office| office.carry));
        office.map(|office| office.engine)
    }

    pub fn has_begun(&self) -> bool {
        self.begun.get()
    }

    /// Another tab has the telephone, and what passes between the two is on its way.
    pub fn wait_elsewhere(&self) {
        self.show(View { locale: page::locale(), tab: TabView::Elsewhere, ..View::default() });
    }

    /// From now on `side` is asked. What has waited goes there.
    pub fn beside(self: &Rc<Self>, side: Rc<dyn Side>) {
        self.side.replace(Some(side.clone()));
        self.missing_side.take();
        if !self.begun.get() {
            let waited = std::mem::take(&mut *self.queue.borrow_mut());
            waited.into_iter().for_each(|event| side.event(event));
        }
    }

    /// What comes now waits, until this tab [begins](Self::begin).
    pub fn alone(&self) -> Option<Rc<dyn Side>> {
        self.side.take()
    }

    /// The next try.
    pub fn later_on(&self, timer: Timer) {
        self.missing_side.replace(Some(timer));
    }

    pub fn view(&self) -> View {
        self.engine.borrow().view()
    }

    pub fn panel(&self) -> Panel {
        self.engine.borrow().panel().clone()
    }

    pub fn show(&self, view: View) {
        self.show.set(view);
        if let Some(mount) = self.mount.take() {
            mount();
        }
    }

    fn put(self: &Rc<Self>, event: Event) {
        let side = self.side.borrow().clone();
        match side {
            Some(side) => side.event(event),
            None => self.take(event),
        }
    }

    /// An event for the engine of this tab.
    pub fn take(self: &Rc<Self>, event: Event) {
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
            let now = page::now();
            log::keep(&event, now);
            let effects = self.engine.borrow_mut().handle(event, now);
            for effect in effects {
                let side = self.side.borrow().clone();
                match side {
                    Some(side) => side.effect(effect),
                    None => self.carry_out(effect),
                }
            }
        }
        self.busy.set(false);
        let view = self.view();
        if let Some(side) = &*self.side.borrow() {
            side.shows(&view);
        }
        self.show(view);
        self.set_timer();
    }

    pub fn carry_out(self: &Rc<Self>, effect: Effect) {
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
                if let (Some(salesforce), Some(carry)) = (&*self.salesforce.borrow(), self.carry.get()) {
                    carry(salesforce, id, request);
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
                let runtime = self.clone();
                later::fetch((self.later.office)(), move |office| {
                    let office = runtime.equip(office);
                    runtime.put(office.map_or(Event::OfficeMissing, Event::OfficeOpened));
                });
            }
        }
    }

    /// Not every driver is in the first load. The engine waits: it commands nothing until the driver says that it is open.
    fn fetch_line(self: &Rc<Self>, driver: Driver) {
        self.missing.take();
        let asked = self.asked.get() + 1;
        self.asked.set(asked);
        let part = match driver {
            Driver::Sip => {
                let line = telephony::sip::open(self.later.talking, self.inbox());
                self.line.replace(Some(line));
                return;
            }
            Driver::Practice => (self.later.practice)(),
            Driver::Ari => (self.later.desk_phone)(),
        };
        let runtime = self.clone();
        later::fetch(part, move |open| {
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
