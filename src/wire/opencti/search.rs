//! Who calls? A number is searched in one spelling after the other until one finds something. Rows are read in both
//! dialects' form.

use std::collections::VecDeque;

use crate::engine::json::Json;
use crate::engine::map::Map;

use super::layout::Section;
use crate::engine::crm::{Direction, Match, Object, RecordRef};
use crate::engine::id::RecordId;
use crate::engine::map::order;

/// What a search leaves behind for a later screen pop by the layout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Left {
    Nothing,
    /// Lightning's `SCREEN_POP_DATA`: to be handed back untouched, so the shell keeps the object itself.
    Opaque,
    /// Classic's `screenPopUrl`.
    Url(String),
}

/// A search under way. `L`: what is left of an answer for the screen pop.
#[derive(Debug)]
pub struct Search<L> {
    pub direction: Direction,
    waiting: VecDeque<String>,
    asked: String,
    /// Of the likeliest spelling: it is what the agent reads if none finds anything.
    left: Option<L>,
}

#[derive(PartialEq, Debug)]
pub enum Step<L> {
    /// Ask for this spelling.
    Ask(String),
    Done {
        matches: Vec<Match>,
        left: Option<L>,
    },
}

impl<L> Search<L> {
    /// Spellings of less than three characters are passed over: Salesforce refuses them.
    pub fn new(spellings: Vec<String>, direction: Direction) -> Self {
        let waiting = spellings.into_iter().filter(|spelling| spelling.chars().count() >= 3).collect();
        Self { direction, waiting, asked: String::new(), left: None }
    }

    /// The next spelling; the end, if there is none left.
    pub fn ask(&mut self) -> Step<L> {
        match self.waiting.pop_front() {
            Some(spelling) => {
                self.asked.clone_from(&spelling);
                Step::Ask(spelling)
            }
            None => Step::Done { matches: Vec::new(), left: self.left.take() },
        }
    }

    /// Takes what the search for the last spelling returned. Nothing: it is no search result.
    pub fn take(&mut self, returned: &Json, section: Option<&Section>, left: Option<L>) -> Option<Step<L>> {
        let matches = match returned {
            Json::Null => Vec::new(),
            Json::Object(rows) => matches(rows, section, &self.asked),
            Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => return None,
        };
        if !matches.is_empty() {
            return Some(Step::Done { matches, left });
        }
        self.left = self.left.take().or(left);
        Some(self.ask())
    }
}

/// The rows of a result: a map from record id to fields, in no order, in which a key without a record may stand.
fn matches(rows: &Map<String, Json>, section: Option<&Section>, spelling: &str) -> Vec<Match> {
    let mut found: Vec<_> = rows.iter().filter_map(|(key, row)| read(key, row, section, spelling)).collect();
    // A person account is one person, found perhaps as account and as contact.
    let twins: Vec<_> = rows.values().filter_map(|row| id(row, "PersonContactId")).collect();
    let accounts: Vec<_> =
        found.iter().filter(|m| m.record.object == Object::Account).map(|m| m.record.id.clone()).collect();
    found.retain(|m| {
        let row = rows.get(&m.record.id.0);
        let account = row.filter(|row| flag(row, "IsPersonAccount")).and_then(|row| id(row, "AccountId"));
        m.record.object != Object::Contact
            || !(twins.contains(&m.record.id) || account.is_some_and(|id| accounts.contains(&id)))
    });
    order(&mut found, |a, b| a.record < b.record);
    found
}

fn read(key: &str, row: &Json, section: Option<&Section>, spelling: &str) -> Option<Match> {
    let fields = row.as_object()?;
    let id = RecordId::parse(key)?;
    let object = text(fields, "RecordType").or_else(|| text(fields, "object"))?;
    let details: Vec<_> = match section.and_then(|section| section.fields(&object)) {
        Some(layout) => {
            let shown = layout.iter().filter(|field| field.api_name != "Name");
            shown.filter_map(|field| Some((field.label.clone(), text(fields, &field.api_name)?))).collect()
        }
        None => {
            let own = |name: &str| NOT_SHOWN.contains(&name);
            let shown = fields.keys().filter(|name| !own(name));
            shown.filter_map(|name| Some((name.clone(), text(fields, name)?))).collect()
        }
    };
    let name = text(fields, "Name")
        .or_else(|| text(fields, "displayName"))
        .or_else(|| details.first().map(|(_, value)| value.clone()))
        .unwrap_or_else(|| id.0.clone());
    let record = RecordRef { id, object: Object::from(object), name };
    Some(Match { record, details, found_by: spelling.to_owned() })
}

/// What stands in a row besides the fields of the layout.
const NOT_SHOWN: [&str; 9] = [
    "AccountId",
    "Id",
    "IsPersonAccount",
    "LastModifiedDate",
    "Name",
    "PersonContactId",
    "RecordType",
    "displayName",
    "object",
];

/// A field as an agent reads it; of a looked-up record its name.
fn text(fields: &Map<String, Json>, name: &str) -> Option<String> {
    let text = match fields.get(name)? {
        // The id of another record tells an agent nothing.
        Json::String(text) if name.ends_with("Id") && RecordId::parse(text).is_some() => return None,
        Json::String(text) => text.clone(),
        Json::Number(number) => number.as_str().to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Object(record) => record.get("Name")?.as_str()?.to_owned(),
        Json::Null | Json::Array(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn id(row: &Json, name: &str) -> Option<RecordId> {
    RecordId::parse(row.get(name)?.as_str()?)
}

fn flag(row: &Json, name: &str) -> bool {
    row.get(name).and_then(Json::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::super::layout::Layout;
    use super::*;

    fn parse(text: &str) -> Json {
        Json::parse(text).unwrap()
    }

    fn result() -> Json {
        parse(include_str!("../../../tests/fixtures/opencti/search_result.json"))
    }

    fn search(spellings: &[&str]) -> Search<&'static str> {
        Search::new(spellings.iter().map(|&s| s.to_owned()).collect(), Direction::Inbound)
    }

    #[test]
    fn the_next_spelling_is_asked_until_one_finds_something() {
        let mut search = search(&["+14155551212", "12", "4155551212", "0014155551212"]);
        assert_eq!(search.ask(), Step::Ask("+14155551212".into()));
        assert_eq!(search.take(&parse("{}"), None, Some("new")), Some(Step::Ask("4155551212".into())));
        let Some(Step::Done { matches, left }) = search.take(&result(), None, Some("list")) else { panic!() };
        assert_eq!(left, Some("list"));
        assert!(matches.iter().all(|m| m.found_by == "4155551212"));
    }

    #[test]
    fn when_nothing_is_found_the_likeliest_spelling_decides_what_opens() {
        let mut search = search(&["+14155551212", "4155551212"]);
        search.ask();
        search.take(&parse("{}"), None, Some("first"));
        let end = search.take(&Json::Null, None, Some("second"));
        assert_eq!(end, Some(Step::Done { matches: vec![], left: Some("first") }));
    }

    #[test]
    fn a_number_too_short_to_search_finds_nobody_without_asking() {
        assert_eq!(search(&["12"]).ask(), Step::Done { matches: vec![], left: None });
    }

    #[test]
    fn rows_come_in_a_fixed_order_with_the_layouts_labels() {
        let layout = Layout::read(&parse(include_str!("../../../tests/fixtures/opencti/softphone_layout.json")));
        let mut search = search(&["4155551212"]);
        search.ask();
        let step = search.take(&result(), layout.section(Direction::Inbound), None);
        let Some(Step::Done { matches, .. }) = step else { panic!() };
        let lines: Vec<_> = matches
            .iter()
            .map(|m| format!("{:?} {} {} {:?}", m.record.object, m.record.name, m.record.id, m.details))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        Account Acme 001x0000003DGQRAA4 [("Account Phone", "(415) 555-1212"), ("Employees", "120")]
        Account Jo Person 001x0000003DGQSAA4 []
        Contact Pat Thompson 003D000000QOMqgIAH [("Business Phone", "(415) 555-1212")]
        Lead adams, Kim 00QD000000QOMqiIAH []
        Other("Branch__c") Lyon a00D000000QOMqjIAH [("City__c", "Lyon"), ("Owner", "Ada")]
        "#);
    }

    #[test]
    fn a_row_without_layout_or_name_is_shown_by_what_it_has() {
        let rows =
            parse(r#"{"500D000000QOMqgIAH":{"Id":"500D000000QOMqgIAH","RecordType":"Case","CaseNumber":"00001026"}}"#);
        let mut search = search(&["00001026"]);
        search.ask();
        let Some(Step::Done { matches, .. }) = search.take(&rows, None, None) else { panic!() };
        assert_eq!(matches[0].record.name, "00001026");
        assert_eq!(matches[0].details, [("CaseNumber".to_owned(), "00001026".to_owned())]);
    }

    #[test]
    fn what_is_no_result_is_told_apart_from_an_empty_one() {
        for text in ["true", "7", "\"{}\"", "[]"] {
            assert_eq!(search(&["123"]).take(&parse(text), None, None), None, "{text}");
        }
    }
}
