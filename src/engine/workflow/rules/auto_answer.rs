//! Is the call taken without a press of Answer (S31)? Where the settings say so, for every inbound call or for those for which the
//! PBX asks the phone to, and only while no other call is going on. Groups where all phones ring are kept out of it by the settings:
//! every member would grab the call.

use super::super::{Action, Moment, Rule};
use crate::engine::call::Fact;
use crate::engine::crm::Direction;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "auto-answer", run };

fn run(m: &Moment) -> Option<Outcome> {
    if !matches!(m.fact, Fact::Rang | Fact::AskedToAnswer) {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    // A colleague may be asked for: that is how an intercom calls.
    let on_request = m.settings.answer_on_request && m.call.asked_to_answer;
    if !m.settings.auto_answer && !on_request {
        return no(Why::SwitchedOff);
    }
    if m.call.direction != Direction::Inbound && !on_request {
        return no(Why::Internal);
    }
    if m.call.is_over() {
        return no(Why::Over);
    }
    if !m.can_answer {
        return no(Why::CannotAnswer);
    }
    if !m.alone {
        return no(Why::NotAlone);
    }
    let why = if on_request { Why::AnswersOnRequest } else { Why::AnswersItself };
    Some(Outcome::act(why, Action::Answer))
}
