//! Three at one table: the calls whose other sides hear each other. Who is put on hold, or is gone, has left the table; with one
//! left there is none any more.

use super::call::{Call, State};
use super::telephony::Command;
use super::*;

/// Calls at the table, each with whether it has been heard there yet: who was on hold is taken back first.
pub type Table = Vec<(CallId, bool)>;

impl Engine {
    /// The other sides of these two are mixed, with us.
    pub(super) fn join_all(&mut self, id: CallId, with: CallId) {
        let free = |call: &Call| self.can_sit(call);
        let both = [id, with].map(|id| self.roster.get(id).filter(|call| free(call)).map(|call| call.state));
        let [Some(_), Some(_)] = both else { return };
        if id == with || !self.line.can.conference {
            return;
        }
        for call in [id, with] {
            if !self.at_table(call) {
                self.table.push((call, false));
            }
            if let Some(Call { leg: Some(leg), state: State::Talking { held_here: true, .. }, .. }) =
                self.roster.get(call)
            {
                self.out.push(Effect::Phone(Command::Resume { leg: leg.clone() }));
            }
        }
        self.tell_table();
    }

    /// Whether a call could be mixed with others.
    pub(super) fn can_sit(&self, call: &Call) -> bool {
        matches!(call.state, State::Talking { .. }) && !self.transferring.contains(&call.id)
    }

    pub(super) fn at_table(&self, id: CallId) -> bool {
        self.table.iter().any(|(there, _)| *there == id)
    }

    /// With every event: who has left?
    pub(super) fn follow_table(&mut self) {
        if self.table.is_empty() {
            return;
        }
        let before = self.table.len();
        let roster = &self.roster;
        self.table.retain_mut(|(id, heard)| match roster.get(*id).map(|call| call.state) {
            Some(State::Talking { held_here, .. }) => {
                *heard |= !held_here;
                !(held_here && *heard)
            }
            _ => false,
        });
        if self.table.len() < 2 {
            self.table.clear();
        }
        if self.table.len() != before {
            self.tell_table();
        }
    }

    fn tell_table(&mut self) {
        let legs = self.table.iter().filter_map(|(id, _)| self.roster.get(*id)?.leg.clone()).collect();
        self.out.push(Effect::Phone(Command::Mix { legs }));
    }
}
