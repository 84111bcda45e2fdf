//! What a script lets the agent do, and how it arranges the org beforehand.

use serde_json::json;

use super::world::World;
use crate::engine::crm::Object;
use crate::engine::diagnosis::{Findings, Permission};
use crate::engine::event::{Event, Intent, Keep, Press, StorageTrouble};
use crate::engine::history::Look;
use crate::engine::id::{CallId, RecordId};
use crate::engine::presence::Wish;
use crate::engine::secret::Secret;
use crate::engine::settings::FollowUp;
use crate::engine::view::{Conflict, Logged, Saving};
use crate::sim::org::layout::Rule;
use crate::sim::org::schema::{Field, Kind, ObjectType};
use crate::sim::org::{ChangeKind, RecordType, demo};

/// A custom object with a telephone, as a customer might have it.
fn machine_fields() -> Vec<Field> {
    vec![
        Field::new("Hotline__c", "Hotline", Kind::Phone),
        Field::new("Contact__c", "Contact", Kind::Reference(vec!["Contact"])),
    ]
}

/// A browser in which all is well, but for what the words say: `no TLS, permission refused`.
fn findings(but: &str) -> Findings {
    let mut found = Findings {
        secure: true,
        policy: Some(true),
        permission: Some(Permission::Granted),
        microphones: Some(1),
        outputs: Some(1),
        sound: true,
        storage: None,
        locks: true,
        clock_ahead: Some(0),
    };
    for word in but.split(", ").filter(|word| !word.is_empty()) {
        match word {
            "no TLS" => found.secure = false,
            "policy forbids" => found.policy = Some(false),
            "permission refused" => found.permission = Some(Permission::Refused),
            "permission not asked" => found.permission = Some(Permission::Ask),
            "permission untold" => found.permission = None,
            "no microphone" => found.microphones = Some(0),
            "no speaker" => found.outputs = Some(0),
            "silent" => found.sound = false,
            "storage full" => found.storage = Some(StorageTrouble::Full),
            "storage denied" => found.storage = Some(StorageTrouble::Denied),
            "no locks" => found.locks = false,
            "clock untold" => found.clock_ahead = None,
            other => found.clock_ahead = other.strip_prefix("clock ").and_then(|seconds| seconds.parse().ok()),
        }
    }
    found
}

impl World {
    pub(super) fn agent(&mut self, call: Option<usize>, what: &str, rest: String) {
        if let Some(intent) = self.intent(call, what, rest) {
            self.event(Event::Agent(intent));
        }
    }

    /// `None`, and told: it makes no sense now.
    pub(super) fn intent(&mut self, call: Option<usize>, what: &str, rest: String) -> Option<Intent> {
        match self.meant(call, what, rest) {
            Ok(intent) => Some(intent),
            Err(why) => {
                self.say(why);
                None
            }
        }
    }

    fn meant(&self, call: Option<usize>, what: &str, rest: String) -> Result<Intent, String> {
        Ok(match what {
            "sign in" => Intent::SignIn { user: None, password: Secret::new(rest) },
            "go offline" => Intent::GoOffline,
            "go online" => Intent::GoOnline,
            "presence" => {
                let choices = self.engine.view().presence.unwrap_or_default().choices;
                match choices.iter().position(|state| state.name() == rest) {
                    Some(place) => Intent::Presence(Wish::Be(place)),
                    None => return Err(format!("no such presence: {rest}")),
                }
            }
            "prolong" => Intent::Presence(Wish::Prolong),
            "ready" => Intent::Presence(Wish::Ready),
            "headset lifts" => Intent::Headset(Press::Lift),
            "headset hangs up" => Intent::Headset(Press::HangUp),
            "headset mutes" => Intent::Headset(Press::Mute),
            "history" => Intent::LookBack(Look { unlogged: rest == "unlogged", ..Look::default() }),
            // The latest that is offered.
            "log late" => {
                let rows = self.engine.view().history.rows.clone();
                match rows.iter().find(|call| call.logged == Logged::No) {
                    Some(call) => Intent::LogLate(call.id),
                    None => return Err("nothing to log late".to_owned()),
                }
            }
            "diagnose" => Intent::Diagnose(Some(findings(&rest))),
            "leave the diagnosis" => Intent::Diagnose(None),
            _ => {
                let Some(id) = self.current(call) else { return Err(format!("no call to: {what}")) };
                match what {
                    "answer" => Intent::Answer(id),
                    "decline" => Intent::Decline(id),
                    "hang up" => Intent::HangUp(id),
                    "hold" => Intent::Hold(id),
                    "resume" => Intent::Resume(id),
                    "mute" => Intent::Mute { call: id, on: true },
                    "unmute" => Intent::Mute { call: id, on: false },
                    "digits" => Intent::Digits { call: id, digits: rest.into() },
                    "transfer" => Intent::Transfer { call: id, to: rest.into() },
                    "follow" => Intent::Follow(id),
                    "join" => match rest.parse().ok().and_then(|number| self.current(Some(number))) {
                        Some(to_call) => Intent::JoinTransfer { call: id, to_call },
                        None => return Err("nobody to join".to_owned()),
                    },
                    "join all" => match rest.parse().ok().and_then(|number| self.current(Some(number))) {
                        Some(with) => Intent::JoinAll { call: id, with },
                        None => return Err("nobody to join".to_owned()),
                    },
                    "select" => Intent::Select(id),
                    "note" => Intent::Note { call: id, text: rest.into() },
                    "subject" => Intent::Subject { call: id, text: rest.into() },
                    "choose" => match self.offered(id, &rest) {
                        Some(record) => Intent::Choose { call: id, record: record.id },
                        None => return Err(format!("not offered: {rest}")),
                    },
                    "keep theirs" => self.decides(id, &rest, Keep::Theirs)?,
                    "keep mine" => self.decides(id, &rest, Keep::Mine)?,
                    "keep both" => self.decides(id, &rest, Keep::Both)?,
                    "result" => {
                        let label = (rest != "none").then_some(rest);
                        Intent::Result { call: id, label }
                    }
                    "follow up" => {
                        let choice = FollowUp::ALL.into_iter().find(|choice| choice.name() == rest);
                        if choice.is_none() && rest != "none" {
                            return Err(format!("no such follow-up: {rest}"));
                        }
                        Intent::FollowUp { call: id, choice }
                    }
                    "due" => match rest.parse() {
                        Ok(day) => Intent::FollowUpDue { call: id, day },
                        Err(_) => return Err(format!("no day: {rest}")),
                    },
                    "task" => match self.find("Task", &rest) {
                        Some(task) => Intent::FollowUpTask { call: id, task: task.id },
                        None => return Err(format!("no task: {rest}")),
                    },
                    "rejoin" => Intent::Rejoin(id),
                    "call back" => Intent::CallBack(id),
                    "undo" => Intent::Undo(id),
                    "give up" => Intent::GiveUp(id),
                    "unassign" => Intent::Unassign(id),
                    "assign page" => Intent::AssignPage(id),
                    "open search" => Intent::OpenSearch(id),
                    "save" => Intent::Save(id),
                    "it is there" => Intent::Settle { call: id, saved: true },
                    "save again" => Intent::Settle { call: id, saved: false },
                    "close" => Intent::Close(id),
                    "off the record" => Intent::OffRecord { call: id, on: true },
                    "on the record" => Intent::OffRecord { call: id, on: false },
                    other => return Err(format!("the agent cannot: {other}")),
                }
            }
        })
    }

    /// Of the field that the words name, in whichever record of the call it is.
    fn decides(&self, call: CallId, field: &str, keep: Keep) -> Result<Intent, String> {
        let views = self.engine.view().calls.into_iter().filter(|view| view.id == call);
        let savings = views.flat_map(|view| {
            [Some(view.saving), view.case, view.follow_up.and_then(|follow_up| follow_up.saving)].into_iter().flatten()
        });
        let all = savings.flat_map(|saving| if let Saving::Conflict(all) = saving { all } else { Vec::new() });
        let found = all.into_iter().find(|conflict| conflict.field == field);
        let Conflict { part, field, .. } = found.ok_or(format!("nothing to decide: {field}"))?;
        Ok(Intent::Decide { call, part, field, keep })
    }

    pub(super) fn org_is(&mut self, how: &str) {
        match how {
            "none" => self.has_org = false,
            "without call fields" => self.org.schema.remove_package(),
            "has a form for unknown callers" => {
                if let Some(pops) = &mut self.org.layout.inbound.pops {
                    pops.no_match = Rule::ToEntity(Some("Contact".to_owned()));
                }
            }
            "refuses in German" => self.org.german = true,
            "cannot look up" => self.org.has_package = false,
            "tells matches backwards" => self.org.faults.backwards = true,
            "demands notes" => {
                for rule in self.org.validation_rules.iter_mut().filter(|rule| rule.name == demo::CALLS_NEED_A_NOTE) {
                    rule.active = true;
                }
            }
            "demands nothing" => self.org.validation_rules.iter_mut().for_each(|rule| rule.active = false),
            "refuses to delete" => drop(self.org.rights.not_deletable.insert("Task".to_owned())),
            "forbids colleagues' entries" => self.org.rights.resolve_missed = false,
            "sends no mail" => self.org.mail_refused = Some("The e-mail address is not verified.".to_owned()),
            other => match other.split_once(' ') {
                Some(("has", rest)) if rest.starts_with("record type ") => self.org_has_type(rest),
                Some(("has", rest)) => self.org_has(rest),
                Some(("gives", rest)) => self.org_gives(rest),
                Some(("hides", rest)) => {
                    match rest.split_once(' ').and_then(|(object, name)| self.find(object, name)) {
                        Some(record) => drop(self.org.rights.hidden.insert(record.id)),
                        None => self.say(format!("nothing to hide: {rest}")),
                    }
                }
                Some(("closes", rest)) => self.org_closes(rest),
                Some(("changes", rest)) => self.org_changes(rest),
                _ => self.say(format!("no such org: {how}")),
            },
        }
    }

    /// `Task Call back; WhoId=Contact Jane Customer; ActivityDate=2026-11-23; OwnerId=User Bea Büro`: one record more.
    fn org_has(&mut self, what: &str) {
        let mut parts = what.split(';').map(str::trim);
        let (object, name) = parts.next().and_then(|head| head.split_once(' ')).unwrap_or((what, ""));
        if object == "Machine__c" && self.org.schema.object(object).is_none() {
            self.org.schema.add(ObjectType::custom(object, "a0z", machine_fields()));
        }
        let mut fields = serde_json::Map::new();
        let (named, name) = match object {
            "Task" | "Event" | "Case" => ("Subject", name),
            // The rest of the name is a field of its own.
            "Contact" | "Lead" => ("LastName", name),
            _ => ("Name", name),
        };
        fields.insert(named.to_owned(), json!(name));
        for (field, value) in parts.filter_map(|part| part.split_once('=')) {
            let linked = value.split_once(' ').and_then(|(object, name)| self.find(object, name));
            fields.insert(field.to_owned(), linked.map_or_else(|| json!(value), |record| json!(record.id.0)));
        }
        if let Err(refusal) = self.org.create(object, &fields, self.now) {
            self.say(format!("the org refuses {what}: {refusal:?}"));
        }
        self.org.audit.clear();
    }

    /// `record type Task 012000000000001AAA`: one that the agent may use.
    fn org_has_type(&mut self, what: &str) {
        let mut words = what.split_whitespace().skip(2);
        let (Some(object), Some(id)) = (words.next(), words.next().and_then(RecordId::parse)) else {
            return self.say(format!("no record type: {what}"));
        };
        let developer_name = format!("Type_{}", self.org.record_types.len());
        self.org.record_types.push(RecordType {
            id,
            object: object.to_owned(),
            developer_name,
            available: true,
            default: false,
        });
    }

    /// `Contact Jane Customer to Bea Büro`, who gets an address.
    fn org_gives(&mut self, what: &str) {
        let Some((record, user)) = what.split_once(" to ") else { return self.say(format!("to whom: {what}")) };
        let record = record.split_once(' ').and_then(|(object, name)| self.find(object, name));
        let (Some(record), Some(user)) = (record, self.find("User", user)) else {
            return self.say(format!("nobody gives {what}"));
        };
        let email = serde_json::Map::from_iter([("Email".to_owned(), json!("bea@example.com"))]);
        let owner = serde_json::Map::from_iter([("OwnerId".to_owned(), json!(user.id.0))]);
        for (id, fields) in [(&user.id, email), (&record.id, owner)] {
            if let Err(refusal) = self.org.update(id, &fields, self.now) {
                self.say(format!("the org refuses {what}: {refusal:?}"));
            }
        }
        self.org.audit.clear();
    }

    /// `Case 00001001`, `Opportunity Grinder service contract`: it is open no more.
    fn org_closes(&mut self, what: &str) {
        let Some(record) = what.split_once(' ').and_then(|(object, name)| self.find(object, name)) else {
            return self.say(format!("nothing to close: {what}"));
        };
        let closed = match record.object {
            Object::Opportunity => [("StageName".to_owned(), json!("Closed Won"))],
            _ => [("Status".to_owned(), json!("Closed"))],
        };
        if let Err(refusal) = self.org.update(&record.id, &closed.into_iter().collect(), self.now) {
            self.say(format!("the org refuses {what}: {refusal:?}"));
        }
        self.org.audit.clear();
    }

    /// `Task Subject=Called about the grinder; Description=`: somebody edits the newest one on its page.
    fn org_changes(&mut self, what: &str) {
        let (object, fields) = what.split_once(' ').unwrap_or((what, ""));
        let fields = fields.split("; ").filter_map(|part| part.split_once('='));
        let fields = fields.map(|(name, value)| {
            let linked = value.split_once(' ').and_then(|(object, name)| self.find(object, name));
            (name.to_owned(), linked.map_or_else(|| json!(value), |record| json!(record.id.0)))
        });
        let fields: serde_json::Map<_, _> = fields.collect();
        let Some(record) = self.org.of(object).last().map(|record| record.id.clone()) else {
            return self.say(format!("nothing to change: {what}"));
        };
        if let Err(refusal) = self.org.update(&record, &fields, self.now) {
            self.say(format!("the org refuses {what}: {refusal:?}"));
        }
    }

    /// What became of records that were there before, and which e-mails left the org.
    pub(super) fn tell_changes(&mut self) {
        let made: Vec<_> =
            self.org.audit.iter().filter(|c| c.kind == ChangeKind::Created).map(|c| c.record.clone()).collect();
        let mut told = Vec::new();
        for change in self.org.audit.iter().filter(|change| !made.contains(&change.record)) {
            let name = self.org.record_ref(&change.record).map_or_else(|| change.record.to_string(), |r| r.name);
            match change.kind {
                ChangeKind::Created => {}
                ChangeKind::Deleted => told.push(format!("org: {} deleted", change.object)),
                ChangeKind::Updated => {
                    let own = change.fields.iter().filter(|(field, ..)| field != "LastModifiedDate");
                    let told_as = |(field, _, now): &(String, _, Option<serde_json::Value>)| match now {
                        Some(value) => format!("{field}={value}"),
                        None => format!("{field}="),
                    };
                    let fields: Vec<_> = own.map(told_as).collect();
                    told.push(format!("org: {} {name} changed: {}", change.object, fields.join(", ")));
                }
            }
        }
        told.extend(self.org.mails.iter().map(|mail| format!("mail: {} to {}", mail.subject, mail.to)));
        self.lines.extend(told);
    }
}
