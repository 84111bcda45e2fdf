//! What hurts most about softphones in Salesforce, each pain as the story in which it does not happen; and the same story
//! without the safeguard that is for it, in which it does. The real sleep of a
//! line is told in `tests/fixtures/sip/stories/asleep.txt`, several real tabs in `tests/browser/tabs.test.mjs`.

use ferrophone::engine::id::RecordId;
use ferrophone::sim::org::ChangeKind;
use ferrophone::sim::story::{Sabotage, World};

/// A script, what must hold when it is over, what happened, and the safeguard without which it does not hold.
macro_rules! pain {
    ($name:ident, without $safeguard:ident, $holds:expr, $script:literal, @$outcome:literal) => {
        mod $name {
            use super::*;

            #[test]
            fn does_not_hurt() {
                let world = played($script, None);
                assert!($holds(&world));
                insta::assert_snapshot!(world.finish(), @$outcome);
            }

            #[test]
            fn hurts_without_its_safeguard() {
                assert!(!$holds(&played($script, Some(Sabotage::$safeguard))));
            }
        }
    };
}

mod calls;
mod records;

pub fn played(script: &str, sabotage: Option<Sabotage>) -> World {
    let mut world = World::default();
    world.sabotage = sabotage;
    world.play(script);
    world
}

/// A field of each call Task that was made, or nothing where it is empty.
pub fn each(world: &World, field: &str) -> Vec<String> {
    let made = |id: &RecordId| world.org.audit.iter().any(|c| c.kind == ChangeKind::Created && c.record == *id);
    let calls = world.org.of("Task").filter(|task| !task.text("CallType").is_empty() && made(&task.id));
    calls.map(|task| world.org.shown(&task.id, field).unwrap_or_default()).collect()
}
