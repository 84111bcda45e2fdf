//! What Salesforce does when the softphone asks: one function per method of Open CTI, whatever the wire. The texts of
//! the errors are Salesforce's own (Open CTI Developer Guide, "Error Messages").

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::call_center::CallCenter;
use super::page::{Page, unpercent};
use crate::engine::crm::Direction;
use crate::engine::id::RecordId;
use crate::engine::time::Timestamp;
use crate::sim::org::Org;
use crate::sim::org::faults::DetailsShape;
use crate::sim::org::layout::Pop;
use crate::sim::org::refusal::Refusal;
use crate::sim::org::search::{Extras, SHORTEST};
use crate::wire::apex;

/// The agent's desk: the window and the softphone's panel.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The page's origin, `https://acme.lightning.force.com`.
    pub origin: String,
    pub call_center: CallCenter,
    pub page: Page,
    pub panel: Panel,
    pub click_to_dial: bool,
    /// `notifyInitializationComplete` was called.
    pub initialized: bool,
    /// How often the softphone had the view refreshed.
    pub refreshes: u32,
    /// Screen flows that are active.
    pub flows: BTreeSet<String>,
    /// Apex methods by `Class.method`, besides the package's, which the org holds.
    pub apex: BTreeMap<String, Apex>,
    /// Some documentation has `saveLog` answer the id as plain text.
    pub plain_record_id: bool,
    /// Work items of High Velocity Sales that wait for `completeWork`.
    pub work: BTreeSet<String>,
    /// What was popped, oldest first.
    pub pops: Vec<Pop>,
}

/// A method that `runApex` may call: its parameters by name, its string result.
pub type Apex = fn(&mut Org, &BTreeMap<String, String>, Timestamp) -> Result<String, String>;

/// The softphone's place in the utility bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Panel {
    pub visible: bool,
    pub height: u32,
    pub width: u32,
    pub item_label: String,
    pub item_icon: String,
    pub panel_label: String,
    pub panel_icon: String,
}

impl Default for Panel {
    fn default() -> Self {
        Self {
            visible: false,
            height: 480,
            width: 340,
            item_label: "Phone".into(),
            item_icon: "call".into(),
            panel_label: "Phone".into(),
            panel_icon: "call".into(),
        }
    }
}

/// An entry of `errors`.
#[derive(Clone, PartialEq, Debug)]
pub struct CtiError {
    pub code: &'static str,
    pub description: String,
    pub details: Option<Value>,
}

impl CtiError {
    pub fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), details: None }
    }

    pub fn generic() -> Self {
        Self::new("GENERIC_ERROR", "An error occurred while calling the API method.")
    }

    pub fn server() -> Self {
        Self::new("SERVER_ERROR", "A problem was encountered on the server.")
    }

    pub fn not_ready() -> Self {
        Self::new(
            "SOFTPHONE_CONTAINER_ERROR",
            "Unable to execute sendPostMessage because the softphone container hasn’t initialized yet.",
        )
    }

    /// `expected`: "numeric", "string", …
    fn invalid(name: &str, expected: &str, found: Option<&Value>) -> Self {
        let found = match found {
            None => "undefined".to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Object(_)) => "[object Object]".to_owned(),
            Some(other) => other.to_string(),
        };
        let article = if expected.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
        Self::new(
            "INVALID_PARAM",
            format!(
                "An invalid value was passed to the parameter {name}. {article} {expected} value was expected, but \
                 {found} was found instead."
            ),
        )
    }

    pub fn to_json(&self) -> Value {
        let mut out = json!({"code": self.code, "description": self.description});
        if let Some(details) = &self.details {
            out["details"] = details.clone();
        }
        out
    }
}

type Answer = Result<Value, CtiError>;

impl Desk {
    pub fn new(origin: &str, call_center: CallCenter) -> Self {
        Self {
            origin: origin.into(),
            call_center,
            page: Page::Home,
            panel: Panel::default(),
            click_to_dial: false,
            initialized: false,
            refreshes: 0,
            flows: BTreeSet::new(),
            apex: BTreeMap::new(),
            plain_record_id: false,
            work: BTreeSet::new(),
            pops: Vec::new(),
        }
    }

    pub fn height(&mut self, args: &Value) -> Answer {
        self.panel.height = size(args, "heightPX", 240..=2560)?;
        Ok(Value::Null)
    }

    pub fn width(&mut self, args: &Value) -> Answer {
        self.panel.width = size(args, "widthPX", 200..=1920)?;
        Ok(Value::Null)
    }

    pub fn visibility(&mut self, args: &Value) -> Answer {
        let visible = args.get("visible");
        self.panel.visible =
            visible.and_then(Value::as_bool).ok_or_else(|| CtiError::invalid("visible", "boolean", visible))?;
        Ok(Value::Null)
    }

    pub fn search(&mut self, org: &Org, args: &Value, now: Timestamp) -> Answer {
        let text = string(args, "searchParams")?;
        let call_type = string(args, "callType")?;
        let direction =
            direction(&call_type).ok_or_else(|| CtiError::invalid("callType", "CALL_TYPE", args.get("callType")))?;
        let hits: Vec<RecordId> = org.search(&text, direction, now).iter().map(|r| r.id.clone()).collect();
        let layout = org.layout.section(direction);
        let mut found = Map::new();
        for id in &hits {
            let Some(record) = org.record(id) else { continue };
            let mut row = json!({
                "Id": id.0,
                "Name": org.name(record),
                "RecordType": record.object,
                "LastModifiedDate": record.text("LastModifiedDate"),
            });
            let fields = layout.objects.iter().find(|(object, _)| *object == record.object);
            for (_, api) in fields.map(|(_, fields)| fields.as_slice()).unwrap_or_default() {
                if let Some(value) = org.shown(id, api) {
                    row[api] = json!(value);
                }
            }
            if record.flag("IsPersonAccount") {
                row["IsPersonAccount"] = json!(true);
                row["PersonContactId"] = json!(record.text("PersonContactId"));
            }
            found.insert(id.0.clone(), row);
        }
        let extras = Extras {
            query_params: query_text(args.get("queryParams")),
            defaults: args.get("defaultFieldValues").and_then(Value::as_object).cloned().unwrap_or_default(),
            flow_args: args.pointer("/params/FLOW/flowArgs").cloned().unwrap_or(Value::Null),
        };
        if let Some(pop) = org.pop_for(&text, direction, &hits, &extras) {
            if args.get("deferred").and_then(Value::as_bool).unwrap_or_default() {
                found.insert("SCREEN_POP_DATA".into(), json!({"type": pop.kind, "params": pop.params}));
            } else {
                self.pop(org, &json!({"type": pop.kind, "params": pop.params}))?;
            }
        }
        Ok(Value::Object(found))
    }

    pub fn pop(&mut self, org: &Org, args: &Value) -> Answer {
        let kind = string(args, "type")?;
        let given = args.get("params");
        let params = given.filter(|p| p.is_object()).ok_or_else(|| CtiError::invalid("params", "object", given))?;
        let known = |object: &str| org.schema.object(object).map(|o| o.name.clone()).ok_or_else(CtiError::generic);
        let (kind, page) = match kind.as_str() {
            "sobject" => {
                let id = string(params, "recordId")?;
                let record = RecordId::parse(&id).and_then(|id| org.record(&id)).ok_or_else(CtiError::generic)?;
                ("sobject", Page::Record(record.id.clone()))
            }
            "url" => {
                let url = string(params, "url")?;
                if !url.starts_with(['/', '#']) || url.starts_with("//") {
                    return Err(CtiError::invalid("url", "relative URL", params.get("url")));
                }
                ("url", Page::at(&url))
            }
            "objecthome" => {
                ("objecthome", Page::Objects { object: known(&string(params, "scope")?)?, list_view: None })
            }
            "list" => {
                let list_view = Some(string(params, "listViewId")?);
                ("list", Page::Objects { object: known(&string(params, "scope")?)?, list_view })
            }
            "search" => {
                let text = string(params, "searchString")?;
                if text.trim().chars().count() < SHORTEST {
                    return Err(CtiError::invalid(
                        "searchString",
                        "string of at least 3 characters",
                        Some(&json!(text)),
                    ));
                }
                ("search", Page::Search(text))
            }
            "newRecord" => {
                let object = known(&string(params, "entityName")?)?;
                let defaults = params.get("defaultFieldValues").and_then(Value::as_object).cloned().unwrap_or_default();
                let background = match std::mem::take(&mut self.page) {
                    Page::NewRecord { background, .. } => background,
                    page => Box::new(page),
                };
                ("newRecord", Page::NewRecord { object, defaults, background })
            }
            "flow" => {
                let name = string(params, "flowDevName")?;
                if !self.flows.contains(&name) {
                    return Err(CtiError::generic());
                }
                ("flow", Page::Flow { name, args: params.get("flowArgs").cloned().unwrap_or(Value::Null) })
            }
            _ => return Err(CtiError::invalid("type", "SCREENPOP_TYPE", args.get("type"))),
        };
        self.page = page;
        self.pops.push(Pop { kind, params: params.clone() });
        Ok(Value::Null)
    }

    pub fn save(&mut self, org: &mut Org, args: &Value, now: Timestamp) -> Answer {
        let value = args.get("object").and_then(Value::as_object).cloned().unwrap_or_default();
        match org.save(&value, now) {
            Ok(id) if self.plain_record_id => Ok(json!(id.0)),
            Ok(id) => Ok(json!({"recordId": id.0})),
            Err(refusal) => {
                const WHAT: &str = "An error occurred while calling the saveLog() API method. Review the Details \
                                    field in the error section.";
                let mut error = CtiError::new("GENERIC_ERROR", WHAT);
                let details = details(&refusal);
                error.details = Some(match org.faults.details {
                    DetailsShape::Object => details,
                    DetailsShape::List => json!([details]),
                });
                Err(error)
            }
        }
    }

    pub fn run_apex(&mut self, org: &mut Org, args: &Value, now: Timestamp) -> Answer {
        let class = string(args, "apexClass")?;
        let method = string(args, "methodName")?;
        let params = args.get("methodParams").and_then(Value::as_str).unwrap_or_default();
        let pairs = params.split('&').filter_map(|pair| pair.split_once('='));
        let params: BTreeMap<_, _> = pairs.map(|(k, v)| (unpercent(k), unpercent(&v.replace('+', " ")))).collect();
        if org.has_package && (class.as_str(), method.as_str()) == (apex::CLASS, apex::METHOD) {
            let of = |name: &str| params.get(name).map(String::as_str).unwrap_or_default();
            return Ok(json!({"runApex": org.invoke(of("action"), of("payload"), now)}));
        }
        let Some(apex) = self.apex.get(&format!("{class}.{method}")) else {
            return Err(CtiError::new("SERVER_ERROR", format!("Could not load Apex class: {class}.")));
        };
        let result = apex(org, &params, now).map_err(|message| CtiError::new("SERVER_ERROR", message))?;
        Ok(json!({"runApex": result}))
    }

    pub fn complete_work(&mut self, args: &Value) -> Answer {
        let id = string(args, "workId")?;
        if self.work.remove(&id) { Ok(Value::Null) } else { Err(CtiError::generic()) }
    }
}

pub fn string(args: &Value, name: &str) -> Result<String, CtiError> {
    let found = args.get(name);
    found.and_then(Value::as_str).map(str::to_owned).ok_or_else(|| CtiError::invalid(name, "string", found))
}

/// Open CTI writes them in lower case; Salesforce's own picklist in capitals.
pub fn direction(call_type: &str) -> Option<Direction> {
    let all = [Direction::Inbound, Direction::Outbound, Direction::Internal];
    all.into_iter().find(|d| d.call_type().eq_ignore_ascii_case(call_type))
}

fn size(args: &Value, name: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, CtiError> {
    let found = args.get(name);
    let number = found.and_then(Value::as_f64).ok_or_else(|| CtiError::invalid(name, "numeric", found))?;
    let fits = number >= f64::from(*range.start()) && number <= f64::from(*range.end());
    let expected = || format!("numeric ({} to {})", range.start(), range.end());
    // The range was checked: nothing is lost but the fraction of a pixel.
    if fits { Ok(number as u32) } else { Err(CtiError::invalid(name, &expected(), found)) }
}

/// `queryParams` may be text or an object.
fn query_text(given: Option<&Value>) -> String {
    match given {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(pairs)) => {
            let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
            let pairs =
                pairs.iter().map(|(k, v)| format!("{}={}", super::page::percent(k), super::page::percent(&text(v))));
            pairs.collect::<Vec<_>>().join("&")
        }
        Some(_) | None => String::new(),
    }
}

fn details(refusal: &Refusal) -> Value {
    let mut fields: Map<String, Value> = Map::new();
    for error in &refusal.fields {
        let entry = fields.entry(&error.field).or_insert_with(|| json!([]));
        entry.as_array_mut().into_iter().for_each(|list| {
            list.push(json!({
                "statusCode": error.status,
                "message": error.message,
                "fieldLabel": error.label,
                "columnApiName": error.field,
            }));
        });
    }
    let page: Vec<_> = refusal.page.iter().map(|e| json!({"statusCode": e.status, "message": e.message})).collect();
    json!({
        "message": "An error occurred while trying to update the record. Please try again.",
        "pageErrors": page,
        "fieldErrors": fields,
        "potentialDuplicates": refusal.duplicates.iter().map(|id| id.0.clone()).collect::<Vec<_>>(),
    })
}
