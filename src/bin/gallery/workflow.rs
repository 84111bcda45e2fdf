//! What an administrator and an org add to a call: results, open tasks, a trace, settings that do not go together.

use std::time::Duration;

use ferrophone::engine::call::Fact;
use ferrophone::engine::crm::{Failure, FailureKind, OpenTask, Surface, Value};
use ferrophone::engine::diagnosis::{Check, Microphone, Output, Package};
use ferrophone::engine::id::RecordId;
use ferrophone::engine::outbox::Part;
use ferrophone::engine::settings::{CallResult, Clash, FollowUp, PresenceKind, PresenceState, Problem};
use ferrophone::engine::telephony::LineState;
use ferrophone::engine::time::Timestamp;
use ferrophone::engine::trace::{Line, Outcome, Why};
use ferrophone::engine::view::{
    CallView, Conflict, Controls, FollowUpView, PresenceNow, PresenceView, ResultView, Saving, TasksView, View,
};

use crate::states::{ago, calls, ended, jane, joinable, saved};

fn results() -> Vec<CallResult> {
    let one = |group: Option<&str>, label: &str| CallResult {
        label: label.into(),
        group: group.map(str::to_owned),
        inbound: true,
        outbound: true,
        answered_only: false,
    };
    let (support, sales) = (Some("Support"), Some("Sales"));
    vec![
        one(support, "Resolved"),
        one(support, "Handed to second level"),
        one(support, "Call back promised"),
        one(sales, "Order taken"),
        one(sales, "Not interested"),
        one(None, "Wrong number"),
    ]
}

pub fn tasks() -> Vec<OpenTask> {
    let one = |id: &str, subject: &str, due: Option<i64>, mine| OpenTask {
        id: RecordId(id.into()),
        subject: subject.into(),
        due: due.map(|days| Timestamp::new(1_795_464_240_000 + days * 86_400_000, 0).date()),
        mine,
    };
    vec![
        one("00TD0000000t001", "Send the spare parts list", Some(2), true),
        one("00TD0000000t002", "Confirm the service appointment for the second grinder", Some(0), true),
        one("00TD0000000t003", "Renew the contract", None, false),
    ]
}

/// What a call leaves behind that rang, was found and was answered.
pub fn trace(rang: Timestamp, answered: Timestamp) -> Vec<Line> {
    let line = |at, fact, rule: &'static str, acts, why, inputs: &str| Line {
        at,
        rule: rule.into(),
        fact,
        outcome: if acts { Outcome::Acts { why, actions: Vec::new() } } else { Outcome::Declines { why } },
        inputs: inputs.into(),
        settings_version: 3,
    };
    let found = "Inbound; ringing; matches 1; related to 003D00000000001";
    let talks = "Inbound; talking; matches 1; related to 003D00000000001";
    vec![
        line(rang, Fact::Rang, "auto-answer", false, Why::SwitchedOff, "Inbound; ringing"),
        line(rang, Fact::Rang, "find caller", true, Why::MayBelong, "Inbound; ringing"),
        line(rang, Fact::Rang, "find entry", false, Why::NoIvrValue, "Inbound; ringing"),
        line(rang, Fact::CallerSearched, "relate record", true, Why::OnlyOne, "Inbound; ringing; matches 1"),
        line(rang, Fact::Related, "pop record", true, Why::PopIdentified, found),
        line(rang, Fact::Related, "create case", false, Why::CaseNeedsAnswer, found),
        line(answered, Fact::Answered, "create case", true, Why::CaseAtAnswer, talks),
        line(answered, Fact::Answered, "log call", false, Why::GoingOn, talks),
        line(answered, Fact::Answered, "list tasks", false, Why::TasksNotWanted, talks),
    ]
}

/// One of each.
pub fn problems() -> Vec<Problem> {
    let mut out = vec![
        Problem::Unusable { key: "line.expires", text: "soon".into() },
        Problem::Unknown("autosave.inbuond".into()),
        Problem::UnknownVariable("customer".into()),
    ];
    out.extend(
        [
            Clash::InteractionLog { off: "case.create_inbound" },
            Clash::TrackNeedsMissed,
            Clash::TrackNeedsCallIds,
            Clash::OwnerNeedsMail,
            Clash::OwnerNeedsAddress,
            Clash::RingAll { off: "missed.save_inbound" },
            Clash::EditHidesResult { key: "edit.open_inbound" },
            Clash::DefaultNotOffered { key: "follow_up.default_inbound" },
            Clash::IvrNeedsBoth,
        ]
        .map(Problem::Clash),
    );
    out
}

/// Some of it fails, some could be better, the rest works.
pub fn checks() -> Vec<Check> {
    let at = Timestamp::new(1_795_464_240_000, 60);
    let failure = Failure::new(FailureKind::Unsupported, "Could not load Apex class: FerrophoneApi.");
    vec![
        Check::Microphone { state: Microphone::Forbidden, needed: true },
        Check::Clock(Some(190)),
        Check::Package { said: Package::Failed(failure), missing: Vec::new() },
        Check::Settings {
            version: 3,
            since: Some(at),
            from_package: false,
            problems: problems().into_iter().take(2).collect(),
            numbers: ferrophone::engine::number::NumberPlan::default(),
        },
        Check::Output(Output::Works),
        Check::Storage(None),
        Check::Tabs { agree: true },
        Check::Line(LineState::Ready { proved: at }),
        Check::Org(Some(Ok(Surface::Lightning))),
    ]
}

/// A card with everything on it that an administrator can offer.
pub fn with_choices(call: CallView) -> CallView {
    let follow_up = FollowUpView {
        options: FollowUp::ALL.to_vec(),
        chosen: Some(FollowUp::OpenLatest),
        due: ago(-86_400).date(),
        tasks: TasksView::Found(tasks()),
        task: Some(tasks()[0].id.clone()),
        saving: None,
        done: false,
    };
    let result = Some(ResultView { options: results(), chosen: None });
    joinable(CallView { result, follow_up: Some(follow_up), ..call })
}

/// With states as an administrator names them.
/// As long as the agent says nothing else.
pub fn available() -> PresenceView {
    let choices = vec![PresenceState { label: None, kind: PresenceKind::Available, code: None }];
    PresenceView { choices, chosen: 0, now: PresenceNow::AsChosen, untold: false }
}

pub fn with_presence(view: View, now: PresenceNow) -> View {
    let state =
        |label: &str, kind| PresenceState { label: (!label.is_empty()).then(|| label.into()), kind, code: None };
    let choices = vec![
        state("", PresenceKind::Available),
        state("", PresenceKind::Away),
        state("Besprechung mit dem Team", PresenceKind::Away),
        state("", PresenceKind::DoNotDisturb),
    ];
    View { presence: Some(PresenceView { choices, chosen: 2, now, untold: true }), ..view }
}

pub fn wrapping_up(view: View) -> View {
    let prolong = Some(Duration::from_secs(60));
    with_presence(view, PresenceNow::WrapUp { until: ago(-27), prolong })
}

/// After a call that is saved, with this choice.
pub fn follow_up(choice: FollowUp, change: impl FnOnce(&mut FollowUpView)) -> View {
    let mut call = with_choices(ended(jane(), saved()));
    if let Some(follow_up) = &mut call.follow_up {
        (follow_up.chosen, follow_up.tasks) = (Some(choice), TasksView::NotAsked);
        change(follow_up);
    }
    calls([call])
}

const THEIR_NOTE: &str = "Wants a quote for the espresso machines by Friday, including delivery to the second shop.";

fn theirs(field: &str, text: &str) -> Conflict {
    let theirs = Value::Text(text.to_owned());
    Conflict { part: Part::Task, field: field.to_owned(), theirs, both: field == "Description" }
}

/// A Task that somebody has edited meanwhile: its note, or more of it.
pub fn conflicts(more: bool) -> View {
    let note = theirs("Description", THEIR_NOTE);
    let all = if more { vec![theirs("Subject", "Grinder"), note, theirs("CallDisposition", "")] } else { vec![note] };
    let contact = Value::Reference(RecordId("003000000000002AAA".into()));
    let contact = Conflict { part: Part::Case, field: "ContactId".into(), theirs: contact, both: false };
    let case = more.then(|| Saving::Conflict(vec![contact]));
    let call = ended(jane(), Saving::Conflict(all));
    calls([CallView { can: Controls { save: false, ..call.can }, case, ..call }])
}
