//! What must come out of a day, by rules of thumb that an administrator could say: which calls must have a Task, and
//! where words must be. It looks at the screen and at the agent's hands, never into the engine.

use std::collections::BTreeMap;

use super::Verdict;
use crate::engine::crm::Direction;
use crate::engine::id::CallId;
use crate::engine::telephony::EndCause;
use crate::engine::time::Timestamp;
use crate::engine::view::{CallStateView, CallView, Saving};
use crate::engine::workflow::task::CALL_KEY;
use crate::sim::story::{World, parse};

#[derive(Default)]
pub struct Model {
    switches: BTreeMap<String, bool>,
    calls: BTreeMap<CallId, Seen>,
}

/// A call as somebody saw it who looked over the agent's shoulder.
#[derive(Clone, Debug, Default)]
struct Seen {
    key: String,
    direction: Option<Direction>,
    outgoing: bool,
    /// A second or more was talked.
    answered: bool,
    elsewhere: bool,
    saved_by_hand: bool,
    note: String,
}

impl Model {
    pub fn before(&mut self, line: &str, world: &World) {
        let selected = world.engine.view().selected;
        if let Some((key, on)) = line.strip_prefix("set ").and_then(|set| set.split_once('=')) {
            self.switches.insert(key.to_owned(), on == "true");
        }
        let Some(seen) = selected.and_then(|id| self.calls.get_mut(&id)) else { return };
        if let Some(words) = line.strip_prefix("note ") {
            words.clone_into(&mut seen.note);
        }
        if line == "save" {
            seen.saved_by_hand = true;
        }
    }

    pub fn after(&mut self, world: &World) {
        let view = world.engine.view();
        for call in &view.calls {
            let seen = self.calls.entry(call.id).or_default();
            seen.look(call, world.engine.key_of(call.id), world.now);
        }
    }

    /// The day ends: everything comes back, everybody hangs up, the agent answers what is asked, and looks the org over.
    pub fn judge(mut self, mut world: World) -> Verdict {
        for line in ["storage is free", "office comes", "crm is back", "1m"] {
            self.take(line, &mut world);
        }
        for call in 1..=self.calls.len() {
            self.take(&format!("call {call}: hang up"), &mut world);
        }
        self.take("10m", &mut world);
        self.settle(&mut world);
        self.take("10m", &mut world);
        for call in 1..=self.calls.len() {
            self.take(&format!("call {call}: close"), &mut world);
        }
        self.take("10m", &mut world);
        self.settle(&mut world);
        self.take("10m", &mut world);
        self.verdict(&world)
    }

    fn take(&mut self, line: &str, world: &mut World) {
        self.before(line, world);
        if let Ok(parsed) = parse(line) {
            world.take(parsed);
        }
        self.after(world);
    }

    /// Where nobody else can look whether a Task is there, the agent does, and says what is so.
    fn settle(&mut self, world: &mut World) {
        for call in world.engine.view().calls {
            if matches!(call.saving, Saving::Unknown { .. }) {
                let key = world.engine.key_of(call.id).unwrap_or_default();
                let saved = tasks_of(world, &key) > 0;
                world.settle(call.id, saved);
            }
        }
    }

    fn verdict(&self, world: &World) -> Verdict {
        let mut verdict = Verdict { calls: self.calls.len() as u64, ..Verdict::default() };
        for seen in self.calls.values() {
            let (must, found) = (seen.must_be_saved(&self.switches), tasks_of(world, &seen.key));
            verdict.expected += u64::from(must);
            verdict.found += found.min(1);
            if must && found == 0 {
                verdict.lost += 1;
                verdict.wrong.push(format!("{} is not in the org", seen.key));
            }
            if !seen.note.is_empty() && !world.knows(&seen.note) {
                verdict.notes_lost += 1;
                verdict.wrong.push(format!("the note {:?} is lost", seen.note));
            }
        }
        for (key, count) in world.records_by_key() {
            if count > 1 {
                verdict.doubled += count as u64 - 1;
                verdict.wrong.push(format!("{key} is there {count} times"));
            }
        }
        verdict
    }
}

impl Seen {
    fn look(&mut self, call: &CallView, key: Option<String>, now: Timestamp) {
        self.outgoing = call.outgoing;
        self.direction = Some(match (call.internal, call.outgoing) {
            (true, _) => Direction::Internal,
            (false, true) => Direction::Outbound,
            (false, false) => Direction::Inbound,
        });
        if let Some(key) = key {
            self.key = key;
        }
        match call.state {
            CallStateView::Talking { since, .. } => self.answered |= now.since(since).as_secs() > 0,
            CallStateView::Ended { talked, cause, .. } => {
                self.answered |= talked.as_secs() > 0;
                self.elsewhere |= cause == EndCause::AnsweredElsewhere;
            }
            CallStateView::RingingIn { .. } | CallStateView::Dialling { .. } | CallStateView::RingingOut { .. } => {}
        }
    }

    /// The table of automatic saving.
    fn must_be_saved(&self, switches: &BTreeMap<String, bool>) -> bool {
        let on = |key: &str, default: bool| switches.get(key).copied().unwrap_or(default);
        let by_itself = match (self.direction, self.answered) {
            (Some(Direction::Inbound), true) => on("autosave.inbound", true),
            (Some(Direction::Outbound), true) => on("autosave.outbound", true),
            (Some(Direction::Internal), true) => on("autosave.internal", false),
            (Some(Direction::Inbound), false) => on("missed.save_inbound", false) && !self.elsewhere,
            (Some(Direction::Outbound), false) => on("no_answer.save_outbound", false),
            (Some(Direction::Internal), false) | (None, _) => false,
        };
        by_itself || self.saved_by_hand
    }
}

/// Tasks under this key, in its own field or, in an org without, in the standard one.
fn tasks_of(world: &World, key: &str) -> u64 {
    let is_it = |text: &str| !key.is_empty() && text.eq_ignore_ascii_case(key);
    world.org.of("Task").filter(|task| is_it(task.text(CALL_KEY)) || is_it(task.text("CallObject"))).count() as u64
}
