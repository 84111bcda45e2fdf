//! What only the package can be asked, and what it answers.

use super::Object;
use crate::engine::id::RecordId;
use crate::engine::locale::Language;
use crate::engine::number::PhoneNumber;
use crate::engine::secret::shows;
use crate::engine::time::{Day, Timestamp};

/// Which record is meant.
#[derive(Clone, PartialEq, Eq)]
pub enum Find {
    /// The latest open opportunity or case of a contact or an account. `account_too`: of a contact's account as well.
    Latest { object: Object, of: RecordId, account_too: bool, by: LatestBy },
    /// The account of a contact.
    AccountOf(RecordId),
    /// The only record of `object` whose `field` equals `value`.
    ByField { object: String, field: String, value: String },
    /// What a reference field of a record points to.
    LookUp { record: RecordId, field: String },
    /// The record itself, for its name: a case's number.
    Named(RecordId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LatestBy {
    #[default]
    CreatedDate,
    LastModifiedDate,
}

/// An object beyond the softphone layout in which callers are searched, too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CustomObject {
    pub object: String,
    /// Phone fields, by API name.
    pub fields: Vec<String>,
    /// The reference field whose record opens instead.
    pub target: Option<String>,
}

/// A task that is not done yet.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenTask {
    pub id: RecordId,
    pub subject: String,
    pub due: Option<Day>,
    /// The agent's own, not a colleague's.
    pub mine: bool,
}

shows!(OpenTask: id, due, mine);

/// A call that went past an agent who could not be reached.
#[derive(Clone, PartialEq, Eq)]
pub struct MissedCall {
    pub start: Timestamp,
    pub number: Option<PhoneNumber>,
    /// Of the record that its Task belongs to.
    pub name: Option<String>,
}

shows!(MissedCall: start);

/// The e-mail about a missed call.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The call's: a second request with it sends nothing.
    pub key: String,
    pub to: Recipient,
    /// For an owner who cannot be written to.
    pub address: Option<String>,
    /// Id or developer name; `None`: the shipped one.
    pub template: Option<String>,
    pub number: Option<PhoneNumber>,
    pub name: Option<String>,
    pub called: Option<PhoneNumber>,
    pub queue: Option<String>,
    pub start: Timestamp,
    /// Of the shipped template.
    pub language: Language,
}

shows!(Mail: key, to, template, start, language);

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// The agent who missed it.
    Agent,
    OwnerOf(RecordId),
    Address,
}

/// What became of tasks that were to be completed or deleted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Closed {
    pub done: Vec<RecordId>,
    /// Could not be deleted, and were completed.
    pub completed_instead: Vec<RecordId>,
    /// With Salesforce's own words.
    pub failed: Vec<(RecordId, String)>,
}

/// A field that holds neither what it was believed to hold nor what it should: somebody has changed it, and it was left alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Changed {
    pub field: String,
    /// As Salesforce spells it; nothing: it is empty.
    pub now: Option<String>,
}

shows!(Changed: field);

/// What the package says of the agent and of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Greeting {
    pub user: String,
    pub profile: String,
    /// `None`: the agent is assigned to none.
    pub call_center: Option<String>,
    /// What it can be asked, by name.
    pub actions: Vec<String>,
}

shows!(Greeting: actions);

/// What this widget may ask the package for.
pub const PACKAGE_ACTIONS: &[&str] = &[
    "settings",
    "latest",
    "accountOf",
    "findByField",
    "lookUpField",
    "search",
    "findSaved",
    "nameOf",
    "openTasks",
    "closeTasks",
    "resolveMissed",
    "missedBetween",
    "mailMissed",
    "change",
];
