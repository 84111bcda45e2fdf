//! From the view's values to words: who it is, how the call stands, what time it was.

use super::clock;
use super::texts::{CardTexts, Texts};
use crate::engine::locale::{DateOrder, Locale};
use crate::engine::telephony::{Driver, LineState, Party};
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, CallerView, LineView, RecentCall};

/// The number as it was given, or that there is none.
pub fn number(t: &Texts, party: &Party) -> String {
    party.number.as_ref().map_or_else(|| t.withheld.to_owned(), |number| number.as_given().to_owned())
}

/// The record's name, else what the PBX calls the party, else the number.
pub fn name(t: &Texts, call: &CallView) -> String {
    match &call.caller {
        CallerView::Known { record, .. } => record.name.clone(),
        CallerView::NotSearched
        | CallerView::Searching
        | CallerView::Failed(_)
        | CallerView::Unknown
        | CallerView::Several(_)
        | CallerView::Unassigned(_) => party(t, &call.party),
    }
}

pub fn party(t: &Texts, party: &Party) -> String {
    party.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| number(t, party))
}

pub fn direction(t: &CardTexts, call: &CallView) -> &'static str {
    match (call.internal, call.outgoing) {
        (true, _) => t.internal,
        (false, true) => t.outbound,
        (false, false) => t.inbound,
    }
}

pub fn state(t: &Texts, state: CallStateView, outgoing: bool) -> String {
    match state {
        CallStateView::RingingIn { .. } => t.ringing_in.into(),
        CallStateView::Dialling { .. } => t.dialling.into(),
        CallStateView::RingingOut { early_media: false, .. } => t.ringing_out.into(),
        CallStateView::RingingOut { early_media: true, .. } => t.early_media.into(),
        CallStateView::Talking { held_here: true, .. } => t.held_here.into(),
        CallStateView::Talking { held_there: true, .. } => t.held_there.into(),
        CallStateView::Talking { .. } => t.talking.into(),
        CallStateView::Ended { cause, answered, .. } => (t.ended)(cause, outgoing, answered),
    }
}

/// Since when the call is in this state; nothing once it is over.
pub fn since(state: CallStateView) -> Option<Timestamp> {
    match state {
        CallStateView::RingingIn { since }
        | CallStateView::Dialling { since }
        | CallStateView::RingingOut { since, .. }
        | CallStateView::Talking { since, .. } => Some(since),
        CallStateView::Ended { .. } => None,
    }
}

/// The line in a few words.
pub fn line(t: &Texts, line: &LineView) -> String {
    match line.state {
        LineState::Off => t.off.into(),
        LineState::NeedsPassword => t.password_needed.into(),
        LineState::Connecting => t.connecting.into(),
        LineState::Ready { .. } if line.driver == Driver::Practice => t.practice_line.into(),
        LineState::Ready { .. } => t.ready.into(),
        LineState::Down { .. } => t.no_connection.into(),
    }
}

/// Of a call that is done with.
pub fn recent(t: &Texts, call: &RecentCall) -> String {
    call.name.clone().unwrap_or_else(|| party(t, &call.party))
}

/// `14:05:09`, for those who compare moments.
pub fn seconds(at: Timestamp) -> String {
    let (hour, minute) = at.hour_minute();
    format!("{hour:02}:{minute:02}:{:02}", at.unix_ms() / 1000 % 60)
}

/// `14:05`, or `2:05 PM` where months come before days: those are the same countries.
pub fn time(locale: Locale, at: Timestamp) -> String {
    locale.time_of_day(at, locale.date == DateOrder::MonthDayYear)
}

/// The time of day; before it the day, where that is not today.
pub fn moment(locale: Locale, at: Timestamp) -> String {
    let time = time(locale, at);
    if at.date() == clock::today(at) { time } else { format!("{} {time}", locale.day(at.date())) }
}
