//! Every story once more, and this time the package's questions are answered by its Apex, which an emulator runs:
//! `salesforce/check/emulator`. The widget asks as `wire::apex` writes it, over a pipe; what the Apex changed is changed in
//! the story's org; the answer is read by the same codec. What happens must be what happens with the simulated package,
//! to the last field of the last record.
//!
//! `cargo xtask test salesforce` runs this; plain `cargo test` does not, because it needs node.

mod controls;
mod emulator;
mod hostile;
mod seed;
mod settings;

use std::fmt::Debug;

use ferrophone::sim::org::{Apex, Org, Record};
use ferrophone::sim::story::World;

/// A script and what happens, here with the Apex behind it.
macro_rules! story {
    ($name:ident, $script:literal, @$outcome:literal) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(crate::with_apex($script), @$outcome);
        }
    };
}

#[path = "../stories/acceptance.rs"]
mod acceptance;
#[path = "../stories/calls.rs"]
mod calls;
#[path = "../stories/cases.rs"]
mod cases;
#[path = "../stories/follow_up.rs"]
mod follow_up;
#[path = "../stories/logging.rs"]
mod logging;
#[path = "../stories/meanwhile.rs"]
mod meanwhile;
#[path = "../stories/missed.rs"]
mod missed;
#[path = "../stories/screen_pop.rs"]
mod screen_pop;

/// What the story tells with the Apex. The org it leaves must be the one that it leaves with the simulated package.
fn with_apex(script: &str) -> String {
    let simulated = played(script, None);
    let emulated = played(script, Some(emulator::invoke));
    if let Some(difference) = difference(&simulated.org, &emulated.org) {
        panic!("the simulated package and the Apex part ways\n{difference}");
    }
    emulated.finish()
}

fn played(script: &str, apex: Option<Apex>) -> World {
    let mut world = World::default();
    world.org.apex = apex;
    world.play(script);
    world
}

/// The first thing in which two orgs differ: records in every field, e-mail, what was opened.
fn difference(simulated: &Org, emulated: &Org) -> Option<String> {
    fn first<T: PartialEq + Debug>(what: &str, left: &[T], right: &[T]) -> Option<String> {
        let at = (0..left.len().max(right.len())).find(|&at| left.get(at) != right.get(at))?;
        Some(format!("{what}\n  simulated {:?}\n  Apex      {:?}", left.get(at), right.get(at)))
    }
    let records = |org: &Org| org.all().cloned().collect::<Vec<Record>>();
    first("a record", &records(simulated), &records(emulated))
        .or_else(|| first("an e-mail", &simulated.mails, &emulated.mails))
        .or_else(|| first("what opened", &simulated.screen, &emulated.screen))
}
