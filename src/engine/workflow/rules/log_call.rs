//! When is the call written down? When it ends, if the settings say so and somebody talked; whenever the agent
//! presses Save; and what was changed after the end, when the next call begins or the card is closed.

use super::super::{Action, Moment, Rule, task};
use crate::engine::call::{Fact, Outcome as Came};
use crate::engine::crm::Direction;
use crate::engine::trace::Outcome;

pub const RULE: Rule = Rule { name: "log call", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Ended | Fact::SaveAsked | Fact::LeftBehind => {}
        // A search that came back after the end, as one does that waited for the CRM.
        Fact::CallerSearched if m.call.is_over() && m.logged => {}
        Fact::Rang | Fact::Dialled | Fact::Answered | Fact::IdentityChanged | Fact::CallerSearched | Fact::Assigned => {
            return None;
        }
    }
    // While the CRM has not answered yet the outbox keeps it.
    if m.crm.is_some_and(|can| !can.save) {
        return Some(Outcome::Declines { why: "there is no CRM to save to; the call stays in the journal" });
    }
    let log = |why| Some(Outcome::act(why, Action::LogTask(task::fields(m.call, m.settings, m.locale, m.now))));
    if m.fact == Fact::SaveAsked {
        return log("the agent asked for it");
    }
    if m.logged {
        return log("it was saved before: what changed since goes out");
    }
    let wanted = match m.call.direction {
        Direction::Inbound => m.settings.log.inbound,
        Direction::Outbound => m.settings.log.outbound,
        Direction::Internal => m.settings.log.internal,
    };
    match m.call.state.outcome(m.call.outgoing) {
        None => Some(Outcome::Declines { why: "the call is still going on" }),
        Some(Came::Answered) if wanted => log("answered calls of this direction are saved by themselves"),
        Some(Came::Answered) => Some(Outcome::Declines { why: "the settings leave saving to the agent" }),
        Some(Came::Missed | Came::AnsweredElsewhere | Came::Declined | Came::Unsuccessful) => {
            Some(Outcome::Declines { why: "nobody talked: only answered calls are saved by themselves" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{ask, call};
    use super::*;
    use crate::engine::call::{Call, State};
    use crate::engine::telephony::EndCause;
    use std::time::Duration;

    fn ended(talked: Option<u64>, direction: Direction) -> Call {
        let call = call();
        let at = call.started.plus(Duration::from_secs(40));
        let answered = talked.map(|s| call.started.plus(Duration::from_secs(40 - s)));
        Call { direction, state: State::Ended { cause: EndCause::There, answered, at }, ..call }
    }

    fn acts(fact: Fact, call: &Call) -> bool {
        matches!(ask(&RULE, fact, call), Some(Outcome::Acts { .. }))
    }

    #[test]
    fn an_answered_call_is_saved_at_its_end_a_missed_one_is_not() {
        assert!(acts(Fact::Ended, &ended(Some(30), Direction::Inbound)));
        assert!(!acts(Fact::Ended, &ended(None, Direction::Inbound)));
        assert!(!acts(Fact::Ended, &ended(Some(0), Direction::Outbound)));
        assert!(!acts(Fact::Ended, &ended(Some(30), Direction::Internal)));
    }

    #[test]
    fn the_agent_can_save_any_call() {
        assert!(acts(Fact::SaveAsked, &ended(None, Direction::Internal)));
        assert!(acts(Fact::SaveAsked, &call()));
    }
}
