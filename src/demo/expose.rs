//! `window.demo`: what a test in a browser reads of the org and of the protocol, as JSON text, and the switches it
//! needs. The widget cannot reach it: its frame is of another origin.

use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use serde_json::{Value, json};

use super::protocol::told;
use super::state::{Demo, World};
use super::trouble;
use crate::engine::id::RecordId;
use crate::sim::host::page::Page;

/// Puts the object there:
///
/// - `org()`: all records, `[{Id, object, ...fields}]`
/// - `mails()`: the e-mails that left the org, `[{to, subject, body}]`
/// - `calls()`: what the frame asked, `[{at, frame, method, args, reply, after: [ms]}]`
/// - `violations()`: what Open CTI does not allow, as sentences
/// - `screen()`: `{path, record, pops: [{type, params}], refreshes, panel}`
/// - `faults()`: the names that `fault` knows
/// - `fault(name)`: makes the trouble of that name; false where there is none
/// - `go(path)`: the agent opens a page
/// - `click(number, recordId?)`: the agent clicks a number; false where numbers are no links
/// - `reload()`: loads the widget's frame anew
/// - `login(name)`: from the next load of the frame on the agent is this user; false where there is none
pub fn expose(demo: Demo) {
    let object = js_sys::Object::new();
    let put = |name: &str, function: JsValue| {
        // Setting a property of a plain object that we just made cannot fail.
        let _ = js_sys::Reflect::set(&object, &name.into(), &function);
    };
    put("org", reader(demo, org));
    put("mails", reader(demo, mails));
    put("calls", reader(demo, calls));
    put("violations", reader(demo, |world| world.host.violations.iter().map(told).collect()));
    put("screen", reader(demo, screen));
    let fault = move |name: String| demo.act(|world, now| trouble::set(world, &name, now));
    put("fault", Closure::<dyn Fn(String) -> bool>::new(fault).into_js_value());
    put("faults", reader(demo, |_| json!(trouble::NAMES)));
    let go = move |path: String| demo.go(Page::at(&path));
    put("go", Closure::<dyn Fn(String)>::new(go).into_js_value());
    let click = move |number: String, record: JsValue| {
        let record = record.as_string().and_then(|id| RecordId::parse(&id));
        demo.act(|world, now| world.host.click(&world.org, &number, record.as_ref(), now))
    };
    put("click", Closure::<dyn Fn(String, JsValue) -> bool>::new(click).into_js_value());
    put("reload", Closure::<dyn Fn()>::new(move || super::frame::reload(demo)).into_js_value());
    put("login", Closure::<dyn Fn(String) -> bool>::new(move |name: String| login(demo, &name)).into_js_value());
    let _ = js_sys::Reflect::set(window().unchecked_ref(), &"demo".into(), &object);
}

fn reader(demo: Demo, read: fn(&World) -> Value) -> JsValue {
    Closure::<dyn Fn() -> String>::new(move || demo.peek(read).to_string()).into_js_value()
}

fn org(world: &World) -> Value {
    let record = |r: &crate::sim::org::Record| {
        let mut fields = r.fields.clone();
        fields.insert("Id".into(), json!(r.id.0));
        fields.insert("object".into(), json!(r.object));
        Value::Object(fields)
    };
    world.org.all().map(record).collect()
}

fn mails(world: &World) -> Value {
    world.org.mails.iter().map(|mail| json!({"to": mail.to, "subject": mail.subject, "body": mail.body})).collect()
}

fn login(demo: Demo, name: &str) -> bool {
    demo.act(|world, _| {
        let user = world.org.of("User").find(|user| world.org.name(user) == name).map(|user| user.id.clone());
        user.map(|user| world.org.user = user).is_some()
    })
}

fn calls(world: &World) -> Value {
    let call = |e: &crate::sim::host::Exchange| {
        let after: Vec<_> = e.arrivals.iter().map(|at| at.since(e.at).as_millis() as u64).collect();
        json!({"at": e.at.to_rfc3339_utc(), "frame": e.frame, "method": e.method, "args": e.args, "reply": e.reply, "after": after})
    };
    world.host.log.iter().map(call).collect()
}

fn screen(world: &World) -> Value {
    let desk = &world.host.desk;
    let pops: Vec<_> = desk.pops.iter().map(|pop| json!({"type": pop.kind, "params": pop.params})).collect();
    json!({
        "path": desk.page.path(&world.org),
        "record": desk.page.record().map(|id| id.0.clone()),
        "pops": pops,
        "refreshes": desk.refreshes,
        "clickToDial": desk.click_to_dial,
        "panel": {
            "visible": desk.panel.visible,
            "label": desk.panel.item_label,
            "icon": desk.panel.item_icon,
            "height": desk.panel.height,
            "width": desk.panel.width,
        },
    })
}
