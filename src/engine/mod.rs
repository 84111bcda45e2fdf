//! The engine **decides**: [`Event`] in, [`Effect`]s out, and nothing else. Three functions are its whole surface:
//! [`Engine::handle`], [`Engine::wake_at`] and [`Engine::view`].

pub mod call;
pub mod crm;
pub mod diagnosis;
pub mod effect;
pub mod event;
pub mod history;
pub mod id;
pub mod journal;
pub mod json;
pub mod locale;
pub mod map;
pub mod number;
pub mod outbox;
pub mod presence;
pub mod quality;
pub mod requests;
pub mod search;
pub mod secret;
pub mod settings;
pub mod telephony;
pub mod texts;
pub mod time;
mod told;
pub mod trace;
pub mod view;
pub mod workflow;

mod agent;
mod answers;
mod calls;
mod conference;
mod desk;
mod gap;
mod keeping;
mod line;
mod lost;
mod meanwhile;
mod office;
mod saving;
mod screen;
mod start;
mod undo;
mod watch;

use std::sync::Arc;

use call::Roster;
use crm::{News, Panel};
use effect::Effect;
use event::{Event, Intent};
use history::History;
use id::{CallId, RequestId};
use journal::Preferences;
use locale::Locale;
use map::{Map, Set};
pub use office::Office;
use outbox::Outbox;
use requests::Requests;
use secret::Secret;
use settings::Settings;
use telephony::Signal;
use time::Timestamp;
use view::{Notice, NoticeKind, OfficeView, View};

/// All that is known, and the only one to know it. Made by [`Engine::default`]; the first event is
/// [`Event::Started`].
#[derive(Default)]
pub struct Engine {
    entropy: u32,
    count: u32,
    locale: Locale,
    preferences: Preferences,
    settings: desk::InForce,
    /// Counts changes of the settings, so that a trace tells which were in force.
    settings_version: u32,
    /// When they came into force.
    settings_since: Option<Timestamp>,
    password: Option<Secret>,
    line: line::Line,
    waiting: Option<line::Waiting>,
    desk: desk::Desk,
    roster: Roster,
    selected: Option<CallId>,
    /// Calls of the last page that should go on, and of which no driver has told yet.
    unconfirmed: Set<CallId>,
    /// Cards that the agent closed while their Task was still on its way.
    closing: Set<CallId>,
    /// Calls that the last page left.
    left: Set<CallId>,
    /// Those of them that the agent wants back.
    tries: Map<CallId, lost::Try>,
    /// Calls whose other sides hear each other.
    table: conference::Table,
    watch: watch::Watch,
    /// Calls that are being handed on.
    transferring: Set<CallId>,
    history: History,
    requests: Requests,
    /// Saves whose answer did not come in time: should it come late, it still counts.
    unanswered: Map<RequestId, outbox::Key>,
    outbox: Outbox,
    notices: Vec<Notice>,
    /// What the agent was told that only the package can do.
    needs: Set<view::Need>,
    /// Saves that can still be taken back, and until when.
    undo: Map<CallId, Timestamp>,
    /// The agent looks at the diagnosis.
    looking: Option<Box<diagnosis::Looking>>,
    presence: presence::Presence,
    /// The call whose trace the agent looks at.
    why: Option<CallId>,
    /// Why what happened, call by call, for the calls of the roster and the latest of the history.
    traces: Map<CallId, Arc<Vec<trace::Line>>>,
    /// What the utility bar and the ringer were last told.
    shown: Shown,
    /// Calls whose journal entry is out of date.
    touched: Set<CallId>,
    /// The moment of the last event.
    last: Option<Timestamp>,
    /// What stands behind the front, and what waits for it.
    staff: office::Staff,
    /// Calls whose journal entry could not be written, and keys of those that are done with.
    unstored: Set<CallId>,
    unstored_done: Vec<String>,
    out: Vec<Effect>,
}

#[derive(Default)]
struct Shown {
    panel: Panel,
    ringing: bool,
    guarded: bool,
}

/// As many lines of trace as a call keeps; as many calls as keep theirs.
const TRACE: usize = 200;
const TRACES: usize = 20;

impl Engine {
    /// Takes one event and says what is to be done. Never panics; an event that makes no sense now changes nothing.
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.follow_clock(now);
        match event {
            Event::Started(boot) => self.started(boot, now),
            Event::DriverOpened(can) => self.driver_opened(can, now),
            Event::Signal(signal) => self.signal(signal, now),
            Event::News(news) => self.news(news, now),
            Event::Reply(id, reply) => self.reply(id, reply, now),
            Event::Agent(intent) => self.agent(intent, now),
            Event::Woke => {}
            Event::Leaving => self.leaving(now),
            Event::OfficeOpened(office) => self.office_opened(office, now),
            Event::OfficeMissing => self.office_missing(now),
            Event::HistoryRead(entries) => self.history_came(entries),
            Event::StorageFailed { key, reason } => {
                self.storage_failed(&key, reason);
                return Vec::new();
            }
        }
        self.store_again();
        self.beat(now);
        self.call_waiting(now);
        self.run_office(now);
        if self.line.stale {
            self.open_driver();
        }
        self.show();
        self.take_effects()
    }

    /// When the engine wants [`Event::Woke`]; waking it earlier or later does no harm. `None`: nothing is waited for.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let waiting = self.waiting.as_ref().map(|waiting| waiting.until);
        [self.office_wakes_at(), waiting, self.beat_at()].into_iter().flatten().min()
    }

    /// What the screen shows now.
    pub fn view(&self) -> View {
        screen::draw(self)
    }

    /// What the utility bar shows now.
    pub fn panel(&self) -> &Panel {
        &self.shown.panel
    }

    /// Why what happened to this call, oldest first.
    pub fn trace(&self, call: CallId) -> &[trace::Line] {
        self.traces.get(&call).map_or(&[], |lines| lines.as_slice())
    }

    /// The driver's line of a live call.
    pub fn leg_of(&self, call: CallId) -> Option<id::LegId> {
        self.roster.get(call)?.leg.clone()
    }

    /// The name under which the org knows a call that is on the screen.
    pub fn key_of(&self, call: CallId) -> Option<String> {
        Some(self.roster.get(call)?.key.clone())
    }

    /// How often the settings have changed, with the first of them as one.
    pub fn settings_version(&self) -> u32 {
        self.settings_version
    }

    /// The records that carry the number of the other side.
    pub fn matches(&self, call: CallId) -> &[crm::Match] {
        self.roster.get(call).map_or(&[], call::Call::matches)
    }

    /// The journal is written before anything that follows from it is done.
    fn take_effects(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = Vec::new();
        for id in std::mem::take(&mut self.touched) {
            effects.extend(self.journal_entry(id));
        }
        effects.append(&mut self.out);
        effects
    }

    fn next_id(&mut self) -> u64 {
        self.count = self.count.wrapping_add(1);
        u64::from(self.entropy) << 32 | u64::from(self.count)
    }

    fn request_id(&mut self) -> RequestId {
        RequestId(self.next_id())
    }

    fn notice(&mut self, what: NoticeKind) {
        if self.notices.iter().any(|notice| notice.what == what) {
            return;
        }
        self.count = self.count.wrapping_add(1);
        self.notices.push(Notice { id: self.count, what });
        if self.notices.len() > 5 {
            self.notices.remove(0);
        }
    }
}
