//! Accidents between the softphone and the org, as data: whoever tells the story says which request meets which.
//! There is no chance in here.

use std::time::Duration;

use crate::engine::time::Timestamp;

/// What lies in wait for the requests to come.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// How long every answer takes.
    pub latency: Duration,
    /// On top of it up to this, each answer a time of its own, the same on every run.
    pub slowest: Duration,
    /// What a search found comes in the opposite order.
    pub backwards: bool,
    count: u64,
    /// Until then the softphone's container answers that it is not up.
    pub not_ready_until: Option<Timestamp>,
    /// While set, every request meets it.
    pub outage: Option<Outage>,
    /// The form of `details` in a refused save.
    pub details: DetailsShape,
    planned: Vec<(String, Fault)>,
}

/// One accident; it happens to one request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is done, and the answer gets lost.
    ReplyLost,
    /// The request gets lost: it is not done, and nobody says so.
    RequestLost,
    /// The answer comes, and again after this time.
    Twice(Duration),
    /// The answer takes so much longer. Later requests are answered first.
    Late(Duration),
    Outage(Outage),
    NotReady,
}

/// The server failed: before it did anything, or after everything was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outage {
    BeforeCommit,
    AfterCommit,
}

/// Adapters in the field read an object, the Developer Guide's sample shows a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DetailsShape {
    #[default]
    Object,
    List,
}

/// What becomes of one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course {
    pub work: Work,
    /// When the answer arrives: never, once, or several times.
    pub arrivals: Vec<Timestamp>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// Do it and answer.
    Done,
    /// Do it, but answer that the server failed.
    DoneButFailed,
    /// Do not do it; answer that the server failed.
    Failed,
    /// Do not do it; answer that the container is not up.
    NotReady,
    /// Do not do it, do not answer.
    Ignored,
}

impl Faults {
    /// The next request of this method meets this accident. `*` stands for any method. Several are used in order.
    pub fn plan(&mut self, method: &str, fault: Fault) {
        self.planned.push((method.to_owned(), fault));
    }

    /// No more accidents: those that have not happened yet do not.
    pub fn calm(&mut self) {
        self.planned.clear();
    }

    /// Accidents that have not happened yet.
    pub fn pending(&self) -> usize {
        self.planned.len()
    }

    /// Decides on a request that came in at `now`, and uses up the accident planned for it.
    pub fn course(&mut self, method: &str, now: Timestamp) -> Course {
        self.count += 1;
        // Spread by the golden ratio, so that neighbours differ much.
        let share = self.count.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
        let on_time = now.plus(self.latency).plus(self.slowest * share as u32 / 256);
        let once = |work| Course { work, arrivals: vec![on_time] };
        if self.not_ready_until.is_some_and(|until| now < until) {
            return once(Work::NotReady);
        }
        let outage = |outage| match outage {
            Outage::BeforeCommit => once(Work::Failed),
            Outage::AfterCommit => once(Work::DoneButFailed),
        };
        if let Some(general) = self.outage {
            return outage(general);
        }
        let Some(at) = self.planned.iter().position(|(name, _)| name == method || name == "*") else {
            return once(Work::Done);
        };
        match self.planned.remove(at).1 {
            Fault::ReplyLost => Course { work: Work::Done, arrivals: Vec::new() },
            Fault::RequestLost => Course { work: Work::Ignored, arrivals: Vec::new() },
            Fault::Twice(after) => Course { work: Work::Done, arrivals: vec![on_time, on_time.plus(after)] },
            Fault::Late(by) => Course { work: Work::Done, arrivals: vec![on_time.plus(by)] },
            Fault::Outage(one) => outage(one),
            Fault::NotReady => once(Work::NotReady),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_millis(0);

    fn start() -> Timestamp {
        Timestamp::new(1_795_464_240_000, 60).plus(NOW)
    }

    #[test]
    fn an_accident_happens_to_one_request_of_its_method() {
        let mut faults = Faults::default();
        faults.plan("saveLog", Fault::ReplyLost);
        assert_eq!(faults.course("runApex", start()).arrivals.len(), 1);
        assert_eq!(faults.course("saveLog", start()).arrivals, []);
        assert_eq!(faults.course("saveLog", start()).arrivals.len(), 1);
        assert_eq!(faults.pending(), 0);
    }

    #[test]
    fn a_late_answer_is_overtaken() {
        let mut faults = Faults { latency: Duration::from_millis(50), ..Faults::default() };
        faults.plan("*", Fault::Late(Duration::from_secs(5)));
        let first = faults.course("searchAndScreenPop", start());
        let second = faults.course("searchAndScreenPop", start());
        assert!(second.arrivals < first.arrivals);
    }

    #[test]
    fn an_outage_tells_nothing_about_what_was_done() {
        let mut faults = Faults { outage: Some(Outage::AfterCommit), ..Faults::default() };
        assert_eq!(faults.course("saveLog", start()).work, Work::DoneButFailed);
        faults.outage = Some(Outage::BeforeCommit);
        assert_eq!(faults.course("saveLog", start()).work, Work::Failed);
    }
}
