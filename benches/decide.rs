//! How long the engine takes to decide one event and to say what the screen shows, by the length of the history:
//! `cargo xtask bench`. The history must make no difference, but for reading it once.

use std::time::{Duration, Instant};

use ferrophone::engine::Engine;
use ferrophone::engine::effect::Effect;
use ferrophone::engine::event::Event;
use ferrophone::sim::story::{World, parse};

/// Every rule has something to do.
const SETTINGS: &str = "set pop.mode=latest_case_account
set case.create_inbound=true
set results.list=Sales: Interested, Not now
set missed.save_inbound=true
set missed.track_answered=true
set follow_up.default_inbound=follow_up";

/// One call from ring to saved.
const CALL: &str = "rings +33612345678
answer
note Wants a quote for two grinders
30s
far hangs up
result Interested
save
2s
close
1s";

const CALLS: usize = 50;

fn main() {
    let mut world = World::default();
    let script = [SETTINGS, &[CALL; CALLS].join("\n")].join("\n");
    for line in script.lines() {
        world.take(parse(line).unwrap_or_else(|why| panic!("{line}: {why}")));
    }
    let journal = world.journal();
    let done = journal.iter().find(|(key, _)| key.starts_with("done/")).map(|(_, text)| text.clone());
    let done = done.expect("a call that is done with");
    println!(
        "{:>9} {:>8} {:>12} {:>12} {:>12} {:>12} {:>14}",
        "history", "events", "mean", "worst", "view", "written", "read once"
    );
    for history in [10, 1_000, 10_000] {
        measure(&world, history, &done);
    }
}

/// The same events to an engine with so many calls behind it.
fn measure(world: &World, history: usize, done: &str) {
    let mut engine = Engine::default();
    let (mut times, mut views, mut start, mut written) = (Vec::new(), Vec::new(), Duration::ZERO, 0);
    let first = done.split('"').nth(3).unwrap_or_default().to_owned();
    for (now, event) in &world.events {
        let mut event = event.clone();
        let reads = matches!(event, Event::HistoryRead(_));
        if let Event::HistoryRead(entries) = &mut event {
            let id = |n: usize| done.replacen(&first, &format!("{n:016x}"), 1);
            entries.0 = (0..history).map(|n| (format!("done/{n:016x}"), id(n))).collect();
        }
        let began = Instant::now();
        let effects = engine.handle(event, *now);
        let took = began.elapsed();
        if reads {
            start = took;
            continue;
        }
        times.push(took);
        let began = Instant::now();
        std::hint::black_box(engine.view());
        views.push(began.elapsed());
        written += effects.iter().filter(|effect| matches!(effect, Effect::Store { .. })).count();
    }
    let mean = |times: &[Duration]| times.iter().sum::<Duration>() / u32::try_from(times.len().max(1)).unwrap_or(1);
    let (mean, view) = (mean(&times), mean(&views));
    let worst = times.iter().max().copied().unwrap_or_default();
    println!("{history:>9} {:>8} {mean:>12.1?} {worst:>12.1?} {view:>12.1?} {written:>12} {start:>14.1?}", times.len());
}
