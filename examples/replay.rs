//! `cargo xtask replay FILE`: plays a recording that an agent has exported, and tells what came of each event: effects behind `>`, and
//! the lines of the trace. Ends with 1 where something else comes of it than the file says.

use std::collections::BTreeMap;
use std::process::ExitCode;

use ferrophone::wire::recording::{self, Outcome, Recording, Shape};

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return usage("which file?") };
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(why) => return usage(&format!("{file}: {why}")),
    };
    let Recording { head, events } = match recording::read(&text) {
        Ok(recording) => recording,
        Err(why) => return usage(&format!("{file}: line {} is not of a recording that this version reads", why.line)),
    };
    println!("Ferrophone {}, settings {}, {}", head.ferrophone, head.settings_version, head.browser);
    if head.cut {
        println!("cut: more came in than was kept; this is the beginning");
    }
    if !head.like_the_real_one {
        println!("with other names in it, it takes another course than what really happened");
    }
    tell(&events);
    let outcome = recording::outcome(&events);
    println!("{}", in_words(&outcome));
    if outcome == head.outcome {
        return ExitCode::SUCCESS;
    }
    let version = env!("CARGO_PKG_VERSION");
    eprintln!(
        "but the file says: {}\nit was written by version {}, this is {version}",
        in_words(&head.outcome),
        head.ferrophone
    );
    ExitCode::FAILURE
}

fn usage(what: &str) -> ExitCode {
    eprintln!("{what}\nusage: cargo xtask replay FILE");
    ExitCode::from(2)
}

fn in_words(Outcome { events, effects, digest }: &Outcome) -> String {
    format!("{events} events, {effects} effects, digest {digest:016x}")
}

fn tell(events: &recording::Events) {
    let mut told = BTreeMap::new();
    recording::play(events, |at, (time, event), said| {
        println!("{:>5} {time:?} {}", at + 1, event.write());
        for effect in said.effects {
            println!("      > {}", effect.write());
        }
        let view = said.engine.view();
        for call in view.calls.iter().map(|call| call.id).chain(view.history.rows.iter().map(|call| call.id)) {
            let lines = said.engine.trace(call);
            let from = told.insert(call, lines.len()).unwrap_or(0).min(lines.len());
            for line in &lines[from..] {
                println!("      {line}");
            }
        }
    });
}
