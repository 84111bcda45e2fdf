//! The org behind the engine's own contract, without a wire in between: for stories that run natively.

use serde_json::{Map, Value, json};

use super::Org;
use super::faults::Work;
use super::search::{Extras, SHORTEST};
use crate::engine::crm::{Draft, Failure, FailureKind, Match, Reply, Request, Target, Value as Field};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

impl Org {
    /// What a faultless surface answers at once. Accidents are the part of [`Org::deliver`].
    pub fn answer(&mut self, request: &Request, now: Timestamp) -> Reply {
        match request {
            Request::Search { spellings, direction } => {
                let found = spellings.iter().find_map(|spelling| {
                    let hits: Vec<_> = self.search(spelling, *direction, now).iter().map(|r| r.id.clone()).collect();
                    (!hits.is_empty()).then_some((spelling.clone(), hits))
                });
                let asked = spellings.last().cloned().unwrap_or_default();
                let (spelling, hits) = found.unwrap_or((asked, Vec::new()));
                self.layout_pop = self.pop_for(&spelling, *direction, &hits, &Extras::default());
                let fields = |object: &str| {
                    let objects = &self.layout.section(*direction).objects;
                    objects.iter().find(|(name, _)| name == object).map(|(_, fields)| fields.clone())
                };
                let matches = hits.iter().filter_map(|id| {
                    let record = self.record_ref(id)?;
                    let fields = fields(record.object.api_name()).unwrap_or_default();
                    let details = fields.iter().filter(|(_, api)| api != "Name");
                    let details = details.filter_map(|(label, api)| Some((label.clone(), self.shown(id, api)?)));
                    Some(Match { details: details.collect(), record, found_by: spelling.clone() })
                });
                Reply::Found { matches: matches.collect(), layout_pops: self.layout_pop.is_some() }
            }
            Request::ScreenPop(target) => match self.refuse_pop(target) {
                Some(failure) => Reply::Failed(failure),
                None => {
                    self.screen.push(target.clone());
                    Reply::Opened
                }
            },
            Request::Save(draft) => match self.save(&wire_fields(draft), now) {
                Ok(record) => Reply::Saved { record },
                Err(refusal) => Reply::Failed(refusal.into()),
            },
            Request::RefreshView => Reply::Refreshed,
            Request::FindSaved { .. }
            | Request::SearchObjects { .. }
            | Request::Find(_)
            | Request::OpenTasks { .. }
            | Request::CloseTasks { .. }
            | Request::Change(..)
            | Request::ResolveMissed { .. }
            | Request::MissedBetween { .. }
            | Request::Greet
            | Request::Mail(_) => self.package_answers(request, now).unwrap_or(Reply::Refreshed),
        }
    }

    /// What arrives of the answer, and when: nothing, one reply or several, as the planned accidents have it.
    pub fn deliver(&mut self, request: &Request, now: Timestamp) -> Vec<(Timestamp, Reply)> {
        let course = self.faults.course(method(request), now);
        let failed = |kind, message: &str| Reply::Failed(Failure::new(kind, message));
        let mut reply = match course.work {
            Work::Done => self.answer(request, now),
            Work::DoneButFailed => {
                self.answer(request, now);
                failed(FailureKind::ServerError, "A problem was encountered on the server.")
            }
            Work::Failed => failed(FailureKind::ServerError, "A problem was encountered on the server."),
            Work::NotReady => failed(
                FailureKind::NotReady,
                "Unable to execute sendPostMessage because the softphone container hasn’t initialized yet.",
            ),
            Work::Ignored => return Vec::new(),
        };
        if let (Reply::Found { matches, .. }, true) = (&mut reply, self.faults.backwards) {
            matches.reverse();
        }
        course.arrivals.into_iter().map(|at| (at, reply.clone())).collect()
    }

    /// A field as the screen shows it: a lookup by the name of its record.
    pub fn shown(&self, id: &RecordId, field: &str) -> Option<String> {
        let record = self.record(id)?;
        let value = record.fields.get(field)?;
        let linked = value.as_str().and_then(RecordId::parse).and_then(|id| self.record_ref(&id));
        Some(match (linked, value) {
            (Some(linked), _) => linked.name,
            (None, Value::String(text)) => text.clone(),
            (None, other) => other.to_string(),
        })
    }

    fn refuse_pop(&self, target: &Target) -> Option<Failure> {
        let no = |message: &str| Some(Failure::new(FailureKind::Rejected, message));
        match target {
            Target::Record(id) | Target::Edit { record: id, .. } if self.record(id).is_none() => {
                no("The record could not be opened.")
            }
            Target::Url(url) if !url.starts_with('/') || url.starts_with("//") => no("The URL is not relative."),
            Target::ObjectHome(object) | Target::List { object, .. } | Target::NewRecord { object, .. }
                if self.schema.object(object.api_name()).is_none() =>
            {
                no("The object is unknown.")
            }
            Target::Search(text) if text.chars().count() < SHORTEST => no("The search text is too short."),
            Target::AsLayoutSays { .. } if self.layout_pop.is_none() => no("The layout pops nothing."),
            Target::Record(_)
            | Target::Edit { .. }
            | Target::Url(_)
            | Target::ObjectHome(_)
            | Target::List { .. }
            | Target::Search(_)
            | Target::NewRecord { .. }
            | Target::Flow { .. }
            | Target::AsLayoutSays { .. } => None,
        }
    }
}

/// The name under which [`super::faults::Faults`] knows a request: Open CTI's.
fn method(request: &Request) -> &'static str {
    match request {
        Request::Search { .. } => "searchAndScreenPop",
        Request::ScreenPop(_) => "screenPop",
        // A save, too, whatever carries it.
        Request::Save(_) | Request::Change(..) => "saveLog",
        Request::FindSaved { .. }
        | Request::SearchObjects { .. }
        | Request::Find(_)
        | Request::OpenTasks { .. }
        | Request::CloseTasks { .. }
        | Request::ResolveMissed { .. }
        | Request::MissedBetween { .. }
        | Request::Greet
        | Request::Mail(_) => "runApex",
        Request::RefreshView => "refreshView",
    }
}

/// The draft as `saveLog` takes it.
fn wire_fields(draft: &Draft) -> Map<String, Value> {
    let mut out: Map<String, Value> = draft.fields.iter().map(|(name, value)| (name.clone(), json_of(value))).collect();
    match &draft.record {
        Some(id) => out.insert("Id".into(), json!(id.0)),
        None => out.insert("entityApiName".into(), json!(draft.object.api_name())),
    };
    out
}

fn json_of(value: &Field) -> Value {
    match value {
        Field::Text(text) => json!(text),
        Field::Number(number) => json!(number),
        Field::Flag(on) => json!(on),
        Field::Date(day) => json!(day.to_string()),
        Field::Moment(at) => json!(at.to_rfc3339_utc()),
        Field::Phone(number) => json!(number.as_given()),
        Field::Reference(id) => json!(id.0),
        Field::Tenths(n) => json!(f64::from(*n) / 10.0),
        Field::Empty => Value::Null,
    }
}
