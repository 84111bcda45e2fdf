//! How loud the microphone is, on a meter in the page, as often as the page is painted: never while it is out of sight.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AnalyserNode, AudioContext, MediaStream, MediaStreamConstraints, MediaStreamTrack, window};

use crate::engine::event::Device;
use crate::shell::devices::chosen;

/// An open microphone with its meter. Dropping it frees the microphone.
pub struct Level {
    stream: MediaStream,
    context: AudioContext,
    frames: Rc<Frames>,
}

#[derive(Default)]
struct Frames {
    paint: RefCell<Option<Closure<dyn Fn()>>>,
    next: Cell<Option<i32>>,
}

/// A twentieth of a second.
const WINDOW: u16 = 2048;

impl Level {
    /// The agent may be asked for permission now. `then` is told an error as whether there is no microphone, else it was refused.
    pub fn open(meter: &'static str, then: impl FnOnce(Result<Self, bool>) + 'static) {
        let then: Box<dyn FnOnce(Result<Self, bool>)> = Box::new(then);
        spawn_local(async move {
            let opened = match microphone(chosen(Device::Microphone).await).await {
                Err(why) if is_missing(&why) => microphone(None).await,
                other => other,
            };
            then(opened.and_then(|stream| Self::of(stream, meter)).map_err(|why| is_missing(&why)));
        });
    }

    pub fn stream(&self) -> &MediaStream {
        &self.stream
    }

    fn of(stream: MediaStream, meter: &'static str) -> Result<Self, JsValue> {
        let level = Self { stream, context: AudioContext::new()?, frames: Rc::default() };
        let analyser = level.context.create_analyser()?;
        analyser.set_fft_size(WINDOW.into());
        level.context.create_media_stream_source(&level.stream)?.connect_with_audio_node(&analyser)?;
        let frames = Rc::downgrade(&level.frames);
        let paint = Closure::<dyn Fn()>::new(move || {
            if let Some(frames) = frames.upgrade() {
                show(meter, &analyser);
                frames.wait();
            }
        });
        level.frames.paint.replace(Some(paint));
        level.frames.wait();
        Ok(level)
    }
}

impl Frames {
    fn wait(&self) {
        let paint = self.paint.borrow();
        let next =
            paint.as_ref().and_then(|paint| window()?.request_animation_frame(paint.as_ref().unchecked_ref()).ok());
        self.next.set(next);
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        if let (Some(window), Some(next)) = (window(), self.frames.next.take()) {
            let _ = window.cancel_animation_frame(next);
        }
        let _ = self.context.close();
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

/// The root of the loudness: a whisper is to be seen, and a voice does not reach the end.
fn show(meter: &str, analyser: &AnalyserNode) {
    let mut window = vec![0.0_f32; WINDOW.into()];
    analyser.get_float_time_domain_data(&mut window);
    let mean = window.iter().map(|level| level * level).sum::<f32>() / f32::from(WINDOW);
    #[allow(clippy::cast_possible_truncation)] // below 200
    let value = (mean.sqrt().sqrt() * 140.0) as i32;
    let meter = web_sys::window().and_then(|w| w.document()?.get_element_by_id(meter));
    if let Some(meter) = meter {
        let _ = meter.set_attribute("value", &value.min(100).to_string());
    }
}

async fn microphone(id: Option<String>) -> Result<MediaStream, JsValue> {
    let media = window().ok_or(JsValue::NULL)?.navigator().media_devices()?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&JsValue::TRUE);
    if let Some(id) = id {
        let (wishes, exactly) = (Object::new(), Object::new());
        Reflect::set(&exactly, &"exact".into(), &id.into())?;
        Reflect::set(&wishes, &"deviceId".into(), &exactly)?;
        constraints.set_audio(&wishes);
    }
    JsFuture::from(media.get_user_media_with_constraints(&constraints)?).await?.dyn_into()
}

/// By the names of the Media Capture specification, section 10.2.
fn is_missing(error: &JsValue) -> bool {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    ["NotFoundError", "NotReadableError", "OverconstrainedError", "AbortError"].contains(&&*name)
}
