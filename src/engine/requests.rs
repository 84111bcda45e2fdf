//! The questions that are out, each with a deadline: nothing hangs. A reply that finds no entry is late or repeated.

use std::time::Duration;

use super::crm::Request;
use super::id::{CallId, RequestId};
use super::outbox;
use super::time::Timestamp;
use crate::engine::map::Map;

/// What a question was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Purpose {
    FindCaller(CallId),
    ScreenPop,
    Save(outbox::Key),
    FindSaved(outbox::Key),
    Refresh,
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
        Request::Save(_) => 30,
        Request::Search { .. } | Request::ScreenPop(_) | Request::FindSaved { .. } | Request::RefreshView => 10,
    })
}
