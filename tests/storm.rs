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
    let mut rejoined = 0;
    for seed in [1, day] {
        let tally = storm(CALLS, seed, None, |_| {});
        assert!(tally.is_clean(), "seed {seed}: {tally:#?}");
        assert!(tally.tasks_expected > CALLS / 5, "the storm asks for something: {tally:#?}");
        assert!(tally.faults.len() > 10, "and much goes wrong: {tally:#?}");
        assert!(tally.faults.keys().any(|kind| kind.starts_with("leader")), "with several tabs, too: {tally:#?}");
        rejoined += tally.rejoined;
    }
    assert!(rejoined > 0, "and calls are taken up again");
}

/// `seed`: one with which harm is done soon. With other weather it may be another.
fn noticed(sabotage: Sabotage, seed: u64) -> bool {
    [seed].into_iter().chain(1..=12).any(|seed| !storm(CALLS, seed, Some(sabotage), |_| {}).is_clean())
}

/// A test for each safeguard: without it, the storm does harm.
macro_rules! noticed {
    ($($name:ident: $sabotage:ident $seed:literal)*) => {
        $(
            #[test]
            fn $name() {
                assert!(noticed(Sabotage::$sabotage, $seed));
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
                    | Sabotage::Overwriting => {}
                }
            }
        }
    };
}

noticed! {
    a_missing_journal_is_noticed: NoJournal 1
    notes_that_are_not_kept_key_by_key_are_noticed: NoKeystrokes 1
    a_save_that_is_sent_again_without_a_look_is_noticed: BlindResend 2
    a_look_up_that_finds_nothing_is_noticed: BlindLookup 1
    an_answer_about_a_duplicate_that_is_not_understood_is_noticed: DeafToDuplicates 9
    that_nothing_is_tried_again_is_noticed: NoTimer 14
    that_what_waits_for_the_back_office_is_not_kept_is_noticed: NoDebts 3
    that_a_full_storage_is_not_noticed_is_noticed: DeafToFullStorage 11
    that_it_is_not_read_who_took_a_call_is_noticed: CauseUnread 14
    a_tab_that_takes_over_and_forgets_what_was_typed_in_it_is_noticed: ForgetfulHeir 26
    a_tab_that_does_not_tell_the_next_leader_what_was_typed_in_it_is_noticed: UnheardWords 5
    that_two_tabs_have_the_telephone_is_noticed: TwoLeaders 1
    a_call_that_is_logged_under_another_name_by_the_next_page_is_noticed: NewName 2
    a_call_that_is_taken_up_again_without_the_time_before_is_noticed: BeginsAnew 2
}
