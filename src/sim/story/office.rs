//! Two agents in one office: each with a widget, one org between them. Whoever is at the org holds it; the other's
//! hands are empty meanwhile.

use std::time::Duration;

use super::script::Line;
use super::world::World;
use crate::engine::crm::Object;
use crate::engine::id::RecordId;

/// So long one agent acts before it is the other's turn.
const TURN: Duration = Duration::from_millis(50);

impl World {
    /// Something happens at the colleague's desk.
    pub(super) fn colleague_takes(&mut self, line: Line) {
        if self.colleague.is_none() {
            self.colleague = Some(Box::new(self.another()));
        }
        if matches!(line, Line::Passes(_)) {
            return self.say("time passes for both".to_owned());
        }
        self.at_colleague(|colleague| colleague.take(line));
        self.pass(TURN * 2);
    }

    pub(super) fn pass_together(&mut self, span: Duration) {
        let until = self.now.plus(span);
        while self.now < until {
            let step = until.since(self.now).min(TURN);
            self.pass_alone(step);
            let now = self.now;
            self.at_colleague(|colleague| {
                let behind = now.since(colleague.now);
                colleague.pass_alone(behind);
            });
        }
    }

    fn at_colleague(&mut self, act: impl FnOnce(&mut World)) {
        let Some(mut colleague) = self.colleague.take() else { return };
        let own = self.org.user.clone();
        let other = self.find("User", "Bea Büro").map(|user| user.id);
        std::mem::swap(&mut self.org, &mut colleague.org);
        colleague.org.user = other.unwrap_or_else(|| own.clone());
        act(&mut colleague);
        colleague.org.user = own;
        std::mem::swap(&mut self.org, &mut colleague.org);
        let lines = std::mem::take(&mut colleague.lines);
        self.lines.extend(lines.into_iter().map(|line| format!("  bea:{}", line.trim_start_matches(' '))));
        self.colleague = Some(colleague);
    }

    /// Who owns a record, by name: what tells two agents' Tasks apart.
    pub fn owner(&self, record: &RecordId) -> String {
        let owner = self.org.record(record).and_then(|record| record.link("OwnerId"));
        let named = owner.and_then(|id| self.org.record_ref(&id)).filter(|owner| owner.object == Object::User);
        named.map(|owner| owner.name).unwrap_or_default()
    }
}
