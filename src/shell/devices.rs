//! Which microphone, loudspeaker and ringer the agent chose, for this browser: a browser's names of devices hold for one site in one
//! browser. A device that is not plugged in, or may not be used, is nobody's trouble here: the sound goes where the system sends it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;

use crate::engine::event::Device;

/// The key in the browser's storage. Not the journal's: it begins otherwise.
fn key(device: Device) -> &'static str {
    match device {
        Device::Microphone => "ferrophone-microphone",
        Device::Speaker => "ferrophone-speaker",
        Device::Ringer => "ferrophone-ringer",
    }
}

/// The browser's name of the chosen device; `None`: the system's own.
pub fn chosen(device: Device) -> Option<String> {
    Some(choice(device)?.split('\n').next()?.to_owned())
}

/// The same, and people's name of it below.
pub fn choice(device: Device) -> Option<String> {
    kept(key(device))
}

/// As [`choice`] gives it.
pub fn choose(device: Device, choice: Option<&str>) {
    keep(key(device), choice);
    LISTENERS.with_borrow_mut(|all| all.retain(|one| one.strong_count() > 0));
    let all = LISTENERS.with_borrow(Clone::clone);
    all.iter().filter_map(Weak::upgrade).for_each(|act| act(device));
}

/// A choice of the agent's for this browser, as [`keep`] left it.
pub fn kept(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Where storage is denied it holds for nothing but what is told of it now.
pub fn keep(key: &str, value: Option<&str>) {
    let Some(storage) = window().and_then(|w| w.local_storage().ok()?) else { return };
    let _ = match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    };
}

type Act = dyn Fn(Device);

pub type Listener = Rc<Act>;

thread_local! {
    /// Calls that go on while the agent chooses.
    static LISTENERS: RefCell<Vec<Weak<Act>>> = const { RefCell::new(Vec::new()) };
}

/// `act` is told of every choice, as long as it lives.
pub fn listen(act: &Listener) {
    LISTENERS.with_borrow_mut(|all| all.push(Rc::downgrade(act)));
}

/// Lets an audio element or context sound where the agent chose.
pub fn play_on(player: &JsValue, device: Device) {
    let player: &Player = player.unchecked_ref();
    let id = chosen(device).unwrap_or_default();
    if player.sink_id().as_string().unwrap_or_default() == id {
        return;
    }
    if let Ok(moved) = player.set_sink_id(&id) {
        spawn_local(async move { drop(JsFuture::from(moved).await) });
    }
}

/// Whether the browser, and the page around this one, let it sound there.
pub async fn can_play_on(player: &JsValue, id: &str) -> bool {
    let player: &Player = player.unchecked_ref();
    match player.set_sink_id(id) {
        Ok(moved) => JsFuture::from(moved).await.is_ok(),
        Err(_) => false,
    }
}

// Audio Output Devices API; of a context, Web Audio API 1.1. Not every browser has either.
#[wasm_bindgen]
extern "C" {
    type Player;
    #[wasm_bindgen(method, getter, js_name = sinkId)]
    fn sink_id(this: &Player) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = setSinkId)]
    fn set_sink_id(this: &Player, id: &str) -> Result<js_sys::Promise, JsValue>;
}
