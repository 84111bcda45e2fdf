//! What a recording of any story has to show.

use ferrophone::engine::event::Event;
use ferrophone::engine::json::Json;
use ferrophone::engine::time::Timestamp;
use ferrophone::sim::story::World;
use ferrophone::wire::recording::{self, Recording, Shape};

/// Panics unless these events, written and read again, lead to the same effects, and a recording of them to what it says and to the
/// same kinds of effects. Returns the file.
pub fn of(world: &World) -> String {
    let again: Vec<_> = world.events.iter().map(again).collect();
    assert_eq!(effects(&again), effects(&world.events), "what was written and read again leads to the same");
    let text = recording::export(&world.events, false, "a test");
    let Recording { head, events } = recording::read(&text).unwrap_or_else(|why| panic!("{why:?} of\n{text}"));
    assert_eq!(events.len(), world.events.len());
    assert_eq!(recording::outcome(&events), head.outcome, "what the file says comes of it:\n{text}");
    assert!(head.like_the_real_one, "other names lead to other effects:\n{}", difference(&world.events, &events));
    text
}

fn again((at, event): &(Timestamp, Event)) -> (Timestamp, Event) {
    let text = event.write().to_text();
    let event = Event::read(&Json::parse(&text).expect(&text)).expect(&text);
    assert_eq!(event.write().to_text(), text);
    (Timestamp::read(&at.write()).unwrap(), event)
}

/// One line for each, all that there is of it.
fn effects(events: &recording::Events) -> Vec<String> {
    let mut all = Vec::new();
    recording::play(events, |at, _, said| {
        all.extend(said.effects.iter().map(|effect| format!("{at} {}", effect.write())));
    });
    all
}

fn difference(real: &recording::Events, veiled: &recording::Events) -> String {
    let (real, veiled) = (effects(real), effects(veiled));
    let kind = |line: &String| line.chars().filter(|c| !c.is_ascii_digit()).take(24).collect::<String>();
    let place = real.iter().zip(&veiled).position(|(a, b)| kind(a) != kind(b)).unwrap_or(real.len().min(veiled.len()));
    let around = |lines: &[String]| lines[place.saturating_sub(1)..lines.len().min(place + 2)].join("\n");
    format!("{}\nand\n{}", around(&real), around(&veiled))
}
