//! The ringing tone, made on the spot: two notes, a second long, every four seconds. It is scheduled ahead on the
//! audio clock, so that no timer runs, and it stops with whoever holds it.

use std::any::Any;
use std::cell::Cell;

use web_sys::{AudioContext, AudioNode, OscillatorNode};

#[derive(Default)]
pub struct Ringer {
    /// Made when it first rings: a browser lets a page sound only after the agent has touched it.
    context: Option<AudioContext>,
    tones: Vec<OscillatorNode>,
    /// While it rings.
    output: Option<Output>,
}

/// Where it rings, if not where the system says. Dropping it lets the loudspeaker go.
pub struct Output {
    pub node: AudioNode,
    pub _held: Box<dyn Any>,
}

/// The code for it comes with the page on which the agent chooses: until then it rings where the system says.
pub type Route = fn(&AudioContext) -> Option<Output>;

thread_local! {
    static ROUTE: Cell<Option<Route>> = const { Cell::new(None) };
}

pub fn set_route(route: Route) {
    ROUTE.set(Some(route));
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
        // Not awaited: until the agent has touched the page it stays silent.
        let _ = context.resume()?;
        let volume = context.create_gain()?;
        self.output = ROUTE.get().and_then(|route| route(context));
        match &self.output {
            Some(output) => volume.connect_with_audio_node(&output.node)?,
            None => volume.connect_with_audio_node(&context.destination())?,
        };
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
        self.output = None;
    }
}
