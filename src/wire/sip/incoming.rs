//! Calls that come in: ringing, the answer, and the 2xx that is repeated until its ACK.

use std::time::Duration;

use super::call::{Call, Phase};
use super::core::{ALLOW, Core, EVENTS, SUPPORTED};
use super::dialog::Dialog;
use super::door::{Direction, MediaOrder};
use super::message::Message;
use super::sdp::Audio;
use super::transaction::{PATIENCE, T1, T2, top_branch};
use super::{identity, reason};
use crate::engine::id::LegId;
use crate::engine::telephony::{CommandKind, EndCause, Signal, Trouble};
use crate::engine::time::Timestamp;

/// RFC 3261 13.3.1: no proxy gives up a call that is said to ring each minute.
const RING_AGAIN: Duration = Duration::from_secs(60);

/// A 2xx of ours is said again until the ACK comes, over any transport (RFC 3261 13.3.1.4).
pub struct Unacked {
    request: Message,
    body: String,
    cseq: u32,
    repeat: Repeat,
    /// It carried our offer, so the ACK carries the answer.
    offered: bool,
    /// The call ended here meanwhile: BYE as soon as it is allowed (RFC 3261 section 15).
    pub bye: bool,
}

impl Unacked {
    pub fn wake_at(&self) -> Timestamp {
        self.repeat.wake_at()
    }
}

/// What is said again until it is confirmed, ever more slowly, and not for ever.
pub struct Repeat {
    again: Timestamp,
    span: Duration,
    until: Timestamp,
}

enum Due {
    Again,
    Over,
}

impl Repeat {
    fn new(now: Timestamp) -> Self {
        Self { again: now.plus(T1), span: T1, until: now.plus(PATIENCE) }
    }

    pub fn wake_at(&self) -> Timestamp {
        self.again.min(self.until)
    }

    fn due(&mut self, now: Timestamp) -> Option<Due> {
        if self.until <= now {
            return Some(Due::Over);
        }
        let due = self.again <= now;
        if due {
            self.span = (self.span * 2).min(T2);
            self.again = now.plus(self.span);
        }
        due.then_some(Due::Again)
    }
}

fn is_of(cancel: &Message, invite: &Message) -> bool {
    top_branch(invite) == top_branch(cancel) && invite.get("Call-ID") == cancel.get("Call-ID")
}

impl Call {
    /// Lets an INVITE ring that the agent has found in order.
    pub fn ring(core: &mut Core, leg: LegId, dialog: Dialog, invite: Message) -> Self {
        let incoming = identity::incoming(&invite, leg.clone(), &core.account.headers);
        let again = core.now.plus(RING_AGAIN);
        let mut call = Self::new(leg, dialog, Phase::Ringing { invite: invite.clone(), again }, incoming.from.clone());
        call.timer.on_invite(&invite);
        call.respond_ringing(core, &invite);
        core.signal(Signal::Incoming(incoming));
        call
    }

    pub fn ring_on(&mut self, core: &mut Core) {
        if let Phase::Ringing { invite, again } = &mut self.phase
            && *again <= core.now
        {
            *again = core.now.plus(RING_AGAIN);
            let invite = invite.clone();
            self.respond_ringing(core, &invite);
        }
        let due = self.unpracked.as_mut().and_then(|repeat| repeat.due(core.now));
        match (&self.phase, due) {
            (Phase::Ringing { invite, .. }, Some(Due::Again)) => self.say_ringing(core, invite),
            // RFC 3262 section 3: a caller who does not confirm is not there.
            (Phase::Ringing { invite, .. }, Some(Due::Over)) => {
                core.refuse(invite, 500, Some(&self.dialog.local_tag));
                self.end(core, EndCause::There);
            }
            _ => {}
        }
    }

    /// The other side has heard that it rings.
    pub fn on_prack(&mut self, core: &mut Core, prack: &Message) {
        let mut words = prack.get("RAck").unwrap_or_default().split_ascii_whitespace();
        let heard: Option<u32> = words.next().and_then(|number| number.parse().ok());
        let known = heard.is_some_and(|number| 0 < number && number <= self.rseq) && words.nth(1) == Some("INVITE");
        if known && heard == Some(self.rseq) {
            self.unpracked = None;
        }
        core.refuse(prack, if known { 200 } else { 481 }, Some(&self.dialog.local_tag));
    }

    pub fn answer(&mut self, core: &mut Core) {
        let Phase::Ringing { invite, .. } = &self.phase else { return };
        let invite = invite.clone();
        match invite.sdp() {
            Some(offer) => self.order_answer(core, offer.to_owned(), Direction::SendRecv),
            None => self.order_offer(core, Direction::SendRecv, false),
        }
        self.phase = Phase::Answering { invite };
    }

    /// A CANCEL for the INVITE that rings.
    pub fn on_cancel(&mut self, core: &mut Core, cancel: &Message) {
        core.refuse(cancel, 200, Some(&self.dialog.local_tag));
        if let Phase::Ringing { invite, .. } | Phase::Answering { invite } = &self.phase {
            core.refuse(invite, 487, Some(&self.dialog.local_tag));
            self.end(core, reason::of_cancel(cancel));
        }
    }

    /// A CANCEL for another INVITE of theirs. Once that is answered it changes nothing.
    pub fn on_late_cancel(&mut self, core: &mut Core, cancel: &Message) {
        core.refuse(cancel, 200, Some(&self.dialog.local_tag));
        self.drop_offer(core, 487, reason::of_cancel(cancel));
    }

    pub fn rings_and_is_cancelled_by(&self, cancel: &Message) -> bool {
        match &self.phase {
            Phase::Ringing { invite, .. } | Phase::Answering { invite } => is_of(cancel, invite),
            Phase::Preparing | Phase::Inviting { .. } | Phase::Up => false,
        }
    }

    /// Whether a CANCEL is for an INVITE that this call answers or has just answered (RFC 3261 9.2).
    pub fn is_cancelled_by(&self, cancel: &Message) -> bool {
        let invite = match (&self.phase, &self.unacked) {
            (Phase::Ringing { invite, .. } | Phase::Answering { invite }, _) => invite,
            (Phase::Up, Some(unacked)) => &unacked.request,
            (Phase::Preparing | Phase::Inviting { .. } | Phase::Up, _) => match self.offer() {
                Some(offer) => offer,
                None => return false,
            },
        };
        is_of(cancel, invite)
    }

    pub fn on_ack(&mut self, core: &mut Core, ack: &Message) {
        let number = ack.cseq().map(|(number, _)| number);
        let Some(unacked) = self.unacked.take_if(|unacked| Some(unacked.cseq) == number) else { return };
        if unacked.bye {
            self.say_bye(core);
            self.over = true;
        } else if unacked.offered {
            match ack.sdp() {
                Some(answer) => self.take_answer(core, answer),
                None => self.leave(core, EndCause::Failed(Trouble::Media)),
            }
        }
    }

    /// A 2xx with a description to an INVITE of theirs; it is repeated until the ACK.
    pub fn send_2xx(&mut self, core: &mut Core, request: Message, body: String, offered: bool) {
        let Some((cseq, _)) = request.cseq() else { return };
        let unacked = Unacked { request, body, cseq, repeat: Repeat::new(core.now), offered, bye: false };
        self.respond_2xx(core, &unacked.request, &unacked.body);
        self.unacked = Some(unacked);
    }

    pub fn respond_2xx(&self, core: &mut Core, request: &Message, body: &str) {
        let contact = core.contact();
        let timer = self.timer.answer();
        let mut with = vec![("Contact", contact.as_str()), ("Allow", ALLOW), ("Supported", SUPPORTED)];
        if let Some((expires, require)) = &timer {
            with.push(("Session-Expires", expires));
            with.extend(require.then_some(("Require", "timer")));
        }
        core.respond(request, 200, Some(&self.dialog.local_tag), &with, body);
    }

    /// Our description is ready: the call is up.
    pub fn accept(&mut self, core: &mut Core, invite: Message, sdp: String) {
        let offered = invite.sdp().is_none();
        if Audio::parse(&sdp).is_none_or(|audio| !audio.speaks()) {
            return self.on_answer_failed(core, invite, Trouble::Media);
        }
        let audio = invite.sdp().and_then(Audio::parse);
        self.phase = Phase::Up;
        self.timer.on_answered(core.now);
        self.send_2xx(core, invite, sdp, offered);
        core.signal(Signal::Answered { leg: self.leg.clone() });
        self.tell_handle(core);
        if let Some(audio) = audio {
            self.tell_audio(core, &audio);
        }
    }

    /// A missing microphone can be mended while the phone still rings; a missing codec cannot.
    pub fn on_answer_failed(&mut self, core: &mut Core, invite: Message, why: Trouble) {
        if !self.placed && matches!(why, Trouble::MicrophoneRefused | Trouble::MicrophoneMissing) {
            core.media(&self.leg, MediaOrder::Close);
            self.media = false;
            self.phase = Phase::Ringing { invite, again: core.now.plus(RING_AGAIN) };
            return self.refuse(core, CommandKind::Answer, why);
        }
        core.refuse(&invite, 488, Some(&self.dialog.local_tag));
        self.end(core, EndCause::Failed(why));
    }

    /// The answer to the offer of our 2xx.
    fn take_answer(&mut self, core: &mut Core, answer: &str) {
        match Audio::parse(answer).filter(Audio::speaks) {
            Some(audio) => {
                core.media(&self.leg, MediaOrder::Accept { answer: answer.to_owned(), early: false });
                self.agreed(core);
                self.tell_audio(core, &audio);
            }
            None => self.leave(core, EndCause::Failed(Trouble::Media)),
        }
    }

    /// Says that it rings; so that it must be confirmed, where the caller demands it (RFC 3262).
    fn respond_ringing(&mut self, core: &mut Core, invite: &Message) {
        if invite.headers.has("Require", "100rel") {
            if invite.sdp().is_none() {
                // The first such answer has to carry an offer, and the microphone is not ours yet: it rings unheard.
                return core.refuse(invite, 100, None);
            }
            self.rseq += 1;
            self.unpracked = Some(Repeat::new(core.now));
        }
        self.say_ringing(core, invite);
    }

    fn say_ringing(&self, core: &mut Core, invite: &Message) {
        let (contact, rseq) = (core.contact(), self.rseq.to_string());
        let all = [
            ("Contact", contact.as_str()),
            ("Allow", ALLOW),
            ("Allow-Events", EVENTS),
            ("Require", "100rel"),
            ("RSeq", &rseq),
        ];
        let with = if self.rseq > 0 { &all[..] } else { &all[..3] };
        core.respond(invite, 180, Some(&self.dialog.local_tag), with, "");
    }

    pub fn repeat_unacked(&mut self, core: &mut Core) {
        let Some(unacked) = &mut self.unacked else { return };
        match (unacked.repeat.due(core.now), unacked.bye) {
            (None, _) => {}
            (Some(Due::Again), _) => {
                if let Some(unacked) = &self.unacked {
                    self.respond_2xx(core, &unacked.request, &unacked.body);
                }
            }
            // RFC 3261 13.3.1.4: nobody is there. The BYE is allowed now.
            (Some(Due::Over), true) => {
                self.unacked = None;
                self.say_bye(core);
                self.over = true;
            }
            (Some(Due::Over), false) => {
                self.unacked = None;
                self.leave(core, EndCause::Failed(Trouble::Protocol { status: 408 }));
            }
        }
    }
}
