//! What the page around the widget tells: a clicked number, another record on the screen. Both dialects, whose names
//! for the same things differ (`recordId` in Lightning, `objectId` in Classic).

use crate::engine::json::{Json, Number};

use crate::engine::crm::{News, Object, RecordRef};
use crate::engine::id::RecordId;

/// `onClickToDial`. The guide says that the number is a number; in life it is formatted text. Kept as it is: the
/// engine judges it. A number on a Task belongs to no record that a call could be related to. Nothing where the
/// payload has no number, as in `{error}`.
pub fn click_to_dial(payload: &Json) -> Option<News> {
    let number = match payload.get("number")? {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => digits(number),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    let record = record(payload).filter(|record| !matches!(record.object, Object::Task | Object::Event));
    (!number.is_empty()).then_some(News::ClickToDial { number: number.into(), record })
}

/// `onNavigationChange`, `getAppViewInfo`, and Classic's `onFocus` and `getPageInfo`. Each has an address, whatever
/// page it is; what has none is no page.
pub fn navigated(payload: &Json) -> Option<News> {
    payload.get("url")?;
    Some(News::Navigated { record: record(payload) })
}

/// The record that a payload is about. Its keys are missing, null or empty on a page without one.
fn record(payload: &Json) -> Option<RecordRef> {
    let text = |names: [&str; 2]| {
        names.into_iter().find_map(|name| payload.get(name)?.as_str()).filter(|text| !text.is_empty())
    };
    let id = RecordId::parse(text(["recordId", "objectId"])?)?;
    let object = Object::from(text(["objectType", "object"])?.to_owned());
    let name = text(["recordName", "objectName"]).unwrap_or_default().to_owned();
    Some(RecordRef { id, object, name })
}

/// A whole number as it was typed, without exponent or fraction.
fn digits(number: &Number) -> String {
    let text = number.as_str();
    let whole = text.strip_suffix(".0").unwrap_or(text);
    if whole.bytes().all(|byte| byte.is_ascii_digit()) { whole.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn click(payload: &str) -> Option<(String, Option<RecordRef>)> {
        match click_to_dial(&Json::parse(payload).unwrap())? {
            News::ClickToDial { number, record } => Some((number.into(), record)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_text_or_a_number() {
        let number = |payload: &str| click(payload).map(|(number, _)| number);
        assert_eq!(number(r#"{"number":"(415) 555-1212"}"#).as_deref(), Some("(415) 555-1212"));
        assert_eq!(number(r#"{"number":4155551212}"#).as_deref(), Some("4155551212"));
        assert_eq!(number(r#"{"number":4155551212.0}"#).as_deref(), Some("4155551212"));
        for nothing in
            [r#"{"error":"x"}"#, "null", "\"x\"", r#"{"number":null}"#, r#"{"number":" "}"#, r#"{"number":-1}"#]
        {
            assert_eq!(number(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_number_brings_its_record_unless_it_stood_on_an_activity() {
        let with = |kind: &str| {
            let payload =
                format!(r#"{{"number":"1","recordId":"003D000000QOMqg","recordName":"Pat","objectType":"{kind}"}}"#);
            click(&payload).unwrap().1
        };
        assert_eq!(with("Contact").unwrap().name, "Pat");
        assert_eq!(with("Task"), None);
        assert_eq!(click(r#"{"number":"1","recordId":"","recordName":"","objectType":""}"#).unwrap().1, None);
        assert_eq!(click(r#"{"number":"1","recordId":null}"#).unwrap().1, None);
        let classic = r#"{"number":"1","objectId":"001x0000003DGQR","objectName":"Acme","object":"Account"}"#;
        assert_eq!(click(classic).unwrap().1.unwrap().object, Object::Account);
    }

    #[test]
    fn a_page_without_a_record_has_only_an_address() {
        let read = |text: &str| navigated(&Json::parse(text).unwrap());
        let at = "https://acme.lightning.force.com/lightning/o/Contact/list";
        for text in [
            format!(r#"{{"url":"{at}"}}"#),
            format!(r#"{{"url":"{at}","recordId":"","recordName":"","objectType":""}}"#),
            format!(r#"{{"url":"{at}","recordId":null}}"#),
        ] {
            assert_eq!(read(&text), Some(News::Navigated { record: None }), "{text}");
        }
        assert_eq!(read(r#"{"error":"x"}"#), None);
        let person = r#"{"url":"x","recordId":"001x0000003DGQR","recordName":"Pat","objectType":"Account","contactId":"003D000000QOMqg","personAccount":true}"#;
        let Some(News::Navigated { record: Some(record) }) = read(person) else { panic!() };
        assert_eq!((record.object, record.name.as_str()), (Object::Account, "Pat"));
    }
}
