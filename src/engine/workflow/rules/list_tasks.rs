//! Which open tasks does the agent need to see? Those that the choice of what follows would open or close: today's
//! own, or the latest (S87).

use super::super::{Action, Moment, Rule, follow_up};
use crate::engine::call::{Fact, Outcome as Came, Tasks};
use crate::engine::settings::FollowUp;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "list tasks", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        // Nobody needs them while the phone rings.
        Fact::Answered | Fact::Ended | Fact::Related | Fact::Assigned | Fact::FollowUpChosen => {}
        _ => return None,
    }
    let talked = match m.call.state.outcome(m.call.outgoing) {
        None => m.fact == Fact::FollowUpChosen,
        Some(Came::Answered) => true,
        Some(Came::Missed | Came::AnsweredElsewhere | Came::Declined | Came::Unsuccessful) => {
            m.fact == Fact::FollowUpChosen
        }
    };
    if !talked {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    let offered = &m.settings.follow_up.of(m.call.outgoing).options;
    let due = match follow_up::choice(m.call, m.settings).filter(|choice| offered.contains(choice)) {
        Some(FollowUp::OpenToday | FollowUp::TaskCloseToday) => Some(m.now.date()),
        Some(FollowUp::OpenLatest) => None,
        Some(FollowUp::Task | FollowUp::Event) | None => return no(Why::TasksNotWanted),
    };
    if m.crm.is_none() {
        return no(Why::CrmSilent);
    }
    let records = [m.call.related_record(), m.call.about()];
    let related: Vec<_> = records.into_iter().flatten().map(|record| record.id.clone()).collect();
    if related.is_empty() {
        return no(Why::NotRelated);
    }
    // A list that was asked for before the choice or the record changed is of no use; the engine dropped it.
    if m.call.wrap_up.tasks != Tasks::NotAsked {
        return no(Why::Already);
    }
    Some(Outcome::act(Why::TasksWanted, Action::ListTasks { related, due }))
}
