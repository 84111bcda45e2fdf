//! Recordings: what came in leads to the same effects wherever it is played, with other names in it. That it is so for every story
//! is shown where stories are played (`tests/stories`, `tests/privacy`).

mod proof;

use ferrophone::engine::event::{Event, Intent};
use ferrophone::sim::storm::Day;
use ferrophone::sim::story::World;
use ferrophone::wire::recording::{self, Unreadable};
use proptest::prelude::*;

fn told(script: &str) -> World {
    let mut world = World::default();
    world.play(script);
    world
}

const CALL: &str = r#"
set line.user=1001
rings +33612345678 "Jane" queue=support ivr=4711
answer
note Wants a quote
30s
far hangs up
1m
crash
1m
"#;

#[test]
fn an_event_that_is_changed_is_noticed() {
    let text = proof::of(&told(CALL));
    let recording = recording::read(&text).unwrap();
    // Nothing comes of the last one, and nothing after it.
    for at in 0..recording.events.len() - 1 {
        let mut fewer = recording.events.clone();
        let gone = fewer.remove(at);
        assert_ne!(recording::outcome(&fewer).digest, recording.head.outcome.digest, "without {gone:?}");
    }
    let mut typed = 0;
    for at in 0..recording.events.len() {
        let mut other = recording.events.clone();
        if let (_, Event::Agent(Intent::Note { text, .. })) = &mut other[at] {
            *text = "Wants a quota".into();
            typed += 1;
            assert_ne!(recording::outcome(&other).digest, recording.head.outcome.digest, "one that is changed");
        }
    }
    assert_eq!(typed, 1);
}

#[test]
fn the_same_events_are_exported_as_the_same_file() {
    let world = told(CALL);
    assert_eq!(recording::export(&world.events, true, "b"), recording::export(&world.events, true, "b"));
    let head = recording::read(&recording::export(&world.events, true, "b")).unwrap().head;
    assert!(head.cut);
    assert_eq!((head.browser.as_str(), head.ferrophone.as_str()), ("b", env!("CARGO_PKG_VERSION")));
    assert_eq!(head.settings_version, 1);
}

#[test]
fn a_line_that_is_no_event_is_named() {
    let text = proof::of(&told(CALL));
    let lines = text.lines().count();
    assert_eq!(recording::read("").unwrap_err(), Unreadable { line: 1 });
    assert_eq!(
        recording::read(&text.replacen("\"recording\":1", "\"recording\":2", 1)).unwrap_err(),
        Unreadable { line: 1 }
    );
    assert_eq!(recording::read(&(text.clone() + "\n{}\n")).unwrap_err(), Unreadable { line: lines + 2 });
    assert_eq!(recording::read(&text.replacen("\"Rang", "\"Sang", 1)).map(|r| r.events.len()), Ok(lines - 1));
}

#[test]
fn stormy_days_can_be_recorded() {
    for seed in 100..130 {
        proof::of(&told(&Day::new(seed).lines.join("\n")));
    }
}

/// The settings name a record type, and the journal does: both mean the same one after a reload.
#[test]
fn a_record_type_is_the_same_in_settings_and_journal() {
    let set = "set activity.record_type=012000000000009AAA\nrings +33612345678";
    proof::of(&told(&format!("{set}\ncrm loses the next answer\nsave\nreload\nreload\nrings +33612345678")));
}

/// Whatever digit is drawn for the one in brackets: a zero there would not be dialled.
#[test]
fn a_digit_in_brackets_is_dialled_in_a_recording_too() {
    for digit in 1..=9 {
        proof::of(&told(&format!("dials {digit}({digit})(\nfar answers\nhang up\n1m")));
        proof::of(&told(&format!("dials {digit}(({digit}))2\nfar answers\nhang up\n1m")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    /// Whatever is dialled, typed and said, a recording can be made of it and read again.
    #[test]
    fn any_text_can_be_recorded(text in any::<String>(), more in "[+0-9() *#/.-]{0,20}") {
        let lines = |text: &str| {
            let text: String = text.chars().filter(|c| !"\n\r#".contains(*c)).collect();
            format!("dials {text}\nfar answers\nnote {text}\nsubject {text}\ntransfer {text}\nhang up\n1m\ncrash\nclose\n1m")
        };
        proof::of(&told(&lines(&text)));
        proof::of(&told(&lines(&more)));
    }
}
