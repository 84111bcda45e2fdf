//! A tab that shows what another one has.

use super::{Act, Message, PATIENCE, TabId, view};
use crate::engine::crm::{News, Reply, Request};
use crate::engine::effect::Effect;
use crate::engine::event::{Event, Intent};
use crate::engine::id::RequestId;
use crate::engine::locale::Locale;
use crate::engine::time::Timestamp;
use crate::engine::view::{TabView, View};

#[derive(Debug)]
pub struct Follower {
    own: TabId,
    visible: bool,
    /// How much this tab has said.
    count: u32,
    /// Whom it listens to, once the whole screen was told.
    leader: Option<TabId>,
    view: View,
    /// What the agent typed and the leader has not confirmed: the last text of each field, and what number it went out under.
    typed: Vec<(u32, Intent)>,
    /// Since when an answer is due.
    due: Option<Timestamp>,
    silent: bool,
    /// The latest of each kind that this tab heard from its own window: what it needs when it takes over.
    news: Vec<News>,
    /// What it shall show when its own search has come back.
    errands: Vec<(RequestId, RequestId, Request)>,
}

impl Follower {
    pub fn new(own: TabId, locale: Locale) -> Self {
        Self {
            own,
            visible: false,
            count: 0,
            leader: None,
            view: View { locale, ..View::default() },
            typed: Vec::new(),
            due: None,
            silent: false,
            news: Vec::new(),
            errands: Vec::new(),
        }
    }

    /// The first word.
    pub fn hello(&mut self, visible: bool, now: Timestamp) -> Vec<Act> {
        self.visible = visible;
        self.count += 1;
        self.expect(now);
        vec![Act::Post(Message::Hello { from: self.own, count: self.count, visible })]
    }

    /// Something happens in this tab. `visible`: whether it is looked at now.
    pub fn event(&mut self, event: Event, visible: bool, now: Timestamp) -> Vec<Act> {
        let mut acts = if visible == self.visible { Vec::new() } else { self.hello(visible, now) };
        match event {
            Event::Agent(intent) => self.wants(intent, now, &mut acts),
            Event::News(news) => {
                let kind = std::mem::discriminant(&news);
                if matches!(news, News::Navigated { .. } | News::ClickToDial { .. }) {
                    self.saw(news.clone(), now, &mut acts);
                }
                if !matches!(news, News::ClickToDial { .. }) {
                    self.news.retain(|known| std::mem::discriminant(known) != kind);
                    self.news.push(news);
                }
            }
            Event::Reply(id, reply) => self.replied(id, reply, &mut acts),
            Event::Leaving => acts.push(Act::Post(Message::Bye { from: self.own })),
            // Back from where pages are put away, or from a long sleep.
            Event::Woke if self.due.is_some_and(|since| since.plus(PATIENCE) <= now) => {
                self.due = None;
                self.silent = true;
                acts.push(Act::Show);
            }
            Event::Woke => {}
            // Of an engine, and of its journal, drivers and parts: a follower has none.
            Event::Started(_)
            | Event::DriverOpened(_)
            | Event::Signal(_)
            | Event::StorageFailed { .. }
            | Event::OfficeOpened(_)
            | Event::OfficeMissing
            | Event::HistoryRead(_) => {}
        }
        acts
    }

    /// Another tab says something.
    pub fn message(&mut self, message: Message, now: Timestamp) -> Vec<Act> {
        match message {
            Message::State { from, whole, view, panel, heard } => {
                let known = self.leader == Some(from);
                if !whole && !known {
                    return Vec::new();
                }
                let before =
                    if whole { View { locale: self.view.locale, ..View::default() } } else { self.view.clone() };
                let Some(view) = view::apply(&before, &view) else { return Vec::new() };
                self.view = view;
                self.leader = Some(from);
                self.silent = false;
                let heard = heard.iter().find(|heard| heard.tab == self.own).map_or(0, |heard| heard.count);
                self.typed.retain(|(count, _)| *count > heard);
                if heard >= self.count {
                    self.due = None;
                }
                let mut acts = Vec::new();
                if !known {
                    self.greet(now, &mut acts);
                }
                acts.extend(panel.map(|panel| Act::Effect(Effect::Panel(panel))));
                acts.push(Act::Show);
                acts
            }
            Message::Do { to, id, request, search } if to == self.own => match search {
                Some(search) => {
                    self.errands.push((search.id, id, request));
                    vec![Act::Effect(Effect::Crm(search.id, search.request))]
                }
                None => vec![Act::Effect(Effect::Crm(id, request))],
            },
            // To another tab, or to the leader.
            Message::Do { .. }
            | Message::Hello { .. }
            | Message::Wants { .. }
            | Message::Saw { .. }
            | Message::Done { .. }
            | Message::Bye { .. } => Vec::new(),
        }
    }

    /// When it wants [`Event::Woke`]: only while an answer is due.
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.due.map(|since| since.plus(PATIENCE))
    }

    pub fn view(&self) -> View {
        let mut view = self.view.clone();
        view.tab = if self.silent { TabView::Silent } else { TabView::Elsewhere };
        for (_, intent) in &self.typed {
            for call in &mut view.calls {
                match intent {
                    Intent::Note { call: id, text } if *id == call.id => call.note = String::from(text.clone()),
                    Intent::Subject { call: id, text } if *id == call.id => call.subject = String::from(text.clone()),
                    _ => {}
                }
            }
        }
        view
    }

    /// The lock is ours: what an engine that has read the journal has to know besides.
    pub fn take_over(&mut self) -> Vec<Event> {
        let news = std::mem::take(&mut self.news).into_iter().map(Event::News);
        let typed = std::mem::take(&mut self.typed).into_iter().map(|(_, intent)| Event::Agent(intent));
        news.chain(typed).collect()
    }

    fn wants(&mut self, intent: Intent, now: Timestamp, acts: &mut Vec<Act>) {
        self.count += 1;
        self.expect(now);
        let text_of = |intent: &Intent| match intent {
            Intent::Note { call, .. } => Some((*call, true)),
            Intent::Subject { call, .. } => Some((*call, false)),
            _ => None,
        };
        if let Some(field) = text_of(&intent) {
            self.typed.retain(|(_, known)| text_of(known) != Some(field));
            self.typed.push((self.count, intent.clone()));
            acts.push(Act::Show);
        }
        acts.push(Act::Post(Message::Wants { from: self.own, count: self.count, at: now, intent }));
    }

    fn saw(&mut self, news: News, now: Timestamp, acts: &mut Vec<Act>) {
        self.count += 1;
        self.expect(now);
        acts.push(Act::Post(Message::Saw { from: self.own, count: self.count, at: now, news }));
    }

    /// A new leader: it hears who is there, which page the window shows, and what it may not have got from the one before. Whoever is
    /// greeted tells everything: should this have been the last word of a leader that is gone, the one who is there answers.
    fn greet(&mut self, now: Timestamp, acts: &mut Vec<Act>) {
        acts.extend(self.hello(self.visible, now));
        let page = self.news.iter().find(|news| matches!(news, News::Navigated { .. })).cloned();
        if let Some(page) = page {
            self.saw(page, now, acts);
        }
        for (_, intent) in std::mem::take(&mut self.typed) {
            self.wants(intent, now, acts);
        }
    }

    fn replied(&mut self, id: RequestId, reply: Reply, acts: &mut Vec<Act>) {
        let Some(at) = self.errands.iter().position(|(search, ..)| *search == id) else {
            return acts.push(Act::Post(Message::Done { from: self.own, id, reply }));
        };
        let (_, id, request) = self.errands.remove(at);
        acts.push(match reply {
            Reply::Failed(_) => Act::Post(Message::Done { from: self.own, id, reply }),
            _ => Act::Effect(Effect::Crm(id, request)),
        });
    }

    fn expect(&mut self, now: Timestamp) {
        self.due = self.due.or(Some(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Panel;
    use crate::wire::tabs::Leader;

    fn now() -> Timestamp {
        Timestamp::new(0, 0)
    }

    /// What one says, the other hears, until both are silent.
    fn talk(follower: &mut Follower, leader: &mut Leader, view: &View, mut acts: Vec<Act>) {
        while !acts.is_empty() {
            for act in std::mem::take(&mut acts) {
                if let Act::Post(message) = act {
                    leader.message(message, now());
                }
            }
            let state = leader.state(view, &Panel::default());
            acts.extend(state.into_iter().flat_map(|state| follower.message(state, now())));
        }
    }

    /// A storm found it: the tab went on listening to the dead.
    #[test]
    fn the_last_word_of_a_leader_that_is_gone_is_not_the_last() {
        let mut follower = Follower::new(TabId(9), Locale::default());
        let (mut old, mut new) = (Leader::new(TabId(1), true, None), Leader::new(TabId(2), true, None));
        let (mut view, hello) = (View::default(), follower.hello(true, now()));
        talk(&mut follower, &mut old, &view, hello);
        old.message(Message::Hello { from: TabId(8), count: 1, visible: false }, now());
        let late = old.state(&view, &Panel::default()).unwrap();
        let first = new.state(&view, &Panel::default()).map(|state| follower.message(state, now())).unwrap();
        talk(&mut follower, &mut new, &view, first);
        let greets = follower.message(late, now());
        talk(&mut follower, &mut new, &view, greets);
        view.can_dial = true;
        let state = new.state(&view, &Panel::default()).unwrap();
        follower.message(state, now());
        assert!(follower.view().can_dial);
    }
}
