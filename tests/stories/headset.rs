//! The buttons of a headset: one for all calls.

use ferrophone::sim::story::play;

/// What the telephone was told to do.
fn commands(script: &str) -> Vec<String> {
    let told = play(script);
    assert!(!told.contains("line "), "{told}");
    told.lines().filter_map(|line| line.trim().strip_prefix("phone: ")).skip(1).map(str::to_owned).collect()
}

#[test]
fn it_answers_what_rings_and_mutes_and_ends_what_is_heard() {
    let call = "rings +33612345678\nheadset lifts\n5s\nheadset mutes\nheadset mutes\nheadset hangs up";
    assert_eq!(commands(call), ["answer in-1", "mute in-1 true", "mute in-1 false", "hang up in-1"]);
    assert_eq!(commands("dials 030 1234\n1s\nheadset hangs up"), ["dial 0301234", "hang up out"]);
}

#[test]
fn where_nothing_rings_and_nothing_is_heard_it_does_nothing() {
    let idle = "start\nheadset lifts\nheadset hangs up\nheadset mutes";
    assert_eq!(commands(idle), [""; 0]);
    // While it rings, hanging up is not declining: a headset says so by itself when its lamps change.
    assert_eq!(commands("rings +33612345678\nheadset hangs up\nheadset mutes"), [""; 0]);
    assert_eq!(commands("rings +33612345678\nanswer\nhold\nheadset hangs up"), ["answer in-1", "hold in-1"]);
}

#[test]
fn of_two_calls_it_takes_the_one_that_rings_and_ends_the_one_that_talks() {
    let two = "rings +33612345678\nheadset lifts\nrings +44123456789\nheadset lifts\n2s\nheadset hangs up";
    assert_eq!(commands(two), ["answer in-1", "hold in-1", "answer in-2", "hang up in-2"]);
}
