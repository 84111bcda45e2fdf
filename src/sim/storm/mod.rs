//! A storm: random calls in an office where everything goes wrong, and a simple reference model beside the real engine.
//! The model knows of each call whether it must be in the org, and which words must not be lost; it does not know how.
//!
//! Days of some twenty calls are played one after the other, each from a seed of its own. A day that goes wrong is
//! shrunk to the lines that make it go wrong: they are a story.

mod day;
mod model;
mod seen;

use std::collections::BTreeMap;

use super::story::{Sabotage, World};

pub use day::Day;

/// What became of a storm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub calls: u64,
    /// Accidents by kind.
    pub faults: BTreeMap<&'static str, u64>,
    pub tasks_expected: u64,
    pub tasks_found: u64,
    /// Calls that were taken up again and have one Task, with all of their time.
    pub rejoined: u64,
    /// Calls that should be in the org and are not.
    pub lost: u64,
    /// Records of a call beyond the first of their kind.
    pub doubled: u64,
    pub notes_lost: u64,
    /// Records of calls that were to leave none.
    pub unwanted: u64,
    /// The first days that went wrong.
    pub stories: Vec<Story>,
}

/// A day that went wrong, in the fewest lines that go wrong all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    pub day: u64,
    pub lines: Vec<String>,
    pub wrong: String,
}

/// So many days are shrunk; that takes a while.
const STORIES: usize = 5;

impl Tally {
    pub fn is_clean(&self) -> bool {
        [self.lost, self.doubled, self.notes_lost, self.unwanted] == [0; 4] && self.stories.is_empty()
    }
}

/// Plays days until so many calls were made. `sabotage`: a safeguard that is switched off, which the storm must notice.
pub fn storm(calls: u64, seed: u64, sabotage: Option<Sabotage>, mut told: impl FnMut(&Tally)) -> Tally {
    let mut tally = Tally::default();
    let mut number = 0;
    while tally.calls < calls {
        let day = Day::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(number));
        let verdict = play(&day.lines, sabotage);
        tally.calls += verdict.calls;
        tally.tasks_expected += verdict.expected;
        tally.tasks_found += verdict.found;
        tally.rejoined += verdict.rejoined;
        tally.lost += verdict.lost;
        tally.doubled += verdict.doubled;
        tally.notes_lost += verdict.notes_lost;
        tally.unwanted += verdict.unwanted;
        for fault in &day.faults {
            *tally.faults.entry(fault).or_default() += 1;
        }
        if !verdict.wrong.is_empty() && tally.stories.len() < STORIES {
            // Without a safeguard it is enough that there is harm.
            let lines = if sabotage.is_some() { day.lines } else { shrink(day.lines) };
            let wrong = play(&lines, sabotage).wrong.join("; ");
            tally.stories.push(Story { day: number, lines, wrong });
            if sabotage.is_some() {
                return tally;
            }
        }
        number += 1;
        told(&tally);
    }
    tally
}

/// One day, judged.
#[derive(Clone, Debug, Default)]
struct Verdict {
    calls: u64,
    expected: u64,
    found: u64,
    rejoined: u64,
    lost: u64,
    doubled: u64,
    notes_lost: u64,
    unwanted: u64,
    wrong: Vec<String>,
}

fn play(lines: &[String], sabotage: Option<Sabotage>) -> Verdict {
    let mut world = World::default();
    world.sabotage = sabotage;
    let mut model = model::Model::default();
    for line in lines {
        model.take(line, &mut world);
    }
    model.judge(world)
}

/// Fewer lines that go wrong all the same: half of them, a quarter, … one.
fn shrink(mut lines: Vec<String>) -> Vec<String> {
    let mut size = lines.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < lines.len() {
            let mut fewer = lines.clone();
            fewer.drain(at..(at + size).min(lines.len()));
            if play(&fewer, None).wrong.is_empty() { at += size } else { lines = fewer }
        }
        size /= 2;
    }
    lines
}
