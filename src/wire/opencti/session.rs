//! The talk with one Salesforce page, without I/O: requests and answers in, calls and events out. It opens by itself,
//! as much at once as it can, and tries again what was not answered, so the shell only carries.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde_json::Value as Json;

use super::layout::Layout;
use super::search::{Left, Search, Step};
use super::{Call, Dialect, Opening, Wants, answer, page};
use crate::engine::crm::{
    Capabilities, Connection, Draft, Failure, FailureKind, News, Panel, Reply, Request, Surface, Target,
};
use crate::engine::event::Event;
use crate::engine::id::RequestId;

/// How long Salesforce may keep silent at the start before the agent is told.
const PATIENCE: Duration = Duration::from_secs(10);
/// An opening call without an answer is sent again after [`PATIENCE`], then after twice that, at most after this.
const LONGEST_PATIENCE: Duration = Duration::from_secs(300);
/// The pause before an opening call that was not accepted is sent again: it doubles from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(30);
/// So many searches can still be popped as the layout says.
const KEPT: usize = 8;
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
    opening: BTreeMap<Opening, Progress>,
    pending: BTreeMap<Ticket, Pending<P>>,
    tickets: u32,
    layout: Layout,
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

/// How far an opening call is.
enum Progress {
    /// Sent; without an answer until then it is sent again.
    Asked { until: Duration, tries: u32 },
    /// Not accepted, or not answered.
    Pausing { until: Duration, tries: u32 },
    /// Answered for good, with yes or no.
    Settled,
}

/// What an answer belongs to.
enum Pending<P> {
    Opening(Opening),
    Clicks,
    Pages,
    Search { id: RequestId, search: Search<Kept<P>> },
    Pop(RequestId),
    Refresh(RequestId),
    Save(RequestId, Draft),
}

enum Kept<P> {
    Opaque(P),
    Url(String),
}

impl<P: Clone> Session<P> {
    /// `now`: since any fixed moment, as in every other function here. The library is being loaded.
    pub fn new(dialect: &'static dyn Dialect, surface: Surface, org: String, now: Duration) -> Self {
        let can = Capabilities { search: true, screen_pop: true, save: true, find_saved: false };
        Self {
            dialect,
            connection: Connection { surface, org, can },
            stage: Stage::Loading { requests: VecDeque::new(), told: false },
            begun: now,
            opening: BTreeMap::new(),
            pending: BTreeMap::new(),
            tickets: 0,
            layout: Layout::default(),
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
                self.refuse(Failure::new(FailureKind::InitFailed, thrown));
                for (id, _) in &requests {
                    self.fail(*id, Failure::new(FailureKind::InitFailed, thrown));
                }
            }
            for step in Opening::ALL {
                self.open(step, 1, now);
            }
            if thrown.is_none() {
                requests.into_iter().for_each(|(id, request)| self.carry(id, request));
            }
        }
        self.flush()
    }

    /// The library could not be loaded or refused the page. `why`: a sentence for the administrator.
    pub fn failed(&mut self, why: &str) -> Vec<Out<P>> {
        self.refuse(Failure::new(FailureKind::InitFailed, why));
        self.flush()
    }

    pub fn request(&mut self, id: RequestId, request: Request) -> Vec<Out<P>> {
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
        let json = serde_json::from_str(text).unwrap_or(Json::Null);
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
            Some(Pending::Search { id, search }) => match self.dialect.unwrap(json) {
                Ok(returned) => self.searched(id, search, &returned, data),
                Err(failure) => self.fail(id, failure),
            },
            Some(Pending::Pop(id)) => match self.dialect.unwrap(json) {
                Ok(_) => self.reply(id, Reply::Opened),
                Err(failure) => self.fail(id, failure),
            },
            Some(Pending::Refresh(id)) => match self.dialect.unwrap(json) {
                Ok(_) => self.reply(id, Reply::Refreshed),
                Err(failure) => self.fail(id, failure),
            },
            Some(Pending::Save(id, draft)) => match self.dialect.unwrap(json) {
                Ok(returned) => match self.dialect.saved(&returned).or(draft.record) {
                    Some(record) => self.reply(id, Reply::Saved { record }),
                    None => self.fail(id, Failure::new(FailureKind::Garbled, "")),
                },
                Err(mut failure) => {
                    answer::name_fields(&mut failure, &draft.fields);
                    self.fail(id, failure);
                }
            },
        }
        self.flush()
    }

    /// The library threw at a call: it never left the page.
    pub fn threw(&mut self, ticket: Ticket, text: &str, now: Duration) -> Vec<Out<P>> {
        let failure = Failure::new(FailureKind::Malformed, text);
        match self.pending.remove(&ticket) {
            None | Some(Pending::Clicks | Pending::Pages) => {}
            Some(Pending::Opening(step)) => self.opened(step, Err(failure), now),
            Some(Pending::Search { id, .. } | Pending::Pop(id) | Pending::Refresh(id) | Pending::Save(id, _)) => {
                self.fail(id, failure);
            }
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
        let steps = self.opening.values().filter_map(|progress| match progress {
            Progress::Asked { until, .. } | Progress::Pausing { until, .. } => Some(*until),
            Progress::Settled => None,
        });
        steps.chain(patience).min()
    }

    /// A wake too many does no harm.
    pub fn woke(&mut self, now: Duration) -> Vec<Out<P>> {
        if !matches!(self.stage, Stage::Refused(_)) {
            let due: Vec<_> =
                self.opening.iter().filter_map(|(step, progress)| Some((*step, progress.due(now)?))).collect();
            for (step, tries) in due {
                self.open(step, tries + 1, now);
            }
            if now >= self.begun + PATIENCE {
                self.tell_silence();
            }
        }
        self.flush()
    }

    // Opening.

    fn open(&mut self, step: Opening, tries: u32, now: Duration) {
        let call = self.dialect.opening(step);
        let (progress, pending) = match (call.wants, step) {
            (Wants::Events, Opening::HearClicks) => (Progress::Settled, Some(Pending::Clicks)),
            (Wants::Events, _) => (Progress::Settled, Some(Pending::Pages)),
            (Wants::Answer, _) => {
                let until = now + doubled(PATIENCE, tries, LONGEST_PATIENCE);
                (Progress::Asked { until, tries }, Some(Pending::Opening(step)))
            }
            (Wants::Nothing, _) => (Progress::Settled, None),
        };
        self.opening.insert(step, progress);
        self.send(call, pending, None);
    }

    fn opened(&mut self, step: Opening, answer: Result<Json, Failure>, now: Duration) {
        let tries = match self.opening.get(&step) {
            Some(Progress::Asked { tries, .. } | Progress::Pausing { tries, .. }) => *tries,
            // The answer to an earlier try; this step has had its own.
            Some(Progress::Settled) | None => return,
        };
        let returned = match answer {
            Ok(returned) => returned,
            Err(failure) => return self.not_opened(step, failure, tries, now),
        };
        self.opening.insert(step, Progress::Settled);
        match step {
            Opening::Settings => {
                self.connected();
                self.news(News::CallCenter(super::super::call_center::read(&returned)));
            }
            Opening::Layout => {
                self.layout = Layout::read(&returned);
                self.connected();
            }
            // What the page has told by itself in the meantime is newer.
            Opening::Page if self.shown.is_none() => self.show(returned),
            Opening::Page
            | Opening::HearClicks
            | Opening::HearNavigation
            | Opening::EnableClicks
            | Opening::Complete => {}
        }
    }

    fn not_opened(&mut self, step: Opening, failure: Failure, tries: u32, now: Duration) {
        let progress = match failure.kind {
            FailureKind::NotReady | FailureKind::ServerError | FailureKind::Timeout | FailureKind::Garbled => {
                Progress::Pausing { until: now + doubled(FIRST_PAUSE, tries, LAST_PAUSE), tries }
            }
            FailureKind::NotInFrame
            | FailureKind::InitFailed
            | FailureKind::Rejected
            | FailureKind::Malformed
            | FailureKind::Unsupported => Progress::Settled,
        };
        let settled = matches!(progress, Progress::Settled);
        self.opening.insert(step, progress);
        let other = match step {
            Opening::Settings => Opening::Layout,
            Opening::Layout => Opening::Settings,
            Opening::HearClicks
            | Opening::HearNavigation
            | Opening::EnableClicks
            | Opening::Page
            | Opening::Complete => return,
        };
        let both = settled && matches!(self.opening.get(&other), Some(Progress::Settled));
        if both && matches!(self.stage, Stage::Opening { .. }) {
            self.refuse(Failure { kind: FailureKind::InitFailed, ..failure });
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

    // Requests.

    fn carry(&mut self, id: RequestId, request: Request) {
        match request {
            Request::Search { spellings, direction } => {
                let mut search = Search::new(spellings, direction);
                let step = search.ask();
                self.search_on(id, search, step);
            }
            Request::ScreenPop(Target::AsLayoutSays { search }) => {
                let (call, data) = match self.left.iter().find(|(of, _)| *of == search) {
                    Some((_, Kept::Opaque(data))) => (Ok(self.dialect.pop_left()), Some(data.clone())),
                    Some((_, Kept::Url(url))) => (self.dialect.pop(&Target::Url(url.clone())), None),
                    None => (Err(Failure::new(FailureKind::Unsupported, "the layout opens nothing for it")), None),
                };
                self.ask(id, call, Pending::Pop(id), data);
            }
            Request::ScreenPop(target) => self.ask(id, self.dialect.pop(&target), Pending::Pop(id), None),
            Request::Save(draft) => self.ask(id, self.dialect.save(&draft), Pending::Save(id, draft), None),
            Request::FindSaved { .. } => self.fail(id, Failure::new(FailureKind::Unsupported, "")),
            Request::RefreshView => {
                let call = self.dialect.refresh();
                match call.wants {
                    Wants::Answer => self.send(call, Some(Pending::Refresh(id)), None),
                    Wants::Nothing | Wants::Events => {
                        self.send(call, None, None);
                        self.reply(id, Reply::Refreshed);
                    }
                }
            }
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
                self.send(call, Some(Pending::Search { id, search }), None);
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

    fn ask(&mut self, id: RequestId, call: Result<Call, Failure>, pending: Pending<P>, data: Option<P>) {
        match call {
            Ok(call) => self.send(call, Some(pending), data),
            Err(failure) => self.fail(id, failure),
        }
    }

    // What goes out.

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

impl Progress {
    /// How often it was tried, if it is time to try again.
    fn due(&self, now: Duration) -> Option<u32> {
        match self {
            Self::Asked { until, tries } | Self::Pausing { until, tries } => (now >= *until).then_some(*tries),
            Self::Settled => None,
        }
    }
}

/// The first span, doubled with each further try.
fn doubled(first: Duration, tries: u32, last: Duration) -> Duration {
    first.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(last)
}

/// Classic's payloads are JSON in a text, perhaps in an envelope of their own.
fn unfolded(payload: Json) -> Json {
    let inner = payload.get("result").and_then(Json::as_str).or(payload.as_str());
    inner.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(payload)
}

#[cfg(test)]
mod tests;
