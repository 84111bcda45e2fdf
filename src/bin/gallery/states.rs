//! Made-up views. The people and numbers do not exist.

use std::sync::Arc;
use std::time::Duration;

use ferrophone::engine::crm::{Failure, FailureKind, Match, Object, RecordRef, Surface};
use ferrophone::engine::id::{CallId, RecordId};
use ferrophone::engine::number::PhoneNumber;
use ferrophone::engine::settings::FollowUp;
use ferrophone::engine::telephony::{Driver, EndCause, LineState, Party, Trouble};
use ferrophone::engine::time::Timestamp;
use ferrophone::engine::view::{
    CallStateView, CallView, CallerView, Controls, CrmView, LineView, Need, Notice, NoticeKind, PresenceNow,
    ResultView, Saving, TabView, TasksView, View, Why,
};

use crate::line::{consult, lamps, messages};
use crate::lists::{gap, history, notices};
use crate::lost::lost;
use crate::sound::sound;
use crate::workflow::{conflicts, follow_up, problems, tasks, trace, with_choices};

pub const NAMES: &[&str] = &[
    "dialpad",
    "busy",
    "off",
    "connecting",
    "down",
    "signin",
    "wrong-password",
    "no-account",
    "no-crm",
    "recent",
    "settings",
    "audio",
    "shortcuts",
    "practice",
    "diagnosis",
    "ringing",
    "ringing-several",
    "ringing-withheld",
    "searching",
    "search-failed",
    "dialling",
    "talking",
    "elsewhere",
    "elsewhere-idle",
    "elsewhere-silent",
    "muted",
    "muted-speaking",
    "sound-unknown",
    "sound-one-way",
    "sound-bad",
    "held",
    "held-there",
    "lost",
    "lost-asked",
    "lost-over",
    "several",
    "unknown-caller",
    "unassigned",
    "internal",
    "note-full",
    "two-calls",
    "three-calls",
    "saving",
    "saved",
    "unsaved",
    "refused",
    "waiting",
    "unknown",
    "conflict",
    "conflicts",
    "not-saved",
    "missed",
    "notices",
    "results",
    "result-chosen",
    "follow-up",
    "follow-up-new",
    "follow-up-close-today",
    "follow-up-searching",
    "follow-up-failed",
    "follow-up-none",
    "follow-up-done",
    "follow-up-refused",
    "case",
    "case-refused",
    "undo",
    "off-record",
    "presence",
    "wrap-up",
    "transfer",
    "transferring",
    "consult",
    "conference",
    "lamps",
    "messages",
    "invited",
    "why",
    "why-empty",
    "notices-workflow",
    "notices-undo",
    "notices-gap",
    "settings-wrong",
];

/// The view of this name.
pub fn view(name: &str) -> Option<View> {
    NAMES.contains(&name).then(|| match name {
        "busy" => View { can_dial: false, ..idle() },
        "off" => line(LineState::Off),
        "connecting" => line(LineState::Connecting),
        "down" => line(LineState::Down { why: Trouble::Unreachable, retry: Some(ago(-90)) }),
        "signin" => line(LineState::NeedsPassword),
        "wrong-password" => line(LineState::Down { why: Trouble::WrongPassword, retry: None }),
        "no-account" => View { line: practice_line(), ..idle() },
        "no-crm" => View {
            crm: CrmView { trouble: Some(failure(FailureKind::NotInFrame, "")), ..CrmView::default() },
            ..idle()
        },
        "practice" => View { line: LineView { has_account: true, ..practice_line() }, ..idle() },
        "ringing" => calls([ringing(jane())]),
        "ringing-several" => calls([ringing(CallerView::Several(matches()))]),
        "ringing-withheld" => calls([CallView { party: Party::default(), ..ringing(CallerView::NotSearched) }]),
        "searching" => calls([ringing(CallerView::Searching)]),
        "search-failed" => {
            let why =
                failure(FailureKind::ServerError, "SERVER_UNAVAILABLE: Your query request was running for too long.");
            calls([talking(CallerView::Failed(why))])
        }
        "dialling" => calls([CallView {
            state: CallStateView::Dialling { since: ago(3) },
            outgoing: true,
            can: Controls { hang_up: true, mute: true, ..Controls::default() },
            ..talking(jane())
        }]),
        "elsewhere" => View { tab: TabView::Elsewhere, ..calls([talking(jane())]) },
        "elsewhere-idle" => View { tab: TabView::Elsewhere, ..idle() },
        "elsewhere-silent" => View { tab: TabView::Silent, ..calls([talking(jane())]) },
        "muted" => calls([CallView { muted: true, ..talking(jane()) }]),
        "muted-speaking" | "sound-unknown" | "sound-one-way" | "sound-bad" => {
            calls([CallView { muted: name == "muted-speaking", sound: sound(name), ..talking(jane()) }])
        }
        "held" => calls([CallView {
            state: CallStateView::Talking { since: ago(133), held_here: true, held_there: false },
            can: Controls { hold: false, resume: true, ..talking(jane()).can },
            ..talking(jane())
        }]),
        "held-there" => calls([CallView {
            state: CallStateView::Talking { since: ago(4000), held_here: false, held_there: true },
            ..talking(jane())
        }]),
        "lost" | "lost-asked" | "lost-over" => calls([lost(name)]),
        "several" => calls([talking(CallerView::Several(matches()))]),
        "unknown-caller" => on_page(calls([talking(CallerView::Unknown)])),
        "unassigned" => on_page(calls([talking(CallerView::Unassigned(matches()))])),
        "internal" => calls([CallView {
            internal: true,
            party: party("1002", Some("Max Mustermann")),
            queue: None,
            ..talking(CallerView::NotSearched)
        }]),
        "note-full" => calls([CallView { note_room: 12, subject_locked: true, ..talking(jane()) }]),
        "two-calls" => calls([talking(jane()), second()]),
        "three-calls" => calls([
            talking(jane()),
            second(),
            CallView { id: CallId(3), ..ended(CallerView::Several(matches()), Saving::Unsaved { by_agent: true }) },
        ]),
        "saving" => calls([ended(jane(), Saving::Saving { attempt: 2 })]),
        "saved" => calls([ended(jane(), saved())]),
        "unsaved" => calls([ended(jane(), Saving::Unsaved { by_agent: true })]),
        "refused" => {
            let mut why = failure(FailureKind::Rejected, "FIELD_CUSTOM_VALIDATION_EXCEPTION: Please enter a reason.");
            why.fields = vec![("Reason__c".into(), "Reason: You must enter a value".into())];
            let call = ended(jane(), Saving::Refused(why));
            calls([CallView { can: Controls { give_up: true, ..call.can }, ..call }])
        }
        "waiting" => {
            calls([ended(jane(), Saving::Waiting { retry: ago(-60), why: failure(FailureKind::NotReady, "") })])
        }
        "unknown" => calls([ended(jane(), Saving::Unknown { since: ago(20) })]),
        "conflict" | "conflicts" => conflicts(name == "conflicts"),
        "not-saved" => calls([ended(CallerView::NotSearched, Saving::None)]),
        "missed" => calls([CallView {
            state: CallStateView::Ended {
                cause: EndCause::There,
                talked: Duration::ZERO,
                answered: false,
                at: ago(10),
            },
            ..ended(jane(), saved())
        }]),
        "notices" => told(notices()),
        "results" => calls([with_choices(talking(jane()))]),
        "result-chosen" => {
            let mut call = with_choices(ended(jane(), Saving::Unsaved { by_agent: true }));
            call.result = call.result.map(|result| ResultView { chosen: Some("Resolved".into()), ..result });
            calls([call])
        }
        "follow-up" => follow_up(FollowUp::OpenLatest, |f| f.tasks = TasksView::Found(tasks())),
        "follow-up-new" => follow_up(FollowUp::Task, |_| {}),
        "follow-up-close-today" => follow_up(FollowUp::TaskCloseToday, |f| {
            f.tasks = TasksView::Found(tasks().split_off(1));
        }),
        "follow-up-searching" => follow_up(FollowUp::OpenLatest, |f| f.tasks = TasksView::Searching),
        "follow-up-failed" => follow_up(FollowUp::OpenToday, |f| {
            f.tasks = TasksView::Failed(failure(FailureKind::Timeout, ""));
        }),
        "follow-up-none" => follow_up(FollowUp::OpenToday, |f| f.tasks = TasksView::Found(Vec::new())),
        "follow-up-done" => follow_up(FollowUp::Task, |f| (f.saving, f.done) = (Some(saved()), true)),
        "follow-up-refused" => follow_up(FollowUp::Event, |f| {
            let why = failure(FailureKind::Rejected, "INSUFFICIENT_ACCESS: You may not create events here.");
            (f.saving, f.done) = (Some(Saving::Refused(why)), true);
        }),
        "case" => {
            let about = Some(reference("500D000000abcde", Object::Case, "00001026"));
            calls([CallView { about, case: Some(saved()), ..with_choices(talking(jane())) }])
        }
        "case-refused" => {
            let why = failure(FailureKind::Rejected, "REQUIRED_FIELD_MISSING: Required fields are missing: [Reason]");
            calls([CallView { case: Some(Saving::Refused(why)), ..with_choices(talking(jane())) }])
        }
        "presence" => crate::workflow::with_presence(idle(), PresenceNow::AsChosen),
        "wrap-up" => crate::workflow::wrapping_up(calls([ended(jane(), saved())])),
        "off-record" => {
            calls([CallView { off_record: Some(true), saving: Saving::None, ..with_choices(ended(jane(), saved())) }])
        }
        "undo" => calls([CallView { undo: Some(ago(-8)), ..with_choices(ended(jane(), saved())) }]),
        "transfer" => calls([joinable(talking(jane()))]),
        "transferring" => {
            let call = CallView { transferring: true, ..talking(jane()) };
            calls([call])
        }
        "lamps" => View { lamps: lamps(), ..calls([joinable(talking(jane()))]) },
        "messages" => View { messages: Some(messages()), ..idle() },
        "invited" => {
            let invited = Some(party("1007", Some("Erika Musterfrau")));
            calls([CallView { invited, ..joinable(talking(jane())) }])
        }
        "consult" | "conference" => consult(name == "conference"),
        "why-empty" => View { why: Some(Why { call: CallId(101), lines: Arc::default() }), ..idle() },
        "notices-workflow" => told([
            NoticeKind::NeedsPackage(Need::Records),
            NoticeKind::NeedsPackage(Need::Tasks),
            NoticeKind::NeedsPackage(Need::MissedButAnswered),
            NoticeKind::NeedsPackage(Need::Mail),
            NoticeKind::RecordTypeRefused(Object::Task),
            NoticeKind::TasksNotClosed { completed: 2, failed: vec!["You may not edit this task.".into()] },
            NoticeKind::MailFailed(failure(
                FailureKind::Rejected,
                "Single email is not enabled for your organization.",
            )),
        ]),
        "notices-undo" => told([
            NoticeKind::Undone,
            NoticeKind::UndoFailed(failure(FailureKind::Rejected, "ENTITY_IS_LOCKED: the record is being approved.")),
        ]),
        "notices-gap" => told(gap()),
        "settings-wrong" => told([NoticeKind::Settings(problems())]),
        "talking" | "why" => on_page(calls([talking(jane())])),
        "dialpad" | "recent" | "settings" | "audio" | "shortcuts" | "diagnosis" => idle(),
        other => unreachable!("{other} is in NAMES and has no view"),
    })
}

pub fn ago(seconds: i64) -> Timestamp {
    let now = js_sys::Date::new_0();
    Timestamp::new(now.get_time() as i64 - seconds * 1000, -(now.get_timezone_offset() as i32))
}

fn idle() -> View {
    View {
        line: LineView {
            state: LineState::Ready { proved: ago(25) },
            driver: Driver::Sip,
            own: Driver::Sip,
            has_account: true,
            account: "1001@pbx.example.com".into(),
            user: "1001".into(),
            has_password: true,
        },
        crm: CrmView { surface: Some(Surface::Lightning), ..CrmView::default() },
        history: Arc::new(history()),
        can_dial: true,
        ..View::default()
    }
}

fn line(state: LineState) -> View {
    let line = LineView { state, has_password: false, ..idle().line };
    View { line, can_dial: false, history: Arc::default(), ..idle() }
}

fn practice_line() -> LineView {
    LineView {
        state: LineState::Ready { proved: ago(25) },
        driver: Driver::Practice,
        has_account: false,
        ..LineView::default()
    }
}

pub fn calls<const N: usize>(calls: [CallView; N]) -> View {
    let selected = calls.first().map(|call| call.id);
    View { calls: calls.into(), selected, can_dial: false, ..idle() }
}

fn on_page(mut view: View) -> View {
    view.crm.page = Some(reference("500D000000abcde", Object::Case, "00001026"));
    for call in &mut view.calls {
        call.can.assign_page = true;
    }
    view
}

pub fn party(number: &str, name: Option<&str>) -> Party {
    Party { number: PhoneNumber::parse(number), name: name.map(str::to_owned) }
}

fn reference(id: &str, object: Object, name: &str) -> RecordRef {
    RecordRef { id: RecordId(id.into()), object, name: name.into() }
}

fn found(id: &str, object: Object, name: &str, details: &[(&str, &str)], found_by: &str) -> Match {
    let details = details.iter().map(|(label, value)| ((*label).into(), (*value).into())).collect();
    Match { record: reference(id, object, name), details, found_by: found_by.into() }
}

pub fn matches() -> Vec<Match> {
    vec![
        found(
            "001D00000000001",
            Object::Account,
            "Customer & Cie. Maschinenbau GmbH",
            &[("Type", "Kunde")],
            "0612345678",
        ),
        found("003D00000000001", Object::Contact, "Jane Customer", &[("Account", "Customer & Cie.")], "+33612345678"),
        found("00QD00000000001", Object::Lead, "Jane Custommer", &[("Company", "Fair in Lyon")], "+33612345678"),
        found("a00D00000000001", Object::Other("Service_Contract__c".into()), "SC-0042", &[], "33612345678"),
    ]
}

pub fn jane() -> CallerView {
    CallerView::Known {
        record: reference("003D00000000001", Object::Contact, "Jane Customer"),
        details: vec![("Account".into(), "Customer & Cie.".into()), ("Title".into(), "Head of Purchasing".into())],
        others: matches().split_off(2),
    }
}

fn call(state: CallStateView, caller: CallerView, can: Controls) -> CallView {
    CallView {
        about: None,
        case: None,
        lost: None,
        result: None,
        follow_up: None,
        undo: None,
        off_record: None,
        id: CallId(1),
        outgoing: false,
        internal: false,
        party: party("+33 6 12 34 56 78", None),
        state,
        muted: false,
        transferring: false,
        in_conference: false,
        queue: Some("Service".into()),
        ivr: Some("00001026".into()),
        diverted_by: None,
        invited: None,
        digits_sent: String::new(),
        sound: sound("good"),
        caller,
        subject: "Incoming call 23/11/2026 14:03".into(),
        subject_locked: false,
        note: String::new(),
        note_room: 32_000,
        saving: Saving::NotYet,
        can,
    }
}

fn ringing(caller: CallerView) -> CallView {
    let can = Controls { answer: true, decline: true, ..Controls::default() };
    call(CallStateView::RingingIn { since: ago(6) }, caller, can)
}

pub fn talking(caller: CallerView) -> CallView {
    let can = Controls { hang_up: true, hold: true, mute: true, digits: true, save: true, ..Controls::default() };
    let state = CallStateView::Talking { since: ago(133), held_here: false, held_there: false };
    CallView { note: "Asks for the delivery date of order 4711.".into(), ..call(state, caller, can) }
}

pub fn ended(caller: CallerView, saving: Saving) -> CallView {
    let state =
        CallStateView::Ended { cause: EndCause::There, talked: Duration::from_secs(201), answered: true, at: ago(10) };
    let can = Controls {
        save: !matches!(saving, Saving::Saving { .. } | Saving::Saved { .. }),
        close: true,
        ..Controls::default()
    };
    CallView { note: "Delivery on Friday, promised.".into(), saving, ..call(state, caller, can) }
}

pub fn saved() -> Saving {
    Saving::Saved { at: ago(5), task: Some(RecordId("00TD00000000001".into())) }
}

fn second() -> CallView {
    CallView {
        id: CallId(2),
        party: party("+49 30 1234567", Some("Erika Musterfrau")),
        diverted_by: Some(party("1007", None)),
        ..ringing(CallerView::Searching)
    }
}

pub fn joinable(call: CallView) -> CallView {
    let up = matches!(call.state, CallStateView::Talking { .. });
    CallView { can: Controls { transfer: up, join: up, join_all: up, ..call.can }, ..call }
}

pub fn why(call: CallId) -> Why {
    Why { call, lines: Arc::new(trace(ago(140), ago(133))) }
}

/// The caller, once the agent has said that it is this one.
pub fn chosen(id: &RecordId) -> CallerView {
    let (own, others): (Vec<_>, Vec<_>) = matches().into_iter().partition(|found| found.record.id == *id);
    match own.into_iter().next() {
        Some(Match { record, details, .. }) => CallerView::Known { record, details, others },
        None => CallerView::Unassigned(others),
    }
}

pub fn failure(kind: FailureKind, message: &str) -> Failure {
    Failure::new(kind, message)
}

fn told<const N: usize>(notices: [NoticeKind; N]) -> View {
    let notices = notices.into_iter().zip(1..).map(|(what, id)| Notice { id, what }).collect();
    View { notices, ..idle() }
}
