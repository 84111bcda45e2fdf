//! A recording: everything that came into the engine since the page began, with other names in it, and what the engine makes of
//! that. Whoever plays it gets the same effects, byte for byte, on whatever machine.
//!
//! A file of lines, each a JSON value (JSON Lines). The first says what it is, see [`Head`]; each further one is an event with its
//! time, in the forms of `shapes.rs`:
//!
//! ```text
//! {"ferrophone":"0.1.0","recording":1,"events":2,"effects":3,"digest":"90a1b2c3d4e5f607", …}
//! {"at":[1795420800000,60],"event":{"Started":{"entropy":1, …}}}
//! {"at":[1795420800100,60],"event":{"Signal":{"Incoming":{"from":{"name":"Qxul Vbnafzme","number":"+33804117253"}, …}}}}
//! ```
//!
//! There is no way to write one with the names that were there: see `veil.rs`.

mod dice;
mod journal;
mod settings;
mod shape;
mod shapes;
mod veil;

pub use shape::Shape;
use shape::field;
pub use shapes::kind_of;

use crate::engine::Engine;
use crate::engine::effect::Effect;
use crate::engine::event::Event;
use crate::engine::json::Json;
use crate::engine::time::Timestamp;
use veil::Veil;

/// Events with their times, from [`Event::Started`] on; with each further one of these another page begins.
pub type Events = [(Timestamp, Event)];

/// Of the form that is described above.
const VERSION: u32 = 1;

/// What the first line says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The widget's version.
    pub ferrophone: String,
    /// As the browser calls itself.
    pub browser: String,
    /// Which settings were in force at the end, counted from one.
    pub settings_version: u32,
    /// There was more than is kept: these are the first.
    pub cut: bool,
    /// What the file leads to.
    pub outcome: Outcome,
    /// What had really come in led to the same kinds of effects in the same order.
    pub like_the_real_one: bool,
}

/// What came out of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    pub events: u32,
    pub effects: u32,
    /// Of all effects, each with the place of its event.
    pub digest: u64,
}

/// A recording that was read.
#[derive(Clone, PartialEq, Debug)]
pub struct Recording {
    pub head: Head,
    pub events: Vec<(Timestamp, Event)>,
}

/// The text of a recording. `cut`: not all that came in was kept.
pub fn export(events: &Events, cut: bool, browser: &str) -> String {
    let veiled = veiled(events);
    let mut kinds = Digest::default();
    let mut real_kinds = Digest::default();
    play(events, |at, _, engine_says| real_kinds.take_kinds(at, engine_says.effects));
    let mut settings_version = 0;
    let mut digest = Digest::default();
    play(&veiled, |at, _, said| {
        kinds.take_kinds(at, said.effects);
        digest.take(at, said.effects);
        settings_version = said.engine.settings_version();
    });
    let head = Head {
        ferrophone: env!("CARGO_PKG_VERSION").to_owned(),
        browser: browser.to_owned(),
        settings_version,
        cut,
        outcome: digest.outcome(events.len()),
        like_the_real_one: kinds == real_kinds,
    };
    let mut text = head.write().to_text();
    text.push('\n');
    for (at, event) in &veiled {
        text.push_str(&Json::object(vec![("at", at.write()), ("event", event.write())]).to_text());
        text.push('\n');
    }
    text
}

/// With other names.
pub fn veiled(events: &Events) -> Vec<(Timestamp, Event)> {
    let mut veil = Veil::default();
    let mut veiled = events.to_vec();
    for (_, event) in &mut veiled {
        event.veil(&mut veil);
    }
    veiled
}

/// Reads what [`export`] wrote.
pub fn read(text: &str) -> Result<Recording, Unreadable> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, first) = lines.next().ok_or(Unreadable { line: 1 })?;
    let head = Json::parse(first).and_then(|json| Head::read(&json)).ok_or(Unreadable { line: 1 })?;
    let event = |(at, line): (usize, &str)| {
        let json = Json::parse(line);
        let both = json.as_ref().and_then(|json| Some((field(json, "at")?, field(json, "event")?)));
        both.ok_or(Unreadable { line: at + 1 })
    };
    Ok(Recording { head, events: lines.map(event).collect::<Result<_, _>>()? })
}

/// This line is not of a recording, or not of this version's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreadable {
    pub line: usize,
}

/// What the engine says to one event.
pub struct Said<'a> {
    pub effects: &'a [Effect],
    pub engine: &'a Engine,
}

/// Gives the events to an engine, one after the other. `tell`: the place of the event, with its time, and what came of it.
pub fn play(events: &Events, mut tell: impl FnMut(usize, &(Timestamp, Event), &Said)) {
    let mut engine = Engine::default();
    for (at, event) in events.iter().enumerate() {
        if matches!(event.1, Event::Started(_)) {
            engine = Engine::default();
        }
        let effects = engine.handle(event.1.clone(), event.0);
        tell(at, event, &Said { effects: &effects, engine: &engine });
    }
}

/// What comes of these events.
pub fn outcome(events: &Events) -> Outcome {
    let mut digest = Digest::default();
    play(events, |at, _, said| digest.take(at, said.effects));
    digest.outcome(events.len())
}

impl Head {
    fn write(&self) -> Json {
        let Outcome { events, effects, digest } = self.outcome;
        Json::object(vec![
            ("ferrophone", self.ferrophone.write()),
            ("recording", VERSION.write()),
            ("browser", self.browser.write()),
            ("settings_version", self.settings_version.write()),
            ("cut", Shape::write(&self.cut)),
            ("events", events.write()),
            ("effects", effects.write()),
            ("digest", Json::from(format!("{digest:016x}"))),
            ("like_the_real_one", Shape::write(&self.like_the_real_one)),
        ])
    }

    fn read(json: &Json) -> Option<Self> {
        let version: u32 = field(json, "recording")?;
        let digest: String = field(json, "digest")?;
        let digest = u64::from_str_radix(&digest, 16).ok()?;
        let outcome = Outcome { events: field(json, "events")?, effects: field(json, "effects")?, digest };
        (version == VERSION).then_some(Self {
            ferrophone: field(json, "ferrophone")?,
            browser: field(json, "browser")?,
            settings_version: field(json, "settings_version")?,
            cut: field(json, "cut")?,
            outcome,
            like_the_real_one: field(json, "like_the_real_one")?,
        })
    }
}

/// FNV-1a over 64 bits: by bytes, so it is the same on every machine. It tells accidents, not forgeries.
#[derive(PartialEq)]
struct Digest {
    hash: u64,
    effects: u32,
}

impl Default for Digest {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, effects: 0 }
    }
}

impl Digest {
    fn line(&mut self, at: usize, text: &str) {
        self.effects += 1;
        for byte in at.to_string().bytes().chain([b' ']).chain(text.bytes()).chain([b'\n']) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn take(&mut self, at: usize, effects: &[Effect]) {
        effects.iter().for_each(|effect| self.line(at, &effect.write().to_text()));
    }

    fn take_kinds(&mut self, at: usize, effects: &[Effect]) {
        effects.iter().for_each(|effect| self.line(at, &kind_of(effect)));
    }

    fn outcome(&self, events: usize) -> Outcome {
        Outcome { events: u32::try_from(events).unwrap_or(u32::MAX), effects: self.effects, digest: self.hash }
    }
}
