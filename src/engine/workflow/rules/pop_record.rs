//! Which record opens when somebody calls? What the caller keyed in; else what the settings open for the record that
//! has the number, or that the agent picked of several. Where none has it the softphone layout decides, but only
//! after the answer: what it opens may be a form that covers the Answer button.

use super::super::{Action, Moment, Rule};
use super::{create_case, find_ivr, find_target};
use crate::engine::call::{Caller, Fact, Lookup, Popped, Related, State};
use crate::engine::crm::{RecordRef, Target};
use crate::engine::id::RecordId;
use crate::engine::settings::PopWhen;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "pop record", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::CallerSearched
        | Fact::IvrSearched
        | Fact::Related
        | Fact::TargetSearched
        | Fact::Answered
        | Fact::Assigned
        | Fact::CaseSaved => {}
        _ => return None,
    }
    let no = |why| Some(Outcome::Declines { why });
    if !m.crm.is_some_and(|can| can.screen_pop) {
        return no(Why::NoCrm);
    }
    if let (Fact::CaseSaved, Some(case)) = (m.fact, &m.call.progress.case) {
        return match m.settings.case.pop_new {
            true => Some(open(&case.id, m, Why::NewCase)),
            false => no(Why::SwitchedOff),
        };
    }
    if m.call.quiet {
        return no(Why::NotDisturbed);
    }
    if m.call.outgoing {
        return no(Why::Outgoing);
    }
    if m.call.is_over() && m.fact != Fact::Assigned && !chosen(m) {
        return no(Why::Over);
    }
    let talking = matches!(m.call.state, State::Talking { .. });
    if m.settings.pop.when == PopWhen::Answer && !talking && !m.call.is_over() {
        return no(Why::WaitForAnswer);
    }
    if let Some(record) = m.call.progress.ivr.found() {
        return Some(open(&record.id, m, Why::IvrFound));
    }
    if find_ivr::is_pending(m) {
        return no(Why::IvrFirst);
    }
    match (&m.call.related, m.call.matches()) {
        (Related::Unassigned, _) => no(Why::AgentSaidNone),
        (Related::To { record, .. }, _) => related(record, m),
        (Related::Open, [_, _, ..]) => no(Why::SeveralHave),
        // The next fact of this event relates it.
        (Related::Open, [_]) => no(Why::NotRelated),
        (Related::Open, []) => layout(m, talking),
    }
}

/// The agent picked it, and what was asked then came back.
fn chosen(m: &Moment) -> bool {
    m.fact == Fact::TargetSearched
        && matches!(m.call.related, Related::To { by: crate::engine::call::RelatedBy::Agent, .. })
}

fn related(record: &RecordRef, m: &Moment) -> Option<Outcome> {
    let asked = find_target::question(record, m.settings);
    Some(match (&m.call.progress.target, asked) {
        (Lookup::NotAsked, Err(why)) => open(&record.id, m, why),
        (Lookup::NotAsked | Lookup::Asked, _) => Outcome::Declines { why: Why::TargetPending },
        (Lookup::Found(target), _) => open(&target.id, m, Why::TargetFound),
        // The new case opens at once, without the caller's record in between.
        (Lookup::Nothing, _) if create_case::is_due(m) && m.settings.case.pop_new => {
            Outcome::Declines { why: Why::NewCase }
        }
        (Lookup::Nothing, _) => open(&record.id, m, Why::TargetNone),
    })
}

fn open(id: &RecordId, m: &Moment, why: Why) -> Outcome {
    match &m.call.progress.popped {
        Some(Popped::Record(open)) if open == id => Outcome::Declines { why: Why::Already },
        _ => Outcome::act(why, Action::ScreenPop(Target::Record(id.clone()))),
    }
}

/// Nobody has the number: what the layout says.
fn layout(m: &Moment, talking: bool) -> Option<Outcome> {
    let Caller::Found { search, layout_pops, .. } = &m.call.caller else { return None };
    let no = |why| Some(Outcome::Declines { why });
    if !layout_pops {
        return no(Why::LayoutNothing);
    }
    if !talking {
        return no(Why::LayoutWaits);
    }
    if m.call.progress.popped.is_some() {
        return no(Why::Already);
    }
    Some(Outcome::act(Why::LayoutSays, Action::ScreenPop(Target::AsLayoutSays { search: *search })))
}
