//! A small company to try things out with. Every number is from a range kept free for fiction (Ofcom, ARCEP, BNetzA,
//! NANP 555-01xx) but for the first: the widget's practice line rings with it.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::schema::{Field, Kind, ObjectType};
use super::{Condition, DuplicateRule, Org, ValidationRule};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

const DAY: u64 = 24 * 60 * 60;

impl Org {
    /// The demo company as it stands at `now`. Its rules exist but are switched off.
    pub fn demo(now: Timestamp) -> Self {
        Self::seeded(now, |_| {})
    }

    /// The same company on a busy day: there is something for every rule of the workflow to find.
    pub fn busy_demo(now: Timestamp) -> Self {
        Self::seeded(now, Seed::busy_day)
    }

    fn seeded(now: Timestamp, more: impl FnOnce(&mut Seed)) -> Self {
        let mut seed = Seed { org: Org::new(ago(now, 400)), now, made: 0 };
        seed.people();
        seed.business();
        more(&mut seed);
        let mut org = seed.org;
        org.indexing = Duration::from_secs(4);
        org.audit.clear();
        org.validation_rules.push(ValidationRule {
            object: "Task".into(),
            name: CALLS_NEED_A_NOTE.into(),
            active: false,
            when: Condition::All(vec![
                Condition::Is("TaskSubtype".into(), json!("Call")),
                Condition::Blank("Description".into()),
            ]),
            message: "Please write down what the call was about.".into(),
            field: Some("Description".into()),
        });
        org.duplicate_rules.push(DuplicateRule {
            object: "Contact".into(),
            active: false,
            fields: vec!["Phone".into()],
        });
        org
    }
}

/// Machines at customers, each with a telephone beside it: an object that no softphone layout knows.
fn machines() -> ObjectType {
    let fields = vec![
        Field::new("Hotline__c", "Hotline", Kind::Phone),
        Field::new("Serial__c", "Serial Number", Kind::Text(40)),
        Field::new("Contact__c", "Contact", Kind::Reference(vec!["Contact"])),
    ];
    ObjectType::custom("Machine__c", "a01", fields)
}

/// Name, hotline, serial number, contact.
const MACHINES: [[&str; 4]; 2] = [
    ["Fräse Halle 2", "+49 30 23125 177", "LM-2207", "Jörg Müller"],
    ["Espresso bar, Quay Street", "+44 20 7946 0188", "HC-0031", "Jane Customer"],
];

/// The demo's validation rule, by name.
pub const CALLS_NEED_A_NOTE: &str = "Calls_need_a_note";

const HARBOUR: &str = "Harbour Coffee Roasters";
const LINDENHOF: &str = "Lindenhof Maschinenbau GmbH";
const BAY: &str = "Bay Area Logistics";

/// First name, last name, account, title, phone, mobile.
const CONTACTS: [[&str; 6]; 10] = [
    ["Jane", "Customer", HARBOUR, "Head of Purchasing", "+33612345678", "+44 7700 900123"],
    ["Oliver", "Bennett", HARBOUR, "Warehouse", "+44 20 7946 0111", ""],
    ["Jörg", "Müller", LINDENHOF, "Einkauf", "+49 30 23125 123", ""],
    // One telephone on the shop floor, three people at it.
    ["Anna", "Schäfer", LINDENHOF, "Werkstatt", "+49 30 23125 150", ""],
    ["Birgit", "Weiß", LINDENHOF, "Versand", "+49 30 23125 150", ""],
    ["Cem", "Yılmaz", LINDENHOF, "Qualität", "+49 30 23125 150", ""],
    ["Maria", "Lopez", BAY, "Dispatcher", "(415) 555-0142", "+1 415 555 0143"],
    // The company's own number on the desks of two.
    ["Tom", "Okafor", BAY, "Dock Office", "+1 415 555 0100", ""],
    ["Rita", "Chan", BAY, "Billing", "+1 415 555 0100", ""],
    // A private person.
    ["Paula", "Privat", "", "", "+49 171 3920001", ""],
];

/// Name, account, contact, stage, days until it closes, age in days, amount.
type Opportunity = (&'static str, &'static str, &'static str, &'static str, i64, u64, u32);

const OPPORTUNITIES: [Opportunity; 5] = [
    ("Espresso machines for three shops", HARBOUR, "Jane Customer", "Negotiation/Review", 30, 25, 18_400),
    ("Grinder service contract", HARBOUR, "Jane Customer", "Prospecting", 30, 80, 2_900),
    ("Starter kit", HARBOUR, "Jane Customer", "Closed Won", -60, 200, 1_250),
    ("Fräszentrum 2027", LINDENHOF, "Jörg Müller", "Proposal/Price Quote", 30, 40, 96_000),
    ("Ersatzteilpaket", LINDENHOF, "Jörg Müller", "Closed Lost", -60, 150, 7_300),
];

/// Subject, contact, status, priority, age in days.
type Case = (&'static str, &'static str, &'static str, &'static str, u64);

const CASES: [Case; 4] = [
    ("Machine leaks after descaling", "Jane Customer", "Working", "High", 6),
    ("Invoice has the wrong address", "Jane Customer", "Closed", "Low", 45),
    ("Spindel läuft unrund", "Jörg Müller", "New", "Medium", 2),
    ("Delivery window keeps moving", "Maria Lopez", "Escalated", "High", 1),
];

struct Seed {
    org: Org,
    now: Timestamp,
    made: i64,
}

impl Seed {
    fn people(&mut self) {
        for (first, last, extension) in [("Bea", "Büro", "1002"), ("Carl", "Colleague", "1003")] {
            let email = format!("{}.{}@example.com", first.to_lowercase(), last.to_lowercase().replace('ü', "ue"));
            let user = json!({"FirstName": first, "LastName": last, "Extension": extension, "Phone": extension,
                "Email": email});
            self.add("User", 390, user);
        }
        for (name, phone, industry, city) in [
            (HARBOUR, "+44 20 7946 0100", "Retail", "London"),
            (LINDENHOF, "+49 30 23125 100", "Manufacturing", "Berlin"),
            (BAY, "+1 415 555 0100", "Consulting", "San Francisco"),
        ] {
            let account = json!({"Name": name, "Phone": phone, "Industry": industry, "BillingCity": city});
            self.add("Account", 360, account);
        }
        for [first, last, account, title, phone, mobile] in CONTACTS {
            let account = if account.is_empty() { String::new() } else { self.find("Account", account).0 };
            let contact = json!({"FirstName": first, "LastName": last, "AccountId": account, "Title": title,
                "Phone": phone, "MobilePhone": mobile});
            self.add("Contact", 200, contact);
        }
        for (first, last, company, phone, status, age) in [
            ("Louis", "Lefèvre", "Boulangerie Lefèvre", "+33 1 99 00 12 34", "Open - Not Contacted", 20),
            ("Nora", "Newman", "Newman Interiors", "+44 20 7946 0177", "Working - Contacted", 9),
        ] {
            let lead =
                json!({"FirstName": first, "LastName": last, "Company": company, "Phone": phone, "Status": status});
            self.add("Lead", age, lead);
        }
    }

    fn business(&mut self) {
        OPPORTUNITIES.into_iter().for_each(|deal| self.opportunity(deal));
        CASES.into_iter().for_each(|case| self.case(case));
        let (jane, joerg) = (self.find("Contact", "Jane Customer").0, self.find("Contact", "Jörg Müller").0);
        let (harbour, louis) = (self.find("Account", HARBOUR).0, self.find("Lead", "Louis Lefèvre").0);
        let soon = self.day(3);
        let parts = json!({"Subject": "Send the spare parts list", "WhoId": jane, "WhatId": harbour,
            "ActivityDate": soon});
        self.add("Task", 5, parts);
        let quote = json!({"Subject": "Angebot nachfassen", "WhoId": joerg, "ActivityDate": soon,
            "Status": "In Progress", "Priority": "High"});
        self.add("Task", 4, quote);
        let call = json!({"Subject": "Outgoing call", "WhoId": jane, "TaskSubtype": "Call", "CallType": "Outbound",
            "CallDurationInSeconds": 184, "CallDisposition": "Reached", "Status": "Completed",
            "Description": "Wants a second grinder. Will decide after the fair."});
        self.add("Task", 12, call);
        let start = self.now.plus(Duration::from_secs(2 * DAY)).to_rfc3339_utc();
        let tasting = json!({"Subject": "Tasting", "WhoId": louis, "Location": "Showroom", "StartDateTime": start,
            "DurationInMinutes": 60});
        self.add("Event", 3, tasting);
    }

    fn opportunity(&mut self, (name, account, contact, stage, closes, age, amount): Opportunity) {
        let (account, contact) = (self.find("Account", account).0, self.find("Contact", contact).0);
        let deal = json!({"Name": name, "AccountId": account, "StageName": stage, "CloseDate": self.day(closes),
            "Amount": amount});
        let deal = self.add("Opportunity", age, deal).0;
        let role = json!({"OpportunityId": deal, "ContactId": contact, "Role": "Decision Maker", "IsPrimary": true});
        self.add("OpportunityContactRole", age, role);
    }

    fn case(&mut self, (subject, contact, status, priority, age): Case) {
        let contact = self.find("Contact", contact).0;
        let case = json!({"Subject": subject, "ContactId": contact, "Status": status, "Priority": priority,
            "Origin": "Phone"});
        self.add("Case", age, case);
    }

    fn busy_day(&mut self) {
        self.org.schema.add(machines());
        // Not Jane's, but of her company, and newer than hers.
        self.opportunity(("Cold brew line", HARBOUR, "Oliver Bennett", "Prospecting", 45, 10, 7_800));
        self.case(("Filters are late", "Oliver Bennett", "New", "Medium", 3));
        // A colleague looks after her: who is told of a missed call is not who missed it.
        let (jane, bea) = (self.find("Contact", "Jane Customer"), self.find("User", "Bea Büro").0);
        let owner = Map::from_iter([("OwnerId".to_owned(), json!(bea))]);
        let at = ago(self.now, 199);
        self.org.update(&jane, &owner, at).unwrap_or_else(|refusal| panic!("seed of an owner: {refusal:?}"));
        let today = json!({"Subject": "Call back about the descaler", "WhoId": jane.0, "ActivityDate": self.day(0)});
        self.add("Task", 2, today);
        let hers = json!({"Subject": "Renew the service contract", "WhoId": jane.0, "OwnerId": bea,
            "ActivityDate": self.day(1)});
        self.add("Task", 1, hers);
        for [name, hotline, serial, contact] in MACHINES {
            let contact = self.find("Contact", contact).0;
            let machine = json!({"Name": name, "Hotline__c": hotline, "Serial__c": serial, "Contact__c": contact});
            self.add("Machine__c", 90, machine);
        }
    }

    /// So many days from now in the agent's calendar, as Salesforce writes a date.
    fn day(&self, days: i64) -> String {
        let there = match u64::try_from(days) {
            Ok(days) => self.now.plus(Duration::from_secs(days * DAY)),
            Err(_) => ago(self.now, days.unsigned_abs()),
        };
        there.date().to_string()
    }

    /// Goes through the same checks as any write: a seed that an org would refuse is a mistake in this file.
    fn add(&mut self, object: &str, days_ago: u64, fields: Value) -> RecordId {
        let fields: Map<String, Value> = fields.as_object().cloned().unwrap_or_default();
        // Spread over the day, for a record is rarely made at the very minute of another.
        self.made += 1;
        let at = Timestamp::new(
            ago(self.now, days_ago).unix_ms() - self.made * 47 % 600 * 60_000,
            self.now.offset_minutes(),
        );
        self.org.create(object, &fields, at).unwrap_or_else(|refusal| panic!("seed of {object}: {refusal:?}"))
    }

    fn find(&self, object: &str, name: &str) -> RecordId {
        let found = self.org.of(object).find(|r| self.org.name(r) == name);
        found.map(|r| r.id.clone()).unwrap_or_else(|| panic!("seed has no {object} {name}"))
    }
}

fn ago(now: Timestamp, days: u64) -> Timestamp {
    let ms = i64::try_from(days * DAY * 1000).unwrap_or(0);
    Timestamp::new(now.unix_ms() - ms, now.offset_minutes())
}
