//! Plays a storm and tells what became of it: `cargo xtask storm --calls N --seed S`.

use ferrophone::sim::storm::{Story, Tally, storm};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number =
        |name: &str| args.iter().skip_while(|arg| *arg != name).nth(1).and_then(|text| text.parse::<u64>().ok());
    let calls = number("--calls").unwrap_or(1_000);
    // Without a seed another storm each time.
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |since| since.as_secs());
    let seed = number("--seed").unwrap_or(clock);
    println!("storm of {calls} calls, seed {seed}");
    let mut next = calls / 10;
    let mut told = 0;
    let tally = storm(calls, seed, None, |tally| {
        tally.stories.iter().skip(told).for_each(tell_story);
        told = tally.stories.len();
        if tally.calls >= next {
            println!(
                "  {} calls, {} lost, {} doubled, {} notes lost",
                tally.calls, tally.lost, tally.doubled, tally.notes_lost
            );
            next += calls / 10;
        }
    });
    tell(&tally);
    if !tally.is_clean() {
        std::process::exit(1);
    }
}

fn tell(tally: &Tally) {
    println!("\ncalls           {:>9}", tally.calls);
    for (kind, count) in &tally.faults {
        println!("  {kind:<19} {count:>9}");
    }
    println!("tasks expected  {:>9}", tally.tasks_expected);
    println!("tasks found     {:>9}", tally.tasks_found);
    println!("taken up again  {:>9}", tally.rejoined);
    println!("lost            {:>9}", tally.lost);
    println!("doubled         {:>9}", tally.doubled);
    println!("notes lost      {:>9}", tally.notes_lost);
    println!("unwanted        {:>9}", tally.unwanted);
}

fn tell_story(Story { day, lines, wrong }: &Story) {
    println!("\nday {day}: {wrong}\n  {}\n", lines.join(" | "));
}
