//! Where sound comes out that is made here: through an audio element, which a frame may send to any loudspeaker, while Web Audio's own
//! choice is denied to frames of another origin.

use std::any::Any;

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, HtmlAudioElement};

use crate::engine::event::Device;
use crate::shell::devices::{choice, play_on};
use crate::shell::ringer::{Output, set_route};

/// From now on it rings where the agent said.
pub fn watch() {
    set_route(|context| output(context, Device::Ringer));
}

/// `None`: the system's own will do.
pub fn output(context: &AudioContext, device: Device) -> Option<Output> {
    choice(device)?;
    let end = context.create_media_stream_destination().ok()?;
    let element = HtmlAudioElement::new().ok()?;
    element.set_src_object(Some(&end.stream()));
    play_on(&element, device);
    let playing = element.play().ok()?;
    spawn_local(async move { drop(JsFuture::from(playing).await) });
    let held: Box<dyn Any> = Box::new(Held(element));
    Some(Output { node: end.into(), _held: held })
}

/// Lets the loudspeaker go when it is dropped.
struct Held(HtmlAudioElement);

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.pause();
        self.0.set_src_object(None);
    }
}
