//! Nothing is lost and nothing is doubled, whatever goes wrong: a short storm, and for each safeguard one in which it is
//! missing, which must be noticed.

use ferrophone::sim::storm::storm;
use ferrophone::sim::story::Sabotage;

/// Long enough for each safeguard to be needed.
const CALLS: u64 = 300;

#[test]
fn nothing_is_lost_and_nothing_doubled_in_a_storm() {
    // Another storm each day, the same all day long: a failure can be repeated.
    let day = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |t| t.as_secs() / 86_400);
    for seed in [1, day] {
        let tally = storm(CALLS, seed, None, |_| {});
        assert!(tally.is_clean(), "seed {seed}: {tally:#?}");
        assert!(tally.tasks_expected > CALLS / 2, "the storm asks for something: {tally:#?}");
        assert!(tally.faults.len() > 10, "and much goes wrong: {tally:#?}");
    }
}

fn noticed(sabotage: Sabotage) -> bool {
    (1..=4).any(|seed| !storm(CALLS, seed, Some(sabotage), |_| {}).is_clean())
}

#[test]
fn a_missing_journal_is_noticed() {
    assert!(noticed(Sabotage::NoJournal));
}

#[test]
fn notes_that_are_not_kept_key_by_key_are_noticed() {
    assert!(noticed(Sabotage::NoKeystrokes));
}

#[test]
fn a_save_that_is_sent_again_without_a_look_is_noticed() {
    assert!(noticed(Sabotage::BlindResend));
}

#[test]
fn a_look_up_that_finds_nothing_is_noticed() {
    assert!(noticed(Sabotage::BlindLookup));
}

#[test]
fn an_answer_about_a_duplicate_that_is_not_understood_is_noticed() {
    assert!(noticed(Sabotage::DeafToDuplicates));
}

#[test]
fn every_safeguard_has_its_test() {
    // A new one makes this match incomplete: give it a test above.
    for sabotage in Sabotage::ALL {
        match sabotage {
            Sabotage::NoJournal
            | Sabotage::NoKeystrokes
            | Sabotage::BlindResend
            | Sabotage::BlindLookup
            | Sabotage::DeafToDuplicates => {}
        }
    }
}
