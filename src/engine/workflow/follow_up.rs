//! What comes after a call: the choice that is in force, and what a new task or event holds.

use super::{Moment, subject, task};
use crate::engine::call::{Call, Choice};
use crate::engine::crm::{Fields, Value};
use crate::engine::settings::{FollowUp, Settings};
use crate::engine::texts::texts;
use crate::engine::time::{Day, Timestamp};

/// The agent's choice, or what the settings preselect.
pub fn choice(call: &Call, settings: &Settings) -> Option<FollowUp> {
    match call.wrap_up.choice {
        Choice::Preselected => settings.follow_up.of(call.outgoing).default,
        Choice::Nothing => None,
        Choice::Chosen(choice) => Some(choice),
    }
}

/// The day of a new task or event: the agent's, or the next working day.
pub fn due(call: &Call, now: Timestamp) -> Day {
    call.wrap_up.due.unwrap_or_else(|| next_working_day(now.date()))
}

fn next_working_day(day: Day) -> Day {
    // Friday, Saturday and Sunday are followed by Monday.
    const FRIDAY: u32 = 4;
    day.plus_days(if day.weekday() < FRIDAY { 1 } else { 7 - day.weekday() })
}

/// The key under which the org knows the follow-up of a call: not the call's own, which is its Task's.
pub fn key(call: &Call) -> String {
    format!("{} follow-up", call.key).chars().take(task::SHORT_TEXT).collect()
}

/// What both have.
fn common(m: &Moment) -> Fields {
    let mut out = Fields::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    let words = [texts(m.locale.language).follow_up, ": ", &subject::of(m.call, m.settings, m.locale)].concat();
    put("Subject", Value::Text(words.chars().take(subject::LENGTH).collect()));
    let (who, what) = task::parties(m.call);
    put("WhoId", who);
    put("WhatId", what);
    if m.settings.follow_up.copy_note && !m.call.note.is_empty() {
        put("Description", Value::Text(m.call.note.clone()));
    }
    put(task::CALL_KEY, Value::Text(key(m.call)));
    out
}

/// A task to do.
pub fn task_fields(m: &Moment) -> Fields {
    let mut out = common(m);
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("Status", Value::Text("Not Started".into()));
    put("Priority", Value::Text("Normal".into()));
    put("ActivityDate", Value::Date(due(m.call, m.now)));
    if let Some(id) = &m.settings.follow_up.of(m.call.outgoing).record_type {
        put(task::RECORD_TYPE, Value::Reference(id.clone()));
    }
    out
}

/// Half an hour at the hour in which the call began: the agent moves it on its page, which opens for editing.
pub fn event_fields(m: &Moment) -> Fields {
    let mut out = common(m);
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    let start = m.call.started.at_hour_of(due(m.call, m.now));
    put("StartDateTime", Value::Moment(start));
    put("DurationInMinutes", Value::Number(30));
    if let Some(id) = &m.settings.follow_up.event_record_type {
        put(task::RECORD_TYPE, Value::Reference(id.clone()));
    }
    out
}
