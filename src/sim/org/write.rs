//! Creating and changing records: every check that Salesforce makes, all of them before anything is written.

use serde_json::{Map, Value, json};

use super::refusal::{FieldError, PageError, Refusal};
use super::schema::{Field, Kind, ObjectType};
use super::{Change, ChangeKind, Org, Record, id};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

impl Org {
    /// Creates a record. Nothing is written where one check fails.
    pub fn create(&mut self, object: &str, fields: &Map<String, Value>, now: Timestamp) -> Result<RecordId, Refusal> {
        let object = self.object_type(object)?.clone();
        if self.rights.not_creatable.contains(&object.name) {
            return Err(Refusal::page(
                "INSUFFICIENT_ACCESS_OR_READONLY",
                format!("You do not have the level of access necessary to create records of type {}.", object.label),
            ));
        }
        let mut written = self.checked(&object, fields, None)?;
        for field in &object.fields {
            if let (Some(default), false) = (&field.default, written.contains_key(&field.name)) {
                written.insert(field.name.clone(), default.clone());
            }
        }
        written.entry("OwnerId").or_insert_with(|| json!(self.user.0));
        if let Some(record_type) = self.record_types.iter().find(|r| r.object == object.name && r.default) {
            written.entry("RecordTypeId").or_insert_with(|| json!(record_type.id.0));
        }
        let is_person = object.name == "Account" && self.is_person(&written);
        if is_person {
            written.insert("IsPersonAccount".into(), json!(true));
            written.insert("Name".into(), json!(full_name(&written)));
        }
        self.required(&object, &written)?;
        self.integrity(&object, &written, None)?;
        self.next += 1;
        let record_id = id::make(&object.prefix, self.next);
        written.insert("CreatedDate".into(), json!(now.to_rfc3339_utc()));
        written.insert("CreatedById".into(), json!(self.user.0));
        if object.name == "Case" {
            self.next_case += 1;
            written.insert("CaseNumber".into(), json!(format!("{:08}", self.next_case)));
        }
        self.store(&object, record_id.clone(), written, ChangeKind::Created, now);
        if is_person {
            self.add_half(&record_id, now);
        }
        Ok(record_id)
    }

    /// Changes a record: what `fields` does not name stays as it is, `null` or an empty text clears.
    pub fn update(&mut self, record: &RecordId, fields: &Map<String, Value>, now: Timestamp) -> Result<(), Refusal> {
        let missing = || Refusal::page("ENTITY_IS_DELETED", "The record you're trying to change doesn't exist.");
        let old = self.records.get(record).filter(|r| self.readable(r)).ok_or_else(missing)?.clone();
        let object = self.object_type(&old.object)?.clone();
        if self.rights.not_editable.contains(&object.name) || self.rights.locked.contains(record) {
            let message = "insufficient access rights on object id";
            return Err(Refusal::page("INSUFFICIENT_ACCESS_OR_READONLY", message));
        }
        let mut written = old.fields.clone();
        for (name, value) in self.checked(&object, fields, Some(&old))? {
            if value.is_null() {
                written.remove(&name)
            } else {
                written.insert(name, value)
            };
        }
        self.required(&object, &written)?;
        self.integrity(&object, &written, Some(&old))?;
        self.store(&object, old.id, written, ChangeKind::Updated, now);
        Ok(())
    }

    /// Takes a record out, as an agent's colleague might.
    pub fn delete(&mut self, record: &RecordId, now: Timestamp) -> bool {
        let Some(gone) = self.records.remove(record) else { return false };
        self.audit.push(Change {
            at: now,
            record: gone.id,
            object: gone.object,
            kind: ChangeKind::Deleted,
            fields: Vec::new(),
        });
        true
    }

    fn object_type(&self, name: &str) -> Result<&ObjectType, Refusal> {
        let found = self.schema.object(name).filter(|o| !self.rights.not_readable.contains(&o.name));
        found.ok_or_else(|| Refusal::page("INVALID_TYPE", format!("sObject type '{name}' is not supported.")))
    }

    /// The fields under their own names, each of the right type, or all that is wrong with them.
    fn checked(
        &self,
        object: &ObjectType,
        fields: &Map<String, Value>,
        old: Option<&Record>,
    ) -> Result<Map<String, Value>, Refusal> {
        let mut refusal = Refusal::default();
        let mut out = Map::new();
        for (name, value) in fields {
            let Some(field) = object.field(name) else {
                let message = format!("No such column '{name}' on sobject of type {}", object.name);
                refusal.page.push(PageError { status: "INVALID_FIELD", message });
                continue;
            };
            let same = old.is_some_and(|r| r.fields.get(&field.name) == Some(value));
            if !(if old.is_some() { field.updateable || same } else { field.createable }) {
                let message = format!(
                    "Unable to create/update fields: {}. Please check the security settings of this field and verify \
                     that it is read/write for your profile or permission set.",
                    field.name
                );
                refusal.fields.push(error(field, "INVALID_FIELD_FOR_INSERT_UPDATE", message));
                continue;
            }
            match self.converted(object, field, value) {
                Ok(Value::Null) if old.is_none() => {}
                Ok(value) => drop(out.insert(field.name.clone(), value)),
                Err((status, message)) => refusal.fields.push(error(field, status, message)),
            }
        }
        if refusal.is_empty() { Ok(out) } else { Err(refusal) }
    }

    /// One value in the field's own type. Text stands for numbers and flags, since Classic sends nothing else.
    fn converted(&self, object: &ObjectType, field: &Field, value: &Value) -> Result<Value, (&'static str, String)> {
        let wrong = || ("INVALID_TYPE_ON_FIELD_IN_RECORD", format!("{}: value not of required type", field.label));
        if value.is_null() || value.as_str() == Some("") {
            return Ok(Value::Null);
        }
        let text = || value.as_str().ok_or_else(wrong);
        let limited = |max: usize| {
            let text = text()?;
            let length = text.chars().count();
            let message = || format!("{}: data value too large: {length} characters (max length={max})", field.label);
            if length > max { Err(("STRING_TOO_LONG", message())) } else { Ok(json!(text)) }
        };
        match &field.kind {
            Kind::Text(max) | Kind::TextArea(max) => limited(*max),
            Kind::Phone => limited(40),
            Kind::Email => match text()?.split_once('@') {
                Some((user, host)) if !user.is_empty() && host.contains('.') => limited(80),
                Some(_) | None => Err(("INVALID_EMAIL_ADDRESS", format!("{}: invalid email address", field.label))),
            },
            Kind::Picklist { values, restricted } => {
                let text = text()?;
                let known = values.iter().any(|v| v == text);
                let message = || format!("{}: bad value for restricted picklist field: {text}", field.label);
                if *restricted && !known {
                    return Err(("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message()));
                }
                limited(255)
            }
            Kind::Int(digits) => {
                let number = value.as_i64().or_else(|| value.as_str()?.parse().ok()).ok_or_else(wrong)?;
                let message = || format!("{}: value outside of valid range: {number}", field.label);
                let in_range = number.unsigned_abs() < 10_u64.pow(*digits);
                if in_range { Ok(json!(number)) } else { Err(("NUMBER_OUTSIDE_VALID_RANGE", message())) }
            }
            Kind::Currency | Kind::Decimal => {
                let number = value.as_f64().or_else(|| value.as_str()?.parse().ok()).filter(|n| n.is_finite());
                number.map(|n| json!(n)).ok_or_else(wrong)
            }
            Kind::Bool => match (value, value.as_str()) {
                (Value::Bool(_), _) => Ok(value.clone()),
                (_, Some("true")) => Ok(json!(true)),
                (_, Some("false")) => Ok(json!(false)),
                (_, Some(_) | None) => Err(wrong()),
            },
            Kind::Date => {
                let day = text()?.get(..10).unwrap_or_default();
                day.parse::<chrono::NaiveDate>().map(|day| json!(day.to_string())).map_err(|_| wrong())
            }
            Kind::DateTime => {
                let moment = chrono::DateTime::parse_from_rfc3339(text()?).map_err(|_| wrong())?;
                Ok(json!(Timestamp::new(moment.timestamp_millis(), 0).to_rfc3339_utc()))
            }
            Kind::Reference(objects) => self.referenced(field, text()?, objects),
            Kind::RecordType => {
                let text = text()?;
                let is_it = |id: &RecordId| RecordId::parse(text).as_ref() == Some(id);
                let known = self.record_types.iter().find(|r| is_it(&r.id) && r.object == object.name && r.available);
                let message = || format!("Record Type ID: this ID value isn't valid for the user: {text}");
                known.map(|r| json!(r.id.0)).ok_or_else(|| ("INVALID_CROSS_REFERENCE_KEY", message()))
            }
        }
    }

    fn referenced(&self, field: &Field, text: &str, objects: &[&str]) -> Result<Value, (&'static str, String)> {
        if !id::is_sound(text) {
            return Err(("MALFORMED_ID", format!("{}: id value of incorrect type: {text}", field.label)));
        }
        let target = self.records.get(&RecordId(text.to_owned())).filter(|r| self.readable(r));
        let Some(target) = target else {
            return Err(("INVALID_CROSS_REFERENCE_KEY", format!("{}: invalid cross reference id", field.label)));
        };
        let fits = match field.name.as_str() {
            // Related To takes anything with activities, but no person.
            "WhatId" => !matches!(target.object.as_str(), "Contact" | "Lead" | "User" | "Task" | "Event"),
            _ => objects.is_empty() || objects.contains(&target.object.as_str()),
        };
        if !fits {
            return Err(("FIELD_INTEGRITY_EXCEPTION", format!("{}: id value of incorrect type: {text}", field.label)));
        }
        Ok(json!(target.id.0))
    }

    fn required(&self, object: &ObjectType, written: &Map<String, Value>) -> Result<(), Refusal> {
        let is_person = written.get("IsPersonAccount") == Some(&json!(true));
        let needed = |f: &&Field| f.required || (is_person && f.name == "LastName");
        let missing = object.fields.iter().filter(needed).filter(|f| !written.contains_key(&f.name));
        let message = |f: &Field| format!("Required fields are missing: [{}]", f.name);
        let fields: Vec<_> = missing.map(|f| error(f, "REQUIRED_FIELD_MISSING", message(f))).collect();
        if fields.is_empty() { Ok(()) } else { Err(Refusal { fields, ..Refusal::default() }) }
    }

    /// What concerns several fields or several records: relations, unique keys, the administrator's rules.
    fn integrity(
        &self,
        object: &ObjectType,
        written: &Map<String, Value>,
        old: Option<&Record>,
    ) -> Result<(), Refusal> {
        let mut refusal = Refusal::default();
        let is_activity = matches!(object.name.as_str(), "Task" | "Event");
        let to_lead = written.get("WhoId").and_then(Value::as_str).is_some_and(|id| id.starts_with("00Q"));
        let with_what = object.field("WhatId").filter(|_| written.contains_key("WhatId"));
        if let (true, true, Some(what)) = (is_activity, to_lead, with_what) {
            let message = "Related To must be empty where Name is a lead";
            refusal.fields.push(error(what, "FIELD_INTEGRITY_EXCEPTION", message.into()));
        }
        let others = || self.of(&object.name).filter(|r| old.is_none_or(|old| old.id != r.id));
        for field in object.fields.iter().filter(|f| f.unique) {
            let Some(value) = written.get(&field.name).and_then(Value::as_str) else { continue };
            let taken = others().find(|r| r.text(&field.name).eq_ignore_ascii_case(value));
            if let Some(taken) = taken {
                let message = match self.german {
                    false => {
                        format!(
                            "duplicate value found: {} duplicates value on record with id: {}",
                            field.name, taken.id
                        )
                    }
                    true => format!("Doppelter Wert gefunden: {} im Datensatz mit der ID: {}", field.name, taken.id),
                };
                refusal.fields.push(error(field, "DUPLICATE_VALUE", message));
            }
        }
        for rule in self.validation_rules.iter().filter(|r| r.active && r.object == object.name) {
            if !rule.when.holds(written) {
                continue;
            }
            match rule.field.as_deref().and_then(|name| object.field(name)) {
                Some(field) => {
                    refusal.fields.push(error(field, "FIELD_CUSTOM_VALIDATION_EXCEPTION", rule.message.clone()));
                }
                None => refusal
                    .page
                    .push(PageError { status: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: rule.message.clone() }),
            }
        }
        for rule in self.duplicate_rules.iter().filter(|r| r.active && r.object == object.name && old.is_none()) {
            let same = |r: &&Record| {
                rule.fields.iter().all(|f| written.get(f).is_some_and(|value| r.fields.get(f) == Some(value)))
            };
            refusal.duplicates.extend(others().filter(same).map(|r| r.id.clone()));
            if !refusal.duplicates.is_empty() {
                let message = "Use one of these records?".to_owned();
                refusal.page.push(PageError { status: "DUPLICATES_DETECTED", message });
            }
        }
        if refusal.is_empty() { Ok(()) } else { Err(refusal) }
    }

    fn store(
        &mut self,
        object: &ObjectType,
        record: RecordId,
        mut fields: Map<String, Value>,
        kind: ChangeKind,
        now: Timestamp,
    ) {
        self.derive(object, &mut fields, now);
        fields.insert("LastModifiedDate".into(), json!(now.to_rfc3339_utc()));
        fields.insert("LastModifiedById".into(), json!(self.user.0));
        let old = self.records.get(&record).map(|r| r.fields.clone()).unwrap_or_default();
        let mut changed = Vec::new();
        for field in &object.fields {
            let (before, after) = (old.get(&field.name), fields.get(&field.name));
            if before != after {
                changed.push((field.name.clone(), before.cloned(), after.cloned()));
            }
        }
        self.audit.push(Change { at: now, record: record.clone(), object: object.name.clone(), kind, fields: changed });
        self.records.insert(record.clone(), Record { id: record, object: object.name.clone(), fields });
    }

    /// The fields that Salesforce works out itself.
    fn derive(&self, object: &ObjectType, fields: &mut Map<String, Value>, now: Timestamp) {
        match object.name.as_str() {
            "Contact" | "Lead" | "User" => drop(fields.insert("Name".into(), json!(full_name(fields)))),
            "Account" if self.is_person(fields) => drop(fields.insert("Name".into(), json!(full_name(fields)))),
            "Case" => {
                let closed = text(fields, "Status") == "Closed";
                fields.insert("IsClosed".into(), json!(closed));
                // A contact brings its account along.
                let of_contact = self.linked(fields, "ContactId").and_then(|c| c.fields.get("AccountId"));
                if let Some(account) = of_contact.cloned() {
                    fields.entry("AccountId").or_insert(account);
                }
            }
            "Opportunity" => {
                let stage = text(fields, "StageName");
                fields.insert("IsClosed".into(), json!(stage.starts_with("Closed")));
                fields.insert("IsWon".into(), json!(stage == "Closed Won"));
            }
            "Task" | "Event" => {
                let of_what = self.linked(fields, "WhatId").and_then(Record::account);
                let account = of_what.or_else(|| self.linked(fields, "WhoId").and_then(Record::account));
                match account {
                    Some(account) => fields.insert("AccountId".into(), json!(account.0)),
                    None => fields.remove("AccountId"),
                };
                if object.name == "Task" {
                    let closed = self.closed_statuses.contains(&text(fields, "Status"));
                    fields.insert("IsClosed".into(), json!(closed));
                    fields.insert("IsHighPriority".into(), json!(text(fields, "Priority") == "High"));
                    if closed {
                        fields.entry("CompletedDateTime").or_insert_with(|| json!(now.to_rfc3339_utc()));
                    } else {
                        fields.remove("CompletedDateTime");
                    }
                }
            }
            _ => {}
        }
    }

    fn linked(&self, fields: &Map<String, Value>, name: &str) -> Option<&Record> {
        self.records.get(&RecordId(fields.get(name)?.as_str()?.to_owned()))
    }
}

fn text(fields: &Map<String, Value>, name: &str) -> String {
    fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn full_name(fields: &Map<String, Value>) -> String {
    format!("{} {}", text(fields, "FirstName"), text(fields, "LastName")).trim().to_owned()
}

fn error(field: &Field, status: &'static str, message: String) -> FieldError {
    FieldError { field: field.name.clone(), label: field.label.clone(), status, message }
}
