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
        assert!(tally.tasks_expected > CALLS / 3, "the storm asks for something: {tally:#?}");
        assert!(tally.faults.len() > 10, "and much goes wrong: {tally:#?}");
    }
}

fn noticed(sabotage: Sabotage) -> bool {
    (1..=12).any(|seed| !storm(CALLS, seed, Some(sabotage), |_| {}).is_clean())
}

/// A test for each safeguard: without it, the storm does harm.
macro_rules! noticed {
    ($($name:ident: $sabotage:ident)*) => {
        $(
            #[test]
            fn $name() {
                assert!(noticed(Sabotage::$sabotage));
            }
        )*

        #[test]
        fn every_safeguard_has_its_test() {
            // A new one makes this match incomplete: give it a test above, or say where its absence is noticed.
            for sabotage in Sabotage::ALL {
                match sabotage {
                    $(Sabotage::$sabotage => {})*
                    // No Task is lost or doubled for it: `stories/pains.rs`.
                    Sabotage::FirstMatch
                    | Sabotage::OldSettings
                    | Sabotage::Deaf
                    | Sabotage::SleepUnnoticed
                    | Sabotage::ForgetfulHeir
                    | Sabotage::Overwriting => {}
                }
            }
        }
    };
}

noticed! {
    a_missing_journal_is_noticed: NoJournal
    notes_that_are_not_kept_key_by_key_are_noticed: NoKeystrokes
    a_save_that_is_sent_again_without_a_look_is_noticed: BlindResend
    a_look_up_that_finds_nothing_is_noticed: BlindLookup
    an_answer_about_a_duplicate_that_is_not_understood_is_noticed: DeafToDuplicates
    that_nothing_is_tried_again_is_noticed: NoTimer
    that_what_waits_for_the_back_office_is_not_kept_is_noticed: NoDebts
    that_a_full_storage_is_not_noticed_is_noticed: DeafToFullStorage
    that_it_is_not_read_who_took_a_call_is_noticed: CauseUnread
}
