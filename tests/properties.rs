//! What holds for every story, not only for those that somebody thought of. A failure prints the seed and shrinks to
//! a short script, which then goes into `stories.rs`.

use ferrophone::engine::Engine;
use ferrophone::engine::event::Event;
use ferrophone::engine::journal::{self, Form};
use ferrophone::sim::story::{World, parse};
use proptest::prelude::*;

#[path = "recording/proof.rs"]
mod proof;

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
    "set missed.save_inbound=true",
    "set missed.track_answered=true",
    "set no_answer.save_outbound=true",
    "set autosave.internal=true",
    "set case.create_inbound=true",
    "set case.create_outbound=true",
    "set pop.mode=latest_case_account",
    "set pop.when=answer",
    "set email.missed=true",
    "set edit.open_inbound=true",
    "set results.list=Sales: Interested, Not now (out); Solved (in, answered)",
    "set follow_up.default_inbound=follow_up_close_today",
    "set follow_up.options_outbound=new_event",
    "set interaction_log.enabled=true",
    "set interaction_log.enabled=false",
    "set activity.record_type=012000000000009AAA",
    "set inbound.auto_answer=true",
    "result Interested",
    "result none",
    "follow up follow_up",
    "follow up new_event",
    "follow up open_latest_task",
    "follow up none",
    "due 2026-12-01",
    "undo",
    "give up",
    "org demands notes",
    "org demands nothing",
    "office is late",
    "office is away",
    "office comes",
    "tab 2: opens",
    "tab 3: opens",
    "tab 1: is seen",
    "tab 2: is seen",
    "tab 1: closes",
    "tab 2: dies",
    "tab 1: sleeps",
    "tab 1: wakes",
    "tab 2: answer",
    "tab 2: hang up",
    "tab 2: note typed there",
    "tab 3: save",
    "tab 2: visits Contact Jane Customer",
    "tab 2: clicks +493023125123 on Contact Jörg Müller",
    "bea: rings +33612345678 ref=ref-1",
    "bea: answer",
    "bea: far hangs up",
];

/// Switches whose effect on the number of Tasks is known beforehand, see [`expected`].
const SWITCHES: [&str; 7] = [
    "autosave.inbound",
    "autosave.outbound",
    "autosave.internal",
    "missed.save_inbound",
    "no_answer.save_outbound",
    "edit.open_inbound",
    "edit.open_outbound",
];

/// A call: how it goes, and what it is: inbound, outbound, internal; answered or not.
const CALLS: [(&str, char, bool); 9] = [
    ("rings +33612345678\nanswer\n20s\nfar hangs up", 'i', true),
    ("rings +493023125150\nanswer\n2s\nhang up", 'i', true),
    ("rings +33612345678\n9s\nfar gives up", 'i', false),
    ("rings withheld\ndecline", 'i', false),
    ("dials +33612345678\nfar answers\n5s\nfar hangs up", 'o', true),
    ("dials 030 1234567\nfar is busy", 'o', false),
    ("dials 030 1234567\n5s\nhang up", 'o', false),
    ("rings 1002\nanswer\n5s\nfar hangs up", 'n', true),
    ("dials 1002\n5s\nfar does not answer", 'n', false),
];

/// How many Tasks a call leaves, straight from the table of automatic saving.
fn expected(on: &[bool; 7], kind: char, answered: bool, saved: bool) -> usize {
    let [inbound, outbound, internal, missed, unanswered, edit_in, edit_out] = *on;
    let by_itself = match (kind, answered) {
        ('i', true) => inbound || edit_in,
        ('o', true) => outbound || edit_out,
        ('n', true) => internal,
        ('i', false) => missed,
        ('o', false) => unanswered,
        _ => false,
    };
    usize::from(by_itself || saved)
}

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
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    /// Whatever happens to requests, answers and the page: a call has one Task at most.
    #[test]
    fn no_call_ever_has_two_tasks_or_cases_or_follow_ups(lines in story()) {
        let mut world = tell(&lines);
        for line in ["office comes", "crm is back", "2m", "5m"] {
            world.take(parse(line).unwrap());
        }
        for (call, count) in world.records_by_key() {
            prop_assert!(count <= 1, "{count} records of call {call}\n{}", lines.join("\n"));
        }
    }

    /// An ended call leaves exactly the activities that its settings name, or that the agent asked for.
    #[test]
    fn an_ended_call_leaves_what_its_settings_name(
        on in prop::array::uniform7(any::<bool>()),
        calls in prop::collection::vec((0..CALLS.len(), any::<bool>()), 1..6),
    ) {
        let mut world = World::default();
        for (switch, on) in SWITCHES.iter().zip(on) {
            world.take(parse(&format!("set {switch}={on}")).unwrap());
        }
        world.take(parse("set follow_up.options_inbound=").unwrap());
        world.take(parse("set follow_up.options_outbound=").unwrap());
        let mut tasks = 0;
        for (call, save) in calls {
            let (script, kind, answered) = CALLS[call];
            let save = if save { "2s\nsave\n2s" } else { "2s" };
            for line in script.lines().chain(save.lines()) {
                world.take(parse(line).unwrap());
            }
            tasks += expected(&on, kind, answered, save.contains("save"));
        }
        world.take(parse("1m").unwrap());
        prop_assert_eq!(world.records_by_key().len(), tasks);
    }

    /// It makes no difference when the back office comes, or whether a page was lost before: what it has not seen it takes up.
    #[test]
    fn a_back_office_that_comes_late_does_the_same(
        on in prop::array::uniform7(any::<bool>()),
        calls in prop::collection::vec((0..CALLS.len(), any::<bool>()), 1..6),
        comes in 0usize..40,
        lost in 0usize..40,
        away in any::<bool>(),
    ) {
        let mut world = World::default();
        let mut lines = vec![if away { "office is away" } else { "office is late" }.to_owned()];
        lines.extend(SWITCHES.iter().zip(on).map(|(switch, on)| format!("set {switch}={on}")));
        lines.extend(["set follow_up.options_inbound=".to_owned(), "set follow_up.options_outbound=".to_owned()]);
        let mut tasks = 0;
        let mut at = 0;
        for (call, save) in calls {
            let (script, kind, answered) = CALLS[call];
            for line in script.lines().chain(if save { "2s\nsave\n2s" } else { "2s" }.lines()) {
                // Between two calls or in one; a crash between them only, because it would end one.
                at += 1;
                lines.push(line.to_owned());
                // What is dialled waits for it as long as an agent has patience.
                if line.starts_with("dials") {
                    lines.push("8s".to_owned());
                }
                if at == comes {
                    lines.push("office comes".to_owned());
                }
            }
            if at >= lost && lost > 0 && !lines.contains(&"crash".to_owned()) {
                lines.push("crash".to_owned());
            }
            tasks += expected(&on, kind, answered, save);
        }
        lines.extend(["office comes".to_owned(), "2m".to_owned()]);
        for line in &lines {
            world.take(parse(line).unwrap());
        }
        let found = world.records_by_key();
        prop_assert_eq!(found.len(), tasks, "{}", lines.join("\n"));
        prop_assert!(found.values().all(|count| *count == 1));
    }

    /// The events of a story, given to another engine, lead to the same effects and the same trace.
    #[test]
    fn the_same_events_give_the_same_effects_and_the_same_trace(lines in story()) {
        let world = tell(&lines);
        let (mut one, mut other) = (Engine::default(), Engine::default());
        for (now, event) in &world.events {
            if matches!(event, Event::Started(_)) {
                (one, other) = (Engine::default(), Engine::default());
            }
            prop_assert_eq!(one.handle(event.clone(), *now), other.handle(event.clone(), *now));
        }
        let view = world.engine.view();
        prop_assert_eq!(&one.view(), &view);
        for call in &view.calls {
            prop_assert_eq!(one.trace(call.id), other.trace(call.id));
            prop_assert_eq!(one.trace(call.id), world.engine.trace(call.id));
        }
    }

    /// A recording of it leads to the same, and with other names to the like.
    #[test]
    fn any_story_can_be_recorded(lines in story()) {
        proof::of(&tell(&lines));
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
            if !line.contains(": note ") && !line.starts_with("note ") {
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
                // A refused record is tried again after a reload: only from then on it says the same.
                let again: Option<journal::Saved> = journal::read(&saved.write().to_string());
                prop_assert_eq!(again, Some(saved));
            }
        }
    }

    /// Whatever happens: the other tabs of the browser show what the tab with the telephone shows.
    #[test]
    fn every_tab_shows_the_same(lines in story()) {
        let mut world = World::default();
        for line in ["tab 2: opens"].iter().chain(&lines) {
            world.take(parse(line).expect(line));
        }
        let wrong = |line: &&String| line.contains("shows something else") || line.contains("nobody understands");
        prop_assert_eq!(world.lines().iter().find(wrong), None, "{}", lines.join("\n"));
    }

    /// Nothing is waited for when nothing is going on: no timer while idle.
    #[test]
    fn an_idle_engine_wants_no_timer(lines in story()) {
        let mut world = tell(&lines);
        world.take(parse("tab 1: wakes").unwrap());
        world.take(parse("office comes").unwrap());
        world.take(parse("crm is back").unwrap());
        for _ in 0..8 {
            world.take(parse("hang up").unwrap());
            world.take(parse("call 1: hang up").unwrap());
            world.take(parse("far hangs up").unwrap());
        }
        world.take(parse("10m").unwrap());
        prop_assert_eq!(world.engine.wake_at(), None, "{}", lines.join("\n"));
        prop_assert_eq!(world.tabs_wake_at(), None, "{}", lines.join("\n"));
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
        for (_, count) in world.records_by_key() {
            prop_assert!(count <= 1);
        }
    }
}
