//! What is plugged in, and what was chosen and is not.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::engine::event::{Device, Intent};
use crate::shell::devices::{Found, choice, found, media, place};
use crate::shell::ui::App;

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
        if DEVICES.into_iter().any(|device| choice(device).is_some()) {
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
        // Who may not know the devices of this kind cannot miss one.
        let gone = choice(device).is_some_and(|choice| place(all, device, &choice).is_none())
            && all.iter().any(|one| one.is_for(device));
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
