//! When is the call written down? When it ends, if the settings say so; whenever the agent presses Save; and what was
//! changed after the end, when the next call begins or the card is closed (S1, S32 to S41, S51 to S56, S65 to S68).
//! Never what the agent keeps off the record.

use super::super::{Action, Moment, Rule, task};
use crate::engine::call::{Fact, Outcome as Came};
use crate::engine::crm::Direction;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "log call", run };

fn run(m: &Moment) -> Option<Outcome> {
    match m.fact {
        Fact::Ended | Fact::SaveAsked | Fact::LeftBehind => {}
        // What came back after the Task was made, as a search does that waited for the CRM, or the case's id.
        Fact::CallerSearched | Fact::Related | Fact::CaseSaved | Fact::IvrSearched if m.logged && m.call.is_over() => {}
        _ => return None,
    }
    let no = |why| Some(Outcome::Declines { why });
    // While the CRM has not answered yet the outbox keeps it.
    if m.crm.is_some_and(|can| !can.save) {
        return no(Why::NoCrm);
    }
    if m.settings.interaction_log {
        return no(Why::InteractionLog);
    }
    if m.call.off_record.is_some() && !m.logged {
        return no(Why::OffRecord);
    }
    let log = |why| Some(Outcome::act(why, Action::LogTask(task::fields(m.call, m.settings, m.locale, m.now))));
    if m.fact == Fact::SaveAsked {
        return log(Why::AgentAsked);
    }
    if m.logged {
        return log(Why::ChangedSince);
    }
    if m.call.progress.taken_back {
        return no(Why::TakenBack);
    }
    let internal = m.call.direction == Direction::Internal;
    match m.call.state.outcome(m.call.outgoing) {
        None => no(Why::GoingOn),
        Some(Came::Answered) if m.settings.autosave.of(m.call.direction) => log(Why::AnsweredIsSaved),
        Some(Came::Answered) if m.settings.edit.of(m.call.direction) => log(Why::EditMode),
        Some(Came::Answered) => no(Why::LeftToAgent),
        Some(_) if internal => no(Why::InternalUnanswered),
        Some(Came::Missed | Came::Declined) if m.settings.missed.save_inbound => log(Why::MissedIsSaved),
        Some(Came::Missed | Came::Declined) => no(Why::MissedIsNot),
        Some(Came::AnsweredElsewhere) if m.settings.missed.track_answered => log(Why::TakenElsewhere),
        Some(Came::AnsweredElsewhere) => no(Why::NotMissed),
        Some(Came::Unsuccessful) if m.settings.save_unanswered => log(Why::UnansweredIsSaved),
        Some(Came::Unsuccessful) => no(Why::UnansweredIsNot),
    }
}
