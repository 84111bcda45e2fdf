//! What must survive a reload, as key and text. One key for each call, so that a key press writes that call and
//! nothing else. What cannot be read back is left where it is and told, never thrown away.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::effect::Effect;
use super::event::Theme;
use super::id::CallId;
use super::locale::Language;
use super::outbox::{Entry, Part};
use super::telephony::Driver;

/// The calls that still need something.
pub const CALL: &str = "call/";
/// Calls that are done with.
pub const DONE: &str = "done/";
pub const PREFERENCES: &str = "preferences";
/// The administrator's settings as they were last, to be on line before Salesforce answers.
pub const SETTINGS: &str = "settings";

/// A call, and what became of its records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Saved {
    pub call: Call,
    pub entries: Vec<(Part, Entry)>,
}

/// What the agent set for this browser.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub language: Option<Language>,
    pub theme: Theme,
    pub driver: Option<Driver>,
    /// The SIP user, where the settings leave it to the agent.
    pub user: Option<String>,
    pub offline: bool,
}

pub fn call_key(id: CallId) -> String {
    format!("{CALL}{id}")
}

pub fn store<T: Serialize>(key: impl Into<String>, value: &T) -> Effect {
    // Only a map with keys that are no strings can fail here, and there is none.
    Effect::Store { key: key.into(), value: serde_json::to_string(value).ok() }
}

pub fn remove(key: impl Into<String>) -> Effect {
    Effect::Store { key: key.into(), value: None }
}
