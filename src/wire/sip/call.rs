//! One call, from the first ring to its end.
//!
//! ```text
//!  we call     Preparing ──offer──▶ Inviting ──2xx──▶ Up ──BYE──▶ over
//!                  (microphone)        │ 3xx-6xx, CANCEL           ▲
//!                                      └───────────────────────────┤
//!  they call   Ringing ──Answer──▶ Answering ──200──▶ Up ──────────┤
//!                  │ CANCEL, Decline    │ microphone refused: back to Ringing
//!                  └────────────────────┴──────────────────────────┘
//! ```

use std::time::Duration;

use super::core::{ALLOW, Core, PATIENCE, Purpose, SUPPORTED, T1, T2, top_branch};
use super::dialog::Dialog;
use super::digits::Digits;
use super::door::{Direction, MediaEvent, MediaOrder};
use super::exchange::Exchange;
use super::message::Message;
use super::sdp::Audio;
use super::session_timer::SessionTimer;
use super::transfer::Transfer;
use super::{identity, reason};
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{CommandKind, EndCause, Party, Signal, Trouble};
use crate::engine::time::Timestamp;

pub struct Call {
    pub leg: LegId,
    pub dialog: Dialog,
    pub phase: Phase,
    /// Whose Call-ID it is, RFC 3261 14.1.
    pub outgoing: bool,
    /// Our 2xx that no ACK came for yet.
    pub unacked: Option<Unacked>,
    pub exchange: Exchange,
    pub transfer: Transfer,
    pub digits: Digits,
    pub timer: SessionTimer,
    /// The other side as last told.
    party: Party,
    held_there: bool,
    /// There are orders that the media layer still has to close.
    media: bool,
    /// `Ended` was told; only the protocol goes on.
    pub ended: bool,
    /// Nothing goes on.
    pub over: bool,
}

pub enum Phase {
    /// The media layer makes our offer.
    Preparing,
    /// Our INVITE is under way.
    Inviting {
        /// Descriptions that came with provisional answers, by the other side's tag: forks have one each.
        early: Vec<(String, String)>,
        /// What was told last.
        progress: Option<bool>,
    },
    Ringing {
        invite: Message,
        /// RFC 3261 13.3.1: say so each minute, that no proxy gives up.
        again: Timestamp,
    },
    /// The media layer makes our answer.
    Answering {
        invite: Message,
    },
    Up,
}

/// A 2xx of ours is said again until the ACK comes, over any transport (RFC 3261 13.3.1.4).
pub struct Unacked {
    request: Message,
    body: String,
    cseq: u32,
    again: Timestamp,
    span: Duration,
    until: Timestamp,
    /// It carried our offer, so the ACK carries the answer.
    offered: bool,
    /// The call ended here meanwhile: BYE as soon as it is allowed (RFC 3261 section 15).
    bye: bool,
}

/// Several provisional descriptions are one a fork; more than this are nobody's phones.
const MAX_FORKS: usize = 16;
const RING_AGAIN: Duration = Duration::from_secs(60);

impl Call {
    /// Starts to call.
    pub fn dial(core: &mut Core, leg: LegId, number: &PhoneNumber) -> Self {
        let uri = number_uri(core, number);
        let dialog = Dialog::to_be(core, &uri);
        let party = Party { number: Some(number.clone()), name: None };
        let mut call = Self::new(leg, dialog, Phase::Preparing, party);
        call.outgoing = true;
        call.order_offer(core, Direction::SendRecv, false);
        call
    }

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

    fn new(leg: LegId, dialog: Dialog, phase: Phase, party: Party) -> Self {
        Self {
            leg,
            dialog,
            phase,
            outgoing: false,
            unacked: None,
            exchange: Exchange::default(),
            transfer: Transfer::default(),
            digits: Digits::default(),
            timer: SessionTimer::default(),
            party,
            held_there: false,
            media: false,
            ended: false,
            over: false,
        }
    }

    pub fn is_up(&self) -> bool {
        matches!(self.phase, Phase::Up) && !self.ended
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

    /// Ends the call from our side, whatever its state.
    pub fn hang_up(&mut self, core: &mut Core, cause: EndCause) {
        if self.ended {
            return;
        }
        match &self.phase {
            Phase::Preparing => {}
            Phase::Inviting { .. } => core.abandon(&self.leg),
            // 486 and not 603: the caller's other phones may still take it.
            Phase::Ringing { invite, .. } | Phase::Answering { invite } => {
                core.refuse(invite, 486, Some(&self.dialog.local_tag));
            }
            Phase::Up => return self.leave(core, cause),
        }
        self.end(core, cause);
    }

    pub fn mute(&mut self, core: &mut Core, on: bool) {
        if self.media && !self.ended {
            core.media(&self.leg, MediaOrder::Mute(on));
            core.signal(Signal::Muted { leg: self.leg.clone(), on });
        } else {
            self.refuse(core, CommandKind::Mute, Trouble::Unsupported);
        }
    }

    pub fn refuse(&self, core: &mut Core, what: CommandKind, why: Trouble) {
        if !self.ended {
            core.signal(Signal::Refused { leg: self.leg.clone(), what, why });
        }
    }

    pub fn on_media(&mut self, core: &mut Core, event: MediaEvent) {
        if self.ended {
            return;
        }
        match (event, &self.phase) {
            (MediaEvent::LocalSdp(sdp), Phase::Preparing) => self.invite(core, &sdp),
            (MediaEvent::LocalSdp(sdp), Phase::Answering { invite }) => {
                let invite = invite.clone();
                self.accept(core, invite, sdp);
            }
            (MediaEvent::LocalSdp(sdp), Phase::Up) => self.on_local_sdp(core, sdp),
            (MediaEvent::Failed(why), Phase::Answering { invite }) => {
                let invite = invite.clone();
                self.on_answer_failed(core, invite, why);
            }
            (MediaEvent::Failed(why), Phase::Up) => self.on_exchange_failed(core, why),
            (MediaEvent::Failed(why), Phase::Preparing | Phase::Inviting { .. }) => {
                self.hang_up(core, EndCause::Failed(why));
            }
            (MediaEvent::Interrupted, Phase::Up) => self.restart_ice(),
            (MediaEvent::DtmfUnsupported, Phase::Up) => self.digits.by_info(),
            (MediaEvent::LocalSdp(_), Phase::Inviting { .. } | Phase::Ringing { .. })
            | (MediaEvent::Failed(_), Phase::Ringing { .. })
            | (
                MediaEvent::Interrupted | MediaEvent::DtmfUnsupported,
                Phase::Preparing | Phase::Inviting { .. } | Phase::Ringing { .. } | Phase::Answering { .. },
            ) => {}
        }
    }

    /// An answer to our first INVITE.
    pub fn on_invite_response(&mut self, core: &mut Core, response: &Message) {
        let Phase::Inviting { early, progress } = &mut self.phase else { return };
        match response.status() {
            ..=100 => {}
            status @ 101..=199 => {
                let description = response.sdp().zip(super::core::tag(response, "To"));
                let media = description.is_some();
                if let Some((sdp, tag)) = description {
                    // The first fork is heard; the others are kept for the moment one of them answers.
                    let first = early.is_empty();
                    if !early.iter().any(|(known, _)| *known == tag) && early.len() < MAX_FORKS {
                        early.push((tag, sdp.to_owned()));
                    }
                    if first {
                        core.media(&self.leg, MediaOrder::Accept { answer: sdp.to_owned(), early: true });
                    }
                }
                // A call that is already heard does not ring again; 183 without audio says nothing.
                if (media || status == 180) && progress.is_none_or(|heard| media && !heard) {
                    *progress = Some(media);
                    core.signal(Signal::Progress { leg: self.leg.clone(), early_media: media });
                }
                self.tell_party(core, response);
            }
            200..=299 => self.on_accepted(core, response),
            _ => self.end(core, reason::of_refusal(response)),
        }
    }

    pub fn on_invite_timeout(&mut self, core: &mut Core) {
        self.end(core, EndCause::Failed(Trouble::Unreachable));
    }

    /// A CANCEL for an INVITE of theirs. Once that is answered it changes nothing.
    pub fn on_cancel(&mut self, core: &mut Core, cancel: &Message) {
        core.refuse(cancel, 200, Some(&self.dialog.local_tag));
        if let Phase::Ringing { invite, .. } | Phase::Answering { invite } = &self.phase {
            core.refuse(invite, 487, Some(&self.dialog.local_tag));
            self.end(core, reason::of_cancel(cancel));
        }
    }

    /// Whether a CANCEL is for an INVITE that this call answers or has just answered (RFC 3261 9.2).
    pub fn is_cancelled_by(&self, cancel: &Message) -> bool {
        let invite = match (&self.phase, &self.unacked) {
            (Phase::Ringing { invite, .. } | Phase::Answering { invite }, _) => invite,
            (Phase::Up, Some(unacked)) => &unacked.request,
            (Phase::Preparing | Phase::Inviting { .. } | Phase::Up, _) => return false,
        };
        top_branch(invite) == top_branch(cancel) && invite.get("Call-ID") == cancel.get("Call-ID")
    }

    /// A request within the dialog, other than ACK.
    pub fn on_request(&mut self, core: &mut Core, request: &Message) {
        let tag = self.dialog.local_tag.clone();
        if !self.dialog.take_cseq(request) {
            return core.refuse(request, 500, Some(&tag));
        }
        match request.method().unwrap_or_default() {
            "BYE" => self.on_bye(core, request),
            _ if self.ended => core.refuse(request, 481, Some(&tag)),
            "INVITE" | "UPDATE" => self.on_reinvite(core, request),
            "NOTIFY" => self.on_notify(core, request),
            "INFO" | "OPTIONS" => core.respond(request, 200, Some(&tag), |response| {
                response.headers.push("Allow", ALLOW);
                response.headers.push("Accept", "application/sdp");
            }),
            _ => core.refuse(request, 405, Some(&tag)),
        }
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

    /// The socket is gone. A call that is up goes on, for its audio does not run through it.
    pub fn on_closed(&mut self, core: &mut Core) {
        match self.phase {
            Phase::Up => {
                self.rollback(core);
                self.digits.on_closed();
                self.on_refer_timeout(core);
            }
            Phase::Preparing | Phase::Inviting { .. } | Phase::Ringing { .. } | Phase::Answering { .. } => {
                self.end(core, EndCause::Failed(Trouble::Unreachable));
            }
        }
    }

    /// There is a new socket, and we are registered on it: the other side has to learn where we are.
    pub fn on_back_on_line(&mut self) {
        if self.is_up() {
            self.exchange.refresh = true;
        }
    }

    /// Time has passed, or something has happened: what waits to be done is done.
    pub fn wake(&mut self, core: &mut Core, ready: bool) {
        let now = core.now;
        if let Phase::Ringing { invite, again } = &mut self.phase
            && *again <= now
        {
            *again = now.plus(RING_AGAIN);
            let invite = invite.clone();
            self.respond_ringing(core, &invite);
        }
        self.repeat_unacked(core);
        if self.is_up() {
            self.wake_transfer(core);
            self.wake_session(core);
            self.end_glare(core, false);
        }
        if self.is_up() && ready {
            self.send_next_digit(core);
            self.start_exchange(core);
        }
    }

    pub fn wake_at(&self) -> Option<Timestamp> {
        let again = match &self.phase {
            Phase::Ringing { again, .. } => Some(*again),
            Phase::Preparing | Phase::Inviting { .. } | Phase::Answering { .. } | Phase::Up => None,
        };
        let unacked = self.unacked.as_ref().map(|unacked| unacked.again.min(unacked.until));
        let up = if self.is_up() {
            [self.transfer.wake_at(), self.timer.wake_at(), self.exchange.wake_at()]
        } else {
            [None; 3]
        };
        up.into_iter().chain([again, unacked]).flatten().min()
    }

    /// Tells the other side's new name or number, where this message has one.
    pub fn tell_party(&mut self, core: &mut Core, message: &Message) {
        let Some(mut party) = identity::asserted(message) else { return };
        let dialable = |party: &Party| party.number.as_ref().map(PhoneNumber::dialable);
        // The same number in another notation is nobody new.
        if dialable(&party) == dialable(&self.party) {
            party.number.clone_from(&self.party.number);
            party.name = party.name.or_else(|| self.party.name.clone());
        }
        if party != self.party && !self.ended {
            self.party = party.clone();
            core.signal(Signal::Identity { leg: self.leg.clone(), party });
        }
    }

    /// What the other side's description says of the audio's direction and of key presses.
    pub fn tell_audio(&mut self, core: &mut Core, audio: &Audio) {
        self.digits.takes_events(audio.takes_digits());
        // They listen no longer: they hold us. Whether they send says nothing, it may be music.
        let on = !audio.direction.receives();
        if on != self.held_there && !self.ended {
            self.held_there = on;
            core.signal(Signal::HeldThere { leg: self.leg.clone(), on });
        }
    }

    pub fn order_offer(&mut self, core: &mut Core, direction: Direction, restart_ice: bool) {
        self.media = true;
        let ice_servers = core.account.ice_servers.clone();
        core.media(&self.leg, MediaOrder::Offer { direction, restart_ice, ice_servers });
    }

    pub fn order_answer(&mut self, core: &mut Core, offer: String, direction: Direction) {
        self.media = true;
        let ice_servers = core.account.ice_servers.clone();
        core.media(&self.leg, MediaOrder::Answer { offer, direction, ice_servers });
    }

    /// A 2xx with a description to an INVITE of theirs; it is repeated until the ACK.
    pub fn send_2xx(&mut self, core: &mut Core, request: Message, body: String, offered: bool) {
        let Some((cseq, _)) = request.cseq() else { return };
        let (again, until) = (core.now.plus(T1), core.now.plus(PATIENCE));
        let unacked = Unacked { request, body, cseq, again, span: T1, until, offered, bye: false };
        self.respond_2xx(core, &unacked.request, &unacked.body);
        self.unacked = Some(unacked);
    }

    pub fn respond_2xx(&self, core: &mut Core, request: &Message, body: &str) {
        let contact = core.contact();
        let timer = self.timer.answer();
        core.respond(request, 200, Some(&self.dialog.local_tag), |response| {
            response.headers.push("Contact", &contact);
            response.headers.push("Allow", ALLOW);
            response.headers.push("Supported", SUPPORTED);
            if let Some((expires, require)) = &timer {
                response.headers.push("Session-Expires", expires);
                if *require {
                    response.headers.push("Require", "timer");
                }
            }
            if !body.is_empty() {
                response.headers.push("Content-Type", "application/sdp");
                body.clone_into(&mut response.body);
            }
        });
    }

    /// BYE and the end of the call.
    pub fn leave(&mut self, core: &mut Core, cause: EndCause) {
        match &mut self.unacked {
            Some(unacked) => {
                unacked.bye = true;
                self.end(core, cause);
                self.over = false;
            }
            None => {
                self.say_bye(core);
                self.end(core, cause);
            }
        }
    }

    /// Tells the end, once. The protocol is over as well, unless the caller says otherwise.
    pub fn end(&mut self, core: &mut Core, cause: EndCause) {
        self.over = true;
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        self.drop_transfer();
        if self.media {
            core.media(&self.leg, MediaOrder::Close);
        }
        core.signal(Signal::Ended { leg: self.leg.clone(), cause });
    }

    fn invite(&mut self, core: &mut Core, sdp: &str) {
        if !core.open {
            return self.end(core, EndCause::Failed(Trouble::Unreachable));
        }
        if Audio::parse(sdp).is_none_or(|audio| !audio.speaks()) {
            return self.end(core, EndCause::Failed(Trouble::Media));
        }
        let mut invite = self.dialog.request(core, "INVITE");
        self.describe(core, &mut invite, sdp);
        self.phase = Phase::Inviting { early: Vec::new(), progress: None };
        core.request(Purpose::Invite(self.leg.clone()), invite);
    }

    /// What an INVITE or re-INVITE of ours has besides the dialog's headers.
    pub fn describe(&self, core: &Core, invite: &mut Message, sdp: &str) {
        invite.headers.push("Contact", &core.contact());
        invite.headers.push("Allow", ALLOW);
        invite.headers.push("Supported", SUPPORTED);
        invite.headers.push("Content-Type", "application/sdp");
        sdp.clone_into(&mut invite.body);
    }

    fn on_accepted(&mut self, core: &mut Core, response: &Message) {
        let Phase::Inviting { early, .. } = &self.phase else { return };
        let Some(dialog) = Dialog::of_response(response) else {
            // Without a Contact there is nobody to send the ACK to.
            return self.end(core, EndCause::Failed(Trouble::Protocol { status: response.status() }));
        };
        let sdp = response.sdp().or_else(|| {
            let (_, sdp) = early.iter().find(|(tag, _)| Some(tag) == dialog.remote_tag.as_ref())?;
            Some(sdp.as_str())
        });
        let sdp = sdp.map(str::to_owned);
        let audio = sdp.as_deref().and_then(Audio::parse).filter(Audio::speaks);
        self.dialog = dialog;
        self.phase = Phase::Up;
        self.acknowledge(core, response);
        let (Some(sdp), Some(audio)) = (sdp, audio) else {
            return self.leave(core, EndCause::Failed(Trouble::Media));
        };
        core.media(&self.leg, MediaOrder::Accept { answer: sdp, early: false });
        self.timer.on_2xx(core.now, response);
        core.signal(Signal::Answered { leg: self.leg.clone() });
        self.tell_party(core, response);
        self.tell_audio(core, &audio);
    }

    /// ACK for a 2xx to an INVITE of ours in this dialog.
    pub fn acknowledge(&self, core: &mut Core, response: &Message) {
        if let Some((cseq, _)) = response.cseq() {
            core.acknowledge(self.dialog.ack(cseq));
        }
    }

    /// Our description is ready: the call is up.
    fn accept(&mut self, core: &mut Core, invite: Message, sdp: String) {
        let offered = invite.sdp().is_none();
        if Audio::parse(&sdp).is_none_or(|audio| !audio.speaks()) {
            return self.on_answer_failed(core, invite, Trouble::Media);
        }
        let audio = invite.sdp().and_then(Audio::parse);
        self.phase = Phase::Up;
        self.timer.on_answered(core.now);
        self.send_2xx(core, invite, sdp, offered);
        core.signal(Signal::Answered { leg: self.leg.clone() });
        if let Some(audio) = audio {
            self.tell_audio(core, &audio);
        }
    }

    /// A missing microphone can be mended while the phone still rings; a missing codec cannot.
    fn on_answer_failed(&mut self, core: &mut Core, invite: Message, why: Trouble) {
        if matches!(why, Trouble::MicrophoneRefused | Trouble::MicrophoneMissing) {
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

    fn on_bye(&mut self, core: &mut Core, bye: &Message) {
        let tag = self.dialog.local_tag.clone();
        core.refuse(bye, 200, Some(&tag));
        let cause = match &self.phase {
            // A caller may also give up with BYE (RFC 3261 section 15).
            Phase::Ringing { invite, .. } | Phase::Answering { invite } => {
                core.refuse(invite, 487, Some(&tag));
                reason::of_cancel(bye)
            }
            Phase::Preparing | Phase::Inviting { .. } => reason::of_cancel(bye),
            Phase::Up => self.cause_of_bye(core),
        };
        self.unacked = None;
        self.end(core, cause);
    }

    fn say_bye(&mut self, core: &mut Core) {
        let bye = self.dialog.request(core, "BYE");
        core.request(Purpose::Bye, bye);
    }

    fn respond_ringing(&self, core: &mut Core, invite: &Message) {
        let contact = core.contact();
        core.respond(invite, 180, Some(&self.dialog.local_tag), |response| {
            response.headers.push("Contact", &contact);
            response.headers.push("Allow", ALLOW);
        });
    }

    fn repeat_unacked(&mut self, core: &mut Core) {
        let now = core.now;
        let Some(mut unacked) = self.unacked.take_if(|unacked| unacked.again <= now || unacked.until <= now) else {
            return;
        };
        if unacked.until <= now {
            // RFC 3261 13.3.1.4: nobody is there. The BYE is allowed now.
            if unacked.bye {
                self.say_bye(core);
                self.over = true;
            } else {
                self.leave(core, EndCause::Failed(Trouble::Protocol { status: 408 }));
            }
            return;
        }
        unacked.span = (unacked.span * 2).min(T2);
        unacked.again = now.plus(unacked.span);
        self.respond_2xx(core, &unacked.request, &unacked.body);
        self.unacked = Some(unacked);
    }
}

/// The address of a number at our PBX.
pub fn number_uri(core: &Core, number: &PhoneNumber) -> String {
    format!("sip:{}@{}", super::address::escape(&number.dialable()), core.account.domain)
}
