//! The tab that has the telephone, towards the others. Which of all tabs the agent looks at is the *front*: there records open, and
//! its page is the one that a call can be assigned to.

use super::{Act, Heard, Message, PATIENCE, Search, TabId, view};
use crate::engine::crm::{News, Panel, RecordRef, Request, Target};
use crate::engine::effect::Effect;
use crate::engine::event::{Event, Intent};
use crate::engine::id::RequestId;
use crate::engine::json::Json;
use crate::engine::time::Timestamp;
use crate::engine::view::View;

#[derive(Debug)]
pub struct Leader {
    /// This tab.
    own: Tab,
    others: Vec<Tab>,
    front: TabId,
    /// What the others were told last; `None` while one of them has not been told everything.
    told: Option<(View, Panel)>,
    /// Something was heard, and nobody was told so.
    owes_word: bool,
    /// What other tabs have been asked to do.
    asked: Vec<(TabId, RequestId, Request)>,
    /// The latest searches: another window has to ask again before it can show their result.
    searches: Vec<Search>,
}

#[derive(Debug)]
struct Tab {
    id: TabId,
    visible: bool,
    heard: u32,
    /// The record that its window shows.
    page: Option<RecordRef>,
}

/// More than can be of interest at a time.
const SEARCHES: usize = 8;

impl Leader {
    /// `page`: the record that this tab's window shows.
    pub fn new(own: TabId, visible: bool, page: Option<RecordRef>) -> Self {
        Self {
            own: Tab { id: own, visible, heard: 0, page },
            others: Vec::new(),
            front: own,
            told: None,
            owes_word: true,
            asked: Vec::new(),
            searches: Vec::new(),
        }
    }

    /// Something happens in this tab. `visible`: whether it is looked at now. What comes back as [`Act::Event`] is for the engine.
    pub fn event(&mut self, event: Event, visible: bool) -> Vec<Act> {
        let mut acts = Vec::new();
        let appears = visible && !self.own.visible;
        self.own.visible = visible;
        if appears || matches!(event, Event::Agent(_) | Event::News(News::ClickToDial { .. })) {
            self.bring_to_front(self.own.id, &mut acts);
        } else if !visible {
            self.choose_front(&mut acts);
        }
        match event {
            Event::News(News::Navigated { record }) => {
                self.own.page = record;
                if self.front == self.own.id {
                    acts.push(self.page_of_front());
                }
            }
            event => acts.push(Act::Event(event)),
        }
        acts
    }

    /// Another tab says something.
    pub fn message(&mut self, message: Message, now: Timestamp) -> Vec<Act> {
        let mut acts = Vec::new();
        match message {
            Message::Hello { from, count, visible } => {
                let appears = visible && self.tab(from).is_none_or(|tab| !tab.visible);
                self.hear(from, count, visible);
                self.told = None;
                if appears {
                    self.bring_to_front(from, &mut acts);
                } else if !visible {
                    self.choose_front(&mut acts);
                }
            }
            Message::Wants { from, count, at, intent } => {
                let typed = matches!(intent, Intent::Note { .. } | Intent::Subject { .. });
                if self.hear(from, count, true) && (typed || at.plus(PATIENCE) > now) {
                    self.bring_to_front(from, &mut acts);
                    // Words are on disk before anything else happens, and with it anybody is told that they were heard.
                    let first = if typed { 0 } else { acts.len() };
                    acts.insert(first, Act::Event(Event::Agent(intent)));
                }
            }
            Message::Saw { from, count, at, news } => {
                let visible = self.tab(from).is_none_or(|tab| tab.visible);
                let goes = matches!(news, News::Navigated { .. });
                if self.hear(from, count, visible) && (goes || at.plus(PATIENCE) > now) {
                    self.saw(from, news, &mut acts);
                }
            }
            Message::Done { from, id, reply } => {
                let asked = self.asked.len();
                self.asked.retain(|(tab, asked, _)| (*tab, *asked) != (from, id));
                if self.asked.len() < asked {
                    acts.push(Act::Event(Event::Reply(id, reply)));
                }
            }
            Message::Bye { from } => self.lose(from, &mut acts),
            // Another leader's: there is none while this tab has the lock.
            Message::State { .. } | Message::Do { .. } => {}
        }
        acts
    }

    /// Where an effect of the engine belongs: what is to be shown in the agent's window is shown in the front one.
    pub fn effect(&mut self, effect: Effect) -> Act {
        let Effect::Crm(id, request) = effect else { return Act::Effect(effect) };
        let search = match &request {
            Request::Search { .. } => {
                self.searches.truncate(SEARCHES - 1);
                self.searches.insert(0, Search { id, request: request.clone() });
                None
            }
            Request::ScreenPop(Target::AsLayoutSays { search }) => {
                self.searches.iter().find(|known| known.id == *search).cloned()
            }
            _ => None,
        };
        let elsewhere = matches!(request, Request::ScreenPop(_) | Request::RefreshView) && self.front != self.own.id;
        if !elsewhere {
            return Act::Effect(Effect::Crm(id, request));
        }
        self.asked.push((self.front, id, request.clone()));
        if self.asked.len() > SEARCHES {
            self.asked.remove(0); // its time is up long since
        }
        Act::Post(Message::Do { to: self.front, id, request, search })
    }

    /// What the others are to be told now, if anything.
    pub fn state(&mut self, view: &View, panel: &Panel) -> Option<Message> {
        let whole = self.told.is_none();
        let changed = view::changes(self.told.as_ref().map(|(view, _)| view), view);
        let panel_changed = self.told.as_ref().is_none_or(|(_, before)| before != panel);
        if self.others.is_empty() && !self.owes_word || !self.owes_word && changed.is_empty() && !panel_changed {
            return None;
        }
        self.owes_word = false;
        self.told = Some((view.clone(), panel.clone()));
        Some(Message::State {
            from: self.own.id,
            whole,
            view: Json::object(changed),
            panel: panel_changed.then(|| panel.clone()),
            heard: self.others.iter().map(|tab| Heard { tab: tab.id, count: tab.heard }).collect(),
        })
    }

    fn tab(&self, id: TabId) -> Option<&Tab> {
        self.others.iter().find(|tab| tab.id == id)
    }

    /// False where it has been heard before.
    fn hear(&mut self, from: TabId, count: u32, visible: bool) -> bool {
        self.owes_word = true;
        match self.others.iter_mut().find(|tab| tab.id == from) {
            Some(tab) => {
                let new = count > tab.heard;
                tab.heard = tab.heard.max(count);
                tab.visible = visible;
                new
            }
            None => {
                self.others.push(Tab { id: from, visible, heard: count, page: None });
                self.told = None;
                true
            }
        }
    }

    fn saw(&mut self, from: TabId, news: News, acts: &mut Vec<Act>) {
        match news {
            News::Navigated { record } => {
                if let Some(tab) = self.others.iter_mut().find(|tab| tab.id == from) {
                    tab.page = record;
                }
                if self.front == from {
                    acts.push(self.page_of_front());
                }
            }
            News::ClickToDial { .. } => {
                self.bring_to_front(from, acts);
                acts.push(Act::Event(Event::News(news)));
            }
            News::Connected(_) | News::Unreachable(_) | News::CallCenter(_) | News::Workflow(_) => {}
        }
    }

    /// What it was asked and did not do is done by whoever is in front now: its window is gone.
    fn lose(&mut self, from: TabId, acts: &mut Vec<Act>) {
        self.others.retain(|tab| tab.id != from);
        self.choose_front(acts);
        let (left, kept) = std::mem::take(&mut self.asked).into_iter().partition(|(tab, ..)| *tab == from);
        self.asked = kept;
        let left: Vec<_> = left;
        acts.extend(left.into_iter().map(|(_, id, request)| self.effect(Effect::Crm(id, request))));
    }

    fn bring_to_front(&mut self, id: TabId, acts: &mut Vec<Act>) {
        if self.front != id {
            self.front = id;
            acts.push(self.page_of_front());
        }
    }

    /// The front stays while it is looked at; else it is another one that is, else the tab with the telephone.
    fn choose_front(&mut self, acts: &mut Vec<Act>) {
        let looked_at = |id| if id == self.own.id { self.own.visible } else { self.tab(id).is_some_and(|t| t.visible) };
        if !looked_at(self.front) {
            let other = self.others.iter().rev().find(|tab| tab.visible).map(|tab| tab.id);
            let own = Some(self.own.id).filter(|_| self.own.visible);
            self.bring_to_front(own.or(other).unwrap_or(self.own.id), acts);
        }
    }

    fn page_of_front(&self) -> Act {
        let page = self.tab(self.front).unwrap_or(&self.own).page.clone();
        Act::Event(Event::News(News::Navigated { record: page }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Object;
    use crate::engine::id::{CallId, RecordId};
    use crate::wire::tabs::Message;
    use std::time::Duration;

    const OWN: TabId = TabId(1);
    const OTHER: TabId = TabId(2);

    fn at(seconds: u64) -> Timestamp {
        Timestamp::new(0, 0).plus(Duration::from_secs(seconds))
    }

    fn record(name: &str) -> RecordRef {
        RecordRef { id: RecordId(name.into()), object: Object::Contact, name: name.into() }
    }

    fn page(name: &str) -> Act {
        Act::Event(Event::News(News::Navigated { record: Some(record(name)) }))
    }

    fn goes(count: u32, name: &str) -> Message {
        let news = News::Navigated { record: Some(record(name)) };
        Message::Saw { from: OTHER, count, at: at(0), news }
    }

    /// With another tab in front, which shows `there`.
    fn leader() -> Leader {
        let mut leader = Leader::new(OWN, true, Some(record("here")));
        leader.message(Message::Hello { from: OTHER, count: 1, visible: true }, at(0));
        leader.message(goes(2, "there"), at(0));
        leader
    }

    fn pop() -> Effect {
        Effect::Crm(RequestId(7), Request::ScreenPop(Target::Record(RecordId("003".into()))))
    }

    #[test]
    fn what_a_tab_was_asked_and_did_not_do_before_it_closed_is_done_by_the_next() {
        let mut leader = leader();
        assert!(matches!(leader.effect(pop()), Act::Post(Message::Do { to: OTHER, .. })));
        let acts = leader.message(Message::Bye { from: OTHER }, at(1));
        assert_eq!(acts, [page("here"), Act::Effect(pop())]);
        assert_eq!(leader.message(Message::Bye { from: OTHER }, at(1)), []);
    }

    #[test]
    fn an_answer_that_comes_twice_or_from_somebody_else_is_no_answer() {
        let mut leader = leader();
        leader.effect(pop());
        let done = |from| Message::Done { from, id: RequestId(7), reply: crate::engine::crm::Reply::Opened };
        assert_eq!(leader.message(done(TabId(3)), at(0)), []);
        assert_eq!(leader.message(done(OTHER), at(0)).len(), 1);
        assert_eq!(leader.message(done(OTHER), at(0)), []);
    }

    #[test]
    fn what_comes_twice_is_done_once() {
        let mut leader = leader();
        let wants = Message::Wants { from: OTHER, count: 3, at: at(0), intent: Intent::Answer(CallId(1)) };
        assert_eq!(leader.message(wants.clone(), at(0)), [Act::Event(Event::Agent(Intent::Answer(CallId(1))))]);
        assert_eq!(leader.message(wants, at(0)), []);
    }

    #[test]
    fn who_slept_too_long_answers_no_call_but_keeps_what_was_typed() {
        let mut leader = leader();
        let wants = |count, intent| Message::Wants { from: OTHER, count, at: at(10), intent };
        assert_eq!(leader.message(wants(3, Intent::Answer(CallId(1))), at(14)), []);
        let note = Intent::Note { call: CallId(1), text: "kept".into() };
        assert_eq!(leader.message(wants(4, note.clone()), at(14)), [Act::Event(Event::Agent(note))]);
    }

    #[test]
    fn the_page_of_the_engine_is_that_of_the_tab_in_front() {
        let mut leader = leader();
        assert_eq!(leader.event(Event::News(News::Navigated { record: Some(record("hidden")) }), false), []);
        assert_eq!(leader.message(goes(3, "elsewhere"), at(0)), [page("elsewhere")]);
        assert_eq!(leader.event(Event::Woke, true), [page("hidden"), Act::Event(Event::Woke)]);
        assert_eq!(leader.message(goes(4, "behind"), at(0)), []);
        let hidden = leader.event(Event::Woke, false);
        assert_eq!(hidden, [page("behind"), Act::Event(Event::Woke)], "the other one is the only one that is seen");
    }
}
