//! Which record does the call belong to? The page where the number was clicked, or the only record that has it;
//! of several the one whose page the agent opens; never a guess, and never against the agent's word.

use super::super::{Action, Moment, Rule};
use crate::engine::call::{Fact, Related, RelatedBy};
use crate::engine::crm::{Direction, Object};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "relate record", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Dialled => {
            let Some(origin) = &m.call.origin else {
                return Some(Outcome::Declines { why: Why::NoOrigin });
            };
            Some(match origin.object {
                Object::Task | Object::Event | Object::User => Outcome::Declines { why: Why::OriginIsActivity },
                Object::Account
                | Object::Contact
                | Object::Lead
                | Object::Opportunity
                | Object::Case
                | Object::Other(_) => Outcome::act(Why::FromOrigin, Action::Relate(origin.clone())),
            })
        }
        Fact::CallerSearched => match (&m.call.related, m.call.matches()) {
            (Related::To { by: RelatedBy::Agent, .. } | Related::Unassigned, _) => {
                Some(Outcome::Declines { why: Why::AgentSaid })
            }
            (Related::To { by: RelatedBy::Origin, .. }, _) => Some(Outcome::Declines { why: Why::FromOrigin }),
            (_, []) => Some(Outcome::Declines { why: Why::NobodyHas }),
            (_, [only]) => Some(Outcome::act(Why::OnlyOne, Action::Relate(only.record.clone()))),
            (_, [_, _, ..]) => Some(Outcome::Declines { why: Why::SeveralHave }),
        },
        Fact::Visited => visited(m),
        _ => None,
    }
}

/// The agent opened a page, while the call goes on or waits to be saved.
fn visited(m: &Moment) -> Option<Outcome> {
    let page = m.page?;
    let no = |why| Some(Outcome::Declines { why });
    if m.logged || m.call.direction == Direction::Internal {
        return None;
    }
    if !m.settings.relate_visited {
        return no(Why::SwitchedOff);
    }
    let is_match = m.call.matches().iter().any(|found| found.record.id == page.id);
    match (&m.call.related, m.call.matches()) {
        (Related::To { record, .. }, _) if record.id == page.id => no(Why::Already),
        // What opened by itself is the caller's own.
        (Related::To { record, .. }, _) if m.call.progress.target.found() == Some(page) => {
            let room = record.object != Object::Lead && m.call.progress.further.is_none();
            let whose = page.object.takes_activities() && !page.object.is_person();
            match room && whose {
                true => Some(Outcome::act(Why::VisitedTarget, Action::RelateToo(page.clone()))),
                false => no(Why::Already),
            }
        }
        (Related::To { by: RelatedBy::Agent, .. } | Related::Unassigned, _) => no(Why::AgentSaid),
        (Related::To { by: RelatedBy::Origin, .. }, _) => no(Why::FromOrigin),
        (Related::Open | Related::To { .. }, [_, _, ..]) if is_match => {
            Some(Outcome::act(Why::Visited, Action::Relate(page.clone())))
        }
        (Related::Open | Related::To { .. }, _) => no(Why::VisitedOther),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{ask, call, found, record};
    use super::*;
    use crate::engine::call::Call;

    #[test]
    fn the_only_match_is_related_and_several_are_not() {
        let jane = record("003000000000001AAA", Object::Contact, "Jane");
        let acme = record("001000000000001AAA", Object::Account, "Acme");
        let one = Call { caller: found(std::slice::from_ref(&jane), false), ..call() };
        assert_eq!(
            ask(&RULE, Fact::CallerSearched, &one),
            Some(Outcome::act(Why::OnlyOne, Action::Relate(jane.clone())))
        );
        let two = Call { caller: found(&[jane, acme], false), ..call() };
        assert!(matches!(ask(&RULE, Fact::CallerSearched, &two), Some(Outcome::Declines { .. })));
    }

    #[test]
    fn the_agents_word_stands() {
        let jane = record("003000000000001AAA", Object::Contact, "Jane");
        for related in [Related::Unassigned, Related::To { record: jane.clone(), by: RelatedBy::Agent }] {
            let said = Call { caller: found(std::slice::from_ref(&jane), false), related, ..call() };
            assert!(matches!(ask(&RULE, Fact::CallerSearched, &said), Some(Outcome::Declines { .. })));
        }
    }

    #[test]
    fn a_number_clicked_on_an_activity_relates_nothing() {
        let task = Call { origin: Some(record("00T000000000001AAA", Object::Task, "Call")), ..call() };
        assert!(matches!(ask(&RULE, Fact::Dialled, &task), Some(Outcome::Declines { .. })));
    }
}
