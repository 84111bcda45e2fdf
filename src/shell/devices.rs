//! Which microphone, loudspeaker and ringer the agent chose, for this browser: a browser's names of devices hold for one site in one
//! browser. A device that is not plugged in, or may not be used, is nobody's trouble here: the sound goes where the system sends it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlAudioElement, MediaDevices, window};

use crate::engine::event::Device;

/// The key in the browser's storage. Not the journal's: it begins otherwise.
fn key(device: Device) -> &'static str {
    match device {
        Device::Microphone => "ferrophone-microphone",
        Device::Speaker => "ferrophone-speaker",
        Device::Ringer => "ferrophone-ringer",
    }
}

/// The chosen device: the browser's name of it and, below, people's. `None`: the system's own.
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

/// A device. Before the microphone is allowed it has neither name.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    is_input: bool,
    /// The browser's name of it.
    pub id: String,
    /// People's.
    pub name: String,
}

impl Found {
    pub fn is_for(&self, device: Device) -> bool {
        !self.id.is_empty() && self.is_input == (device == Device::Microphone)
    }

    /// As [`choice`] gives it.
    pub fn as_choice(&self) -> String {
        [&*self.id, "\n", &*self.name].concat()
    }
}

/// Everything for sound but the one that stands for the system's choice. Nothing where the page may not know.
pub fn found(then: impl FnOnce(Vec<Found>) + 'static) {
    let then: Box<dyn FnOnce(Vec<Found>)> = Box::new(then);
    spawn_local(async move { then(all().await) });
}

async fn all() -> Vec<Found> {
    let Some(asked) = media().and_then(|media| media.enumerate_devices().ok()) else { return Vec::new() };
    let all = JsFuture::from(asked).await.map(|all| Array::from(&all)).unwrap_or_default();
    all.iter().filter_map(|one| read(&one)).collect()
}

/// What the browser calls the chosen device now; `None`: the system's own will do.
pub async fn chosen(device: Device) -> Option<String> {
    let choice = choice(device)?;
    let all = all().await;
    Some(all.get(place(&all, device, &choice)?)?.id.clone())
}

/// Where the chosen device stands among these. To a frame that keeps no cookies a browser gives other names with every page: then
/// people's name has to do.
pub fn place(all: &[Found], device: Device, choice: &str) -> Option<usize> {
    let (id, name) = choice.split_once('\n').unwrap_or((choice, ""));
    let first = |is: &dyn Fn(&Found) -> bool| all.iter().position(|one| one.is_for(device) && is(one));
    first(&|one| one.id == id).or_else(|| first(&|one| !name.is_empty() && one.name == name))
}

fn read(device: &JsValue) -> Option<Found> {
    let text = |name: &str| Reflect::get(device, &name.into()).ok()?.as_string();
    let is_input = match text("kind")?.as_str() {
        "audioinput" => true,
        "audiooutput" => false,
        _ => return None,
    };
    let id = text("deviceId")?;
    (id != "default").then_some(Found { is_input, id, name: text("label")? })
}

/// Lets an audio element sound where the agent chose.
pub fn play_on(player: &HtmlAudioElement, device: Device) {
    let player = player.clone();
    spawn_local(async move {
        let id = chosen(device).await.unwrap_or_default();
        let now: &Player = player.unchecked_ref();
        // What plays on the system's own already need not be told: not every browser can choose.
        if now.sink_id().as_string().unwrap_or_default() != id {
            can_play_on(&player, &id).await;
        }
    });
}

/// Whether the browser, and the page around this one, let it sound there.
pub async fn can_play_on(player: &HtmlAudioElement, id: &str) -> bool {
    let player: &Player = player.unchecked_ref();
    match player.set_sink_id(id) {
        Ok(moved) => JsFuture::from(moved).await.is_ok(),
        Err(_) => false,
    }
}

pub fn media() -> Option<MediaDevices> {
    window()?.navigator().media_devices().ok()
}

// Audio Output Devices API, section 2. Not every browser has it.
#[wasm_bindgen]
extern "C" {
    type Player;
    #[wasm_bindgen(method, getter, js_name = sinkId)]
    fn sink_id(this: &Player) -> JsValue;
    #[wasm_bindgen(method, catch, js_name = setSinkId)]
    fn set_sink_id(this: &Player, id: &str) -> Result<js_sys::Promise, JsValue>;
}
