//! The widget's frame and the bridge to it. The frame is of another origin, as in a real org: the page on `localhost`
//! frames `127.0.0.1` and the other way round. Messages are taken from that frame alone and sent to its origin alone.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use serde_json::Value;

use super::options::Options;
use super::state::Demo;
use crate::sim::host::Wire;
use crate::sim::host::page::percent;

/// Where the widget is, and how it is told where it is.
#[derive(Clone, Debug)]
pub struct Frame {
    pub page_origin: String,
    pub origin: String,
    /// The widget's address without what Salesforce adds.
    pub adapter: String,
    pub nonce: String,
    surface: Option<Wire>,
}

impl Frame {
    pub fn new(options: &Options) -> Self {
        let location = window().location();
        let part = |text: Result<String, JsValue>| text.unwrap_or_default();
        let (protocol, host, port) = (part(location.protocol()), part(location.hostname()), part(location.port()));
        let other = match host.as_str() {
            "localhost" => "127.0.0.1",
            "127.0.0.1" => "localhost",
            same => same,
        };
        let origin =
            if port.is_empty() { format!("{protocol}//{other}") } else { format!("{protocol}//{other}:{port}") };
        Self {
            page_origin: part(location.origin()),
            adapter: format!("{origin}{}", options.widget),
            origin,
            nonce: nonce(),
            surface: options.surface,
        }
    }

    /// The frame's `src`, with the parameters that Lightning or Classic adds.
    pub fn address(&self) -> String {
        let (adapter, nonce, page) = (&self.adapter, &self.nonce, percent(&self.page_origin));
        let mark = if adapter.contains('?') { '&' } else { '?' };
        match self.surface {
            Some(Wire::Lightning) => {
                format!("{adapter}{mark}mode=Lightning&isdtp=vw&sfdcIframeOrigin={page}&clc=1&nonce={nonce}")
            }
            Some(Wire::Classic) => format!("{adapter}{mark}sfdcIFrameOrigin={page}&nonce={nonce}"),
            None => adapter.clone(),
        }
    }
}

/// The frame. Closing the panel hides it; it is never taken out of the page, or the call in it would end.
#[component]
pub fn WidgetFrame(demo: Demo) -> impl IntoView {
    let node = NodeRef::<html::Iframe>::new();
    let address = Memo::new(move |_| demo.read(|world| world.frame.address()));
    let origin = demo.peek(|world| world.frame.origin.clone());
    let from = origin.clone();
    window_event_listener(ev::message, move |event: web_sys::MessageEvent| {
        let own = node.get_untracked().and_then(|frame| frame.content_window()).map(JsValue::from);
        let source = event.source().map(JsValue::from);
        if event.origin() != from || source.is_none() || source != own {
            return;
        }
        let Some(value) = to_json(&event.data()) else { return };
        demo.act(|world, now| world.host.receive(&mut world.org, &value, now));
    });
    demo.connect(move |message| {
        let Some(target) = node.get_untracked().and_then(|frame| frame.content_window()) else { return };
        // A frame that is gone hears nothing, as in a real org.
        let _ = target.post_message(&to_js(&message), &origin);
    });
    view! {
        <iframe
            node_ref=node
            title="Ferrophone"
            allow="microphone; autoplay"
            src=move || address.get()
            style:width=move || demo.read(|world| format!("{}px", world.host.desk.panel.width))
            style:height=move || demo.read(|world| format!("{}px", world.host.desk.panel.height))
        ></iframe>
    }
}

/// Loads the frame anew, with a fresh nonce, as a reload of the browser tab would.
pub fn reload(demo: Demo) {
    demo.act(|world, now| {
        world.frame.nonce = nonce();
        let nonce = world.frame.nonce.clone();
        world.host.frame_loaded(&nonce, now);
    });
}

/// 32 random bytes in hexadecimal.
fn nonce() -> String {
    let mut bytes = [0; 32];
    // Without randomness the nonce is all zeros; the demo's host does not rely on it.
    let _ = window().crypto().map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A message as JSON: an object, or the text of Classic.
fn to_json(data: &JsValue) -> Option<Value> {
    if let Some(text) = data.as_string() {
        return Some(Value::String(text));
    }
    let text = js_sys::JSON::stringify(data).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}

fn to_js(message: &Value) -> JsValue {
    match message {
        Value::String(text) => JsValue::from_str(text),
        other => js_sys::JSON::parse(&other.to_string()).unwrap_or(JsValue::NULL),
    }
}
