//! The contract with every CRM surface: [`Request`]s go out with an id and a deadline, [`Reply`]s and [`News`] come
//! in. Open CTI in Lightning, its older form in Classic and the rehearsal in memory all speak it; none is named here.
//! Object and field names are Salesforce's own API names.

mod package;

use super::id::{RecordId, RequestId};
use super::number::PhoneNumber;
use super::quality::tenths;
use super::secret::{Private, Spellings, shows};
use super::time::{Day, Timestamp};
use crate::engine::map::Map;
pub use package::{
    Changed, Closed, CustomObject, Find, Greeting, LatestBy, Mail, MissedCall, OpenTask, PACKAGE_ACTIONS, Recipient,
};

/// A question or an order to the CRM. Each is answered once by a [`Reply`], or its deadline passes.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    /// Which records carry this number? `spellings`: how it may be written, likeliest first; the surface tries them
    /// in order and stops at the first that finds something. Answered by [`Reply::Found`].
    Search { spellings: Spellings, direction: Direction },
    /// Show something in the agent's window. Answered by [`Reply::Opened`].
    ScreenPop(Target),
    /// Create a record, or change the one that `draft.record` names. Answered by [`Reply::Saved`].
    Save(Draft),
    /// Which Task, Event or Case was written under this call key? Only where [`Capabilities::find_saved`].
    /// Answered by [`Reply::Located`].
    FindSaved { object: Object, key: String },
    /// Let the page behind the widget show what was saved. Answered by [`Reply::Refreshed`].
    RefreshView,
    // From here on a surface needs the package; where it is not there, these come back as `Unsupported`.
    /// Records of these objects that carry the number in one of these spellings. Answered by [`Reply::Found`].
    SearchObjects { objects: Vec<CustomObject>, spellings: Spellings },
    /// One record that the agent may read. Answered by [`Reply::Record`].
    Find(Find),
    /// Open tasks of these people and things. Answered by [`Reply::Tasks`]: the agent's own first, then by due date
    /// and creation, newest first. `due`: only the agent's own of that day. `but`: the call's own Task.
    OpenTasks { related: Vec<RecordId>, due: Option<Day>, but: Option<RecordId> },
    /// Complete or delete tasks. Answered by [`Reply::Closed`].
    CloseTasks { tasks: Vec<RecordId>, delete: bool },
    /// Tasks of this call that say `missed` shall say `missed_answered`, if somebody answered it: as we know by
    /// `answered`, or as another Task of the call tells. May be asked again and again. Answered by
    /// [`Reply::Resolved`].
    ResolveMissed { call_ref: String, answered: bool, missed: String, missed_answered: String },
    /// Inbound calls that began in this time, that colleagues have a Task of which says `missed`, and that nobody took. Answered by
    /// [`Reply::MissedCalls`].
    MissedBetween { from: Timestamp, to: Timestamp, missed: String },
    /// Is the package there, and whom does it see? Answered by [`Reply::Greeted`].
    Greet,
    /// Tell somebody of a missed call. Answered by [`Reply::Mailed`].
    Mail(Mail),
    /// Change the record that the draft names, each field only where it still holds what it is believed to; one of which nothing is
    /// believed is set, whatever it holds. May be asked again and again. Answered by [`Reply::Changed`].
    Change(Draft, Fields),
}

/// The answer to one [`Request`].
#[derive(Clone, PartialEq, Debug)]
pub enum Reply {
    /// `layout_pops`: the administrator's softphone layout would open something for this result;
    /// [`Target::AsLayoutSays`] asks for it.
    Found {
        matches: Vec<Match>,
        layout_pops: bool,
    },
    Opened,
    Saved {
        record: RecordId,
    },
    Located {
        record: Option<RecordId>,
    },
    Refreshed,
    Record(Option<RecordRef>),
    Tasks(Vec<OpenTask>),
    Closed(Closed),
    /// `refused`: colleagues' tasks that this agent may not change.
    Resolved {
        updated: u32,
        refused: u32,
    },
    MissedCalls(Vec<MissedCall>),
    Mailed,
    Greeted(Greeting),
    /// All is set but for these, which somebody else has changed.
    Changed(Vec<Changed>),
    Failed(Failure),
}

/// What the CRM tells without being asked.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// The surface is there and answers.
    Connected(Connection),
    /// There is no CRM, or it is gone; the telephone works all the same.
    Unreachable(Failure),
    /// The administrator's settings in the call center, keyed as in [`super::settings`].
    CallCenter(Map<String, String>),
    /// Those of the package's settings record: they come before the call center's.
    Workflow(Map<String, String>),
    /// The agent clicked a number on a page.
    ClickToDial { number: Private, record: Option<RecordRef> },
    /// The agent's window shows another page; `None`: a page without a record.
    Navigated { record: Option<RecordRef> },
}

/// Who and what is on the other side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connection {
    pub surface: Surface,
    /// The org's origin, `https://acme.lightning.force.com`. Tells journals of different orgs apart.
    pub org: String,
    pub can: Capabilities,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Surface {
    Lightning,
    Classic,
    /// The widget stands alone in a browser tab: a telephone without a CRM.
    None,
}

/// What a surface can do. What it cannot, it answers with [`FailureKind::Unsupported`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Capabilities {
    pub search: bool,
    pub screen_pop: bool,
    pub save: bool,
    /// A Task can be looked up by the call's key after an answer was lost.
    pub find_saved: bool,
}

/// Inbound, outbound, internal: Salesforce's `CallType`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Direction {
    Inbound,
    Outbound,
    Internal,
}

impl Direction {
    /// The value of the restricted picklist `Task.CallType`.
    pub fn call_type(self) -> &'static str {
        match self {
            Self::Inbound => "Inbound",
            Self::Outbound => "Outbound",
            Self::Internal => "Internal",
        }
    }
}

/// A Salesforce object.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Object {
    Account,
    Contact,
    Lead,
    Opportunity,
    Case,
    Task,
    Event,
    User,
    /// A custom object or a standard one without a part in the workflow, by its API name.
    Other(String),
}

impl Object {
    pub fn api_name(&self) -> &str {
        match self {
            Self::Account => "Account",
            Self::Contact => "Contact",
            Self::Lead => "Lead",
            Self::Opportunity => "Opportunity",
            Self::Case => "Case",
            Self::Task => "Task",
            Self::Event => "Event",
            Self::User => "User",
            Self::Other(name) => name,
        }
    }

    /// Whether a Task can belong to it: what its `WhoId` and `WhatId` refer to, of the objects that a call may be about (Salesforce
    /// Object Reference, "Task"). An activity, a user and the relation of a contact to an account are not among them.
    pub fn takes_activities(&self) -> bool {
        match self {
            Self::Account | Self::Contact | Self::Lead | Self::Opportunity | Self::Case => true,
            Self::Task | Self::Event | Self::User => false,
            Self::Other(name) => name.ends_with("__c") || WITH_ACTIVITIES.contains(&&**name),
        }
    }

    /// The side of a Task that this object fits: people into `WhoId`, things into `WhatId`.
    pub fn is_person(&self) -> bool {
        matches!(self, Self::Contact | Self::Lead)
    }
}

/// Standard objects without a part in the workflow that activities can belong to.
const WITH_ACTIVITIES: &[&str] =
    &["Asset", "Campaign", "Contract", "Order", "Product2", "Quote", "ServiceContract", "Solution", "WorkOrder"];

impl From<String> for Object {
    fn from(name: String) -> Self {
        match name.as_str() {
            "Account" => Self::Account,
            "Contact" => Self::Contact,
            "Lead" => Self::Lead,
            "Opportunity" => Self::Opportunity,
            "Case" => Self::Case,
            "Task" => Self::Task,
            "Event" => Self::Event,
            "User" => Self::User,
            _ => Self::Other(name),
        }
    }
}

impl From<Object> for String {
    fn from(object: Object) -> Self {
        object.api_name().to_owned()
    }
}

/// A record and how to call it on the screen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordRef {
    pub id: RecordId,
    pub object: Object,
    pub name: String,
}

shows!(RecordRef: id, object);

/// A record that a search found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    pub record: RecordRef,
    /// What else the softphone layout shows of it, label and value, in the layout's order.
    pub details: Vec<(String, String)>,
    /// The spelling of the number that found it.
    pub found_by: String,
}

shows!(Match: record);

/// What a screen pop opens: the seven kinds of Open CTI's `SCREENPOP_TYPE`, and the layout's own choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    Record(RecordId),
    /// The record's page in edit mode.
    Edit {
        object: Object,
        record: RecordId,
    },
    /// Relative to the org, `/lightning/…` or `/apex/…`.
    Url(String),
    ObjectHome(Object),
    List {
        object: Object,
        list_view: RecordId,
    },
    /// At least three characters.
    Search(Private),
    NewRecord {
        object: Object,
        defaults: Fields,
    },
    Flow {
        name: String,
        args: Vec<(String, String)>,
    },
    /// What the softphone layout says for the result of that search, passed on untouched.
    AsLayoutSays {
        search: RequestId,
    },
}

/// A record to be written: what is not named in `fields` stays as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub object: Object,
    /// `None`: create.
    pub record: Option<RecordId>,
    pub fields: Fields,
}

/// Field API name to value, in a fixed order.
pub type Fields = Map<String, Value>;

#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Number(i64),
    /// `43` is 4.3.
    Tenths(u32),
    Flag(bool),
    Date(Day),
    Moment(Timestamp),
    Phone(PhoneNumber),
    Reference(RecordId),
    /// Clears the field.
    Empty,
}

impl Value {
    /// In Salesforce's own spelling, where all values are texts. Nothing: an empty one.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Tenths(number) => tenths(*number),
            Self::Flag(flag) => flag.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Moment(moment) => moment.to_rfc3339_utc(),
            Self::Phone(number) => number.as_given().to_owned(),
            Self::Reference(id) => id.0.clone(),
            Self::Empty => String::new(),
        }
    }
}

/// Why a request came to nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    /// Salesforce's own words, where it gave any: shown to the agent as they are.
    pub message: String,
    /// What it says of single fields, API name and message.
    pub fields: Vec<(String, String)>,
}

shows!(Failure: kind);

impl Failure {
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), fields: Vec::new() }
    }
}

/// The kinds of failure, told apart by what they leave open and whose move it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    /// The agent's move: the widget does not run inside Salesforce.
    NotInFrame,
    /// The administrator's move: Salesforce's library refused the page it was loaded by.
    InitFailed,
    /// Nobody's move yet: the softphone's container is not up. Nothing was done; try again soon.
    NotReady,
    /// The agent's or the administrator's move: Salesforce looked at it and said no. Nothing was done.
    Rejected,
    /// Salesforce failed while at it. **It may or may not have been done.**
    ServerError,
    /// No answer came in time. **It may or may not have been done.**
    Timeout,
    /// An answer came that cannot be understood. **It may or may not have been done.**
    Garbled,
    /// Our move: the call was malformed and never left the page.
    Malformed,
    /// The surface has no such thing. Nothing was done.
    Unsupported,
}

impl FailureKind {
    /// False where the request may have taken effect all the same: then it must not simply be sent again.
    pub fn surely_not_done(self) -> bool {
        match self {
            Self::NotInFrame
            | Self::InitFailed
            | Self::NotReady
            | Self::Rejected
            | Self::Malformed
            | Self::Unsupported => true,
            Self::ServerError | Self::Timeout | Self::Garbled => false,
        }
    }
}

/// How the widget shows itself while its panel is closed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Panel {
    /// The text on the utility bar's button; empty: the product's name.
    pub label: String,
    pub icon: PanelIcon,
    /// Open the panel: somebody rings.
    pub raise: bool,
}

shows!(Panel: icon, raise);

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PanelIcon {
    #[default]
    Idle,
    Ringing,
    Talking,
    Trouble,
}
