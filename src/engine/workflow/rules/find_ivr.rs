//! Did the caller key in something that names a record, a case number for one? Then that record comes first (S30).

use super::super::{Action, Moment, Rule};
use crate::engine::call::{Fact, Lookup};
use crate::engine::crm::{Direction, Find};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "find entry", run };

fn run(m: &Moment) -> Option<Outcome> {
    if m.fact != Fact::Rang {
        return None;
    }
    let Some((object, field)) = &m.settings.pop.ivr else {
        return Some(Outcome::Declines { why: Why::SwitchedOff });
    };
    let Some(value) = m.call.ivr.as_deref().map(str::trim).filter(|value| !value.is_empty()) else {
        return Some(Outcome::Declines { why: Why::NoIvrValue });
    };
    if m.call.direction != Direction::Inbound {
        return Some(Outcome::Declines { why: Why::Internal });
    }
    if m.crm.is_none() {
        return Some(Outcome::Declines { why: Why::CrmSilent });
    }
    if m.call.progress.ivr != Lookup::NotAsked {
        return Some(Outcome::Declines { why: Why::Already });
    }
    let find = Find::ByField { object: object.clone(), field: field.clone(), value: value.to_owned() };
    Some(Outcome::act(Why::IvrNames, Action::FindIvr(find)))
}

/// Whether the pop has to wait for the answer.
pub(super) fn is_pending(m: &Moment) -> bool {
    let entered = m.call.ivr.as_deref().is_some_and(|value| !value.trim().is_empty());
    let asks = m.settings.pop.ivr.is_some() && entered && m.call.direction == Direction::Inbound;
    match m.call.progress.ivr {
        Lookup::NotAsked => asks && m.crm.is_some(),
        Lookup::Asked => true,
        Lookup::Found(_) | Lookup::Nothing => false,
    }
}
