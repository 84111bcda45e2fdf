//! Actions on tasks: those that are open, closing them, and missed calls that somebody took.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::Answer;
use super::payload::Payload;
use crate::engine::crm::Failure;
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;
use crate::sim::org::{Org, Record};

/// The most open tasks that are told.
const MOST: usize = 20;

/// An entry of an older call by the same name is another call's.
const RECENT: Duration = Duration::from_secs(2 * 24 * 60 * 60);

const LONGEST_SUBJECT: usize = 255;

impl Org {
    pub(super) fn open_tasks(&self, payload: &Payload) -> Answer {
        let related = payload.ids("records", 50, &[], &self.schema)?;
        let only_today = payload.choice("due", &["today", "any"])? == "today";
        let today = only_today.then(|| payload.day("today")).transpose()?;
        let but = payload.id_or_none("not", &["Task"], &self.schema)?;
        let concerns = |record: &Record| {
            let links = [record.link("WhoId"), record.link("WhatId")];
            links.into_iter().flatten().any(|link| related.contains(&link))
        };
        let fits = |task: &Record| match &today {
            Some(day) => task.text("ActivityDate") == day && self.is_own(task),
            None => true,
        };
        let open = |task: &&Record| !task.flag("IsClosed") && Some(&task.id) != but.as_ref();
        let mut tasks: Vec<&Record> =
            self.of("Task").filter(open).filter(|task| concerns(task) && fits(task)).collect();
        let rank = |task: &Record| {
            (self.is_own(task), task.text("ActivityDate").to_owned(), task.text("CreatedDate").to_owned())
        };
        tasks.sort_by_key(|task| std::cmp::Reverse(rank(task)));
        let told = |task: &Record| {
            json!({
                "id": task.id.0,
                "subject": task.fields.get("Subject"),
                "due": task.fields.get("ActivityDate"),
                "status": task.fields.get("Status"),
                "mine": self.is_own(task),
            })
        };
        Ok(json!({ "tasks": tasks.into_iter().take(MOST).map(told).collect::<Vec<_>>() }))
    }

    pub(super) fn close_tasks(&mut self, payload: &Payload, now: Timestamp) -> Answer {
        let ids = payload.ids("ids", 200, &["Task"], &self.schema)?;
        let delete = payload.choice("mode", &["complete", "delete"])? == "delete";
        let (mut done, mut completed_instead, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for id in &ids {
            if self.record(id).is_none() {
                failed.push(json!({ "id": id.0, "message": "The task was not found." }));
                continue;
            }
            if delete && self.may_delete(id) {
                self.delete(id, now);
                done.push(&id.0);
                continue;
            }
            let status = self.closed_statuses.first().map_or("Completed", String::as_str);
            let completed = Map::from_iter([("Status".to_owned(), json!(status))]);
            match self.update(id, &completed, now) {
                Ok(()) if delete => completed_instead.push(&id.0),
                Ok(()) => done.push(&id.0),
                Err(refusal) => failed.push(json!({ "id": id.0, "message": Failure::from(refusal).message })),
            }
        }
        Ok(json!({ "done": done, "completedInstead": completed_instead, "failed": failed }))
    }

    pub(super) fn resolve_missed(&mut self, payload: &Payload, now: Timestamp) -> Answer {
        let call_ref = payload.text("callRef", 255)?;
        let answered = payload.flag("answered")?;
        let missed = payload.text("missed", 255)?;
        let mended = payload.text("missedAnswered", 255)?;
        let permitted = self.rights.resolve_missed;
        let since = Timestamp::new(now.unix_ms() - i64::try_from(RECENT.as_millis()).unwrap_or(0), 0).to_rfc3339_utc();
        let seen = |task: &&Record| {
            let of_call = task.object == "Task" && task.text("CallObject") == call_ref;
            of_call && task.text("CreatedDate") >= since.as_str() && (permitted || self.readable(task))
        };
        let of_call: Vec<Record> = self.all().filter(seen).cloned().collect();
        let (entries, others): (Vec<_>, Vec<_>) =
            of_call.into_iter().partition(|task| task.text("CallDisposition") == missed);
        let answered = answered || others.iter().any(|r| r.number("CallDurationInSeconds").unwrap_or(0) > 0);
        let (mut updated, mut refused) = (0, 0);
        for task in entries.iter().filter(|_| answered) {
            let subject = task.text("Subject").replace(&missed, &mended);
            let subject: String = subject.chars().take(LONGEST_SUBJECT).collect();
            let change: Map<String, Value> =
                Map::from_iter([("CallDisposition".to_owned(), json!(mended)), ("Subject".to_owned(), json!(subject))]);
            let done = match (self.is_own(task), permitted) {
                (true, _) => self.update(&task.id, &change, now).is_ok(),
                (false, true) => self.update_as_system(&task.id, &change, now),
                (false, false) => false,
            };
            if done { updated += 1 } else { refused += 1 }
        }
        Ok(json!({ "updated": updated, "refused": refused }))
    }

    pub(super) fn missed_between(&self, payload: &Payload) -> Answer {
        let second = |ms: i64| ms - ms.rem_euclid(1000);
        let span = second(payload.moment("from")?)..=second(payload.moment("to")?);
        let missed = payload.text("missed", 255)?;
        let start = |task: &Record| {
            let start = chrono::DateTime::parse_from_rfc3339(task.text("Ferrophone_Call_Start__c"));
            start.map_or(0, |start| start.timestamp_millis())
        };
        let talked = |task: &Record| task.number("CallDurationInSeconds").unwrap_or(0) > 0;
        let fits = |task: &&Record| {
            task.text("CallType") == "Inbound"
                && span.contains(&start(task))
                && (task.text("CallDisposition") == missed || talked(task))
        };
        let call = |task: &Record| match task.text("CallObject") {
            "" => task.id.0.clone(),
            name => name.to_owned(),
        };
        let mut tasks: Vec<&Record> = self.of("Task").filter(fits).collect();
        tasks.sort_by_key(|task| start(task));
        let known = |task: &&Record| talked(task) || self.is_own(task);
        let mut seen: Vec<String> = tasks.iter().filter(|task| known(task)).map(|task| call(task)).collect();
        let mut calls = Vec::new();
        for task in tasks {
            if seen.contains(&call(task)) {
                continue;
            }
            seen.push(call(task));
            let record = task.link("WhoId").or_else(|| task.link("WhatId"));
            calls.push(json!({
                "start": start(task),
                "number": task.fields.get("Ferrophone_Caller_Number__c"),
                "name": record.and_then(|id| self.record_ref(&id)).map(|record| record.name),
            }));
        }
        calls.truncate(MOST);
        Ok(json!({ "calls": calls }))
    }

    pub(super) fn is_own(&self, record: &Record) -> bool {
        record.link("OwnerId").as_ref() == Some(&self.user)
    }

    fn may_delete(&self, id: &RecordId) -> bool {
        let rights = &self.rights;
        !rights.not_deletable.contains("Task") && !rights.undeletable.contains(id) && !rights.locked.contains(id)
    }

    /// Without regard to what the agent may.
    fn update_as_system(&mut self, id: &RecordId, change: &Map<String, Value>, now: Timestamp) -> bool {
        let rights = std::mem::take(&mut self.rights);
        let done = self.update(id, change, now).is_ok();
        self.rights = rights;
        done
    }
}
