//! The softphone layout: which objects the administrator wants found for a call, what of them is shown, and what opens.

use crate::engine::json::Json;

use crate::engine::crm::Direction;
use crate::engine::map::Map;

/// `getSoftphoneLayout`, the parts in use. What is missing or of another kind is taken as not set.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout(Map<&'static str, Section>);

/// The layout for calls of one direction.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    objects: Map<String, Vec<Field>>,
    /// The object of which a new record opens where nothing is found.
    new_record: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub api_name: String,
    /// As the agent reads it, in the agent's language.
    pub label: String,
}

impl Layout {
    pub fn read(json: &Json) -> Self {
        let section = |direction: Direction| {
            let name = direction.call_type();
            (name, json.get(name).map(Section::read).unwrap_or_default())
        };
        Self([Direction::Inbound, Direction::Outbound, Direction::Internal].map(section).into())
    }

    pub fn section(&self, direction: Direction) -> Option<&Section> {
        self.0.get(direction.call_type())
    }
}

impl Section {
    fn read(json: &Json) -> Self {
        let objects = json.get("objects").and_then(Json::as_object).into_iter().flat_map(Map::iter);
        let fields = |list: &Json| list.as_array().into_iter().flatten().filter_map(Field::read).collect();
        let no_match = json.get("screenPopSettings").and_then(|pops| pops.get("NoMatch"));
        let entity = no_match.filter(|pop| pop.get("screenPopType").and_then(Json::as_str) == Some("PopToEntity"));
        Self {
            objects: objects.map(|(object, list)| (object.clone(), fields(list))).collect(),
            new_record: entity.and_then(|pop| pop.get("screenPopData")).and_then(Json::as_str).map(str::to_owned),
        }
    }

    /// The fields of an object, in the administrator's order; nothing if the layout does not know the object.
    pub fn fields(&self, object: &str) -> Option<&[Field]> {
        self.objects.get(object).map(Vec::as_slice)
    }

    /// The standard objects that have a field `Phone`, into which a new record takes the caller's number.
    pub fn fills_phone(&self) -> bool {
        matches!(self.new_record.as_deref(), Some("Account" | "Contact" | "Lead"))
    }
}

impl Field {
    fn read(json: &Json) -> Option<Self> {
        let api_name = json.get("apiName").and_then(Json::as_str)?.to_owned();
        let label = json.get("displayName").and_then(Json::as_str).unwrap_or(&api_name).to_owned();
        Some(Self { api_name, label })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_gives_fields_with_labels_in_the_administrators_order() {
        let layout =
            Layout::read(&Json::parse(include_str!("../../../tests/fixtures/opencti/softphone_layout.json")).unwrap());
        let inbound = layout.section(Direction::Inbound).unwrap();
        let labels: Vec<_> = inbound.fields("Contact").unwrap().iter().map(|f| f.label.as_str()).collect();
        assert_eq!(labels, ["Name", "Title", "Business Phone"]);
        assert_eq!(inbound.fields("Case"), None);
        assert!(inbound.fills_phone());
        assert!(!layout.section(Direction::Outbound).unwrap().fills_phone());
    }

    #[test]
    fn a_layout_that_makes_no_sense_is_an_empty_one() {
        for text in ["null", "[]", "{}", r#"{"Inbound":7}"#, r#"{"Inbound":{"objects":[],"screenPopSettings":"x"}}"#] {
            let layout = Layout::read(&Json::parse(text).unwrap());
            assert_eq!(layout.section(Direction::Inbound), Some(&Section::default()), "{text}");
        }
    }
}
