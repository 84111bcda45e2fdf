//! What the agent's window shows, its address, and what Open CTI tells of it.

use serde_json::{Map, Value, json};

use crate::engine::id::RecordId;
use crate::sim::org::Org;

#[derive(Clone, PartialEq, Debug, Default)]
pub enum Page {
    #[default]
    Home,
    Record(RecordId),
    /// The record's fields in edit mode.
    Edit(RecordId),
    /// An object's own page with its records.
    Objects {
        object: String,
        list_view: Option<String>,
    },
    Search(String),
    /// A form over another page; cancelling it returns there.
    NewRecord {
        object: String,
        defaults: Map<String, Value>,
        background: Box<Page>,
    },
    Flow {
        name: String,
        args: Value,
    },
    /// A page of its own, by its path.
    Other(String),
}

impl Page {
    /// The path, as Lightning writes it.
    pub fn path(&self, org: &Org) -> String {
        let object_of = |id: &RecordId| org.schema.of_id(&id.0).map_or("Record", |o| o.name.as_str()).to_owned();
        match self {
            Self::Home => "/lightning/page/home".into(),
            Self::Record(id) => format!("/lightning/r/{}/{id}/view", object_of(id)),
            Self::Edit(id) => format!("/lightning/r/{}/{id}/edit", object_of(id)),
            Self::Objects { object, list_view: None } => format!("/lightning/o/{object}/home"),
            Self::Objects { object, list_view: Some(view) } => {
                format!("/lightning/o/{object}/list?filterName={}", percent(view))
            }
            Self::Search(text) => format!("/lightning/search?term={}", percent(text)),
            Self::NewRecord { object, background, .. } => {
                format!("/lightning/o/{object}/new?count=1&backgroundContext={}", percent(&background.path(org)))
            }
            Self::Flow { name, .. } => format!("/flow/{name}"),
            Self::Other(path) => path.clone(),
        }
    }

    /// The page at this path, query and all. What is no page of the org's own is [`Page::Other`].
    pub fn at(path: &str) -> Self {
        let plain = path.split(['?', '#']).next().unwrap_or(path);
        let query = |name: &str| {
            let query = path.split_once('?')?.1;
            let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
            Some(unpercent(value))
        };
        let parts: Vec<&str> = plain.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["" | "lightning"] | ["lightning", "page", "home"] => Self::Home,
            ["lightning", "r", .., id, mode @ ("view" | "edit")] => match (RecordId::parse(id), *mode) {
                (Some(id), "edit") => Self::Edit(id),
                (Some(id), _) => Self::Record(id),
                (None, _) => Self::Other(path.into()),
            },
            ["lightning", "r", id] | ["lightning", "r", _, id] | [id] if RecordId::parse(id).is_some() => {
                RecordId::parse(id).map_or(Self::Home, Self::Record)
            }
            ["lightning", "o", object, "home"] => Self::Objects { object: (*object).into(), list_view: None },
            ["lightning", "o", object, "list"] => {
                Self::Objects { object: (*object).into(), list_view: query("filterName") }
            }
            ["lightning", "o", object, "new"] => Self::NewRecord {
                object: (*object).into(),
                defaults: Map::new(),
                background: Box::new(query("backgroundContext").map_or(Self::Home, |path| Self::at(&path))),
            },
            ["lightning", "search"] => query("term").map_or(Self::Home, Self::Search),
            ["flow", name] => Self::Flow { name: (*name).into(), args: Value::Null },
            _ => Self::Other(path.into()),
        }
    }

    /// The record on it.
    pub fn record(&self) -> Option<&RecordId> {
        match self {
            Self::Record(id) | Self::Edit(id) => Some(id),
            Self::Home
            | Self::Objects { .. }
            | Self::Search(_)
            | Self::NewRecord { .. }
            | Self::Flow { .. }
            | Self::Other(_) => None,
        }
    }

    /// `getAppViewInfo`: without a record only the address.
    pub fn info(&self, org: &Org, origin: &str) -> Value {
        let url = format!("{origin}{}", self.path(org));
        let record = self.record().and_then(|id| org.record_ref(id));
        let mut info = match &record {
            Some(record) => json!({
                "url": url,
                "recordId": record.id.0,
                "recordName": record.name,
                "objectType": record.object.api_name(),
            }),
            None => json!({"url": url}),
        };
        for (name, value) in org.person_keys(record.as_ref().map(|r| &r.id)) {
            info[name] = value;
        }
        info
    }

    /// `onNavigationChange`: without a record the other fields are empty.
    pub fn event(&self, org: &Org, origin: &str) -> Value {
        let mut info = self.info(org, origin);
        for field in ["recordId", "recordName", "objectType"] {
            if info.get(field).is_none() {
                info[field] = json!("");
            }
        }
        info
    }
}

/// `encodeURIComponent`.
pub fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// `decodeURIComponent`; what is malformed stays as it is.
pub fn unpercent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;

    #[test]
    fn a_path_leads_to_its_page_and_back() {
        let org = Org::demo(Timestamp::new(1_795_464_240_000, 0));
        let jane = org.of("Contact").next().unwrap().id.clone();
        let list = Page::Objects { object: "Case".into(), list_view: Some("00B1".into()) };
        for page in [
            Page::Home,
            Page::Record(jane.clone()),
            Page::Edit(jane.clone()),
            list.clone(),
            Page::Objects { object: "Lead".into(), list_view: None },
            Page::Search("Müller & Söhne".into()),
            Page::NewRecord { object: "Contact".into(), defaults: Map::new(), background: Box::new(list) },
            Page::Other("/apex/Wallboard?x=y".into()),
        ] {
            assert_eq!(Page::at(&page.path(&org)), page);
        }
        assert_eq!(Page::at(&format!("/{jane}")), Page::Record(jane), "Classic's address");
    }
}
