//! What is logged, when, and under which subject (S1 to S19, S31 to S41, S81 to S86).

use ferrophone::sim::story::play;

/// The Tasks of a story, each a line of `Field=value` for the named fields.
pub fn tasks(script: &str, fields: &[&str]) -> Vec<String> {
    let told = play(script);
    assert!(!told.contains("line "), "{told}");
    records(&told, "Task", fields)
}

pub fn records(told: &str, object: &str, fields: &[&str]) -> Vec<String> {
    let mut out: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in told.lines() {
        if let Some(head) = line.strip_prefix("org: ") {
            inside = head == object;
            if inside {
                out.push(Vec::new());
            }
        } else if inside
            && let (Some((name, _)), Some(last)) = (line.trim().split_once('='), out.last_mut())
            && fields.contains(&name)
        {
            last.push(line.trim().to_owned());
        }
    }
    out.into_iter().map(|parts| parts.join(" ")).collect()
}

fn subject(settings: &str, rest: &str) -> String {
    tasks(&format!("{settings}\nrings +33612345678\nanswer\n30s\nfar hangs up\n{rest}\n2s"), &["Subject"]).join("; ")
}

// S7 S8 S9 S10: text, variables, a mix of both; in the agent's language.
#[test]
fn the_subject_is_text_or_variables_or_both() {
    for (template, english, german) in [
        ("ANRUF", "ANRUF", "ANRUF"),
        ("{calltype}", "Incoming call", "Eingehendes Gespräch"),
        (
            "ANRUF {date} {time} - {callresult}",
            "ANRUF 11/23/2026 09:00 - Answered",
            "ANRUF 23.11.2026 09:00 - Angenommen",
        ),
        ("{CALLTYPE} {foo}", "Incoming call {foo}", "Eingehendes Gespräch {foo}"),
    ] {
        let set = format!("set subject.template={template}");
        assert_eq!(subject(&set, ""), format!("Subject={english}"));
        assert_eq!(subject(&format!("german\n{set}"), ""), format!("Subject={german}"));
    }
    let out = "set subject.template={calltype}\ndials +33612345678\nfar answers\n30s\nfar hangs up\n2s";
    assert_eq!(tasks(out, &["Subject"]), ["Subject=Outgoing call"]);
}

// S11 S12: the result is chosen after the first save, and the subject follows; a group is for answered calls only.
#[test]
fn the_subject_follows_the_result_and_its_group() {
    let set = "set subject.template=Call - {callresult} - {callresultgroup}\nset results.list=Sales: Interested; Wrong number";
    assert_eq!(subject(set, ""), "Subject=Call - Answered");
    assert_eq!(subject(set, "result Interested\nsave"), "Subject=Call - Interested - Sales");
    assert_eq!(subject(set, "result Wrong number\nsave"), "Subject=Call - Wrong number");
    assert_eq!(subject(set, "result Invented\nsave"), "Subject=Call - Answered", "only what is offered");
    assert_eq!(subject(set, "subject Mine\nresult Interested\nsave"), "Subject=Mine", "edited by hand");
    let missed =
        format!("{set}\nset missed.save_inbound=true\nrings +33612345678\nfar gives up\nresult Interested\nsave\n2s");
    assert_eq!(tasks(&missed, &["Subject"]), ["Subject=Call - Interested"], "no group where nobody talked");
}

// S14: locked, what is typed changes nothing and the template is what stands in the org.
#[test]
fn a_locked_subject_is_the_template() {
    let set = "set subject.template=ANRUF {calltype}\nset subject.locked=true";
    assert_eq!(subject(set, "subject Mine\nsave"), "Subject=ANRUF Incoming call");
    assert_eq!(subject("set subject.template=ANRUF", "subject Mine\nsave"), "Subject=Mine");
}

// S15: twelve hours for the time and nothing else.
#[test]
fn the_time_of_day_is_written_with_am_and_pm_where_set() {
    let set = "set subject.template={date} {time}\nset subject.time_12h=true";
    assert_eq!(subject(set, ""), "Subject=11/23/2026 9:00 AM");
}

// S16 S19: the record type's id, or none; one that cannot be used costs nothing but itself.
#[test]
fn the_call_activity_gets_its_record_type() {
    let call = "rings +33612345678\nanswer\n30s\nfar hangs up\n5s\nlook";
    let of = |settings: &str| tasks(&format!("{settings}\n{call}"), &["RecordTypeId", "CallDurationInSeconds"]);
    assert_eq!(of(""), ["CallDurationInSeconds=30"]);
    let known = "org has record type Task 012000000000001AAA";
    assert_eq!(
        of(&format!("{known}\nset activity.record_type=012000000000001AAA")),
        ["CallDurationInSeconds=30 RecordTypeId=012000000000001AAA"]
    );
    let unknown = format!("set activity.record_type=012000000000009AAA\n{call}");
    assert_eq!(tasks(&unknown, &["RecordTypeId", "CallDurationInSeconds"]), ["CallDurationInSeconds=30"]);
    assert!(play(&unknown).contains("RecordTypeRefused(Task)"));
    assert!(
        play(&format!("set activity.record_type=Sales\n{call}")).contains("Unusable { key: \"activity.record_type\"")
    );
}

/// How many Tasks: answered, and not; by the switches.
fn count(settings: &str, call: &str) -> usize {
    tasks(&format!("{settings}\n{call}\n5s"), &["CallType"]).len()
}

const ANSWERED_IN: &str = "rings +33612345678\nanswer\n30s\nfar hangs up";
const ANSWERED_OUT: &str = "dials +33612345678\nfar answers\n30s\nfar hangs up";
const ANSWERED_INTERNAL: &str = "rings 1002\nanswer\n30s\nfar hangs up";
const MISSED: &str = "rings +33612345678\n5s\nfar gives up";
const NO_ANSWER: &str = "dials +33612345678\n5s\nfar does not answer";
const BUSY: &str = "dials +33612345678\nfar is busy";
const INTERNAL_MISSED: &str = "rings 1002\n5s\nfar gives up";
const INTERNAL_OUT: &str = "dials 1002\n5s\nfar does not answer";

// S1 S32 S33 S35 S36 S37 S38 S39 S40 S41 S51 S52 S65: the table of automatic saving, each switch on and off.
#[test]
fn each_switch_saves_its_own_calls_and_no_others() {
    let calls = [ANSWERED_IN, ANSWERED_OUT, ANSWERED_INTERNAL, MISSED, NO_ANSWER, BUSY, INTERNAL_MISSED, INTERNAL_OUT];
    let all_off = "set autosave.inbound=false\nset autosave.outbound=false\nset autosave.internal=false";
    let saved = |settings: &str| calls.map(|call| count(&format!("{all_off}\n{settings}"), call));
    assert_eq!(saved(""), [0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(saved("set autosave.inbound=true"), [1, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(saved("set autosave.outbound=true"), [0, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(saved("set autosave.internal=true"), [0, 0, 1, 0, 0, 0, 0, 0]);
    assert_eq!(saved("set missed.save_inbound=true"), [0, 0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(saved("set no_answer.save_outbound=true"), [0, 0, 0, 0, 1, 1, 0, 0]);
    for call in calls {
        assert_eq!(count(all_off, &format!("{call}\nsave")), 1, "by hand any call can be saved: {call}");
    }
}

// S35 S39: answered, but for less than a second: missed, or without success.
#[test]
fn a_call_that_lasted_no_second_was_not_answered() {
    let blink = "rings +33612345678\nanswer\n100ms\nfar hangs up";
    assert_eq!(count("", blink), 0);
    let fields = ["CallDisposition", "CallDurationInSeconds"];
    assert_eq!(
        tasks(&format!("set missed.save_inbound=true\n{blink}\n2s"), &fields),
        ["CallDisposition=Missed call CallDurationInSeconds=0"]
    );
    let out = "set no_answer.save_outbound=true\ndials +33612345678\nfar answers\n100ms\nfar hangs up\n2s";
    assert_eq!(tasks(out, &fields), ["CallDisposition=No answer CallDurationInSeconds=0"]);
}

// S34 S38: what is changed after the end goes out with Save, or when the next call begins, into the same Task.
#[test]
fn changes_after_the_end_go_into_the_same_task() {
    for call in [ANSWERED_IN, ANSWERED_OUT] {
        for occasion in ["save", "rings +493023125123\nfar gives up", "dials +493023125123\nfar is busy"] {
            let script = format!("{call}\n2s\nnote Later\n{occasion}\n2s");
            assert_eq!(tasks(&script, &["Description"]), ["Description=Later"], "{occasion}");
            let quiet = format!("{call}\n2s\nnote Later\n10m");
            assert_eq!(tasks(&quiet, &["Description"]), [""], "not by itself");
        }
    }
}

// S31: at once, but never over another call, and not in a group where all phones ring.
#[test]
fn a_call_is_answered_by_itself_only_when_nothing_else_goes_on() {
    let on = "set inbound.auto_answer=true";
    assert_eq!(play(&format!("{on}\nrings +33612345678\n1s")).matches("phone: answer").count(), 1);
    assert_eq!(play("rings +33612345678\n1s").matches("phone: answer").count(), 0);
    let two = format!("{on}\nrings +33612345678\n1s\nrings +493023125123\n1s");
    assert_eq!(play(&two).matches("phone: answer").count(), 1);
    let group = format!("{on}\nset calls.ring_all=true\nrings +33612345678\n1s\nlook");
    assert_eq!(play(&group).matches("phone: answer").count(), 0);
    assert!(play(&group).contains("RingAll { off: \"inbound.auto_answer\" }"));
    assert_eq!(play(&format!("{on}\nrings 1002\n1s")).matches("phone: answer").count(), 0);
}

// S13 S45 S48 S55 S68: with the interaction log we write nothing, by ourselves or by hand, and say what is off.
#[test]
fn with_the_interaction_log_nothing_is_written() {
    let settings = "set interaction_log.enabled=true\nset missed.save_inbound=true\nset no_answer.save_outbound=true\n\
        set case.create_inbound=true\nset case.create_outbound=true";
    for call in [ANSWERED_IN, ANSWERED_OUT, MISSED, BUSY] {
        let told = play(&format!("{settings}\n{call}\nsave\n2s\nlook"));
        assert!(!told.contains("org: "), "{told}");
        for off in ["missed.save_inbound", "no_answer.save_outbound", "case.create_inbound", "case.create_outbound"] {
            assert!(told.contains(&format!("InteractionLog {{ off: \"{off}\" }}")), "{off}");
        }
    }
}

const EDIT: &str = "set edit.open_inbound=true\nset autosave.inbound=false\nset autosave.outbound=false";

// S81 S82 S86: saved and opened, once, for its direction, and only where somebody talked.
#[test]
fn the_task_is_saved_and_opens_for_editing() {
    let opens = |call: &str| play(&format!("{EDIT}\n{call}\n5s")).matches("for editing").count();
    assert_eq!(opens(ANSWERED_IN), 1);
    assert_eq!(count(EDIT, ANSWERED_IN), 1, "although saving by itself is off");
    assert_eq!(opens(&format!("{ANSWERED_IN}\n2s\nnote More\nsave")), 1, "once");
    assert_eq!(opens(ANSWERED_OUT), 0);
    assert_eq!(opens(ANSWERED_INTERNAL), 0);
    assert_eq!(opens(&format!("set missed.save_inbound=true\n{MISSED}")), 0);
    let out = format!("set edit.open_outbound=true\n{ANSWERED_OUT}\n5s");
    assert_eq!(play(&out).matches("for editing").count(), 1);
}

// S83 S84: the result belongs to the page then: none is offered, none is sent, and the subject has none.
#[test]
fn in_edit_mode_the_result_is_left_to_the_page() {
    let set = format!("{EDIT}\nset subject.template=Call - {{callresult}}\nset results.list=Sales: Interested");
    let script = format!("{set}\n{ANSWERED_IN}\nresult Interested\nsave\n2s\nlook");
    assert_eq!(tasks(&script, &["CallDisposition", "Subject"]), ["Subject=Call"]);
    assert!(play(&script).contains("EditHidesResult { key: \"edit.open_inbound\" }"));
}

// S85: only what was changed here is sent: what was typed on the page stands.
#[test]
fn a_later_save_sends_only_what_changed_here() {
    let told = play(&format!("set edit.open_outbound=true\n{ANSWERED_IN}\n2s\nsubject Another\nsave\n2s"));
    assert!(told.contains("crm: change Task: Subject=\"Another\"\n"), "{told}");
}

/// Whoever is found while the Task is on its way belongs to it all the same, and no later than that.
#[test]
fn a_caller_who_is_found_while_the_task_is_being_saved_belongs_to_it() {
    for script in ["presence dnd\nrings +33612345678\n1s", "crm takes up to 0s\nrings +33612345678\nfar gives up\n1s"] {
        let told = play(&format!("set missed.save_inbound=true\n{script}"));
        assert_eq!(records(&told, "Task", &["WhoId"]), ["WhoId=Jane Customer"], "{script}");
    }
}

/// The same where the page goes in that moment: the next one looks for the Task, and then it belongs to whoever was found.
#[test]
fn a_caller_who_is_found_while_the_answer_is_lost_with_the_page_belongs_to_it() {
    let told = play(
        "set missed.save_inbound=true\ncrm loses the next save\npresence dnd\nrings +33612345678\n100ms\ncrash\n1m",
    );
    assert_eq!(records(&told, "Task", &["WhoId"]), ["WhoId=Jane Customer"], "{told}");
    let told = play(
        "set missed.save_inbound=true\ncrm loses the next answer\npresence dnd\nrings +33612345678\n100ms\ncrash\n1m",
    );
    assert_eq!(records(&told, "Task", &["WhoId"]), ["WhoId=Jane Customer"], "{told}");
}
