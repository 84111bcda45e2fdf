//! The softphone layout: what a search looks through, what it shows, and what it opens for none, one or several hits
//! (Open CTI Developer Guide, `getSoftphoneLayout`).

use serde_json::{Map, Value, json};

use crate::engine::crm::Direction;

#[derive(Clone, Debug)]
pub struct Layout {
    pub inbound: Section,
    pub outbound: Section,
    pub internal: Section,
}

#[derive(Clone, Debug)]
pub struct Section {
    pub call_fields: Vec<&'static str>,
    /// Object API name and its fields, label and API name. An object without fields is not searched.
    pub objects: Vec<(String, Vec<(String, String)>)>,
    /// `None`: nothing is ever popped.
    pub pops: Option<Pops>,
}

#[derive(Clone, Debug)]
pub struct Pops {
    pub no_match: Rule,
    pub single: Rule,
    pub multiple: Rule,
}

/// What the administrator chose for a number of hits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule {
    DoNotPop,
    /// The record that was found, or a new one of the object named.
    ToEntity(Option<String>),
    ToVisualforce(String),
    ToSearch,
    ToFlow(String),
}

/// What a search leads to; the form of `SCREEN_POP_DATA` comes from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Pop {
    pub kind: &'static str,
    pub params: Value,
}

impl Layout {
    pub fn section(&self, direction: Direction) -> &Section {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
            Direction::Internal => &self.internal,
        }
    }

    pub fn to_json(&self) -> Value {
        json!({
            "Internal": self.internal.to_json(),
            "Inbound": self.inbound.to_json(),
            "Outbound": self.outbound.to_json(),
        })
    }
}

impl Default for Layout {
    /// People and companies by name and number; one hit opens itself, several open the search page.
    fn default() -> Self {
        let field = |label: &str, api: &str| (label.to_owned(), api.to_owned());
        let people = || {
            vec![
                (
                    "Contact".to_owned(),
                    vec![
                        field("Name", "Name"),
                        field("Title", "Title"),
                        field("Account", "AccountId"),
                        field("Business Phone", "Phone"),
                    ],
                ),
                ("Account".to_owned(), vec![field("Account Name", "Name"), field("City", "BillingCity")]),
                ("Lead".to_owned(), vec![field("Name", "Name"), field("Company", "Company")]),
            ]
        };
        Self {
            inbound: Section {
                call_fields: vec!["ANI", "DNIS", "SEGMENT", "QUEUE"],
                objects: people(),
                pops: Some(Pops { no_match: Rule::DoNotPop, single: Rule::ToEntity(None), multiple: Rule::ToSearch }),
            },
            outbound: Section { call_fields: vec!["DNIS"], objects: people(), pops: None },
            internal: Section {
                call_fields: vec!["ANI", "DNIS"],
                objects: vec![("User".to_owned(), vec![field("Name", "Name"), field("Extension", "Extension")])],
                pops: None,
            },
        }
    }
}

impl Section {
    fn to_json(&self) -> Value {
        let fields = |fields: &[(String, String)]| {
            fields.iter().map(|(label, api)| json!({"displayName": label, "apiName": api})).collect::<Vec<_>>()
        };
        let objects: Map<String, Value> =
            self.objects.iter().map(|(name, f)| (name.clone(), Value::from(fields(f)))).collect();
        let pops = self.pops.as_ref().map_or(json!({}), |pops| {
            let mut out = json!({"screenPopsOpenWithin": "ExistingWindow"});
            for (key, rule) in
                [("NoMatch", &pops.no_match), ("SingleMatch", &pops.single), ("MultipleMatches", &pops.multiple)]
            {
                if let Some(rule) = rule.to_json() {
                    out[key] = rule;
                }
            }
            out
        });
        json!({"callRelatedFields": self.call_fields, "objects": objects, "screenPopSettings": pops})
    }
}

impl Rule {
    fn to_json(&self) -> Option<Value> {
        match self {
            Self::DoNotPop => None,
            Self::ToEntity(None) => Some(json!({"screenPopType": "PopToEntity"})),
            Self::ToEntity(Some(object)) => Some(json!({"screenPopType": "PopToEntity", "screenPopData": object})),
            Self::ToVisualforce(page) => Some(json!({"screenPopType": "PopToVisualforce", "screenPopData": page})),
            Self::ToSearch => Some(json!({"screenPopType": "PopToSearch"})),
            Self::ToFlow(flow) => Some(json!({"screenPopType": "PopToFlow", "screenPopData": flow})),
        }
    }
}
