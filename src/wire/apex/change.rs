//! Changing a record: what each field shall hold and is believed to, and what came of it.

use super::{Fields, list, maybe, nullable, object, text, text_of};
use crate::engine::crm::{self, Changed, Draft, Failure, FailureKind, Reply, Value};
use crate::engine::json::Json;

/// Every value as a text: the class knows of which type a field is.
pub fn asked(draft: &Draft, was: &crm::Fields) -> Fields {
    let spelled = |value: &Value| if *value == Value::Empty { Json::Null } else { Json::from(value.to_text()) };
    let field = |(name, shall): (&String, &Value)| {
        let mut field = vec![("name", text(name)), ("shall", spelled(shall))];
        // Where it is missing nothing is compared; null is an empty field.
        field.extend(was.get(name).map(|was| ("was", spelled(was))));
        object(field)
    };
    let record = draft.record.as_ref().map(|id| &id.0);
    vec![("record", maybe(record)), ("fields", Json::Array(draft.fields.iter().map(field).collect()))]
}

/// Nothing: the data is not what was asked for.
pub fn read(data: &Json) -> Option<Reply> {
    let refused = list(data, "refused", refusal)?;
    Some(match refused.is_empty() {
        true => Reply::Changed(list(data, "conflicts", conflict)?),
        false => Reply::Failed(refused_by(refused)),
    })
}

fn conflict(json: &Json) -> Option<Changed> {
    let now = nullable(json.get("value")?, |text| text.as_str().map(str::to_owned))?;
    Some(Changed { field: text_of(json, "field")?, now })
}

/// The field, where it is about one, and Salesforce's words.
fn refusal(json: &Json) -> Option<(Option<String>, String)> {
    Some((nullable(json.get("field")?, |name| name.as_str().map(str::to_owned))?, text_of(json, "message")?))
}

/// As a save is refused: what is about the whole record first.
fn refused_by(all: Vec<(Option<String>, String)>) -> Failure {
    let first = all.iter().find(|(field, _)| field.is_none()).or(all.first());
    let mut failure = Failure::new(FailureKind::Rejected, first.map(|(_, words)| words.clone()).unwrap_or_default());
    failure.fields = all.into_iter().filter_map(|(field, words)| Some((field?, words))).collect();
    failure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Object;
    use crate::engine::id::RecordId;

    fn ours(json: &serde_json::Value) -> Json {
        Json::parse(&json.to_string()).unwrap()
    }

    #[test]
    fn a_change_says_what_each_field_shall_hold_and_what_it_is_believed_to() {
        let field = |name: &str, value: Value| (name.to_owned(), value);
        let fields = [
            field("Description", Value::Text("b".into())),
            field("MOS", Value::Tenths(43)),
            field("WhoId", Value::Empty),
        ];
        let draft =
            Draft { object: Object::Task, record: Some(RecordId("00T000000000001AAA".into())), fields: fields.into() };
        let was = [field("Description", Value::Text("a".into())), field("MOS", Value::Empty)];
        let told = object(asked(&draft, &was.into()));
        let expected = ours(&serde_json::json!({ "record": "00T000000000001AAA", "fields": [
            { "name": "Description", "shall": "b", "was": "a" },
            { "name": "MOS", "shall": "4.3", "was": null },
            { "name": "WhoId", "shall": null },
        ] }));
        assert_eq!(told, expected);
    }
}
