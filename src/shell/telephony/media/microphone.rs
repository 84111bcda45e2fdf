//! The microphone: asked for, told when to be silent, and freed.
//!
//! Streams and tracks have a `clone` of their own in the browser that opens the microphone once more, and Rust's
//! method syntax would pick it: muting and closing the one left the other open. So nothing is cloned here.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamConstraints, MediaStreamTrack};

use crate::engine::event::Device;
use crate::engine::telephony::Trouble;
use crate::shell::devices;

/// An open microphone. Dropping it frees it.
pub struct Microphone {
    stream: MediaStream,
    _unplugged: Closure<dyn Fn()>,
}

impl Microphone {
    /// The agent may be asked for permission now, and take any time to give it.
    ///
    /// # Errors
    /// Whose move it is: the agent's, to allow it or to plug one in.
    pub async fn open(unplugged: impl Fn() + 'static) -> Result<Self, Trouble> {
        let stream = open_microphone().await.map_err(|error| why_no_microphone(&error))?;
        let unplugged = Closure::<dyn Fn()>::new(unplugged);
        tracks(&stream).for_each(|track| track.set_onended(Some(unplugged.as_ref().unchecked_ref())));
        Ok(Self { stream, _unplugged: unplugged })
    }

    pub fn stream(&self) -> &MediaStream {
        &self.stream
    }

    pub fn track(&self) -> Option<MediaStreamTrack> {
        tracks(&self.stream).next()
    }

    /// Where not enabled it sends silence.
    pub fn enable(&self, on: bool) {
        tracks(&self.stream).for_each(|track| track.set_enabled(on));
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        for track in tracks(&self.stream) {
            track.set_onended(None);
            track.stop();
        }
    }
}

/// The one that the agent chose.
///
/// # Errors
/// As [`Microphone::open`], in the browser's words.
async fn open_microphone() -> Result<MediaStream, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    // Without a secure page, or without the frame's permission, there is no `mediaDevices` at all.
    let media = window.navigator().media_devices()?;
    let wishes = js_sys::Object::new();
    for wish in ["echoCancellation", "noiseSuppression", "autoGainControl"] {
        Reflect::set(&wishes, &wish.into(), &true.into())?;
    }
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&wishes);
    let chosen = devices::chosen(Device::Microphone).await;
    if let Some(id) = &chosen {
        let exactly = js_sys::Object::new();
        Reflect::set(&exactly, &"exact".into(), &id.into())?;
        Reflect::set(&wishes, &"deviceId".into(), &exactly)?;
        let opened = JsFuture::from(media.get_user_media_with_constraints(&constraints)?).await;
        // Not plugged in, or another's: the system's own will do. What was refused is refused for all.
        if !opened.as_ref().is_err_and(is_missing) {
            return opened?.dyn_into();
        }
        Reflect::delete_property(&wishes, &"deviceId".into())?;
    }
    JsFuture::from(media.get_user_media_with_constraints(&constraints)?).await?.dyn_into()
}

fn why_no_microphone(error: &JsValue) -> Trouble {
    if is_missing(error) { Trouble::MicrophoneMissing } else { Trouble::MicrophoneRefused }
}

/// By the names of the Media Capture specification, section 10.2.
fn is_missing(error: &JsValue) -> bool {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    ["NotFoundError", "NotReadableError", "OverconstrainedError", "AbortError"].contains(&&*name)
}

fn tracks(stream: &MediaStream) -> impl Iterator<Item = MediaStreamTrack> {
    stream.get_tracks().iter().filter_map(|track| track.dyn_into().ok()).collect::<Vec<_>>().into_iter()
}
