//! Which record opens when somebody calls? The only one that has the number, at once; of several, the one that the
//! agent picks. Where none has it the softphone layout decides, but only after the answer: what it opens may be a
//! form that covers the Answer button.

use super::super::{Action, Moment, Rule};
use crate::engine::call::{Call, Caller, Fact, Related, State};
use crate::engine::crm::Target;
use crate::engine::trace::Outcome;

pub const RULE: Rule = Rule { name: "pop record", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::CallerSearched | Fact::Answered | Fact::Assigned => {}
        Fact::Rang | Fact::Dialled | Fact::IdentityChanged | Fact::Ended | Fact::SaveAsked | Fact::LeftBehind => {
            return None;
        }
    }
    if m.call.outgoing {
        return Some(Outcome::Declines { why: "an outgoing call opens nothing" });
    }
    if !m.crm.is_some_and(|can| can.screen_pop) {
        return Some(Outcome::Declines { why: "there is no CRM to show a record" });
    }
    match m.fact {
        Fact::Assigned => Some(match m.call.related_record() {
            Some(record) => Outcome::act("the agent picked it", Action::ScreenPop(Target::Record(record.id.clone()))),
            None => Outcome::Declines { why: "the agent picked none" },
        }),
        Fact::CallerSearched if m.call.is_over() => Some(Outcome::Declines { why: "the call is over" }),
        Fact::CallerSearched => match m.call.matches() {
            _ if matches!(m.call.related, Related::Unassigned) => {
                Some(Outcome::Declines { why: "the agent said none" })
            }
            [] => layout(m.call),
            [only] => {
                let target = Target::Record(only.record.id.clone());
                Some(Outcome::act("only this record has the number", Action::ScreenPop(target)))
            }
            [_, _, ..] => Some(Outcome::Declines { why: "several records have this number: the agent chooses" }),
        },
        _ => layout(m.call),
    }
}

/// Nobody has the number, and the call is answered: what the layout says.
fn layout(call: &Call) -> Option<Outcome> {
    let Caller::Found { matches, search, layout_pops } = &call.caller else { return None };
    if !matches.is_empty() {
        return None;
    }
    if !layout_pops {
        return Some(Outcome::Declines { why: "the softphone layout opens nothing for an unknown number" });
    }
    if !matches!(call.state, State::Talking { .. }) {
        return Some(Outcome::Declines { why: "a form must not cover the Answer button: wait for the answer" });
    }
    let target = Target::AsLayoutSays { search: *search };
    Some(Outcome::act("the softphone layout says what opens for an unknown number", Action::ScreenPop(target)))
}

#[cfg(test)]
mod tests {
    use super::super::example::{ask, call, found, record};
    use super::*;
    use crate::engine::crm::Object;
    use crate::engine::id::RequestId;

    fn pop(fact: Fact, call: &Call) -> Option<Target> {
        match ask(&RULE, fact, call)? {
            Outcome::Acts { mut actions, .. } => match actions.pop() {
                Some(Action::ScreenPop(target)) => Some(target),
                other => panic!("{other:?}"),
            },
            Outcome::Declines { .. } => None,
        }
    }

    #[test]
    fn one_match_opens_several_wait_for_the_agent() {
        let jane = record("003000000000001AAA", Object::Contact, "Jane");
        let lead = record("00Q000000000001AAA", Object::Lead, "Lea");
        let one = Call { caller: found(std::slice::from_ref(&jane), false), ..call() };
        assert_eq!(pop(Fact::CallerSearched, &one), Some(Target::Record(jane.id.clone())));
        let two = Call { caller: found(&[jane, lead], false), ..call() };
        assert_eq!(pop(Fact::CallerSearched, &two), None);
    }

    #[test]
    fn an_unknown_caller_opens_the_layouts_form_after_the_answer_only() {
        let unknown = Call { caller: found(&[], true), ..call() };
        assert_eq!(pop(Fact::CallerSearched, &unknown), None);
        let since = unknown.started;
        let state = State::Talking { since, held_here: false, held_there: false };
        let talking = Call { state, ..unknown };
        assert_eq!(pop(Fact::Answered, &talking), Some(Target::AsLayoutSays { search: RequestId(7) }));
    }

    #[test]
    fn an_outgoing_call_opens_nothing() {
        let jane = record("003000000000001AAA", Object::Contact, "Jane");
        let out = Call { outgoing: true, caller: found(&[jane], false), ..call() };
        assert_eq!(pop(Fact::CallerSearched, &out), None);
    }
}
