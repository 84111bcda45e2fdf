//! Several tabs of one browser. The world's engine is that of the tab that has the telephone; the others follow, over a channel that
//! carries text. When that tab goes, its page is lost as in a crash, and the next one takes over.

use std::sync::Arc;

use super::sabotage::Sabotage;
use super::script::{self, Line};
use super::told;
use super::world::World;
use crate::engine::crm::{News, Reply};
use crate::engine::effect::Effect;
use crate::engine::event::{Event, Intent};
use crate::engine::id::RequestId;
use crate::engine::time::Timestamp;
use crate::engine::trace::{self, Outcome};
use crate::engine::view::{TabView, View, Why};
use crate::wire::tabs::{Act, Follower, Leader, Message, TabId};

pub struct Tabs {
    /// The number of the tab that has the telephone.
    first: u32,
    leader: Leader,
    others: Vec<(u32, Follower)>,
    /// The tab that the agent looks at.
    seen: u32,
    /// The leader gets no time: what comes in waits.
    asleep: Option<Vec<Waiting>>,
    replies: Vec<(Timestamp, u32, RequestId, Reply)>,
    /// How many were ever opened: each page draws a name of its own.
    pages: u32,
}

enum Waiting {
    Event(Box<Event>),
    Message(String),
}

impl World {
    /// `tab 2: opens`, `tab 2: is seen`, `tab 1: closes`, `tab 1: sleeps`, `tab 1: wakes`, `tab 2: look`, or what an agent does there.
    pub(super) fn at_tab(&mut self, number: u32, what: &str) {
        if self.tabs.is_none() {
            let leader = Leader::new(TabId(1), true, self.engine.view().crm.page);
            let (others, replies, pages) = (Vec::new(), Vec::new(), 1);
            self.tabs = Some(Tabs { first: 1, leader, others, seen: 1, asleep: None, replies, pages });
        }
        let Some(tabs) = &mut self.tabs else { return };
        let first = tabs.first == number;
        match what {
            "opens" if first || tabs.others.iter().any(|(other, _)| *other == number) => {}
            "opens" => {
                tabs.pages += 1;
                tabs.others.push((number, Follower::new(TabId(tabs.pages), self.locale)));
                self.is_seen(number);
                for news in self.news() {
                    self.event_at(number, Event::News(news));
                }
            }
            "is seen" => self.is_seen(number),
            "closes" if first => self.leader_closes(),
            "closes" => {
                self.event_at(number, Event::Leaving);
                if let Some(tabs) = &mut self.tabs {
                    tabs.others.retain(|(other, _)| *other != number);
                }
            }
            "dies" if first => self.leader_closes(),
            "dies" => tabs.others.retain(|(other, _)| *other != number),
            // Who sleeps already goes on waiting for what came meanwhile.
            "sleeps" if first => {
                tabs.asleep.get_or_insert_with(Vec::new);
            }
            "wakes" if first => {
                for waited in tabs.asleep.take().unwrap_or_default() {
                    match waited {
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
                Ok(line) if first => self.take(line),
                Ok(line) => self.agent_at(number, line),
                Err(why) => self.say(format!("tab {number}: {why}: {what}")),
            },
        }
    }

    fn agent_at(&mut self, number: u32, line: Line) {
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
            Line::Agent { call, what, rest } => match self.intent(call, &what, rest) {
                Some(intent) => Event::Agent(intent),
                None => return,
            },
            other => return self.say(format!("not in tab {number}: {other:?}")),
        };
        self.event_at(number, event);
    }

    fn is_seen(&mut self, number: u32) {
        let Some(tabs) = &mut self.tabs else { return };
        tabs.seen = number;
        let others: Vec<u32> = tabs.others.iter().map(|(other, _)| *other).collect();
        for other in others {
            self.event_at(other, Event::Woke);
        }
        self.event(Event::Woke);
    }

    fn event_at(&mut self, number: u32, event: Event) {
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        let seen = tabs.seen == number;
        let Some((_, follower)) = tabs.others.iter_mut().find(|(other, _)| *other == number) else { return };
        let acts = follower.event(event, seen, now);
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
                let acts = tabs.leader.event(event.clone(), tabs.seen == tabs.first);
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
        let first = tabs.first;
        if let Some(state) = tabs.leader.state(&view, &panel) {
            self.post(first, &state);
        }
    }

    fn act_at_leader(&mut self, acts: Vec<Act>) {
        let Some(first) = self.tabs.as_ref().map(|tabs| tabs.first) else { return };
        for act in acts {
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
        let Some(tabs) = &self.tabs else { return };
        let others: Vec<u32> = tabs.others.iter().map(|(other, _)| *other).filter(|other| *other != from).collect();
        if tabs.first != from {
            self.hear_at_leader(&text);
        }
        for other in others {
            let Some(message) = Message::parse(&text) else { return self.say(format!("nobody understands {text}")) };
            let now = self.now;
            let Some(tabs) = &mut self.tabs else { return };
            let Some((_, follower)) = tabs.others.iter_mut().find(|(number, _)| *number == other) else { continue };
            let acts = follower.message(message, now);
            self.act_at(other, acts);
        }
    }

    /// Its page is gone without a word, and the lock goes to whoever waited longest.
    fn leader_closes(&mut self) {
        let Some(mut tabs) = self.tabs.take() else { return };
        if tabs.others.is_empty() {
            self.say("the last tab stays".to_owned());
            return self.tabs = Some(tabs);
        }
        let (number, mut heir) = tabs.others.remove(0);
        self.page_is_lost();
        self.boot();
        let forgets = self.sabotage == Some(Sabotage::ForgetfulHeir);
        for event in heir.take_over().into_iter().filter(|event| !forgets || !matches!(event, Event::Agent(_))) {
            self.engine_takes(event);
        }
        let page = self.engine.view().crm.page;
        tabs.pages += 1;
        tabs.leader = Leader::new(TabId(tabs.pages), tabs.seen == number, page);
        (tabs.first, tabs.asleep) = (number, None);
        self.tabs = Some(tabs);
        self.say(format!("  tab {number} has the phone"));
        self.tell_tabs();
    }

    /// A reload of the tab that has the telephone: the next one gets it, and that comes back to follow. `false`: it is alone.
    pub(super) fn leader_reloads(&mut self) -> bool {
        let Some(number) = self.tabs.as_ref().filter(|tabs| !tabs.others.is_empty()).map(|tabs| tabs.first) else {
            self.tabs = None;
            return false;
        };
        self.leader_closes();
        self.at_tab(number, "opens");
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
        replies.chain(tabs.others.iter().filter_map(|(_, follower)| follower.wake_at())).min()
    }

    pub(super) fn wake_tabs(&mut self) {
        let now = self.now;
        let Some(tabs) = &mut self.tabs else { return };
        let (due, later) = std::mem::take(&mut tabs.replies).into_iter().partition(|(at, ..)| *at <= now);
        tabs.replies = later;
        let waking = tabs.others.iter().filter(|(_, follower)| follower.wake_at().is_some_and(|at| at <= now));
        let waking: Vec<u32> = waking.map(|(number, _)| *number).collect();
        let due: Vec<_> = due;
        for (_, number, id, reply) in due {
            self.event_at(number, Event::Reply(id, reply));
        }
        for number in waking {
            self.event_at(number, Event::Woke);
        }
    }

    /// A follower that shows something else than the leader does is a mistake of ours.
    pub(super) fn compare_tabs(&mut self) {
        let Some(tabs) = self.tabs.as_ref().filter(|tabs| tabs.asleep.is_none()) else { return };
        let view = as_told(self.engine.view());
        let differ = |(number, follower): &(u32, Follower)| {
            let shown = View { tab: TabView::Here, ..follower.view() };
            (shown != view).then(|| format!("tab {number} shows something else: {shown:?}, not {view:?}"))
        };
        let mistakes: Vec<_> = tabs.others.iter().filter_map(differ).collect();
        self.lines.extend(mistakes);
    }

    /// What another tab shows.
    pub fn shown_at(&self, number: u32) -> Option<View> {
        let (_, follower) = self.tabs.as_ref()?.others.iter().find(|(other, _)| *other == number)?;
        Some(follower.view())
    }
}

/// As another tab is told it: what came of a rule was done where the telephone is.
fn as_told(view: View) -> View {
    let bare = |line: &trace::Line| {
        let mut line = line.clone();
        if let Outcome::Acts { actions, .. } = &mut line.outcome {
            actions.clear();
        }
        line
    };
    let bare = |why: Why| Why { call: why.call, lines: Arc::new(why.lines.iter().map(bare).collect()) };
    View { why: view.why.map(bare), ..view }
}
