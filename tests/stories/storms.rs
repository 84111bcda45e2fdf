//! What the storm found, each in the few lines that it shrank to.

use super::pains::{each, played};
use ferrophone::sim::story::World;

fn told(script: &str) -> World {
    played(&script.replace(" | ", "\n"), None)
}

// The Task was made while its journal could not be written: the next page does not know of it.
#[test]
fn what_a_full_storage_did_not_keep_is_looked_up_before_it_is_saved_again() {
    let call =
        "rings +33612345678 | answer | 30s | storage fills up | far hangs up | 2s | crash | storage is free | 2m";
    assert_eq!(each(&told(call), "Subject").len(), 1);
    let unique_is_enough = format!("org cannot look up | {call}");
    assert_eq!(each(&told(&unique_is_enough), "Subject").len(), 1);
}

// The card was closed: its call left the journal before it stood among those that are done with.
#[test]
fn a_page_that_dies_while_a_card_is_closed_keeps_the_note() {
    for step in 0..12 {
        let closes =
            format!("rings +33612345678 | far hangs up | note kept | crash in {step} steps | close | 1s | crash");
        assert!(told(&closes).knows("kept"), "dead after {step} steps");
    }
}

// Nobody tried again to write down a call that is done with.
#[test]
fn a_card_that_was_closed_while_storage_was_full_is_written_down_when_there_is_room() {
    let story = "rings +33612345678 | far hangs up | note kept | storage fills up | close | storage is free | visits nothing | crash";
    assert!(told(story).knows("kept"));
}

// Without the back office there is nothing to close a card with; what was pressed nevertheless is done when it comes, and what was to be
// saved is saved first.
#[test]
fn what_was_to_be_saved_before_the_office_came_is_saved_before_its_card_is_closed() {
    for call in ["rings +33612345678 | close | save | far hangs up", "rings +33612345678 | far hangs up | close | save"]
    {
        let story = format!("office is late | {call} | office comes | 5s");
        assert_eq!(each(&told(&story), "Subject").len(), 1, "{story}");
    }
}

// The card was gone when the words arrived, and so were they.
#[test]
fn words_from_another_tab_for_a_card_that_is_gone_are_kept() {
    let typed = "tab 2: opens | tab 1: sleeps | rings withheld | tab 2: note kept | tab 1: wakes | 1m";
    let missed = told(&format!("rings +33612345678 | far gives up | {typed}"));
    assert!(missed.knows("kept"));
    let saved = told(&format!("rings +33612345678 | answer | 5s | far hangs up | 2s | {typed}"));
    assert_eq!(each(&saved, "Description"), ["kept"]);
    let closed = "tabs hear up to 2s late | tab 2: note kept | call 1: close | 1m";
    let closed = told(&format!("tab 2: opens | rings +33612345678 | answer | 5s | far hangs up | 2s | {closed}"));
    assert_eq!(each(&closed, "Description"), ["kept"]);
    // The page that was done with it is gone, too: they stand in the history.
    let gone = "tabs hear up to 2s late | tab 2: note kept | rings withheld | tab 1: dies | 1m";
    assert!(told(&format!("tab 2: opens | rings +33612345678 | far gives up | {gone}")).knows("kept"));
}

// The tab was told that it had been heard, and then the leader died before it wrote the words down.
#[test]
fn what_another_tab_typed_is_on_disk_before_it_is_told_so() {
    for step in 0..12 {
        let typed = format!("tab 1: is seen | crash in {step} steps | tab 2: note kept | 2s | far hangs up | 2m");
        let dies = told(&format!("tab 2: opens | rings +33612345678 | answer | 5s | {typed}"));
        assert_eq!(each(&dies, "Description"), ["kept"], "dead after {step} steps");
    }
}

// The journal lay unread while the clock was set back, and the call that went on began in the future.
#[test]
fn a_clock_that_is_set_back_before_the_journal_is_read_makes_no_call_a_missed_one() {
    let late = "office is late | crash | clock jumps back 1h | office comes | 10s | far hangs up | 2s";
    let world = told(&format!("desk phone | rings +33612345678 | answer | {late}"));
    assert_eq!(each(&world, "CallDisposition"), ["Answered"]);
}

// The card was closed while its Task was on its way, and stayed for as long; what was typed in it then went with it.
#[test]
fn what_is_typed_in_a_card_that_is_about_to_close_is_saved() {
    let lost = "crm loses the next answer | far hangs up | close | note kept | 5m";
    let world = told(&format!("rings +33612345678 | answer | 5s | {lost}"));
    assert_eq!(each(&world, "Description"), ["kept"]);
}
