//! The calls that are going on or still need the agent. A handful at most, so plain search is the fastest.

use super::Call;
use crate::engine::id::{CallId, LegId};
use crate::engine::map;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Roster {
    /// In the order in which they began.
    calls: Vec<Call>,
}

impl Roster {
    pub fn push(&mut self, call: Call) {
        self.calls.push(call);
    }

    /// Calls came back that began before others.
    pub fn order(&mut self) {
        map::order(&mut self.calls, |a, b| a.started < b.started);
    }

    pub fn get(&self, id: CallId) -> Option<&Call> {
        self.calls.iter().find(|call| call.id == id)
    }

    pub fn get_mut(&mut self, id: CallId) -> Option<&mut Call> {
        self.calls.iter_mut().find(|call| call.id == id)
    }

    pub fn by_leg(&self, leg: &LegId) -> Option<CallId> {
        self.calls.iter().find(|call| call.leg.as_ref() == Some(leg)).map(|call| call.id)
    }

    pub fn remove(&mut self, id: CallId) -> Option<Call> {
        let at = self.calls.iter().position(|call| call.id == id)?;
        Some(self.calls.remove(at))
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Call> {
        self.calls.iter()
    }

    pub fn ids(&self) -> Vec<CallId> {
        self.calls.iter().map(|call| call.id).collect()
    }

    /// The call with sound: up, and not on hold by us.
    pub fn talking(&self) -> Option<CallId> {
        self.calls.iter().find(|call| call.is_heard()).map(|call| call.id)
    }

    pub fn any_live(&self) -> bool {
        self.calls.iter().any(|call| !call.is_over())
    }
}
