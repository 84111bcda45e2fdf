//! The package's Apex class in memory: the same actions by the same JSON as the real one, with the same words where it
//! refuses. Everything as the agent, who sees and changes only what they may; but for one spot, colleagues' missed
//! entries, behind a permission of its own.

mod change;
mod find;
mod mail;
mod payload;
mod tasks;
mod workflow;

use serde_json::{Value, json};

use super::Org;
use crate::engine::crm::{Failure, FailureKind, Reply, Request};
use crate::engine::json::Json;
use crate::engine::time::Timestamp;
use crate::wire::apex;
pub use mail::Template;
use payload::Payload;
pub use workflow::{Session, Workflow, packaged};

/// In the order in which `hello` tells them.
const ACTIONS: [&str; 16] = [
    "hello",
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
    "echo",
];

/// Why an action was refused.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Refused {
    code: &'static str,
    message: String,
}

type Answer = Result<Value, Refused>;

impl Refused {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    fn bad(name: &str, why: &str) -> Self {
        Self::new("BAD_REQUEST", format!("{name}: {why}"))
    }
}

/// The `methodParams` of a call as people read them: the action, and its payload as JSON.
pub fn readable(params: &str) -> Option<String> {
    let of = |name: &str| params.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let payload = of("payload")?;
    Some(format!("{} {}", of("action")?, payload::plain(payload)?))
}

impl Org {
    /// `FerrophoneApi.invoke`: never fails but in its envelope.
    pub fn invoke(&mut self, action: &str, payload: &str, now: Timestamp) -> String {
        let answer = Payload::read(payload).and_then(|payload| self.perform(action, &payload, now));
        let envelope = match answer {
            Ok(data) => json!({ "v": 1, "ok": true, "data": data }),
            Err(Refused { code, message }) => {
                json!({ "v": 1, "ok": false, "error": { "code": code, "message": message } })
            }
        };
        envelope.to_string()
    }

    fn perform(&mut self, action: &str, payload: &Payload, now: Timestamp) -> Answer {
        match action {
            "hello" => Ok(self.hello()),
            "settings" => self.settings(payload),
            "latest" => self.latest(payload),
            "accountOf" => self.account_of(payload),
            "findByField" => self.find_by_field(payload),
            "lookUpField" => self.look_up_field(payload),
            "search" => self.search_objects(payload),
            "findSaved" => self.find_saved(payload),
            "nameOf" => self.name_of(payload),
            "openTasks" => self.open_tasks(payload),
            "closeTasks" => self.close_tasks(payload, now),
            "resolveMissed" => self.resolve_missed(payload, now),
            "missedBetween" => self.missed_between(payload),
            "mailMissed" => self.mail_missed(payload, now),
            "change" => self.change(payload, now),
            "echo" => Ok(json!({ "text": payload.text_or_empty("text", 4000)? })),
            _ => Err(Refused::new("UNKNOWN_ACTION", "There is no such action.")),
        }
    }

    /// The engine's own question, by way of the JSON that a wire would carry. `None`: none for the package.
    pub(super) fn package_answers(&mut self, request: &Request, now: Timestamp) -> Option<Reply> {
        let (params, expects) = apex::question(request)?;
        if !self.has_package {
            let failure = Failure::new(FailureKind::Unsupported, "Could not load Apex class: FerrophoneApi.");
            return Some(Reply::Failed(failure));
        }
        let of = |name: &str| params.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let (action, payload) = (of("action").unwrap_or_default(), of("payload").unwrap_or_default());
        let text = self.apex.unwrap_or(Org::invoke)(self, action, payload, now);
        Some(apex::read(expects, Ok(Json::object(vec![("runApex", text.as_str().into())]))))
    }
}
