//! The e-mail about a missed call: to whom, in which words, and once for each call.

use serde_json::{Map, json};

use super::payload::{Payload, id_in};
use super::{Answer, Refused};
use crate::engine::id::RecordId;
use crate::engine::locale::{DateOrder, Locale};
use crate::engine::time::Timestamp;
use crate::sim::org::{Mail, Org, id};

const SENT: &str = "Ferrophone_Mail_Sent__c";
const SHIPPED: &str = "Ferrophone_Missed_Call";
const SHIPPED_GERMAN: &str = "Ferrophone_Missed_Call_DE";

/// What stands for nothing.
const NOTHING: &str = "-";

/// An e-mail template. `{caller}` and the like stand for what is known of the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pub id: RecordId,
    /// The developer name.
    pub name: String,
    pub active: bool,
    pub subject: String,
    pub body: String,
}

impl Template {
    /// Those of the package, in English and in German.
    pub fn shipped() -> Vec<Self> {
        let template = |count, name: &str, subject: &str, body: &str| Self {
            id: id::make("00X", count),
            name: name.into(),
            active: true,
            subject: subject.into(),
            body: body.into(),
        };
        let english = "You missed a call.\n\nCaller: {caller}\nNumber: {number}\nCalled: {called}\nQueue: {queue}\n\
                       When: {date} {time}\n\n{link}";
        let german = "Sie haben einen Anruf verpasst.\n\nAnrufer: {caller}\nNummer: {number}\nAngerufen: {called}\n\
                      Warteschlange: {queue}\nWann: {date} {time}\n\n{link}";
        vec![
            template(1, SHIPPED, "Missed call from {caller}", english),
            template(2, SHIPPED_GERMAN, "Verpasster Anruf von {caller}", german),
        ]
    }
}

impl Org {
    pub(super) fn mail_missed(&mut self, payload: &Payload, now: Timestamp) -> Answer {
        let key = payload.text("key", 255)?;
        let wanted = payload.choice("recipient", &["user", "owner", "address"])?;
        let record = payload.id_or_none("record", &[], &self.schema)?;
        let record = record.and_then(|id| self.record(&id).map(|record| record.id.clone()));
        let address = payload.text_or_none("address", 80)?;
        if address.as_deref().is_some_and(|address| !is_address(address)) {
            return Err(Refused::bad("address", "not an e-mail address"));
        }
        let template = payload.text_or_none("template", 80)?;
        let german =
            payload.text_or_none("language", 20)?.is_some_and(|tag| tag.to_ascii_lowercase().starts_with("de"));
        let call = payload.part("call")?;

        let (kind, to) = self.recipient(wanted, record.as_ref(), address);
        let task = self.saved("Task", &key);
        let already = task.as_ref().and_then(|id| self.record(id)).is_some_and(|task| task.flag(SENT));
        if !already {
            let template = self.template(template.as_deref(), german)?.clone();
            let linked = record.or_else(|| task.clone());
            let values = self.values(&call, linked, german, now)?;
            if let Some(refusal) = &self.mail_refused {
                return Err(Refused::new("MAIL_FAILED", refusal.clone()));
            }
            let (subject, body) = (rendered(&template.subject, &values), rendered(&template.body, &values));
            self.mails.push(Mail { at: now, to, key, subject, body });
            if let Some(task) = task {
                // If Salesforce refuses, the worst is a second message.
                let _ = self.update(&task, &Map::from_iter([(SENT.to_owned(), json!(true))]), now);
            }
        }
        Ok(json!({ "sent": true, "to": kind, "already": already }))
    }

    /// What kind of recipient it became, and the address.
    fn recipient(&self, wanted: &str, record: Option<&RecordId>, address: Option<String>) -> (&'static str, String) {
        let email = |user: &RecordId| self.all().find(|r| r.id == *user && r.object == "User");
        // A queue is not among the users.
        let owner = record.and_then(|id| self.record(id)?.link("OwnerId"));
        let owner = owner.as_ref().and_then(email).filter(|user| user.flag("IsActive"));
        match (owner.map(|user| user.text("Email")).filter(|text| !text.is_empty()), address) {
            (Some(owner), _) if wanted == "owner" => ("owner", owner.to_owned()),
            (_, Some(address)) if wanted != "user" => ("address", address),
            _ => ("user", email(&self.user).map(|user| user.text("Email").to_owned()).unwrap_or_default()),
        }
    }

    fn template(&self, name: Option<&str>, german: bool) -> Result<&Template, Refused> {
        let names = match (name, german) {
            (Some(name), _) => vec![name],
            (None, true) => vec![SHIPPED_GERMAN, SHIPPED],
            (None, false) => vec![SHIPPED],
        };
        let id = name.and_then(|name| id_in(name, &self.schema));
        let is_it = |name: &str, template: &&Template| {
            template.active && (template.name == name || id.as_ref() == Some(&template.id))
        };
        let found = names.iter().find_map(|name| self.templates.iter().find(|template| is_it(name, template)));
        let last = names.last().copied().unwrap_or_default();
        found.ok_or_else(|| Refused::new("NO_TEMPLATE", format!("The e-mail template {last} was not found.")))
    }

    /// What the words of a template stand for. Times as the clock of the agent shows them.
    fn values(
        &self,
        call: &Payload,
        linked: Option<RecordId>,
        german: bool,
        now: Timestamp,
    ) -> Result<Vec<(&'static str, String)>, Refused> {
        let number = known(call.text_or_none("number", 80)?);
        let name = known(call.text_or_none("name", 255)?);
        let start = Timestamp::new(call.moment("start")?, now.offset_minutes());
        let date = if german { DateOrder::DayMonthYearDots } else { DateOrder::YearMonthDay };
        let day = Locale { date, ..Locale::default() }.day(start.date());
        let (hour, minute) = start.hour_minute();
        Ok(vec![
            ("caller", if name == NOTHING { number.clone() } else { name.clone() }),
            ("name", name),
            ("number", number),
            ("called", known(call.text_or_none("called", 80)?)),
            ("queue", known(call.text_or_none("queue", 255)?)),
            ("date", day),
            ("time", format!("{hour:02}:{minute:02}")),
            ("link", linked.map(|id| format!("{}/{id}", self.session.url)).unwrap_or_default()),
        ])
    }
}

/// One line, or what stands for nothing. A line break would begin another header.
fn known(text: Option<String>) -> String {
    let words: Vec<_> = text.as_deref().unwrap_or_default().split_whitespace().collect();
    if words.is_empty() { NOTHING.to_owned() } else { words.join(" ") }
}

fn is_address(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;:<>\"()".contains(c));
    let dotted = |domain: &str| domain.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && !top.is_empty());
    text.split_once('@').is_some_and(|(user, domain)| plain(user) && plain(domain) && dotted(domain))
}

/// Only what stands in the template is replaced, nothing that came in by a value.
fn rendered(template: &str, values: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let found = values.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| (value, after))
        });
        match value {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}
