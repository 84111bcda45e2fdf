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

use super::core::{ALLOW, Core};
use super::dialog::Dialog;
use super::digits::Digits;
use super::door::{Direction, MediaEvent, MediaOrder};
use super::exchange::Exchange;
use super::incoming::{Repeat, Unacked};
use super::message::Message;
use super::referral::Referral;
use super::sdp::Audio;
use super::session_timer::SessionTimer;
use super::transaction::Purpose;
use super::transfer::Transfer;
use super::{identity, reason};
use crate::engine::id::LegId;
use crate::engine::number::PhoneNumber;
use crate::engine::telephony::{CommandKind, EndCause, Handle, Party, Signal, Trouble};
use crate::engine::time::Timestamp;

pub struct Call {
    pub leg: LegId,
    pub dialog: Dialog,
    pub phase: Phase,
    /// Whose Call-ID it is, RFC 3261 14.1.
    pub outgoing: bool,
    /// We called, whoever called in the dialog that it is now.
    pub placed: bool,
    /// What our INVITE says besides.
    pub headers: Vec<(&'static str, String)>,
    /// Another address may still be tried.
    pub homeward: bool,
    /// The last of our provisional answers that want a PRACK (RFC 3262); `0`: none did.
    pub rseq: u32,
    /// The PRACK has not come yet.
    pub unpracked: Option<Repeat>,
    /// Our 2xx that no ACK came for yet.
    pub unacked: Option<Unacked>,
    pub exchange: Exchange,
    pub transfer: Transfer,
    pub digits: Digits,
    pub timer: SessionTimer,
    /// They asked us to call somebody else.
    pub referral: Option<Referral>,
    /// We call because the other side of this leg asked us to.
    pub referrer: Option<LegId>,
    /// The status that our call was refused with.
    pub refusal: u16,
    pub muted: bool,
    /// The other side as last told.
    party: Party,
    held_there: bool,
    /// There are orders that the media layer still has to close.
    pub media: bool,
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
        early: Vec<Fork>,
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

/// What one leg has to say to another.
pub enum News {
    /// The transfer that was to join them is over; whether it has worked.
    Joined(bool),
    /// The call came out so that the other side of that leg had asked for.
    Followed(u16),
}

/// One of the phones that a call of ours rings at, as far as it has answered (RFC 3261 12.1).
pub struct Fork {
    pub dialog: Dialog,
    /// Its first description.
    pub sdp: Option<String>,
    /// Its last provisional answer that we confirmed; `0`: none.
    pub rseq: u32,
}

impl Call {
    pub fn new(leg: LegId, dialog: Dialog, phase: Phase, party: Party) -> Self {
        Self {
            leg,
            dialog,
            phase,
            outgoing: false,
            placed: false,
            headers: Vec::new(),
            homeward: false,
            rseq: 0,
            unpracked: None,
            unacked: None,
            exchange: Exchange::default(),
            transfer: Transfer::default(),
            digits: Digits::default(),
            timer: SessionTimer::default(),
            referral: None,
            referrer: None,
            refusal: 487,
            muted: false,
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
            // It was about to end by itself.
            Phase::Up if self.transfer.is_done() => return self.leave(core, EndCause::Transferred),
            Phase::Up => return self.leave(core, cause),
        }
        self.end(core, cause);
    }

    pub fn mute(&mut self, core: &mut Core, on: bool) {
        if self.media && !self.ended {
            self.muted = on;
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
            (MediaEvent::Sampled(sample), Phase::Up) => {
                core.signal(Signal::Sampled { leg: self.leg.clone(), sample });
            }
            (MediaEvent::LocalSdp(_), Phase::Inviting { .. } | Phase::Ringing { .. })
            | (MediaEvent::Failed(_), Phase::Ringing { .. })
            | (
                MediaEvent::Interrupted | MediaEvent::DtmfUnsupported | MediaEvent::Sampled(_),
                Phase::Preparing | Phase::Inviting { .. } | Phase::Ringing { .. } | Phase::Answering { .. },
            ) => {}
        }
    }

    /// Whether a request was sent within this call, or by a phone that it still rings at.
    pub fn owns(&self, request: &Message) -> bool {
        let fork = matches!(&self.phase, Phase::Inviting { early, .. } if early.iter().any(|f| f.dialog.owns(request)));
        fork || self.dialog.owns(request)
    }

    fn dialog_of(&mut self, request: &Message) -> &mut Dialog {
        if let Phase::Inviting { early, .. } = &mut self.phase
            && let Some(fork) = early.iter_mut().find(|fork| fork.dialog.owns(request))
        {
            return &mut fork.dialog;
        }
        &mut self.dialog
    }

    /// A request within the dialog, other than ACK.
    pub fn on_request(&mut self, core: &mut Core, request: &Message) {
        let tag = self.dialog.local_tag.clone();
        if !self.dialog_of(request).take_cseq(request) {
            return core.refuse(request, 500, Some(&tag));
        }
        match request.method().unwrap_or_default() {
            "BYE" => self.on_bye(core, request),
            _ if self.ended => core.refuse(request, 481, Some(&tag)),
            "INVITE" | "UPDATE" => self.on_reinvite(core, request),
            "NOTIFY" => self.on_notify(core, request),
            "PRACK" => self.on_prack(core, request),
            "REFER" => self.on_refer(core, request),
            "INFO" | "OPTIONS" => {
                core.respond(request, 200, Some(&tag), &[("Allow", ALLOW), ("Accept", "application/sdp")], "");
            }
            _ => core.refuse(request, 405, Some(&tag)),
        }
    }

    /// As [`on_request`](Self::on_request), for what a call that rings can do with.
    pub fn on_end_or_prack(&mut self, core: &mut Core, request: &Message) {
        if !self.dialog.take_cseq(request) {
            return core.refuse(request, 500, Some(&self.dialog.local_tag));
        }
        match request.method() {
            Some("PRACK") => self.on_prack(core, request),
            _ => self.on_bye(core, request),
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

    /// There is a new socket, and we are registered on it: the other side has to learn where we are, and the audio looks
    /// for a way from there. The network may be another; the old way is kept until a better one is found (RFC 8445 9).
    pub fn on_back_on_line(&mut self) {
        if self.is_up() {
            self.offer_again();
            self.restart_ice();
        }
    }

    /// Time has passed, or something has happened: what waits to be done is done.
    pub fn wake(&mut self, core: &mut Core, ready: bool) {
        self.repeat_unacked(core);
        if self.is_up() {
            self.wake_transfer(core);
            self.wake_referral(core);
            self.wake_session(core);
            self.end_glare(core, false);
        }
        if self.is_up() && ready {
            self.send_next_digit(core);
            self.start_exchange(core);
        }
    }

    /// When to call [`ring_on`](Self::ring_on) again.
    pub fn rings_at(&self) -> Option<Timestamp> {
        let Phase::Ringing { again, .. } = &self.phase else { return None };
        self.unpracked.as_ref().map(Repeat::wake_at).into_iter().chain([*again]).min()
    }

    /// When to call [`wake`](Self::wake) again.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let unacked = self.unacked.as_ref().map(Unacked::wake_at);
        let up = if self.is_up() {
            let referral = self.referral.as_ref().and_then(Referral::wake_at);
            [self.transfer.wake_at(), self.timer.wake_at(), self.exchange.wake_at(), referral]
        } else {
            [None; 4]
        };
        up.into_iter().chain([unacked]).flatten().min()
    }

    /// What another leg has to hear from this one.
    pub fn take_news(&mut self) -> Option<(LegId, News)> {
        let joined = self.transfer.take_finished().map(|(leg, success)| (leg, News::Joined(success)));
        joined.or_else(|| self.take_outcome())
    }

    pub fn hear(&mut self, core: &mut Core, news: News) {
        match news {
            News::Joined(success) => self.transfer.joined(core.now, success),
            News::Followed(status) => self.tell_referrer(core, status),
        }
    }

    /// Tells the other side's new name or number, where this message has one.
    pub fn tell_party(&mut self, core: &mut Core, message: &Message) {
        if let Some(party) = identity::asserted(message) {
            self.tell_new_party(core, party);
        }
    }

    pub fn tell_new_party(&mut self, core: &mut Core, mut party: Party) {
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

    /// How the call can be taken up again.
    pub fn tell_handle(&self, core: &mut Core) {
        if let Some(place) = self.dialog.place().filter(|_| !self.ended) {
            core.signal(Signal::Handle { leg: self.leg.clone(), handle: Handle(place) });
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
        self.refuse_offer(core, 487);
        if self.media {
            core.media(&self.leg, MediaOrder::Close);
        }
        core.signal(Signal::Ended { leg: self.leg.clone(), cause });
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

    pub fn say_bye(&mut self, core: &mut Core) {
        let bye = self.dialog.request(core, "BYE");
        core.request(Purpose::Bye, bye);
    }
}
