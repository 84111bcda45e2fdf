//! A call that one agent missed and another took: the missed entry becomes "missed but answered" (S57 to S64). Both
//! sides ask for it, so that it does not matter whose news comes first.

use super::super::{Action, Moment, Rule, result};
use crate::engine::call::{Fact, Outcome as Came, State};
use crate::engine::crm::Direction;
use crate::engine::texts::texts;
use crate::engine::trace::{Outcome, Why};

pub const RULE: Rule = Rule { name: "resolve missed call", run };

fn run(m: &Moment) -> Option<Outcome> {
    let answered = match (m.fact, m.call.state.outcome(m.call.outgoing)) {
        // At once, and again at the end: the other's entry may be written late.
        (Fact::Answered, _) | (Fact::Ended, Some(Came::Answered)) => true,
        // Our own entry is there now: somebody may have taken the call meanwhile.
        (Fact::TaskSaved, Some(Came::Missed | Came::Declined)) => false,
        _ => return None,
    };
    let no = |why| Some(Outcome::Declines { why });
    if !m.settings.missed.track_answered {
        return no(Why::SwitchedOff);
    }
    if m.call.direction != Direction::Inbound || m.call.outgoing {
        return no(if m.call.outgoing { Why::Outgoing } else { Why::Internal });
    }
    let Some(call_ref) = m.call.call_ref.clone().filter(|name| !name.is_empty()) else {
        return no(Why::NoCallId);
    };
    debug_assert!(!answered || !matches!(m.call.state, State::Ringing { .. }));
    let (results, texts) = (&m.settings.results, texts(m.locale.language));
    let action = Action::ResolveMissed {
        call_ref,
        answered,
        missed: result::missed(m.settings, m.locale),
        missed_answered: results.missed_answered.clone().unwrap_or_else(|| texts.missed_answered.to_owned()),
    };
    Some(Outcome::act(if answered { Why::OthersMissed } else { Why::OthersTook }, action))
}
