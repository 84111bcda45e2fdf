//! The calls that open a session: all sent at once, none waits for another, and each is sent again until it has an
//! answer that counts. Right after a page was loaded, Salesforce may not be ready to take them.

use std::time::Duration;

use super::Wants;
use crate::engine::crm::FailureKind;
use crate::engine::map::Map;

/// A call without an answer is sent again after this, then after twice that, and so on.
pub const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_PATIENCE: Duration = Duration::from_secs(300);
/// The same for a call that was not accepted.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LAST_PAUSE: Duration = Duration::from_secs(30);

/// One of the calls, in the order in which they are sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Opening {
    HearClicks,
    HearNavigation,
    EnableClicks,
    Settings,
    Layout,
    Page,
    /// Ends the time that the administrator's `reqTimeout` sets.
    Complete,
    /// Is the package there?
    Hello,
    /// Its settings; asked for once it is.
    Workflow,
}

impl Opening {
    /// Those that are sent at once.
    pub const ALL: [Self; 8] = [
        Self::HearClicks,
        Self::HearNavigation,
        Self::EnableClicks,
        Self::Settings,
        Self::Layout,
        Self::Page,
        Self::Complete,
        Self::Hello,
    ];
}

/// An org may lack the package for good: it is asked so often and no more.
pub const TRIES: u32 = 5;

/// How far each of them is.
#[derive(Default)]
pub struct Openings(Map<Opening, Progress>);

struct Progress {
    tries: u32,
    /// When to send it again; nothing: it has its answer, yes or no.
    again: Option<Duration>,
}

impl Openings {
    /// The step was sent.
    pub fn sent(&mut self, step: Opening, wants: Wants, now: Duration) {
        let progress = self.0.get_or_insert_with(step, || Progress { tries: 0, again: None });
        progress.tries += 1;
        progress.again = match wants {
            Wants::Answer => Some(now + doubled(PATIENCE, progress.tries, LONGEST_PATIENCE)),
            // Registered in the library itself, and a second time would be heard twice.
            Wants::Events | Wants::Nothing => None,
        };
    }

    /// The step was answered. False where it had its answer: this one is to an earlier try.
    pub fn answered(&mut self, step: Opening, failure: Option<FailureKind>, now: Duration) -> bool {
        let Some(progress) = self.0.get_mut(&step).filter(|progress| progress.again.is_some()) else { return false };
        progress.again = match failure {
            Some(FailureKind::NotReady | FailureKind::ServerError | FailureKind::Timeout | FailureKind::Garbled) => {
                Some(now + doubled(FIRST_PAUSE, progress.tries, LAST_PAUSE))
            }
            Some(
                FailureKind::NotInFrame
                | FailureKind::InitFailed
                | FailureKind::Rejected
                | FailureKind::Malformed
                | FailureKind::Unsupported,
            )
            | None => None,
        };
        true
    }

    /// Neither of the two calls that show that Salesforce is there is under way any more.
    pub fn have_ended(&self) -> bool {
        [Opening::Settings, Opening::Layout].into_iter().all(|step| self.is_settled(step))
    }

    /// A question for the package was sent so often that it is given up. Its answer, if it comes, comes too late.
    pub fn give_up(&mut self, step: Opening) -> bool {
        let of_package = matches!(step, Opening::Hello | Opening::Workflow);
        let spent = self.0.get_mut(&step).filter(|progress| of_package && progress.tries >= TRIES);
        spent.map(|progress| progress.again = None).is_some()
    }

    /// The step is not under way any more.
    pub fn is_settled(&self, step: Opening) -> bool {
        self.0.get(&step).is_some_and(|progress| progress.again.is_none())
    }

    pub fn wake_at(&self) -> Option<Duration> {
        self.0.values().filter_map(|progress| progress.again).min()
    }

    /// The steps to be sent again.
    pub fn due(&self, now: Duration) -> Vec<Opening> {
        let due = self.0.iter().filter(|(_, progress)| progress.again.is_some_and(|again| again <= now));
        due.map(|(step, _)| *step).collect()
    }
}

/// The first span, doubled with each further try.
fn doubled(first: Duration, tries: u32, last: Duration) -> Duration {
    first.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(at: Option<Duration>) -> Option<f32> {
        at.map(|at| at.as_secs_f32())
    }

    #[test]
    fn pauses_double_up_to_their_longest() {
        let pauses = |failure: Option<FailureKind>| {
            let mut openings = Openings::default();
            let tries = (0..12).map(|_| {
                openings.sent(Opening::Layout, Wants::Answer, Duration::ZERO);
                if failure.is_some() {
                    openings.answered(Opening::Layout, failure, Duration::ZERO);
                }
                seconds(openings.wake_at()).unwrap()
            });
            tries.collect::<Vec<_>>()
        };
        let not_ready = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0, 30.0];
        assert_eq!(pauses(Some(FailureKind::NotReady)), not_ready);
        assert_eq!(pauses(None)[..7], [10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0]);
    }

    #[test]
    fn an_answer_that_counts_ends_a_step_and_a_second_one_does_not() {
        let mut openings = Openings::default();
        for step in Opening::ALL {
            openings.sent(step, Wants::Answer, Duration::ZERO);
        }
        assert!(openings.answered(Opening::Layout, Some(FailureKind::Rejected), Duration::ZERO));
        assert!(!openings.answered(Opening::Layout, None, Duration::ZERO));
        assert!(!openings.have_ended());
        assert!(openings.answered(Opening::Settings, None, Duration::ZERO));
        assert!(openings.have_ended());
        assert_eq!(openings.due(PATIENCE).len(), Opening::ALL.len() - 2);
        assert!(openings.due(PATIENCE / 2).is_empty());
    }
}
