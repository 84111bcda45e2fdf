//! Headset buttons by WebHID, where the browser has it. The codec is `wire/headset.rs`; here reports go in and out.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, DataView, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::note;
use crate::engine::event::Intent;
use crate::shell::devices::{keep, kept};
use crate::shell::ui::App;
use crate::shell::ui::element::{Node, group};
use crate::shell::ui::live::{live, on_change};
use crate::shell::ui::parts::{button, paragraph};
use crate::shell::ui::state::{Small, State};
use crate::shell::ui::texts::AudioTexts;
use crate::wire::headset::{Headset, Item, Lamps, Report, TELEPHONY};

/// The agent connected one in this browser: it is taken up again with the next page.
const CONNECTED: &str = "ferrophone-headset";

struct Connected {
    device: HidDevice,
    headset: RefCell<Headset>,
}

thread_local! {
    static ALL: RefCell<Vec<Rc<Connected>>> = const { RefCell::new(Vec::new()) };
    static FOLLOWS: RefCell<bool> = const { RefCell::new(false) };
}

/// Those that the agent connected before. The browser remembers which they were.
pub fn resume(app: App) {
    if let Some(hid) = hid().filter(|_| kept(CONNECTED).is_some()) {
        spawn_local(async move { drop(take(app, hid.get_devices()).await) });
    }
}

pub fn choice(app: App, t: &'static AudioTexts) -> Node {
    let Some(hid) = hid() else { return super::section(t.headset, t.no_hid, group(), group()) };
    let (count, failed) = (State::new(connected()), State::new(Failed::Not));
    let connect = button(t.connect).press(move || {
        let wish = Object::new();
        let filter = Object::new();
        let _ = Reflect::set(&filter, &"usagePage".into(), &TELEPHONY.into());
        let _ = Reflect::set(&wish, &"filters".into(), &Array::of1(&filter));
        let asked = hid.request_device(&wish);
        spawn_local(async move {
            failed.set(match take(app, asked).await {
                Ok(true) => {
                    keep(CONNECTED, Some("1"));
                    Failed::Not
                }
                Ok(false) => Failed::None,
                Err(why) if name(&why).as_deref() == Some("SecurityError") => Failed::Forbidden,
                Err(_) => Failed::None,
            });
            count.set(connected());
        });
    });
    let names = live(
        move || count.get(),
        move |count| {
            let names = ALL.with_borrow(|all| all.iter().map(|one| one.device.product_name()).collect::<Vec<_>>());
            if *count == 0 { group() } else { paragraph("", &(t.connected)(&names.join(", "))) }
        },
    );
    let state = group().child(names).child(note(move || failed.get() == Failed::None, t.no_headset));
    let state = state.child(note(move || failed.get() == Failed::Forbidden, t.no_hid));
    super::section(t.headset, t.headset_why, connect, state)
}

/// What became of the last try.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failed {
    Not,
    /// Nothing was chosen that has our buttons, or it could not be opened.
    None,
    /// The browser, or the page around this one.
    Forbidden,
}

impl Small for Failed {
    fn number(self) -> i64 {
        self as i64
    }

    fn from_number(number: i64) -> Self {
        [Self::None, Self::Forbidden].into_iter().find(|failed| *failed as i64 == number).unwrap_or(Self::Not)
    }
}

fn name(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"name".into()).ok()?.as_string()
}

fn connected() -> i64 {
    ALL.with_borrow(|all| i64::try_from(all.len()).unwrap_or(0))
}

/// Opens those of the devices that are headsets and not open yet, and says whether there was one.
async fn take(app: App, devices: Result<Promise, JsValue>) -> Result<bool, JsValue> {
    let devices = Array::from(&JsFuture::from(devices?).await?);
    let mut any = false;
    for device in devices.iter().map(JsCast::unchecked_into::<HidDevice>) {
        let reports = |which: &str| collect(&device.collections(), which);
        let Some(headset) = Headset::new(reports("inputReports"), reports("outputReports")) else { continue };
        any = true;
        if device.opened() {
            continue;
        }
        JsFuture::from(device.open()?).await?;
        let one = Rc::new(Connected { device, headset: RefCell::new(headset) });
        let hears = one.clone();
        let told = Closure::<dyn Fn(InputReport)>::new(move |report: InputReport| {
            let data = report.data();
            let bytes = Uint8Array::new_with_byte_offset_and_length(
                &data.buffer(),
                u32::try_from(data.byte_offset()).unwrap_or(0),
                u32::try_from(data.byte_length()).unwrap_or(0),
            );
            let press = hears.headset.borrow_mut().take(report.report_id(), &bytes.to_vec());
            if let Some(press) = press {
                app.send(Intent::Headset(press));
            }
        });
        one.device.set_oninputreport(told.into_js_value().unchecked_ref());
        ALL.with_borrow_mut(|all| all.push(one));
    }
    if any && !FOLLOWS.replace(true) {
        follow(app);
    }
    show(app.view.with_untracked(Lamps::of));
    Ok(any)
}

/// From now on, for as long as the widget lives.
fn follow(app: App) {
    let owner = Owner::new_root(None);
    owner.with(|| on_change(move || app.see(Lamps::of), |lamps| show(*lamps)));
    std::mem::forget(owner);
    let again = Closure::<dyn Fn()>::new(move || {
        // What was pulled is not open any more; plugged in again, it is another.
        ALL.with_borrow_mut(|all| all.retain(|one| one.device.opened()));
        resume(app);
    });
    if let Some(hid) = hid() {
        let _ = hid.add_event_listener_with_callback("connect", again.as_ref().unchecked_ref());
    }
    again.forget();
}

fn show(lamps: Lamps) {
    ALL.with_borrow(|all| {
        for one in all.iter().filter(|one| one.device.opened()) {
            let reports = one.headset.borrow_mut().show(lamps);
            for (id, data) in reports {
                if let Ok(sent) = one.device.send_report(id, &Uint8Array::from(&data[..])) {
                    // A headset that takes no lamps still has buttons.
                    spawn_local(async move { drop(JsFuture::from(sent).await) });
                }
            }
        }
    });
}

/// The reports of all collections, however deep, in their order.
fn collect(collections: &JsValue, which: &str) -> Vec<Report> {
    let mut all = Vec::new();
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let list = |of: &JsValue| if Array::is_array(of) { Array::from(of) } else { Array::new() };
    let number = |of: &JsValue, name: &str| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counters and codes
        let number = get(of, name).as_f64().unwrap_or(0.0) as u32;
        number
    };
    let flag = |of: &JsValue, name: &str| get(of, name).as_bool().unwrap_or(false);
    for collection in list(collections).iter() {
        for report in list(&get(&collection, which)).iter() {
            let items = list(&get(&report, "items"));
            let items = items.iter().map(|item| Item {
                usages: if flag(&item, "isRange") {
                    (number(&item, "usageMinimum")..=number(&item, "usageMaximum")).take(256).collect()
                } else {
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                    list(&get(&item, "usages")).iter().filter_map(|usage| Some(usage.as_f64()? as u32)).collect()
                },
                size: number(&item, "reportSize"),
                count: number(&item, "reportCount"),
                absolute: flag(&item, "isAbsolute"),
                array: flag(&item, "isArray").then(|| number(&item, "logicalMinimum")),
            });
            let id = u8::try_from(number(&report, "reportId")).unwrap_or(0);
            all.push(Report { id, items: items.collect() });
        }
        all.extend(collect(&get(&collection, "children"), which));
    }
    all
}

fn hid() -> Option<Hid> {
    let navigator = web_sys::window()?.navigator();
    let hid = Reflect::get(&navigator, &"hid".into()).ok()?;
    hid.is_object().then(|| hid.unchecked_into())
}

// WebHID API, draft of the WICG. Not in every browser, and in web-sys only as unstable.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::EventTarget)]
    type Hid;
    #[wasm_bindgen(method, catch, js_name = requestDevice)]
    fn request_device(this: &Hid, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getDevices)]
    fn get_devices(this: &Hid) -> Result<Promise, JsValue>;

    type HidDevice;
    #[wasm_bindgen(method, getter, js_name = productName)]
    fn product_name(this: &HidDevice) -> String;
    #[wasm_bindgen(method, getter)]
    fn opened(this: &HidDevice) -> bool;
    #[wasm_bindgen(method, getter)]
    fn collections(this: &HidDevice) -> JsValue;
    #[wasm_bindgen(method, catch)]
    fn open(this: &HidDevice) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = sendReport)]
    fn send_report(this: &HidDevice, id: u8, data: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_oninputreport(this: &HidDevice, act: &js_sys::Function);

    type InputReport;
    #[wasm_bindgen(method, getter, js_name = reportId)]
    fn report_id(this: &InputReport) -> u8;
    #[wasm_bindgen(method, getter)]
    fn data(this: &InputReport) -> DataView;
}
