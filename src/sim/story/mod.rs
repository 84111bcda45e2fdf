//! Stories: a script in, what happened out. A script is a line of text for each thing that happens; what comes out
//! is a line for each effect. A test is a story with its outcome beside it, and a bug becomes one.
//!
//! ```text
//! rings +33612345678 queue=support     a call comes in
//! answer                               the agent does something
//! 30s                                  time passes
//! far hangs up                         the other side does something
//! crm loses the next answer            an accident is planned
//! ```

mod carry;
mod channel;
mod desk;
mod far;
mod hands;
mod late;
mod office;
mod outcome;
mod sabotage;
mod script;
mod shown;
mod sight;
mod sound;
mod tabs;
mod told;
mod world;

pub use office::Place;
pub use sabotage::Sabotage;
pub use script::{Line, Whose, parse};
pub use world::World;

/// Plays a script in a fresh world and tells what happened. A line that cannot be read is told as such, so that no
/// story passes by saying nothing.
pub fn play(script: &str) -> String {
    let mut world = World::default();
    world.play(script);
    world.finish()
}

impl World {
    /// The script's lines, one after another.
    pub fn play(&mut self, script: &str) {
        for (number, text) in script.lines().enumerate() {
            let text = text.split('#').next().unwrap_or_default().trim();
            if text.is_empty() {
                continue;
            }
            match parse(text) {
                Ok(line) => self.take(line),
                Err(why) => self.say(format!("line {}: {why}: {text}", number + 1)),
            }
        }
    }
}
