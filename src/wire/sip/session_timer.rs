//! Session timers (RFC 4028): both sides notice when the other one is gone without a word.

use std::time::Duration;

use super::address::Params;
use super::call::Call;
use super::core::Core;
use super::door::MediaOrder;
use super::message::Message;
use super::transaction::Purpose;
use crate::engine::telephony::{EndCause, Trouble};
use crate::engine::time::Timestamp;

/// RFC 4028 section 4: no session is refreshed more often than this.
const SHORTEST: Duration = Duration::from_secs(90);

#[derive(Default)]
pub struct SessionTimer {
    /// What the INVITE asked for, until it is answered.
    asked: Option<Asked>,
    running: Option<Running>,
    /// The other side can be refreshed with UPDATE.
    update: bool,
}

#[derive(Clone, Copy)]
struct Asked {
    interval: Duration,
    /// They refresh, if they said so or left it open and know how to.
    theirs: bool,
    /// They know session timers themselves, and not only a proxy between us.
    supported: bool,
}

#[derive(Clone, Copy)]
struct Running {
    interval: Duration,
    ours: bool,
    /// When to refresh, or to give the other side up.
    at: Timestamp,
}

impl SessionTimer {
    /// A first INVITE of theirs.
    pub fn on_invite(&mut self, invite: &Message) {
        self.learn(invite);
        let supported = invite.headers.has("Supported", "timer");
        self.asked = parse(invite).map(|(interval, refresher)| {
            // RFC 4028 section 9, table 2: of two that can, the caller refreshes unless it says `uas`.
            let theirs = supported && refresher.as_deref() != Some("uas");
            Asked { interval, theirs, supported }
        });
    }

    /// We answered it.
    pub fn on_answered(&mut self, now: Timestamp) {
        if let Some(asked) = self.asked {
            self.run(now, asked.interval, !asked.theirs);
        }
    }

    /// A re-INVITE or UPDATE of theirs.
    pub fn on_refresh(&mut self, now: Timestamp, request: &Message) {
        self.on_invite(request);
        match self.asked {
            Some(_) => self.on_answered(now),
            None => self.running = None, // RFC 4028 section 9: not asked for is not had
        }
    }

    /// Their 2xx to an INVITE or UPDATE of ours. `refresher` is seen from the request: `uac` is us.
    pub fn on_2xx(&mut self, now: Timestamp, response: &Message) {
        self.learn(response);
        self.asked = None;
        self.running = None;
        if let Some((interval, refresher)) = parse(response) {
            self.run(now, interval, refresher.as_deref() != Some("uas"));
        }
    }

    /// `Session-Expires` of our 2xx, and whether `Require: timer` belongs to it.
    pub fn answer(&self) -> Option<(String, bool)> {
        let asked = self.asked?;
        let refresher = if asked.theirs { "uac" } else { "uas" };
        Some((format!("{};refresher={refresher}", asked.interval.as_secs()), asked.supported && asked.theirs))
    }

    /// `Session-Expires` of a request of ours within the call: the roles stay as they are.
    pub fn ask(&self) -> Option<String> {
        let running = self.running?;
        let refresher = if running.ours { "uac" } else { "uas" };
        Some(format!("{};refresher={refresher}", running.interval.as_secs()))
    }

    /// 422 Session Interval Too Small (RFC 4028 section 6).
    pub fn lengthen(&mut self, response: &Message) {
        let least = response.get("Min-SE").and_then(|text| text.split(';').next()?.trim().parse().ok());
        match (&mut self.running, least.map(Duration::from_secs)) {
            (Some(running), Some(least)) if least > running.interval => running.interval = least,
            _ => self.running = None, // it cannot be had
        }
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        self.running.map(|running| running.at)
    }

    fn run(&mut self, now: Timestamp, interval: Duration, ours: bool) {
        // RFC 4028 section 10: refresh at half; give up a little before the end.
        let span = if ours { interval / 2 } else { interval - Duration::from_secs(32).min(interval / 3) };
        self.running = Some(Running { interval, ours, at: now.plus(span) });
    }

    fn learn(&mut self, message: &Message) {
        if message.get("Allow").is_some() {
            self.update = message.headers.has("Allow", "UPDATE");
        }
    }
}

impl Call {
    /// Refreshes, or notices that nobody did.
    pub fn wake_session(&mut self, core: &mut Core) {
        let Some(running) = self.timer.running.filter(|running| running.at <= core.now) else { return };
        if !running.ours {
            return self.leave(core, EndCause::Failed(Trouble::Unreachable));
        }
        // Tried again at the next half if this one fails.
        self.timer.run(core.now, running.interval, true);
        if !self.timer.update {
            return self.offer_again();
        }
        let expires = self.timer.ask();
        self.update(core, Purpose::Refresh(self.leg.clone()), expires);
    }

    fn update(&mut self, core: &mut Core, purpose: Purpose, expires: Option<String>) {
        let mut update = self.dialog.request(core, "UPDATE");
        update.headers.push("Contact", &core.contact());
        update.headers.push("Supported", super::core::SUPPORTED);
        if let Some(expires) = expires {
            update.headers.push("Session-Expires", &expires);
        }
        core.request(purpose, update);
    }

    /// The page goes, and nobody knows whether another one comes. A call that the PBX can give back stays up, where the PBX can be
    /// asked to end it by itself when nobody has come in the shortest time that session timers know. Gives whether it stays.
    pub fn leave_up(&mut self, core: &mut Core) -> bool {
        let stays = self.is_up() && self.timer.update && self.dialog.place().is_some();
        if stays {
            self.update(core, Purpose::Told, Some(format!("{};refresher=uac", SHORTEST.as_secs())));
            core.media(&self.leg, MediaOrder::Close);
        }
        stays
    }

    /// An answer to our UPDATE.
    pub fn on_refresh_response(&mut self, core: &mut Core, response: &Message) {
        match response.status() {
            ..200 => {}
            200..=299 => {
                self.dialog.follow(response);
                self.timer.on_2xx(core.now, response);
                self.tell_party(core, response);
            }
            408 if response.is_silence() => {} // tried again in time
            422 => self.timer.lengthen(response),
            481 => self.leave(core, EndCause::Failed(Trouble::Protocol { status: 481 })),
            // Anything else says that UPDATE will not do.
            _ => {
                self.timer.update = false;
                self.offer_again();
            }
        }
    }
}

/// `Session-Expires` and its refresher.
fn parse(message: &Message) -> Option<(Duration, Option<String>)> {
    let value = message.get("Session-Expires")?;
    let seconds: u32 = value.split(';').next()?.trim().parse().ok()?;
    let params = Params::parse(value.get(value.find(';').unwrap_or(value.len())..)?)?;
    let interval = Duration::from_secs(u64::from(seconds)).max(SHORTEST);
    Some((interval, params.get("refresher").map(str::to_ascii_lowercase)))
}
