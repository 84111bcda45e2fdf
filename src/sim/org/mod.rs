//! A Salesforce org in memory: objects, fields, records, rights and rules, with the checks of a real one. What it is
//! told it does at once and for certain; delays and accidents are added by [`faults`].

pub mod answer;
pub mod demo;
pub mod faults;
pub mod id;
pub mod layout;
pub mod package;
pub mod person;
pub mod refusal;
pub mod schema;
pub mod search;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::engine::crm::{Object, RecordRef, Target};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;
use faults::Faults;
use layout::{Layout, Pop};
pub use package::{Session, Template, Workflow};
use refusal::Refusal;
use schema::Schema;

/// What [`Org::invoke`] does.
pub type Apex = fn(&mut Org, &str, &str, Timestamp) -> String;

/// One org, with the agent who is logged in.
#[derive(Clone, Debug)]
pub struct Org {
    pub schema: Schema,
    pub layout: Layout,
    pub record_types: Vec<RecordType>,
    pub validation_rules: Vec<ValidationRule>,
    pub duplicate_rules: Vec<DuplicateRule>,
    pub rights: Rights,
    /// The agent; owner and author of what is written.
    pub user: RecordId,
    /// How long a new record stays invisible to the search.
    pub indexing: Duration,
    /// The search wants a number written exactly as the record has it.
    pub strict_search: bool,
    /// Salesforce refuses in the agent's language, here German.
    pub german: bool,
    /// The package's Apex class is there, and the agent may use it.
    pub has_package: bool,
    /// Who answers in the package's place: the org, the action, its payload, and when. `None`: [`Org::invoke`].
    pub apex: Option<Apex>,
    /// Salesforce refuses to send e-mail, in these words.
    pub mail_refused: Option<String>,
    pub session: Session,
    /// The settings records of the package.
    pub workflows: Vec<Workflow>,
    pub templates: Vec<Template>,
    /// The states of a task that is done, as Setup orders them.
    pub closed_statuses: Vec<String>,
    pub faults: Faults,
    /// Everything that was written, oldest first.
    pub audit: Vec<Change>,
    /// What was popped, oldest first.
    pub screen: Vec<Target>,
    /// E-mail that left the org, oldest first.
    pub mails: Vec<Mail>,
    records: BTreeMap<RecordId, Record>,
    layout_pop: Option<Pop>,
    /// The record type of person accounts, in an org that has them.
    person_type: Option<RecordId>,
    next: u64,
    next_case: u32,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    pub id: RecordId,
    pub object: String,
    /// Field API name to value; a field that is not there is empty.
    pub fields: Map<String, Value>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    pub at: Timestamp,
    pub to: String,
    /// Of the call that it tells of.
    pub key: String,
    pub subject: String,
    pub body: String,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub at: Timestamp,
    pub record: RecordId,
    pub object: String,
    pub kind: ChangeKind,
    /// Field, value before, value after.
    pub fields: Vec<(String, Option<Value>, Option<Value>)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    Created,
    Updated,
    Deleted,
}

#[derive(Clone, Debug)]
pub struct RecordType {
    pub id: RecordId,
    pub object: String,
    pub developer_name: String,
    /// Whether the agent's profile may use it.
    pub available: bool,
    /// Used where a new record names none.
    pub default: bool,
}

/// Refuses a record for which `when` holds.
#[derive(Clone, Debug)]
pub struct ValidationRule {
    pub object: String,
    pub name: String,
    pub active: bool,
    pub when: Condition,
    pub message: String,
    /// Where the message is shown; `None`: at the top of the page.
    pub field: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Condition {
    Always,
    Blank(String),
    Is(String, Value),
    Longer(String, usize),
    All(Vec<Condition>),
}

/// Refuses a new record that equals another in all of `fields`.
#[derive(Clone, Debug)]
pub struct DuplicateRule {
    pub object: String,
    pub active: bool,
    pub fields: Vec<String>,
}

/// What the agent may not do. Objects by API name.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    pub not_readable: BTreeSet<String>,
    pub not_creatable: BTreeSet<String>,
    pub not_editable: BTreeSet<String>,
    pub not_deletable: BTreeSet<String>,
    /// Single records that the agent may not delete.
    pub undeletable: BTreeSet<RecordId>,
    /// May turn colleagues' missed entries into answered ones.
    pub resolve_missed: bool,
    /// Single records that are not shared with the agent.
    pub hidden: BTreeSet<RecordId>,
    /// Single records that the agent may only read.
    pub locked: BTreeSet<RecordId>,
    /// Single records that somebody is saving just now.
    pub busy: BTreeSet<RecordId>,
}

impl Org {
    /// An empty org with one user, with the package's fields, and with a search that knows new records at once.
    pub fn new(now: Timestamp) -> Self {
        let mut schema = Schema::standard();
        schema.install_package();
        let user = id::make("005", 1);
        let mut org = Self {
            schema,
            layout: Layout::default(),
            record_types: Vec::new(),
            validation_rules: Vec::new(),
            duplicate_rules: Vec::new(),
            rights: Rights { resolve_missed: true, ..Rights::default() },
            user: user.clone(),
            indexing: Duration::ZERO,
            strict_search: false,
            german: false,
            has_package: true,
            apex: None,
            mail_refused: None,
            session: Session::default(),
            workflows: Vec::new(),
            templates: Template::shipped(),
            closed_statuses: vec!["Completed".into()],
            faults: Faults::default(),
            audit: Vec::new(),
            screen: Vec::new(),
            mails: Vec::new(),
            records: BTreeMap::new(),
            layout_pop: None,
            person_type: None,
            next: 1000,
            next_case: 1000,
        };
        let at = json!(now.to_rfc3339_utc());
        let fields = [
            ("FirstName", json!("Alex")),
            ("LastName", json!("Agent")),
            ("Name", json!("Alex Agent")),
            ("IsActive", json!(true)),
            ("Email", json!("alex.agent@example.com")),
            ("CreatedDate", at.clone()),
            ("LastModifiedDate", at),
        ];
        let fields = fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        org.records.insert(user.clone(), Record { id: user, object: "User".into(), fields });
        org
    }

    /// What `saveLog` does: `Id` changes that record, otherwise `entityApiName` says what is created.
    pub fn save(&mut self, value: &Map<String, Value>, now: Timestamp) -> Result<RecordId, Refusal> {
        let mut fields = value.clone();
        let entity = take(&mut fields, "entityApiName");
        let record = take(&mut fields, "Id");
        match (
            record.as_ref().and_then(Value::as_str).filter(|id| !id.is_empty()),
            entity.as_ref().and_then(Value::as_str),
        ) {
            (Some(id), _) if !id::is_sound(id) => {
                Err(Refusal::page("MALFORMED_ID", format!("Record ID: id value of incorrect type: {id}")))
            }
            (Some(id), _) => {
                let id = RecordId(id.to_owned());
                self.update(&id, &fields, now)?;
                Ok(self.records.get(&id).map_or(id, |r| r.id.clone()))
            }
            (None, Some(entity)) => self.create(entity, &fields, now),
            (None, None) => Err(Refusal::page("INVALID_TYPE", "Neither entityApiName nor Id was given.")),
        }
    }

    /// A record that the agent may read.
    pub fn record(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(id).filter(|r| self.readable(r))
    }

    /// All readable records of an object in the order of their ids, which is that of their creation.
    pub fn of<'a>(&'a self, object: &'a str) -> impl Iterator<Item = &'a Record> {
        self.records.values().filter(move |r| r.object == object && self.readable(r))
    }

    /// Puts a record there as it is, without any check: for an org that is laid down as somebody wrote it.
    pub fn lay_down(&mut self, object: &str, id: RecordId, fields: Map<String, Value>) {
        self.records.insert(id.clone(), Record { id, object: object.into(), fields });
    }

    /// Everything there is, readable or not.
    pub fn all(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The record under the name that the screen shows.
    pub fn record_ref(&self, id: &RecordId) -> Option<RecordRef> {
        let record = self.record(id)?;
        Some(RecordRef { id: record.id.clone(), object: Object::from(record.object.clone()), name: self.name(record) })
    }

    pub fn name(&self, record: &Record) -> String {
        let field = self.schema.object(&record.object).map_or("Name", |o| o.name_field);
        record.text(field).to_owned()
    }

    pub(crate) fn readable(&self, record: &Record) -> bool {
        !self.rights.not_readable.contains(&record.object) && !self.rights.hidden.contains(&record.id)
    }
}

impl Record {
    /// The text in the field; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn flag(&self, field: &str) -> bool {
        self.fields.get(field).and_then(Value::as_bool).unwrap_or_default()
    }

    pub fn number(&self, field: &str) -> Option<i64> {
        self.fields.get(field).and_then(Value::as_i64)
    }

    /// The record that a lookup names.
    pub fn link(&self, field: &str) -> Option<RecordId> {
        RecordId::parse(self.text(field))
    }

    /// The account it belongs to, or is.
    fn account(&self) -> Option<RecordId> {
        if self.object == "Account" { Some(self.id.clone()) } else { self.link("AccountId") }
    }
}

impl Condition {
    fn holds(&self, fields: &Map<String, Value>) -> bool {
        match self {
            Self::Always => true,
            Self::Blank(field) => !fields.contains_key(field),
            Self::Is(field, value) => fields.get(field) == Some(value),
            Self::Longer(field, max) => {
                fields.get(field).and_then(Value::as_str).is_some_and(|text| text.chars().count() > *max)
            }
            Self::All(conditions) => conditions.iter().all(|c| c.holds(fields)),
        }
    }
}

fn take(fields: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = fields.keys().find(|k| k.eq_ignore_ascii_case(name)).cloned()?;
    fields.remove(&key)
}

#[cfg(test)]
mod tests;
