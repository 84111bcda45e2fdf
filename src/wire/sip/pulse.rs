//! Whether the socket still lives. A WebSocket that lost its network says nothing for minutes, so silence is asked:
//! with a double line end (RFC 5626 4.4.1), and where the server answers none, as Asterisk does not, with OPTIONS.

use std::time::Duration;

use crate::engine::time::Timestamp;

const SILENCE: Duration = Duration::from_secs(25);
const PONG: Duration = Duration::from_secs(10);
/// A timer that comes this late means that the computer slept; then the answer may not have been read yet.
const SLEPT: Duration = Duration::from_secs(5);

/// This late, it was not for a minute: the timers of a hidden page come up to a minute late by themselves.
const LONG: Duration = Duration::from_secs(90);
/// Who has just woken up does not wait longer for an answer.
const HURRY: Duration = Duration::from_secs(1);

/// What is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beat {
    /// Send a double line end.
    Ping,
    /// Send a request that must be answered.
    Probe,
    /// Give the socket up.
    Dead,
}

pub struct Pulse {
    next: Timestamp,
    /// The last proof of life.
    heard: Timestamp,
    asked: Option<Beat>,
    /// The server is known not to answer line ends.
    mute: bool,
}

impl Default for Pulse {
    fn default() -> Self {
        Self::started(Timestamp::new(0, 0))
    }
}

impl Pulse {
    pub fn started(now: Timestamp) -> Self {
        Self { next: now.plus(SILENCE), heard: now, asked: None, mute: false }
    }

    /// Something was received, whatever it was.
    pub fn heard(&mut self, now: Timestamp) {
        self.asked = None;
        self.heard = now;
        self.next = now.plus(SILENCE);
    }

    pub fn last_heard(&self) -> Timestamp {
        self.heard
    }

    /// The computer or the page has slept so long that the server may have forgotten us.
    pub fn overslept(&self, now: Timestamp) -> bool {
        now > self.next.plus(LONG)
    }

    /// A question that must be answered has just been asked, and there is no time.
    pub fn hurry(&mut self, now: Timestamp) {
        self.asked = Some(Beat::Probe);
        self.next = now.plus(HURRY);
    }

    /// Do not wait for silence.
    pub fn ask(&mut self, now: Timestamp) {
        if self.asked.is_none() {
            self.next = now;
        }
    }

    pub fn beat(&mut self, now: Timestamp) -> Option<Beat> {
        if now < self.next {
            return None;
        }
        let beat = match self.asked {
            Some(asked) if now > self.next.plus(SLEPT) => asked,
            Some(Beat::Ping) => {
                self.mute = true;
                Beat::Probe
            }
            Some(Beat::Probe | Beat::Dead) => return Some(Beat::Dead),
            None if self.mute => Beat::Probe,
            None => Beat::Ping,
        };
        self.asked = Some(beat);
        self.next = now.plus(PONG);
        Some(beat)
    }

    pub fn wake_at(&self) -> Timestamp {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::new(seconds * 1000, 0)
    }

    #[test]
    fn a_server_that_answers_line_ends_is_asked_with_nothing_else() {
        let mut pulse = Pulse::started(at(0));
        assert_eq!(pulse.beat(at(24)), None);
        assert_eq!(pulse.beat(at(25)), Some(Beat::Ping));
        pulse.heard(at(26));
        assert_eq!(pulse.beat(at(50)), None);
        assert_eq!(pulse.beat(at(51)), Some(Beat::Ping));
    }

    #[test]
    fn a_server_that_answers_none_is_probed_and_lives() {
        let mut pulse = Pulse::started(at(0));
        assert_eq!(pulse.beat(at(25)), Some(Beat::Ping));
        assert_eq!(pulse.beat(at(35)), Some(Beat::Probe));
        pulse.heard(at(36));
        assert_eq!(pulse.beat(at(61)), Some(Beat::Probe), "it is not asked twice");
    }

    #[test]
    fn a_socket_that_says_nothing_is_given_up() {
        let mut pulse = Pulse::started(at(0));
        assert_eq!(pulse.beat(at(25)), Some(Beat::Ping));
        assert_eq!(pulse.beat(at(35)), Some(Beat::Probe));
        assert_eq!(pulse.beat(at(45)), Some(Beat::Dead));
    }

    #[test]
    fn after_sleep_the_question_is_asked_again() {
        let mut pulse = Pulse::started(at(0));
        pulse.beat(at(25));
        pulse.beat(at(35));
        assert_eq!(pulse.beat(at(4000)), Some(Beat::Probe));
        assert_eq!(pulse.beat(at(4010)), Some(Beat::Dead));
    }
}
