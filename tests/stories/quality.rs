//! How a call sounds: an estimate, plain trouble, and what stands in the Task of it.

use super::logging::tasks;
use ferrophone::sim::story::play;

/// What the card tells of the sound at each `look`.
fn sounds(script: &str) -> Vec<String> {
    let told = play(&format!("rings +33612345678\nanswer\n{script}"));
    assert!(!told.contains("line ") && !told.contains("no such sound"), "{told}");
    let cards = told.lines().filter_map(|line| line.trim().strip_prefix("screen: "));
    cards.map(|card| card.split("; ").skip(3).collect::<Vec<_>>().join("; ")).collect()
}

#[test]
fn a_good_line_is_good_and_a_bad_one_is_told_with_what_is_bad() {
    assert_eq!(sounds("look"), [""], "nothing is told before anything is measured");
    assert_eq!(sounds("sound 2s\nlook"), [""]);
    assert_eq!(sounds("sound 4s\nlook"), ["sounds Good, MOS 4.4, loss 0.0 %"]);
    assert_eq!(sounds("sound 4s trip=80 jitter=5\nlook"), ["sounds Good, MOS 4.3, loss 0.0 %"]);
    assert_eq!(sounds("sound 4s trip=600\nlook"), ["sounds Poor, MOS 3.2, loss 0.0 %"]);
    assert_eq!(sounds("sound 30s lost=5\nlook"), ["sounds Fair, MOS 3.8, loss 5.0 %"]);
    assert_eq!(sounds("sound 30s lost=20\nlook"), ["sounds Bad, MOS 2.5, loss 20.0 %; BadHere"]);
    assert_eq!(sounds("sound 30s lost_there=20\nlook"), ["sounds Bad, MOS 2.6, loss 0.0 %; BadThere"]);
    // Half a minute of a good line after it, and it is good again.
    assert_eq!(sounds("sound 10s lost=20\nsound 40s\nlook"), ["sounds Good, MOS 4.4, loss 0.0 %"]);
}

// Pain 8: the network changes, the call is up and silent. Four seconds after the last packet it is told.
#[test]
fn silence_on_one_side_is_told_within_five_seconds() {
    let after = |what: &str| sounds(&format!("sound 10s\nsound 4s {what}\nlook\nsound 4s\nlook"));
    for (what, trouble) in [
        ("comes=no", "NothingComes"),
        ("goes=no", "NothingGoes"),
        ("comes=no goes=no", "Cut"),
        ("comes=no way=lost", "Cut"),
    ] {
        let told = after(what);
        assert!(told[0].ends_with(trouble), "{what}: {told:?}");
        assert!(!told[1].contains(trouble), "{what}: it is over when it is over: {told:?}");
    }
    // A call that is silent from its first moment.
    assert_eq!(sounds("sound 4s comes=no\nlook"), ["NothingComes"]);
}

#[test]
fn a_microphone_that_gives_nothing_is_told_and_an_agent_who_listens_is_not() {
    assert!(sounds("sound 4s voice=no\nlook")[0].ends_with("MicrophoneSilent"));
    assert!(!sounds("sound 2s\nsound 60s voice=no\nlook")[0].contains("MicrophoneSilent"), "it gave something before");
    assert!(sounds("sound 6s\nsound 2s microphone=off\nlook")[0].ends_with("MicrophoneSilent"));
    assert!(!sounds("mute\nsound 8s voice=no\nlook")[0].contains("MicrophoneSilent"), "muted is muted");
}

#[test]
fn who_is_muted_and_speaks_is_told_and_who_coughs_is_not() {
    let coughs = "sound 6s\nmute\nsound 2s voice=no\nsound 2s\nsound 4s voice=no\nlook";
    assert!(!sounds(coughs)[0].contains("MutedSpeaking"));
    let speaks = "sound 6s\nmute\nsound 2s voice=no\nsound 4s\nlook\nunmute\nlook";
    let told = sounds(speaks);
    assert!(told[0].ends_with("MutedSpeaking"), "{told:?}");
    assert!(!told[1].contains("MutedSpeaking"), "no more with the press of the button: {told:?}");
}

#[test]
fn on_hold_nothing_is_told_and_nothing_is_counted() {
    let held = sounds("sound 6s\nhold\nsound 10s comes=no\nlook\nresume\nsound 2s\nlook\nsound 2s\nlook");
    assert_eq!(held, ["", "", "sounds Good, MOS 4.4, loss 0.0 %"]);
    assert_eq!(sounds("sound 6s\nfar holds\nsound 10s comes=no\nlook"), [""]);
    let call = "rings +33612345678\nanswer\nsound 6s\nhold\nsound 10s comes=no\nfar hangs up\n2s";
    let saved = tasks(&format!("set quality.save=true\n{call}"), &["Ferrophone_Quality__c"]);
    assert!(!saved[0].contains("one way"), "{saved:?}");
}

#[test]
fn a_page_that_slept_tells_nothing_of_the_time() {
    assert!(!sounds("sound 6s\nfreezes 5m\nsound 2s comes=no\nlook")[0].contains("Nothing"));
}

const CALL: &str =
    "rings +33612345678\nanswer\nsound 20s trip=80 jitter=6 lost=1\nsound 6s comes=no trip=80\nfar hangs up\n2s";

#[test]
fn the_task_says_how_it_sounded_where_the_settings_want_it() {
    let fields = ["Ferrophone_MOS__c", "Ferrophone_Quality__c"];
    assert_eq!(tasks(CALL, &fields), [""]);
    assert_eq!(
        tasks(&format!("set quality.save=true\n{CALL}"), &fields),
        ["Ferrophone_MOS__c=4.2 Ferrophone_Quality__c=MOS 4.2 (estimated), lowest 4.2; loss 1.0 %, round trip 80 ms, \
          jitter 6 ms; one way for 6 s"]
    );
    assert_eq!(
        tasks(&format!("german\nset quality.save=true\n{CALL}"), &fields[1..]),
        [
            "Ferrophone_Quality__c=MOS 4.2 (geschätzt), niedrigster 4.2; Verlust 1.0 %, hin und zurück 80 ms, Schwankung \
          6 ms; einseitig für 6 s"
        ]
    );
    // A call whose audio is not here says nothing of it.
    let silent = "set quality.save=true\nrings +33612345678\nanswer\n30s\nfar hangs up\n2s";
    assert_eq!(tasks(silent, &fields), [""]);
}

#[test]
fn an_org_without_the_fields_has_it_below_the_note_and_a_reload_keeps_it() {
    let story = play(&format!("org without call fields\nset quality.save=true\n{CALL}"));
    assert!(story.contains("Call quality: MOS 4.2 (estimated), lowest 4.2"), "{story}");
    let reloaded = CALL.replace("far hangs up\n2s", "note x\nreload\n5s");
    let told = tasks(&format!("set quality.save=true\n{reloaded}"), &["Ferrophone_MOS__c"]);
    assert_eq!(told, ["Ferrophone_MOS__c=4.2"]);
}
