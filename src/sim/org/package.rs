//! What the package's Apex class answers: the questions that Open CTI cannot. Everything as the agent, who sees and
//! changes only what they may; but for one spot, colleagues' missed entries, behind a permission of its own.

use serde_json::{Map, Value, json};

use super::{Mail as Sent, Org, Record};
use crate::engine::crm::{
    Closed, CustomObject, Failure, FailureKind, Find, LatestBy, Mail, Match, OpenTask, Recipient, RecordRef, Reply,
    Request,
};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;
use crate::engine::workflow::task::CALL_KEY;

/// The most open tasks that are told.
const TASKS: usize = 20;

impl Org {
    /// `None`: no question for the package.
    pub(super) fn package_answers(&mut self, request: &Request, now: Timestamp) -> Option<Reply> {
        let reply = match request {
            Request::FindSaved { object, key } => Reply::Located { record: self.saved(object.api_name(), key) },
            Request::SearchObjects { objects, spellings } => {
                Reply::Found { matches: self.search_objects(objects, spellings), layout_pops: false }
            }
            Request::Find(find) => Reply::Record(self.find(find)),
            Request::OpenTasks { related, due, but } => {
                let day = due.map(|day| day.to_string());
                Reply::Tasks(self.open_tasks(related, day.as_deref(), but.as_ref()))
            }
            Request::CloseTasks { tasks, delete } => Reply::Closed(self.close_tasks(tasks, *delete, now)),
            Request::ResolveMissed { call_ref, answered, missed, missed_answered } => {
                self.resolve_missed(call_ref, *answered, missed, missed_answered, now)
            }
            Request::Mail(mail) => self.mail(mail, now),
            Request::Search { .. } | Request::ScreenPop(_) | Request::Save(_) | Request::RefreshView => return None,
        };
        Some(match self.has_package {
            true => reply,
            false => Reply::Failed(Failure::new(FailureKind::Unsupported, "Could not load Apex class: FerrophoneApi.")),
        })
    }

    /// The record that was written under this key; without the key's own field a Task by its `CallObject`.
    pub fn saved(&self, object: &str, key: &str) -> Option<RecordId> {
        let is_it = |text: &str| !key.is_empty() && text.eq_ignore_ascii_case(key);
        let mut records = self.of(object);
        records.find(|r| is_it(r.text(CALL_KEY)) || is_it(r.text("CallObject"))).map(|record| record.id.clone())
    }

    fn find(&self, find: &Find) -> Option<RecordRef> {
        let id = match find {
            Find::Latest { object, of, account_too, by } => self.latest(object.api_name(), of, *account_too, *by)?,
            Find::AccountOf(contact) => self.record(contact)?.account()?,
            Find::ByField { object, field, value } => {
                self.schema.object(object)?.field(field)?;
                let mut hits = self.of(object).filter(|record| record.text(field) == value);
                let only = hits.next()?.id.clone();
                hits.next().is_none().then_some(only)?
            }
            Find::LookUp { record, field } => self.record(record)?.link(field)?,
            Find::Named(id) => id.clone(),
        };
        self.record_ref(&id)
    }

    /// The latest open one of a contact, of an account, or of both.
    fn latest(&self, object: &str, of: &RecordId, account_too: bool, by: LatestBy) -> Option<RecordId> {
        let of = self.record(of)?;
        let account = match of.object.as_str() {
            "Account" => Some(of.id.clone()),
            _ if account_too => of.account(),
            _ => None,
        };
        let contact = (of.object == "Contact").then(|| of.id.clone());
        let in_role = |deal: &RecordId| {
            let mut roles = self.all().filter(|r| r.object == "OpportunityContactRole");
            roles.any(|r| r.link("OpportunityId").as_ref() == Some(deal) && r.link("ContactId") == contact)
        };
        let belongs = |record: &&Record| {
            let of_account = account.is_some() && record.link("AccountId") == account;
            let of_contact = contact.is_some()
                && match object {
                    "Opportunity" => in_role(&record.id),
                    _ => record.link("ContactId") == contact,
                };
            of_account || of_contact
        };
        let date = match by {
            LatestBy::CreatedDate => "CreatedDate",
            LatestBy::LastModifiedDate => "LastModifiedDate",
        };
        let open = self.of(object).filter(|record| !record.flag("IsClosed")).filter(belongs);
        // Written alike, so that the order of texts is that of time.
        open.max_by(|a, b| (a.text(date), &a.id).cmp(&(b.text(date), &b.id))).map(|record| record.id.clone())
    }

    fn search_objects(&self, objects: &[CustomObject], spellings: &[String]) -> Vec<Match> {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let wanted: Vec<String> = spellings.iter().map(|text| digits(text)).collect();
        let mut out = Vec::new();
        for custom in objects {
            for record in self.of(&custom.object) {
                let held =
                    custom.fields.iter().map(|field| record.text(field)).find(|text| wanted.contains(&digits(text)));
                if let (Some(number), Some(record)) = (held.filter(|t| !t.is_empty()), self.record_ref(&record.id)) {
                    out.push(Match { record, details: Vec::new(), found_by: number.to_owned() });
                }
            }
        }
        out
    }

    fn open_tasks(&self, related: &[RecordId], due: Option<&str>, but: Option<&RecordId>) -> Vec<OpenTask> {
        let own = |record: &Record| record.link("OwnerId").as_ref() == Some(&self.user);
        let concerns = |record: &Record| {
            let links = [record.link("WhoId"), record.link("WhatId")];
            links.into_iter().flatten().any(|link| related.contains(&link))
        };
        let mut tasks: Vec<&Record> = self
            .of("Task")
            .filter(|task| !task.flag("IsClosed") && Some(&task.id) != but && concerns(task))
            .filter(|task| due.is_none_or(|day| task.text("ActivityDate") == day && own(task)))
            .collect();
        let rank =
            |task: &Record| (own(task), task.text("ActivityDate").to_owned(), task.text("CreatedDate").to_owned());
        tasks.sort_by_key(|task| std::cmp::Reverse(rank(task)));
        let told = |task: &Record| OpenTask {
            id: task.id.clone(),
            subject: task.text("Subject").to_owned(),
            due: task.text("ActivityDate").parse().ok(),
            mine: own(task),
        };
        tasks.into_iter().take(TASKS).map(told).collect()
    }

    fn close_tasks(&mut self, tasks: &[RecordId], delete: bool, now: Timestamp) -> Closed {
        let mut closed = Closed::default();
        for id in tasks {
            if self.record(id).is_none_or(|record| record.object != "Task") {
                closed.failed.push((id.clone(), "entity is deleted".to_owned()));
                continue;
            }
            if delete && !self.rights.not_deletable.contains("Task") {
                self.delete(id, now);
                closed.done.push(id.clone());
                continue;
            }
            let completed = Map::from_iter([("Status".to_owned(), json!("Completed"))]);
            match self.update(id, &completed, now) {
                Ok(()) if delete => closed.completed_instead.push(id.clone()),
                Ok(()) => closed.done.push(id.clone()),
                Err(refusal) => closed.failed.push((id.clone(), Failure::from(refusal).message)),
            }
        }
        closed
    }

    fn resolve_missed(&mut self, call_ref: &str, answered: bool, missed: &str, mended: &str, now: Timestamp) -> Reply {
        let of_call: Vec<Record> =
            self.all().filter(|r| r.object == "Task" && r.text("CallObject") == call_ref).cloned().collect();
        let answered = answered || of_call.iter().any(|r| r.number("CallDurationInSeconds").unwrap_or(0) > 0);
        let (mut updated, mut refused) = (0, 0);
        for task in of_call.iter().filter(|task| answered && task.text("CallDisposition") == missed) {
            let own = task.link("OwnerId").as_ref() == Some(&self.user);
            if !own && !self.rights.resolve_missed {
                refused += 1;
                continue;
            }
            let subject = task.text("Subject").replace(missed, mended);
            let change: Map<String, Value> =
                Map::from_iter([("CallDisposition".to_owned(), json!(mended)), ("Subject".to_owned(), json!(subject))]);
            match self.update(&task.id, &change, now) {
                Ok(()) => updated += 1,
                Err(_) => refused += 1,
            }
        }
        Reply::Resolved { updated, refused }
    }

    fn mail(&mut self, mail: &Mail, now: Timestamp) -> Reply {
        let task = self.saved("Task", &mail.key);
        let address_of = |org: &Self, user: &RecordId| {
            let user = org.all().find(|record| record.id == *user && record.object == "User")?;
            let email = user.text("Email");
            (user.flag("IsActive") && !email.is_empty()).then(|| email.to_owned())
        };
        let agent = address_of(self, &self.user);
        let to = match &mail.to {
            Recipient::Agent => agent,
            Recipient::Address => mail.address.clone().or(agent),
            Recipient::OwnerOf(record) => {
                let owner = self.record(record).and_then(|record| record.link("OwnerId"));
                owner.and_then(|owner| address_of(self, &owner)).or(mail.address.clone()).or(agent)
            }
        };
        let Some(to) = to else {
            return Reply::Failed(Failure::new(FailureKind::Rejected, "The e-mail has no recipient."));
        };
        if !self.can_mail {
            return Reply::Failed(Failure::new(FailureKind::Rejected, "The user's e-mail address is not verified."));
        }
        let once = self.mails.iter().any(|sent| sent.key == mail.key);
        if !once || task.is_none() {
            let number = mail.number.as_ref().map_or("withheld", |number| number.as_given());
            let name = mail.name.as_deref().unwrap_or("unknown");
            self.mails.push(Sent {
                at: now,
                to,
                key: mail.key.clone(),
                subject: format!("Missed call from {name}"),
                body: format!("{name}, {number}, called at {}.", mail.start.to_rfc3339_utc()),
            });
        }
        Reply::Mailed
    }
}
