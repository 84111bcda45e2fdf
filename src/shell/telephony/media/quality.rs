//! How the audio of one leg does: what `getStats` tells (W3C webrtc-stats), as a [`Sample`], every so often from the first
//! connection to the end of the leg. Of a muted microphone the browser measures silence; so while it is muted an ear of our own
//! listens to it, to notice an agent who speaks unheard. Nothing that it hears is sent or kept but its loudness.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Map, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AnalyserNode, AudioContext, MediaStream, MediaStreamTrack, RtcPeerConnection, RtcPeerConnectionState};

use crate::engine::quality::{EVERY, Sample};
use crate::shell::page::Timer;

/// Dropping it ends it.
pub struct Meter(Rc<Inner>);

struct Inner {
    peer: RtcPeerConnection,
    /// The microphone of the call as it is now.
    microphone: Box<dyn Fn() -> Option<MediaStreamTrack>>,
    report: Box<dyn Fn(Sample)>,
    next: RefCell<Option<Timer>>,
    ear: RefCell<Option<Ear>>,
    /// Of all microphones so far: see [`Sample`].
    energy: Cell<f64>,
    listened: Cell<f64>,
    /// The browser's own two counters, as they were last: energy and seconds.
    counted: Cell<(f64, f64)>,
}

impl Meter {
    pub fn new(
        peer: RtcPeerConnection,
        microphone: impl Fn() -> Option<MediaStreamTrack> + 'static,
        report: impl Fn(Sample) + 'static,
    ) -> Self {
        let inner = Rc::new(Inner {
            peer,
            microphone: Box::new(microphone),
            report: Box::new(report),
            next: RefCell::default(),
            ear: RefCell::default(),
            energy: Cell::default(),
            listened: Cell::default(),
            counted: Cell::default(),
        });
        inner.wait();
        Self(inner)
    }

    /// Listens to the microphone itself while nobody else does.
    pub fn mute(&self, on: bool) {
        let track = if on { (self.0.microphone)() } else { None };
        // Without an ear nobody is told that they speak unheard; the call goes on.
        drop(self.0.ear.replace(track.and_then(|track| Ear::open(&track).ok())));
    }
}

impl Inner {
    fn wait(self: &Rc<Self>) {
        let me = Rc::downgrade(self);
        let look = move || spawn_local(look(me));
        self.next.replace(Some(Timer::new(EVERY, look)));
    }

    /// One entry of the report.
    fn add(&self, entry: &JsValue, sample: &mut Sample, level: &mut (f64, f64)) {
        let number = |name: &str| Reflect::get(entry, &name.into()).ok().and_then(|value| value.as_f64());
        let text = |name: &str| Reflect::get(entry, &name.into()).ok().and_then(|value| value.as_string());
        let of = |name: &str| number(name).unwrap_or(0.0);
        match text("type").unwrap_or_default().as_str() {
            "inbound-rtp" => {
                sample.received += whole(of("packetsReceived"));
                sample.lost += whole(of("packetsLost")) + whole(of("packetsDiscarded"));
                sample.jitter_ms = sample.jitter_ms.max(milliseconds(of("jitter")));
                sample.played += whole(of("jitterBufferEmittedCount"));
                sample.waited += whole(of("jitterBufferDelay") * 1000.0);
            }
            "outbound-rtp" => sample.sent += whole(of("packetsSent")),
            // What the other end of the audio says: it counts before what the way there says.
            "remote-inbound-rtp" => {
                sample.lost_there = number("fractionLost").map(milliseconds);
                sample.round_trip_ms = number("roundTripTime").map(milliseconds).or(sample.round_trip_ms);
            }
            "candidate-pair" if text("state").as_deref() == Some("succeeded") => {
                let trip = number("currentRoundTripTime").map(milliseconds);
                sample.round_trip_ms = sample.round_trip_ms.or(trip);
            }
            "media-source" => {
                level.0 += of("totalAudioEnergy");
                level.1 += of("totalSamplesDuration");
            }
            _ => {}
        }
    }

    /// What the microphone has given since the last look.
    fn listen(&self, level: (f64, f64)) {
        let before = self.counted.replace(level);
        let (mut energy, mut seconds) = ((level.0 - before.0).max(0.0), (level.1 - before.1).max(0.0));
        if let Some(ear) = &*self.ear.borrow() {
            seconds = EVERY.as_secs_f64();
            energy = ear.mean_square() * seconds;
        }
        self.energy.set(self.energy.get() + energy * 1e12);
        self.listened.set(self.listened.get() + seconds * 1000.0);
    }
}

async fn look(me: Weak<Inner>) {
    let Some(report) = me.upgrade().map(|me| me.peer.get_stats()) else { return };
    let report = JsFuture::from(report).await;
    let Some(me) = me.upgrade() else { return };
    if let Ok(report) = report {
        let (mut sample, mut level) = (Sample::default(), (0.0, 0.0));
        report.unchecked_into::<Map>().for_each(&mut |entry, _| me.add(&entry, &mut sample, &mut level));
        me.listen(level);
        sample.energy = whole(me.energy.get());
        sample.listened_ms = whole(me.listened.get());
        sample.microphone_off = (me.microphone)().is_some_and(|track| track.muted());
        let state = me.peer.connection_state();
        sample.way_lost = matches!(state, RtcPeerConnectionState::Disconnected | RtcPeerConnectionState::Failed);
        (me.report)(sample);
    }
    me.wait();
}

/// Hears a muted microphone.
struct Ear {
    context: AudioContext,
    analyser: AnalyserNode,
    track: MediaStreamTrack,
}

/// As many samples as an analyser can look back: two thirds of a second.
const WINDOW: u16 = 32768;

impl Ear {
    fn open(track: &MediaStreamTrack) -> Result<Self, JsValue> {
        // The browser's own `clone`: another track of the same microphone, which is not muted. Stopped on drop.
        let track = MediaStreamTrack::clone(track);
        track.set_enabled(true);
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        let ear = Self { context, analyser, track };
        ear.analyser.set_fft_size(WINDOW.into());
        let stream = MediaStream::new()?;
        stream.add_track(&ear.track);
        ear.context.create_media_stream_source(&stream)?.connect_with_audio_node(&ear.analyser)?;
        Ok(ear)
    }

    fn mean_square(&self) -> f64 {
        let mut window = vec![0.0_f32; WINDOW.into()];
        self.analyser.get_float_time_domain_data(&mut window);
        window.iter().map(|level| f64::from(*level).powi(2)).sum::<f64>() / f64::from(WINDOW)
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.track.stop();
        let _ = self.context.close();
    }
}

fn milliseconds(seconds: f64) -> u32 {
    u32::try_from(whole(seconds * 1000.0)).unwrap_or(u32::MAX)
}

/// A counter. Some are signed, and none of these means less than nothing.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // what does not fit is cut to what does
fn whole(number: f64) -> u64 {
    number.round().max(0.0) as u64
}
