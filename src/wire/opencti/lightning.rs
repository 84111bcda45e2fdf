//! Lightning's words: every method takes one object. The library's own argument checks are kept in mind here, as it
//! throws where they fail: an empty object, an explicit `undefined`.

use crate::engine::json::Json;
use crate::engine::map::Map;

use super::search::Left;
use super::{Call, Dialect, Opening, Wants, answer};
use crate::engine::crm::{Direction, Draft, Failure, FailureKind, Fields, Panel, PanelIcon, Target, Value};
use crate::engine::id::RecordId;
use crate::engine::quality::tenths;
use crate::wire::apex;

/// Lightning Experience, standard and console apps: `sforce.opencti`.
pub struct Lightning;

impl Dialect for Lightning {
    fn opening(&self, step: Opening) -> Call {
        match step {
            Opening::HearClicks => Call::new("onClickToDial", []).wanting(Wants::Events),
            Opening::HearNavigation => Call::new("onNavigationChange", []).wanting(Wants::Events),
            Opening::EnableClicks => Call::new("enableClickToDial", []),
            Opening::Settings => Call::new("getCallCenterSettings", []),
            Opening::Layout => Call::new("getSoftphoneLayout", []),
            Opening::Page => Call::new("getAppViewInfo", []),
            Opening::Complete => Call::new("notifyInitializationComplete", []),
            Opening::Hello => self.apex(apex::greeting()),
            Opening::Workflow => self.apex(apex::settings()),
        }
    }

    fn search(&self, spelling: &str, direction: Direction, defaults: Option<(&str, &str)>) -> Call {
        let call_type = match direction {
            Direction::Inbound => "inbound",
            Direction::Outbound => "outbound",
            Direction::Internal => "internal",
        };
        let mut args =
            vec![("searchParams", spelling.into()), ("callType", call_type.into()), ("deferred", true.into())];
        if let Some((field, value)) = defaults {
            args.push(("defaultFieldValues", one(field, value)));
        }
        Call::new("searchAndScreenPop", [Json::object(args)])
    }

    fn pop(&self, target: &Target) -> Result<Call, Failure> {
        let (kind, params) = match target {
            Target::Record(id) => ("sobject", one("recordId", &*id.0)),
            Target::Edit { object, record } => {
                ("url", one("url", format!("/lightning/r/{}/{record}/edit", object.api_name())))
            }
            Target::Url(url) => ("url", one("url", relative(url)?)),
            Target::ObjectHome(object) => ("objecthome", one("scope", object.api_name())),
            Target::List { object, list_view } => (
                "list",
                Json::object(vec![("listViewId", (&*list_view.0).into()), ("scope", object.api_name().into())]),
            ),
            Target::Search(text) => ("search", one("searchString", searchable(text)?)),
            // Beside `params` the library drops the default values (its guide says otherwise).
            Target::NewRecord { object, defaults } if defaults.is_empty() => {
                ("newRecord", one("entityName", object.api_name()))
            }
            Target::NewRecord { object, defaults } => (
                "newRecord",
                Json::object(vec![
                    ("entityName", object.api_name().into()),
                    ("defaultFieldValues", Json::Object(fields(defaults))),
                ]),
            ),
            Target::Flow { name, args } => {
                let arg = |(name, value): &(String, String)| {
                    Json::object(vec![
                        ("name", (&**name).into()),
                        ("type", "String".into()),
                        ("value", (&**value).into()),
                    ])
                };
                (
                    "flow",
                    Json::object(vec![
                        ("flowDevName", (&**name).into()),
                        ("flowArgs", Json::Array(args.iter().map(arg).collect())),
                    ]),
                )
            }
            Target::AsLayoutSays { .. } => return Err(Failure::new(FailureKind::Malformed, "")),
        };
        Ok(Call::new("screenPop", [Json::object(vec![("type", kind.into()), ("params", params)])]))
    }

    fn pop_left(&self) -> Call {
        Call::new("screenPop", [])
    }

    fn save(&self, draft: &Draft) -> Result<Call, Failure> {
        let mut value = fields(&draft.fields);
        match &draft.record {
            Some(id) => value.insert("Id".to_owned(), Json::from(&*id.0)),
            None => value.insert("entityApiName".to_owned(), draft.object.api_name().into()),
        };
        Ok(Call::new("saveLog", [one("value", Json::Object(value))]))
    }

    fn apex(&self, params: String) -> Call {
        let args = Json::object(vec![
            ("apexClass", apex::CLASS.into()),
            ("methodName", apex::METHOD.into()),
            ("methodParams", params.into()),
        ]);
        Call::new("runApex", [args])
    }

    /// Without an argument and so without a callback: what it would return is always `null`.
    fn refresh(&self) -> Call {
        Call::new("refreshView", []).wanting(Wants::Nothing)
    }

    fn panel(&self, from: &Panel, to: &Panel) -> Vec<Call> {
        let mut calls = Vec::new();
        let mut set = |method, args| calls.push(Call::new(method, [args]).wanting(Wants::Nothing));
        if to.raise && !from.raise {
            set("setSoftphonePanelVisibility", one("visible", true));
        }
        if to.label != from.label {
            let label = if to.label.is_empty() { "Ferrophone" } else { &to.label };
            set("setSoftphoneItemLabel", one("label", label));
            set("setSoftphonePanelLabel", one("label", label));
        }
        if to.icon != from.icon {
            set("setSoftphoneItemIcon", one("key", icon(to.icon)));
            set("setSoftphonePanelIcon", one("key", icon(to.icon)));
        }
        calls
    }

    fn unwrap(&self, answer: Json) -> Result<Json, Failure> {
        answer::unwrap(answer)
    }

    fn saved(&self, returned: &Json) -> Option<RecordId> {
        answer::saved(returned)
    }

    fn left(&self, returned: &Json) -> Left {
        match returned.get("SCREEN_POP_DATA").and_then(Json::as_object) {
            Some(data) if !data.is_empty() => Left::Opaque,
            Some(_) | None => Left::Nothing,
        }
    }
}

/// Names of the design system's utility icons.
fn icon(icon: PanelIcon) -> &'static str {
    match icon {
        PanelIcon::Idle => "call",
        PanelIcon::Ringing => "incoming_call",
        PanelIcon::Talking => "unmuted",
        PanelIcon::Trouble => "warning",
    }
}

fn one(name: &str, value: impl Into<Json>) -> Json {
    Json::object(vec![(name, value.into())])
}

/// Field values as the record form's API takes them.
fn fields(fields: &Fields) -> Map<String, Json> {
    fields.iter().map(|(name, value)| (name.clone(), json(name, value))).collect()
}

fn json(name: &str, value: &Value) -> Json {
    match value {
        Value::Text(text) => (&**text).into(),
        Value::Number(number) => (*number).into(),
        Value::Tenths(number) => Json::parse(&tenths(*number)).unwrap_or(Json::Null),
        Value::Flag(flag) => (*flag).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Moment(moment) => moment.to_rfc3339_utc().into(),
        Value::Phone(number) => number.as_given().into(),
        Value::Reference(id) => (&*id.0).into(),
        // A look-up is emptied by an empty text; of other fields only null is known to empty every type.
        Value::Empty if name.ends_with("Id") => "".into(),
        Value::Empty => Json::Null,
    }
}

/// A screen pop leads nowhere but into the org.
pub(crate) fn relative(url: &str) -> Result<&str, Failure> {
    let inside = (url.starts_with('/') && !url.starts_with("//") && !url.starts_with("/\\")) || url.starts_with('#');
    inside.then_some(url).ok_or_else(|| Failure::new(FailureKind::Malformed, "the address is not one of the org"))
}

pub(crate) fn searchable(text: &str) -> Result<&str, Failure> {
    let enough = text.trim().chars().count() >= 3;
    enough
        .then_some(text)
        .ok_or_else(|| Failure::new(FailureKind::Malformed, "a search takes three characters or more"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::crm::Object;
    use crate::engine::id::RequestId;
    use crate::engine::number::PhoneNumber;
    use crate::engine::time::Timestamp;

    fn id(text: &str) -> RecordId {
        RecordId::parse(text).unwrap()
    }

    fn told(call: Call) -> String {
        format!("{} {}", call.method, Json::Array(call.args))
    }

    #[test]
    fn all_seven_screen_pops_and_no_more() {
        let contact = id("003D000000QOMqgIAH");
        let defaults: Fields = [("Phone".to_owned(), Value::Phone(PhoneNumber::parse("+33 6 12").unwrap()))].into();
        let targets = [
            Target::Record(contact.clone()),
            Target::Url("/lightning/r/Task/00T8A00000Aa1BcUAJ/edit".into()),
            Target::ObjectHome(Object::Account),
            Target::List { object: Object::Case, list_view: id("00BD0000003yKTr") },
            Target::Search("4155551212".into()),
            Target::NewRecord { object: Object::Contact, defaults },
            Target::NewRecord { object: Object::Other("ns__Branch__c".into()), defaults: Fields::new() },
            Target::Flow { name: "Caller_Id".into(), args: vec![("number".into(), "12".into())] },
        ];
        let told: Vec<_> = targets.iter().map(|target| told(Lightning.pop(target).unwrap())).collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        screenPop [{"params":{"recordId":"003D000000QOMqgIAH"},"type":"sobject"}]
        screenPop [{"params":{"url":"/lightning/r/Task/00T8A00000Aa1BcUAJ/edit"},"type":"url"}]
        screenPop [{"params":{"scope":"Account"},"type":"objecthome"}]
        screenPop [{"params":{"listViewId":"00BD0000003yKTr","scope":"Case"},"type":"list"}]
        screenPop [{"params":{"searchString":"4155551212"},"type":"search"}]
        screenPop [{"params":{"defaultFieldValues":{"Phone":"+33 6 12"},"entityName":"Contact"},"type":"newRecord"}]
        screenPop [{"params":{"entityName":"ns__Branch__c"},"type":"newRecord"}]
        screenPop [{"params":{"flowArgs":[{"name":"number","type":"String","value":"12"}],"flowDevName":"Caller_Id"},"type":"flow"}]
        "#);
        for refused in [
            Target::Search("12".into()),
            Target::Url("https://evil.example".into()),
            Target::Url("//evil.example".into()),
            Target::Url("javascript:alert(1)".into()),
            Target::AsLayoutSays { search: RequestId(1) },
        ] {
            assert_eq!(Lightning.pop(&refused).unwrap_err().kind, FailureKind::Malformed, "{refused:?}");
        }
    }

    #[test]
    fn a_save_names_the_object_to_create_and_the_record_to_change() {
        let fields: Fields = [
            ("Subject", Value::Text("Call \"A\"".into())),
            ("CallDurationInSeconds", Value::Number(61)),
            ("IsReminderSet", Value::Flag(true)),
            ("ActivityDate", Value::Date(crate::engine::time::Day::new(2026, 11, 23).unwrap())),
            ("Ferrophone_Start__c", Value::Moment(Timestamp::new(1_795_464_240_000, 60))),
            ("Ferrophone_Caller__c", Value::Phone(PhoneNumber::parse("+33 6 12").unwrap())),
            ("WhoId", Value::Reference(id("003D000000QOMqg"))),
            ("WhatId", Value::Empty),
            ("Description", Value::Empty),
            ("RecordTypeId", Value::Reference(id("012D000000QOMqg"))),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let create = Draft { object: Object::Task, record: None, fields };
        let change = Draft { object: Object::Task, record: Some(id("00T8A00000Aa1BcUAJ")), fields: Fields::new() };
        let told = [create, change].map(|draft| told(Lightning.save(&draft).unwrap()));
        insta::assert_snapshot!(told.join("\n"), @r#"
        saveLog [{"value":{"ActivityDate":"2026-11-23","CallDurationInSeconds":61,"Description":null,"Ferrophone_Caller__c":"+33 6 12","Ferrophone_Start__c":"2026-11-23T20:04:00.000Z","IsReminderSet":true,"RecordTypeId":"012D000000QOMqg","Subject":"Call \"A\"","WhatId":"","WhoId":"003D000000QOMqg","entityApiName":"Task"}}]
        saveLog [{"value":{"Id":"00T8A00000Aa1BcUAJ"}}]
        "#);
    }

    #[test]
    fn a_search_never_navigates_by_itself() {
        let told = [
            told(Lightning.search("+33612", Direction::Inbound, Some(("Phone", "+33612")))),
            told(Lightning.search("+33612", Direction::Outbound, None)),
        ];
        insta::assert_snapshot!(told.join("\n"), @r#"
        searchAndScreenPop [{"callType":"inbound","defaultFieldValues":{"Phone":"+33612"},"deferred":true,"searchParams":"+33612"}]
        searchAndScreenPop [{"callType":"outbound","deferred":true,"searchParams":"+33612"}]
        "#);
    }

    #[test]
    fn refreshing_takes_no_argument_at_all() {
        assert_eq!(Lightning.refresh(), Call { method: "refreshView", args: vec![], wants: Wants::Nothing });
    }

    #[test]
    fn the_panel_is_told_only_what_changed() {
        let idle = Panel::default();
        let rings = Panel { label: "0:00 Pat".into(), icon: PanelIcon::Ringing, raise: true };
        let talks = Panel { label: "0:01 Pat".into(), ..rings.clone() };
        let between =
            |from: &Panel, to: &Panel| Lightning.panel(from, to).into_iter().map(told).collect::<Vec<_>>().join("\n");
        assert_eq!(between(&idle, &idle), "");
        insta::assert_snapshot!(between(&idle, &rings), @r#"
        setSoftphonePanelVisibility [{"visible":true}]
        setSoftphoneItemLabel [{"label":"0:00 Pat"}]
        setSoftphonePanelLabel [{"label":"0:00 Pat"}]
        setSoftphoneItemIcon [{"key":"incoming_call"}]
        setSoftphonePanelIcon [{"key":"incoming_call"}]
        "#);
        insta::assert_snapshot!(between(&rings, &talks), @r#"
        setSoftphoneItemLabel [{"label":"0:01 Pat"}]
        setSoftphonePanelLabel [{"label":"0:01 Pat"}]
        "#);
        insta::assert_snapshot!(between(&talks, &idle), @r#"
        setSoftphoneItemLabel [{"label":"Ferrophone"}]
        setSoftphonePanelLabel [{"label":"Ferrophone"}]
        setSoftphoneItemIcon [{"key":"call"}]
        setSoftphonePanelIcon [{"key":"call"}]
        "#);
    }
}
