//! Missed calls, their e-mails, and those that a colleague took (S51 to S80).

use super::logging::tasks;
use ferrophone::sim::story::play;

/// Whom the e-mails went to.
fn mails(script: &str) -> Vec<String> {
    let told = play(&format!("{script}\n2s"));
    assert!(!told.contains("line "), "{told}");
    let to =
        |line: &str| line.strip_prefix("mail: ").and_then(|line| line.rsplit_once(" to ")).map(|(_, to)| to.to_owned());
    told.lines().filter_map(to).collect()
}

const MISSED: &str = "10s\nfar gives up";
const AGENT: &str = "alex.agent@example.com";
const DESK: &str = "desk@example.com";
const BEA: &str = "bea@example.com";

/// Jane, the account Harbour and the lead Louis belong to Bea.
const OWNERS: &str = "org gives Contact Jane Customer to Bea Büro\norg gives Account Harbour Coffee Roasters to Bea Büro\n\
    org gives Lead Louis Lefèvre to Bea Büro";

// S69 S70 S71 S73 S74 S75 S76 S77: who gets it, by the switch and by what the search found.
#[test]
fn the_recipient_by_what_was_found() {
    let off = "set email.missed=true";
    let owner = "set email.missed=true\nset email.to_owner=true\nset email.default_address=desk@example.com";
    for (who, number, to) in [
        ("one account", "+442079460100", BEA),
        ("one contact", "+33612345678", BEA),
        ("one lead", "+33199001234", BEA),
        ("several", "+493023125150", DESK),
        ("none", "+4915112345678", DESK),
        ("withheld", "withheld", DESK),
    ] {
        assert_eq!(mails(&format!("{OWNERS}\n{owner}\nrings {number}\n{MISSED}")), [to], "{who}");
        assert_eq!(mails(&format!("{OWNERS}\n{off}\nrings {number}\n{MISSED}")), [AGENT], "off: {who}");
    }
    assert!(mails(&format!("{owner}\nrings 1002\n{MISSED}")).is_empty(), "S71: a colleague");
    assert!(mails(&format!("rings +33612345678\n{MISSED}")).is_empty(), "switched off");
    assert!(mails(&format!("{owner}\nrings +33612345678\nanswer\n5s\nfar hangs up")).is_empty(), "answered");
    assert!(mails(&format!("{owner}\ndials +33612345678\n5s\nfar is busy")).is_empty(), "S70: outgoing");
    assert!(mails(&format!("{owner}\nrings +33612345678\n5s\nfar is answered elsewhere")).is_empty());
}

// S78: without a default address the agent who missed it gets it, and the administrator is told.
#[test]
fn an_empty_default_address_is_told_and_nothing_is_lost() {
    let settings = "set email.missed=true\nset email.to_owner=true";
    assert_eq!(mails(&format!("{settings}\nrings +493023125150\n{MISSED}")), [AGENT]);
    assert!(play(&format!("{settings}\nstart\nlook")).contains("Clash(OwnerNeedsAddress)"));
    assert!(play("set email.to_owner=true\nstart\nlook").contains("Clash(OwnerNeedsMail)"));
}

// S72: the administrator's template goes along; empty: the shipped one.
#[test]
fn the_template_is_the_administrators() {
    use ferrophone::engine::map::Map;
    use ferrophone::engine::settings::Settings;
    let read = |text: &str| {
        let found: Map<String, String> = [("email.template".to_owned(), text.to_owned())].into();
        Settings::read(&found)
    };
    assert_eq!(read("Missed_DE").0.email.template.as_deref(), Some("Missed_DE"));
    assert_eq!(read("").0.email.template, None);
    assert_eq!(read("two words").1.len(), 1);
}

// S79 S80: Salesforce's words are told, and nothing else is held up.
#[test]
fn a_mail_that_cannot_be_sent_is_told_and_holds_up_nothing() {
    let story = format!(
        "org sends no mail\nset email.missed=true\nset missed.save_inbound=true\nrings +33612345678\n{MISSED}\n2s\nlook"
    );
    let told = play(&story);
    assert!(told.contains("not verified"), "{told}");
    assert_eq!(tasks(&story, &["CallDisposition"]), ["CallDisposition=Missed call"]);
    let without = play(&format!("org cannot look up\nset email.missed=true\nrings +33612345678\n{MISSED}\nlook"));
    assert!(without.contains("NeedsPackage(Mail)"), "{without}");
}

// S69: never twice, also over a reload, and not lost while the CRM is not there.
#[test]
fn one_missed_call_is_one_mail() {
    let settings = "set email.missed=true";
    assert_eq!(mails(&format!("{settings}\nrings +33612345678\n{MISSED}\nreload\n5s\nreload\n5s")), [AGENT]);
    assert_eq!(mails(&format!("{settings}\nrings +33612345678\n5s\ncrash\n5s")), [AGENT], "cut off while ringing");
}

// S53 S54 S61 S66 S67: the administrator's words, or those of the language.
#[test]
fn the_results_are_the_administrators_words() {
    let of = |settings: &str, call: &str| tasks(&format!("{settings}\n{call}\n2s"), &["CallDisposition"]).join("");
    let missed = format!("rings +33612345678\n{MISSED}");
    let on = "set missed.save_inbound=true\nset no_answer.save_outbound=true";
    assert_eq!(of(on, &missed), "CallDisposition=Missed call");
    assert_eq!(of(&format!("german\n{on}"), &missed), "CallDisposition=Verpasster Anruf");
    assert_eq!(of(&format!("{on}\nset results.missed=Lost"), &missed), "CallDisposition=Lost");
    for end in ["far is busy", "far does not answer", "far declines", "hang up"] {
        let call = format!("dials +33612345678\n5s\n{end}");
        assert_eq!(of(on, &call), "CallDisposition=No answer", "{end}");
        assert_eq!(of(&format!("german\n{on}"), &call), "CallDisposition=Keine Antwort");
        assert_eq!(of(&format!("{on}\nset results.no_answer=Nobody"), &call), "CallDisposition=Nobody");
    }
}

// S56: where all phones ring nobody missed what a colleague took, and the switches say so.
#[test]
fn in_a_group_where_all_phones_ring_nothing_is_missed() {
    let settings = "set calls.ring_all=true\nset missed.save_inbound=true\nset email.missed=true";
    let story = format!("{settings}\nrings +33612345678\n{MISSED}\n2s\nlook");
    assert!(tasks(&story, &["CallType"]).is_empty());
    assert!(mails(&story).is_empty());
    assert!(play(&story).contains("RingAll { off: \"missed.save_inbound\" }"));
    let elsewhere = "set missed.save_inbound=true\nrings +33612345678\n5s\nfar is answered elsewhere\n2s";
    assert!(tasks(elsewhere, &["CallType"]).is_empty(), "a colleague took it: nobody missed it");
}

const TRACK: &str =
    "set missed.save_inbound=true\nset missed.track_answered=true\nset subject.template={calltype}: {callresult}";

/// Results and owners' order of the Tasks of call X.
fn results(script: &str) -> Vec<String> {
    tasks(&format!("{TRACK}\n{script}\n3s"), &["CallDisposition", "Subject"])
}

const MENDED: &str = "CallDisposition=Missed but answered Subject=Incoming call: Missed but answered";
const TAKEN: &str = "CallDisposition=Answered Subject=Incoming call: Answered";
const STILL: &str = "CallDisposition=Missed call Subject=Incoming call: Missed call";

// S57 S58 S59 S60 S61: in both orders of arrival.
#[test]
fn missed_by_one_and_answered_by_another_in_both_orders() {
    let bea = "bea: rings +33612345678 ref=X\nbea: answer\n20s\nbea: far hangs up";
    assert_eq!(results(&format!("rings +33612345678 ref=X\n15s\nfar gives up\n2s\n{bea}")), [MENDED, TAKEN]);
    // Bea answers before Alex's entry is written, and is done before it is.
    let late = "crm is out\nrings +33612345678 ref=X\n15s\nfar gives up\n2s\ncrm is back";
    let both = "rings +33612345678 ref=X\n1s\nbea: rings +33612345678 ref=X\nbea: answer\n2s\nfar gives up\n5s\nbea: far hangs up";
    assert_eq!(results(both), [MENDED, TAKEN]);
    assert_eq!(results(&format!("{bea}\n5s\n{late}\n2m")), [TAKEN, MENDED]);
    // The telephone system says at once that another phone took it.
    let told = "rings +33612345678 ref=X\n5s\nfar is answered elsewhere";
    assert_eq!(results(told), ["CallDisposition=Missed but answered Subject=Incoming call: Missed but answered"]);
    // Nobody took it.
    assert_eq!(results("rings +33612345678 ref=X\n15s\nfar gives up"), [STILL]);
}

// S63: without the right to change a colleague's entry nothing changes and nobody is bothered.
#[test]
fn without_permission_the_entry_stays_and_no_error_is_shown() {
    let story = "org forbids colleagues' entries\nrings +33612345678 ref=X\n15s\nfar gives up\n2s\n\
        bea: rings +33612345678 ref=X\nbea: answer\n20s\nbea: far hangs up\n3s\nbea: look\nlook";
    assert_eq!(results(story), [STILL, TAKEN]);
    assert!(!play(&format!("{TRACK}\n{story}")).contains("notice:"));
}

// S64: without unique names of calls it is off, and told.
#[test]
fn without_unique_call_ids_it_is_off() {
    let story = "set calls.unique_ids=false\nrings +33612345678 ref=X\n15s\nfar gives up\n2s\n\
        bea: rings +33612345678 ref=X\nbea: answer\n20s\nbea: far hangs up\nlook";
    assert_eq!(results(story), [STILL, TAKEN]);
    assert!(play(&format!("{TRACK}\n{story}")).contains("Clash(TrackNeedsCallIds)"));
    assert!(play("set missed.track_answered=true\nstart\nlook").contains("Clash(TrackNeedsMissed)"));
}
