//! Does the Task open for editing after the call? Once it is saved, for an answered call of such a direction
//! (S81 to S86).

use super::super::{Action, Moment, Rule};
use crate::engine::call::{Fact, Outcome as Came};
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "edit task", run };

fn run(m: &Moment) -> Option<Outcome> {
    if m.fact != Fact::TaskSaved {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    if !m.settings.edit.of(m.call.direction) {
        return no(Why::SwitchedOff);
    }
    match m.call.state.outcome(m.call.outgoing) {
        None => return no(Why::GoingOn),
        Some(Came::Answered) => {}
        Some(Came::Missed | Came::AnsweredElsewhere | Came::Declined | Came::Unsuccessful) => {
            return no(Why::NobodyTalked);
        }
    }
    match m.task {
        _ if m.call.progress.edited => no(Why::Already),
        Some(task) => Some(Outcome::act(Why::OpensForEditing, Action::EditTask(task.clone()))),
        None => None,
    }
}
