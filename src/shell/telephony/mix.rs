//! A conference, mixed here: each leg is sent the microphone and what comes from the others. What the agent hears needs no mixing:
//! each leg has its own loudspeaker.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AudioContext, MediaStream, MediaStreamTrack, RtcRtpSender};

/// One leg, as it sounds.
pub struct Ends {
    pub sender: RtcRtpSender,
    /// The one that it has now.
    pub microphone: Rc<RefCell<MediaStream>>,
    /// What comes from its other side.
    pub heard: MediaStream,
    pub plug: Plug,
}

/// Where a leg gives the mix another microphone, as long as there is a mix.
pub type Plug = Rc<RefCell<Option<Box<dyn Fn(MediaStream)>>>>;

/// Dropping it gives each leg its microphone back.
pub struct Mix {
    context: AudioContext,
    ends: Vec<Ends>,
}

pub type OpenMix = fn(Vec<Ends>) -> Option<Mix>;

/// Mixes these; nothing where the browser cannot.
pub fn open(ends: Vec<Ends>) -> Option<Mix> {
    // Owned from here on: should one leg fail, the others get their microphones back.
    let mix = Mix { context: AudioContext::new().ok()?, ends };
    mix.connect().ok()?;
    Some(mix)
}

impl Mix {
    fn connect(&self) -> Result<(), JsValue> {
        for (at, to) in self.ends.iter().enumerate() {
            let out = self.context.create_media_stream_destination()?;
            // A muted microphone is silent in the mix as well, so muting needs nothing of its own.
            self.context.create_media_stream_source(&to.microphone.borrow())?.connect_with_audio_node(&out)?;
            for (_, other) in self.ends.iter().enumerate().filter(|(from, _)| *from != at) {
                self.context.create_media_stream_source(&other.heard)?.connect_with_audio_node(&out)?;
            }
            send(&to.sender, &out.stream());
            let (context, microphone) = (self.context.clone(), to.microphone.clone());
            to.plug.replace(Some(Box::new(move |other| {
                // The one before has ended, and is silent.
                let source = context.create_media_stream_source(&other);
                drop(source.and_then(|source| source.connect_with_audio_node(&out)));
                microphone.replace(other);
            })));
        }
        // A page that was never touched may not sound; the agent has pressed Join all.
        let resumed = self.context.resume()?;
        spawn_local(async move { drop(JsFuture::from(resumed).await) });
        Ok(())
    }
}

impl Drop for Mix {
    fn drop(&mut self) {
        for end in &self.ends {
            end.plug.take();
            send(&end.sender, &end.microphone.borrow());
        }
        if let Ok(closing) = self.context.close() {
            spawn_local(async move { drop(JsFuture::from(closing).await) });
        }
    }
}

fn send(sender: &RtcRtpSender, stream: &MediaStream) {
    let tracks: Array = stream.get_audio_tracks();
    let track: Option<MediaStreamTrack> = tracks.get(0).dyn_into().ok();
    let replaced = sender.replace_track(track.as_ref());
    spawn_local(async move { drop(JsFuture::from(replaced).await) });
}
