//! The Salesforce half of Open CTI: messages of the softphone's frame in, replies and events out, and beside it the
//! [`Desk`] that they change. Lightning and Classic differ in [`lightning`] and [`classic`] alone.
//!
//! ```text
//!   frame ──message──▶ receive ──▶ faults ──▶ desk / org ──▶ outbox ──(wake)──▶ frame
//! ```

pub mod call_center;
pub mod classic;
pub mod desk;
pub mod lightning;
pub mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;
use crate::sim::org::Org;
use crate::sim::org::faults::Work;
use desk::{CtiError, Desk};
use page::Page;

/// One browser tab of Salesforce with the softphone's frame in it. The org is passed in: several tabs share one.
#[derive(Clone, Debug)]
pub struct Host {
    pub wire: Wire,
    pub desk: Desk,
    /// Everything the frame asked, oldest first.
    pub log: Vec<Exchange>,
    /// What an adapter must never do.
    pub violations: Vec<Violation>,
    /// Whether the registration of a listener is answered, which nobody documents.
    pub answers_listeners: bool,
    /// A console app does not tell of a change from a record to a list.
    pub console: bool,
    pub click: ClickShape,
    /// Another page is shown where the softphone does not report for duty in time.
    pub standby: Option<Standby>,
    stage: Stage,
    frame: Option<Frame>,
    frames: u32,
    outbox: Vec<Post>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wire {
    Lightning,
    Classic,
}

/// `reqStandbyUrl` and `reqTimeout`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standby {
    pub url: String,
    pub after: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The frame is loading, or its softphone has not reported for duty; shown as a spinner.
    Loading {
        since: Timestamp,
    },
    Ready,
    /// The standby page took over. It stays until the browser is restarted.
    Standby,
}

/// Variants in which a click on a number has been seen to arrive.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClickShape {
    /// The number as a JSON number, as the guide has it; adapters in the field see text.
    pub numeric: bool,
    /// The component was used without a record.
    pub without_record: bool,
    /// The component's own parameters.
    pub params: Option<String>,
}

/// A question of the softphone and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Exchange {
    pub at: Timestamp,
    /// Which load of the frame it came from, from one.
    pub frame: u32,
    pub method: String,
    pub args: Value,
    /// What was answered; `None`: nothing, as when a listener registers.
    pub reply: Option<Value>,
    /// When the answer arrives: never where it is lost, twice where it is repeated.
    pub arrivals: Vec<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Violation {
    /// Not a message of the library's form.
    Malformed(String),
    UnknownMethod(String),
    /// A message before the frame was loaded, or from one that is gone.
    OutsideFrame(String),
    ListenerTwice(String),
    /// A call id that does not ascend: the library was loaded twice.
    CallIdReused(i64),
    /// Classic: the nonce is not the one the frame was given.
    WrongNonce,
}

#[derive(Clone, Debug)]
struct Frame {
    number: u32,
    nonce: String,
    /// The caller's form of the protocol, to be echoed.
    version: Value,
    last_call: i64,
    listeners: BTreeMap<String, Value>,
    channels: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Post {
    at: Timestamp,
    frame: u32,
    message: Value,
}

/// One question, freed from its wire.
struct Ask {
    method: String,
    args: Value,
    /// What the reply needs to find its way back; `Null` where nobody waits for one.
    tag: Value,
    listens: bool,
}

impl Host {
    pub fn new(wire: Wire, desk: Desk, now: Timestamp) -> Self {
        Self {
            wire,
            desk,
            log: Vec::new(),
            violations: Vec::new(),
            answers_listeners: false,
            console: false,
            click: ClickShape::default(),
            standby: None,
            stage: Stage::Loading { since: now },
            frame: None,
            frames: 0,
            outbox: Vec::new(),
        }
    }

    /// The frame is loaded, for the first time or again. Answers to an earlier one never reach it: its call ids
    /// start over.
    pub fn frame_loaded(&mut self, nonce: &str, now: Timestamp) {
        self.frames += 1;
        self.frame = Some(Frame {
            number: self.frames,
            nonce: nonce.into(),
            version: Value::Null,
            last_call: -1,
            listeners: BTreeMap::new(),
            channels: BTreeSet::new(),
        });
        self.desk.click_to_dial = false;
        self.desk.initialized = false;
        if self.stage != Stage::Standby {
            self.stage = if self.standby.is_some() { Stage::Loading { since: now } } else { Stage::Ready };
        }
    }

    /// The frame is taken out of the page.
    pub fn frame_gone(&mut self) {
        self.frame = None;
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// A message from the frame: an object in Lightning, a text in Classic. Never fails; what is not understood is
    /// kept in [`Host::violations`] and left unanswered, as Salesforce does.
    pub fn receive(&mut self, org: &mut Org, message: &Value, now: Timestamp) {
        let Some(frame) = &mut self.frame else {
            return self.violations.push(Violation::OutsideFrame(message.to_string()));
        };
        let read = match self.wire {
            Wire::Lightning => lightning::read(message, &mut frame.version, &mut frame.last_call),
            Wire::Classic => classic::read(message, &mut frame.version, &frame.nonce),
        };
        let ask = match read {
            Ok(ask) => ask,
            // A count that starts over: the frame has reloaded itself.
            Err(Violation::CallIdReused(0)) => {
                let nonce = frame.nonce.clone();
                self.frame_loaded(&nonce, now);
                return self.receive(org, message, now);
            }
            Err(violation) => return self.violations.push(violation),
        };
        if ask.listens && frame.listeners.insert(ask.method.clone(), ask.tag.clone()).is_some() {
            self.violations.push(Violation::ListenerTwice(ask.method.clone()));
        }
        let number = frame.number;
        let course = org.faults.course(&ask.method, now);
        let page = self.desk.page.clone();
        let answer = match course.work {
            Work::Done => self.perform(org, &ask, now),
            Work::DoneButFailed => self.perform(org, &ask, now).map(|_| Err(CtiError::server())),
            Work::Failed => Some(Err(CtiError::server())),
            Work::NotReady => Some(Err(CtiError::not_ready())),
            Work::Ignored => None,
        };
        let waits = !ask.tag.is_null() && (!ask.listens || self.answers_listeners);
        let reply = answer.filter(|_| waits).map(|answer| {
            let version = self.frame.as_ref().map_or(Value::Null, |f| f.version.clone());
            match self.wire {
                Wire::Lightning => lightning::reply(&ask, &version, answer),
                Wire::Classic => classic::reply(&ask, &version, answer),
            }
        });
        for at in course.arrivals.iter().filter(|_| reply.is_some()) {
            self.outbox.push(Post { at: *at, frame: number, message: reply.clone().unwrap_or_default() });
        }
        let arrivals = if reply.is_some() { course.arrivals } else { Vec::new() };
        self.log.push(Exchange { at: now, frame: number, method: ask.method, args: ask.args, reply, arrivals });
        if self.desk.page != page {
            self.tell_page(org, &page, now);
        }
    }

    /// When [`Host::wake`] has something to do.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let posts = self.outbox.iter().map(|post| post.at).min();
        [posts, self.standby_at()].into_iter().flatten().min()
    }

    /// The messages that are due, for the frame that is loaded now, in the order of their moments.
    pub fn wake(&mut self, now: Timestamp) -> Vec<Value> {
        if self.standby_at().is_some_and(|at| at <= now) {
            self.stage = Stage::Standby;
        }
        let (mut due, later): (Vec<_>, Vec<_>) = self.outbox.drain(..).partition(|post| post.at <= now);
        self.outbox = later;
        due.sort_by_key(|post| post.at);
        let current = self.frame.as_ref().map(|f| f.number);
        due.into_iter().filter(|post| Some(post.frame) == current).map(|post| post.message).collect()
    }

    /// The agent goes to another page.
    pub fn navigate(&mut self, org: &Org, page: Page, now: Timestamp) {
        let before = std::mem::replace(&mut self.desk.page, page);
        self.tell_page(org, &before, now);
    }

    /// The agent comes back to the window, or the page was refreshed: the same address is told again.
    pub fn refocus(&mut self, org: &Org, now: Timestamp) {
        self.tell_page(org, &self.desk.page.clone(), now);
    }

    /// The agent leaves the form for a new record without saving it.
    pub fn cancel_form(&mut self, org: &Org, now: Timestamp) {
        if let Page::NewRecord { background, .. } = &self.desk.page {
            self.navigate(org, (**background).clone(), now);
        }
    }

    /// The agent clicks a number. False where it is no link: the softphone has not enabled it.
    pub fn click(&mut self, org: &Org, number: &str, record: Option<&RecordId>, now: Timestamp) -> bool {
        if !self.desk.click_to_dial {
            return false;
        }
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let mut payload = json!({"number": number, "recordId": "", "recordName": "", "objectType": ""});
        if let (true, Ok(number)) = (self.click.numeric, digits.parse::<u64>()) {
            payload["number"] = json!(number);
        }
        let record = record.filter(|_| !self.click.without_record).and_then(|id| org.record_ref(id));
        for (name, value) in org.person_keys(record.as_ref().map(|r| &r.id)) {
            payload[name] = value;
        }
        if let Some(record) = record {
            payload["recordId"] = json!(record.id.0);
            payload["recordName"] = json!(record.name);
            payload["objectType"] = json!(record.object.api_name());
        }
        if let Some(params) = &self.click.params {
            payload["params"] = json!(params);
        }
        self.tell("onClickToDial", None, payload, now)
    }

    /// High Velocity Sales hands over a number to be called.
    pub fn start_work(&mut self, work: &str, to: &str, now: Timestamp) -> bool {
        self.desk.work.insert(work.to_owned());
        let payload = json!({"workId": work, "completeWorkWhen": "TaskSaved", "attributes": {"to": to}});
        self.tell("onWorkStart", None, payload, now)
    }

    fn standby_at(&self) -> Option<Timestamp> {
        match (self.stage, &self.standby) {
            (Stage::Loading { since }, Some(standby)) if self.frame.is_some() => Some(since.plus(standby.after)),
            (Stage::Loading { .. } | Stage::Ready | Stage::Standby, _) => None,
        }
    }

    fn tell_page(&mut self, org: &Org, before: &Page, now: Timestamp) {
        if self.console && before.record().is_some() && matches!(self.desk.page, Page::Objects { .. }) {
            return;
        }
        let method = match self.wire {
            Wire::Lightning => "onNavigationChange",
            Wire::Classic => "onFocus",
        };
        self.tell(method, None, self.desk.page.event(org, &self.desk.origin), now);
    }

    /// An event for a listener. False where none is registered.
    fn tell(&mut self, method: &str, channel: Option<&str>, payload: Value, now: Timestamp) -> bool {
        let Some(frame) = &self.frame else { return false };
        let Some(tag) = frame.listeners.get(method) else { return false };
        let message = match self.wire {
            Wire::Lightning => lightning::event(method, channel, tag, &frame.version, payload),
            Wire::Classic => classic::event(method, &frame.version, payload),
        };
        self.outbox.push(Post { at: now, frame: frame.number, message });
        true
    }

    fn perform(&mut self, org: &mut Org, ask: &Ask, now: Timestamp) -> Option<Result<Value, CtiError>> {
        let known = match self.wire {
            Wire::Lightning => self.perform_lightning(org, ask, now),
            Wire::Classic => self.perform_classic(org, ask, now),
        };
        if known.is_none() {
            self.violations.push(Violation::UnknownMethod(ask.method.clone()));
        }
        known
    }

    fn report_for_duty(&mut self) {
        self.desk.initialized = true;
        if matches!(self.stage, Stage::Loading { .. }) {
            self.stage = Stage::Ready;
        }
    }
}

#[cfg(test)]
mod tests;
