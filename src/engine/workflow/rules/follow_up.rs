//! What follows the call: carried out when the agent saves, once for each choice (S87 to S97).

use super::super::{Action, Moment, Rule, follow_up};
use crate::engine::call::Fact;
use crate::engine::crm::Target;
use crate::engine::settings::FollowUp;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "follow up", run };

fn run(m: &Moment) -> Option<Outcome> {
    if m.fact != Fact::SaveAsked {
        return None;
    }
    let no = |why| Some(Outcome::Declines { why });
    if !m.crm.is_none_or(|can| can.save) {
        return no(Why::NoCrm);
    }
    let offer = m.settings.follow_up.of(m.call.outgoing);
    let Some(choice) = follow_up::choice(m.call, m.settings).filter(|choice| offer.options.contains(choice)) else {
        return no(Why::NoFollowUp);
    };
    let again = m.call.progress.followed == Some(choice);
    let task = m.call.wrap_up.task().map(|task| task.id.clone());
    let mut actions = Vec::new();
    match choice {
        // Saved again, the new one follows what changed.
        FollowUp::Task | FollowUp::TaskCloseToday => {
            actions.push(Action::SaveFollowUp { kind: FollowUp::Task, fields: follow_up::task_fields(m) });
            if let (FollowUp::TaskCloseToday, Some(task), false) = (choice, task, again) {
                let delete = !m.settings.follow_up.complete_instead_of_delete;
                actions.push(Action::CloseTask { task, delete });
            }
        }
        FollowUp::Event => {
            actions.push(Action::SaveFollowUp { kind: FollowUp::Event, fields: follow_up::event_fields(m) });
        }
        FollowUp::OpenToday | FollowUp::OpenLatest if again => return no(Why::Already),
        FollowUp::OpenToday | FollowUp::OpenLatest => match task {
            Some(task) => actions.push(Action::ScreenPop(Target::Record(task))),
            None => return no(Why::NoTask),
        },
    }
    actions.push(Action::Followed(choice));
    Some(Outcome::Acts { why: Why::FollowUpMade, actions })
}
