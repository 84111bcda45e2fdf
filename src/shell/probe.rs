//! What the browser and the host of the page say of themselves, for the diagnosis. Everything is asked by name, because not every
//! browser has all of it: what is missing is told as not known.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, Storage, window};

use crate::engine::diagnosis::{Findings, Permission};
use crate::engine::event::StorageTrouble;

/// Asks all of it, and tells when everything has answered.
pub fn look(then: impl FnOnce(Findings) + 'static) {
    let then: Box<dyn FnOnce(Findings)> = Box::new(then);
    spawn_local(async move { then(found().await) });
}

async fn found() -> Findings {
    let page = window().map(JsValue::from).unwrap_or(JsValue::NULL);
    let navigator = get(&page, "navigator");
    let devices = devices(&navigator).await;
    let count = |kind: &str| devices.as_ref().map(|all| all.iter().filter(|own| *own == kind).count());
    Findings {
        secure: get(&page, "isSecureContext").is_truthy(),
        policy: policy(&get(&page, "document")),
        permission: permission(&navigator).await,
        microphones: count("audioinput"),
        outputs: count("audiooutput").filter(|outputs| *outputs > 0 || count("audioinput") > Some(0)),
        sound: sound(),
        storage: storage(),
        locks: get(&navigator, "locks").is_object() && get(&page, "BroadcastChannel").is_function(),
        clock_ahead: clock_ahead().await,
    }
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method that may not be there.
fn call(of: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    get(of, method).dyn_into::<Function>().ok()?.call1(of, argument).ok()
}

async fn answer(promise: Option<JsValue>) -> Option<JsValue> {
    JsFuture::from(promise?.dyn_into::<Promise>().ok()?).await.ok()
}

/// The kinds of the machine's devices; their names are nobody's business here.
async fn devices(navigator: &JsValue) -> Option<Vec<String>> {
    let all = answer(call(&get(navigator, "mediaDevices"), "enumerateDevices", &JsValue::UNDEFINED)).await?;
    Some(Array::from(&all).iter().filter_map(|device| get(&device, "kind").as_string()).collect())
}

/// Chromium has the older name of it, others none.
fn policy(document: &JsValue) -> Option<bool> {
    let policy = ["permissionsPolicy", "featurePolicy"].map(|name| get(document, name));
    let policy = policy.into_iter().find(JsValue::is_object)?;
    call(&policy, "allowsFeature", &"microphone".into())?.as_bool()
}

async fn permission(navigator: &JsValue) -> Option<Permission> {
    let asked = Object::new();
    Reflect::set(&asked, &"name".into(), &"microphone".into()).ok()?;
    let status = answer(call(&get(navigator, "permissions"), "query", &asked)).await?;
    match get(&status, "state").as_string()?.as_str() {
        "granted" => Some(Permission::Granted),
        "prompt" => Some(Permission::Ask),
        "denied" => Some(Permission::Refused),
        _ => None,
    }
}

/// Whether a page may play without a click of the agent's before it.
fn sound() -> bool {
    let Ok(context) = AudioContext::new() else { return false };
    let runs = get(&context, "state").as_string().as_deref() == Some("running");
    let _ = context.close();
    runs
}

/// By writing as much as a long note takes.
fn storage() -> Option<StorageTrouble> {
    const KEY: &str = "ferrophone diagnosis";
    let tried = |storage: Storage| {
        let written = storage.set_item(KEY, &"x".repeat(40_000)).is_ok();
        let _ = storage.remove_item(KEY);
        if written { None } else { Some(StorageTrouble::Full) }
    };
    window().and_then(|w| w.local_storage().ok().flatten()).map_or(Some(StorageTrouble::Denied), tried)
}

/// This clock against the `Date` of the widget's host (RFC 9110, section 6.6.1), which counts in whole seconds.
async fn clock_ahead() -> Option<i64> {
    let init = Object::new();
    for (name, value) in [("method", "HEAD"), ("cache", "no-store")] {
        Reflect::set(&init, &name.into(), &value.into()).ok()?;
    }
    let page = JsValue::from(window()?);
    let address = get(&get(&page, "location"), "pathname");
    let fetch = get(&page, "fetch").dyn_into::<Function>().ok()?;
    let before = js_sys::Date::now();
    let response = answer(fetch.call2(&page, &address, &init).ok()).await?;
    let between = f64::midpoint(before, js_sys::Date::now());
    let date = call(&get(&response, "headers"), "get", &"date".into())?.as_string()?;
    let ahead = (between - js_sys::Date::parse(&date) - 500.0) / 1000.0;
    #[allow(clippy::cast_possible_truncation)] // seconds between two clocks
    ahead.is_finite().then_some(ahead.round() as i64)
}
