//! The engine's requests as calls, and the calls' answers as its replies. Each request has one reply. A session that has only
//! opened yet does without: all this is reached through a [`Carrier`].

use crate::engine::json::Json;

use super::super::layout::Layout;
use super::super::search::{Left, Search, Step};
use super::super::{Call, Wants, Words, answer};
use super::package::Package;
use super::{Pending, Session, WAITING};
use crate::engine::crm::{Draft, Failure, FailureKind, Reply, Request, Target};
use crate::engine::id::RequestId;
use crate::wire::apex::{self, Expects};

/// So many searches can still be popped as the layout says.
const KEPT: usize = 8;

/// A request under way, with what its answer needs.
pub(super) enum Asked<P> {
    Search(Search<Kept<P>>),
    Pop,
    Refresh,
    Save(Draft),
    Apex(Expects),
}

/// What a search left behind, for the layout's screen pop.
pub(super) enum Kept<P> {
    Opaque(P),
    Url(String),
}

/// How a session carries requests: in which words, and by which code.
pub struct Carrier<P> {
    words: &'static dyn Words,
    pub(super) carry: fn(&mut Session<P>, RequestId, Request),
    pub(super) answered: Answered<P>,
}

type Answered<P> = fn(&mut Session<P>, RequestId, Asked<P>, Result<Json, Failure>, Option<P>);

impl<P> Copy for Carrier<P> {}

impl<P> Clone for Carrier<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Clone> Carrier<P> {
    pub fn new(words: &'static dyn Words) -> Self {
        Self {
            words,
            carry: |session, id, request| session.with_words(|session, words| session.take_up(words, id, request)),
            answered: |session, id, asked, answer, data| {
                session.with_words(|session, words| session.answered(words, id, asked, answer, data));
            },
        }
    }
}

impl<P: Clone> Session<P> {
    fn with_words(&mut self, act: impl FnOnce(&mut Self, &'static dyn Words)) {
        if let Some(carrier) = self.carrier {
            act(self, carrier.words);
        }
    }

    fn take_up(&mut self, words: &dyn Words, id: RequestId, request: Request) {
        match request {
            Request::Search { spellings, direction } => {
                let mut search = Search::new(spellings.into(), direction);
                let step = search.ask();
                self.search_on(words, id, search, step);
            }
            Request::ScreenPop(Target::AsLayoutSays { search }) => {
                let (call, data) = match self.left.iter().find(|(of, _)| *of == search) {
                    Some((_, Kept::Opaque(data))) => (Ok(words.pop_left()), Some(data.clone())),
                    Some((_, Kept::Url(url))) => (words.pop(&Target::Url(url.clone())), None),
                    None => (Err(Failure::new(FailureKind::Unsupported, "the layout opens nothing for it")), None),
                };
                self.ask(id, call, Asked::Pop, data);
            }
            Request::ScreenPop(target) => self.ask(id, words.pop(&target), Asked::Pop, None),
            Request::Save(draft) => self.ask(id, words.save(&draft), Asked::Save(draft), None),
            Request::FindSaved { .. }
            | Request::SearchObjects { .. }
            | Request::Find(_)
            | Request::OpenTasks { .. }
            | Request::CloseTasks { .. }
            | Request::Change(..)
            | Request::ResolveMissed { .. }
            | Request::MissedBetween { .. }
            | Request::Greet
            | Request::Mail(_) => self.carry_to_package(words, id, request),
            Request::RefreshView => {
                let call = words.refresh();
                match call.wants {
                    Wants::Answer => self.send(call, Some(Pending::Request(id, Asked::Refresh)), None),
                    Wants::Nothing | Wants::Events => {
                        self.send(call, None, None);
                        self.reply(id, Reply::Refreshed);
                    }
                }
            }
        }
    }

    fn carry_to_package(&mut self, words: &dyn Words, id: RequestId, request: Request) {
        match &mut self.package {
            Package::There => {
                if let Some((params, expects)) = apex::question(&request) {
                    self.send(words.apex(params), Some(Pending::Request(id, Asked::Apex(expects))), None);
                }
            }
            Package::Asked { waiting, late: false } if waiting.len() < WAITING => waiting.push_back((id, request)),
            Package::Asked { .. } => self.fail(id, Failure::new(FailureKind::NotReady, "")),
            Package::Absent(failure) => {
                let failure = failure.clone();
                self.fail(id, failure);
            }
        }
    }

    fn answered(
        &mut self,
        words: &dyn Words,
        id: RequestId,
        asked: Asked<P>,
        answer: Result<Json, Failure>,
        data: Option<P>,
    ) {
        match (asked, answer) {
            (Asked::Apex(expects), answer) => self.reply(id, apex::read(expects, answer)),
            (Asked::Search(search), Ok(returned)) => self.searched(words, id, search, &returned, data),
            (Asked::Pop, Ok(_)) => self.reply(id, Reply::Opened),
            (Asked::Refresh, Ok(_)) => self.reply(id, Reply::Refreshed),
            (Asked::Save(draft), Ok(returned)) => match words.saved(&returned).or(draft.record) {
                Some(record) => self.reply(id, Reply::Saved { record }),
                None => self.fail(id, Failure::new(FailureKind::Garbled, "")),
            },
            (Asked::Save(draft), Err(mut failure)) => {
                answer::name_fields(&mut failure, &draft.fields);
                self.fail(id, failure);
            }
            (Asked::Search(_) | Asked::Pop | Asked::Refresh, Err(failure)) => self.fail(id, failure),
        }
    }

    fn searched(
        &mut self,
        words: &dyn Words,
        id: RequestId,
        mut search: Search<Kept<P>>,
        returned: &Json,
        data: Option<P>,
    ) {
        let left = match words.left(returned) {
            Left::Nothing => None,
            Left::Opaque => data.map(Kept::Opaque),
            Left::Url(url) => Some(Kept::Url(url)),
        };
        let layout = Layout::read(&self.layout);
        match search.take(returned, layout.section(search.direction), left) {
            Some(step) => self.search_on(words, id, search, step),
            None => self.fail(id, Failure::new(FailureKind::Garbled, "")),
        }
    }

    fn search_on(&mut self, words: &dyn Words, id: RequestId, search: Search<Kept<P>>, step: Step<Kept<P>>) {
        match step {
            Step::Ask(spelling) => {
                let layout = Layout::read(&self.layout);
                let fills = layout.section(search.direction).is_some_and(|section| section.fills_phone());
                let defaults = fills.then_some(("Phone", spelling.as_str()));
                let call = words.search(&spelling, search.direction, defaults);
                self.send(call, Some(Pending::Request(id, Asked::Search(search))), None);
            }
            Step::Done { matches, left } => {
                let layout_pops = left.is_some();
                if let Some(left) = left {
                    self.left.push_back((id, left));
                    self.left.drain(..self.left.len().saturating_sub(KEPT));
                }
                self.reply(id, Reply::Found { matches, layout_pops });
            }
        }
    }

    fn ask(&mut self, id: RequestId, call: Result<Call, Failure>, asked: Asked<P>, data: Option<P>) {
        match call {
            Ok(call) => self.send(call, Some(Pending::Request(id, asked)), data),
            Err(failure) => self.fail(id, failure),
        }
    }
}
