//! Who is logged in, and the settings records: `hello` and `settings`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::payload::Payload;
use super::{ACTIONS, Answer};
use crate::engine::settings::{FollowUp, KEYS, Key};
use crate::sim::org::Org;

/// Record types may be written by developer name; the softphone takes ids.
const RECORD_TYPES: [(&str, &str); 5] = [
    ("activity.record_type", "Task"),
    ("case.record_type", "Case"),
    ("follow_up.record_type_inbound", "Task"),
    ("follow_up.record_type_outbound", "Task"),
    ("follow_up.event_record_type", "Event"),
];

/// Groups that belong to one telephone system, and so to its call center file alone.
const ELSEWHERE: [&str; 2] = ["line", "numbers"];

/// The settings that have a field in the package's object.
pub fn packaged() -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(|key| !ELSEWHERE.contains(&key.group()))
}

/// What Salesforce knows of the agent's session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    pub profile: String,
    /// The internal name; `None`: the agent belongs to no call center.
    pub call_center: Option<String>,
    pub language: String,
    pub time_zone: String,
    /// Of the org, without a slash at its end.
    pub url: String,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            profile: "Standard User".into(),
            call_center: Some("Ferrophone".into()),
            language: "en_US".into(),
            time_zone: "Europe/Berlin".into(),
            url: "https://acme.my.salesforce.com".into(),
        }
    }
}

/// A record of `Ferrophone_Workflow__c`: settings, and for whom they are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Workflow {
    pub name: String,
    pub active: bool,
    /// `None`: every call center's.
    pub call_center: Option<String>,
    /// `None`: every profile's.
    pub profile: Option<String>,
    /// As Salesforce writes a moment.
    pub created: String,
    /// By the settings' keys.
    pub values: BTreeMap<String, String>,
}

impl Workflow {
    /// From the fields of a record, whose API names follow from the keys: `pop.mode` is `Pop_Mode__c`.
    pub fn of_record(fields: &Map<String, Value>) -> Self {
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        // A checkbox that nobody ticked is off.
        let held = |key: &Key| match fields.get(&Self::field(key.name)) {
            None if key.form() == "true | false" => Some(Value::Bool(false)),
            held => held.cloned(),
        };
        let value = |key: &Key| match held(key)? {
            Value::String(text) if key.name.starts_with("follow_up.options") => Some(in_setup_order(&text)),
            Value::String(text) => Some(text),
            Value::Bool(on) => Some(on.to_string()),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        };
        Self {
            name: text("Name").unwrap_or_default(),
            active: fields.get("Active__c") == Some(&json!(true)),
            call_center: text("Call_Center__c"),
            profile: text("Profile_Name__c"),
            created: text("CreatedDate").unwrap_or_default(),
            values: packaged().filter_map(|key| Some((key.name.to_owned(), value(key)?))).collect(),
        }
    }

    /// The API name of the field that holds a setting.
    pub fn field(key: &str) -> String {
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
        };
        key.split(['.', '_']).map(capital).collect::<Vec<_>>().join("_") + "__c"
    }
}

impl Org {
    pub(super) fn hello(&self) -> Value {
        let name = self.all().find(|r| r.id == self.user).map(|user| self.name(user)).unwrap_or_default();
        json!({
            "api": 1,
            "userId": self.user.0,
            "userName": name,
            "profile": self.session.profile,
            "callCenter": self.session.call_center,
            "language": self.session.language,
            "timeZone": self.session.time_zone,
            "actions": ACTIONS,
        })
    }

    /// Call center and profile before the call center alone, that before the profile alone, and that before neither; of
    /// two that fit alike the newer.
    pub(super) fn settings(&self, payload: &Payload) -> Answer {
        let call_center = payload.text_or_none("callCenter", 80)?.or_else(|| self.session.call_center.clone());
        let fits = |own: &Option<String>, mine: Option<&String>| own.is_none() || own.as_ref() == mine;
        let fitting = self.workflows.iter().filter(|workflow| {
            let of_profile = fits(&workflow.profile, Some(&self.session.profile));
            workflow.active && of_profile && fits(&workflow.call_center, call_center.as_ref())
        });
        let rank = |workflow: &&Workflow| {
            (workflow.call_center.is_some(), workflow.profile.is_some(), workflow.created.clone())
        };
        let best = fitting.max_by_key(rank);
        let mut values = best.map(|workflow| workflow.values.clone()).unwrap_or_default();
        for (key, object) in RECORD_TYPES {
            let Some(text) = values.get_mut(key) else { continue };
            let named = self.record_types.iter().find(|r| r.object == object && r.developer_name == *text);
            if let Some(named) = named {
                *text = named.id.0.clone();
            }
        }
        Ok(json!({ "name": best.map(|workflow| &workflow.name), "values": values }))
    }
}

/// A multi-select picklist keeps the order of Setup, whatever order its values were chosen in.
fn in_setup_order(stored: &str) -> String {
    let chosen: Vec<_> = stored.split(';').collect();
    let ordered = FollowUp::ALL.iter().map(|choice| choice.name()).filter(|name| chosen.contains(name));
    ordered.collect::<Vec<_>>().join(" ")
}
