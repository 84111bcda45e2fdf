//! The audio of a story's call: a driver's samples, made up.

use std::time::Duration;

use super::world::World;
use crate::engine::event::Event;
use crate::engine::quality::{EVERY, Sample};
use crate::engine::telephony::Signal;

impl World {
    /// The newest call is up and sounds like this for a while: packets both ways and a voice, but for what `with` says.
    pub(super) fn sounds(&mut self, span: Duration, with: &[(String, String)]) {
        let Some(leg) = self.engine.view().calls.iter().rev().find_map(|call| self.engine.leg_of(call.id)) else {
            return self.say("nobody is there to be heard".to_owned());
        };
        let until = self.now.plus(span);
        while self.now < until {
            self.pass(EVERY);
            if let Err(word) = goes_on(&mut self.sound, with) {
                return self.say(format!("no such sound: {word}"));
            }
            self.event(Event::Signal(Signal::Sampled { leg: leg.clone(), sample: self.sound }));
        }
    }
}

/// Two seconds more. `comes=no`, `goes=no`, `lost=8` (percent), `lost_there=8`, `trip=400` and `jitter=30` (milliseconds), `voice=no`,
/// `microphone=off`,
/// `way=lost`.
fn goes_on(sound: &mut Sample, with: &[(String, String)]) -> Result<(), String> {
    let word = |name: &str| with.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let known = ["comes", "goes", "lost", "lost_there", "trip", "jitter", "voice", "microphone", "way"];
    if let Some((other, _)) = with.iter().find(|(key, _)| !known.contains(&key.as_str())) {
        return Err(other.clone());
    }
    let number = |name: &str| {
        word(name)
            .map(|text| text.parse::<u32>().map_err(|_| format!("{name}={text}")))
            .transpose()
            .map(|n| n.unwrap_or(0))
    };
    let lost = u64::from(number("lost")?);
    if word("comes") != Some("no") {
        sound.received += 100 - lost;
        sound.lost += lost;
        sound.played += 96_000;
        sound.waited += 96_000 * 40;
    }
    if word("goes") != Some("no") {
        sound.sent += 100;
    }
    sound.listened_ms += 2000;
    if word("voice") != Some("no") {
        sound.energy += 2000 * 1_000_000;
    }
    sound.jitter_ms = number("jitter")?;
    sound.round_trip_ms = Some(number("trip")?);
    sound.lost_there = Some(number("lost_there")? * 10);
    sound.microphone_off = word("microphone") == Some("off");
    sound.way_lost = word("way") == Some("lost");
    Ok(())
}
