//! The ringing tone, made on the spot: two notes, a second long, every four seconds. It is scheduled ahead on the
//! audio clock, so that no timer runs, and it stops with whoever holds it.

use web_sys::{AudioContext, OscillatorNode};

use super::devices;
use crate::engine::event::Device;

#[derive(Default)]
pub struct Ringer {
    /// Made when it first rings: a browser lets a page sound only after the agent has touched it.
    context: Option<AudioContext>,
    tones: Vec<OscillatorNode>,
}

/// Longer than any PBX lets a phone ring.
const RINGS: u32 = 45;

impl Ringer {
    pub fn ring(&mut self, on: bool) {
        self.stop();
        if on {
            // A page without sound still shows who calls.
            let _ = self.start();
        }
    }

    fn start(&mut self) -> Result<(), wasm_bindgen::JsValue> {
        if self.context.is_none() {
            self.context = Some(AudioContext::new()?);
        }
        let Some(context) = &self.context else { return Ok(()) };
        devices::play_on(context, Device::Ringer);
        // Not awaited: until the agent has touched the page it stays silent.
        let _ = context.resume()?;
        let volume = context.create_gain()?;
        volume.connect_with_audio_node(&context.destination())?;
        let level = volume.gain();
        level.set_value(0.0);
        let from = context.current_time();
        for ring in 0..RINGS {
            let at = from + f64::from(ring) * 4.0;
            level.set_value_at_time(0.0, at)?;
            level.linear_ramp_to_value_at_time(0.2, at + 0.05)?;
            level.set_value_at_time(0.2, at + 0.95)?;
            level.linear_ramp_to_value_at_time(0.0, at + 1.0)?;
        }
        for pitch in [440.0, 554.4] {
            let tone = context.create_oscillator()?;
            tone.frequency().set_value(pitch);
            tone.connect_with_audio_node(&volume)?;
            tone.start()?;
            self.tones.push(tone);
        }
        Ok(())
    }

    #[allow(deprecated)] // web-sys marks the inherited `stop` so; the browser does not
    fn stop(&mut self) {
        for tone in self.tones.drain(..) {
            let _ = tone.stop();
            let _ = tone.disconnect();
        }
    }
}
