//! The world of a story: an engine, a telephone whose far side does what it is told, an org, a clock, a browser's
//! storage. It carries effects out as the shell does.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::desk::Desk;
use super::late::Comes;
use super::sabotage::Sabotage;
use super::script::Line;
use super::tabs::Tabs;
use super::told;
use crate::engine::crm::{Capabilities, Connection, Failure, FailureKind, News, RecordRef, Reply, Request, Surface};
use crate::engine::effect::Effect;
use crate::engine::event::{Boot, Event, Intent, StorageTrouble};
use crate::engine::id::{CallId, RequestId};
use crate::engine::journal::DONE;
use crate::engine::locale::Locale;
use crate::engine::map::Map;
use crate::engine::quality::Sample;
use crate::engine::secret::{Secret, Stored};
use crate::engine::telephony::{Command, Signal};
use crate::engine::time::Timestamp;
use crate::engine::{Engine, Office};
use crate::sim::org::{ChangeKind, Org};
use crate::sim::phone::{CAN, FarSide, Phone};
use crate::wire::ari;

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
    password: Option<Secret>,
    started: bool,
    boots: u32,
    /// Answers on their way.
    replies: Vec<(Timestamp, RequestId, Reply)>,
    /// Every call that was ever seen, in order: `call 1`, `call 2`.
    calls: Vec<CallId>,
    pub(super) rung: u32,
    pub(super) lines: Vec<String>,
    queue: VecDeque<Event>,
    busy: bool,
    storage_full: bool,
    /// How the back office comes to a page that is loaded now.
    pub(super) office: Comes,
    /// It was asked for.
    pub(super) office_awaited: bool,
    /// A colleague with a widget of their own. The org is lent to whoever is at it.
    pub(super) colleague: Option<Box<World>>,
    /// Everything that came in, and when: played to another engine it leads to the same.
    pub events: Vec<(Timestamp, Event)>,
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
            office: Comes::AtOnce,
            office_awaited: false,
            colleague: None,
            events: Vec::new(),
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

    /// A colleague's: the same settings, and ids of its own.
    pub(super) fn another(&self) -> Self {
        let settings = self.settings.clone();
        let (locale, has_org, now, office) = (self.locale, self.has_org, self.now, self.office);
        Self { locale, has_org, now, office, settings, boots: 100, rung: 100, ..Self::default() }
    }

    pub fn say(&mut self, line: String) {
        self.lines.push(line);
    }

    /// One line of the script happens; what follows from it within a tenth of a second happens, too.
    pub fn take(&mut self, line: Line) {
        match line {
            Line::Set(key, value) => {
                self.settings.insert(key, value);
                if self.started {
                    self.event(Event::News(News::CallCenter(self.settings.clone())));
                }
            }
            Line::Org(how) => self.org_is(&how),
            Line::Office(comes) => self.office_comes(comes),
            Line::DeskPhone => self.desk = Some(Desk::default()),
            Line::German => self.locale = Locale::from_tag("de-DE"),
            Line::Colleague(line) => self.colleague_takes(*line),
            Line::Sound { span, with } => self.sounds(span, &with),
            line => {
                self.start();
                let span = if let Line::Passes(span) = line { span } else { Duration::from_millis(100) };
                self.happens(line);
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
            | Line::Colleague(_) => {}
            Line::Tab { number, what } => self.at_tab(number, &what),
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
            Line::LineIs(state) => self.event(Event::Signal(Signal::Line(state))),
            Line::Agent { call, what, rest } => self.agent(call, &what, rest),
            Line::Accident(method, fault) => self.org.faults.plan(method, fault),
            Line::Outage(outage) => self.org.faults.outage = outage,
            Line::Reload { told } => self.reload(told),
            Line::Storage { full } => self.storage_full = full,
            Line::Clock { back: false, by } => self.now = self.now.plus(by),
            Line::Clock { back: true, by } => {
                let by = i64::try_from(by.as_millis()).unwrap_or(0);
                self.now = Timestamp::new(self.now.unix_ms() - by, self.now.offset_minutes());
            }
            // Nothing is looked at until it is over; then all that is due comes at once.
            Line::Freezes(span) => self.now = self.now.plus(span),
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
        let journal = self.entries(|key| !key.starts_with(DONE));
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

    /// What Salesforce tells a page when it is loaded.
    pub(super) fn news(&self) -> Vec<News> {
        if !self.has_org {
            return vec![News::Unreachable(Failure::new(FailureKind::NotInFrame, ""))];
        }
        let can = Capabilities { search: true, screen_pop: true, save: true, find_saved: self.org.has_package };
        let org = "https://acme.lightning.force.com".to_owned();
        let connection = Connection { surface: Surface::Lightning, org, can };
        vec![News::CallCenter(self.settings.clone()), News::Connected(connection)]
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
        self.engine = Engine::default();
        if self.desk.is_none() {
            self.phone = Phone::new(FarSide::Told);
        }
        self.replies.clear();
        self.office_awaited = false;
        self.started = false;
    }

    pub(super) fn current(&self, call: Option<usize>) -> Option<CallId> {
        match call {
            Some(number) => self.calls.get(number.checked_sub(1)?).copied(),
            None => self.engine.view().selected,
        }
    }

    pub(super) fn offered(&self, call: CallId, name: &str) -> Option<RecordRef> {
        self.engine.matches(call).iter().map(|found| &found.record).find(|record| record.name == name).cloned()
    }

    pub(super) fn find(&self, object: &str, name: &str) -> Option<RecordRef> {
        let record = self.org.of(object).find(|record| self.org.name(record) == name)?;
        self.org.record_ref(&record.id)
    }

    /// Lets time pass, and everything in it happen when it is due.
    pub fn pass(&mut self, span: Duration) {
        match self.colleague {
            Some(_) => self.pass_together(span),
            None => self.pass_alone(span),
        }
    }

    pub(super) fn pass_alone(&mut self, span: Duration) {
        let until = self.now.plus(span);
        loop {
            let reply = self.replies.iter().map(|(at, ..)| *at).min();
            let next =
                [reply, self.engine_wakes_at(), self.phone.wake_at(), self.tabs_wake_at()].into_iter().flatten().min();
            let Some(at) = next.filter(|at| *at <= until) else { break };
            self.now = self.now.max(at);
            self.wake_tabs();
            for signal in self.phone.wake(self.now) {
                self.heard(signal);
            }
            if self.engine_wakes_at().is_some_and(|at| at <= self.now) {
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
            let Some(effect) = self.effect_at_leader(effect) else { continue };
            if let Some(line) = told::effect(&effect, &self.org) {
                self.lines.push(format!("  {line}"));
            }
            if self.sabotage.is_none_or(|sabotage| sabotage.lets_pass(&effect, typing)) {
                self.carry_out(effect);
            }
        }
        self.tell_tabs();
    }

    /// The agent looked whether the Task is there.
    pub fn settle(&mut self, call: CallId, saved: bool) {
        self.event(Event::Agent(Intent::Settle { call, saved }));
    }

    fn carry_out(&mut self, effect: Effect) {
        self.stored += usize::from(matches!(effect, Effect::Store { .. }));
        match effect {
            Effect::OpenDriver(_) => {
                let can = if self.desk.is_some() { ari::CAN } else { CAN };
                self.event(Event::DriverOpened(can));
            }
            Effect::Phone(command) => {
                let connects = matches!(command, Command::Connect(_));
                let again = self.desk.as_mut().filter(|_| connects).map(|desk| desk.again());
                again.into_iter().flatten().for_each(|signal| self.event(Event::Signal(signal)));
                self.desk.iter_mut().for_each(|desk| desk.commanded(&command));
                for signal in self.phone.handle(command, self.now) {
                    self.heard(signal);
                }
            }
            Effect::Crm(id, request) => self.crm(id, &request),
            Effect::Store { key, value: Some(_) } if self.storage_full => {
                self.event(Event::StorageFailed { key, reason: StorageTrouble::Full });
            }
            Effect::Store { key, value: Some(value) } => {
                self.storage.insert(key, value.into());
            }
            Effect::Store { key, value: None } => {
                self.storage.remove(&key);
            }
            Effect::Password(password) => self.password = password,
            Effect::Panel(_) | Effect::Ring(_) | Effect::GuardUnload(_) => {}
            Effect::FetchOffice => self.fetch_office(),
            Effect::ReadHistory => {
                let entries = self.entries(|key| key.starts_with(DONE));
                self.event(Event::HistoryRead(Stored(entries)));
            }
        }
    }

    pub(super) fn crm(&mut self, id: RequestId, request: &Request) {
        let mut arrivals = self.org.deliver(request, self.now);
        if let Some(sabotage) = self.sabotage {
            sabotage.arrivals(request, &mut arrivals, self.now);
        }
        self.replies.extend(arrivals.into_iter().map(|(at, reply)| (at, id, reply)));
    }

    fn entries(&self, which: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        self.storage.iter().filter(|(key, _)| which(key)).map(|(k, v)| (k.clone(), v.clone())).collect()
    }

    /// The outcome: what happened, and what the org holds of it.
    pub fn finish(mut self) -> String {
        if let Some(colleague) = &mut self.colleague {
            self.lines.append(&mut colleague.lines);
        }
        let made: Vec<_> =
            self.org.audit.iter().filter(|c| c.kind == ChangeKind::Created).map(|c| c.record.clone()).collect();
        for id in made {
            let Some(record) = self.org.record(&id) else { continue };
            let shown = record.fields.iter().filter(|(name, _)| !Self::is_system(name));
            let shown = shown.filter_map(|(name, _)| Some(format!("{name}={}", self.org.shown(&id, name)?)));
            let shown: Vec<_> = shown.collect();
            let head = format!("org: {}", record.object);
            self.lines.push(head);
            self.lines.extend(shown.into_iter().map(|line| format!("  {line}")));
        }
        self.tell_changes();
        let kept = self.storage.keys().filter(|key| key.starts_with(crate::engine::journal::CALL)).count();
        if kept > 0 {
            self.lines.push(format!("journal: {kept} kept"));
        }
        self.lines.join("\n")
    }
}
