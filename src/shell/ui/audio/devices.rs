//! What is plugged in, and what was chosen and is not.

use std::cell::RefCell;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MediaDevices;

use crate::engine::event::{Device, Intent};
use crate::shell::devices::chosen;
use crate::shell::ui::App;

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
}

/// Everything for sound but the one that stands for the system's choice. Nothing where the page may not know.
pub fn found(then: impl FnOnce(Vec<Found>) + 'static) {
    let then: Box<dyn FnOnce(Vec<Found>)> = Box::new(then);
    spawn_local(async move {
        let asked = media().and_then(|media| media.enumerate_devices().ok());
        let Some(asked) = asked else { return then(Vec::new()) };
        let all = JsFuture::from(asked).await.map(|all| Array::from(&all)).unwrap_or_default();
        then(all.iter().filter_map(|one| read(&one)).collect());
    });
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

/// Frees the listener when it is dropped.
pub struct Watch(Closure<dyn Fn()>);

/// `act` runs when something is plugged in or pulled.
pub fn on_change(act: impl Fn() + 'static) -> Watch {
    let act = Closure::<dyn Fn()>::new(act);
    if let Some(media) = media() {
        let _ = media.add_event_listener_with_callback("devicechange", act.as_ref().unchecked_ref());
    }
    Watch(act)
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(media) = media() {
            let _ = media.remove_event_listener_with_callback("devicechange", self.0.as_ref().unchecked_ref());
        }
    }
}

/// As long as the widget lives: tells of a chosen device that is not there, when it goes and when the widget starts.
pub fn watch(app: App) {
    let look = move || {
        if DEVICES.into_iter().any(|device| chosen(device).is_some()) {
            found(move |all| missing(app, &all));
        }
    };
    look();
    std::mem::forget(on_change(look));
}

const DEVICES: [Device; 3] = [Device::Microphone, Device::Speaker, Device::Ringer];

thread_local! {
    /// Told already, until it has been there again.
    static TOLD: RefCell<Vec<Device>> = const { RefCell::new(Vec::new()) };
}

fn missing(app: App, all: &[Found]) {
    for device in DEVICES {
        let there = |id: &String| all.iter().any(|one| one.is_for(device) && one.id == *id);
        // Who may not know the devices of this kind cannot miss one.
        let gone = chosen(device).is_some_and(|id| !there(&id)) && all.iter().any(|one| one.is_for(device));
        let told = TOLD.with_borrow_mut(|told| {
            let before = told.contains(&device);
            told.retain(|other| *other != device);
            if gone {
                told.push(device);
            }
            before
        });
        if gone && !told {
            app.send(Intent::Unplugged(device));
        }
    }
}

fn media() -> Option<MediaDevices> {
    web_sys::window()?.navigator().media_devices().ok()
}
