//! A small company to try things out with. Every number is from a range kept free for fiction (Ofcom, ARCEP, BNetzA,
//! NANP 555-01xx) but for the first: the widget's practice line rings with it.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Condition, DuplicateRule, Org, ValidationRule};
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;

const DAY: u64 = 24 * 60 * 60;

impl Org {
    /// The demo company as it stands at `now`. Its rules exist but are switched off.
    pub fn demo(now: Timestamp) -> Self {
        let mut seed = Seed { org: Org::new(ago(now, 400)), now };
        seed.people();
        seed.business();
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

/// The demo's validation rule, by name.
pub const CALLS_NEED_A_NOTE: &str = "Calls_need_a_note";

struct Seed {
    org: Org,
    now: Timestamp,
}

impl Seed {
    fn people(&mut self) {
        self.add(
            "User",
            390,
            json!({"FirstName": "Bea", "LastName": "Büro", "Title": "Back Office", "Extension": "1002",
            "Phone": "1002", "Email": "bea@example.com"}),
        );
        self.add(
            "User",
            390,
            json!({"FirstName": "Carl", "LastName": "Colleague", "Title": "Sales", "Extension": "1003",
            "Phone": "1003", "Email": "carl@example.com"}),
        );
        let harbour = self.add(
            "Account",
            360,
            json!({"Name": "Harbour Coffee Roasters", "Phone": "+44 20 7946 0100",
            "Industry": "Retail", "BillingCity": "London", "Website": "harbour.example"}),
        );
        let linden = self.add(
            "Account",
            350,
            json!({"Name": "Lindenhof Maschinenbau GmbH", "Phone": "+49 30 23125 100",
            "Industry": "Manufacturing", "BillingCity": "Berlin", "Website": "lindenhof.example"}),
        );
        let bay = self.add(
            "Account",
            300,
            json!({"Name": "Bay Area Logistics", "Phone": "(415) 555-0140",
            "Industry": "Consulting", "BillingCity": "San Francisco"}),
        );
        self.contact(
            &harbour,
            "Jane",
            "Customer",
            "Head of Purchasing",
            json!({"Phone": "+33612345678",
            "MobilePhone": "+44 7700 900123", "Email": "jane@harbour.example"}),
        );
        self.contact(
            &harbour,
            "Oliver",
            "Bennett",
            "Warehouse",
            json!({"Phone": "+44 20 7946 0111",
            "Email": "oliver@harbour.example"}),
        );
        self.contact(
            &linden,
            "Jörg",
            "Müller",
            "Einkauf",
            json!({"Phone": "+49 30 23125 123",
            "Email": "mueller@lindenhof.example"}),
        );
        // One telephone on the shop floor, three people at it.
        for (first, last, title) in
            [("Anna", "Schäfer", "Werkstatt"), ("Birgit", "Weiß", "Versand"), ("Cem", "Yılmaz", "Qualität")]
        {
            self.contact(&linden, first, last, title, json!({"Phone": "+49 30 23125 150"}));
        }
        self.contact(
            &bay,
            "Maria",
            "Lopez",
            "Dispatcher",
            json!({"Phone": "(415) 555-0142",
            "MobilePhone": "+1 415 555 0143", "Email": "maria@bay.example"}),
        );
        // A private person: no account.
        self.add("Contact", 120, json!({"FirstName": "Paula", "LastName": "Privat", "Phone": "+49 171 3920001"}));
        self.add(
            "Lead",
            20,
            json!({"FirstName": "Louis", "LastName": "Lefèvre", "Company": "Boulangerie Lefèvre",
            "Title": "Gérant", "Phone": "+33 1 99 00 12 34", "Status": "Open - Not Contacted"}),
        );
        self.add(
            "Lead",
            9,
            json!({"FirstName": "Nora", "LastName": "Newman", "Company": "Newman Interiors",
            "Phone": "+44 20 7946 0177", "Status": "Working - Contacted"}),
        );
    }

    fn business(&mut self) {
        let harbour = self.find("Account", "Harbour Coffee Roasters");
        let linden = self.find("Account", "Lindenhof Maschinenbau GmbH");
        let jane = self.find("Contact", "Jane Customer");
        let joerg = self.find("Contact", "Jörg Müller");
        let maria = self.find("Contact", "Maria Lopez");
        let louis = self.find("Lead", "Louis Lefèvre");
        let day = |days: u64| json!(self.now.plus(Duration::from_secs(days * DAY)).date().to_string());
        let (soon, later, past) = (day(3), day(30), json!(ago(self.now, 60).date().to_string()));
        for (name, account, contact, stage, close, age, amount) in [
            ("Espresso machines for three shops", &harbour, &jane, "Negotiation/Review", &later, 25, 18_400),
            ("Grinder service contract", &harbour, &jane, "Prospecting", &later, 80, 2_900),
            ("Starter kit", &harbour, &jane, "Closed Won", &past, 200, 1_250),
            ("Fräszentrum 2027", &linden, &joerg, "Proposal/Price Quote", &later, 40, 96_000),
            ("Ersatzteilpaket", &linden, &joerg, "Closed Lost", &past, 150, 7_300),
        ] {
            let deal = self.add(
                "Opportunity",
                age,
                json!({"Name": name, "AccountId": account.0, "StageName": stage,
                "CloseDate": close, "Amount": amount}),
            );
            self.add(
                "OpportunityContactRole",
                age,
                json!({"OpportunityId": deal.0, "ContactId": contact.0,
                "Role": "Decision Maker", "IsPrimary": true}),
            );
        }
        for (subject, contact, status, priority, age) in [
            ("Machine leaks after descaling", &jane, "Working", "High", 6),
            ("Invoice has the wrong address", &jane, "Closed", "Low", 45),
            ("Spindel läuft unrund", &joerg, "New", "Medium", 2),
            ("Delivery window keeps moving", &maria, "Escalated", "High", 1),
        ] {
            self.add(
                "Case",
                age,
                json!({"Subject": subject, "ContactId": contact.0, "Status": status,
                "Priority": priority, "Origin": "Phone"}),
            );
        }
        self.add(
            "Task",
            5,
            json!({"Subject": "Send the spare parts list", "WhoId": jane.0, "WhatId": harbour.0,
            "ActivityDate": soon, "Status": "Not Started"}),
        );
        self.add(
            "Task",
            4,
            json!({"Subject": "Angebot nachfassen", "WhoId": joerg.0, "ActivityDate": soon,
            "Status": "In Progress", "Priority": "High"}),
        );
        self.add(
            "Task",
            12,
            json!({"Subject": "Outgoing call", "WhoId": jane.0, "TaskSubtype": "Call",
            "CallType": "Outbound", "CallDurationInSeconds": 184, "CallDisposition": "Reached", "Status": "Completed",
            "Description": "Wants a second grinder. Will decide after the fair."}),
        );
        self.add(
            "Event",
            3,
            json!({"Subject": "Tasting", "WhoId": louis.0, "Location": "Showroom",
            "StartDateTime": self.now.plus(Duration::from_secs(2 * DAY)).to_rfc3339_utc(), "DurationInMinutes": 60}),
        );
    }

    fn contact(&mut self, account: &RecordId, first: &str, last: &str, title: &str, more: Value) -> RecordId {
        let mut fields = json!({"FirstName": first, "LastName": last, "Title": title, "AccountId": account.0});
        fields.as_object_mut().into_iter().for_each(|f| f.extend(more.as_object().cloned().unwrap_or_default()));
        self.add("Contact", 200, fields)
    }

    /// Goes through the same checks as any write: a seed that an org would refuse is a mistake in this file.
    fn add(&mut self, object: &str, days_ago: u64, fields: Value) -> RecordId {
        let fields: Map<String, Value> = fields.as_object().cloned().unwrap_or_default();
        let at = ago(self.now, days_ago);
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
