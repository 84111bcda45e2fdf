//! Is the call taken without a press of Answer (S31)? Where the settings say so, and only while no other call is going
//! on. Groups where all phones ring are kept out of it by the settings: every member would grab the call.

use super::super::{Action, Moment, Rule};
use crate::engine::call::Fact;
use crate::engine::crm::Direction;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "auto-answer", run };

fn run(m: &Moment) -> Option<Outcome> {
    if m.fact != Fact::Rang {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    if !m.settings.auto_answer {
        return no(Why::SwitchedOff);
    }
    if m.call.quiet {
        return no(Why::NotDisturbed);
    }
    if m.call.direction != Direction::Inbound {
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
    Some(Outcome::act(Why::AnswersItself, Action::Answer))
}
