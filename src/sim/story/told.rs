//! How an effect is told: one line, the same on every run, with what a reader wants to check.

use crate::engine::crm::{Fields, Find, Match, MissedCall, Recipient, Request, Target, Value};
use crate::engine::diagnosis::{Check, Package, Verdict};
use crate::engine::effect::Effect;
use crate::engine::id::LegId;
use crate::engine::quality::tenths;
use crate::engine::telephony::Command;
use crate::engine::time::Timestamp;
use crate::engine::view::{
    CallStateView, CallView, CallerView, Conflict, LostView, NoticeKind, PresenceNow, PresenceView, Saving,
};
use crate::sim::org::Org;

/// `None`: not worth a line, as every key press writes the journal.
pub fn effect(effect: &Effect, org: &Org) -> Option<String> {
    Some(match effect {
        Effect::OpenDriver(_) | Effect::Store { .. } | Effect::GuardUnload(_) => return None,
        Effect::FetchOffice | Effect::ReadHistory => return None,
        Effect::Phone(command) => format!("phone: {}", phone(command)?),
        Effect::Crm(_, request) => format!("crm: {}", crm(request, org)),
        Effect::Panel(panel) if panel.raise => format!("panel: {} (raised)", panel.label),
        Effect::Panel(panel) => format!("panel: {}", panel.label),
        Effect::Password(Some(_)) => "keeps the password".to_owned(),
        Effect::Password(None) => "forgets the password".to_owned(),
        Effect::Ring(true) => "ringing".to_owned(),
        Effect::Ring(false) => "silent".to_owned(),
    })
}

/// A notice with the words that its `Debug` keeps to itself.
pub fn notice(what: &NoticeKind) -> String {
    let words: Vec<&str> = match what {
        NoticeKind::PopFailed(why) | NoticeKind::MailFailed(why) | NoticeKind::UndoFailed(why) => vec![&why.message],
        NoticeKind::TasksNotClosed { failed, .. } => failed.iter().map(|words| &**words).collect(),
        NoticeKind::NotANumber(text) => return format!("NotANumber({:?})", &**text),
        NoticeKind::PresenceNotTold(code) => vec![code],
        NoticeKind::Gap { from, to, desk_phone } => {
            let what = if *desk_phone { "not followed" } else { "not reachable" };
            return format!("{what} from {} to {}", time(from), time(to));
        }
        NoticeKind::MissedMeanwhile(calls) => {
            let call = |call: &MissedCall| {
                let number = call.number.as_ref().map_or("withheld", |number| number.as_given());
                format!("{} {number} {}", time(&call.start), call.name.as_deref().unwrap_or("")).trim_end().to_owned()
            };
            return format!("nobody took {}", calls.iter().map(call).collect::<Vec<_>>().join(", "));
        }
        _ => Vec::new(),
    };
    [&[&*format!("{what:?}")], &words[..]].concat().join(" ").trim().to_owned()
}

fn time(at: &Timestamp) -> String {
    let (hour, minute) = at.hour_minute();
    format!("{hour:02}:{minute:02}")
}

fn phone(command: &Command) -> Option<String> {
    let at = |leg: &LegId| match leg.0.split_once('-') {
        Some((kind @ ("out" | "code"), _)) => kind.to_owned(),
        _ => leg.0.clone(),
    };
    Some(match command {
        Command::Connect(_) => "connect".to_owned(),
        Command::Disconnect => "disconnect".to_owned(),
        Command::Rehearse(_) => return None,
        Command::Mix { legs } => {
            format!("mix {}", legs.iter().map(at).collect::<Vec<_>>().join(" and ")).trim().to_owned()
        }
        Command::Watch { messages, lamps } => {
            let lamps = lamps.iter().map(|number| number.as_given().to_owned());
            let all: Vec<_> = messages.then(|| "messages".to_owned()).into_iter().chain(lamps).collect();
            format!("watch {}", all.join(", "))
        }
        Command::Follow { leg, to } => format!("follow {} as {}", at(leg), at(to)),
        Command::Rejoin { leg, .. } => format!("rejoin {}", at(leg)),
        Command::Dial { number, .. } => format!("dial {}", number.dialable()),
        Command::Answer { leg } => format!("answer {}", at(leg)),
        Command::Decline { leg } => format!("decline {}", at(leg)),
        Command::HangUp { leg } => format!("hang up {}", at(leg)),
        Command::Hold { leg } => format!("hold {}", at(leg)),
        Command::Resume { leg } => format!("resume {}", at(leg)),
        Command::Mute { leg, on } => format!("mute {} {on}", at(leg)),
        Command::SendDigits { leg, digits } => format!("digits {digits} to {}", at(leg)),
        Command::TransferBlind { leg, to } => format!("transfer {} to {}", at(leg), to.dialable()),
        Command::TransferAttended { leg, to } => format!("transfer {} to {}", at(leg), at(to)),
    })
}

fn crm(request: &Request, org: &Org) -> String {
    match request {
        Request::Search { spellings, .. } => format!("search {}", spellings.join(" | ")),
        Request::ScreenPop(target) => format!("pop {}", self::target(target, org)),
        Request::Save(draft) => {
            // What is created stands in full at the story's end.
            let Some(_) = &draft.record else { return format!("create {}", draft.object.api_name()) };
            format!("change {}: {}", draft.object.api_name(), fields(&draft.fields, org))
        }
        // What it compares with is told by what comes of it.
        Request::Change(draft, _) => format!("change {}: {}", draft.object.api_name(), fields(&draft.fields, org)),
        Request::FindSaved { object, .. } => format!("is there a {} of this call?", object.api_name()),
        Request::SearchObjects { objects, spellings } => {
            let names: Vec<_> = objects.iter().map(|custom| custom.object.as_str()).collect();
            format!("search {} in {}", spellings.join(" | "), names.join(", "))
        }
        Request::Find(find) => format!("find {}", self::find(find, org)),
        Request::OpenTasks { related, due, .. } => {
            let names: Vec<_> = related.iter().map(|id| record(id, org)).collect();
            let due = due.map(|day| format!(" due {day}")).unwrap_or_default();
            format!("open tasks of {}{due}", names.join(", "))
        }
        Request::CloseTasks { tasks, delete } => {
            let names: Vec<_> = tasks.iter().map(|id| record(id, org)).collect();
            format!("{} {}", if *delete { "delete" } else { "complete" }, names.join(", "))
        }
        Request::ResolveMissed { call_ref, answered, .. } => {
            format!("missed entries of {call_ref}{}", if *answered { ", answered here" } else { "" })
        }
        Request::MissedBetween { from, to, .. } => format!("missed by others from {} to {}", time(from), time(to)),
        Request::Mail(mail) => match &mail.to {
            Recipient::Agent => "mail to the agent".to_owned(),
            Recipient::OwnerOf(id) => format!("mail to the owner of {}", record(id, org)),
            Recipient::Address => "mail to the default address".to_owned(),
        },
        Request::Greet => "greet the package".to_owned(),
        Request::RefreshView => "refresh".to_owned(),
    }
}

fn fields(fields: &Fields, org: &Org) -> String {
    let fields = fields.iter().map(|(name, value)| format!("{name}={}", self::value(value, org)));
    fields.collect::<Vec<_>>().join(", ")
}

fn find(find: &Find, org: &Org) -> String {
    match find {
        Find::Latest { object, of, account_too, .. } => {
            let too = if *account_too { " or its account" } else { "" };
            format!("the latest {} of {}{too}", object.api_name(), record(of, org))
        }
        Find::AccountOf(id) => format!("the account of {}", record(id, org)),
        Find::ByField { object, field, value } => format!("{object} with {field} {value}"),
        Find::LookUp { record: id, field } => format!("{field} of {}", record(id, org)),
        Find::Named(id) => format!("the name of {}", record(id, org)),
    }
}

fn target(target: &Target, org: &Org) -> String {
    match target {
        Target::Edit { record: id, .. } => format!("{} for editing", record(id, org)),
        Target::Record(id) => record(id, org),
        Target::Url(url) => url.clone(),
        Target::ObjectHome(object) => format!("home of {}", object.api_name()),
        Target::List { object, .. } => format!("list of {}", object.api_name()),
        Target::Search(text) => format!("search for {text}"),
        Target::NewRecord { object, .. } => format!("new {}", object.api_name()),
        Target::Flow { name, .. } => format!("flow {name}"),
        Target::AsLayoutSays { .. } => "what the layout says".to_owned(),
    }
}

pub fn value(value: &Value, org: &Org) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Tenths(number) => tenths(*number),
        Value::Flag(on) => on.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Moment(at) => at.to_rfc3339_utc(),
        Value::Phone(number) => number.as_given().to_owned(),
        Value::Reference(id) => record(id, org),
        Value::Empty => "nothing".to_owned(),
    }
}

fn record(id: &crate::engine::id::RecordId, org: &Org) -> String {
    match org.record_ref(id) {
        Some(record) => format!("{} {}", record.object.api_name(), record.name),
        None => id.to_string(),
    }
}

/// The diagnosis: what is good in one line, the rest in a line each.
pub fn checks(checks: &[Check]) -> Vec<String> {
    let (good, rest): (Vec<_>, Vec<_>) = checks.iter().partition(|check| check.verdict() == Verdict::Good);
    let name = |check: &&Check| format!("{check:?}").chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    let good = format!("  good: {}", good.iter().map(name).collect::<Vec<_>>().join(", "));
    rest.into_iter().map(|told| format!("  {}", check(told))).chain([good]).collect()
}

fn check(check: &Check) -> String {
    let told = match check {
        Check::Package { said: Package::There(_), missing } => format!("Package without {missing:?}"),
        Check::Settings { version, since, from_package, problems, numbers: _ } => {
            let since = since.map(|at| at.to_rfc3339_utc()).unwrap_or_default();
            let from = if *from_package { "package" } else { "call center" };
            format!("Settings: version {version} of {since}, {from}, {} wrong", problems.len())
        }
        other => format!("{other:?}"),
    };
    format!("{:?}: {told}", check.verdict())
}

/// `None`: calls come through, as ever. That the agent is on a call stands in the call.
pub fn presence(view: &PresenceView) -> Option<String> {
    let chosen = view.choices.get(view.chosen)?;
    let untold = if view.untold { "; the PBX does not know yet" } else { "" };
    let words = match view.now {
        PresenceNow::WrapUp { until, .. } => {
            let (hour, minute) = until.hour_minute();
            format!("wrap-up until {hour:02}:{minute:02}:{:02}", until.unix_ms() / 1000 % 60)
        }
        PresenceNow::OnCall | PresenceNow::AsChosen => chosen.name().to_owned(),
    };
    (words != "available" || view.untold).then(|| words + untold)
}

/// A card of the screen in one line.
pub fn card(call: &CallView, org: &Org) -> String {
    let names = |all: &[Match]| all.iter().map(|m| m.record.name.as_str()).collect::<Vec<_>>().join(", ");
    let caller = match &call.caller {
        CallerView::NotSearched => "not searched".to_owned(),
        CallerView::Searching => "searching".to_owned(),
        CallerView::Failed(failure) => format!("search failed: {:?}", failure.kind),
        CallerView::Unknown => "nobody has the number".to_owned(),
        CallerView::Several(all) => format!("one of {}", names(all)),
        CallerView::Known { record, others, .. } if others.is_empty() => record.name.clone(),
        CallerView::Known { record, others, .. } => format!("{}, not {}", record.name, names(others)),
        CallerView::Unassigned(all) => format!("none of {}", names(all)),
    };
    let saving = match &call.saving {
        Saving::NotYet => "nothing to save yet".to_owned(),
        Saving::Unsaved { by_agent: true } => "unsaved, for the agent to save".to_owned(),
        Saving::Unsaved { by_agent: false } => "unsaved changes".to_owned(),
        Saving::Saving { attempt } => format!("saving, attempt {attempt}"),
        Saving::Saved { task: Some(_), .. } => "saved".to_owned(),
        Saving::Saved { task: None, .. } => "saved, says the agent".to_owned(),
        Saving::Refused(why) => format!("refused: {}", why.message),
        Saving::Waiting { why, .. } => format!("waiting: {:?}", why.kind),
        Saving::Conflict(all) => {
            let conflict = |one: &Conflict| format!("{} is {}", one.field, value(&one.theirs, org));
            format!("conflict: in Salesforce {}", all.iter().map(conflict).collect::<Vec<_>>().join(", "))
        }
        Saving::Unknown { .. } => "unknown: the agent must look".to_owned(),
        Saving::None => "not saved".to_owned(),
    };
    let state = match call.state {
        CallStateView::RingingIn { .. } => "rings",
        CallStateView::Dialling { .. } => "dialling",
        CallStateView::RingingOut { .. } => "rings there",
        CallStateView::Talking { held_here: true, .. } => "held",
        CallStateView::Talking { .. } => "talking",
        CallStateView::Ended { .. } => match call.lost {
            Some(LostView { asked: false, .. }) => "lost, offered",
            Some(LostView { asked: true, .. }) => "lost, asked for",
            None => "over",
        },
    };
    let note = if call.note.is_empty() { String::new() } else { format!("; note {:?}", call.note) };
    let digits = if call.digits_sent.is_empty() { String::new() } else { format!("; digits {}", call.digits_sent) };
    let table = if call.in_conference { "; at the table" } else { "" };
    let muted = if call.muted { "; muted" } else { "" };
    let invited = call.invited.as_ref().and_then(|party| party.number.as_ref());
    let invited = invited.map(|number| format!("; asks to call {}", number.as_given())).unwrap_or_default();
    let sound = call.sound.reading.map(|now| {
        let (mos, loss) = (tenths(now.mos), tenths(now.lost_permille));
        format!("; sounds {:?}, MOS {mos}, loss {loss} %", now.grade)
    });
    let trouble = call.sound.trouble.map(|trouble| format!("; {trouble:?}"));
    let heard = [sound, trouble].map(Option::unwrap_or_default).concat();
    format!("screen: {state}; {caller}; {saving}{note}{digits}{table}{muted}{invited}{heard}")
}
