//! The questions that are out, each with a deadline: nothing hangs. A reply that finds no entry is late or repeated.

use std::time::Duration;

use super::answers::Found;
use super::crm::Request;
use super::id::{CallId, RecordId, RequestId};
use super::outbox;
use super::time::Timestamp;
use crate::engine::map::Map;

/// What a question was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    FindCaller(CallId),
    /// The layout's search came back with this; the objects beyond it are asked.
    FindObjects(CallId, Found),
    /// For a call, or because the agent asked.
    ScreenPop(Option<CallId>),
    FindIvr(CallId),
    /// With the record that it is asked for.
    FindTarget(CallId, RecordId),
    NameCase(CallId),
    ListTasks(CallId),
    CloseTask,
    ResolveMissed,
    ListMissed,
    Mail,
    Undo(CallId),
    Save(outbox::Key),
    FindSaved(outbox::Key),
    Refresh,
    Greet,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Requests {
    open: Map<RequestId, (Purpose, Timestamp)>,
}

impl Requests {
    pub fn opened(&mut self, id: RequestId, purpose: Purpose, request: &Request, now: Timestamp) {
        self.open.insert(id, (purpose, now.plus(time_limit(request))));
    }

    pub fn close(&mut self, id: RequestId) -> Option<Purpose> {
        self.open.remove(&id).map(|(purpose, _)| purpose)
    }

    /// The clock was set back.
    pub fn set_back(&mut self, by: Duration) {
        for (_, deadline) in self.open.values_mut() {
            *deadline = deadline.minus(by);
        }
    }

    /// The earliest deadline.
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.open.values().map(|(_, deadline)| *deadline).min()
    }

    /// Takes out what was not answered in time.
    pub fn expired(&mut self, now: Timestamp) -> Vec<(RequestId, Purpose)> {
        let late: Vec<_> = self.open.iter().filter(|(_, (_, deadline))| *deadline <= now).map(|(id, _)| *id).collect();
        late.into_iter().filter_map(|id| Some((id, self.close(id)?))).collect()
    }
}

/// Twice what a slow org takes for it.
fn time_limit(request: &Request) -> Duration {
    Duration::from_secs(match request {
        Request::Save(_) | Request::Change(..) | Request::Mail(_) | Request::CloseTasks { .. } => 30,
        Request::Search { .. }
        | Request::SearchObjects { .. }
        | Request::Find(_)
        | Request::OpenTasks { .. }
        | Request::ResolveMissed { .. }
        | Request::MissedBetween { .. }
        | Request::ScreenPop(_)
        | Request::FindSaved { .. }
        | Request::RefreshView
        | Request::Greet => 10,
    })
}
