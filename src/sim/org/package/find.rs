//! Actions that find records: by what they belong to, by a field, by a number, by the key of a call.

use serde_json::{Value, json};

use super::payload::{Payload, id_in};
use super::{Answer, Refused};
use crate::engine::id::RecordId;
use crate::engine::workflow::task::CALL_KEY;
use crate::sim::org::schema::{Field, Kind, ObjectType};
use crate::sim::org::{Org, Record};

const FEWEST_DIGITS: usize = 3;

impl Org {
    /// The record that was written under this key; letters count as they are.
    pub fn saved(&self, object: &str, key: &str) -> Option<RecordId> {
        self.of(object).find(|r| !key.is_empty() && r.text(CALL_KEY) == key).map(|record| record.id.clone())
    }

    pub(super) fn find_saved(&self, payload: &Payload) -> Answer {
        let object = payload.choice("object", &["Task", "Event", "Case"])?;
        let key = payload.text("key", 255)?;
        // As in user mode: a query for a field that the agent may not see fails as a whole.
        if self.described(object)?.field(CALL_KEY).is_none() {
            return Err(Refused::new("NO_PERMISSION", format!("No such column '{CALL_KEY}' on entity '{object}'.")));
        }
        Ok(json!({ "record": self.saved(object, &key).map(|id| id.0) }))
    }

    /// The latest open one of a contact, of an account, or of both.
    pub(super) fn latest(&self, payload: &Payload) -> Answer {
        let object = payload.choice("object", &["Opportunity", "Case"])?;
        let of = payload.id("record", &["Contact", "Account"], &self.schema)?;
        let account_too = payload.flag("accountToo")?;
        let by = payload.choice_or_first("by", &["CreatedDate", "LastModifiedDate"])?;
        let Some(of) = self.record(&of) else { return Ok(self.one(None)) };
        let account = if of.object == "Account" || account_too { of.account() } else { None };
        let contact = (of.object == "Contact").then(|| of.id.clone());
        let in_role = |deal: &RecordId| {
            let mut roles = self.of("OpportunityContactRole");
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
        let open = self.of(object).filter(|record| !record.flag("IsClosed")).filter(belongs);
        // Written alike, so that the order of texts is that of time.
        let newest = open.max_by(|a, b| (a.text(by), &a.id).cmp(&(b.text(by), &b.id)));
        Ok(self.one(newest.map(|record| record.id.clone())))
    }

    pub(super) fn account_of(&self, payload: &Payload) -> Answer {
        let of = payload.id("record", &["Contact", "Account"], &self.schema)?;
        Ok(self.one(self.record(&of).and_then(Record::account)))
    }

    pub(super) fn find_by_field(&self, payload: &Payload) -> Answer {
        let object = self.described(&payload.api_name("object")?)?;
        let field = described_field(object, &payload.api_name("field")?)?;
        let value = payload.text("value", 255)?;
        let holds = |record: &&Record| match &field.kind {
            Kind::Text(_) | Kind::Phone | Kind::Email | Kind::Picklist { .. } => record.text(&field.name) == value,
            Kind::Int(_) | Kind::Currency | Kind::Decimal => {
                let held = record.fields.get(&field.name).and_then(Value::as_f64);
                held.is_some() && held == value.parse().ok()
            }
            Kind::Reference(_) => {
                let wanted = id_in(&value, &self.schema);
                wanted.is_some() && record.link(&field.name) == wanted
            }
            Kind::TextArea(_) | Kind::Bool | Kind::Date | Kind::DateTime | Kind::RecordType => false,
        };
        if matches!(field.kind, Kind::TextArea(_) | Kind::Bool | Kind::Date | Kind::DateTime | Kind::RecordType) {
            return Err(Refused::bad("field", "cannot be searched by"));
        }
        let mut hits = self.of(&object.name).filter(holds);
        let first = hits.next().map(|record| record.id.clone());
        Ok(self.one(first.filter(|_| hits.next().is_none())))
    }

    pub(super) fn look_up_field(&self, payload: &Payload) -> Answer {
        let of = payload.id("record", &[], &self.schema)?;
        let object = self.schema.of_id(&of.0).ok_or_else(|| Refused::bad("record", "not an id"))?;
        let field = described_field(object, &payload.api_name("field")?)?;
        if !matches!(field.kind, Kind::Reference(_)) {
            return Err(Refused::bad("field", "not a reference"));
        }
        Ok(self.one(self.record(&of).and_then(|record| record.link(&field.name))))
    }

    /// Custom objects by their phone fields, compared digit by digit.
    pub(super) fn search_objects(&self, payload: &Payload) -> Answer {
        let mut places = Vec::new();
        for part in payload.parts("objects", 5)? {
            let object = self.described(&part.api_name("object")?)?;
            let mut fields = Vec::new();
            for name in part.api_names("fields", 5)? {
                let field = described_field(object, &name)?;
                if field.kind != Kind::Phone {
                    return Err(Refused::bad("fields", &format!("{} is not a phone field", field.name)));
                }
                fields.push(field.name.as_str());
            }
            places.push((object, fields));
        }
        let wanted: Vec<String> = payload.texts("numbers", 20, 80)?.iter().map(|text| digits(text)).collect();
        let wanted: Vec<String> = wanted.into_iter().filter(|digits| digits.len() >= FEWEST_DIGITS).collect();
        let most = payload.number("limit", 1, 50, 20)?;
        let mut hits = Vec::new();
        for (object, fields) in places {
            for record in self.of(&object.name) {
                let held = fields.iter().map(|field| record.text(field)).find(|text| wanted.contains(&digits(text)));
                if let Some(number) = held {
                    let mut hit = self.reference(&record.id);
                    hit["number"] = json!(number);
                    hits.push(hit);
                }
            }
        }
        hits.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(json!({ "records": hits }))
    }

    pub(super) fn name_of(&self, payload: &Payload) -> Answer {
        let ids = payload.ids("records", 50, &[], &self.schema)?;
        let found: Vec<_> = ids.iter().map(|id| self.reference(id)).filter(|found| !found.is_null()).collect();
        Ok(json!({ "records": found }))
    }

    fn one(&self, id: Option<RecordId>) -> Value {
        json!({ "record": id.map_or(Value::Null, |id| self.reference(&id)) })
    }

    /// `null` where the agent may not read it.
    fn reference(&self, id: &RecordId) -> Value {
        let found = self.record_ref(id);
        found.map_or(Value::Null, |r| json!({ "id": r.id.0, "object": r.object.api_name(), "name": r.name }))
    }

    fn described(&self, name: &str) -> Result<&ObjectType, Refused> {
        let found = self.schema.object(name);
        found.ok_or_else(|| Refused::new("NOT_FOUND", format!("There is no object {name}.")))
    }
}

fn described_field<'a>(object: &'a ObjectType, name: &str) -> Result<&'a Field, Refused> {
    let missing = || Refused::new("NOT_FOUND", format!("There is no field {name} on {}.", object.name));
    object.field(name).ok_or_else(missing)
}

/// 00 before a country is the plus in another hand.
fn digits(text: &str) -> String {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    all.strip_prefix("00").map(str::to_owned).unwrap_or(all)
}
