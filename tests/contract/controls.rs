//! The contract can be broken: Apex that does otherwise in one place is noticed, class by class.

use crate::emulator::{invoke, with_defect};
use crate::{difference, played};

/// In this class, this reads that: and this story is another one.
fn is_noticed(defect: [&str; 3], script: &str) {
    let sound = played(script, None);
    let broken = with_defect(defect, || played(script, Some(invoke)));
    let parted = difference(&sound.org, &broken.org).is_some();
    assert!(parted || sound.finish() != broken.finish(), "nobody notices that {defect:?}");
}

#[test]
fn that_a_colleagues_missed_entry_stays_missed() {
    is_noticed(
        ["FerrophoneMissedCalls", "CallDisposition = missedAnswered", "CallDisposition = missed"],
        "set missed.save_inbound=true
        set missed.track_answered=true
        rings +33612345678 ref=X
        15s
        far gives up
        bea: rings +33612345678 ref=X
        bea: answer
        20s
        bea: far hangs up
        2s",
    );
}

#[test]
fn that_what_somebody_changed_is_overwritten() {
    is_noticed(
        ["FerrophoneChange", "!now.equals(wish.was)", "false"],
        "rings +33612345678
        answer
        note mine
        30s
        far hangs up
        org changes Task Description=theirs
        note mine, longer
        save
        look",
    );
}

#[test]
fn that_the_oldest_opens_for_the_latest() {
    is_noticed(
        ["FerrophoneTargets", " DESC, Id DESC LIMIT 1", " ASC, Id ASC LIMIT 1"],
        "set pop.mode=latest_opportunity_contact
        rings +33612345678
        1s",
    );
}

#[test]
fn that_the_owner_is_passed_over() {
    is_noticed(
        ["FerrophoneRecipient", "wanted == 'owner' && found", "wanted == 'user' && found"],
        "set email.missed=true
        set email.to_owner=true
        set email.default_address=desk@example.com
        rings +33612345678
        10s
        far gives up",
    );
}

#[test]
fn that_a_message_says_less() {
    is_noticed(
        ["FerrophoneMail", "'queue' => known(", "'queues' => known("],
        "set email.missed=true
        rings +33612345678 queue=Support
        10s
        far gives up",
    );
}

#[test]
fn that_a_task_is_closed_that_should_stay_open() {
    is_noticed(
        ["FerrophoneTasks", "AND ActivityDate = :today", "AND ActivityDate != :today"],
        "set follow_up.default_inbound=follow_up_close_today
        set follow_up.options_inbound=follow_up_close_today follow_up
        org has Task Call Jane back; WhoId=Contact Jane Customer; ActivityDate=2026-11-23
        rings +33612345678
        answer
        30s
        far hangs up
        2s
        save
        2s",
    );
}

#[test]
fn that_what_was_keyed_in_finds_nothing() {
    is_noticed(
        ["FerrophoneLookup", "records.size() == 1 ?", "records.size() == 2 ?"],
        "set pop.ivr_object=Case
        set pop.ivr_field=CaseNumber
        rings +33612345678 ivr=00001003
        1s",
    );
}

#[test]
fn that_an_answer_stands_in_another_envelope() {
    is_noticed(
        ["FerrophoneApi", "'ok' => true", "'okay' => true"],
        "set pop.mode=latest_case_contact
        rings +33612345678
        1s",
    );
}
