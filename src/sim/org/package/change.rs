//! Changing a record that somebody else may have changed meanwhile: compare, and set.

use serde_json::{Map, Value, json};

use super::payload::Payload;
use super::{Answer, Refused};
use crate::engine::crm::Failure;
use crate::engine::time::Timestamp;
use crate::sim::org::Org;
use crate::sim::org::schema::{Field, Kind, Schema};

const OBJECTS: [&str; 3] = ["Task", "Event", "Case"];

const LONGEST_TEXT: usize = 32_000;

impl Org {
    pub(super) fn change(&mut self, payload: &Payload, now: Timestamp) -> Answer {
        let id = payload.id("record", &OBJECTS, &self.schema)?;
        let object = self.schema.of_id(&id.0).ok_or_else(|| Refused::bad("record", "not an id"))?.clone();
        let mut wishes = Vec::new();
        let mut refused = Vec::new();
        for part in payload.parts("fields", 50)? {
            let name = part.api_name("name")?;
            let Some(field) = object.field(&name) else {
                let message = format!("No such column '{name}' on sobject of type {}", object.name);
                refused.push(json!({ "field": name, "message": message }));
                continue;
            };
            if !field.updateable {
                let message = format!("{} cannot be changed by this user.", field.name);
                refused.push(json!({ "field": field.name, "message": message }));
                continue;
            }
            let shall = read(&part, "shall", field, &self.schema)?;
            let was = part.says("was").then(|| read(&part, "was", field, &self.schema)).transpose()?;
            wishes.push((field.clone(), was, shall));
        }
        if !refused.is_empty() {
            return Ok(outcome(&[], &[], &refused));
        }
        let Some(record) = self.record(&id) else {
            return Ok(outcome(&[], &[], &[json!({ "field": null, "message": "The record was not found." })]));
        };
        if self.rights.busy.contains(&id) {
            return Err(Refused::new("BUSY", "Somebody is changing the record."));
        }
        let (mut changed, mut conflicts, mut set) = (Vec::new(), Vec::new(), Map::new());
        for (field, was, shall) in wishes {
            let held = record.fields.get(&field.name).map_or_else(String::new, |value| spelled(&field.kind, value));
            if same(&field.kind, &held, &shall) {
                continue;
            }
            if was.is_some_and(|was| !same(&field.kind, &held, &was)) {
                let value = (!held.is_empty()).then_some(held);
                conflicts.push(json!({ "field": field.name, "value": value }));
                continue;
            }
            set.insert(field.name.clone(), if shall.is_empty() { Value::Null } else { json!(shall) });
            changed.push(json!(field.name));
        }
        if !set.is_empty()
            && let Err(refusal) = self.update(&id, &set, now)
        {
            let Failure { message, fields, .. } = refusal.into();
            let of_fields = fields.into_iter().map(|(field, message)| json!({ "field": field, "message": message }));
            let all: Vec<Value> = of_fields.collect();
            let whole = vec![json!({ "field": null, "message": message })];
            return Ok(outcome(&[], &conflicts, if all.is_empty() { &whole } else { &all }));
        }
        Ok(outcome(&changed, &conflicts, &[]))
    }
}

fn outcome(changed: &[Value], conflicts: &[Value], refused: &[Value]) -> Value {
    json!({ "changed": changed, "conflicts": conflicts, "refused": refused })
}

/// A value of the request as the field spells it; empty: nothing.
fn read(part: &Payload, name: &str, field: &Field, schema: &Schema) -> Result<String, Refused> {
    let Some(text) = part.text_or_none(name, LONGEST_TEXT)? else { return Ok(String::new()) };
    Ok(match &field.kind {
        Kind::Date => part.day(name)?,
        // Salesforce keeps no fractions of a second.
        Kind::DateTime => Timestamp::new(part.moment(name)? / 1000 * 1000, 0).to_rfc3339_utc(),
        Kind::Reference(_) | Kind::RecordType => part.id(name, &[], schema)?.0,
        Kind::Int(_) | Kind::Currency | Kind::Decimal => {
            let text = part.text(name, 40)?;
            text.parse::<f64>().map_err(|_| Refused::bad(name, "not a number"))?;
            text
        }
        Kind::Bool => part.choice(name, &["true", "false"])?.to_owned(),
        _ => text,
    })
}

/// What a field holds, as a text.
fn spelled(kind: &Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::String(text)) => text.replace("\r\n", "\n"),
        (_, other) => other.to_string(),
    }
}

/// As Salesforce would take the one for the other.
fn same(kind: &Kind, one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    let seconds = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp());
    match kind {
        Kind::Int(_) | Kind::Currency | Kind::Decimal => number(one) == number(other),
        Kind::Bool => (one == "true") == (other == "true"),
        Kind::DateTime => seconds(one) == seconds(other),
        Kind::Phone => dialled(one) == dialled(other),
        _ => lines(one) == lines(other),
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

fn dialled(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "+*#".contains(*c)).collect()
}
