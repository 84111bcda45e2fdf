//! What the administrator decides. Read from text by key, valid by construction: what makes no sense, or contradicts
//! something else, is told, and the nearest settings that do make sense are in force.

mod clash;
pub mod forms;
mod keys;
mod parse;
mod problem;

use std::time::Duration;

use super::id::RecordId;
use super::number::{NumberPlan, PhoneNumber};
use super::secret::shows;
use super::telephony::{Driver, Headers};
use crate::engine::crm::{CustomObject, Direction, LatestBy};
use crate::engine::map::Map;

pub use keys::{KEYS, Key, NAMES, item_name};
pub use problem::{Clash, Problem};

/// All settings, each with its default.
#[derive(Clone, PartialEq, Debug)]
pub struct Settings {
    pub line: Line,
    pub numbers: NumberPlan,
    pub subject: Subject,
    /// The call Task's record type; `None`: the default of the agent's profile.
    pub activity_record_type: Option<RecordId>,
    pub pop: Pop,
    pub auto_answer: bool,
    /// Of several records with the number the call belongs to that whose page the agent opens.
    pub relate_visited: bool,
    /// Calls are answered at once where the PBX asks for it.
    pub answer_on_request: bool,
    pub autosave: Autosave,
    pub case: Cases,
    pub missed: Missed,
    /// Calls that nobody answered, or that found a busy line, are saved by themselves.
    pub save_unanswered: bool,
    pub results: Results,
    pub email: Email,
    pub edit: Edit,
    pub follow_up: FollowUps,
    /// How a call sounded is written into its Task.
    pub save_quality: bool,
    /// Salesforce's own interaction log writes the call down: we must not.
    pub interaction_log: bool,
    pub presence: Presence,
    /// The telephone system gives each call one name on all phones.
    pub unique_call_ids: bool,
    /// Agents may keep a call out of Salesforce, each time anew.
    pub offer_off_record: bool,
    /// The agent is in a group where all phones ring.
    pub ring_all: bool,
}

/// `line.*`: where the telephone is plugged in.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub driver: Driver,
    pub servers: Vec<String>,
    pub domain: String,
    /// Empty: the agent enters it.
    pub user: String,
    pub auth_user: String,
    /// Where a desk phone's calls begin in the dialplan.
    pub context: String,
    pub expires: Duration,
    pub ice_servers: Vec<String>,
    pub headers: Headers,
    /// The number at which voice messages are heard; empty: nobody asks for them.
    pub mailbox: String,
    /// Colleagues whose phones are watched.
    pub watched: Vec<Watched>,
}

#[derive(Clone, PartialEq)]
pub struct Watched {
    pub number: PhoneNumber,
    pub name: Option<String>,
}

shows!(Watched: number);

/// `subject.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Subject {
    pub template: String,
    pub locked: bool,
    pub time_12h: bool,
}

/// `pop.*`: what opens when somebody calls.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pop {
    pub mode: PopMode,
    pub latest_by: LatestBy,
    pub when: PopWhen,
    pub custom_objects: Vec<CustomObject>,
    /// Object and field in which what the caller keyed in is looked up.
    pub ivr: Option<(String, String)>,
}

/// Which record opens for a contact or an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PopMode {
    #[default]
    Identified,
    LatestOpportunityContact,
    LatestOpportunityAccount,
    LatestCaseContact,
    LatestCaseAccount,
    AccountInsteadOfContact,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PopWhen {
    #[default]
    Ringing,
    Answer,
}

/// `autosave.*`: which answered calls are written down when they end, without a press of Save.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Autosave {
    pub inbound: bool,
    pub outbound: bool,
    pub internal: bool,
}

impl Autosave {
    pub fn of(self, direction: Direction) -> bool {
        match direction {
            Direction::Inbound => self.inbound,
            Direction::Outbound => self.outbound,
            Direction::Internal => self.internal,
        }
    }
}

/// `case.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cases {
    pub create_inbound: bool,
    pub create_outbound: bool,
    pub outbound_require_identified: bool,
    /// A new case opens as soon as it is there.
    pub pop_new: bool,
    pub record_type: Option<RecordId>,
}

/// `missed.*`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Missed {
    pub save_inbound: bool,
    pub track_answered: bool,
}

/// `results.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Results {
    /// `None`: in the agent's language.
    pub missed: Option<String>,
    pub no_answer: Option<String>,
    pub missed_answered: Option<String>,
    pub list: Vec<CallResult>,
}

/// One result that an agent can choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CallResult {
    pub label: String,
    pub group: Option<String>,
    pub inbound: bool,
    pub outbound: bool,
    /// Offered only where somebody talked.
    pub answered_only: bool,
}

/// `email.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Email {
    pub missed: bool,
    pub to_owner: bool,
    pub default_address: Option<String>,
    /// Id or developer name; `None`: the shipped one.
    pub template: Option<String>,
}

/// `edit.*`: the Task opens for editing after the call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Edit {
    pub inbound: bool,
    pub outbound: bool,
}

impl Edit {
    pub fn of(self, direction: Direction) -> bool {
        match direction {
            Direction::Inbound => self.inbound,
            Direction::Outbound => self.outbound,
            Direction::Internal => false,
        }
    }
}

/// `presence.*` and `wrap_up.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Presence {
    /// In the order of the screen; at least one in which calls come through.
    pub states: Vec<PresenceState>,
    /// How long the time after a call is; zero: there is none.
    pub wrap_up: Duration,
    /// By how much the agent can prolong it; zero: not at all.
    pub prolong: Duration,
}

/// One state that an agent can choose, or that comes by itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PresenceState {
    /// `None`: the kind's, in the agent's language.
    pub label: Option<String>,
    pub kind: PresenceKind,
    /// What is dialled to tell the PBX.
    pub code: Option<PhoneNumber>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PresenceKind {
    Available,
    /// Calls come through all the same: it is for others to see.
    Away,
    /// Calls are declined without a sound, and nothing is dialled.
    DoNotDisturb,
    /// After a call; not to be chosen.
    WrapUp,
}

impl PresenceState {
    /// What it is called where it is kept.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or(match self.kind {
            PresenceKind::Available => "available",
            PresenceKind::Away => "away",
            PresenceKind::DoNotDisturb => "dnd",
            PresenceKind::WrapUp => "wrap_up",
        })
    }
}

/// `follow_up.*`
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FollowUps {
    pub inbound: Offer,
    pub outbound: Offer,
    pub complete_instead_of_delete: bool,
    pub copy_note: bool,
    pub event_record_type: Option<RecordId>,
}

/// What an agent is offered after a call of one direction.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Offer {
    /// What stands there before the agent chooses.
    pub default: Option<FollowUp>,
    /// In the order of the screen; none: nothing is offered.
    pub options: Vec<FollowUp>,
    pub record_type: Option<RecordId>,
}

impl FollowUps {
    /// What is offered for a call, by who began it.
    pub fn of(&self, outgoing: bool) -> &Offer {
        if outgoing { &self.outbound } else { &self.inbound }
    }
}

/// What comes after a call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FollowUp {
    /// A new task.
    Task,
    /// A new task, and today's is completed or deleted.
    TaskCloseToday,
    OpenToday,
    OpenLatest,
    /// A new event.
    Event,
}

impl FollowUp {
    /// In the order of the default.
    pub const ALL: [Self; 5] = [Self::Task, Self::TaskCloseToday, Self::OpenToday, Self::OpenLatest, Self::Event];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Task => "follow_up",
            Self::TaskCloseToday => "follow_up_close_today",
            Self::OpenToday => "open_today_task",
            Self::OpenLatest => "open_latest_task",
            Self::Event => "new_event",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let mut settings = Self::blank();
        for key in KEYS {
            (key.set)(&mut settings, key.default).expect(key.name);
        }
        clash::resolve(&mut settings, &mut Vec::new());
        settings
    }
}

impl Settings {
    /// Before any default.
    fn blank() -> Self {
        Self {
            line: Line {
                driver: Driver::Practice,
                servers: Vec::new(),
                domain: String::new(),
                user: String::new(),
                auth_user: String::new(),
                context: String::new(),
                expires: Duration::ZERO,
                ice_servers: Vec::new(),
                headers: Headers::default(),
                mailbox: String::new(),
                watched: Vec::new(),
            },
            numbers: NumberPlan::default(),
            subject: Subject::default(),
            activity_record_type: None,
            pop: Pop::default(),
            relate_visited: false,
            auto_answer: false,
            answer_on_request: false,
            autosave: Autosave::default(),
            case: Cases::default(),
            missed: Missed::default(),
            save_unanswered: false,
            results: Results::default(),
            email: Email::default(),
            edit: Edit::default(),
            follow_up: FollowUps::default(),
            save_quality: false,
            interaction_log: false,
            presence: Presence::default(),
            unique_call_ids: false,
            offer_off_record: false,
            ring_all: false,
        }
    }

    /// Only what a telephone needs that listens; nothing else is as it was found, nor even as its default. The same text gives the
    /// same here and in [`read`](Self::read), which tells what is wrong with it.
    pub fn first(found: &Map<String, String>) -> Self {
        let mut settings = Self::blank();
        for key in keys::FIRST {
            let _ = (key.set)(&mut settings, key.default);
            if let Some(text) = found.get(key.name) {
                let _ = (key.set)(&mut settings, text.trim());
            }
        }
        if settings.ring_all {
            (settings.auto_answer, settings.answer_on_request) = (false, false);
        }
        settings
    }

    /// Reads what was found under the keys' names, and all that is wrong with it. A text that is not of its key's
    /// form leaves the default in force; of two settings that contradict each other the safer is taken.
    pub fn read(found: &Map<String, String>) -> (Self, Vec<Problem>) {
        let mut settings = Self::default();
        let mut problems = Vec::new();
        for (name, text) in found.iter() {
            match KEYS.iter().find(|key| key.name == name) {
                Some(key) if (key.set)(&mut settings, text.trim()).is_ok() => {}
                Some(key) => problems.push(Problem::Unusable { key: key.name, text: text.clone() }),
                None => problems.push(Problem::Unknown(name.clone())),
            }
        }
        clash::resolve(&mut settings, &mut problems);
        (settings, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_is_there_once_and_fits_a_call_center_file() {
        let mut names: Vec<_> = KEYS.iter().map(Key::item_name).collect();
        assert!(
            names
                .iter()
                .all(|n| n.len() <= 40 && n.bytes().all(|b| b.is_ascii_alphanumeric()) && !n.starts_with("req"))
        );
        names.sort();
        names.dedup();
        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn nonsense_is_told_and_the_default_stays() {
        let found =
            [("line.expires", "soon"), ("autosave.inbound", "maybe"), ("numbers.country", "+49"), ("not.ours", "x")];
        let found = found.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let (settings, rejected) = Settings::read(&found);
        assert_eq!(
            rejected.iter().map(Problem::key).collect::<Vec<_>>(),
            ["autosave.inbound", "line.expires", "not.ours"]
        );
        assert_eq!(settings.line.expires, Duration::from_secs(300));
        assert_eq!(settings.numbers.country(), "49");
    }

    #[test]
    fn a_server_without_encryption_is_for_loopback_only_by_the_browsers_own_rule() {
        let read = |text: &str| Settings::read(&[("line.servers".to_owned(), text.to_owned())].into()).0.line.servers;
        assert_eq!(read("wss://a:8089/ws ws://127.0.0.1:8088/ws").len(), 2);
        assert!(read("https://a").is_empty());
    }
}
