//! A call: who, when, what came of it. Its course is [`State`]'s business, its meaning that of the workflow rules.

mod fact;
mod progress;
mod roster;
mod state;

pub use fact::Fact;
pub use progress::{Choice, Lookup, Popped, Progress, Tasks, WrapUp};
pub use roster::Roster;
pub use state::{FarEnd, Outcome, State};

use std::time::Duration;

use super::crm::{Direction, Failure, Match, RecordRef};
use super::id::{CallId, LegId, RequestId};
use super::number::PhoneNumber;
use super::quality::Quality;
use super::secret::shows;
use super::telephony::{Handle, Party};
use super::time::Timestamp;

/// One call as the agent sees it. Everything here survives a reload.
#[derive(Clone, PartialEq)]
pub struct Call {
    pub id: CallId,
    /// The driver's line to the other side, while there is one.
    pub leg: Option<LegId>,
    /// The same, where the call outlives the page: there it is found again under this name.
    pub kept: Option<LegId>,
    /// With this it can be taken up again where the page goes and the call does not.
    pub handle: Option<Handle>,
    pub direction: Direction,
    /// Who began it: a call between colleagues is `Internal` in both cases.
    pub outgoing: bool,
    pub remote: Party,
    /// Our side: the number that was dialled to reach us, or our own where the line tells it.
    pub own: Option<PhoneNumber>,
    pub diverted_by: Option<Party>,
    /// The PBX asked the phone to answer by itself.
    pub asked_to_answer: bool,
    /// The other side asks us to call this one instead.
    pub invited: Option<Party>,
    /// The PBX's name for the call over all its legs.
    pub call_ref: Option<String>,
    /// Unique among all calls of all agents: a call that rings here twice is two, each with its Task.
    pub key: String,
    pub queue: Option<String>,
    pub ivr: Option<String>,
    /// The first sign of it: ring or dial.
    pub started: Timestamp,
    pub state: State,
    /// The last moment at which this call was known to be alive; where a reload cut it off, its end.
    pub seen: Timestamp,
    pub caller: Caller,
    pub related: Related,
    /// The record on whose page the number was clicked.
    pub origin: Option<RecordRef>,
    pub note: String,
    /// `None`: made from the template, again and again; else the agent's own words.
    pub subject: Option<String>,
    pub digits_sent: String,
    pub muted: bool,
    /// Since when the agent has it that this call is not logged.
    pub off_record: Option<Timestamp>,
    pub quality: Quality,
    /// It came when the agent was not to be disturbed: it was declined, and nobody was told.
    pub quiet: bool,
    pub progress: Progress,
    pub wrap_up: WrapUp,
}

shows!(Call: id, leg, direction, outgoing, remote, call_ref, key, started, state, seen, caller, related, muted, off_record, progress);

/// What the search for the other side came to.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Caller {
    #[default]
    NotSearched,
    Searching,
    Failed(Failure),
    /// In a fixed order, whatever the order of the answer. `search`: its request, for the layout's own pop.
    Found {
        matches: Vec<Match>,
        search: RequestId,
        layout_pops: bool,
    },
}

/// The record that the call belongs to, and on whose word.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Related {
    /// Nobody said.
    #[default]
    Open,
    To {
        record: RecordRef,
        by: RelatedBy,
    },
    /// The agent said: to none.
    Unassigned,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RelatedBy {
    /// The number belongs to it alone.
    Search,
    /// The call was made from its page.
    Origin,
    /// Of several that have the number the agent opened this one's page.
    Visit,
    /// The agent's choice: nothing overrules it.
    Agent,
}

impl Call {
    /// A call of which nothing is known but that it began.
    pub fn blank(id: CallId, state: State, now: Timestamp) -> Self {
        Self {
            id,
            leg: None,
            kept: None,
            handle: None,
            direction: Direction::Inbound,
            outgoing: false,
            remote: Party::default(),
            own: None,
            diverted_by: None,
            asked_to_answer: false,
            invited: None,
            call_ref: None,
            key: id.to_string(),
            queue: None,
            ivr: None,
            started: now,
            state,
            seen: now,
            caller: Caller::NotSearched,
            related: Related::Open,
            origin: None,
            note: String::new(),
            subject: None,
            digits_sent: String::new(),
            muted: false,
            off_record: None,
            quality: Quality::default(),
            quiet: false,
            progress: Progress::default(),
            wrap_up: WrapUp::default(),
        }
    }

    /// How long the two sides talked; zero before the answer and for a call that was never answered.
    pub fn talked(&self, now: Timestamp) -> Duration {
        match self.state {
            State::Ringing { .. } | State::Dialling { .. } => Duration::ZERO,
            State::Talking { since, .. } => now.since(since),
            State::Ended { answered, at, .. } => answered.map_or(Duration::ZERO, |answered| at.since(answered)),
        }
    }

    /// What a Task shows as duration: whole seconds, so that a call below one second counts as none.
    pub fn talked_seconds(&self, now: Timestamp) -> u64 {
        self.talked(now).as_secs()
    }

    /// The clock was set back while the call went on: it has lasted as long as before. What is over stays as it was.
    pub fn set_back(&mut self, by: Duration, now: Timestamp) {
        let moments = match &mut self.state {
            State::Ringing { since, .. } | State::Dialling { since, .. } | State::Talking { since, .. } => {
                [since, &mut self.started, &mut self.seen]
            }
            State::Ended { .. } => return,
        };
        for moment in moments {
            *moment = moment.minus(by);
        }
        // What was talked since the last event is not known: a second at least, or it would count as not answered.
        if let State::Talking { since, .. } = &mut self.state {
            *since = (*since).min(now.minus(Duration::from_secs(1)));
        }
    }

    /// It is up, and not on hold by us.
    pub fn is_heard(&self) -> bool {
        self.leg.is_some() && matches!(self.state, State::Talking { held_here: false, .. })
    }

    /// It was up when its page went; see `lost.rs`.
    pub fn is_lost(&self) -> bool {
        self.leg.is_none() && matches!(self.state, State::Talking { .. })
    }

    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }

    /// The name by which all phones know this call, for `Task.CallObject`: the PBX's where it has one, else our own.
    pub fn shared_name(&self) -> String {
        self.call_ref.clone().unwrap_or_else(|| self.key.clone())
    }

    pub fn related_record(&self) -> Option<&RecordRef> {
        match &self.related {
            Related::To { record, .. } => Some(record),
            Related::Open | Related::Unassigned => None,
        }
    }

    /// What the call is about, beside the caller: what the agent added, the case made for it, or what the caller keyed in.
    pub fn about(&self) -> Option<&RecordRef> {
        self.progress.further.as_ref().or(self.progress.case.as_ref()).or(self.progress.ivr.found())
    }

    /// It is what the agent looks at: nothing opens instead.
    pub fn is_open(&mut self, record: &RecordRef) {
        self.progress.popped = Some(Popped::Record(record.id.clone()));
        self.progress.target = Lookup::Nothing;
        self.wrap_up.tasks = Tasks::NotAsked;
    }

    pub fn matches(&self) -> &[Match] {
        match &self.caller {
            Caller::Found { matches, .. } => matches,
            Caller::NotSearched | Caller::Searching | Caller::Failed(_) => &[],
        }
    }
}
