//! Open CTI in Salesforce Classic and its console: the older dialect. Arguments by position, results as texts, screen
//! pops as addresses. What it cannot say: labels and icons of the panel, Lightning's addresses.

use crate::engine::json::Json;

use super::opencti::frame::percent_encoded;
use super::opencti::lightning::{relative, searchable};
use super::opencti::search::Left;
use super::opencti::{Call, Dialect, Opening, Wants, Words, answer};
use crate::engine::crm::{Direction, Draft, Failure, FailureKind, Fields, Object, Panel, Target};
use crate::engine::id::RecordId;
use crate::wire::apex;

/// Salesforce Classic: `sforce.interaction`.
pub struct Classic;

impl Dialect for Classic {
    fn opening(&self, step: Opening) -> Call {
        match step {
            Opening::HearClicks => Call::new("cti.onClickToDial", []).wanting(Wants::Events),
            Opening::HearNavigation => Call::new("onFocus", []).wanting(Wants::Events),
            Opening::EnableClicks => Call::new("cti.enableClickToDial", []),
            Opening::Settings => Call::new("cti.getCallCenterSettings", []),
            Opening::Layout => Call::new("cti.getSoftphoneLayout", []),
            Opening::Page => Call::new("getPageInfo", []),
            Opening::Complete => Call::new("cti.notifyInitializationComplete", []).wanting(Wants::Nothing),
            Opening::Hello => Words::apex(self, apex::greeting()),
            Opening::Workflow => Words::apex(self, apex::settings()),
        }
    }

    fn panel(&self, from: &Panel, to: &Panel) -> Vec<Call> {
        let raise = to.raise && !from.raise;
        raise.then(|| Call::new("setVisible", [true.into()])).into_iter().collect()
    }

    /// `{result, error}`, and for a save beside it `id`. Whatever is no plain yes or no comes as JSON in a text.
    fn unwrap(&self, answer: Json) -> Result<Json, Failure> {
        if let Some(error) = answer.get("error").and_then(Json::as_str).filter(|error| !error.is_empty()) {
            return Err(Failure::new(FailureKind::Rejected, error));
        }
        match answer.get("result") {
            None | Some(Json::Null) => Err(Failure::new(FailureKind::Garbled, "")),
            Some(Json::Bool(false)) => Err(Failure::new(FailureKind::Rejected, "")),
            Some(_) if answer.get("id").is_some_and(|id| id.as_str().is_some()) => Ok(answer),
            Some(Json::String(text)) => Ok(Json::parse(text).unwrap_or_else(|| Json::from(&**text))),
            Some(result) => Ok(result.clone()),
        }
    }
}

impl Words for Classic {
    /// Classic fills no new record with what was searched for.
    fn search(&self, spelling: &str, direction: Direction, _defaults: Option<(&str, &str)>) -> Call {
        let call_type = match direction {
            Direction::Inbound => "inbound",
            Direction::Outbound => "outbound",
            Direction::Internal => "internal",
        };
        Call::new("searchAndGetScreenPopUrl", [spelling.into(), "".into(), call_type.into()])
    }

    fn pop(&self, target: &Target) -> Result<Call, Failure> {
        let url = match target {
            Target::Record(id) => format!("/{id}"),
            Target::Edit { record, .. } => format!("/{record}/e"),
            Target::Url(url) => translated(relative(url)?)?,
            Target::ObjectHome(object) => format!("/{}/o", prefix(object)?),
            Target::List { object, list_view } => format!("/{}?fcf={list_view}", prefix(object)?),
            Target::Search(text) => {
                format!("/search/SearchResults?searchType=2&str={}", percent_encoded(searchable(text)?))
            }
            Target::NewRecord { object, defaults } => {
                let filled =
                    defaults.iter().filter_map(|(field, value)| Some((input(object, field)?, value.to_text())));
                format!("/{}/e?{}", prefix(object)?, query(filled))
            }
            Target::Flow { name, args } => {
                let args = args.iter().map(|(name, value)| (name.as_str(), value.clone()));
                format!("/flow/{}?{}", percent_encoded(name), query(args))
            }
            Target::AsLayoutSays { .. } => return Err(Failure::new(FailureKind::Malformed, "")),
        };
        // `true`: also where the record is open in another tab of the console.
        Ok(Call::new("screenPop", [url.trim_end_matches('?').into(), true.into()]))
    }

    /// Never asked for: what Classic leaves is an address.
    fn pop_left(&self) -> Call {
        Call::new("screenPop", [])
    }

    fn save(&self, draft: &Draft) -> Result<Call, Failure> {
        let id = draft.record.iter().map(|id| ("Id", id.0.clone()));
        let fields: &Fields = &draft.fields;
        let all = id.chain(fields.iter().map(|(name, value)| (name.as_str(), value.to_text())));
        Ok(Call::new("saveLog", [draft.object.api_name().into(), query(all).into()]))
    }

    fn apex(&self, params: String) -> Call {
        Call::new("runApex", [apex::CLASS.into(), apex::METHOD.into(), params.into()])
    }

    fn refresh(&self) -> Call {
        Call::new("refreshPage", [])
    }

    fn saved(&self, returned: &Json) -> Option<RecordId> {
        answer::saved(returned)
    }

    fn left(&self, returned: &Json) -> Left {
        match returned.get("screenPopUrl").and_then(Json::as_str) {
            Some(url) if !url.is_empty() => Left::Url(url.to_owned()),
            Some(_) | None => Left::Nothing,
        }
    }
}

fn unsupported() -> Failure {
    Failure::new(FailureKind::Unsupported, "Salesforce Classic has no such page")
}

/// Lightning's address of a record, `/lightning/r/Task/00T…/edit`, in Classic's form; other addresses as they are.
fn translated(url: &str) -> Result<String, Failure> {
    let Some(rest) = url.strip_prefix("/lightning/r/") else {
        let lightning = url.starts_with("/lightning/") || url.starts_with('#');
        return if lightning { Err(unsupported()) } else { Ok(url.to_owned()) };
    };
    let (path, page) = rest.rsplit_once('/').ok_or_else(unsupported)?;
    let id = RecordId::parse(path.rsplit('/').next().unwrap_or(path)).ok_or_else(unsupported)?;
    match page {
        "view" => Ok(format!("/{id}")),
        "edit" => Ok(format!("/{id}/e")),
        _ => Err(unsupported()),
    }
}

/// The first three characters of an object's record ids, which also name its pages.
fn prefix(object: &Object) -> Result<&'static str, Failure> {
    match object {
        Object::Account => Ok("001"),
        Object::Contact => Ok("003"),
        Object::Lead => Ok("00Q"),
        Object::Opportunity => Ok("006"),
        Object::Case => Ok("500"),
        Object::Task => Ok("00T"),
        Object::Event => Ok("00U"),
        Object::User => Ok("005"),
        Object::Other(_) => Err(unsupported()),
    }
}

/// The input on the page for a new record that takes this field; other fields stay empty.
fn input(object: &Object, field: &str) -> Option<&'static str> {
    match (object.api_name(), field) {
        ("Account", "Name") => Some("acc2"),
        ("Account", "Phone") => Some("acc10"),
        ("Contact", "FirstName") => Some("name_firstcon2"),
        ("Contact", "LastName") => Some("name_lastcon2"),
        ("Contact", "Phone") => Some("con10"),
        ("Lead", "FirstName") => Some("name_firstlea2"),
        ("Lead", "LastName") => Some("name_lastlea2"),
        ("Lead", "Company") => Some("lea3"),
        ("Lead", "Phone") => Some("lea8"),
        _ => None,
    }
}

fn query<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", percent_encoded(&value))).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Value;
    use crate::engine::number::PhoneNumber;

    fn id(text: &str) -> RecordId {
        RecordId::parse(text).unwrap()
    }

    fn told(call: Call) -> String {
        format!("{} {}", call.method, Json::Array(call.args))
    }

    #[test]
    fn every_page_is_an_address() {
        let phone: Fields = [
            ("Phone".to_owned(), Value::Phone(PhoneNumber::parse("+33 6 12").unwrap())),
            ("Level__c".to_owned(), Value::Text("1".into())),
        ]
        .into();
        let targets = [
            Target::Record(id("003D000000QOMqgIAH")),
            Target::Url("/apex/Page?x=y".into()),
            Target::Url("/lightning/r/Task/00T8A00000Aa1BcUAJ/edit".into()),
            Target::ObjectHome(Object::Account),
            Target::List { object: Object::Case, list_view: id("00BD0000003yKTr") },
            Target::Search("Pat & Co".into()),
            Target::NewRecord { object: Object::Contact, defaults: phone },
            Target::NewRecord { object: Object::Lead, defaults: Fields::new() },
            Target::Flow { name: "Caller_Id".into(), args: vec![("number".into(), "+1".into())] },
        ];
        let told: Vec<_> = targets.iter().map(|target| told(Classic.pop(target).unwrap())).collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        screenPop ["/003D000000QOMqgIAH",true]
        screenPop ["/apex/Page?x=y",true]
        screenPop ["/00T8A00000Aa1BcUAJ/e",true]
        screenPop ["/001/o",true]
        screenPop ["/500?fcf=00BD0000003yKTr",true]
        screenPop ["/search/SearchResults?searchType=2&str=Pat%20%26%20Co",true]
        screenPop ["/003/e?con10=%2B33%206%2012",true]
        screenPop ["/00Q/e",true]
        screenPop ["/flow/Caller_Id?number=%2B1",true]
        "#);
    }

    #[test]
    fn what_classic_lacks_is_unsupported_and_what_leads_outside_is_malformed() {
        for (target, kind) in [
            (Target::Url("/lightning/o/Contact/new".into()), FailureKind::Unsupported),
            (Target::Url("/lightning/r/Task/x/edit".into()), FailureKind::Unsupported),
            (Target::ObjectHome(Object::Other("Branch__c".into())), FailureKind::Unsupported),
            (Target::Url("https://evil.example".into()), FailureKind::Malformed),
            (Target::Search("1".into()), FailureKind::Malformed),
        ] {
            assert_eq!(Classic.pop(&target).unwrap_err().kind, kind, "{target:?}");
        }
    }

    #[test]
    fn a_save_is_a_query_string() {
        let fields: Fields = [
            ("Subject", Value::Text("A & B = 100%".into())),
            ("CallDurationInSeconds", Value::Number(61)),
            ("WhatId", Value::Empty),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let draft = |record| Draft { object: Object::Task, record, fields: fields.clone() };
        let told = [draft(None), draft(Some(id("00T8A00000Aa1BcUAJ")))].map(|d| told(Classic.save(&d).unwrap()));
        insta::assert_snapshot!(told.join("\n"), @r#"
        saveLog ["Task","CallDurationInSeconds=61&Subject=A%20%26%20B%20%3D%20100%25&WhatId="]
        saveLog ["Task","Id=00T8A00000Aa1BcUAJ&CallDurationInSeconds=61&Subject=A%20%26%20B%20%3D%20100%25&WhatId="]
        "#);
    }

    #[test]
    fn results_are_texts_and_errors_are_sentences() {
        let read = |text: &str| Classic.unwrap(Json::parse(text).unwrap()).map_err(|f| (f.kind, f.message));
        let found =
            read(r#"{"result":"{\"003i0000019vXt5\":{\"Name\":\"Pat\"},\"screenPopUrl\":\"/003i0000019vXt5\"}"}"#);
        assert_eq!(Classic.left(&found.unwrap()), Left::Url("/003i0000019vXt5".into()));
        let saved = |text: &str| Classic.saved(&read(text).unwrap());
        assert_eq!(saved(r#"{"result":true,"id":"00T8A00000Aa1Bc"}"#), Some(id("00T8A00000Aa1Bc")));
        assert_eq!(saved(r#"{"result":"00T8A00000Aa1Bc"}"#), Some(id("00T8A00000Aa1Bc")));
        assert_eq!(saved(r#"{"result":true,"id":null}"#), None);
        use FailureKind::{Garbled, Rejected};
        assert_eq!(read(r#"{"result":null,"error":"no access"}"#), Err((Rejected, "no access".into())));
        assert_eq!(read(r#"{"result":false,"error":null}"#), Err((Rejected, String::new())));
        assert_eq!(read(r#"{"result":null}"#), Err((Garbled, String::new())));
        assert_eq!(read("null"), Err((Garbled, String::new())));
    }
}
