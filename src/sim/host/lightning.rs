//! Lightning's wire: plain objects by `postMessage`, with the names and fields that Salesforce's library uses.

use serde_json::{Value, json};

use super::desk::{CtiError, string};
use super::{Ask, Host, Violation};
use crate::engine::time::Timestamp;
use crate::sim::org::Org;

/// Reads one message. `version` becomes the caller's, to be echoed: the library drops every other.
pub(super) fn read(message: &Value, version: &mut Value, last_call: &mut i64) -> Result<Ask, Violation> {
    let malformed = || Violation::Malformed(message.to_string());
    let method = message.get("methodName").and_then(Value::as_str).ok_or_else(malformed)?;
    let call = message.get("callId").and_then(Value::as_i64).ok_or_else(malformed)?;
    let major = message.get("apiVersion").filter(|v| v.is_i64() || v.is_u64()).ok_or_else(malformed)?;
    let flag = |name: &str| message.get(name).and_then(Value::as_bool).ok_or_else(malformed);
    let (waits, listens) = (flag("isCallbackRegistered")?, flag("isListenerRegistered")?);
    if message.get("apiType").and_then(Value::as_str) != Some("opencti") {
        return Err(malformed());
    }
    if call <= *last_call {
        return Err(Violation::CallIdReused(call));
    }
    *last_call = call;
    *version = major.clone();
    let args = message.get("args").filter(|args| args.is_object()).cloned().ok_or_else(malformed)?;
    // A subscription is answered like a question, and there may be one for each channel.
    let listens = listens && method != "subscribe";
    Ok(Ask { method: method.to_owned(), args, tag: json!({"call": call, "waits": waits}), listens })
}

pub(super) fn reply(ask: &Ask, version: &Value, answer: Result<Value, CtiError>) -> Value {
    let response = match answer {
        Ok(value) => json!({"success": true, "returnValue": value, "errors": null}),
        Err(error) => json!({"success": false, "returnValue": null, "errors": [error.to_json()]}),
    };
    json!({
        "apiVersion": version,
        "apiType": "opencti",
        "methodName": ask.method,
        "callId": ask.tag["call"],
        "shouldExecuteCallback": ask.tag["waits"],
        "shouldExecuteListener": false,
        "response": response,
    })
}

/// The payload goes to the listener as it is. `channel`: of the Lightning Message Service.
pub(super) fn event(method: &str, channel: Option<&str>, tag: &Value, version: &Value, payload: Value) -> Value {
    let mut message = json!({
        "apiVersion": version,
        "apiType": "opencti",
        "methodName": method,
        "callId": tag["call"],
        "shouldExecuteCallback": false,
        "shouldExecuteListener": true,
        "response": payload,
    });
    if let Some(channel) = channel {
        message["eventName"] = json!(channel);
    }
    message
}

impl Host {
    /// `None`: there is no such method.
    pub(super) fn perform_lightning(
        &mut self,
        org: &mut Org,
        ask: &Ask,
        now: Timestamp,
    ) -> Option<Result<Value, CtiError>> {
        let args = &ask.args;
        let text = |name: &str| string(args, name);
        Some(match ask.method.as_str() {
            "enableClickToDial" | "disableClickToDial" => {
                self.desk.click_to_dial = ask.method == "enableClickToDial";
                Ok(Value::Null)
            }
            "onClickToDial" | "onNavigationChange" | "onWorkStart" => Ok(Value::Null),
            "getAppViewInfo" => Ok(self.desk.page.info(org, &self.desk.origin)),
            "getCallCenterSettings" => Ok(self.desk.call_center.flat()),
            "getSoftphoneLayout" => Ok(org.layout.to_json()),
            "isSoftphonePanelVisible" => Ok(json!({"visible": self.desk.panel.visible})),
            "setSoftphonePanelVisibility" => self.desk.visibility(args),
            "setSoftphonePanelHeight" => self.desk.height(args),
            "setSoftphonePanelWidth" => self.desk.width(args),
            "setSoftphoneItemLabel" => text("label").map(|t| self.desk.panel.item_label = t).map(Value::from),
            "setSoftphonePanelLabel" => text("label").map(|t| self.desk.panel.panel_label = t).map(Value::from),
            "setSoftphoneItemIcon" => text("key").map(|t| self.desk.panel.item_icon = t).map(Value::from),
            "setSoftphonePanelIcon" => text("key").map(|t| self.desk.panel.panel_icon = t).map(Value::from),
            "notifyInitializationComplete" => {
                self.report_for_duty();
                Ok(Value::Null)
            }
            "refreshView" => {
                self.desk.refreshes += 1;
                Ok(Value::Null)
            }
            "runApex" => self.desk.run_apex(org, args, now),
            "saveLog" => self.desk.save(org, args, now),
            "screenPop" => self.desk.pop(org, args),
            "searchAndScreenPop" => self.desk.search(org, args, now),
            "completeWork" => self.desk.complete_work(args),
            "subscribe" | "unsubscribe" | "publish" => self.message_service(ask, now),
            _ => return None,
        })
    }

    /// Only channels by the developer name of a message channel, `Name__c`.
    fn message_service(&mut self, ask: &Ask, now: Timestamp) -> Result<Value, CtiError> {
        let channel = match ask.args.get("eventName").and_then(Value::as_str) {
            Some(name) if name.ends_with("__c") => name.to_owned(),
            Some(_) | None => return Err(CtiError::generic()),
        };
        let Some(frame) = &mut self.frame else { return Err(CtiError::generic()) };
        match ask.method.as_str() {
            "subscribe" => {
                frame.channels.insert(channel);
                frame.listeners.entry("subscribe".into()).or_insert_with(|| ask.tag.clone());
            }
            "unsubscribe" => drop(frame.channels.remove(&channel)),
            _ if frame.channels.contains(&channel) => {
                let body = ask.args.get("message").cloned().unwrap_or_default();
                self.tell("subscribe", Some(&channel), body, now);
            }
            _ => {}
        }
        Ok(Value::Null)
    }
}
