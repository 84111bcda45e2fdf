//! Being on line: the socket, and coming back after it is lost.
//!
//! ```text
//!  Off ──Connect──▶ Opening ──▶ Looking ──what the phone does now──▶ Ready
//!                    ▲  │          │                                  │ closed, silent
//!                    │  ▼          ▼                                  │
//!                   Waiting ◀──────────────────────────────────────────┘        Stopped: somebody has to act first
//! ```

use std::time::Duration;

use super::door::Output;
use super::request::encoded;
use crate::engine::telephony::{Account, LineState, Signal, Trouble};
use crate::engine::time::Timestamp;

/// How long a socket may take to open, and the PBX to say what the phone does.
const OPENING: Duration = Duration::from_secs(10);
/// Between attempts: this much at first, doubled each time up to the most, and of that between half and all by chance,
/// so that a PBX that comes back is not met by all its phones at once.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(60);
/// A WebSocket that lost its network says nothing for minutes: silence is asked, and what does not answer is dead.
const SILENCE: Duration = Duration::from_secs(25);
const PONG: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Off,
    Opening { until: Timestamp },
    Looking { until: Timestamp },
    Ready,
    Waiting { until: Timestamp },
    Stopped,
}

/// A connection that was lost for less is lost and found without a word.
const WORTH_TELLING: Duration = Duration::from_secs(60);

/// What the clock wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    Nothing,
    Ping,
    Reopen,
    /// The socket is of no use any more.
    Drop,
}

pub struct Connection {
    state: State,
    told: LineState,
    account: Option<Account>,
    server: usize,
    failures: u32,
    /// This account has been let in before.
    let_in: bool,
    heard: Timestamp,
    asked: Option<Timestamp>,
    /// From when on nothing is known of the phone's calls: the last word of a connection that was lost.
    lost: Option<Timestamp>,
    chance: u32,
    app: String,
}

impl Connection {
    pub fn new(chance: u32) -> Self {
        Self {
            state: State::Off,
            told: LineState::Off,
            account: None,
            server: 0,
            failures: 0,
            let_in: false,
            heard: Timestamp::new(0, 0),
            asked: None,
            lost: None,
            chance,
            app: String::new(),
        }
    }

    pub fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    /// Our name among the PBX's applications. Of two with one name the PBX tells only the younger, so each page has its own.
    pub fn app(&self) -> &str {
        &self.app
    }

    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Looking { .. } | State::Ready)
    }

    pub fn is_looking(&self) -> bool {
        matches!(self.state, State::Looking { .. })
    }

    pub fn connect(&mut self, account: Account, now: Timestamp, out: &mut Vec<Output>) {
        let same = self.account.as_ref() == Some(&account);
        if same && matches!(self.state, State::Opening { .. } | State::Looking { .. }) {
            return out.push(Output::Signal(Signal::Line(self.told.clone())));
        }
        if self.state != State::Off {
            out.push(Output::Close);
        }
        if !same {
            self.let_in = false;
            let user: String = account.user.chars().filter(char::is_ascii_alphanumeric).collect();
            self.app = ["ferrophone-", &user, "-", &format!("{:08x}", self.chance)].concat();
        }
        self.account = Some(account);
        (self.server, self.failures) = (0, 0);
        self.open(now, out);
    }

    pub fn leave(&mut self, out: &mut Vec<Output>) {
        if self.state != State::Off {
            out.push(Output::Close);
        }
        self.state = State::Off;
        (self.account, self.lost) = (None, None);
        self.say(LineState::Off, out);
    }

    pub fn on_opened(&mut self, now: Timestamp) {
        if matches!(self.state, State::Opening { .. }) {
            self.state = State::Looking { until: now.plus(OPENING) };
            self.let_in = true;
            (self.heard, self.asked) = (now, None);
        }
    }

    pub fn on_heard(&mut self, now: Timestamp) {
        (self.heard, self.asked) = (now, None);
    }

    /// It is known what the phone does. `online`: it is registered itself.
    pub fn on_looked(&mut self, online: bool, now: Timestamp, out: &mut Vec<Output>) {
        if self.is_open() {
            self.state = State::Ready;
            self.failures = 0;
            let line = match online {
                true => LineState::Ready { proved: now },
                false => LineState::Down { why: Trouble::DeskPhoneOff, retry: None },
            };
            self.say(line, out);
            if let Some(from) = self.lost.take().filter(|from| now.since(*from) >= WORTH_TELLING) {
                out.push(Output::Signal(Signal::Gap { from, to: now }));
            }
        }
    }

    pub fn on_closed(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        match self.state {
            State::Off | State::Stopped | State::Waiting { .. } => {}
            State::Opening { .. } | State::Looking { .. } | State::Ready => self.retry_later(now, out),
        }
    }

    /// Somebody has to act first.
    pub fn stop(&mut self, why: Trouble, out: &mut Vec<Output>) {
        self.state = State::Stopped;
        out.push(Output::Close);
        self.say(LineState::Down { why, retry: None }, out);
    }

    /// There is a network (again).
    pub fn on_online(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        match self.state {
            State::Waiting { .. } => self.open(now, out),
            State::Looking { .. } | State::Ready if self.asked.is_none() => self.heard = now.minus(SILENCE),
            State::Off | State::Opening { .. } | State::Looking { .. } | State::Ready | State::Stopped => {}
        }
    }

    /// Does what is due, but for the ping, which the caller sends.
    pub fn wake(&mut self, now: Timestamp, out: &mut Vec<Output>) -> Due {
        match self.state {
            State::Opening { until } | State::Looking { until } if until <= now => self.drop_socket(now, out),
            State::Waiting { until } if until <= now => {
                self.open(now, out);
                Due::Reopen
            }
            State::Looking { .. } | State::Ready => match self.asked {
                Some(asked) if asked.plus(PONG) <= now => self.drop_socket(now, out),
                None if self.heard.plus(SILENCE) <= now => {
                    self.asked = Some(now);
                    Due::Ping
                }
                Some(_) | None => Due::Nothing,
            },
            State::Off | State::Opening { .. } | State::Waiting { .. } | State::Stopped => Due::Nothing,
        }
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        let beat = self.asked.map_or_else(|| self.heard.plus(SILENCE), |asked| asked.plus(PONG));
        match self.state {
            State::Off | State::Stopped => None,
            State::Opening { until } | State::Waiting { until } => Some(until),
            State::Looking { until } => Some(until.min(beat)),
            State::Ready => Some(beat),
        }
    }

    fn drop_socket(&mut self, now: Timestamp, out: &mut Vec<Output>) -> Due {
        out.push(Output::Close);
        self.retry_later(now, out);
        Due::Drop
    }

    fn open(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        let Some(account) = &self.account else { return };
        let Some(server) = account.servers.get(self.server) else {
            return self.stop(Trouble::Unreachable, out); // there is no server to open
        };
        let user = account.auth_user.as_ref().unwrap_or(&account.user);
        // A browser cannot send a header with it: user and password go where Asterisk takes them, into the address.
        let key = [encoded(user), ":".into(), encoded(account.password.expose())].concat();
        let glue = if server.contains('?') { "&" } else { "?" };
        let url = [server, glue, "api_key=", &key, "&app=", &encoded(&self.app)].concat();
        self.state = State::Opening { until: now.plus(OPENING) };
        out.push(Output::Open { url });
        self.say(LineState::Connecting, out);
    }

    /// The next server; when all have failed, after a while.
    fn retry_later(&mut self, now: Timestamp, out: &mut Vec<Output>) {
        if self.state == State::Ready {
            self.lost.get_or_insert(self.heard);
        }
        let servers = self.account.as_ref().map_or(1, |account| account.servers.len().max(1));
        self.server = (self.server + 1) % servers;
        let most = match self.server {
            0 => {
                self.failures += 1;
                FIRST_RETRY.saturating_mul(1 << (self.failures - 1).min(10)).min(LAST_RETRY)
            }
            _ => FIRST_RETRY / 4,
        };
        let until = now.plus(most / 2 + most.mul_f64(self.draw() / 2.0));
        self.state = State::Waiting { until };
        // A browser is not told why a socket did not open.
        let why = if self.let_in { Trouble::Unreachable } else { Trouble::ShutOut };
        self.say(LineState::Down { why, retry: Some(until) }, out);
    }

    /// Between 0 and 1: xorshift, which is chance enough for a pause.
    fn draw(&mut self) -> f64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 17;
        self.chance ^= self.chance << 5;
        f64::from(self.chance) / f64::from(u32::MAX)
    }

    fn say(&mut self, line: LineState, out: &mut Vec<Output>) {
        if self.told != line {
            self.told = line.clone();
            out.push(Output::Signal(Signal::Line(line)));
        }
    }
}
