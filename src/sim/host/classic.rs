//! Classic's wire: texts of the form of a query string, results as JSON within them. The names of the fields that a
//! call carries are recorded for `saveLog` alone; for the others they are our library's (`demo/interaction.js`).

use serde_json::{Map, Value, json};

use super::desk::{CtiError, direction};
use super::page::{percent, unpercent};
use super::{Ask, Host, Violation};
use crate::engine::time::Timestamp;
use crate::sim::org::Org;

const PREFIX: &str = "interactionApi/";

/// Reads one message, with or without the prefix of newer versions. `version` becomes whether it was there.
pub(super) fn read(message: &Value, version: &mut Value, nonce: &str) -> Result<Ask, Violation> {
    let malformed = || Violation::Malformed(message.to_string());
    let text = message.as_str().ok_or_else(malformed)?;
    let newer = text.strip_prefix(PREFIX);
    *version = json!(newer.is_some());
    let pairs = newer.unwrap_or(text).split('&').filter_map(|pair| pair.split_once('='));
    let mut args: Map<String, Value> = pairs.map(|(k, v)| (k.to_owned(), json!(unpercent(v)))).collect();
    let whole = args.remove("method").and_then(|m| m.as_str().map(str::to_owned)).ok_or_else(malformed)?;
    let given = args.remove("nonce");
    if given.as_ref().and_then(Value::as_str) != Some(nonce) {
        return Err(Violation::WrongNonce);
    }
    args.remove("apiVersion");
    // `getPageInfo_1`: only a call that waits for an answer has a number.
    let (method, waits) = match whole.rsplit_once('_') {
        Some((method, count)) if count.bytes().all(|b| b.is_ascii_digit()) => (method.to_owned(), true),
        Some(_) | None => (whole.clone(), false),
    };
    let listens = matches!(method.as_str(), "onClickToDial" | "onFocus" | "onObjectUpdate");
    let tag = if waits || listens { json!(whole) } else { Value::Null };
    Ok(Ask { method, args: Value::Object(args), tag, listens })
}

pub(super) fn reply(ask: &Ask, newer: &Value, answer: Result<Value, CtiError>) -> Value {
    let method = ask.tag.as_str().unwrap_or_default();
    let rest = match answer {
        Ok(Value::Object(several)) if several.contains_key("result") => {
            several.iter().map(|(name, value)| format!("&{name}={}", percent(&plain(value)))).collect()
        }
        Ok(value) => format!("&result={}", percent(&plain(&value))),
        Err(error) => format!("&result=&error={}", percent(&error.description)),
    };
    json!(format!("{}method={method}{rest}", prefix(newer)))
}

pub(super) fn event(method: &str, newer: &Value, payload: Value) -> Value {
    let payload = renamed(payload);
    json!(format!("{}method={method}&result={}", prefix(newer), percent(&payload.to_string())))
}

impl Host {
    /// `None`: there is no such method.
    pub(super) fn perform_classic(
        &mut self,
        org: &mut Org,
        ask: &Ask,
        now: Timestamp,
    ) -> Option<Result<Value, CtiError>> {
        let text = |name: &str| ask.args.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let yes = |_: Value| json!(true);
        let number = |name: &str| text(name).parse::<i64>().map_or_else(|_| json!(text(name)), |n| json!(n));
        Some(match ask.method.as_str() {
            "isInConsole" => Ok(json!(self.console)),
            "getPageInfo" => Ok(json!(renamed(self.desk.page.event(org, &self.desk.origin)).to_string())),
            "onFocus" | "onClickToDial" => Ok(Value::Null),
            "screenPop" => {
                let pop = json!({"type": "url", "params": {"url": text("url")}});
                self.desk.pop(org, &pop).map(yes)
            }
            "searchAndScreenPop" | "searchAndGetScreenPopUrl" => self.search_classic(org, ask, now),
            "saveLog" => {
                let mut object = Map::new();
                let params = unpercent(&text("saveParams"));
                for (name, value) in params.split('&').filter_map(|pair| pair.split_once('=')) {
                    object.insert(unpercent(name), json!(unpercent(&value.replace('+', " "))));
                }
                object.insert("entityApiName".into(), json!(text("objectName")));
                let saved = self.desk.save(org, &json!({"object": object}), now);
                saved.map(|value| json!({"result": true, "id": value.get("recordId").unwrap_or(&value)}))
            }
            "runApex" => self.desk.run_apex(org, &ask.args, now).map(|value| value["runApex"].clone()),
            "isVisible" => Ok(json!(self.desk.panel.visible)),
            "setVisible" => {
                self.desk.panel.visible = text("value") == "true";
                Ok(json!(true))
            }
            "refreshPage" | "refreshRelatedList" | "refreshObject" | "reloadFrame" => {
                self.desk.refreshes += 1;
                Ok(json!(true))
            }
            "enableClickToDial" | "disableClickToDial" => {
                self.desk.click_to_dial = ask.method == "enableClickToDial";
                Ok(json!(true))
            }
            "getCallCenterSettings" => Ok(json!(self.desk.call_center.flat().to_string())),
            "getSoftphoneLayout" => Ok(json!(org.layout.to_json().to_string())),
            "setSoftphoneHeight" => self.desk.height(&json!({"heightPX": number("height")})).map(yes),
            "setSoftphoneWidth" => self.desk.width(&json!({"widthPX": number("width")})).map(yes),
            "notifyInitializationComplete" => {
                self.report_for_duty();
                Ok(Value::Null)
            }
            "getDirectoryNumbers" => {
                let users = org.of("User").filter(|user| !user.text("Phone").is_empty());
                let numbers: Vec<_> = users
                    .map(|user| json!({"callCenterName": "Ferrophone", "name": org.name(user), "phone": user.text("Phone")}))
                    .collect();
                Ok(json!(json!({"directoryNumbers": numbers, "hasNext": false}).to_string()))
            }
            _ => return None,
        })
    }

    fn search_classic(&mut self, org: &Org, ask: &Ask, now: Timestamp) -> Result<Value, CtiError> {
        let mut args = ask.args.clone();
        let call_type = args.get("callType").and_then(Value::as_str).unwrap_or_default();
        let inbound = direction(call_type).unwrap_or(crate::engine::crm::Direction::Inbound);
        let only_address = ask.method == "searchAndGetScreenPopUrl";
        args["callType"] = json!(inbound.call_type());
        args["deferred"] = json!(only_address);
        let found = self.desk.search(org, &args, now)?;
        let mut out = Map::new();
        for (id, mut row) in found.as_object().cloned().unwrap_or_default() {
            if id == "SCREEN_POP_DATA" {
                let address = match (row["type"].as_str(), &row["params"]) {
                    (Some("sobject"), params) => format!("/{}", params["recordId"].as_str().unwrap_or_default()),
                    (Some("search"), params) => {
                        let text = params["searchString"].as_str().unwrap_or_default();
                        format!("/search/SearchResults?searchType=2&str={}", percent(text))
                    }
                    (_, params) => params["url"].as_str().unwrap_or_default().to_owned(),
                };
                out.insert("screenPopUrl".into(), json!(address));
                continue;
            }
            if let Some(row) = row.as_object_mut() {
                row.remove("Id");
                row.remove("LastModifiedDate");
                let object = row.remove("RecordType").unwrap_or_default();
                row.insert("object".into(), object);
            }
            out.insert(id, row);
        }
        Ok(json!(Value::Object(out).to_string()))
    }
}

fn prefix(newer: &Value) -> &'static str {
    if newer.as_bool() == Some(false) { "" } else { PREFIX }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Classic's own names for what a page or a click tells.
fn renamed(payload: Value) -> Value {
    let mut out = Map::new();
    for (name, value) in payload.as_object().cloned().unwrap_or_default() {
        match name.as_str() {
            "recordId" => drop(out.insert("objectId".into(), value)),
            "recordName" => drop(out.insert("objectName".into(), value)),
            "objectType" => {
                out.insert("displayName".into(), value.clone());
                out.insert("object".into(), value);
            }
            _ => drop(out.insert(name, value)),
        }
    }
    Value::Object(out)
}
