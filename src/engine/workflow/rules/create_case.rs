//! When is a case made? For an answered call from a contact or an account; for an outgoing one as soon as a number is
//! dialled (S43 to S50). One for each call, and none where an open one was found.

use super::super::{Action, Moment, Rule, case};
use super::find_target;
use crate::engine::call::{Fact, Lookup, State};
use crate::engine::crm::{Direction, Object};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "create case", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Answered | Fact::Related | Fact::Assigned | Fact::TargetSearched => {}
        Fact::Dialled if m.call.outgoing => {}
        _ => return None,
    }
    if m.has_case {
        let changed = matches!(m.fact, Fact::Related | Fact::Assigned);
        return changed.then(|| Outcome::act(Why::CaseFollows, Action::SaveCase(case::fields(m))));
    }
    Some(match decide(m) {
        Ok(why) => Outcome::act(why, Action::SaveCase(case::fields(m))),
        Err(why) => Outcome::Declines { why },
    })
}

/// A case is about to be made for this call.
pub(super) fn is_due(m: &Moment) -> bool {
    m.has_case || decide(m).is_ok()
}

fn decide(m: &Moment) -> Result<Why, Why> {
    let settings = &m.settings.case;
    if m.crm.is_some_and(|can| !can.save) {
        return Err(Why::NoCrm);
    }
    if m.call.off_record.is_some() {
        return Err(Why::OffRecord);
    }
    let party = m.call.related_record().filter(|r| matches!(r.object, Object::Contact | Object::Account));
    match m.call.direction {
        Direction::Internal => Err(Why::Internal),
        Direction::Outbound if !settings.create_outbound => Err(Why::SwitchedOff),
        Direction::Outbound if settings.outbound_require_identified && party.is_none() => Err(Why::CaseNeedsParty),
        Direction::Outbound => Ok(Why::CaseAtDial),
        Direction::Inbound if !settings.create_inbound => Err(Why::SwitchedOff),
        Direction::Inbound if !matches!(m.call.state, State::Talking { .. }) => Err(Why::CaseNeedsAnswer),
        Direction::Inbound if party.is_none() => Err(Why::CaseNeedsParty),
        Direction::Inbound => {
            let entered = m.call.progress.ivr.found().is_some_and(|record| record.object == Object::Case);
            match (&m.call.progress.target, find_target::seeks_case(m)) {
                _ if entered => Err(Why::CaseIsOpen),
                (Lookup::Found(_), true) => Err(Why::CaseIsOpen),
                (Lookup::NotAsked | Lookup::Asked, true) => Err(Why::TargetPending),
                (Lookup::Nothing, true) | (_, false) => Ok(Why::CaseAtAnswer),
            }
        }
    }
}
