//! Which objects an org has, and which fields: the types, limits and rights that Salesforce checks on every write
//! (Object Reference for the Salesforce Platform, chapters Task, Event, Account, Contact, Lead, Opportunity, Case).

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// All objects of an org by API name.
#[derive(Clone, Debug)]
pub struct Schema {
    objects: BTreeMap<String, ObjectType>,
}

#[derive(Clone, Debug)]
pub struct ObjectType {
    pub name: String,
    pub label: String,
    pub plural: String,
    /// The first three characters of its records' ids.
    pub prefix: String,
    /// The field that names a record on the screen.
    pub name_field: &'static str,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub kind: Kind,
    pub required: bool,
    pub createable: bool,
    pub updateable: bool,
    pub default: Option<Value>,
    /// Unique External ID: no two records hold the same text, compared without regard to case.
    pub unique: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// At most so many characters.
    Text(usize),
    TextArea(usize),
    Phone,
    Email,
    Picklist {
        values: Vec<String>,
        restricted: bool,
    },
    /// At most so many digits.
    Int(u32),
    Currency,
    Decimal,
    Bool,
    Date,
    DateTime,
    /// The id of a record of one of these objects; empty: of any.
    Reference(Vec<&'static str>),
    /// Names one of the object's record types.
    RecordType,
}

impl Kind {
    fn picklist(values: &[&str], restricted: bool) -> Self {
        Self::Picklist { values: values.iter().map(|v| (*v).to_owned()).collect(), restricted }
    }
}

impl Field {
    pub fn new(name: &str, label: &str, kind: Kind) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind,
            required: false,
            createable: true,
            updateable: true,
            default: None,
            unique: false,
        }
    }

    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Derived by Salesforce; no write may name it.
    pub fn derived(mut self) -> Self {
        self.createable = false;
        self.updateable = false;
        self
    }

    pub fn create_only(mut self) -> Self {
        self.updateable = false;
        self
    }

    pub fn default(mut self, value: Value) -> Self {
        self.default = Some(value);
        self
    }

    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }
}

impl ObjectType {
    pub fn new(name: &str, plural: &str, prefix: &str, name_field: &'static str, fields: Vec<Field>) -> Self {
        let label = name.strip_suffix("__c").unwrap_or(name).replace('_', " ");
        let mut all = fields;
        all.extend(system_fields());
        Self { name: name.into(), label, plural: plural.into(), prefix: prefix.into(), name_field, fields: all }
    }

    /// A custom object with a text `Name` and these fields more. `prefix`: `a00`, `a01`, …
    pub fn custom(name: &str, prefix: &str, fields: Vec<Field>) -> Self {
        let mut all = vec![Field::new("Name", "Name", Kind::Text(80)).required()];
        all.extend(fields);
        let plural = format!("{}s", name.strip_suffix("__c").unwrap_or(name).replace('_', " "));
        Self::new(name, &plural, prefix, "Name", all)
    }

    /// Field names are compared without regard to case, as the UI API does.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name.eq_ignore_ascii_case(name))
    }
}

impl Schema {
    /// What every org has. Nothing of Ferrophone's package: see [`Schema::install_package`].
    pub fn standard() -> Self {
        let mut schema = Self { objects: BTreeMap::new() };
        for object in standard_objects() {
            schema.add(object);
        }
        schema
    }

    pub fn add(&mut self, object: ObjectType) {
        self.objects.insert(object.name.clone(), object);
    }

    pub fn object(&self, name: &str) -> Option<&ObjectType> {
        self.objects.get(name).or_else(|| self.objects.values().find(|o| o.name.eq_ignore_ascii_case(name)))
    }

    pub fn object_mut(&mut self, name: &str) -> Option<&mut ObjectType> {
        self.objects.get_mut(name)
    }

    pub fn of_id(&self, id: &str) -> Option<&ObjectType> {
        let prefix = id.get(..3)?;
        self.objects.values().find(|o| o.prefix == prefix)
    }

    pub fn objects(&self) -> impl Iterator<Item = &ObjectType> {
        self.objects.values()
    }

    /// The call's own fields on Task and Event, as the package brings them.
    pub fn install_package(&mut self) {
        self.remove_package();
        for object in ["Task", "Event"] {
            if let Some(object) = self.objects.get_mut(object) {
                object.fields.extend(package_fields());
            }
        }
        if let Some(case) = self.objects.get_mut("Case") {
            case.fields.push(Field::new("Ferrophone_Call_Key__c", "Call Key", Kind::Text(255)).unique());
        }
    }

    /// An org without the package.
    pub fn remove_package(&mut self) {
        for object in self.objects.values_mut() {
            object.fields.retain(|f| !f.name.starts_with("Ferrophone_"));
        }
    }
}

/// The custom fields of the package `salesforce/` on Activity.
fn package_fields() -> Vec<Field> {
    vec![
        Field::new("Ferrophone_Caller_Number__c", "Caller Number", Kind::Phone),
        Field::new("Ferrophone_Called_Number__c", "Called Number", Kind::Phone),
        Field::new("Ferrophone_Call_Start__c", "Call Start", Kind::DateTime),
        Field::new("Ferrophone_Call_Answered__c", "Call Answered", Kind::DateTime),
        Field::new("Ferrophone_Call_End__c", "Call End", Kind::DateTime),
        Field::new("Ferrophone_Result_Group__c", "Result Group", Kind::Text(255)),
        Field::new("Ferrophone_MOS__c", "MOS", Kind::Decimal),
        Field::new("Ferrophone_Quality__c", "Call Quality", Kind::Text(255)),
        Field::new("Ferrophone_Mail_Sent__c", "E-Mail Sent", Kind::Bool).default(json!(false)),
        Field::new("Ferrophone_Call_Key__c", "Call Key", Kind::Text(255)).unique(),
    ]
}

fn system_fields() -> Vec<Field> {
    vec![
        Field::new("OwnerId", "Owner ID", Kind::Reference(vec!["User"])),
        Field::new("RecordTypeId", "Record Type ID", Kind::RecordType),
        Field::new("CreatedDate", "Created Date", Kind::DateTime).derived(),
        Field::new("CreatedById", "Created By ID", Kind::Reference(vec!["User"])).derived(),
        Field::new("LastModifiedDate", "Last Modified Date", Kind::DateTime).derived(),
        Field::new("LastModifiedById", "Last Modified By ID", Kind::Reference(vec!["User"])).derived(),
    ]
}

/// First name, last name and the name made of them.
fn person_name() -> Vec<Field> {
    vec![
        Field::new("FirstName", "First Name", Kind::Text(40)),
        Field::new("LastName", "Last Name", Kind::Text(80)).required(),
        Field::new("Name", "Full Name", Kind::Text(121)).derived(),
    ]
}

/// What Task and Event share.
fn activity() -> Vec<Field> {
    vec![
        Field::new("Subject", "Subject", Kind::Text(255)),
        Field::new("WhoId", "Name ID", Kind::Reference(vec!["Contact", "Lead"])),
        Field::new("WhatId", "Related To ID", Kind::Reference(Vec::new())),
        Field::new("AccountId", "Account ID", Kind::Reference(vec!["Account"])).derived(),
        Field::new("ActivityDate", "Due Date Only", Kind::Date),
        Field::new("Description", "Comments", Kind::TextArea(32_000)),
        Field::new("IsReminderSet", "Reminder Set", Kind::Bool).default(json!(false)),
        Field::new("ReminderDateTime", "Reminder Date/Time", Kind::DateTime),
    ]
}

fn standard_objects() -> Vec<ObjectType> {
    use Kind::{Bool, Currency, Date, DateTime, Email, Int, Phone, Reference, Text, TextArea};
    let to = |objects: &[&'static str]| Reference(objects.to_vec());
    let account = vec![
        Field::new("Name", "Account Name", Text(255)).required(),
        Field::new("Phone", "Account Phone", Phone),
        Field::new("Fax", "Account Fax", Phone),
        Field::new("Website", "Website", Text(255)),
        Field::new("Industry", "Industry", Kind::picklist(&["Consulting", "Manufacturing", "Retail"], false)),
        Field::new("BillingCity", "Billing City", Text(40)),
        Field::new("Description", "Account Description", TextArea(32_000)),
    ];
    let mut contact = person_name();
    contact.extend([
        Field::new("AccountId", "Account ID", to(&["Account"])),
        Field::new("Title", "Title", Text(128)),
        Field::new("Phone", "Business Phone", Phone),
        Field::new("MobilePhone", "Mobile Phone", Phone),
        Field::new("HomePhone", "Home Phone", Phone),
        Field::new("Email", "Email", Email),
        Field::new("Description", "Contact Description", TextArea(32_000)),
    ]);
    let mut lead = person_name();
    lead.extend([
        Field::new("Company", "Company", Text(255)).required(),
        Field::new("Title", "Title", Text(128)),
        Field::new("Phone", "Phone", Phone),
        Field::new("MobilePhone", "Mobile Phone", Phone),
        Field::new("Email", "Email", Email),
        Field::new(
            "Status",
            "Status",
            Kind::picklist(&["Open - Not Contacted", "Working - Contacted", "Closed"], false),
        )
        .required()
        .default(json!("Open - Not Contacted")),
        Field::new("IsConverted", "Converted", Bool).derived().default(json!(false)),
    ]);
    let opportunity = vec![
        Field::new("Name", "Name", Text(120)).required(),
        Field::new("AccountId", "Account ID", to(&["Account"])),
        Field::new("ContactId", "Contact ID", to(&["Contact"])).create_only(),
        Field::new("Amount", "Amount", Currency),
        Field::new("CloseDate", "Close Date", Date).required(),
        Field::new(
            "StageName",
            "Stage",
            Kind::picklist(
                &["Prospecting", "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost"],
                false,
            ),
        )
        .required(),
        Field::new("IsClosed", "Closed", Bool).derived(),
        Field::new("IsWon", "Won", Bool).derived(),
    ];
    let role = vec![
        Field::new("OpportunityId", "Opportunity ID", to(&["Opportunity"])).required().create_only(),
        Field::new("ContactId", "Contact ID", to(&["Contact"])).required(),
        Field::new("Role", "Role", Kind::picklist(&["Decision Maker", "Evaluator"], false)),
        Field::new("IsPrimary", "Primary", Bool).default(json!(false)),
    ];
    let case = vec![
        Field::new("CaseNumber", "Case Number", Text(30)).derived(),
        Field::new("Subject", "Subject", Text(255)),
        Field::new("Description", "Description", TextArea(32_000)),
        Field::new("Status", "Status", Kind::picklist(&["New", "Working", "Escalated", "Closed"], false))
            .default(json!("New")),
        Field::new("Priority", "Priority", Kind::picklist(&["High", "Medium", "Low"], false)).default(json!("Medium")),
        Field::new("Origin", "Case Origin", Kind::picklist(&["Phone", "Email", "Web"], false)),
        Field::new("ContactId", "Contact ID", to(&["Contact"])),
        Field::new("AccountId", "Account ID", to(&["Account"])),
        Field::new("SuppliedPhone", "Web Phone", Text(40)),
        Field::new("IsClosed", "Closed", Bool).derived(),
    ];
    let mut task = activity();
    task.extend([
        Field::new(
            "Status",
            "Status",
            Kind::picklist(&["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"], false),
        )
        .required()
        .default(json!("Not Started")),
        Field::new("Priority", "Priority", Kind::picklist(&["High", "Normal", "Low"], false))
            .required()
            .default(json!("Normal")),
        Field::new("Type", "Type", Kind::picklist(&["Call", "Email", "Meeting", "Other"], false)),
        Field::new("CallType", "Call Type", Kind::picklist(&["Inbound", "Outbound", "Internal"], true)),
        Field::new("CallDurationInSeconds", "Call Duration", Int(8)),
        Field::new("CallDisposition", "Call Result", Text(255)),
        Field::new("CallObject", "Call Object Identifier", Text(255)),
        Field::new(
            "TaskSubtype",
            "Task Subtype",
            Kind::picklist(&["Task", "Email", "Call", "List Email", "LinkedIn", "Cadence"], true),
        )
        .create_only()
        .default(json!("Task")),
        Field::new("IsClosed", "Closed", Bool).derived(),
        Field::new("IsHighPriority", "High Priority", Bool).derived(),
        Field::new("CompletedDateTime", "Completed Date/Time", DateTime).derived(),
    ]);
    let mut event = activity();
    event.extend([
        Field::new("StartDateTime", "Start Date/Time", DateTime),
        Field::new("EndDateTime", "End Date/Time", DateTime),
        Field::new("ActivityDateTime", "Due Date/Time", DateTime),
        Field::new("DurationInMinutes", "Duration", Int(8)),
        Field::new("Location", "Location", Text(255)),
    ]);
    let mut user = person_name();
    user.extend([
        Field::new("Username", "Username", Text(80)),
        Field::new("Title", "Title", Text(80)),
        Field::new("Phone", "Phone", Phone),
        Field::new("Extension", "Extension", Phone),
        Field::new("Email", "Email", Email),
        Field::new("IsActive", "Active", Bool).default(json!(true)),
    ]);
    vec![
        ObjectType::new("Account", "Accounts", "001", "Name", account),
        ObjectType::new("Contact", "Contacts", "003", "Name", contact),
        ObjectType::new("Lead", "Leads", "00Q", "Name", lead),
        ObjectType::new("Opportunity", "Opportunities", "006", "Name", opportunity),
        ObjectType::new("OpportunityContactRole", "Contact Roles", "00K", "Role", role),
        ObjectType::new("Case", "Cases", "500", "CaseNumber", case),
        ObjectType::new("Task", "Tasks", "00T", "Subject", task),
        ObjectType::new("Event", "Events", "00U", "Subject", event),
        ObjectType::new("User", "Users", "005", "Name", user),
    ]
}
