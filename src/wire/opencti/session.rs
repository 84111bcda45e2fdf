//! The talk with one Salesforce page, without I/O: requests and answers in, calls and events out. It opens by itself,
//! as much at once as it can, and tries again what was not answered, so the shell only carries.

use std::collections::VecDeque;
use std::time::Duration;

use crate::engine::json::Json;

use super::opening::{Opening, Openings, PATIENCE};
use super::{Call, Dialect, Wants, page};
use crate::engine::crm::{Capabilities, Connection, Failure, FailureKind, News, Panel, Reply, Request, Surface};
use crate::engine::event::Event;
use crate::engine::id::RequestId;
use crate::engine::map::Map;
use crate::wire::{apex, call_center};

mod package;
mod requests;

use package::Package;
pub use requests::Carrier;
use requests::{Asked, Kept};

/// So many requests wait for the library; so many calls for their answers.
const WAITING: usize = 64;

/// Under this number a call's answer comes back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ticket(pub u32);

/// What the shell is to do, in this order. `P`: a screen pop's data as the page gave it, for the shell to hand back.
#[derive(Clone, PartialEq, Debug)]
pub enum Out<P> {
    /// Call the library. What it calls back goes to [`Session::heard`], what it throws to [`Session::threw`].
    Call {
        ticket: Ticket,
        call: Call,
        data: Option<P>,
    },
    Event(Event),
}

/// A session with a Lightning or Classic page.
pub struct Session<P> {
    dialect: &'static dyn Dialect,
    connection: Connection,
    stage: Stage,
    begun: Duration,
    openings: Openings,
    pending: Map<Ticket, Pending<P>>,
    tickets: u32,
    package: Package,
    /// Knows how to carry requests, and what their answers mean. Comes with the first one.
    carrier: Option<Carrier<P>>,
    /// The softphone layout as it was returned.
    layout: Json,
    /// What the layout would open, of the latest searches.
    left: VecDeque<(RequestId, Kept<P>)>,
    /// The page as it was told last: the same news come several times.
    shown: Option<Json>,
    panel: Panel,
    panel_told: Panel,
    out: Vec<Out<P>>,
}

/// ```text
/// Loading ──library──▶ Opening ──first answer──▶ Open
///    └────────────▶ Refused ◀───┘ the library's or Salesforce's no
/// ```
/// Silence is told after a while, but the session stays where it is: a late answer still opens it.
enum Stage {
    /// The library is on its way; requests wait for it.
    Loading {
        requests: VecDeque<(RequestId, Request)>,
        told: bool,
    },
    Opening {
        told: bool,
    },
    Open,
    /// For good, until the page is loaded again; or until an answer comes all the same.
    Refused(Failure),
}

/// What an answer belongs to.
enum Pending<P> {
    Opening(Opening),
    Clicks,
    Pages,
    Request(RequestId, Asked<P>),
}

impl<P> Session<P> {
    /// `now`: since any fixed moment, as in every other function here. The library is being loaded.
    pub fn new(dialect: &'static dyn Dialect, surface: Surface, org: String, now: Duration) -> Self {
        let can = Capabilities { search: true, screen_pop: true, save: true, find_saved: false };
        Self {
            dialect,
            connection: Connection { surface, org, can },
            stage: Stage::Loading { requests: VecDeque::new(), told: false },
            begun: now,
            openings: Openings::default(),
            pending: Map::new(),
            tickets: 0,
            package: Package::Asked { waiting: VecDeque::new(), late: false },
            carrier: None,
            layout: Json::Null,
            left: VecDeque::new(),
            shown: None,
            panel: Panel::default(),
            panel_told: Panel::default(),
            out: Vec::new(),
        }
    }

    /// The library was evaluated. `thrown`: what an error in the page said meanwhile; most likely it was the library
    /// that refused the page, but it may have been a stranger's, so an answer still opens the session.
    pub fn loaded(&mut self, thrown: Option<&str>, now: Duration) -> Vec<Out<P>> {
        if let Stage::Loading { requests, told } = &mut self.stage {
            let (requests, told) = (std::mem::take(requests), *told);
            self.stage = Stage::Opening { told };
            self.begun = now;
            if let Some(thrown) = thrown {
                let message = format!("Salesforce's library does not start in this frame: {thrown}");
                let failure = Failure::new(FailureKind::InitFailed, message);
                requests.iter().for_each(|(id, _)| self.fail(*id, failure.clone()));
                self.refuse(failure);
            }
            for step in Opening::ALL {
                self.open(step, now);
            }
            if thrown.is_none() {
                requests.into_iter().for_each(|(id, request)| self.carry(id, request));
            }
        }
        self.flush()
    }

    /// The library could not be loaded. `why`: a sentence for the administrator.
    pub fn failed(&mut self, why: &str) -> Vec<Out<P>> {
        if matches!(self.stage, Stage::Loading { .. }) {
            self.refuse(Failure::new(FailureKind::InitFailed, why));
        }
        self.flush()
    }

    pub fn request(&mut self, carrier: Carrier<P>, id: RequestId, request: Request) -> Vec<Out<P>> {
        self.carrier = Some(carrier);
        match &mut self.stage {
            Stage::Loading { requests, told: false } if requests.len() < WAITING => requests.push_back((id, request)),
            Stage::Opening { told: false } | Stage::Open => self.carry(id, request),
            // What waited here for long, its asker would have given up; what was sent would be in doubt.
            Stage::Loading { .. } | Stage::Opening { told: true } => {
                self.fail(id, Failure::new(FailureKind::NotReady, ""));
            }
            Stage::Refused(failure) => {
                let failure = failure.clone();
                self.fail(id, failure);
            }
        }
        self.flush()
    }

    pub fn panel(&mut self, panel: Panel) -> Vec<Out<P>> {
        self.panel = panel;
        self.tell_panel();
        self.flush()
    }

    /// The library called back. `text`: its argument as JSON; `data`: the screen pop's data in it, as it came.
    /// A ticket that awaits nothing any more is late or repeated, and is dropped.
    pub fn heard(&mut self, ticket: Ticket, text: &str, data: Option<P>, now: Duration) -> Vec<Out<P>> {
        let json = Json::parse(text).unwrap_or(Json::Null);
        match self.pending.remove(&ticket) {
            None => {}
            Some(Pending::Clicks) => {
                self.pending.insert(ticket, Pending::Clicks);
                self.out.extend(page::click_to_dial(&unfolded(json)).map(|news| Out::Event(Event::News(news))));
            }
            Some(Pending::Pages) => {
                self.pending.insert(ticket, Pending::Pages);
                self.show(unfolded(json));
            }
            Some(Pending::Opening(step)) => {
                let answer = self.dialect.unwrap(json);
                self.opened(step, answer, now);
            }
            Some(Pending::Request(id, asked)) => {
                let answer = self.dialect.unwrap(json);
                if let Some(carrier) = self.carrier {
                    (carrier.answered)(self, id, asked, answer, data);
                }
            }
        }
        self.flush()
    }

    /// The library threw at a call: it never left the page.
    pub fn threw(&mut self, ticket: Ticket, text: &str, now: Duration) -> Vec<Out<P>> {
        let failure = Failure::new(FailureKind::Malformed, text);
        match self.pending.remove(&ticket) {
            None | Some(Pending::Clicks | Pending::Pages) => {}
            Some(Pending::Opening(step)) => self.opened(step, Err(failure), now),
            Some(Pending::Request(id, _)) => self.fail(id, failure),
        }
        self.flush()
    }

    /// When to call [`woke`](Self::woke) at the latest.
    pub fn wake_at(&self) -> Option<Duration> {
        let patience = match self.stage {
            Stage::Loading { told: false, .. } | Stage::Opening { told: false } => Some(self.begun + PATIENCE),
            Stage::Loading { .. } | Stage::Opening { .. } | Stage::Open => None,
            Stage::Refused(_) => return None,
        };
        self.openings.wake_at().into_iter().chain(patience).min()
    }

    /// A wake too many does no harm.
    pub fn woke(&mut self, now: Duration) -> Vec<Out<P>> {
        if !matches!(self.stage, Stage::Refused(_)) {
            for step in self.openings.due(now) {
                match (self.openings.give_up(step), step) {
                    (true, Opening::Hello) => self.without_package(""),
                    (true, _) => {}
                    (false, _) => self.open(step, now),
                }
            }
            if now >= self.begun + PATIENCE {
                self.tell_silence();
                self.package_is_late();
            }
        }
        self.flush()
    }

    // Opening.

    fn open(&mut self, step: Opening, now: Duration) {
        let call = self.dialect.opening(step);
        self.openings.sent(step, call.wants, now);
        let pending = match (call.wants, step) {
            (Wants::Events, Opening::HearClicks) => Some(Pending::Clicks),
            (Wants::Events, _) => Some(Pending::Pages),
            (Wants::Answer, _) => Some(Pending::Opening(step)),
            (Wants::Nothing, _) => None,
        };
        self.send(call, pending, None);
    }

    fn opened(&mut self, step: Opening, mut answer: Result<Json, Failure>, now: Duration) {
        if matches!(step, Opening::Hello | Opening::Workflow) {
            answer = apex::data(answer);
        }
        if !self.openings.answered(step, answer.as_ref().err().map(|failure| failure.kind), now) {
            return;
        }
        match (step, answer) {
            (Opening::Settings, Ok(returned)) => {
                self.connected();
                self.news(News::CallCenter(call_center::read(&returned)));
            }
            (Opening::Layout, Ok(returned)) => {
                self.layout = returned;
                self.connected();
            }
            (Opening::Settings | Opening::Layout, Err(failure)) => {
                if matches!(self.stage, Stage::Opening { .. }) && self.openings.have_ended() {
                    self.refuse(Failure { kind: FailureKind::InitFailed, ..failure });
                }
            }
            (Opening::Hello, answer) => self.greeted(answer, now),
            (Opening::Workflow, Ok(data)) => {
                if let Some(values) = apex::workflow(&data) {
                    self.news(News::Workflow(values));
                }
            }
            // What the page has told by itself in the meantime is newer.
            (Opening::Page, Ok(returned)) if self.shown.is_none() => self.show(returned),
            (
                Opening::Page
                | Opening::HearClicks
                | Opening::HearNavigation
                | Opening::EnableClicks
                | Opening::Complete
                | Opening::Workflow,
                Ok(_) | Err(_),
            ) => {}
        }
    }

    fn connected(&mut self) {
        if !matches!(self.stage, Stage::Open) {
            self.stage = Stage::Open;
            self.news(News::Connected(self.connection.clone()));
            self.tell_panel();
        }
    }

    fn tell_silence(&mut self) {
        let (told, kind, message) = match &mut self.stage {
            Stage::Loading { told, .. } => {
                (told, FailureKind::InitFailed, "Salesforce's library does not load; does the page's policy allow it?")
            }
            Stage::Opening { told } => (told, FailureKind::Timeout, "Salesforce does not answer; reload the page"),
            Stage::Open | Stage::Refused(_) => return,
        };
        if std::mem::replace(told, true) {
            return;
        }
        let failure = Failure::new(kind, message);
        self.news(News::Unreachable(failure.clone()));
        self.fail_waiting(&Failure::new(FailureKind::NotReady, message));
    }

    fn refuse(&mut self, failure: Failure) {
        self.fail_waiting(&failure);
        self.package_is_late();
        self.news(News::Unreachable(failure.clone()));
        self.stage = Stage::Refused(failure);
    }

    fn fail_waiting(&mut self, failure: &Failure) {
        if let Stage::Loading { requests, .. } = &mut self.stage {
            for (id, _) in std::mem::take(requests) {
                self.fail(id, failure.clone());
            }
        }
    }

    // What goes out.

    fn carry(&mut self, id: RequestId, request: Request) {
        if let Some(carrier) = self.carrier {
            (carrier.carry)(self, id, request);
        }
    }

    fn send(&mut self, call: Call, pending: Option<Pending<P>>, data: Option<P>) {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        if let Some(pending) = pending {
            self.pending.insert(ticket, pending);
        }
        // An answer that never came must not be waited for all day. The listeners have the lowest tickets and stay.
        if self.pending.len() > WAITING {
            let oldest = self.pending.iter().find(|(_, p)| !matches!(p, Pending::Clicks | Pending::Pages));
            if let Some(ticket) = oldest.map(|(ticket, _)| *ticket) {
                self.pending.remove(&ticket);
            }
        }
        self.out.push(Out::Call { ticket, call, data });
    }

    fn tell_panel(&mut self) {
        if matches!(self.stage, Stage::Open) {
            for call in self.dialect.panel(&self.panel_told, &self.panel) {
                self.send(call, None, None);
            }
            self.panel_told = self.panel.clone();
        }
    }

    fn show(&mut self, payload: Json) {
        if self.shown.as_ref() != Some(&payload)
            && let Some(news) = page::navigated(&payload)
        {
            self.news(news);
            self.shown = Some(payload);
        }
    }

    fn news(&mut self, news: News) {
        self.out.push(Out::Event(Event::News(news)));
    }

    fn reply(&mut self, id: RequestId, reply: Reply) {
        self.out.push(Out::Event(Event::Reply(id, reply)));
    }

    fn fail(&mut self, id: RequestId, failure: Failure) {
        self.reply(id, Reply::Failed(failure));
    }

    fn flush(&mut self) -> Vec<Out<P>> {
        std::mem::take(&mut self.out)
    }
}

/// Classic's payloads are JSON in a text, perhaps in an envelope of their own.
fn unfolded(payload: Json) -> Json {
    let inner = payload.get("result").and_then(Json::as_str).or(payload.as_str());
    inner.and_then(Json::parse).unwrap_or(payload)
}

#[cfg(test)]
mod tests;
