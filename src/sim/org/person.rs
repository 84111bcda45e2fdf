//! Person accounts: an account and a contact that are one person, in orgs that turned them on (Salesforce Help,
//! "Person Accounts"). Open CTI tells of both ids (Open CTI Developer Guide, `getAppViewInfo`).

use serde_json::{Map, Value, json};

use super::schema::{Field, Kind};
use super::{Org, Record, RecordType, id};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

impl Org {
    /// Turns them on. Returns the record type with which a new account becomes a person.
    pub fn enable_person_accounts(&mut self) -> RecordId {
        if let Some(account) = self.schema.object_mut("Account") {
            account.fields.extend([
                Field::new("FirstName", "First Name", Kind::Text(40)),
                Field::new("LastName", "Last Name", Kind::Text(80)),
                Field::new("IsPersonAccount", "Is Person Account", Kind::Bool).derived().default(json!(false)),
                Field::new("PersonContactId", "Contact ID", Kind::Reference(vec!["Contact"])).derived(),
            ]);
        }
        let id = id::make("012", 900);
        self.person_type = Some(id.clone());
        self.record_types.push(RecordType {
            id: id.clone(),
            object: "Account".into(),
            developer_name: "PersonAccount".into(),
            available: true,
            default: false,
        });
        id
    }

    /// What Open CTI adds for the record on a page or behind a number. Nothing where the org has no such accounts,
    /// and nothing for a business account.
    pub fn person_keys(&self, record: Option<&RecordId>) -> Map<String, Value> {
        let mut out = Map::new();
        if self.person_type.is_none() {
            return out;
        }
        let record = record.and_then(|id| self.record(id));
        let account = record.and_then(Record::account).and_then(|id| self.record(&id));
        let person = account.filter(|a| a.flag("IsPersonAccount"));
        match (record, person) {
            (Some(record), Some(_)) if record.object == "Account" => {
                out.insert("personAccount".into(), json!(true));
                out.insert("contactId".into(), json!(record.text("PersonContactId")));
            }
            (Some(record), Some(account)) if record.object == "Contact" => {
                out.insert("personAccount".into(), json!(true));
                out.insert("accountId".into(), json!(account.id.0));
            }
            (Some(record), None) if record.object == "Account" => {}
            (Some(_) | None, _) => drop(out.insert("personAccount".into(), json!(false))),
        }
        out
    }

    /// The contact that is only the other half of a person account; the search shows the account.
    pub(super) fn is_half(&self, record: &Record) -> bool {
        record.object == "Contact"
            && self.person_type.is_some()
            && record.link("AccountId").and_then(|id| self.records.get(&id)).is_some_and(|a| a.flag("IsPersonAccount"))
    }

    pub(super) fn is_person(&self, account: &Map<String, Value>) -> bool {
        let own = account.get("RecordTypeId").and_then(Value::as_str).and_then(RecordId::parse);
        own.is_some() && own == self.person_type
    }

    /// Makes the contact half of a new person account.
    pub(super) fn add_half(&mut self, account: &RecordId, now: Timestamp) {
        let Some(whole) = self.records.get(account) else { return };
        let mut fields = Map::new();
        for name in ["FirstName", "LastName", "Phone"] {
            if let Some(value) = whole.fields.get(name) {
                fields.insert(name.into(), value.clone());
            }
        }
        fields.insert("AccountId".into(), json!(account.0));
        // The account passed the same checks; a rule on contacts that refuses its half leaves it without one.
        let half = self.create("Contact", &fields, now);
        if let (Ok(half), Some(whole)) = (half, self.records.get_mut(account)) {
            whole.fields.insert("PersonContactId".into(), json!(half.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Direction;

    #[test]
    fn a_person_account_is_one_hit_with_two_ids() {
        let now = Timestamp::new(1_795_464_240_000, 0);
        let mut org = Org::new(now);
        assert_eq!(org.person_keys(None), Map::new(), "an org without them says nothing");
        let person = org.enable_person_accounts();
        let fields = json!({"LastName": "Privat", "FirstName": "Paula", "Phone": "5550199", "RecordTypeId": person.0});
        let account = org.create("Account", fields.as_object().unwrap(), now).unwrap();
        let business = json!({"Name": "Works", "Phone": "5550100"});
        let business = org.create("Account", business.as_object().unwrap(), now).unwrap();
        let nameless = json!({"Name": "No", "RecordTypeId": person.0});
        let refusal = org.create("Account", nameless.as_object().unwrap(), now).unwrap_err();
        assert_eq!(refusal.fields[0].field, "LastName");

        let hits = org.search("5550199", Direction::Inbound, now);
        assert_eq!(hits.iter().map(|r| &r.id).collect::<Vec<_>>(), [&account]);
        let contact = org.record(&account).unwrap().link("PersonContactId").unwrap();
        assert_eq!(org.record_ref(&contact).unwrap().name, "Paula Privat");
        let keys = |id| Value::from(org.person_keys(id)).to_string();
        assert_eq!(keys(Some(&account)), format!(r#"{{"contactId":"{contact}","personAccount":true}}"#));
        assert_eq!(keys(Some(&contact)), format!(r#"{{"accountId":"{account}","personAccount":true}}"#));
        assert_eq!(keys(Some(&business)), "{}");
        assert_eq!(keys(None), r#"{"personAccount":false}"#);
    }
}
