//! Lightning's envelope: `{success, returnValue, errors}`, in all the shapes in which it has been seen.

use crate::engine::json::Json;
use crate::engine::map::Map;

use crate::engine::crm::{Failure, FailureKind, Fields};
use crate::engine::id::RecordId;
use crate::engine::outbox::DUPLICATE;
use crate::engine::search;

/// What the method returned, or why it did not. The guide calls the list `errors`, two of its pages `error`; its
/// elements are objects `{code, description, details}` or plain text.
pub fn unwrap(mut answer: Json) -> Result<Json, Failure> {
    match answer.get("success").and_then(Json::as_bool) {
        Some(true) => Ok(answer.remove("returnValue").unwrap_or(Json::Null)),
        Some(false) => Err(failure(answer.get("errors").filter(|e| **e != Json::Null).or(answer.get("error")))),
        None => Err(Failure::new(FailureKind::Garbled, "")),
    }
}

/// The id of the saved record: the guide returns it bare, every real org as `{recordId}`.
pub fn saved(returned: &Json) -> Option<RecordId> {
    let id = returned.get("recordId").or(returned.get("id")).unwrap_or(returned);
    RecordId::parse(id.as_str()?)
}

/// Adds the fields of the draft that Salesforce names in its message only, as in `No such column 'Ivr__c'`. So a field
/// that an org lacks is found in [`Failure::fields`] in either case. Names that are English words are left out.
pub fn name_fields(failure: &mut Failure, draft: &Fields) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<_> = failure.message.split(|c| !is_part(c)).collect();
    for name in draft.keys().filter(|name| search::holds(name, "__") || name.ends_with("Id")) {
        let told = failure.fields.iter().any(|(field, _)| field.eq_ignore_ascii_case(name));
        if !told && words.contains(&name.as_str()) {
            failure.fields.push((name.clone(), failure.message.clone()));
        }
    }
}

/// Reads the list of errors, or the single one.
fn failure(errors: Option<&Json>) -> Failure {
    let all = errors.map(each).unwrap_or_default();
    let mut said = Said::default();
    let mut descriptions = Vec::new();
    let mut code = "";
    for error in all {
        if let Some(text) = error.as_str() {
            said.words(text);
            continue;
        }
        code = error.get("code").and_then(Json::as_str).unwrap_or(code);
        descriptions.extend(text(error, "description"));
        error.get("details").map(each).unwrap_or_default().into_iter().for_each(|details| said.details(details));
    }
    let reasons = said.entries || !said.messages.is_empty() || !said.general.is_empty();
    // The description of a failed save only points at the details; the details' own message only says that there are
    // errors. The more special word is the one that helps the agent.
    let words = [said.messages, said.general, descriptions].into_iter().find(|words| !words.is_empty());
    let kind = match code {
        "SOFTPHONE_CONTAINER_ERROR" => FailureKind::NotReady,
        "SERVER_ERROR" => FailureKind::ServerError,
        // It names no reason: something broke, and nobody knows when.
        "GENERIC_ERROR" | "" if !reasons => FailureKind::ServerError,
        _ => FailureKind::Rejected,
    };
    Failure { kind, message: words.unwrap_or_default().join("; "), fields: said.fields }
}

/// What the details of an error say.
#[derive(Default)]
struct Said {
    /// Of the record and of its fields.
    messages: Vec<String>,
    /// Of the whole.
    general: Vec<String>,
    fields: Vec<(String, String)>,
    /// There was something on the lists, with or without words.
    entries: bool,
}

impl Said {
    /// `details`: `{message, pageErrors, fieldErrors, potentialDuplicates}`.
    fn details(&mut self, details: &Json) {
        self.general.extend(text(details, "message").or(details.as_str().map(str::to_owned)));
        for entry in details.get("pageErrors").map(each).unwrap_or_default() {
            self.entries = true;
            self.words(&message(entry).unwrap_or_default());
        }
        // Perhaps with words of their own, perhaps mere ids.
        for entry in details.get("potentialDuplicates").map(each).unwrap_or_default() {
            self.entries = true;
            self.words(&text(entry, "message").unwrap_or_default());
        }
        for (name, entries) in details.get("fieldErrors").and_then(Json::as_object).into_iter().flat_map(Map::iter) {
            for entry in each(entries) {
                let said = message(entry).unwrap_or_default();
                let label = text(entry, "fieldLabel").unwrap_or_else(|| name.clone());
                self.words(&if said.is_empty() { label } else { format!("{label}: {said}") });
                self.fields.push((name.clone(), said));
            }
        }
    }

    fn words(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !self.messages.iter().any(|told| told == text) {
            self.messages.push(text.to_owned());
        }
    }
}

/// The elements of a list, or the one thing that stands in its place. `null` is none.
fn each(json: &Json) -> Vec<&Json> {
    match json {
        Json::Null => Vec::new(),
        Json::Array(list) => list.iter().collect(),
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => vec![json],
    }
}

/// Salesforce's words, in the language of the agent. What they mean is in the status code alone: of the one that the engine acts
/// on, it goes before them.
fn message(entry: &Json) -> Option<String> {
    let said = entry.as_str().map(str::to_owned).or_else(|| text(entry, "message"));
    let code = text(entry, "statusCode");
    match (said, code) {
        (Some(said), Some(code)) if code == DUPLICATE => Some([DUPLICATE, ": ", &said].concat()),
        (said, code) => said.or(code),
    }
}

fn text(json: &Json, key: &str) -> Option<String> {
    json.get(key).and_then(Json::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Value;

    fn failed(answer: &str) -> Failure {
        unwrap(Json::parse(answer).unwrap()).unwrap_err()
    }

    #[test]
    fn a_duplicate_is_known_by_its_code_in_whatever_language() {
        let told = "Doppelter Wert gefunden: Ferrophone_Call_Key__c im Datensatz mit der ID: 00T8A00000Aa1Bc";
        let entry = format!(r#"{{"statusCode":"DUPLICATE_VALUE","message":"{told}"}}"#);
        for details in [
            format!(r#"{{"fieldErrors":{{"Ferrophone_Call_Key__c":[{entry}]}}}}"#),
            format!(r#"{{"pageErrors":[{entry}]}}"#),
        ] {
            let answer = format!(r#"{{"success":false,"errors":[{{"code":"API_ERROR","details":[{details}]}}]}}"#);
            let failure = failed(&answer);
            assert!(
                failure.message.contains("DUPLICATE_VALUE") && failure.message.contains(told),
                "{}",
                failure.message
            );
        }
    }

    #[test]
    fn both_shapes_of_details_say_the_same() {
        let of = |text: &str| failed(text);
        let list = of(include_str!("../../../tests/fixtures/opencti/save_rejected_list.json"));
        let object = of(include_str!("../../../tests/fixtures/opencti/save_rejected_object.json"));
        assert_eq!(list, object);
        assert_eq!(list.kind, FailureKind::Rejected);
        assert_eq!(list.message, "Calls need a note; Related To ID: Lead and WhatId exclude each other");
        assert_eq!(list.fields, [("WhatId".to_owned(), "Lead and WhatId exclude each other".to_owned())]);
    }

    #[test]
    fn the_kind_tells_what_may_have_been_done() {
        use FailureKind::*;
        for (errors, kind, message) in [
            (r#""errors":[{"code":"SOFTPHONE_CONTAINER_ERROR","description":"not yet"}]"#, NotReady, "not yet"),
            (r#""errors":[{"code":"SERVER_ERROR","description":"A problem"}]"#, ServerError, "A problem"),
            (r#""errors":[{"code":"INVALID_PARAM","description":"bad"}]"#, Rejected, "bad"),
            (r#""errors":[{"code":"GENERIC_ERROR","description":"An error"}]"#, ServerError, "An error"),
            (
                r#""errors":[{"code":"GENERIC_ERROR","description":"d","details":[{"message":"no access"}]}]"#,
                Rejected,
                "no access",
            ),
            (
                r#""errors":[{"code":"GENERIC_ERROR","description":"d","details":{"potentialDuplicates":["003D000000QOMqg",{"message":""}]}}]"#,
                Rejected,
                "d",
            ),
            (r#""errors":["plain words"]"#, Rejected, "plain words"),
            (r#""error":[{"code":"INVALID_PARAM","description":"bad"}],"errors":null"#, Rejected, "bad"),
            (r#""error":"plain words""#, Rejected, "plain words"),
            (r#""errors":[]"#, ServerError, ""),
            (r#""errors":null"#, ServerError, ""),
        ] {
            let failure = failed(&format!(r#"{{"success":false,"returnValue":null,{errors}}}"#));
            assert_eq!((failure.kind, failure.message.as_str()), (kind, message), "{errors}");
        }
        for answer in ["null", "[]", "\"yes\"", "{}", r#"{"success":"true"}"#, r#"{"returnValue":{}}"#] {
            assert_eq!(failed(answer).kind, Garbled, "{answer}");
        }
    }

    #[test]
    fn a_saved_record_is_an_object_or_an_id() {
        let id = RecordId::parse("00T8A00000Aa1BcUAJ");
        for returned in [r#"{"recordId":"00T8A00000Aa1BcUAJ"}"#, r#""00T8A00000Aa1BcUAJ""#] {
            assert_eq!(saved(&Json::parse(returned).unwrap()), id, "{returned}");
        }
        for returned in ["null", "true", "{}", r#"{"recordId":null}"#, r#""Task saved""#] {
            assert_eq!(saved(&Json::parse(returned).unwrap()), None, "{returned}");
        }
    }

    #[test]
    fn a_field_that_the_org_lacks_is_named_whichever_way_it_is_told() {
        let draft: Fields =
            ["Ivr__c", "IvrValue__c", "WhatId", "Status"].map(|name| (name.to_owned(), Value::Empty)).into();
        let mut failure =
            Failure::new(FailureKind::Rejected, "No such column 'Ivr__c' on sobject of type Task. Status 400");
        name_fields(&mut failure, &draft);
        assert_eq!(failure.fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Ivr__c"]);
        let mut told = Failure::new(FailureKind::Rejected, "WhatId: bad");
        told.fields.push(("WhatId".into(), "bad".into()));
        name_fields(&mut told, &draft);
        assert_eq!(told.fields.len(), 1);
    }
}
