//! Several tabs of one browser as one telephone. One of them has it: the tab that holds the org's lock. It is on line, rings, carries
//! the audio, keeps the journal and saves. The others show what it shows and tell it what their agent does; when its lock falls
//! free, the next one takes over and reads the journal, as after a reload.
//!
//! ```text
//!              Hello, Wants, News, Done, Bye
//!   Follower ───────────────────────────────▶ Leader ──▶ engine
//!            ◀───────────────────────────────
//!              State (what is new), Do (open this in your window)
//! ```
//!
//! State goes by replication, not by question and answer: a follower owes nobody anything and can lose its leader at any moment.
//! What it sends is counted, and the leader tells with its state how far it has heard: so what an agent typed is shown at once, is
//! sent again to the next leader, and a leader that does not answer is noticed. Nobody asks anything while nothing happens.

mod diagnosis;
mod follower;
mod forms;
mod intent;
mod leader;
mod trace;
mod view;

pub use follower::Follower;
pub use leader::Leader;

use std::time::Duration;

use crate::engine::crm::{News, Panel, Reply, Request};
use crate::engine::effect::Effect;
use crate::engine::event::{Event, Intent};
use crate::engine::id::RequestId;
use crate::engine::journal::Form;
use crate::engine::json::Json;
use crate::engine::time::Timestamp;
use forms::{Told, case, cases, next, tagged};

/// A tab that is not asleep answers within a few milliseconds; one in the background may be given time once a second. Who has not
/// answered by then is said not to answer, and what the agent wanted of it is not done any more when it wakes: by then it would be
/// a surprise.
const PATIENCE: Duration = Duration::from_secs(3);

/// One tab, by a number drawn when its page was loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TabId(pub u32);

/// What one tab says; every other one hears it.
#[derive(Clone, PartialEq, Debug)]
#[allow(clippy::large_enum_variant)] // short-lived, one at a time
pub enum Message {
    /// This tab is there, and so it looks. `count` numbers what a follower says, from one.
    Hello { from: TabId, count: u32, visible: bool },
    /// Its agent wants this, since `at`.
    Wants { from: TabId, count: u32, at: Timestamp, intent: Intent },
    /// This happened in its window: another page, a click on a number.
    Saw { from: TabId, count: u32, at: Timestamp, news: News },
    /// It did what it was asked to.
    Done { from: TabId, id: RequestId, reply: Reply },
    /// It is being closed.
    Bye { from: TabId },
    /// From the leader: what is new on the screen (`whole`: all of it), on the utility bar, and how far it has heard of whom.
    State { from: TabId, whole: bool, view: Json, panel: Option<Panel>, heard: Vec<Heard> },
    /// From the leader: show this in your window. `search`: ask this first, under its own id; what is to be shown is its result.
    Do { to: TabId, id: RequestId, request: Request, search: Option<Search> },
}

/// `count` of `tab` and all before it have arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heard {
    pub tab: TabId,
    pub count: u32,
}

/// A search whose result Salesforce's library knows only in the window that asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Search {
    pub id: RequestId,
    pub request: Request,
}

/// What is to be done about something that happened, in this order.
#[derive(Clone, PartialEq, Debug)]
#[allow(clippy::large_enum_variant)] // short-lived, a handful at a time
pub enum Act {
    /// For the engine of this tab.
    Event(Event),
    /// For this page to carry out.
    Effect(Effect),
    /// For the other tabs.
    Post(Message),
    /// The screen has changed.
    Show,
}

impl Message {
    pub fn to_text(&self) -> String {
        self.write().to_text()
    }

    /// `None`: of another version.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(&Json::parse(text)?)
    }
}

cases!(Message {
    Hello { from, count, visible }, Wants { from, count, at, intent }, Saw { from, count, at, news }, Done { from, id, reply },
    Bye { from }, State { from, whole, view, panel, heard }, Do { to, id, request, search },
});

impl Form for TabId {
    fn write(&self) -> Json {
        self.0.write()
    }

    fn read(json: &Json) -> Option<Self> {
        u32::read(json).map(Self)
    }
}

impl Form for Heard {
    fn write(&self) -> Json {
        Json::Array(vec![self.tab.write(), self.count.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let mut both = json.as_array()?.iter();
        Some(Self { tab: next(&mut both)?, count: next(&mut both)? })
    }
}

impl Form for Search {
    fn write(&self) -> Json {
        Json::Array(vec![self.id.write(), self.request.write()])
    }

    fn read(json: &Json) -> Option<Self> {
        let mut both = json.as_array()?.iter();
        Some(Self { id: next(&mut both)?, request: next(&mut both)? })
    }
}

impl Form for Json {
    fn write(&self) -> Json {
        self.clone()
    }

    fn read(json: &Json) -> Option<Self> {
        Some(json.clone())
    }
}
