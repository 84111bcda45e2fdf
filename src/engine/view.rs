//! What the screen shows: a plain value made by the engine, drawn by the shell. It holds no text of its own but
//! names and notes: the wording, in each language, is the screen's.

mod notice;

pub use notice::{Need, Notice, NoticeKind};

use std::sync::Arc;
use std::time::Duration;

use super::crm::{Failure, Match, OpenTask, RecordRef, Surface, Value};
use super::diagnosis::Check;
use super::event::Theme;
use super::id::{CallId, RecordId};
use super::locale::Locale;
use super::number::PhoneNumber;
use super::outbox::Part;
use super::quality::{AudioTrouble, Reading};
use super::secret::shows;
use super::settings::{CallResult, FollowUp, PresenceState};
use super::telephony::{Driver, EndCause, Lamp, LineState, Party};
use super::time::{Day, Timestamp};
use super::trace::Line;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    pub locale: Locale,
    pub theme: Theme,
    pub line: LineView,
    pub crm: CrmView,
    /// Calls that are going on or still need the agent, oldest first.
    pub calls: Vec<CallView>,
    /// The call whose card is open.
    pub selected: Option<CallId>,
    pub history: Arc<HistoryView>,
    pub notices: Vec<Notice>,
    /// `None`: nothing is known of any.
    pub messages: Option<Messages>,
    /// Colleagues' phones, in the administrator's order.
    pub lamps: Vec<LampView>,
    pub can_dial: bool,
    pub office: OfficeView,
    /// The trace that the agent asked for.
    pub why: Option<Why>,
    /// The diagnosis, while the agent looks at it.
    pub checks: Option<Vec<Check>>,
    /// `None`: the back office is not here yet.
    pub presence: Option<PresenceView>,
    pub tab: TabView,
}

/// What the agent says about being there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PresenceView {
    pub choices: Vec<PresenceState>,
    /// The place of the chosen one.
    pub chosen: usize,
    pub now: PresenceNow,
    /// The PBX has not confirmed it yet.
    pub untold: bool,
}

impl PresenceView {
    /// The time after a call is running.
    pub fn runs_out(&self) -> bool {
        matches!(self.now, PresenceNow::WrapUp { .. })
    }
}

/// What is in force, where it is not what was chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PresenceNow {
    #[default]
    AsChosen,
    OnCall,
    /// The time after a call. `prolong`: by how much, where that is allowed.
    WrapUp {
        until: Timestamp,
        prolong: Option<Duration>,
    },
}

/// Which tab of this browser has the telephone. An engine has it; a tab that follows another one says so over its view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TabView {
    #[default]
    Here,
    Elsewhere,
    /// Elsewhere, and that tab does not answer: it sleeps, or hangs.
    Silent,
}

/// Voice messages, and where they are heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Messages {
    pub new: u32,
    pub old: u32,
    pub mailbox: PhoneNumber,
}

#[derive(Clone, PartialEq, Eq)]
pub struct LampView {
    pub number: PhoneNumber,
    pub name: Option<String>,
    pub lamp: Lamp,
}

shows!(LampView: number, lamp);

/// Whether what finds, opens and saves is there: until then calls ring and are talked, and wait for the rest.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OfficeView {
    #[default]
    NotAsked,
    Coming,
    /// It could not be fetched. It is tried again by itself.
    Missing {
        retry: Timestamp,
    },
    Here,
}

/// Why what happened to a call: the lines that were carried out, oldest first.
#[derive(Clone, PartialEq, Debug)]
pub struct Why {
    pub call: CallId,
    pub lines: Arc<Vec<Line>>,
}

#[derive(Clone, PartialEq, Eq, Default)]
pub struct LineView {
    pub state: LineState,
    pub driver: Driver,
    /// Which one the configured line is.
    pub own: Driver,
    /// Whether a line other than the practice line is configured.
    pub has_account: bool,
    /// `1001@pbx.example.com`
    pub account: String,
    pub user: String,
    pub has_password: bool,
}

shows!(LineView: state, driver, own, has_account, has_password);

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CrmView {
    pub surface: Option<Surface>,
    /// Why nothing can be found or saved.
    pub trouble: Option<Failure>,
    /// The record that the agent's window shows.
    pub page: Option<RecordRef>,
}

#[derive(Clone, PartialEq)]
pub struct CallView {
    pub id: CallId,
    pub outgoing: bool,
    pub internal: bool,
    pub party: Party,
    pub state: CallStateView,
    pub muted: bool,
    /// It is being handed on; until that is known to have worked, it is still ours.
    pub transferring: bool,
    /// Others hear what is said in it, and are heard.
    pub in_conference: bool,
    pub queue: Option<String>,
    pub ivr: Option<String>,
    pub diverted_by: Option<Party>,
    /// The other side asks us to call this one instead.
    pub invited: Option<Party>,
    pub digits_sent: String,
    /// How it sounds; nothing while nothing is measured.
    pub sound: SoundView,
    pub caller: CallerView,
    /// The case or opportunity that the call is about, beside the caller.
    pub about: Option<RecordRef>,
    pub subject: String,
    pub subject_locked: bool,
    /// `None`: results are not chosen here.
    pub result: Option<ResultView>,
    /// `None`: nothing is offered.
    pub follow_up: Option<FollowUpView>,
    pub note: String,
    /// Characters left before Salesforce's limit of the field.
    pub note_room: usize,
    pub saving: Saving,
    /// Where the case of this call stands, if there is to be one.
    pub case: Option<Saving>,
    /// Its page left it, and it can be taken up again: until it is, it counts as ended.
    pub lost: Option<LostView>,
    /// The last save can be taken back until then.
    pub undo: Option<Timestamp>,
    /// Whether the agent said not to log it. `None`: that is not theirs to say, or too late.
    pub off_record: Option<bool>,
    pub can: Controls,
}

shows!(CallView: id, outgoing, internal, party, state, muted, transferring, caller, saving, case, lost, undo, off_record, can);

/// A call that the page before this one left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LostView {
    /// From then on nobody is likely to be there any more.
    pub until: Timestamp,
    /// The agent has asked for it.
    pub asked: bool,
}

/// An estimate of how a call sounds, and what is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SoundView {
    /// The driver measures it, and somebody talks.
    pub measured: bool,
    pub reading: Option<Reading>,
    pub trouble: Option<AudioTrouble>,
}

/// The results that fit the call, in the administrator's order, with their groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResultView {
    pub options: Vec<CallResult>,
    pub chosen: Option<String>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct FollowUpView {
    /// In the administrator's order.
    pub options: Vec<FollowUp>,
    pub chosen: Option<FollowUp>,
    /// Of a new task or event.
    pub due: Day,
    pub tasks: TasksView,
    /// The one that is opened or closed.
    pub task: Option<RecordId>,
    /// Where the new task or event stands; `None`: nothing was asked for yet.
    pub saving: Option<Saving>,
    /// The choice has been carried out.
    pub done: bool,
}

/// The open tasks of the record that the call belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum TasksView {
    /// The choice needs none, or the call belongs to nothing yet.
    #[default]
    NotAsked,
    Searching,
    Failed(Failure),
    /// None: there is nothing to open.
    Found(Vec<OpenTask>),
}

/// Where a call stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallStateView {
    RingingIn {
        since: Timestamp,
    },
    Dialling {
        since: Timestamp,
    },
    /// The far phone rings.
    RingingOut {
        since: Timestamp,
        early_media: bool,
    },
    Talking {
        since: Timestamp,
        held_here: bool,
        held_there: bool,
    },
    Ended {
        cause: EndCause,
        talked: Duration,
        answered: bool,
        at: Timestamp,
    },
}

/// Who it is, as far as is known.
#[derive(Clone, PartialEq, Eq)]
pub enum CallerView {
    /// Withheld, internal, or there is no CRM.
    NotSearched,
    Searching,
    /// The search came to nothing; the call goes on.
    Failed(Failure),
    /// Nothing has this number.
    Unknown,
    /// Several have it: the agent's choice.
    Several(Vec<Match>),
    /// This one, found or chosen. `others`: how many more have the number.
    Known {
        record: RecordRef,
        details: Vec<(String, String)>,
        others: Vec<Match>,
    },
    /// The agent said: none of them.
    Unassigned(Vec<Match>),
}

/// Where the Task of this call stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saving {
    /// Nothing is to be saved yet, or the settings say to wait for the button.
    NotYet,
    /// There are changes that Salesforce has not got. `by_agent`: they wait for the button.
    Unsaved { by_agent: bool },
    /// On its way, or waiting to be; `attempt` counts from one.
    Saving { attempt: u32 },
    /// `task`: `None` where only the agent vouches for it.
    Saved { at: Timestamp, task: Option<RecordId> },
    /// Salesforce said no. The note is kept.
    Refused(Failure),
    /// Will be tried again by itself.
    Waiting { retry: Timestamp, why: Failure },
    /// Somebody has changed these fields in Salesforce meanwhile: they are not overwritten, and the agent decides.
    Conflict(Vec<Conflict>),
    /// The answer was lost and nobody can look it up: the agent has to.
    Unknown { since: Timestamp },
    /// The settings or the kind of call say: not at all.
    None,
}

/// A field that was changed in Salesforce, and here to something else.
#[derive(Clone, PartialEq, Eq)]
pub struct Conflict {
    pub part: Part,
    /// By its API name.
    pub field: String,
    /// What Salesforce has; a long text is cut.
    pub theirs: Value,
    /// Both texts can be kept, one after the other.
    pub both: bool,
}

shows!(Conflict: part, field, both);

/// Which buttons there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Controls {
    pub answer: bool,
    pub decline: bool,
    pub hang_up: bool,
    pub hold: bool,
    pub resume: bool,
    pub mute: bool,
    pub digits: bool,
    /// Hand the other side on to a number.
    pub transfer: bool,
    /// Can be joined with another call that can.
    pub join: bool,
    /// Can be mixed with another call that can.
    pub join_all: bool,
    pub save: bool,
    pub close: bool,
    /// Move a card that Salesforce refuses to the recent calls, unsaved.
    pub give_up: bool,
    /// Relate the call to the page that is open.
    pub assign_page: bool,
    /// That page comes beside the caller's record, not in its place.
    pub add_page: bool,
    /// Call the other side of a call that its page ended.
    pub call_back: bool,
}

/// Calls that are done with, newest first: the rows that the screen [looks at](super::event::Intent::LookBack).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HistoryView {
    /// As many are there to look at.
    pub total: usize,
    /// As many of all of them should be in Salesforce and are not.
    pub unlogged: usize,
    /// Only those are looked at.
    pub only_unlogged: bool,
    /// The place of the first row, from zero.
    pub first: usize,
    pub rows: Vec<Arc<RecentCall>>,
    /// The number that was dialled last.
    pub redial: Option<PhoneNumber>,
}

/// Whether Salesforce has a call that is done with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Logged {
    Yes,
    /// It should have it, and has not.
    No,
    /// The agent said: do not log it.
    OffRecord,
    /// The settings and the kind of call say: not at all.
    NotMeant,
}

/// A call that is done with. Kept in the journal as it is.
#[derive(Clone, PartialEq)]
pub struct RecentCall {
    pub id: CallId,
    pub outgoing: bool,
    pub party: Party,
    pub name: Option<String>,
    pub at: Timestamp,
    pub talked: Duration,
    pub answered: bool,
    pub cause: EndCause,
    pub logged: Logged,
    /// What was typed, where it stands nowhere else.
    pub note: String,
    pub call_back: Option<PhoneNumber>,
}

shows!(RecentCall: id, outgoing, at, talked, answered, cause, logged);
