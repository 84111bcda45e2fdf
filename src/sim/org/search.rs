//! Salesforce's text search as the softphone uses it: names by word, numbers by their digits, only what the layout
//! selects, only what the agent may read, and new records only after they were indexed.

use serde_json::{Map, Value, json};

use super::layout::{Pop, Rule};
use super::schema::Kind;
use super::{Org, Record};
use crate::engine::crm::Direction;
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

/// The least that a search takes.
pub const SHORTEST: usize = 3;

/// What goes along with a search into the pop that it leads to.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Only for a Visualforce page.
    pub query_params: String,
    /// Only for a new record.
    pub defaults: Map<String, Value>,
    /// Only for a flow: `[{name, type, value}]`.
    pub flow_args: Value,
}

impl Org {
    /// The records that hold `text`, in the order of the layout's objects, then of creation.
    pub fn search(&self, text: &str, direction: Direction, now: Timestamp) -> Vec<&Record> {
        if text.trim().chars().count() < SHORTEST {
            return Vec::new();
        }
        let objects = &self.layout.section(direction).objects;
        let objects = objects.iter().filter(|(_, fields)| !fields.is_empty());
        objects
            .flat_map(|(object, _)| self.of(object))
            .filter(|r| !self.is_half(r) && self.indexed(r, now) && self.hit(r, text))
            .collect()
    }

    /// A search over every object, as the search page does it.
    pub fn search_all(&self, text: &str, now: Timestamp) -> Vec<&Record> {
        let long_enough = text.trim().chars().count() >= SHORTEST;
        self.all().filter(|r| long_enough && self.readable(r) && self.indexed(r, now) && self.hit(r, text)).collect()
    }

    /// What the layout opens for these hits.
    pub fn pop_for(&self, text: &str, direction: Direction, hits: &[RecordId], extras: &Extras) -> Option<Pop> {
        let pops = self.layout.section(direction).pops.as_ref()?;
        let rule = match hits.len() {
            0 => &pops.no_match,
            1 => &pops.single,
            _ => &pops.multiple,
        };
        match rule {
            Rule::DoNotPop => None,
            Rule::ToEntity(object) => match (hits, object) {
                ([only], _) => Some(Pop { kind: "sobject", params: json!({"recordId": only.0}) }),
                ([], Some(object)) => Some(Pop {
                    kind: "newRecord",
                    params: json!({"entityName": object, "defaultFieldValues": extras.defaults}),
                }),
                ([] | [..], _) => None,
            },
            Rule::ToVisualforce(page) => {
                let query = extras.query_params.trim_start_matches(['?', '&']);
                let mark = if query.is_empty() { "" } else { "?" };
                Some(Pop { kind: "url", params: json!({"url": format!("/apex/{page}{mark}{query}")}) })
            }
            Rule::ToSearch => Some(Pop { kind: "search", params: json!({"searchString": text}) }),
            Rule::ToFlow(flow) => {
                let args = if extras.flow_args.is_array() { extras.flow_args.clone() } else { json!([]) };
                Some(Pop { kind: "flow", params: json!({"flowDevName": flow, "flowArgs": args}) })
            }
        }
    }

    fn indexed(&self, record: &Record, now: Timestamp) -> bool {
        let created = chrono::DateTime::parse_from_rfc3339(record.text("CreatedDate"));
        created.is_ok_and(|at| now.since(Timestamp::new(at.timestamp_millis(), 0)) >= self.indexing)
    }

    fn hit(&self, record: &Record, text: &str) -> bool {
        let Some(object) = self.schema.object(&record.object) else { return false };
        let wanted = digits(text);
        let is_number = wanted.len() >= SHORTEST && !text.chars().any(char::is_alphabetic);
        let by_number = || {
            let phones = object.fields.iter().filter(|f| f.kind == Kind::Phone).map(|f| record.text(&f.name));
            phones.filter(|held| !held.is_empty()).any(|held| match self.strict_search {
                true => held == text.trim(),
                false => digits(held) == wanted,
            })
        };
        let by_name = || {
            let name = record.text(object.name_field).to_lowercase();
            let mut words = text.split_whitespace().map(str::to_lowercase).peekable();
            words.peek().is_some() && words.all(|w| name.split_whitespace().any(|n| n.starts_with(&w)))
        };
        (is_number && by_number()) || by_name()
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
