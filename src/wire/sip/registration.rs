//! Being on line: the socket, the registration on it (RFC 3261 section 10), and coming back after either is lost.
//!
//! ```text
//!  Off ──Connect──▶ Opening ──▶ Registering ──200──▶ Ready ──▶ Registering (refresh) …
//!                    ▲  │            │ 503, 4xx          │ socket lost, silent
//!                    │  ▼            ▼                   │
//!                   Waiting ◀──── Resting ──▶ …          │        Stopped: somebody has to act first
//!                    ▲────────────────────────────────────┘
//! ```

use std::time::Duration;

use super::core::{Core, headed};
use super::door::Output;
use super::message::Message;
use super::pulse::{Beat, Pulse};
use super::transaction::{Purpose, T2};
use crate::engine::telephony::{Account, LineState, Signal, Trouble};
use crate::engine::time::Timestamp;

/// How long a socket may take to open.
const OPENING: Duration = Duration::from_secs(10);
/// Between attempts: this much at first, doubled each time up to the most, and of that between half and all by chance,
/// so that a PBX that comes back is not met by all its phones at once.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LAST_RETRY: Duration = Duration::from_secs(60);
/// After a refusal that another attempt will hardly change.
const LONG_REST: Duration = Duration::from_secs(300);
/// A hidden page's timers may come a minute late, so a registration is renewed well before its end.
const MARGIN: Duration = Duration::from_secs(90);
/// A line that was lost for less is lost and found without a word.
const WORTH_TELLING: Duration = Duration::from_secs(60);
const SHORTEST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(86_400);

enum State {
    /// There is no account, or the agent left.
    Off,
    Opening {
        until: Timestamp,
    },
    /// A REGISTER is under way. Its time-out is the request's own.
    Registering,
    Ready {
        refresh: Timestamp,
    },
    /// The socket is closed until then.
    Waiting {
        until: Timestamp,
    },
    /// The socket is open, the registrar wants to be left alone until then.
    Resting {
        until: Timestamp,
    },
    /// The PBX refuses the account. Nothing is tried until the next Connect.
    Stopped,
    /// Unregistering; then the socket is closed.
    Leaving {
        until: Timestamp,
    },
}

pub struct Registration {
    state: State,
    told: LineState,
    /// Which of the account's servers.
    server: usize,
    failures: u32,
    call_id: String,
    from_tag: String,
    /// What is asked for; grows with `Min-Expires`.
    expires: Duration,
    pulse: Pulse,
    /// This socket has seen no registration yet.
    fresh: bool,
    /// It has now, and the calls do not know yet.
    back_on_line: bool,
    /// We have slept: what does not answer at once is opened anew at once.
    woken: bool,
    /// The last proof that calls could come in, while it is not known whether they can.
    doubted: Option<Timestamp>,
}

impl Registration {
    pub fn new(core: &mut Core) -> Self {
        Self {
            state: State::Off,
            told: LineState::Off,
            server: 0,
            failures: 0,
            call_id: core.token(),
            from_tag: core.token(),
            expires: Duration::ZERO,
            pulse: Pulse::default(),
            fresh: true,
            back_on_line: false,
            woken: false,
            doubted: None,
        }
    }

    /// Calls can be made.
    pub fn ready(&self, core: &Core) -> bool {
        core.open && matches!(self.told, LineState::Ready { .. })
    }

    /// Calls may come in.
    pub fn welcomes(&self) -> bool {
        !matches!(self.state, State::Off | State::Stopped | State::Leaving { .. })
    }

    pub fn connect(&mut self, core: &mut Core, account: Account) {
        let running = !matches!(self.state, State::Off | State::Stopped | State::Leaving { .. });
        if running && account == core.account {
            // Asked again where it would be tried later: try now, and in any case say how things are.
            match self.state {
                State::Waiting { .. } => self.open(core),
                State::Resting { .. } => self.register(core),
                State::Off
                | State::Opening { .. }
                | State::Registering
                | State::Ready { .. }
                | State::Stopped
                | State::Leaving { .. } => core.signal(Signal::Line(self.told.clone())),
            }
            return;
        }
        if matches!(self.state, State::Ready { .. }) {
            self.unregister(core);
        }
        if core.open {
            core.on_closed();
            core.put(Output::Close);
        }
        core.discard();
        self.expires = account.expires.clamp(SHORTEST, LONGEST);
        core.account = account;
        (self.server, self.failures) = (0, 0);
        self.open(core);
    }

    pub fn disconnect(&mut self, core: &mut Core) {
        match self.state {
            State::Ready { .. } | State::Registering | State::Resting { .. } if core.open => {
                self.unregister(core);
                self.state = State::Leaving { until: core.now.plus(T2) };
            }
            State::Leaving { .. } => {}
            State::Off
            | State::Opening { .. }
            | State::Registering
            | State::Ready { .. }
            | State::Waiting { .. }
            | State::Resting { .. }
            | State::Stopped => self.state = State::Leaving { until: core.now },
        }
        self.say(core, LineState::Off);
    }

    /// There is a network: what waited for one is tried at once, and a socket that may have died with the last one
    /// is asked.
    pub fn on_online(&mut self, core: &mut Core) {
        match self.state {
            State::Waiting { .. } => self.open(core),
            State::Registering | State::Ready { .. } | State::Resting { .. } => self.pulse.ask(core.now),
            State::Off | State::Opening { .. } | State::Stopped | State::Leaving { .. } => {}
        }
    }

    /// Leaves without waiting for an answer.
    pub fn leave(&mut self, core: &mut Core) {
        if core.open && matches!(self.state, State::Ready { .. } | State::Registering | State::Resting { .. }) {
            self.unregister(core);
        }
        if !matches!(self.state, State::Off) {
            self.close(core, State::Off);
        }
        self.say(core, LineState::Off);
    }

    pub fn on_opened(&mut self, core: &mut Core) {
        if matches!(self.state, State::Opening { .. }) {
            core.open = true;
            self.fresh = true;
            self.pulse = Pulse::started(core.now);
            self.register(core);
        }
    }

    pub fn on_closed(&mut self, core: &mut Core) {
        self.woken |= core.open && self.pulse.overslept(core.now);
        core.on_closed();
        match self.state {
            State::Leaving { .. } => self.state = State::Off,
            State::Off | State::Stopped | State::Waiting { .. } => {}
            State::Opening { .. } | State::Registering | State::Ready { .. } | State::Resting { .. } => {
                self.retry_later(core);
            }
        }
    }

    /// Anything that was received proves that the socket lives.
    pub fn on_heard(&mut self, core: &Core) {
        self.pulse.heard(core.now);
    }

    pub fn on_registered(&mut self, core: &mut Core, response: &Message) {
        if !matches!(self.state, State::Registering) {
            return;
        }
        if response.is_silence() {
            return self.drop_socket(core); // what does not answer is as good as closed
        }
        let status = response.status();
        match status {
            100..=199 => {}
            200..=299 => self.accepted(core, response),
            401 | 407 => self.stop(core, Trouble::WrongPassword),
            403 | 404 => self.stop(core, Trouble::Forbidden),
            423 => self.lengthen(core, response),
            408 | 480 | 500..=599 => self.rest(core, Trouble::Unavailable, response.retry_after()),
            _ => self.rest(core, Trouble::Protocol { status }, response.retry_after().or(Some(LONG_REST))),
        }
    }

    pub fn on_unregistered(&mut self, core: &Core) {
        if let State::Leaving { until } = &mut self.state {
            *until = core.now;
        }
    }

    /// Whether we were registered on a new socket since this was last asked.
    pub fn take_back_on_line(&mut self) -> bool {
        std::mem::take(&mut self.back_on_line)
    }

    /// `busy`: there are calls, for whose sake a socket is kept.
    pub fn wake(&mut self, core: &mut Core, busy: bool) {
        let now = core.now;
        if core.open && matches!(self.state, State::Ready { .. }) && self.pulse.overslept(now) {
            // Its answer proves that the socket lives, and that the PBX has not forgotten us.
            self.woken = true;
            self.say(core, LineState::Connecting);
            self.register(core);
            self.pulse.hurry(now);
        }
        match self.state {
            State::Opening { until } if until <= now => self.drop_socket(core),
            State::Ready { refresh } if refresh <= now => self.register(core),
            State::Waiting { until } if until <= now => self.open(core),
            State::Resting { until } if until <= now => self.register(core),
            State::Leaving { until } if until <= now && !busy => self.close(core, State::Off),
            State::Stopped if core.open && !busy => self.close(core, State::Stopped),
            State::Off
            | State::Opening { .. }
            | State::Registering
            | State::Ready { .. }
            | State::Waiting { .. }
            | State::Resting { .. }
            | State::Stopped
            | State::Leaving { .. } => {}
        }
        if core.open {
            match self.pulse.beat(now) {
                None => {}
                Some(Beat::Ping) => core.send("\r\n\r\n".into()),
                Some(Beat::Probe) => self.probe(core),
                Some(Beat::Dead) => self.drop_socket(core),
            }
        }
    }

    pub fn wake_at(&self, core: &Core, busy: bool) -> Option<Timestamp> {
        let state = match self.state {
            State::Off | State::Registering => None,
            State::Opening { until } | State::Waiting { until } | State::Resting { until } => Some(until),
            State::Ready { refresh } => Some(refresh),
            State::Leaving { until } => (!busy).then_some(until),
            State::Stopped => (core.open && !busy).then_some(core.now),
        };
        let pulse = core.open.then(|| self.pulse.wake_at());
        [state, pulse].into_iter().flatten().min()
    }

    fn open(&mut self, core: &mut Core) {
        let Some(url) = core.account.servers.get(self.server % core.account.servers.len().max(1)).cloned() else {
            return self.stop(core, Trouble::Unreachable); // there is no server to open
        };
        self.state = State::Opening { until: core.now.plus(OPENING) };
        core.secure = url.starts_with("wss:");
        core.put(Output::Open { url });
        self.say(core, LineState::Connecting);
    }

    fn register(&mut self, core: &mut Core) {
        self.state = State::Registering;
        let request = self.request(core, self.expires);
        core.request(Purpose::Register, request);
    }

    fn unregister(&self, core: &mut Core) {
        let request = self.request(core, Duration::ZERO);
        core.request(Purpose::Unregister, request);
    }

    /// RFC 3261 10.2, RFC 5626 4.2: always the same Call-ID, and a CSeq that grows.
    fn request(&self, core: &mut Core, expires: Duration) -> Message {
        let address = core.own_address();
        let cseq = core.next_cseq(&self.call_id);
        let from = format!("{address};tag={}", self.from_tag);
        let uri = format!("sip:{}", core.account.domain);
        let mut request = headed("REGISTER", &uri, &from, &address, &self.call_id, cseq);
        request.headers.push("Contact", &core.registered_contact(expires));
        request.headers.push("Expires", &expires.as_secs().to_string());
        request.headers.push("Supported", "path, outbound");
        request.headers.push("Allow", super::core::ALLOW);
        request
    }

    fn accepted(&mut self, core: &mut Core, response: &Message) {
        // The registrar decides how long, for each contact on its own (RFC 3261 10.3 step 8).
        let seconds = |text: &str| text.trim().parse().ok().map(Duration::from_secs);
        let own = response.headers.addresses("Contact").into_iter().find(|c| core.is_own_contact(c));
        let granted = own.as_ref().and_then(|own| seconds(own.params.get("expires")?));
        let granted = granted.or_else(|| seconds(response.get("Expires")?)).unwrap_or(self.expires);
        let granted = granted.clamp(SHORTEST, LONGEST);
        let span = (granted / 2).max(granted.saturating_sub(MARGIN));
        self.state = State::Ready { refresh: core.now.plus(span) };
        self.failures = 0;
        self.back_on_line |= std::mem::take(&mut self.fresh) | std::mem::take(&mut self.woken);
        core.service_route = response.headers.list("Service-Route");
        self.say(core, LineState::Ready { proved: core.now });
        if let Some(from) = self.doubted.take().filter(|from| core.now.since(*from) >= WORTH_TELLING) {
            core.signal(Signal::Gap { from, to: core.now });
        }
    }

    /// 423 Interval Too Brief (RFC 3261 10.2.8): once more, as long as the registrar likes.
    fn lengthen(&mut self, core: &mut Core, response: &Message) {
        let least = response.get("Min-Expires").and_then(|text| text.parse().ok()).map(Duration::from_secs);
        match least.filter(|least| *least > self.expires && *least <= LONGEST) {
            Some(least) => {
                self.expires = least;
                self.register(core);
            }
            None => self.rest(core, Trouble::Protocol { status: 423 }, Some(LONG_REST)),
        }
    }

    /// The PBX has no time for us: the socket stays, the next attempt waits.
    fn rest(&mut self, core: &mut Core, why: Trouble, after: Option<Duration>) {
        let span = after.unwrap_or_else(|| self.back_off(core));
        let until = core.now.plus(span);
        self.state = State::Resting { until };
        self.say(core, LineState::Down { why, retry: Some(until) });
    }

    fn stop(&mut self, core: &mut Core, why: Trouble) {
        self.state = State::Stopped;
        self.say(core, LineState::Down { why, retry: None });
    }

    fn drop_socket(&mut self, core: &mut Core) {
        core.on_closed();
        core.put(Output::Close);
        self.retry_later(core);
    }

    fn close(&mut self, core: &mut Core, state: State) {
        core.on_closed();
        core.discard();
        core.put(Output::Close);
        self.state = state;
    }

    /// The next server; when all have failed, after a while.
    fn retry_later(&mut self, core: &mut Core) {
        if std::mem::take(&mut self.woken) {
            return self.open(core);
        }
        let servers = core.account.servers.len().max(1);
        self.server = (self.server + 1) % servers;
        let next = if self.server == 0 || servers == 1 {
            self.back_off(core)
        } else {
            core.between(Duration::ZERO, FIRST_RETRY / 4)
        };
        let until = core.now.plus(next);
        self.state = State::Waiting { until };
        self.say(core, LineState::Down { why: Trouble::Unreachable, retry: Some(until) });
    }

    fn back_off(&mut self, core: &mut Core) -> Duration {
        let span = FIRST_RETRY.saturating_mul(1 << self.failures.min(10)).min(LAST_RETRY);
        self.failures += 1;
        core.between(span / 2, span)
    }

    /// An OPTIONS to the registrar; any answer will do (RFC 3261 section 11).
    fn probe(&self, core: &mut Core) {
        let address = core.own_address();
        let call_id = core.token();
        let from = format!("{address};tag={}", core.token());
        let uri = format!("sip:{}", core.account.domain);
        let request = headed("OPTIONS", &uri, &from, &format!("<{uri}>"), &call_id, 1);
        core.request(Purpose::Told, request);
    }

    fn say(&mut self, core: &mut Core, line: LineState) {
        if self.told != line {
            match line {
                LineState::Off => self.doubted = None,
                LineState::Ready { .. } => {}
                _ if matches!(self.told, LineState::Ready { .. }) => self.doubted = Some(self.pulse.last_heard()),
                _ => {}
            }
            self.told = line.clone();
            core.signal(Signal::Line(line));
        }
    }
}
