//! The engine's requests as calls, and the calls' answers as its replies. Each request has one reply.

use crate::engine::json::Json;

use super::super::search::{Left, Search, Step};
use super::super::{Call, Wants, answer};
use super::{Pending, Session};
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

impl<P: Clone> Session<P> {
    pub(super) fn carry(&mut self, id: RequestId, request: Request) {
        match request {
            Request::Search { spellings, direction } => {
                let mut search = Search::new(spellings.into(), direction);
                let step = search.ask();
                self.search_on(id, search, step);
            }
            Request::ScreenPop(Target::AsLayoutSays { search }) => {
                let (call, data) = match self.left.iter().find(|(of, _)| *of == search) {
                    Some((_, Kept::Opaque(data))) => (Ok(self.dialect.pop_left()), Some(data.clone())),
                    Some((_, Kept::Url(url))) => (self.dialect.pop(&Target::Url(url.clone())), None),
                    None => (Err(Failure::new(FailureKind::Unsupported, "the layout opens nothing for it")), None),
                };
                self.ask(id, call, Asked::Pop, data);
            }
            Request::ScreenPop(target) => self.ask(id, self.dialect.pop(&target), Asked::Pop, None),
            Request::Save(draft) => self.ask(id, self.dialect.save(&draft), Asked::Save(draft), None),
            Request::FindSaved { .. }
            | Request::SearchObjects { .. }
            | Request::Find(_)
            | Request::OpenTasks { .. }
            | Request::CloseTasks { .. }
            | Request::ResolveMissed { .. }
            | Request::Greet
            | Request::Mail(_) => self.carry_to_package(id, request),
            Request::RefreshView => {
                let call = self.dialect.refresh();
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

    pub(super) fn answered(&mut self, id: RequestId, asked: Asked<P>, answer: Result<Json, Failure>, data: Option<P>) {
        match (asked, answer) {
            (Asked::Apex(expects), answer) => self.reply(id, apex::read(expects, answer)),
            (Asked::Search(search), Ok(returned)) => self.searched(id, search, &returned, data),
            (Asked::Pop, Ok(_)) => self.reply(id, Reply::Opened),
            (Asked::Refresh, Ok(_)) => self.reply(id, Reply::Refreshed),
            (Asked::Save(draft), Ok(returned)) => match self.dialect.saved(&returned).or(draft.record) {
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

    fn searched(&mut self, id: RequestId, mut search: Search<Kept<P>>, returned: &Json, data: Option<P>) {
        let left = match self.dialect.left(returned) {
            Left::Nothing => None,
            Left::Opaque => data.map(Kept::Opaque),
            Left::Url(url) => Some(Kept::Url(url)),
        };
        match search.take(returned, self.layout.section(search.direction), left) {
            Some(step) => self.search_on(id, search, step),
            None => self.fail(id, Failure::new(FailureKind::Garbled, "")),
        }
    }

    fn search_on(&mut self, id: RequestId, search: Search<Kept<P>>, step: Step<Kept<P>>) {
        match step {
            Step::Ask(spelling) => {
                let fills = self.layout.section(search.direction).is_some_and(|section| section.fills_phone());
                let defaults = fills.then_some(("Phone", spelling.as_str()));
                let call = self.dialect.search(&spelling, search.direction, defaults);
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
