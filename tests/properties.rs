//! What holds for every story, not only for those that somebody thought of. A failure prints the seed and shrinks to
//! a short script, which then goes into `stories.rs`.

use ferrophone::engine::journal::{self, Form};
use ferrophone::sim::story::{World, parse};
use proptest::prelude::*;

/// The lines that a random story is made of.
const LINES: &[&str] = &[
    "rings +33612345678",
    "rings +493023125150",
    "rings +4915112345678",
    "rings withheld",
    "rings 1002",
    "dials 030 1234567",
    "clicks +493023125123 on Contact Jörg Müller",
    "answer",
    "call 1: answer",
    "call 2: answer",
    "decline",
    "hang up",
    "call 1: hang up",
    "hold",
    "resume",
    "far answers",
    "far hangs up",
    "far is busy",
    "far is answered elsewhere",
    "far becomes +33199001234",
    "note first words",
    "note other words",
    "call 1: note about the first",
    "subject mine",
    "choose Cem Yılmaz",
    "unassign",
    "visits Contact Jane Customer",
    "assign page",
    "save",
    "call 1: save",
    "close",
    "it is there",
    "5s",
    "40s",
    "2m",
    "crm loses the next answer",
    "crm loses the next save",
    "crm answers the next save twice",
    "crm answers the next save a minute late",
    "crm fails after the next save",
    "crm is not ready for the next save",
    "crm loses the next search",
    "crm is out",
    "crm is back",
    "reload",
    "crash",
    "org without call fields",
    "org cannot look up",
    "set autosave.inbound=false",
    "set autosave.inbound=true",
];

fn story() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(LINES), 1..40)
}

fn tell(lines: &[&str]) -> World {
    let mut world = World::default();
    for line in lines {
        world.take(parse(line).expect(line));
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever happens to requests, answers and the page: a call has one Task at most.
    #[test]
    fn no_call_ever_has_two_tasks(lines in story()) {
        let mut world = tell(&lines);
        for line in ["crm is back", "2m", "5m"] {
            world.take(parse(line).unwrap());
        }
        for (call, count) in world.tasks_by_call() {
            prop_assert!(count <= 1, "{count} tasks of call {call}\n{}", lines.join("\n"));
        }
    }

    /// The same events give the same effects and the same trace.
    #[test]
    fn a_story_told_twice_is_the_same_story(lines in story()) {
        prop_assert_eq!(tell(&lines).finish(), tell(&lines).finish());
    }

    /// A note that was typed is in the journal, in the org, or on the screen, over a reload at any point.
    #[test]
    fn a_note_is_never_lost(lines in story(), cut in 0usize..40) {
        let cut = cut.min(lines.len());
        let mut world = World::default();
        world.take(parse("rings +33612345678").unwrap());
        world.take(parse("call 1: note precious").unwrap());
        for (at, line) in lines.iter().enumerate() {
            // Words of its own for this note are not what is looked for.
            if !line.starts_with("call 1: note") && !line.starts_with("note") {
                world.take(parse(line).expect(line));
            }
            if at == cut {
                world.take(parse("crash").unwrap());
            }
        }
        prop_assert!(world.knows("precious"), "{}", lines.join("\n"));
    }

    /// What stands in the journal can be read back, and says the same.
    #[test]
    fn the_journal_is_always_readable(lines in story()) {
        let world = tell(&lines);
        for (key, text) in world.journal() {
            if key.starts_with(journal::CALL) {
                let saved: journal::Saved = journal::read(text).ok_or_else(|| TestCaseError::fail(text.clone()))?;
                prop_assert_eq!(&saved.write().to_string(), text);
            }
        }
    }

    /// Nothing is waited for when nothing is going on: no timer while idle.
    #[test]
    fn an_idle_engine_wants_no_timer(lines in story()) {
        let mut world = tell(&lines);
        world.take(parse("crm is back").unwrap());
        for _ in 0..8 {
            world.take(parse("hang up").unwrap());
            world.take(parse("call 1: hang up").unwrap());
            world.take(parse("far hangs up").unwrap());
        }
        world.take(parse("10m").unwrap());
        prop_assert_eq!(world.engine.wake_at(), None, "{}", lines.join("\n"));
    }

    /// Text from outside never breaks a story, and never the engine.
    #[test]
    fn any_text_can_be_dialled_noted_and_searched(text in any::<String>()) {
        let text: String = text.chars().filter(|c| *c != '\n' && *c != '\r').collect();
        let mut world = World::default();
        for line in [format!("dials {text}"), "far answers".into(), format!("note {text}"), format!("subject {text}"), "hang up".into()] {
            if let Ok(line) = parse(&line) {
                world.take(line);
            }
        }
        for (_, count) in world.tasks_by_call() {
            prop_assert!(count <= 1);
        }
    }
}
