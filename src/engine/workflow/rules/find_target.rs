//! Which record opens instead of the caller's own: the latest open opportunity or case, or the account (S24 to S29).
//!
//! ```text
//!                               contact                       account            anything else
//! identified                    -                             -                  -
//! latest_opportunity_contact    of the contact                -                  -
//! latest_opportunity_account    of the contact or its account of the account     -
//! latest_case_contact           of the contact                -                  -
//! latest_case_account           of the contact or its account of the account     -
//! account_instead_of_contact    the contact's account         -                  -
//! ```
//!
//! A custom object with a target field is asked where that points, whatever the mode.

use super::super::{Action, Moment, Rule};
use super::find_ivr;
use crate::engine::call::{Fact, Lookup};
use crate::engine::crm::{Direction, Find, Object, RecordRef};
use crate::engine::settings::{PopMode, Settings};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "find target", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Related | Fact::Assigned | Fact::IvrSearched => {}
        _ => return None,
    }
    let no = |why| Some(Outcome::Declines { why });
    if m.call.direction != Direction::Inbound {
        return no(if m.call.outgoing { Why::Outgoing } else { Why::Internal });
    }
    let Some(record) = m.call.related_record() else { return no(Why::NotRelated) };
    if m.call.progress.ivr.found().is_some() {
        return no(Why::IvrFound);
    }
    if find_ivr::is_pending(m) {
        return no(Why::IvrFirst);
    }
    if m.call.progress.target != Lookup::NotAsked {
        return no(Why::Already);
    }
    match question(record, m.settings) {
        Ok((why, find)) => Some(Outcome::act(why, Action::FindTarget(find))),
        Err(why) => no(why),
    }
}

/// What to ask for this record, or why nothing.
pub(super) fn question(record: &RecordRef, settings: &Settings) -> Result<(Why, Find), Why> {
    let pop = &settings.pop;
    let latest = |object: Object, account_too: bool| {
        let find = Find::Latest { object, of: record.id.clone(), account_too, by: pop.latest_by };
        Ok((Why::AskLatest, find))
    };
    match (&record.object, pop.mode) {
        (Object::Other(name), _) => {
            let described = pop.custom_objects.iter().find(|custom| custom.object == *name);
            let field = described.and_then(|custom| custom.target.clone()).ok_or(Why::NoSuchMode)?;
            Ok((Why::AskTarget, Find::LookUp { record: record.id.clone(), field }))
        }
        (_, PopMode::Identified) => Err(Why::PopIdentified),
        (Object::Contact, PopMode::LatestOpportunityContact) => latest(Object::Opportunity, false),
        (Object::Contact | Object::Account, PopMode::LatestOpportunityAccount) => latest(Object::Opportunity, true),
        (Object::Contact, PopMode::LatestCaseContact) => latest(Object::Case, false),
        (Object::Contact | Object::Account, PopMode::LatestCaseAccount) => latest(Object::Case, true),
        (Object::Contact, PopMode::AccountInsteadOfContact) => {
            Ok((Why::AskAccount, Find::AccountOf(record.id.clone())))
        }
        _ => Err(Why::NoSuchMode),
    }
}

/// The mode looks for an open case, and a new one is made only where there is none.
pub(super) fn seeks_case(m: &Moment) -> bool {
    let asks = |record: &RecordRef| question(record, m.settings);
    matches!(m.call.related_record().map(asks), Some(Ok((_, Find::Latest { object: Object::Case, .. }))))
}
