//! The package's Apex class, version 1 of its JSON interface: what Open CTI has no method for. One action at a time goes
//! out by `runApex`; a text with an envelope comes back. `salesforce/fixtures/README.md` shows all of it in samples.

mod change;

use crate::engine::crm::{
    Closed, CustomObject, Failure, FailureKind, Find, Greeting, LatestBy, Mail, Match, MissedCall, Object, OpenTask,
    Recipient, RecordRef, Reply, Request,
};
use crate::engine::id::RecordId;
use crate::engine::json::Json;
use crate::engine::locale::Language;
use crate::engine::map::Map;
use crate::engine::number::PhoneNumber;
use crate::engine::search;
use crate::engine::time::Timestamp;

pub const CLASS: &str = "FerrophoneApi";
pub const METHOD: &str = "invoke";

/// Of the interface. Another one may mean something else by the same words.
const VERSION: u64 = 1;

/// More people do not share one telephone; at most fifty may be asked for.
const MATCHES: u64 = 20;

/// What an answer must hold to be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expects {
    Saved,
    Matches,
    Record,
    Name,
    Tasks,
    Closed,
    Resolved,
    MissedCalls,
    Mailed,
    Greeting,
    Changed,
}

/// Is the class there, and does it speak our version? Read by [`hello`].
pub fn greeting() -> String {
    params("hello", vec![("client", Json::from(env!("CARGO_PKG_VERSION")))])
}

/// The settings of the administrator's record that fits this agent. Read by [`workflow`].
pub fn settings() -> String {
    params("settings", Vec::new())
}

/// The `methodParams` of a request, and what its answer must hold. Nothing: the request is none for the package.
pub fn question(request: &Request) -> Option<(String, Expects)> {
    let (action, payload, expects) = match request {
        Request::FindSaved { object, key } => {
            ("findSaved", vec![("object", text(object.api_name())), ("key", text(key))], Expects::Saved)
        }
        Request::SearchObjects { objects, spellings } => {
            let object = |custom: &CustomObject| {
                object(vec![("object", text(&custom.object)), ("fields", texts(custom.fields.iter()))])
            };
            let payload = vec![
                ("objects", Json::Array(objects.iter().map(object).collect())),
                ("numbers", texts(spellings.iter())),
                ("limit", Json::from(MATCHES)),
            ];
            ("search", payload, Expects::Matches)
        }
        Request::Find(find) => found_by(find),
        Request::OpenTasks { related, due, but } => {
            let payload = vec![
                ("records", ids(related)),
                ("due", text(if due.is_some() { "today" } else { "any" })),
                ("today", due.map_or(Json::Null, |day| Json::from(day.to_string()))),
                ("not", maybe(but.as_ref().map(|id| &id.0))),
            ];
            ("openTasks", payload, Expects::Tasks)
        }
        Request::CloseTasks { tasks, delete } => {
            let mode = if *delete { "delete" } else { "complete" };
            ("closeTasks", vec![("ids", ids(tasks)), ("mode", text(mode))], Expects::Closed)
        }
        Request::ResolveMissed { call_ref, answered, missed, missed_answered } => {
            let payload = vec![
                ("callRef", text(call_ref)),
                ("answered", Json::from(*answered)),
                ("missed", text(missed)),
                ("missedAnswered", text(missed_answered)),
            ];
            ("resolveMissed", payload, Expects::Resolved)
        }
        Request::MissedBetween { from, to, missed } => {
            let payload = vec![
                ("from", Json::from(from.to_rfc3339_utc())),
                ("to", Json::from(to.to_rfc3339_utc())),
                ("missed", text(missed)),
            ];
            ("missedBetween", payload, Expects::MissedCalls)
        }
        Request::Mail(mail) => ("mailMissed", written(mail), Expects::Mailed),
        Request::Change(draft, was) => ("change", change::asked(draft, was), Expects::Changed),
        Request::Greet => return Some((greeting(), Expects::Greeting)),
        Request::Search { .. } | Request::ScreenPop(_) | Request::Save(_) | Request::RefreshView => return None,
    };
    Some((params(action, payload), expects))
}

/// Names and values of an object.
type Fields = Vec<(&'static str, Json)>;

fn found_by(find: &Find) -> (&'static str, Fields, Expects) {
    match find {
        Find::Latest { object, of, account_too, by } => {
            let by = match by {
                LatestBy::CreatedDate => "CreatedDate",
                LatestBy::LastModifiedDate => "LastModifiedDate",
            };
            let payload = vec![
                ("object", text(object.api_name())),
                ("record", text(&of.0)),
                ("accountToo", Json::from(*account_too)),
                ("by", text(by)),
            ];
            ("latest", payload, Expects::Record)
        }
        Find::AccountOf(contact) => ("accountOf", vec![("record", text(&contact.0))], Expects::Record),
        Find::ByField { object, field, value } => {
            let payload = vec![("object", text(object)), ("field", text(field)), ("value", text(value))];
            ("findByField", payload, Expects::Record)
        }
        Find::LookUp { record, field } => {
            ("lookUpField", vec![("record", text(&record.0)), ("field", text(field))], Expects::Record)
        }
        Find::Named(record) => ("nameOf", vec![("records", Json::Array(vec![text(&record.0)]))], Expects::Name),
    }
}

/// The answer to a question, as [`Dialect::unwrap`](super::opencti::Dialect::unwrap) left it.
pub fn read(expects: Expects, answer: Result<Json, Failure>) -> Reply {
    let read = data(answer).and_then(|data| reply(expects, &data).ok_or_else(garbled));
    read.unwrap_or_else(Reply::Failed)
}

/// Whether the package is one that we can talk to. Like [`workflow`], of what [`data`] took out.
pub fn hello(data: &Json) -> bool {
    data.get("api").and_then(Json::as_u64) == Some(VERSION)
}

/// Values by the settings' own keys. Nothing: that is no record of settings.
pub fn workflow(data: &Json) -> Option<Map<String, String>> {
    let values = data.get("values")?.as_object()?.iter();
    Some(values.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect())
}

/// base64url has no character that a query string reserves, and survives whoever decodes a `+` once too often.
fn params(action: &str, payload: Fields) -> String {
    ["action=", action, "&payload=b64:", &base64url(object(payload).to_text().as_bytes())].concat()
}

/// RFC 4648, section 5, without padding.
fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for digit in 0..=three.len() {
            out.push(char::from(DIGITS[bits >> (18 - 6 * digit) & 63]));
        }
    }
    out
}

fn object(fields: Fields) -> Json {
    Json::object(fields)
}

fn text(text: &str) -> Json {
    Json::from(text)
}

fn maybe(text: Option<&String>) -> Json {
    text.map_or(Json::Null, |text| Json::from(text.as_str()))
}

fn texts<'a>(texts: impl Iterator<Item = &'a String>) -> Json {
    Json::Array(texts.map(|text| Json::from(text.as_str())).collect())
}

fn ids(records: &[RecordId]) -> Json {
    texts(records.iter().map(|record| &record.0))
}

fn written(mail: &Mail) -> Fields {
    let (recipient, record) = match &mail.to {
        Recipient::Agent => ("user", None),
        Recipient::OwnerOf(record) => ("owner", Some(&record.0)),
        Recipient::Address => ("address", None),
    };
    let language = match mail.language {
        Language::English => "en",
        Language::German => "de",
    };
    let number = |number: &Option<PhoneNumber>| number.as_ref().map_or(Json::Null, |number| text(number.as_given()));
    let call = vec![
        ("number", number(&mail.number)),
        ("called", number(&mail.called)),
        ("start", Json::from(mail.start.to_rfc3339_utc())),
        ("queue", maybe(mail.queue.as_ref())),
        ("name", maybe(mail.name.as_ref())),
    ];
    vec![
        ("key", text(&mail.key)),
        ("recipient", text(recipient)),
        ("record", maybe(record)),
        ("address", maybe(mail.address.as_ref())),
        ("template", maybe(mail.template.as_ref())),
        ("call", object(call)),
        ("language", text(language)),
    ]
}

/// Takes what an action answered out of its envelope. Lightning wraps the text once more, Classic's is read already.
pub fn data(answer: Result<Json, Failure>) -> Result<Json, Failure> {
    let mut answer = answer.map_err(absent)?;
    let inner = answer.remove("runApex").unwrap_or(answer);
    let mut envelope = match inner {
        Json::String(text) => Json::parse(&text).unwrap_or(Json::Null),
        other => other,
    };
    match envelope.get("v").and_then(Json::as_u64) {
        Some(VERSION) => {}
        Some(_) => return Err(unsupported()),
        None => return Err(garbled()),
    }
    let error = envelope.remove("error").filter(|error| *error != Json::Null);
    match (envelope.get("ok").and_then(Json::as_bool), error) {
        (Some(true), None) => envelope.remove("data").ok_or_else(garbled),
        (Some(false), Some(error)) => Err(refused(&error)),
        (Some(true), Some(_)) | (Some(false), None) | (None, _) => Err(garbled()),
    }
}

/// Salesforce has one code for a class that is not there and for a server that failed: only its words tell them apart.
fn absent(failure: Failure) -> Failure {
    match search::holds(&failure.message, "Could not load Apex class") {
        true => Failure { kind: FailureKind::Unsupported, ..failure },
        false => failure,
    }
}

fn refused(error: &Json) -> Failure {
    let Some(code) = text_of(error, "code") else { return garbled() };
    let kind = match code.as_str() {
        "UNKNOWN_ACTION" => FailureKind::Unsupported,
        "BAD_REQUEST" => FailureKind::Malformed,
        "NO_PERMISSION" | "NOT_FOUND" | "NO_TEMPLATE" | "MAIL_FAILED" | "DML" => FailureKind::Rejected,
        // UNEXPECTED, and what a later version may add: nobody knows how far it came.
        _ => FailureKind::ServerError,
    };
    Failure::new(kind, text_of(error, "message").unwrap_or_default())
}

fn garbled() -> Failure {
    Failure::new(FailureKind::Garbled, "")
}

fn unsupported() -> Failure {
    Failure::new(FailureKind::Unsupported, "")
}

/// Nothing: the data is not what was asked for.
fn reply(expects: Expects, data: &Json) -> Option<Reply> {
    Some(match expects {
        Expects::Saved => Reply::Located { record: nullable(data.get("record")?, id)? },
        Expects::Record => Reply::Record(nullable(data.get("record")?, record)?),
        Expects::Name => Reply::Record(list(data, "records", record)?.into_iter().next()),
        Expects::Matches => Reply::Found { matches: list(data, "records", found)?, layout_pops: false },
        Expects::Tasks => Reply::Tasks(list(data, "tasks", task)?),
        Expects::Closed => Reply::Closed(Closed {
            done: list(data, "done", id)?,
            completed_instead: list(data, "completedInstead", id)?,
            failed: list(data, "failed", |task| Some((id(task.get("id")?)?, text_of(task, "message")?)))?,
        }),
        Expects::Resolved => Reply::Resolved { updated: count(data, "updated")?, refused: count(data, "refused")? },
        Expects::MissedCalls => Reply::MissedCalls(list(data, "calls", missed_call)?),
        Expects::Changed => change::read(data)?,
        Expects::Mailed => data.get("sent")?.as_bool()?.then_some(Reply::Mailed)?,
        Expects::Greeting => Reply::Greeted(greeting_of(data).filter(|_| hello(data))?),
    })
}

fn greeting_of(data: &Json) -> Option<Greeting> {
    Some(Greeting {
        user: text_of(data, "userName")?,
        profile: text_of(data, "profile")?,
        call_center: nullable(data.get("callCenter")?, |name| name.as_str().map(str::to_owned))?,
        actions: list(data, "actions", |action| action.as_str().map(str::to_owned))?,
    })
}

fn list<T>(data: &Json, key: &str, read: fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    data.get(key)?.as_array()?.iter().map(read).collect()
}

fn nullable<T>(json: &Json, read: fn(&Json) -> Option<T>) -> Option<Option<T>> {
    if *json == Json::Null { Some(None) } else { read(json).map(Some) }
}

fn count(data: &Json, key: &str) -> Option<u32> {
    data.get(key)?.as_u64()?.try_into().ok()
}

fn text_of(json: &Json, key: &str) -> Option<String> {
    Some(json.get(key)?.as_str()?.to_owned())
}

fn id(json: &Json) -> Option<RecordId> {
    RecordId::parse(json.as_str()?)
}

/// A task may have no subject and so no name.
fn record(json: &Json) -> Option<RecordRef> {
    let name = text_of(json, "name").unwrap_or_default();
    Some(RecordRef { id: id(json.get("id")?)?, object: Object::from(text_of(json, "object")?), name })
}

fn found(json: &Json) -> Option<Match> {
    Some(Match { record: record(json)?, details: Vec::new(), found_by: text_of(json, "number")? })
}

fn missed_call(json: &Json) -> Option<MissedCall> {
    Some(MissedCall {
        start: Timestamp::new(json.get("start")?.as_i64()?, 0),
        number: nullable(json.get("number")?, |number| Some(PhoneNumber::parse(number.as_str()?)))?.flatten(),
        name: nullable(json.get("name")?, |name| name.as_str().map(str::to_owned))?,
    })
}

fn task(json: &Json) -> Option<OpenTask> {
    Some(OpenTask {
        id: id(json.get("id")?)?,
        subject: text_of(json, "subject").unwrap_or_default(),
        due: nullable(json.get("due")?, |due| due.as_str()?.parse().ok())?,
        mine: json.get("mine")?.as_bool()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! json {
        ($($tokens:tt)+) => { Json::parse(&serde_json::json!($($tokens)+).to_string()).unwrap() };
    }

    fn envelope(text: &str) -> Result<Json, Failure> {
        Ok(json!({ "runApex": text }))
    }

    #[test]
    fn a_question_is_a_query_string_of_plain_characters() {
        let request = Request::FindSaved { object: Object::Task, key: "a+b&c=ä?>".into() };
        let (params, expects) = question(&request).unwrap();
        assert_eq!(params, "action=findSaved&payload=b64:eyJrZXkiOiJhK2ImYz3DpD8-Iiwib2JqZWN0IjoiVGFzayJ9");
        assert_eq!(expects, Expects::Saved);
        assert_eq!(question(&Request::RefreshView), None);
    }

    #[test]
    fn base64url_is_that_of_the_rfc() {
        for (plain, coded) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("?>~", "Pz5-")]
        {
            assert_eq!(base64url(plain.as_bytes()), coded);
        }
        assert_eq!(base64url(&[0xff, 0xef]), "_-8");
    }

    #[test]
    fn each_code_says_whose_move_it_is() {
        use FailureKind::*;
        for (code, kind) in [
            ("UNKNOWN_ACTION", Unsupported),
            ("BAD_REQUEST", Malformed),
            ("NOT_FOUND", Rejected),
            ("NO_PERMISSION", Rejected),
            ("NO_TEMPLATE", Rejected),
            ("MAIL_FAILED", Rejected),
            ("DML", Rejected),
            ("UNEXPECTED", ServerError),
            ("FROM_THE_FUTURE", ServerError),
        ] {
            let text = json!({ "v": 1, "ok": false, "error": { "code": code, "message": "why" } }).to_text();
            assert_eq!(read(Expects::Record, envelope(&text)), Reply::Failed(Failure::new(kind, "why")), "{code}");
        }
    }

    #[test]
    fn what_is_no_answer_is_garbled_and_another_version_is_not_ours() {
        for text in [
            "",
            "null",
            "[]",
            r#"{"ok":true,"data":{"record":null}}"#,
            r#"{"v":1,"ok":true}"#,
            r#"{"v":1,"ok":true,"data":{}}"#,
            r#"{"v":1,"ok":true,"data":{"record":"Jane"}}"#,
            r#"{"v":1,"ok":true,"data":{"record":{"id":"x","object":"Contact","name":"Jane"}}}"#,
            r#"{"v":1,"ok":true,"data":{"record":null},"error":{"code":"DML","message":""}}"#,
            r#"{"v":1,"ok":false,"data":{"record":null}}"#,
            r#"{"v":1,"ok":false,"error":{}}"#,
            r#"{"v":1,"ok":"true","data":{"record":null}}"#,
        ] {
            assert_eq!(read(Expects::Record, envelope(text)), Reply::Failed(garbled()), "{text}");
        }
        let second = envelope(r#"{"v":2,"ok":true,"data":{"record":null}}"#);
        assert_eq!(read(Expects::Record, second), Reply::Failed(unsupported()));
        assert!(hello(&json!({ "api": 1 })) && !hello(&json!({ "api": 2 })) && !hello(&Json::Null));
    }

    #[test]
    fn both_dialects_bring_the_same_envelope() {
        let text = r#"{"v":1,"ok":true,"data":{"record":null}}"#;
        let parsed: Json = Json::parse(text).unwrap();
        for answer in
            [json!({ "runApex": text }), Json::object(vec![("runApex", parsed.clone())]), Json::from(text), parsed]
        {
            assert_eq!(read(Expects::Record, Ok(answer)), Reply::Record(None));
        }
    }

    #[test]
    fn a_class_that_is_not_there_is_told_from_a_server_that_failed() {
        let said = |message: &str| Err(Failure::new(FailureKind::ServerError, message));
        let kind = |answer| match read(Expects::Record, answer) {
            Reply::Failed(failure) => failure.kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind(said("Could not load Apex class: FerrophoneApi.")), FailureKind::Unsupported);
        assert_eq!(kind(said("A problem was encountered on the server.")), FailureKind::ServerError);
    }
}
