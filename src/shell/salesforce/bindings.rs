//! The one file that touches Salesforce's JavaScript: raw values in, none out. Nothing here throws.

use std::time::Duration;

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::json::Json;
use crate::wire::opencti::{Call, Ticket, Wants};

/// The one function that Salesforce's library calls back, with a ticket bound in front of its own argument. It is
/// kept for as long as the page lives, so a reply that comes late, or twice, finds it.
pub struct Callback(Closure<dyn Fn(u32, JsValue)>);

impl Callback {
    /// `heard`: the ticket, the argument as JSON, and the data of a screen pop in it, as it came.
    pub fn new(heard: impl Fn(Ticket, String, Option<JsValue>) + 'static) -> Self {
        Self(Closure::new(move |ticket, argument: JsValue| {
            let pop = get(&argument, "returnValue").and_then(|returned| get(&returned, "SCREEN_POP_DATA"));
            heard(Ticket(ticket), text(&argument), pop);
        }))
    }

    fn bound(&self, ticket: Ticket) -> JsValue {
        let function: &Function = self.0.as_ref().unchecked_ref();
        function.bind1(&JsValue::UNDEFINED, &ticket.0.into()).into()
    }
}

/// Query string and origin of the widget's own address.
pub fn address() -> (String, String) {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return Default::default() };
    (location.search().unwrap_or_default(), location.origin().unwrap_or_default())
}

/// Since the page was opened; it never goes back.
pub fn now() -> Duration {
    let ms = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |p| p.now());
    Duration::from_micros((ms * 1000.0) as u64)
}

/// Is the library's global there? Its being there does not mean that it works.
pub fn is_there(global: [&str; 2]) -> bool {
    resolve(&global).is_some()
}

/// Calls a method of the library. An error is what it threw, in words.
pub fn call(
    global: [&str; 2],
    call: &Call,
    ticket: Ticket,
    data: Option<JsValue>,
    callback: &Callback,
) -> Result<(), String> {
    let path: Vec<_> = global.into_iter().chain(call.method.split('.')).collect();
    let (name, owner) = path.split_last().unwrap_or((&"", &[]));
    let owner = resolve(owner).ok_or("Salesforce's library is not there")?;
    let method = get(&owner, name).and_then(|method| method.dyn_into::<Function>().ok());
    let method = method.ok_or_else(|| ["no such method: ", call.method].concat())?;
    // By way of text: so neither a function nor an undefined can slip in, which the library's postMessage refuses.
    let text = Json::Array(call.args.clone()).to_text();
    let args: Array = JSON::parse(&text).map_err(|error| words(&error))?.unchecked_into();
    if let Some(data) = data {
        let copy = Object::assign(&Object::new(), data.unchecked_ref());
        args.push(&copy);
    }
    let named = global[1] == "opencti";
    match call.wants {
        Wants::Nothing => {}
        // Classic: behind the other arguments.
        Wants::Answer | Wants::Events if !named => {
            args.push(&callback.bound(ticket));
        }
        // Lightning: in the one object.
        Wants::Answer | Wants::Events => {
            if args.length() == 0 {
                args.push(&Object::new());
            }
            let key = if call.wants == Wants::Events { "listener" } else { "callback" };
            Reflect::set(&args.get(0), &key.into(), &callback.bound(ticket)).map_err(|error| words(&error))?;
        }
    }
    method.apply(&owner, &args).map(|_| ()).map_err(|error| words(&error))
}

/// What was thrown, in words: a text (Salesforce's library throws such) or an error's message.
pub fn words(thrown: &JsValue) -> String {
    let message = || get(thrown, "message").and_then(|message| message.as_string());
    thrown.as_string().or_else(message).unwrap_or_default()
}

fn resolve(path: &[&str]) -> Option<JsValue> {
    path.iter().try_fold(JsValue::from(js_sys::global()), |owner, name| get(&owner, name))
}

/// A property that is there and holds something.
fn get(owner: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(owner, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// JSON, or nothing where a value has no such form.
fn text(value: &JsValue) -> String {
    JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
