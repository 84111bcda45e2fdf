//! The package's part of the session: is it there, and what is asked of it before that is known.

use std::collections::VecDeque;
use std::time::Duration;

use super::{Opening, Session, Stage};
use crate::engine::crm::{Failure, FailureKind, News, Request};
use crate::engine::id::RequestId;
use crate::engine::json::Json;
use crate::wire::apex;

/// ```text
/// Asked ──hello──▶ There
///   └────────────▶ Absent: no such class, no right to use it, or no answer
/// ```
pub(super) enum Package {
    /// Requests wait for the answer; `late`: no longer.
    Asked {
        waiting: VecDeque<(RequestId, Request)>,
        late: bool,
    },
    There,
    Absent(Failure),
}

impl<P> Session<P> {
    /// The first call was answered. A failure that may pass is asked about again.
    pub(super) fn greeted(&mut self, answer: Result<Json, Failure>, now: Duration) {
        match answer {
            Ok(data) if apex::hello(&data) => {
                let waiting = self.settled(Package::There);
                self.connection.can.find_saved = true;
                match self.stage {
                    Stage::Open => self.news(News::Connected(self.connection.clone())),
                    Stage::Loading { .. } | Stage::Opening { .. } | Stage::Refused(_) => self.connected(),
                }
                self.open(Opening::Workflow, now);
                waiting.into_iter().for_each(|(id, request)| self.carry(id, request));
            }
            Ok(_) => self.without_package("the package is of another version"),
            Err(failure) if self.openings.is_settled(Opening::Hello) => self.without_package(&failure.message),
            Err(_) => {}
        }
    }

    /// Whatever the reason, what needs the package is not to be had.
    pub(super) fn without_package(&mut self, why: &str) {
        let failure = Failure::new(FailureKind::Unsupported, why);
        for (id, _) in self.settled(Package::Absent(failure.clone())) {
            self.fail(id, failure.clone());
        }
    }

    /// Whoever waits here has waited long enough. What comes from now on does not wait at all.
    pub(super) fn package_is_late(&mut self) {
        if let Package::Asked { waiting, late } = &mut self.package {
            *late = true;
            for (id, _) in std::mem::take(waiting) {
                self.fail(id, Failure::new(FailureKind::NotReady, ""));
            }
        }
    }

    fn settled(&mut self, as_what: Package) -> VecDeque<(RequestId, Request)> {
        match std::mem::replace(&mut self.package, as_what) {
            Package::Asked { waiting, .. } => waiting,
            Package::There | Package::Absent(_) => VecDeque::new(),
        }
    }
}
