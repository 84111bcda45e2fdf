//! The world of a story: an engine, a telephone whose far side does what it is told, an org, a clock, a browser's
//! storage.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::desk::Desk;
use super::late::Comes;
use super::office::Place;
use super::sabotage::Sabotage;
use super::script::{Line, USUAL};
use super::tabs::Tabs;
use super::told;
use crate::engine::crm::{News, Reply};
use crate::engine::event::{Boot, Event, Intent};
use crate::engine::id::{CallId, LegId, RequestId};
use crate::engine::journal::DONE;
use crate::engine::locale::Locale;
use crate::engine::map::Map;
use crate::engine::quality::Sample;
use crate::engine::secret::Secret;
use crate::engine::telephony::Signal;
use crate::engine::time::Timestamp;
use crate::engine::{Engine, Office};
use crate::sim::org::Org;
use crate::sim::phone::{FarSide, Phone};

pub struct World {
    pub engine: Engine,
    pub org: Org,
    pub(super) phone: Phone,
    /// The telephone stands on the desk.
    pub(super) desk: Option<Desk>,
    pub now: Timestamp,
    pub(super) has_org: bool,
    pub(super) locale: Locale,
    pub(super) settings: Map<String, String>,
    pub(super) storage: BTreeMap<String, String>,
    pub(super) password: Option<Secret>,
    started: bool,
    /// How many pages were loaded.
    pub boots: u32,
    /// Answers on their way.
    pub(super) replies: Vec<(Timestamp, RequestId, Reply)>,
    /// Every call that was ever seen, in order: `call 1`, `call 2`.
    pub(super) calls: Vec<CallId>,
    pub(super) rung: u32,
    pub(super) lines: Vec<String>,
    queue: VecDeque<Event>,
    busy: bool,
    pub(super) storage_full: bool,
    /// The browser's timer, where it does not follow from the engine's wish: it counts time, and looks at no clock.
    timer: Option<Timestamp>,
    /// So many steps until the page dies.
    crash_in: Option<u32>,
    /// How often it died in the middle of something.
    pub cut_short: u32,
    /// How the back office comes to a page that is loaded now.
    pub(super) office: Comes,
    /// It was asked for.
    pub(super) office_awaited: bool,
    /// Other widgets. The org is lent to whoever is at it.
    pub(super) others: Vec<(Place, World)>,
    /// Everything that came in, and when: played to another engine it leads to the same.
    pub events: Vec<(Timestamp, Event)>,
    /// The dial code that the PBX was called with last.
    pub(super) code: Option<LegId>,
    /// How often the journal was written to.
    pub stored: usize,
    /// What the newest call has sounded like.
    pub(super) sound: Sample,
    /// A safeguard that is missing.
    pub sabotage: Option<Sabotage>,
    /// Further tabs of the same browser.
    pub(super) tabs: Option<Tabs>,
}

impl Default for World {
    /// Monday morning in Berlin, with the demo company.
    fn default() -> Self {
        let now = Timestamp::new(1_795_420_800_000, 60);
        let mut org = Org::demo(now);
        org.faults.latency = Duration::from_millis(50);
        Self {
            engine: Engine::default(),
            org,
            phone: Phone::new(FarSide::Told),
            desk: None,
            now,
            has_org: true,
            locale: Locale::default(),
            settings: [("numbers.country".to_owned(), "49".to_owned())].into(),
            storage: BTreeMap::new(),
            password: None,
            started: false,
            boots: 0,
            replies: Vec::new(),
            calls: Vec::new(),
            rung: 0,
            lines: Vec::new(),
            queue: VecDeque::new(),
            busy: false,
            storage_full: false,
            timer: None,
            crash_in: None,
            cut_short: 0,
            office: Comes::AtOnce,
            office_awaited: false,
            others: Vec::new(),
            events: Vec::new(),
            code: None,
            stored: 0,
            sound: Sample::default(),
            sabotage: None,
            tabs: None,
        }
    }
}

impl World {
    /// The same company on a day on which there is something for every rule to find, under these settings.
    pub fn on_a_busy_day(settings: Map<String, String>, locale: Locale) -> Self {
        let mut world = Self { settings, locale, ..Self::default() };
        world.org = Org::busy_demo(world.now);
        world.org.faults.latency = Duration::from_millis(50);
        world
    }

    /// The same settings, and ids of its own.
    pub(super) fn another(&self, first_id: u32) -> Self {
        let settings = self.settings.clone();
        let (locale, has_org, now, office) = (self.locale, self.has_org, self.now, self.office);
        let (sabotage, mut phone) = (self.sabotage, Phone::new(FarSide::Told));
        phone.keeps = self.phone.keeps;
        Self {
            phone,
            locale,
            has_org,
            now,
            office,
            settings,
            sabotage,
            boots: first_id,
            rung: first_id,
            ..Self::default()
        }
    }

    /// The widget there, once something has happened at it.
    pub fn other(&self, place: Place) -> Option<&Self> {
        self.others.iter().find(|(known, _)| *known == place).map(|(_, other)| other)
    }

    pub fn say(&mut self, line: String) {
        self.lines.push(line);
    }

    /// One line of the script happens; what follows from it within a tenth of a second happens, too.
    pub fn take(&mut self, line: Line) {
        match line {
            Line::Set(key, value) => {
                self.settings.insert(key, value);
                let settings = self.settings.clone();
                let old = self.sabotage == Some(Sabotage::OldSettings);
                let learn = |world: &mut Self| {
                    world.settings.clone_from(&settings);
                    if world.started && !old {
                        world.event(Event::News(News::CallCenter(settings.clone())));
                    }
                };
                learn(self);
                self.all_others(learn);
            }
            Line::Org(how) => self.org_is(&how),
            Line::Office(comes) => self.office_comes(comes),
            Line::DeskPhone => self.desk = Some(Desk::default()),
            Line::Keeps => self.phone.keeps = true,
            Line::German => self.locale = Locale::from_tag("de-DE"),
            Line::Elsewhere(place, line) => self.elsewhere(place, *line),
            Line::Sound { span, with } => self.sounds(span, &with),
            line => {
                self.start();
                let span = if let Line::Passes(span) = line { span } else { USUAL };
                let frozen = if let Line::Freezes(span) = line { span } else { Duration::ZERO };
                self.happens(line);
                // Time stands still for one, not for the others.
                if !frozen.is_zero() {
                    self.all_others(|other| other.pass_alone(frozen));
                }
                self.pass(span);
                self.compare_tabs();
            }
        }
    }

    fn happens(&mut self, line: Line) {
        match line {
            Line::Passes(_)
            | Line::Start
            | Line::Set(..)
            | Line::Org(_)
            | Line::Office(_)
            | Line::German
            | Line::Sound { .. }
            | Line::DeskPhone
            | Line::Keeps
            | Line::Elsewhere(..) => {}
            Line::Tab { whose, what } => self.at_tab(whose, &what),
            Line::TabsHear { late } => self.tabs.iter_mut().for_each(|tabs| tabs.channel.slow_down(late)),
            Line::Rings { number, name, with } => self.rings(number, name, &with),
            Line::Dials(number) => self.event(Event::Agent(Intent::Dial(number.into()))),
            Line::Clicks { number, object, name } => {
                let record = self.find(&object, &name);
                self.event(Event::News(News::ClickToDial { number: number.into(), record }));
            }
            Line::Visits(page) => {
                let record = page.and_then(|(object, name)| self.find(&object, &name));
                self.event(Event::News(News::Navigated { record }));
            }
            Line::Far(what) => self.far(&what),
            Line::Code(what) => self.code(&what),
            Line::LineIs(state) => {
                self.desk.iter_mut().for_each(|desk| desk.line_is(&state));
                self.event(Event::Signal(Signal::Line(state)));
            }
            Line::Agent { call, what, rest } => self.agent(call, &what, rest),
            Line::Accident(method, fault) => self.org.faults.plan(method, fault),
            Line::Outage(outage) => self.org.faults.outage = outage,
            Line::Slow(longest) => self.org.faults.slowest = longest,
            Line::Reload { told } => self.reload(told),
            Line::CrashIn(steps) => self.crash_in = Some(steps),
            Line::Storage { full } => self.storage_full = full,
            Line::Clock { back: false, by } => self.now = self.now.plus(by),
            Line::Clock { back: true, by } => {
                // What is under way arrives as soon as ever, and so does the browser's timer.
                self.timer = self.engine.wake_at().map(|at| at.minus(by));
                self.replies.iter_mut().for_each(|(at, ..)| *at = at.minus(by));
                self.tabs.iter_mut().for_each(|tabs| tabs.set_back(by));
                self.now = self.now.minus(by);
            }
            Line::Freezes(span) => self.freezes(span),
            Line::Look => self.look(),
            Line::Why => {
                let call = self.current(None);
                let lines: Vec<_> =
                    call.map(|id| self.engine.trace(id).iter().map(|l| format!("  {l}")).collect()).unwrap_or_default();
                self.lines.extend(lines);
            }
        }
    }

    fn start(&mut self) {
        if self.started {
            return;
        }
        self.boot();
        for news in self.news() {
            self.event(Event::News(news));
        }
    }

    /// The page is loaded, and has heard nothing yet.
    pub(super) fn boot(&mut self) {
        self.started = true;
        if let Some(sabotage) = self.sabotage {
            sabotage.prepare(&mut self.org);
        }
        self.boots += 1;
        let mut journal = self.entries(|key| !key.starts_with(DONE));
        if let Some(sabotage) = self.sabotage {
            journal = journal.into_iter().map(|(key, text)| (key, sabotage.read(text))).collect();
        }
        let password = self.password.clone();
        let office = (self.office == Comes::AtOnce).then(Office::here);
        self.event(Event::Started(Boot {
            entropy: self.boots,
            locale: self.locale,
            journal,
            password,
            storage: None,
            office,
        }));
    }

    /// What was under way in the page is gone; what stands in its storage stays.
    fn reload(&mut self, told: bool) {
        if told {
            self.event(Event::Leaving);
        }
        if !self.leader_reloads() {
            self.page_is_lost();
            self.start();
        }
    }

    pub(super) fn page_is_lost(&mut self) {
        self.crash_in = None;
        self.timer = None;
        self.engine = Engine::default();
        if self.desk.is_none() {
            self.phone = self.phone.of_next_page();
        }
        self.replies.clear();
        self.office_awaited = false;
        self.started = false;
    }

    /// Lets time pass, and everything in it happen when it is due.
    pub fn pass(&mut self, span: Duration) {
        match self.others.is_empty() {
            false => self.pass_but_for(span, None),
            true => self.pass_alone(span),
        }
    }

    fn due_at(&self) -> Option<Timestamp> {
        let reply = self.replies.iter().map(|(at, ..)| *at).min();
        let engine = self.engine_wakes_at().filter(|_| self.sabotage != Some(Sabotage::NoTimer));
        [reply, engine, self.timer, self.phone.wake_at(), self.tabs_wake_at()].into_iter().flatten().min()
    }

    /// By its own clock.
    pub(super) fn due_in(&self) -> Option<Duration> {
        self.due_at().map(|at| at.since(self.now))
    }

    pub(super) fn pass_alone(&mut self, span: Duration) {
        let until = self.now.plus(span);
        while let Some(at) = self.due_at().filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.wake_tabs();
            for signal in self.phone.wake(self.now) {
                self.heard(signal);
            }
            let timer = self.timer.filter(|at| *at <= self.now);
            if timer.is_some() {
                self.timer = None;
            }
            if timer.is_some() || self.engine_wakes_at().is_some_and(|at| at <= self.now) {
                self.event(Event::Woke);
            }
            let due = self.replies.iter().position(|(at, ..)| *at <= self.now);
            if let Some((_, id, reply)) = due.map(|at| self.replies.remove(at)) {
                self.event(Event::Reply(id, reply));
            }
        }
        self.now = until;
    }

    /// The engine takes an event, and then those that its effects led to: one at a time, as in the shell.
    pub fn event(&mut self, event: Event) {
        if !self.event_at_leader(&event) {
            self.engine_takes(event);
        }
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy
    }

    pub(super) fn engine_takes(&mut self, event: Event) {
        self.queue.push_back(event);
        if self.busy {
            return;
        }
        self.busy = true;
        while let Some(event) = self.queue.pop_front() {
            self.step(event);
        }
        self.busy = false;
        self.letters_arrive();
    }

    fn step(&mut self, event: Event) {
        let event = match self.sabotage {
            Some(sabotage) => sabotage.event(event),
            None => event,
        };
        let typing = matches!(event, Event::Agent(Intent::Note { .. }));
        self.events.push((self.now, event.clone()));
        let effects = self.engine.handle(event, self.now);
        for call in self.engine.view().calls {
            if !self.calls.contains(&call.id) {
                self.calls.push(call.id);
            }
        }
        for effect in effects {
            if self.dies() {
                return;
            }
            let Some(effect) = self.effect_at_leader(effect) else { continue };
            if let Some(line) = told::effect(&effect, &self.org) {
                self.lines.push(format!("  {line}"));
            }
            if self.sabotage.is_none_or(|sabotage| sabotage.lets_pass(&effect, typing)) {
                self.carry_out(effect);
            }
        }
        self.tell_tabs();
        self.dies();
    }

    /// One step more. Where it was the page's last, the next page starts: what is still to be done is not done.
    fn dies(&mut self) -> bool {
        match &mut self.crash_in {
            None => false,
            Some(0) => {
                self.crash_in = None;
                self.cut_short += 1;
                self.queue.clear();
                self.reload(false);
                true
            }
            Some(steps) => {
                *steps -= 1;
                false
            }
        }
    }
}
