//! Several tabs of one browser. The world's engine is that of the tab that has the telephone; the others follow, over a channel that
//! carries text. When that tab goes, its page is lost as in a crash, and the next one takes over.

use std::time::Duration;

use super::channel::{Channel, Page};
use super::late::Comes;
use super::office::Place;
use super::sabotage::Sabotage;
use super::script::{self, Line, Whose};
use super::told;
use super::world::World;
use crate::engine::crm::{News, RecordRef, Reply};
use crate::engine::effect::Effect;
use crate::engine::event::{Event, Intent};
use crate::engine::id::RequestId;
use crate::engine::time::Timestamp;
use crate::engine::view::TabView;
use crate::wire::tabs::{Act, Follower, Leader, Message, TabId};

pub struct Tabs {
    /// The number of the tab that has the telephone, and its page.
    pub(super) first: (u32, Page),
    leader: Leader,
    pub(super) others: Vec<Other>,
    /// The tab that the agent looks at.
    seen: u32,
    /// The leader gets no time: what comes in waits.
    pub(super) asleep: Option<Vec<Waiting>>,
    replies: Vec<(Timestamp, u32, RequestId, Reply)>,
    /// How many were ever opened: each page draws a name of its own.
    pages: u32,
    pub(super) channel: Channel,
}

pub struct Other {
    pub(super) number: u32,
    pub(super) page: Page,
    pub(super) follower: Follower,
}

pub enum Waiting {
    Event(Box<Event>),
    Message(String),
}

impl Tabs {
    fn new(page: Option<RecordRef>) -> Self {
        Self {
            first: (1, Page(1)),
            leader: Leader::new(TabId(1), true, page),
            others: Vec::new(),
            seen: 1,
            asleep: None,
            replies: Vec::new(),
            pages: 1,
            channel: Channel::default(),
        }
    }

    fn next_page(&mut self) -> u32 {
        self.pages += 1;
        self.pages
    }

    /// Who begins to lead is another than it was. `record`: what its window shows.
    fn begins_to_lead(&mut self, number: u32, page: Page, record: Option<RecordRef>) {
        let own = TabId(self.next_page());
        self.leader = Leader::new(own, self.seen == number, record);
        (self.first, self.asleep) = ((number, page), None);
    }

    /// The clock was set back: what is under way arrives as soon as ever.
    pub fn set_back(&mut self, by: Duration) {
        self.replies.iter_mut().for_each(|(at, ..)| *at = at.minus(by));
        self.channel.set_back(by);
    }

    fn other(&mut self, number: u32) -> Option<&mut Other> {
        self.others.iter_mut().find(|other| other.number == number)
    }

    fn lose(&mut self, number: u32) {
        let (gone, left) = std::mem::take(&mut self.others).into_iter().partition(|other| other.number == number);
        self.others = left;
        let gone: Vec<_> = gone;
        gone.iter().for_each(|other| self.channel.is_gone(other.page));
    }
}

impl World {
    /// `tab 2: opens`, `tab 2: is seen`, `tab 1: closes`, `tab 1: sleeps`, `tab 1: wakes`, `tab 2: look`, or what an agent does there.
    pub(super) fn at_tab(&mut self, whose: Whose, what: &str) {
        if self.sabotage == Some(Sabotage::TwoLeaders) {
            return self.at_page(whose, what);
        }
        let page = self.engine.view().crm.page;
        let tabs = self.tabs.get_or_insert_with(|| Tabs::new(page));
        let number = match whose {
            Whose::Number(number) => number,
            Whose::Leader => tabs.first.0,
            Whose::Follower => match tabs.others.last() {
                Some(other) => other.number,
                None => return self.say(format!("nobody follows to: {what}")),
            },
        };
        let first = tabs.first.0 == number;
        match what {
            "opens" if first || tabs.other(number).is_some() => {}
            "opens" => {
                let page = tabs.next_page();
                tabs.others.push(Other { number, page: Page(page), follower: Follower::new(TabId(page), self.locale) });
                self.is_seen(number);
                for news in self.news() {
                    match self.leads(number) {
                        true => self.event(Event::News(news)), // the one before has died of the greeting
                        false => self.event_at(number, Event::News(news)),
                    }
                }
            }
            "is seen" => self.is_seen(number),
            "closes" if first => self.leader_closes(true),
            "closes" => {
                self.event_at(number, Event::Leaving);
                if let Some(tabs) = &mut self.tabs {
                    tabs.lose(number);
                }
            }
            "dies" if first => self.leader_closes(false),
            "dies" => tabs.lose(number),
            // Who sleeps already goes on waiting for what came meanwhile.
            "sleeps" if first => {
                tabs.asleep.get_or_insert_with(Vec::new);
            }
            "wakes" if first => {
                let page = self.boots;
                for waited in tabs.asleep.take().unwrap_or_default() {
                    match waited {
                        _ if self.boots != page => {}
                        Waiting::Event(event) => self.event(*event),
                        Waiting::Message(text) => self.hear_at_leader(&text),
                    }
                }
            }
            "sleeps" | "wakes" => {}
            "look" if !first => {
                let view = self.shown_at(number).unwrap_or_default();
                let whose = match view.tab {
                    TabView::Here => "has the phone",
                    TabView::Elsewhere => "follows",
                    TabView::Silent => "hears nothing",
                };
                self.say(format!("  tab {number}: {whose}"));
                self.lines
                    .extend(view.calls.iter().map(|call| format!("  tab {number}: {}", told::card(call, &self.org))));
            }
            _ => match script::parse(what) {
                Ok(Line::Agent { .. } | Line::Dials(_)) if first && tabs.asleep.is_some() => {
                    self.say(format!("tab {number} does not react to: {what}"));
                }
                Ok(line) if first => self.take(line),
                Ok(line) => self.agent_at(number, line),
                Err(why) => self.say(format!("tab {number}: {why}: {what}")),
            },
        }
    }

    /// Without a lock each tab is a page like the first, over the same storage.
    fn at_page(&mut self, whose: Whose, what: &str) {
        let line = match what {
            "opens" => Ok(Line::Start),
            "dies" | "closes" => Ok(Line::Reload { told: what == "closes" }),
            other => script::parse(other),
        };
        match (whose, line) {
            (Whose::Leader | Whose::Number(1), Ok(line)) => self.take(line),
            (Whose::Number(number), Ok(line)) => self.elsewhere(Place::Tab(number as u8), line),
            (Whose::Follower, _) | (_, Err(_)) => {}
        }
    }

    fn agent_at(&mut self, number: u32, line: Line) {
        let Some(shown) = self.shown_at(number) else { return self.say(format!("tab {number} is not there")) };
        let event = match line {
            Line::Clicks { number, object, name } => {
                let record = self.find(&object, &name);
                Event::News(News::ClickToDial { number: number.into(), record })
            }
            Line::Visits(page) => {
                let record = page.and_then(|(object, name)| self.find(&object, &name));
                Event::News(News::Navigated { record })
            }
            Line::Dials(number) => Event::Agent(Intent::Dial(number.into())),
            Line::Agent { call, what, rest } => {
                // On the screen that the agent sees. There is no call 0.
                let selected = || shown.selected.and_then(|id| self.number_of(id)).unwrap_or(0);
                let call = call.unwrap_or_else(selected);
                match self.intent(Some(call), &what, rest) {
                    Some(intent) => Event::Agent(intent),
                    None => return,
                }
            }
            other => return self.say(format!("not in tab {number}: {other:?}")),
        };
        self.event_at(number, event);
    }

    fn is_seen(&mut self, number: u32) {
        let Some(tabs) = &mut self.tabs else { return };
        tabs.seen = number;
        let others: Vec<u32> = tabs.others.iter().map(|other| other.number).collect();
        for other in others {
            self.event_at(other, Event::Woke);
        }
        self.event(Event::Woke);
    }

    fn event_at(&mut self, number: u32, event: Event) {
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        let seen = tabs.seen == number;
        let Some(other) = tabs.other(number) else { return };
        let acts = other.follower.event(event, seen, now);
        self.act_at(number, acts);
    }

    fn act_at(&mut self, number: u32, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Post(message) => self.post(number, &message),
                Act::Effect(effect) => {
                    if let Some(line) = told::effect(&effect, &self.org).filter(|_| !matches!(effect, Effect::Panel(_)))
                    {
                        self.say(format!("  tab {number}: {line}"));
                    }
                    if let (Effect::Crm(id, request), Some(tabs)) = (effect, &mut self.tabs) {
                        let arrivals = self.org.deliver(&request, self.now);
                        tabs.replies.extend(arrivals.into_iter().map(|(at, reply)| (at, number, id, reply)));
                    }
                }
                Act::Event(_) | Act::Show => {}
            }
        }
    }

    /// What the leader does about an event of its own page. `false`: there are no other tabs.
    pub(super) fn event_at_leader(&mut self, event: &Event) -> bool {
        let Some(tabs) = &mut self.tabs else { return false };
        match &mut tabs.asleep {
            Some(waiting) => waiting.push(Waiting::Event(Box::new(event.clone()))),
            None => {
                let acts = tabs.leader.event(event.clone(), tabs.seen == tabs.first.0);
                self.act_at_leader(acts);
            }
        }
        true
    }

    /// Where an effect of the engine is carried out.
    pub(super) fn effect_at_leader(&mut self, effect: Effect) -> Option<Effect> {
        let Some(tabs) = &mut self.tabs else { return Some(effect) };
        match tabs.leader.effect(effect) {
            Act::Effect(effect) => Some(effect),
            other => {
                self.act_at_leader(vec![other]);
                None
            }
        }
    }

    /// After each event: the others are told.
    pub(super) fn tell_tabs(&mut self) {
        let (view, panel) = (self.engine.view(), self.engine.panel().clone());
        let Some(tabs) = &mut self.tabs else { return };
        let (first, _) = tabs.first;
        if let Some(state) = tabs.leader.state(&view, &panel) {
            self.post(first, &state);
        }
    }

    fn act_at_leader(&mut self, acts: Vec<Act>) {
        let Some((first, _)) = self.tabs.as_ref().map(|tabs| tabs.first) else { return };
        let page = self.boots;
        for act in acts {
            // A page that has died in the middle of it does nothing more.
            if self.boots != page {
                return;
            }
            match act {
                Act::Event(event) => self.engine_takes(event),
                Act::Post(message) => self.post(first, &message),
                Act::Effect(Effect::Crm(id, request)) => self.crm(id, &request),
                Act::Effect(_) | Act::Show => {}
            }
        }
    }

    fn hear_at_leader(&mut self, text: &str) {
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        match &mut tabs.asleep {
            Some(waiting) => waiting.push(Waiting::Message(text.to_owned())),
            None => match Message::parse(text) {
                Some(message) => {
                    let acts = tabs.leader.message(message, now);
                    self.act_at_leader(acts);
                    self.tell_tabs();
                }
                None => self.say(format!("nobody understands {text}")),
            },
        }
    }

    /// Heard by every tab but the one that says it.
    fn post(&mut self, from: u32, message: &Message) {
        let text = message.to_text();
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        let all = || [tabs.first].into_iter().chain(tabs.others.iter().map(|other| (other.number, other.page)));
        let Some((_, own)) = all().find(|(number, _)| *number == from) else { return };
        let to: Vec<Page> = all().map(|(_, page)| page).filter(|page| *page != own).collect();
        for page in to {
            let busy = self.is_busy();
            let takes = |tabs: &mut Tabs| tabs.channel.takes(own, page, &text, busy && tabs.first.1 == page, now);
            let under_way = self.tabs.as_mut().is_some_and(takes);
            if !under_way {
                self.hears(page, &text);
            }
        }
    }

    fn hears(&mut self, page: Page, text: &str) {
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        if tabs.first.1 == page {
            return self.hear_at_leader(text);
        }
        let Some(other) = tabs.others.iter_mut().find(|other| other.page == page) else { return };
        match Message::parse(text) {
            Some(message) => {
                let acts = other.follower.message(message, now);
                let acts = self.sabotage.map_or(acts.clone(), |sabotage| sabotage.greets(acts));
                let number = other.number;
                self.act_at(number, acts);
            }
            None => self.say(format!("nobody understands {text}")),
        }
    }

    /// Its page is gone, and the lock goes to whoever waited longest. `told`: not without a word.
    fn leader_closes(&mut self, told: bool) {
        if self.tabs.as_ref().is_none_or(|tabs| tabs.others.is_empty()) {
            return self.say("the last tab stays".to_owned());
        }
        if told {
            self.event(Event::Leaving);
        }
        let Some(mut tabs) = self.tabs.take() else { return };
        let Other { number, page, mut follower } = tabs.others.remove(0);
        tabs.channel.is_gone(tabs.first.1);
        self.page_is_lost();
        // It has the back office: whoever follows got it to open records with.
        let office = std::mem::replace(&mut self.office, Comes::AtOnce);
        self.boot();
        self.office = office;
        let forgets = self.sabotage == Some(Sabotage::ForgetfulHeir);
        let mut record = None;
        for event in follower.take_over().into_iter().filter(|event| !forgets || !matches!(event, Event::Agent(_))) {
            if let Event::News(News::Navigated { record: shown }) = &event {
                record.clone_from(shown);
            }
            self.engine_takes(event);
        }
        tabs.begins_to_lead(number, page, record);
        self.tabs = Some(tabs);
        self.say(format!("  tab {number} has the phone"));
        if !self.is_busy() {
            self.tell_tabs();
        }
    }

    /// A reload of the tab that has the telephone: the next one gets it, and that comes back to follow. `false`: it is alone.
    pub(super) fn leader_reloads(&mut self) -> bool {
        let Some(tabs) = &mut self.tabs else { return false };
        let (number, page) = tabs.first;
        if tabs.others.is_empty() {
            tabs.channel.is_gone(page);
            let next = Page(tabs.next_page());
            tabs.begins_to_lead(number, next, None);
            return false;
        }
        self.leader_closes(false);
        self.at_tab(Whose::Number(number), "opens");
        true
    }

    /// A tab that sleeps is not woken.
    pub(super) fn engine_wakes_at(&self) -> Option<Timestamp> {
        let asleep = self.tabs.as_ref().is_some_and(|tabs| tabs.asleep.is_some());
        if asleep { None } else { self.engine.wake_at() }
    }

    /// When one of the other tabs waits for something.
    pub fn tabs_wake_at(&self) -> Option<Timestamp> {
        let tabs = self.tabs.as_ref()?;
        let replies = tabs.replies.iter().map(|(at, ..)| *at);
        let followers = tabs.others.iter().filter_map(|other| other.follower.wake_at());
        replies.chain(followers).chain(tabs.channel.wake_at()).min()
    }

    pub(super) fn wake_tabs(&mut self) {
        self.letters_arrive();
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        let (due, later) = std::mem::take(&mut tabs.replies).into_iter().partition(|(at, ..)| *at <= now);
        tabs.replies = later;
        let waking = tabs.others.iter().filter(|other| other.follower.wake_at().is_some_and(|at| at <= now));
        let waking: Vec<u32> = waking.map(|other| other.number).collect();
        let due: Vec<_> = due;
        for (_, number, id, reply) in due {
            self.event_at(number, Event::Reply(id, reply));
        }
        for number in waking {
            self.event_at(number, Event::Woke);
        }
    }

    pub(super) fn letters_arrive(&mut self) {
        let now = self.now;
        while let Some((page, text)) = self.tabs.as_mut().and_then(|tabs| tabs.channel.arrives(now)) {
            self.hears(page, &text);
        }
    }
}
